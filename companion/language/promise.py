"""Whether a day in an agent's sentence is a promise: who does what, and when.

A day to come counts unless the words around it say otherwise: told of the past, asked, refused, the
customer's own plans, opening hours, a condition. The words nearest to the day decide, first those
before it in the same clause, then those after it, then a promise in the clause before. So "sorry
nobody came on friday i'll ring you monday" promises monday alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from companion.language.numbers import plain


class Mark(Enum):
    """What a phrase says of a day near it."""

    PROMISE = "promise"
    PAST = "past"
    ASKED = "asked"
    REFUSED = "refused"
    THEIRS = "theirs"
    HOURS = "hours"
    CONDITION = "condition"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class _Marked:
    mark: Mark | None
    start: int
    end: int


_PHRASES: Mapping[Mark | None, str] = {
    Mark.PROMISE: (
        "will|shall|gonna|going to|let me|i can|we can|he can|she can|they can|you can|goes|go out|"
        "goes out|lands|arrives|comes|ships|leaves|reaches|starts|ends|finishes|kicks in|clears|"
        "takes effect|hits|drops|posts|drives|calls|rings|phones|begins|renews|coming|arriving|"
        "landing|sending|ringing|calling|calling you|going out|leaving|starting|putting|booking|"
        "posting|shipping|delivering|bringing|collecting|dropping|popping|refunding|crediting|"
        "no later than|at the latest|as of|with effect from|effective|expect|looking at|see you|"
        "speak to you|talk to you|down for|set for|due|ready|on its way|on his way|on her way|"
        "should be|should have it|should see|should get|should hear|should land|should arrive|"
        "should reach|ought to be|i promise|my word|guarantee|pencilled|penciled|diary|calendar|"
        "you have my word|you get|is booked|on the van|deadline of|to be|so that"
    ),
    Mark.PAST: (
        "was|were|wasn't|weren't|had|hadn't|did|didn't|been|went|came|got|left|sent|took|gave|made|"
        "paid|rang|spoke|told|said|saw|found|bought|thought|fell|broke|lost|wrote|held|kept|met|"
        "brought|sold|felt|heard|knew|lay|led|ran|sat|stood|won|woke|wore|flew|drove|ate|began|"
        "chose|drew|grew|hid|rode|rose|threw|since|ago|originally|back in|back on|last|"
        "should have|should've|could have|could've|would have|would've|supposed|meant to|already|"
        "has gone|have gone|been gone|haven't|hasn't|it's been|there's been"
    ),
    Mark.ASKED: (
        "did you|do you|does it|does that|does he|does she|do they|have you|has it|has he|has she|"
        "are you|are they|is it|is that|is he|is she|is there|can i|can we|can you|could i|could we|"
        "could you|could|would|shall i|shall we|will i|will you|will we|would you|would it|may i|"
        "should i|should we|might|how about|what about|why|when|which|what|whether|wondering|"
        "wonder|how's|what's|who|where|perhaps|tell me|were you|was it|was that|had you|have they"
    ),
    Mark.REFUSED: (
        "can't|cannot|can not|couldn't|won't|wouldn't|don't|doesn't|isn't|aren't|not|never|no|"
        "nothing|nobody|none|unable|neither|nor|no one|full|fully booked|booked up|booked solid|"
        "sold out|without|impossible|instead of|rather than|refuse"
    ),
    Mark.THEIRS: (
        "your flight|your trip|your holiday|your holidays|your wedding|your birthday|your party|"
        "your move|your exam|your exams|your interview|your operation|your surgery|your funeral|"
        "your event|your honeymoon|your anniversary|your guests|your cruise|your journey|"
        "your vacation|your tour|your big day|your shift|your match|your concert|your graduation|"
        "the wedding|the funeral|the christening|the baby|the exam|the interview|the operation|"
        "you need|you needed|you want|you wanted|you've until|you have until|you've got until|"
        "you have till|you've till|you've got till|for your"
    ),
    Mark.HOURS: (
        "we're open|we are open|open from|open on|open until|open till|are open|is open|we open|"
        "we close|we're closed|we are closed|is closed|are closed|is shut|are shut|we're shut|"
        "opening hours|opening times|hours are|normally|usually|typically|generally|as a rule|"
        "policy|the terms|terms and conditions|always|the sale|the offer|valid|expires|"
        "bank holiday|working days are|business hours"
    ),
    Mark.CONDITION: "if|unless|in case|had it not|should it not|supposing|provided",
    Mark.WISH: "happy|merry|enjoy|have a|lovely|roll on|thank god|thank goodness|bad for a|good for a",
    None: (  # what would look like one of the above, and says nothing
        "no problem|no problem at all|no worries|no bother|no trouble|no charge|no cost|no fee|"
        "no doubt|not a problem|not to worry|don't worry|don't you worry|can't wait|that's what|"
        "what i'll do|what we'll do|what i can do|what happens|when it|when he|when she|when they|"
        "who will|which will|which is|which means|left with|got to|have got|i've got|you've got|"
        "we've got|he's got|she's got|not a penny|no extra|at no|been approved|been told|no ifs"
    ),
}

_ARRANGED = frozenset(
    "booked scheduled arranged pencilled penciled reserved confirmed planned set moved rescheduled "
    "rebooked cancelled canceled extended postponed pushed logged slotted allocated earmarked fixed "
    "agreed lined slated diarised flagged prioritised authorised approved upgraded paused frozen "
    "suspended stopped waived brought put changed switched".split()
)
"""Done now for a day to come: "i've booked you in for thursday"."""

_ASKED_TO = frozenset("asked told got instructed arranged set reminded requested".split())
"""With "to" it is ahead: "i've asked her to ring you monday"."""

_NO_VERB = frozenset(
    "need indeed speed feed hundred red bed shed seed tired worried naked sacred kindred wicked "
    "deed exceed proceed succeed agreed united unlimited limited detailed fed".split()
)
_PRESENT_BE = frozenset(
    "be get gets getting being is are it's that's he's she's they're you're i'm we're am".split()
)
_PAST_BE = frozenset("was were wasn't weren't had been".split())
_FORWARD = frozenset("for to till until from".split())

_CLAUSE_STARTS = frozenset(
    "and but so because cos cause which while though although plus or otherwise".split()
)
_YOU = frozenset("you you're you've you'd".split())
_YOU_RECEIVE = frozenset(
    "have get see hear receive collect pick come pop be are booked down in confirmed set all "
    "scheduled getting expecting first next on got due should just also can then still may".split()
)
"""What the customer does in a promise to them; anything else is their own affair."""

_SUBJECT_AFTER = _CLAUSE_STARTS | frozenset(
    "before when since as after until till if that now well yes right okay then sorry sir madam "
    "know see know i'm says said while once where what".split()
)
_REACH = 16
"""Words before a day among which its verb is looked for."""

_REACH_BEHIND = 7

_LONGEST = 4
_TABLE = {
    tuple(phrase.split()): mark for mark, line in _PHRASES.items() for phrase in line.split("|")
}


class Sentence:
    """An agent's sentence with what its phrases say of the days in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [plain(word) for word in words]
        self._marks = list(self._read())
        self._starts = [marked.start for marked in self._marks]

    def promises(self, start: int, end: int, least: int, most: int, today: bool) -> bool:
        """Whether the day in the words `start` up to `end` is promised.

        No other day is named from `least` on before it and up to `most` behind it. For `today` a
        promise must be spelt out, because "today" is said in every other greeting.
        """
        clause = self._clause_start(start, max(least, start - _REACH))
        before = self._between(clause, start)
        behind = self._between(end, min(most, end + _REACH_BEHIND))
        earlier = self._between(max(least, start - _REACH), clause)
        mark = self._decisive(before, behind, start)
        if mark is None and any(found.mark is Mark.PROMISE for found in earlier):
            mark = Mark.PROMISE
        return mark is Mark.PROMISE or (mark is None and not today)

    def _decisive(
        self, before: Sequence[_Marked], behind: Sequence[_Marked], start: int
    ) -> Mark | None:
        if before and before[-1].mark is Mark.REFUSED and self._reaches_forward(start):
            return Mark.PROMISE
        if before:
            return before[-1].mark
        return behind[0].mark if behind else None

    def _reaches_forward(self, start: int) -> bool:
        """It won't be until friday: then it is friday."""
        return self._words[start - 1] in ("until", "till") or (
            start > 1 and self._words[start - 2] in ("until", "till")
        )

    def _clause_start(self, start: int, least: int) -> int:
        for at in range(start - 1, least - 1, -1):
            if self._words[at] in _CLAUSE_STARTS:
                return at + 1
        return least

    def _between(self, start: int, end: int) -> list[_Marked]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [marked for marked in self._marks[first:last] if marked.mark is not None]

    def _read(self) -> Iterator[_Marked]:
        at = 0
        while at < len(self._words):
            marked = self._you(at) or self._phrase(at) or self._verb(at)
            if marked is not None:
                yield marked
            at = marked.end if marked is not None else at + 1

    def _phrase(self, at: int) -> _Marked | None:
        for length in range(_LONGEST, 0, -1):
            phrase = tuple(self._words[at : at + length])
            if phrase in _TABLE:
                return _Marked(_TABLE[phrase], at, at + len(phrase))
        return None

    def _verb(self, at: int) -> _Marked | None:
        word = self._words[at]
        if word.endswith("'ll"):
            return _Marked(Mark.PROMISE, at, at + 1)
        if word in _ARRANGED or (word.endswith("ed") and len(word) > 4 and word not in _NO_VERB):
            return _Marked(self._participle(at), at, at + 1)
        return None

    def _participle(self, at: int) -> Mark:
        """Booked for friday and being delivered on friday are ahead; delivered on friday is not."""
        word, before = self._words[at], self._words[at - 1] if at else ""
        ahead = self._words[at + 1 : at + 6]
        if before in _PAST_BE:
            return Mark.PAST
        if before in _PRESENT_BE or word in _ARRANGED:
            return Mark.PROMISE
        if word in _ASKED_TO and "to" in ahead:
            return Mark.PROMISE
        return Mark.PROMISE if at == 0 and not _FORWARD.isdisjoint(ahead) else Mark.PAST

    def _you(self, at: int) -> _Marked | None:
        """The customer as the one who acts: "you fly on the eighteenth" is their own affair."""
        word = self._words[at]
        if word not in _YOU or self._phrase(at) is not None:
            return None
        if word == "you" and at and self._words[at - 1] not in _SUBJECT_AFTER:
            return None
        verb = self._words[at + 1] if at + 1 < len(self._words) else ""
        if not verb:
            return None
        receives = verb in _YOU_RECEIVE or word == "you'd"
        return _Marked(Mark.PROMISE if receives else Mark.THEIRS, at, at + 1)
