"""A day that the customer sets and the agent takes up, or that the agent asks and they grant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.language.dates import Found
from companion.language.numbers import plain

_SETS = re.compile(
    r"\b(?:make it|call it|(?:let's |shall we )?say|(?:ring|call|phone|text) (?:me|us|back)|"
    r"send|come|book|put (?:me|it|us|him|her)|do it|try|finish|end it|stop it|cancel|move it|"
    r"deliver|bring|works|suits?|(?:is|'s|be|be the) (?:better|best|good|fine|grand|okay)|"
    r"i'm (?:free|home|in|around|available)|i can (?:do|make)|(?:can|could) (?:you|we) (?:do|make|"
    r"come|send|ring|call)|how about|what about|any chance|i want|i need|i'd like|"
    r"i'd (?:prefer|rather)|go (?:for|with)|no later than|not before|from|as of|fine|then)\b"
)
_NOT_SET = re.compile(
    r"\b(?:was|were|had|did|didn't|since|said|told|came|rang|went|paid|called|promised|"
    r"can't|cannot|won't|doesn't|i fly|we fly|i leave|we leave|i travel|we travel|we move|i move|"
    r"never|nobody|if)\b"
)
_TAKES_UP = re.compile(
    r"\b(?:works for (?:me|us)|that works|consider it done|will do|can do|you(?:'ve)? got it|"
    r"deal|agreed|pencilled|(?:you're|that's|it's) (?:in|booked|down|settled)|put you down|"
    r"fine by (?:me|us)|suits (?:me|us)|it is(?: then)?$|"
    r"(?:see|speak to|talk to|ring|call) you then|till then|so be it|that's right|"
    r"(?:i'll|we'll|i can|we can) do that|"
    r"i'll (?:book|put) (?:it|you|that|him|her))\b|^done$"
)
_ACKNOWLEDGES = re.compile(
    r"^(?:lovely|grand|perfect|great|done|right(?:o| you are)?|brilliant|good|sorted|"
    r"super|smashing|wonderful|excellent)\b"
)
_DECLINES = re.compile(
    r"\b(?:can't|cannot|won't|unable|afraid|unfortunately|not possible|fully booked|isn't|don't|"
    r"nothing|never|but|however|let me (?:check|see|look)|i'll (?:check|see if|see what|try)|"
    r"sorry)\b"
)
_GRANTS = re.compile(
    r"\b(?:yes|yeah|yep|aye|fine|grand|perfect|okay|ok|sure|please|works|suits|great|lovely|"
    r"that'll do|that will do|go on|go for it|alright|all right|good|deal|if you must|i suppose)\b"
)
_REFUSES = re.compile(r"\b(?:no|not|can't|won't|doesn't|don't|never|nope|nah|too late)\b")

_REACH_BEFORE, _REACH_BEHIND = 8, 4
_OPENING = 8
"""First words of a reply, in which it is taken up or not."""


def sets(words: Sequence[str], day: Found) -> bool:
    """Whether the customer asks for this day, rather than telling of it."""
    near = _joined(words[max(0, day.first - _REACH_BEFORE) : day.end + _REACH_BEHIND])
    return _SETS.search(near) is not None and _NOT_SET.search(near) is None


def grants(words: Sequence[str]) -> bool:
    """Whether the customer agrees to the day that the agent asked about."""
    opening = _joined(words[:_OPENING])
    return _GRANTS.search(opening) is not None and _REFUSES.search(opening) is None


def takes_up(words: Sequence[str]) -> str:
    """The words with which the agent takes up a day that the customer set, or nothing."""
    return _said(_TAKES_UP, words)


def acknowledges(words: Sequence[str]) -> str:
    """The words with which the agent hears a yes to the day they asked about, or nothing."""
    return _said(_TAKES_UP, words) or _said(_ACKNOWLEDGES, words)


def _said(pattern: re.Pattern[str], words: Sequence[str]) -> str:
    found = pattern.search(_joined(words[:_OPENING]))
    return found.group() if found and not _DECLINES.search(_joined(words)) else ""


def _joined(words: Sequence[str]) -> str:
    return " ".join(map(plain, words))
