"""The pattern language of the rule packs, and what a pattern is compiled to.

A pattern is a line of words that must follow each other; light words ("just", "bloody") between
them do not matter.

    cancel            the word in any inflection: cancels, cancelled, cancellation
    =cancel           this very form
    [lawyer]          any entry of the list `lawyer`
    (call|ring up)    one of these; entries may be lists too
    word?  [x]?       may be missing
    ~4                up to four words in between, whatever they are (~ alone: up to three)
    <  >              here a clause begins, ends
    <<  >>            here the utterance begins, ends
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from companion.language import stem
from companion.language.forms import expanded

Word = tuple[bool, str]
"""(exact, form): an exact normal form, or a stem."""

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

_PART = re.compile(r"\([^()]*\)\??|\[[\w.]+\]\??|~\d*|<<|>>|<|>|[^\s()\[\]~<>]+")
_DEFAULT_GAP = 3
_LONGEST_GAP = 15


def compiled(source: str, lists: Lists) -> tuple[Pattern, ...]:
    """The pattern with its optional parts spelled out. PatternError where it is no pattern."""
    parts = _PART.findall(source)
    if "".join(parts).replace(" ", "") != source.replace(" ", ""):
        raise PatternError(f"'{source}' has a bracket or sign that does not fit")
    marks = {part for part in parts if part in ("<", ">", "<<", ">>")}
    choices = [_choices(part, lists) for part in parts if part not in marks]
    found = []
    for chosen in product(*choices):
        steps = _steps([part for part in chosen if part is not None], source)
        found.append(
            Pattern(source, steps, "<" in marks, ">" in marks, "<<" in marks, ">>" in marks)
        )
    return tuple(found)


def phrase(text: str) -> Phrase:
    """A plain phrase of a list: words, each stemmed unless it stands behind "="."""
    words: list[Word] = []
    for word in text.lower().split():
        exact = word.startswith("=")
        bare = word.removeprefix("=")
        if not re.fullmatch(r"[a-z0-9'&-]+", bare):
            raise PatternError(f"'{word}' is no word")
        forms = (part for form in expanded(bare) for part in form.split("-") if part)
        words += [(exact, form if exact else stem(form)) for form in forms]
    if not words:
        raise PatternError("an entry is empty")
    return tuple(words)


Part = int | tuple[Phrase, ...]
"""A gap of so many words, or what must stand here."""


def _choices(part: str, lists: Lists) -> list[Part | None]:
    if part.startswith("~"):
        gap = int(part[1:] or _DEFAULT_GAP)
        if gap > _LONGEST_GAP:
            raise PatternError(f"{part}: a gap may have up to {_LONGEST_GAP} words")
        return [gap]
    optional = part.endswith("?")
    phrases = entries(part.removesuffix("?"), lists)
    return [phrases, None] if optional else [phrases]


def entries(part: str, lists: Lists) -> tuple[Phrase, ...]:
    """The phrases that one part stands for: a word, a "[list]" or "(one|another)"."""
    if part.startswith("("):
        return tuple(p for one in part[1:-1].split("|") for p in entries(one.strip(), lists))
    if part.startswith("["):
        name = part[1:-1]
        if name not in lists:
            raise PatternError(f"there is no list '{name}'")
        return lists[name]
    return (phrase(part),)


def _steps(parts: list[Part], source: str) -> tuple[Step, ...]:
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
