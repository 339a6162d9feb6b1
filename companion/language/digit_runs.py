"""Long numbers as they are read out: digit words, groups, numerals, with hesitations between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.language.numbers import digits_at, plain

_WRITTEN = re.compile(r"\+?\d[\d./\u2010-\u2015-]*", re.ASCII)
_SEPARATORS = re.compile(r"[^0-9]")
_BETWEEN = frozenset(
    "uh um er erm ah and then dash hyphen space slash stroke comma dot okay ok yes yeah yep right "
    "so next again sorry wait no that's it's is got like".split()
)
_LONGEST_PAUSE = 2
"""Such words in a row; after more the number is over."""

_SOUND_ALIKES = {"for": "4", "to": "2", "too": "2", "ate": "8", "won": "1", "tree": "3"}
"""How a recogniser may write a digit in the middle of others."""

_UNITS = frozenset(
    "digit digits number numbers figures pounds pound quid dollars dollar bucks euro euros cents "
    "pence percent minutes minute hours hour days day weeks week months month years year times "
    "o'clock pm am people items rooms nights miles degrees stone grand million thousand".split()
)
_FEW_DIGITS = 6
"""A number before such a word counts something, unless it is longer than anybody counts."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Digits said in one go ("forty two", "double five") in the words `start` up to `end`."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Chunks that follow each other: one number read out, or several in one breath."""

    chunks: tuple[Chunk, ...]

    @property
    def start(self) -> int:
        return self.chunks[0].start

    @property
    def end(self) -> int:
        return self.chunks[-1].end

    @property
    def digits(self) -> str:
        return "".join(chunk.digits for chunk in self.chunks)


def plain_words(words: Sequence[str]) -> list[str]:
    """The words as a recogniser writes them; written numbers lose what separates their groups."""
    return [_plain_number(word) for word in words]


def _plain_number(word: str) -> str:
    text = plain(word)
    return _SEPARATORS.sub("", text) if _WRITTEN.fullmatch(text) else text


def runs(words: Sequence[str]) -> list[Run]:
    """All numbers read out in these plain words; amounts and durations are left out."""
    found = []
    chunks: list[Chunk] = []
    for chunk in _chunks(words):
        if chunks and not _goes_on(words, chunks[-1].end, chunk.start):
            found.append(Run(tuple(chunks)))
            chunks = []
        chunks.append(chunk)
    if chunks:
        found.append(Run(tuple(chunks)))
    return [run for run in found if not _counts(words, run)]


def is_pause(words: Sequence[str]) -> bool:
    """Whether these words only hesitate, so that a number may go on behind them."""
    return _BETWEEN.issuperset(words)


def _chunks(words: Sequence[str]) -> Iterator[Chunk]:
    at = 0
    while at < len(words):
        digits = digits_at(words, at)
        if digits is not None:
            yield Chunk(digits.text, at, digits.end)
            at = digits.end
            continue
        if words[at] in _SOUND_ALIKES and _amid_digits(words, at):
            yield Chunk(_SOUND_ALIKES[words[at]], at, at + 1)
        at += 1


def _amid_digits(words: Sequence[str], at: int) -> bool:
    before = at > 0 and (digits_at(words, at - 1) is not None or words[at - 1] in _SOUND_ALIKES)
    return before and digits_at(words, at + 1) is not None


def _goes_on(words: Sequence[str], end: int, start: int) -> bool:
    return start - end <= _LONGEST_PAUSE and _BETWEEN.issuperset(words[end:start])


def _counts(words: Sequence[str], run: Run) -> bool:
    """Whether it says how many: fifty pounds, sixteen digits."""
    after = words[run.end] if run.end < len(words) else ""
    return after in _UNITS and len(run.digits) <= _FEW_DIGITS
