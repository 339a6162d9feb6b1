"""The detectors of the program. To add one, write its file and one line in `DETECTORS`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from companion.detect import Detector
from companion.detect.alerts import AlertDetector
from companion.detect.anger import AngerDetector
from companion.detect.checklist import ChecklistDetector
from companion.detect.conduct import ConductDetector
from companion.detect.customer_type import CustomerTypeDetector
from companion.detect.follow_up import FollowUpDetector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs

DETECTORS: tuple[Callable[[Engine], Detector], ...] = (
    AlertDetector,
    AngerDetector,
    lambda engine: FollowUpDetector(),
    ChecklistDetector,  # after the follow-up: a deed promised for a day is a next step
    ConductDetector,  # after the anger: a defence is judged by whom it meets
    CustomerTypeDetector,  # after alerts and anger: their course tells of the type
)
"""In the order in which they look. All read the rule packs through one engine."""


def load_detectors() -> list[Detector]:
    """Detectors for one call. OutsideError names a rule pack that cannot be used."""
    engine = _engine()
    return [make(engine) for make in DETECTORS]


@cache
def _engine() -> Engine:
    """The packs compiled once a process: it takes longer than a call's whole detection."""
    return Engine(load_packs())
