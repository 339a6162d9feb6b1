"""What the events of a running call mean for its recording.

It begins when the caller agrees, and card numbers are overwritten on the disk as soon as they are
understood.
"""

from __future__ import annotations

from collections import deque

from companion.audio.recorder import Recorder
from companion.events import ConsentGiven, UtteranceHeard
from companion.recordings.secrets import NEAR_S, Span, secret_spans
from companion.session import News

_REMEMBERED_S = 2 * NEAR_S + 60.0
"""How far back a sentence may still turn out to hold a part of a card number."""


class RecordingControl:
    """A listener of the session, for the recorder of its call."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._recent: deque[UtteranceHeard] = deque()
        self._hushed: set[Span] = set()

    def __call__(self, news: News) -> None:
        match news:
            case ConsentGiven():
                self._recorder.start()
            case UtteranceHeard():
                self._hush(news)

    def _hush(self, heard: UtteranceHeard) -> None:
        self._recent.append(heard)
        while self._recent[0].end < heard.end - _REMEMBERED_S:
            self._recent.popleft()
        for span in secret_spans(self._recent):
            if span not in self._hushed:
                self._hushed.add(span)
                self._recorder.silence(*span)
