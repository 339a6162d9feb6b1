"""The detectors of the program. To add one, write its file and one line in `DETECTORS`."""

from __future__ import annotations

from collections.abc import Callable

from companion.detect import Detector
from companion.detect.alerts import AlertDetector
from companion.detect.anger import AngerDetector
from companion.detect.checklist import ChecklistDetector
from companion.detect.conduct import ConductDetector
from companion.detect.customer_type import CustomerTypeDetector
from companion.detect.follow_up import FollowUpDetector
from companion.detect.reminders import ReminderDetector
from companion.detect.rising import RisingDetector
from companion.detect.rules import Engine, default_engine
from companion.detect.scorer import load_scorer
from companion.detect.scores import Scorer

DETECTORS: tuple[Callable[[Engine, Scorer], Detector], ...] = (
    AlertDetector,
    AngerDetector,
    lambda engine, scorer: RisingDetector(),  # after the anger, whose course it follows
    lambda engine, scorer: FollowUpDetector(scorer),
    ChecklistDetector,  # after the follow-up: a deed promised for a day is a next step
    ConductDetector,  # after the anger: a defence is judged by whom it meets
    # After alerts and anger: their course tells of the type.
    lambda engine, scorer: CustomerTypeDetector(engine),
    lambda engine, scorer: ReminderDetector(engine),  # last: it asks what is still open
)
"""In the order in which they look. All share one engine for the rule packs, and one scorer."""


def load_detectors(scorer: Scorer | None = None) -> list[Detector]:
    """Detectors for one call, with the scorer that comes with the program unless another is given.

    OutsideError names a rule pack or a table of weights that cannot be used.
    """
    return detectors_with(default_engine(), scorer)


def detectors_with(engine: Engine, scorer: Scorer | None = None) -> list[Detector]:
    """The same with other rules than the program's."""
    return [make(engine, scorer or load_scorer()) for make in DETECTORS]
