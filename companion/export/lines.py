"""What the formats share: the sentences in the order in which they were said, and names."""

from __future__ import annotations

from companion.call import Call
from companion.events import Speaker, UtteranceHeard

LABELS = {Speaker.AGENT: "Agent", Speaker.CUSTOMER: "Customer", Speaker.UNKNOWN: ""}
"""Nothing where nobody can tell who spoke."""

LEVELS = ("calm", "annoyed", "angry", "furious")

_SHORTEST_S = 0.1
"""A subtitle must end after it begins, also where the times are estimates."""


def in_order(call: Call) -> list[UtteranceHeard]:
    """The utterances by their beginning; their end comes in the order of the log."""
    return sorted(call.utterances, key=lambda heard: (heard.start, heard.seq))


def looked_at(call: Call) -> bool:
    """Whether detectors saw the call; a bare transcript has no note and no empty checklist."""
    return bool(call.anger or call.ticks or call.alerts or call.notes)


def cue_times(heard: UtteranceHeard, decimal_mark: str) -> str:
    """`00:00:01.500 --> 00:00:03.200`, the second line of a subtitle."""
    start = max(0.0, heard.start)
    end = max(heard.end, start + _SHORTEST_S)
    return f"{_stamp(start, decimal_mark)} --> {_stamp(end, decimal_mark)}"


def _stamp(seconds: float, decimal_mark: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}{decimal_mark}{thousandths:03}"
