"""Long numbers as they are read out: digit words, groups, numerals, with hesitations between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.language.numbers import NOUGHTS, ONES, TENS, TIMES_OVER, digits_at, plain

_WRITTEN = re.compile(r"\+?\d[\d./\u2010-\u2015-]*", re.ASCII)
_SEPARATORS = re.compile(r"[^0-9]")
_BETWEEN = frozenset(
    "uh um er erm ah and then dash hyphen space slash slashed stroke comma dot okay ok yes yeah "
    "yep right so next again sorry wait no that's it's is got like".split()
)
_LONGEST_PAUSE = 2
"""Such words in a row; after more the number is over."""

_SOUND_ALIKES = {
    "for": "four", "fore": "four", "to": "two", "too": "two", "ate": "eight", "hate": "eight",
    "won": "one", "tree": "three", "free": "three", "sex": "six", "sick": "six", "nigh": "nine",
    "fife": "five", "niner": "nine", "or": "oh", "oar": "oh", "owe": "oh", "l": "oh", "whoa": "oh",
}  # fmt: skip
"""How recognisers write digits that they take for words."""

_DIGIT_WORDS = frozenset((*ONES, *TENS, *NOUGHTS, *TIMES_OVER))
_MUCH_COMPANY = 5
_LIKE_A_DIGIT = 5
"""Letters of a digit's name, three, seven and eight, and so of what it is misheard as."""

_SAYS_WHAT = frozenset("exp code cvv cvc pin card part line lot order ref".split())
_COMPANY = 3
"""Digits among the three words on either side that make a sound-alike a digit too."""

_UNITS = frozenset(
    "digit digits number numbers figures pounds pound quid dollars dollar bucks euro euros cents "
    "pence percent minutes minute hours hour days day weeks week months month years year times "
    "o'clock pm am people items rooms nights miles degrees stone grand million thousand".split()
)
_FEW_DIGITS = 6
"""A number before such a word counts something, unless it is longer than anybody counts."""


@dataclass(frozen=True, slots=True)
class Mask:
    """`label` stands for the words `start` up to `end`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Digits said in one go ("forty two", "double five") in the words `start` up to `end`."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Chunks that follow each other: one number read out, or several in one breath.

    `unheard` counts the words amid the digits that must have been digits too.
    """

    chunks: tuple[Chunk, ...]
    unheard: int = 0

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


def runs(words: Sequence[str], eagerly: bool = False) -> list[Run]:
    """All numbers read out in these plain words; amounts and durations are left out.

    Where a number is waited for, words that sound like digits are `eagerly` taken for them.
    """
    found: list[Run] = []
    chunks: list[Chunk] = []
    unheard = 0
    meant = _without_sound_alikes(words, _COMPANY - eagerly)
    for chunk in _chunks(meant):
        if chunks and not _goes_on(meant, chunks[-1].end, chunk.start):
            if not _amid_digits(meant, chunks[-1].end, chunk.start):
                found.append(Run(tuple(chunks), unheard))
                chunks, unheard = [], -1
            unheard += 1
        chunks.append(chunk)
    if chunks:
        found.append(Run(tuple(chunks), unheard))
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
        at = digits.end if digits is not None else at + 1


def _without_sound_alikes(words: Sequence[str], company: int) -> list[str]:
    """The words with "for" read as four in "it's for nine one six", not in "for nine people"."""
    digits = [word in _DIGIT_WORDS for word in words]
    return [
        _SOUND_ALIKES[word]
        if word in _SOUND_ALIKES and sum(digits[max(0, at - 3) : at + 4]) >= company
        else word
        for at, word in enumerate(words)
    ]


def _amid_digits(words: Sequence[str], end: int, start: int) -> bool:
    """Whether a single word stands amid digits, three on either side but for one."""
    around = (*words[max(0, end - 3) : end], *words[start : start + 3])
    if start - end != 1 or words[end] in _SAYS_WHAT or len(words[end]) > _LIKE_A_DIGIT:
        return False
    return sum(word in _DIGIT_WORDS for word in around) >= _MUCH_COMPANY


def _goes_on(words: Sequence[str], end: int, start: int) -> bool:
    return start - end <= _LONGEST_PAUSE and _BETWEEN.issuperset(words[end:start])


def _counts(words: Sequence[str], run: Run) -> bool:
    """Whether it says how many: fifty pounds, sixteen digits."""
    after = words[run.end] if run.end < len(words) else ""
    return after in _UNITS and len(run.digits) <= _FEW_DIGITS
