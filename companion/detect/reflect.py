"""Reflecting: does the agent's sentence say back what the customer said?

No phrase tells; only the customer's earlier turns do. A stretch of the agent's sentence counts when
enough of its content is the customer's own (the same word, the same stem, or a word of the same
meaning), it is told as the customer's matter, and it neither contradicts nor asks nor promises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from companion.detect.deeds import deeds
from companion.language import Actor, Clause, Mood, Reading, read, stem
from companion.language.lexicon import HELPERS, NEGATORS, QUESTION_WORDS
from companion.paths import assets

MEMORY = 12
"""How many of the customer's turns before this one count; further back it is another matter."""

_FADE = 0.9
"""A word's weight for each customer turn that lies between."""

_SMALL_NUMBER = 0.6
"""A small number alone ("two") is easily there by chance."""

_TELLING = 7
"""Words from which "so ..." tells something, whatever it shares with the customer's words ..."""

_EARLY = 3
"""... where it opens the sentence; further on "so" may draw a conclusion of the agent's own."""

_LONGEST_FRAGMENT = 20

_STRETCH = 4
"""Clauses that may make up one reflection."""

Stems = tuple[str, ...]
Phrases = Mapping[str, Sequence[Stems]]
"""Phrases of stems, by their first word."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of assets/words/reflecting.toml, which says what each is for."""

    empty: frozenset[str]
    numbers: frozenset[str]
    titles: frozenset[str]
    openings: frozenset[str]
    orders: frozenset[str]
    announced: Phrases
    no_openings: Phrases
    contradicts: Phrases


@cache
def _words() -> _Words:
    path = assets() / "words" / "reflecting.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {key: frozenset(text.split()) for key, text in data.items() if isinstance(text, str)}
    return _Words(
        empty=words["empty"],
        numbers=words["numbers"],
        titles=words["titles"],
        openings=words["openings"],
        orders=words["orders"],
        announced=_phrases(data["announced"]),
        no_openings=_phrases(data["no_openings"]),
        contradicts=_phrases(data["contradicts"]),
    )


def _phrases(lines: Iterable[str]) -> Phrases:
    found: dict[str, list[Stems]] = {}
    for line in lines:
        stems = tuple(stem(word) for word in line.split())
        found.setdefault(stems[0], []).append(stems)
    return found


@dataclass(frozen=True, slots=True)
class Reflection:
    """The words that say it back, and how surely (0 to 1)."""

    phrase: str
    score: float


@dataclass(frozen=True, slots=True)
class Echo:
    """What a stretch of clauses shares with the customer's turns; tokens `start` to `end`."""

    start: int
    end: int
    content: int
    shared: float
    opened: bool
    """Announced: "so ...", "what i'm hearing is ..."."""
    fragment: bool
    """No finite helper: "three mornings and no breakfast"."""
    theirs: bool = False
    """Told of the customer, in the past or present."""

    @property
    def words(self) -> int:
        return self.end - self.start

    @property
    def coverage(self) -> float:
        return self.shared / self.content if self.content else 0.0


def said_back(text: str, earlier: Sequence[str]) -> Reflection | None:
    """The reflection in an agent's sentence; `earlier` are the customer's turns, newest last."""
    return _said_back(text, tuple(earlier[-MEMORY:]))


@lru_cache(maxsize=64)  # the checklist and the conduct ask for the same sentence
def _said_back(text: str, earlier: tuple[str, ...]) -> Reflection | None:
    found = [(_score(echo), echo) for echo in echoes(text, earlier)]
    score, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or score < 1.0:
        return None
    return Reflection(read(text).phrase(best.start, best.end), min(1.0, score / 2))


def echoes(text: str, earlier: Sequence[str]) -> list[Echo]:
    """Every stretch that could be a reflection, measured against the customer's turns."""
    reading = read(text)
    memory = _memory(earlier)
    if not memory or not reading.tokens or _contradicts(reading):
        return []
    denied_before = any(_denies(turn) for turn in earlier[-2:])
    parts = list(_parts(reading, denied_before))
    found = list(_announced(reading, memory))
    for first in range(len(parts)):
        for last in range(first, min(first + _STRETCH, len(parts))):
            if not parts[last].usable:
                break
            stretch = parts[first : last + 1]
            echo = _echo(reading, stretch[0].start, stretch[-1].end, memory)
            told = all(_theirs(part.clause) for part in stretch)
            found.append(replace(echo, theirs=told))
    return found


def _announced(reading: Reading, memory: dict[str, float]) -> Iterator[Echo]:
    """What follows the first "what i'm hearing is", to the end of the sentence."""
    stems = tuple(token.stem for token in reading.tokens)
    start = _place(stems, _words().announced)
    if start is not None:
        yield replace(_echo(reading, start, len(stems), memory), opened=True)


def _score(echo: Echo) -> float:
    """1 and more is a reflection. The bar is lower the more plainly it is announced."""
    if echo.opened:
        told = 1.0 if echo.words >= _TELLING and echo.start <= _EARLY else 0.0
        return max(echo.shared / 0.6, told)
    if echo.theirs:
        bar = 1.1 if echo.coverage >= 0.5 else 1.6
        return echo.shared / bar if echo.coverage >= 0.3 else 0.0
    if echo.fragment and echo.words <= _LONGEST_FRAGMENT and echo.coverage >= 0.34:
        return echo.shared / 1.5
    return 0.0


def _memory(turns: Sequence[str]) -> dict[str, float]:
    """Each meaning the customer voiced, and its weight: the later, the more."""
    memory: dict[str, float] = {}
    for age, turn in enumerate(reversed(turns)):
        for meaning in content(turn):
            memory.setdefault(meaning, _FADE**age)
    return memory


@lru_cache(maxsize=256)
def content(text: str) -> tuple[str, ...]:
    """The meanings in a text, in order: stems of substance, one name for words of one meaning."""
    reading = read(text)
    return tuple(
        meaning
        for index in range(len(reading.tokens))
        if (meaning := _meaning(reading, index)) is not None
    )


def _meaning(reading: Reading, index: int) -> str | None:
    token = reading.tokens[index]
    named = index > 0 and reading.tokens[index - 1].norm in _words().titles
    empty = token.norm in _words().empty or token.stem in _words().empty or token.light
    if empty or named or len(token.norm) < 2:
        return None
    return _groups().get(token.stem, token.stem)


@cache
def _groups() -> dict[str, str]:
    path = assets() / "words" / "same_meaning.toml"
    groups: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["groups"]
    return {stem(word): group.split()[0] for group in groups for word in group.split()}


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause, or what of it stands before a question that follows without a pause."""

    start: int
    end: int
    clause: Clause
    usable: bool


def _parts(reading: Reading, denied_before: bool) -> Iterator[_Part]:
    promised = {clause.start for clause in deeds(reading)}
    for clause in reading.clauses:
        norms = [token.norm for token in reading.tokens[clause.start : clause.end]]
        end = clause.start + _question(norms)
        usable = clause.start not in promised and _usable(clause, norms, denied_before)
        if end > clause.start:
            yield _Part(clause.start, end, clause, usable)
        if end < clause.end:
            yield _Part(end, clause.end, clause, usable=False)


def _question(norms: Sequence[str]) -> int:
    """Where a question begins, by its word order; the number of words where none does."""
    for index, (a, b) in enumerate(pairwise(norms)):
        asks = a in QUESTION_WORDS and (b in HELPERS or b == "'s")
        if asks and a not in ("who", "which") and index > 0:
            return index
        inverted = a in ("are", "do", "did", "have", "can", "could", "would") and b == "you"
        told = index > 0 and norms[index - 1] in ("what", "who", "that", "than", "as", "so")
        telling = norms[index + 2 : index + 3] in (["telling"], ["saying"])
        if inverted and not told and not telling:
            return index
    return len(norms)


def _usable(clause: Clause, norms: Sequence[str], denied_before: bool) -> bool:
    """Whether a clause can be part of a reflection: no condition, promise, order or denial."""
    said = [norm for norm in norms if norm not in _words().openings]
    if clause.conditional or not said or said[0] in _words().orders:
        return False
    if clause.asked and said[0] not in ("so", "are"):
        return False
    if not denied_before and clause.lead != "so" and "not" in norms:
        return False
    promises = clause.mood in (Mood.WILL, Mood.WANT, Mood.CAN)
    return not (clause.actor is Actor.ME and promises)


def _denies(text: str) -> bool:
    return any(token.norm in NEGATORS for token in read(text).tokens)


def _contradicts(reading: Reading) -> bool:
    stems = tuple(token.stem for token in reading.tokens)
    if stems[0] in ("no", "nonsense") and len(stems) > 1 and stems[1] in _CONTRADICTED:
        return True
    return _place(stems, _words().contradicts) is not None


_CONTRADICTED = frozenset("no you it that we he she they sir madam the i this there".split())


def _place(stems: Stems, phrases: Phrases) -> int | None:
    """Where the first of these phrases begins."""
    for index, word in enumerate(stems):
        for phrase in phrases.get(word, ()):
            if stems[index : index + len(phrase)] == phrase:
                return index
    return None


def _echo(reading: Reading, start: int, end: int, memory: dict[str, float]) -> Echo:
    meanings = {m for i in range(start, end) if (m := _meaning(reading, i)) is not None}
    shared = sum(_weight(m, memory[m]) for m in meanings if m in memory)
    tokens = reading.tokens[start:end]
    return Echo(
        start=start,
        end=end,
        content=len(meanings),
        shared=shared,
        opened=_opened([token.stem for token in tokens]),
        fragment=not any(token.norm in HELPERS for token in tokens),
    )


def _weight(meaning: str, remembered: float) -> float:
    return remembered * (_SMALL_NUMBER if meaning in _words().numbers else 1.0)


def _opened(stems: Sequence[str]) -> bool:
    """Whether a stretch opens with "so", after an "oh right" or two, and goes on to tell."""
    start = 0
    while start < len(stems) and stems[start] in _words().openings and start < 4:
        start += 1
    heard = tuple(stems[start : start + 6])
    elsewhere = _words().no_openings.get("so", ())
    return heard[:1] == ("so",) and not any(heard[: len(p)] == p for p in elsewhere)


def _theirs(clause: Clause) -> bool:
    told = (Actor.YOU, Actor.YOURS)
    return clause.actor in told and clause.mood in (Mood.DONE, Mood.PLAIN, Mood.WANT)
