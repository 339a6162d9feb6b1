"""The pattern language of the rule packs, and what a pattern is compiled to.

A pattern is a line of words that must follow each other; light words ("just", "bloody") between
them do not matter.

    cancel            the word in any inflection: cancels, cancelled, cancellation
    =cancel           this very form
    [lawyer]          any entry of the list `lawyer`
    (call|ring up)    one of these; whole patterns may be among them
    _                 any one word
    word?  [x]?       may be missing
    ~4                up to four words in between, whatever they are (~ alone: up to three)
    <  >              here a clause begins, ends
    <<  >>            here the utterance begins, ends
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from companion.language import stem
from companion.language.forms import expanded

Word = tuple[bool, str]
"""(exact, form): an exact normal form, or a stem; the form `ANY` stands for every word."""

ANY = "_"

Phrase = tuple[Word, ...]


class PatternError(ValueError):
    """A pattern that cannot be understood; the message says why, for the pack's editor."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a pattern: any of `phrases`, after at most `gap` other words."""

    phrases: tuple[Phrase, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled alternative of a pattern without optional parts."""

    source: str
    steps: tuple[Step, ...]
    clause_start: bool = False
    clause_end: bool = False
    utterance_start: bool = False
    utterance_end: bool = False


Lists = Mapping[str, tuple[Phrase, ...]]

Part = int | tuple[Phrase, ...]
"""A gap of so many words, or what must stand here."""

Way = tuple[Part, ...]
"""One way through the optional parts and alternatives of a pattern."""

_PART = re.compile(r"\([^()\[\]~<>?]*\)|\[[\w.]+\]|~\d*|<<|>>|[<>()|?]|[^\s()\[\]~<>|?]+")
"""A bracket of plain phrases is one part: most brackets are, and taking them apart costs time."""

_MARKS = ("<", ">", "<<", ">>")
_DEFAULT_GAP = 3
_LONGEST_GAP = 15
_MOST_WAYS = 400


def compiled(source: str, lists: Lists) -> tuple[Pattern, ...]:
    """The pattern with its optional parts spelled out. PatternError where it is no pattern."""
    marks = {part for part in _PART.findall(source) if part in _MARKS}
    return tuple(
        Pattern(
            source, _steps(way, source), "<" in marks, ">" in marks, "<<" in marks, ">>" in marks
        )
        for way in _ways(source, lists)
    )


def list_entry(source: str, lists: Lists) -> tuple[Phrase, ...]:
    """The phrases of one entry of a list: a pattern without gaps."""
    found: list[Phrase] = []
    for way in _ways(source, lists):
        phrases = _joined(way)
        if phrases is None:
            raise PatternError(f"'{source}': a list entry may have no gap (~)")
        found += phrases
    return tuple(found)


@lru_cache(maxsize=65536)
def phrase(text: str) -> Phrase:
    """A plain phrase: words, each stemmed unless it stands behind "="."""
    words: list[Word] = []
    for word in text.lower().split():
        exact = word.startswith("=")
        bare = word.removeprefix("=")
        if bare == ANY:
            words.append((True, ANY))
            continue
        if not re.fullmatch(r"[a-z0-9'&-]+", bare):
            raise PatternError(f"'{word}' is no word")
        forms = (part for form in expanded(bare) for part in form.split("-") if part)
        words += [(exact, form if exact else stem(form)) for form in forms]
    if not words:
        raise PatternError("an entry is empty")
    return tuple(words)


def _ways(source: str, lists: Lists) -> list[Way]:
    parts = _PART.findall(source)
    if "".join("".join(parts).split()) != "".join(source.split()):
        raise PatternError(f"'{source}' has a bracket or sign that does not fit")
    rest = [part for part in reversed(parts) if part not in _MARKS]
    ways = _sequence(rest, lists)
    if rest:
        raise PatternError(f"'{source}' has a '{rest[-1]}' too many")
    if len(ways) > _MOST_WAYS:
        raise PatternError(f"'{source}' can be read in {len(ways)} ways: make it two patterns")
    return ways


def _sequence(rest: list[str], lists: Lists) -> list[Way]:
    """Reads parts off the end of `rest` up to a "|" or ")"."""
    choices: list[list[Way]] = []
    while rest and rest[-1] not in ("|", ")"):
        part = rest.pop()
        ways: list[Way] = _group(rest, lists) if part == "(" else [(_single(part, lists),)]
        if rest and rest[-1] == "?":
            rest.pop()
            ways = [*ways, ()]
        choices.append(ways)
    return [tuple(part for way in chosen for part in way) for chosen in product(*choices)]


def _group(rest: list[str], lists: Lists) -> list[Way]:
    """The alternatives of a bracket; those without gaps become one part."""
    plain: list[Phrase] = []
    ways: list[Way] = []
    while True:
        for way in _sequence(rest, lists):
            phrases = _joined(way)
            if phrases is None:
                ways.append(way)
            else:
                plain += phrases
        closing = rest.pop() if rest else ""
        if closing == ")":
            break
        if closing != "|":
            raise PatternError("a bracket is not closed")
    if not all(plain):
        raise PatternError("an alternative is empty")
    return [(tuple(plain),), *ways] if plain else ways


def _single(part: str, lists: Lists) -> Part:
    if part == "?":
        raise PatternError("a '?' must follow what it makes optional")
    if part.startswith("~"):
        gap = int(part[1:] or _DEFAULT_GAP)
        if gap > _LONGEST_GAP:
            raise PatternError(f"{part}: a gap may have up to {_LONGEST_GAP} words")
        return gap
    if part.startswith("("):
        return tuple(phrase(plain) for plain in part[1:-1].split("|"))
    if not part.startswith("["):
        return (phrase(part),)
    if part[1:-1] not in lists:
        raise PatternError(f"there is no list '{part[1:-1]}'")
    return lists[part[1:-1]]


def _joined(way: Way) -> list[Phrase] | None:
    """The phrases that a way without gaps stands for."""
    if any(isinstance(part, int) for part in way):
        return None
    sets = [part for part in way if not isinstance(part, int)]
    return [tuple(word for one in words for word in one) for words in product(*sets)]


def _steps(parts: Way, source: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = 0
    for part in parts:
        if isinstance(part, int):
            gap += part
        else:
            steps.append(Step(part, gap))
            gap = 0
    if not steps:
        raise PatternError(f"'{source}' has no word that must be there")
    return tuple(steps)
