"""The end of a call, looked at from the end: its cost must not grow with the call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Protocol, TypeVar

from companion.call import Call
from companion.events import Speaker, UtteranceHeard


class Finding(Protocol):
    """An event about a sentence; `seq` is its own place in the log."""

    @property
    def seq(self) -> int: ...

    @property
    def utterance(self) -> int | None: ...


FindingT = TypeVar("FindingT", bound=Finding)


def said_of(findings: Sequence[FindingT], utterance: int) -> Iterator[FindingT]:
    """Those of the findings, in log order, that are about this sentence; newest first.

    They stand behind the sentence in the log, so nobody looks further back.
    """
    since = takewhile(lambda one: one.seq > utterance, reversed(findings))
    return (one for one in since if one.utterance == utterance)


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
