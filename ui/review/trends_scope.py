"""What is counted for the page of trends, and which of its figures can be shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from companion.review.trends import Trends, trends
from companion.store import Filter, Store
from companion.store.figures import By
from companion.store.packed import AVERAGES, SHARES
from ui.models.trends import AFTER_STEPS, CAUSES, ISSUES, OUTCOMES, title_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Which calls are counted, and what they are put together by."""

    by: By = By.WEEK
    wanted: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Counted:
    scope: Scope
    found: Trends
    agents: list[str]


def count(store: Store, scope: Scope) -> Counted:
    """All figures; the lists come later, for nobody should wait for them to see a figure."""
    found = trends(store, by=scope.by, wanted=scope.wanted, lists=False)
    return Counted(scope, found, store.agents())


def figure_names(found: Trends) -> list[tuple[str, str]]:
    """What can be shown: the lists that tell something, and every figure some call knows."""
    shown = found.overall.figures
    steps = [name for name in shown if name not in AVERAGES and name not in SHARES]
    order = ("score", *AVERAGES, *steps, *SHARES)
    names = [name for name in dict.fromkeys(order) if shown[name].calls]
    lists = (
        (OUTCOMES, bool(found.outcomes)),
        (ISSUES, bool(found.issues)),
        (CAUSES, bool(found.causes)),
        (AFTER_STEPS, bool(found.after_steps)),
    )
    names += [name for name, told in lists if told]
    return [(name, title_of(found, name)) for name in names]
