"""Whether a day in an agent's sentence is a promise: who does what, and when.

A day to come counts unless the words around it say otherwise: told of the past, asked, refused, the
customer's own plans, opening hours, a condition. The words nearest to the day decide, first those
before it in the same clause, then those after it, then a promise in the clause before. So "sorry
nobody came on friday i'll ring you monday" promises monday alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.language.numbers import plain
from companion.language.promise_marks import (
    ARRANGED,
    ASKED_TO,
    BEFORE_A_SUBJECT,
    CLAUSE_STARTS,
    LONGEST,
    MARKS,
    NO_PAST,
    OWN_EVENTS,
    PARTICIPLES,
    RECEIVES,
    Mark,
)

_PROMISES = (Mark.WILL, Mark.DOES)
_OUTWEIGH_DOES = (Mark.NO_DEED, Mark.THEIRS, Mark.CONDITION, Mark.ASKED)
_PRESENT_BE = frozenset(
    "be get gets getting being is are it's that's he's she's they're you're i'm we're am who's "
    "there's".split()
)
_PAST_BE = frozenset("was were wasn't weren't had been".split())
_FORWARD = frozenset("for to till until from".split())
_LASTS = frozenset("take takes wait waiting last".split())
_HAVE_DONE = frozenset("got get have having that's there's".split())
_ASKING = frozenset("is does would will did was can could isn't wouldn't won't doesn't".split())
_ARTICLES = frozenset("the on this next".split())
_YOU = frozenset("you you're you've you'd".split())

_REACH = 16
"""Words before a day among which its verb is looked for."""

_REACH_BEHIND = 7


@dataclass(frozen=True, slots=True)
class _Marked:
    mark: Mark
    start: int
    end: int


class Sentence:
    """An agent's sentence with what its phrases say of the days in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [plain(word) for word in words]
        self._marks = [marked for marked in self._read() if marked.mark is not Mark.NEUTRAL]
        self._starts = [marked.start for marked in self._marks]

    def promises(self, start: int, end: int, least: int, most: int, casual: bool) -> bool:
        """Whether the day in the words `start` up to `end` is promised.

        No other day is named from `least` on before it and up to `most` behind it. A `casual`
        day, "today", is one only where a promise is spelt out.
        """
        reach = max(least, start - _REACH)
        clause = self._clause_start(start, reach)
        if self._asked_of_the_day(clause, start):
            return False
        mark = self._decisive(
            self._between(clause, start), self._between(end, min(most, end + _REACH_BEHIND)), start
        )
        if mark is None and any(found.mark in _PROMISES for found in self._between(reach, clause)):
            return True
        return mark in _PROMISES or (mark is None and not casual)

    def _asked_of_the_day(self, clause: int, start: int) -> bool:
        """Is friday any good, would the ninth suit you."""
        return self._word(clause) in _ASKING and set(self._words[clause + 1 : start]) <= _ARTICLES

    def _decisive(
        self, before: Sequence[_Marked], behind: Sequence[_Marked], start: int
    ) -> Mark | None:
        """The mark that settles it, if any."""
        if not before:
            return behind[0].mark if behind else None
        last = before[-1]
        if last.mark is Mark.REFUSED and self._until(last.end, start):
            return Mark.WILL
        if last.mark is Mark.DOES:
            stronger = [found.mark for found in before if found.mark is not Mark.DOES]
            return stronger[-1] if stronger and stronger[-1] in _OUTWEIGH_DOES else Mark.DOES
        return last.mark

    def _until(self, refused: int, start: int) -> bool:
        """It won't be until friday: then it is friday. But it won't take until friday."""
        between = self._words[refused:start]
        return not {"until", "till"}.isdisjoint(between[-2:]) and _LASTS.isdisjoint(between)

    def _clause_start(self, start: int, least: int) -> int:
        for at in range(start - 1, least - 1, -1):
            if self._words[at] in CLAUSE_STARTS:
                return at + 1
        return least

    def _between(self, start: int, end: int) -> list[_Marked]:
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _word(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _read(self) -> Iterator[_Marked]:
        at = 0
        while at < len(self._words):
            marked = self._phrase(at) or self._you(at) or self._verb(at) or self._event(at)
            if marked is not None:
                yield marked
            at = marked.end if marked is not None else at + 1

    def _phrase(self, at: int) -> _Marked | None:
        for length in range(LONGEST, 0, -1):
            mark = MARKS.get(tuple(self._words[at : at + length]))
            if mark is not None and at + length <= len(self._words):
                return _Marked(mark, at, at + length)
        return None

    def _you(self, at: int) -> _Marked | None:
        """The customer as the one who acts: "you fly on the eighteenth" is their own affair."""
        word, before, verb = self._word(at), self._word(at - 1), self._word(at + 1)
        if word not in _YOU or not verb:
            return None
        if word == "you" and _is_past(verb) and before not in _HAVE_DONE:
            return _Marked(Mark.PAST, at, at + 2)
        if word == "you" and at and before not in BEFORE_A_SUBJECT:
            return None
        receives = verb in RECEIVES or word == "you'd"
        return _Marked(Mark.WILL if receives else Mark.THEIRS, at, at + 1)

    def _verb(self, at: int) -> _Marked | None:
        word, before = self._words[at], self._word(at - 1)
        if word.endswith("'ll"):
            return _Marked(Mark.WILL, at, at + 1)
        if word.endswith("ing") and (before in _PRESENT_BE or before.endswith(("'s", "'re", "'m"))):
            return _Marked(Mark.WILL, at, at + 1)
        if word in ARRANGED or word in PARTICIPLES or _is_past(word):
            return _Marked(self._participle(at), at, at + 1)
        return None

    def _participle(self, at: int) -> Mark:
        """Booked for friday, being or having it delivered on friday are ahead; delivered is not."""
        word, before = self._words[at], self._word(at - 1)
        ahead = self._words[at + 1 : at + 6]
        if before in _PAST_BE:
            return Mark.PAST
        if not _HAVE_DONE.isdisjoint(self._words[max(0, at - 3) : max(0, at - 1)]):
            return Mark.DOES
        if before.endswith("'s") and word in PARTICIPLES:  # she's gone
            return Mark.PAST
        if before in _PRESENT_BE or word in ARRANGED or (word in ASKED_TO and "to" in ahead):
            return Mark.DOES
        return Mark.DOES if at == 0 and not _FORWARD.isdisjoint(ahead) else Mark.PAST

    def _event(self, at: int) -> _Marked | None:
        """Your flight, the wedding's: what the customer has before them."""
        event = self._word(at + 1).removesuffix("'s")
        own = self._words[at] in ("your", "the") and event in OWN_EVENTS
        return _Marked(Mark.THEIRS, at, at + 2) if own else None


def _is_past(word: str) -> bool:
    if MARKS.get((word,)) is Mark.PAST:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in NO_PAST
