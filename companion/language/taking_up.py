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
    r"\b(?:works for (?:me|us)|that works|done|will do|can do|you(?:'ve)? got it|no (?:problem|"
    r"bother|worries|trouble|bother at all)|certainly|of course|absolutely|perfect|grand|lovely|"
    r"sure|deal|agreed|noted|booked|sorted|pencilled|diary|you're (?:in|booked|down)|put you down|"
    r"(?:that's|that is|is) fine|fine by (?:me|us)|suits (?:me|us)|it is(?: then)?|(?:see|speak to|"
    r"talk to|ring|call) you then|till then|right you are|righto|happy to|on it|it's yours|"
    r"all yours|see to it|as you (?:wish|like|say)|very good|so be it|that's (?:a date|settled)|"
    r"okay then|we'll do that|i'll do that|(?:i|we) can do that|"
    r"that's (?:right|it)|correct|exactly|spot on|i'll (?:book|put) (?:it|you|that|him|her)|"
    r"i'll get that booked)\b"
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
    """The words with which the agent takes the day up, or nothing."""
    said = _TAKES_UP.search(_joined(words[:_OPENING]))
    return said.group() if said and not _DECLINES.search(_joined(words)) else ""


def _joined(words: Sequence[str]) -> str:
    return " ".join(map(plain, words))
