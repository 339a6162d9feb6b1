"""The end of a call, looked at from the end: its cost must not grow with the call."""

from __future__ import annotations

from itertools import islice

from companion.call import Call
from companion.events import Speaker, UtteranceHeard


def last_said(
    call: Call, speaker: Speaker, count: int, *, before: int | None = None
) -> list[UtteranceHeard]:
    """A speaker's last `count` sentences, oldest first; only those with a seq below `before`."""
    said = (
        heard
        for heard in reversed(call.utterances)
        if heard.speaker is speaker and (before is None or heard.seq < before)
    )
    return [*islice(said, count)][::-1]
