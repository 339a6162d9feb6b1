"""What is noticed in a call. One detector a file, one line a detector in `DETECTORS`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from companion.call import Call
from companion.events import AnyEvent, Partial


class Detector(Protocol):
    """Looks at one new entry in the light of the call so far.

    `call` already contains `entry` (a partial never is part of it). Pure: the same call and entry
    give the same findings, so that live and replay agree. Findings carry `at` = `entry.at` and are
    not looked at again by other detectors. Called on the session's thread only.
    """

    @property
    def name(self) -> str: ...

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]: ...
