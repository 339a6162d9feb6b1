"""Whether a day in an agent's sentence is a promise: who does what, and when.

A day to come counts unless the words around it say otherwise: told of the past, asked, refused, the
customer's own plans, opening hours, a condition. The words nearest to the day decide, first those
before it in the same clause, then those after it, then a promise in the clause before. So "sorry
nobody came on friday i'll ring you monday" promises monday alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from companion.language.numbers import plain
from companion.language.promise_marks import CLAUSE_STARTS, TAG_QUESTIONS, Mark
from companion.language.promise_words import Marked, marked

_PROMISES = (Mark.WILL, Mark.DOES)
_WEAK = (Mark.DOES, Mark.IS)
_OUTWEIGH = (Mark.NO_DEED, Mark.USUAL, Mark.THEIRS, Mark.CONDITION, Mark.ASKED)
_ASKING = frozenset("is does would will did was can could isn't wouldn't won't doesn't".split())
_ARTICLES = frozenset("the on this next".split())
_CLAUSE_ENDS = CLAUSE_STARTS | {"if", "unless"}
_LASTS = frozenset("take takes wait waiting last reachable available free".split())

_AHEAD = frozenset("tomorrow next coming in within time".split())

_REACH = 16
"""Words before a day among which its verb is looked for."""

_REACH_BEHIND = 7

_LEANING = frozenset("on the again back then also by from for to at maybe even early".split())
"""A clause of such words has no verb of its own: "and again on the fifth"."""


class Verdict(Enum):
    """What a sentence makes of a day."""

    NO = "no"
    BARE = "bare"
    """Named, and nothing said against it: "thursday then"."""
    SPELT_OUT = "spelt out"
    """Somebody will do something."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day named in the words `start` up to `end`; no other from `least` on and up to `most`."""

    start: int
    end: int
    least: int
    most: int


class Sentence:
    """An agent's sentence with what its phrases say of the days in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [plain(word) for word in words]
        self._marks = list(marked(self._words))
        self._starts = [found.start for found in self._marks]

    def verdict(self, day: Named) -> Verdict:
        """Whether the day is promised, and whether in so many words."""
        reach = max(day.least, day.start - _REACH)
        clause = self._clause_start(day.start, reach)
        if self._asked_of_the_day(clause, day.start) or self._tag(day.end):
            return Verdict.NO
        before = self._between(clause, day.start)
        if self._deadline(before, day.start):
            return Verdict.SPELT_OUT
        mark = self._decisive(before, day.start) if before else self._behind(day)
        if mark is None:
            mark = self._from_before(clause, day.start, reach)
        if mark in _PROMISES:
            return Verdict.SPELT_OUT
        return Verdict.BARE if mark in (None, Mark.IS) else Verdict.NO

    def _asked_of_the_day(self, clause: int, start: int) -> bool:
        """Is friday any good, would the ninth suit you."""
        asked = clause < start and self._words[clause] in _ASKING
        return asked and set(self._words[clause + 1 : start]) <= _ARTICLES

    def _deadline(self, before: Sequence[Marked], start: int) -> bool:
        """You'll have a letter saying what went wrong by friday: the letter is promised."""
        lead = " ".join(["", *self._words[max(0, start - 2) : start]])
        marks = {found.mark for found in before}
        allowed = {*_PROMISES, Mark.IS, Mark.PAST}
        return lead.endswith((" by", " by the")) and Mark.WILL in marks and marks <= allowed

    def _tag(self, end: int) -> bool:
        """Right behind the day: isn't it, or the "off" of a day off."""
        behind = self._words[end : end + 2]
        return " ".join(behind) in TAG_QUESTIONS or behind[:1] == ["off"]

    def _decisive(self, before: Sequence[Marked], start: int) -> Mark:
        """What the words of the same clause say that come before the day."""
        last = before[-1]
        if last.mark is Mark.REFUSED and self._until(last.end, start):
            return Mark.WILL
        if last.mark in _WEAK:
            stronger = [found.mark for found in before if found.mark not in _WEAK]
            return stronger[-1] if stronger and stronger[-1] in _OUTWEIGH else last.mark
        return last.mark

    def _behind(self, day: Named) -> Mark | None:
        """What comes behind the day in its clause; but "not" belongs to what follows it."""
        end = self._clause_end(day.end, min(day.most, day.end + _REACH_BEHIND))
        told = [found for found in self._between(day.end, end) if self._tells(found)]
        if not told or (told[0].mark is Mark.PAST and self._surely_ahead(day)):
            return None
        return told[0].mark

    def _tells(self, found: Marked) -> bool:
        weak = found.mark in (Mark.CONDITION, Mark.IS)
        return not weak and self._words[found.start] != "not"

    def _surely_ahead(self, day: Named) -> bool:
        """Tomorrow can't be told of; a friday can."""
        return not _AHEAD.isdisjoint(self._words[day.start : day.end])

    def _from_before(self, clause: int, start: int, reach: int) -> Mark | None:
        """What the clause before says: a promise goes on, and a clause without a verb leans on it.

        "It bounced on the first and again on the fifth": neither is ahead.
        """
        leaning = clause > 0 and self._words[clause - 1] in ("and", "or", "plus")
        leaning = leaning and _LEANING.issuperset(self._words[clause:start])
        earlier = self._between(max(0, start - _REACH) if leaning else reach, clause)
        if leaning and earlier:
            return earlier[-1].mark
        telling = [found.mark for found in earlier if found.mark in (*_PROMISES, Mark.USUAL)]
        return telling[-1] if telling else None

    def _until(self, refused: int, start: int) -> bool:
        """It won't be until friday: then it is friday. But it won't take until friday."""
        between = self._words[refused:start]
        until = not {"until", "till"}.isdisjoint(between[-2:]) and _LASTS.isdisjoint(between)
        return until and self._words[refused - 1] not in ("nobody", "none")

    def _clause_start(self, start: int, least: int) -> int:
        for at in range(start - 1, least - 1, -1):
            if self._words[at] in CLAUSE_STARTS:
                return at + 1
        return least

    def _clause_end(self, end: int, most: int) -> int:
        return next((at for at in range(end, most) if self._words[at] in _CLAUSE_ENDS), most)

    def _between(self, start: int, end: int) -> list[Marked]:
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
