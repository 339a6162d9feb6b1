"""Trends over the stored calls: every figure with its count and its interval, and the calls behind.

    found = trends(store, by=By.WEEK, wanted=Filter(since=date(2026, 9, 1)))
    for group in found.groups:                     # a week, an agent or a disposition
        figure = group.figures["score"]
        figure.value, figure.low, figure.high, figure.calls
    found.behind(store, "threat:legal", "2026-W48")   # the ids of its calls, the latest first

Nothing here says that one thing caused another. Names of agents stand here as the calls have them:
who may see whose figures is for the house to settle (docs/review.md).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from companion.outcomes import load_outcomes
from companion.review.intervals import Interval, average_interval, share_interval
from companion.script import Script, load_script
from companion.store import Filter, Store, figures
from companion.store.course import NO_STEP
from companion.store.figures import By, Sums, Tally
from companion.store.packed import AVERAGES

FEW = 10
"""From fewer calls than this nothing is to be concluded: shown, but marked."""

_MOST_TERMS = 20
_COUNT = (0.0, math.inf)

_LIMITS: Mapping[str, tuple[float, float]] = {
    "anger_start": (0.0, 3.0),
    "anger_end": (0.0, 3.0),
    "peak_anger": (0.0, 3.0),
    "talk_share": (0.0, 1.0),
    "score": (0.0, 100.0),
}
"""What an average can be at all, where that is not just nought or more."""

_TITLES: Mapping[str, tuple[str, str]] = {
    "anger_start": ("Anger at the start", "0 calm to 3 furious"),
    "anger_end": ("Anger at the end", "0 calm to 3 furious"),
    "peak_anger": ("Peak of anger", "0 calm to 3 furious"),
    "slips": ("Conduct flags a call", "times"),
    "minutes": ("Length", "min"),
    "talk_share": ("Agent's talk share", "0 to 1"),
    "wpm": ("Agent's pace", "words a minute"),
    "dead_air_s": ("Dead air", "s"),
    "agent_interrupts": ("Agent cuts in", "times"),
    "score": ("Score", "0 to 100"),
    "left_angry": ("Left angry", ""),
    "threat": ("Any threat", ""),
    "threat:legal": ("Threat: legal", ""),
    "threat:regulator": ("Threat: regulator", ""),
    "threat:reputation": ("Threat: reputation", ""),
    "threat:churn": ("Threat: leaving", ""),
    "threat:violence": ("Threat: violence", ""),
    "threat:self_harm": ("Speaks of self-harm", ""),
    "abuse": ("Abuse", ""),
    "escalation": ("Asks for a supervisor", ""),
    "conduct:argue": ("Agent argued", ""),
    "conduct:blame": ("Agent blamed", ""),
    "conduct:dismiss": ("Agent dismissed", ""),
    "conduct:interrupt": ("Agent hushed", ""),
    "conduct:canned": ("Canned phrases", ""),
    "follow_up": ("Follow-up agreed", ""),
    "follow_up_kept": ("Follow-up kept", ""),
    "reviewed": ("Reviewed", ""),
}
"""Title and unit of each figure; a share has no unit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is an average in `unit`, or a share from 0 to 1; None where no call knows it.

    `calls` is the number of calls in which it is known. `low` to `high` is its 95 per cent
    interval; None where there are too few calls for one.
    """

    name: str
    title: str
    unit: str
    is_share: bool
    calls: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def few(self) -> bool:
        """Whether so few calls are behind it that nothing is to be concluded."""
        return self.calls < FEW


@dataclass(frozen=True, slots=True)
class Group:
    """The calls of one week, agent or disposition. `figures` by name, always all of them."""

    key: str
    title: str
    calls: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Term:
    """How many calls share a term of their issue or root cause: a word in any of its forms.

    `term` is its stem, `word` the form that is mostly said.
    """

    term: str
    word: str
    calls: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AfterStep:
    """How the customer's next sentence compared with the one before the step, in counts of calls.

    Only calls in which the sentence before was angry. `step` "-" is the same for the first turn
    that earned no step: anger falls by itself too, and this says how often.
    """

    step: str
    title: str
    less: int
    same: int
    more: int
    low: float
    high: float

    @property
    def calls(self) -> int:
        return self.less + self.same + self.more

    @property
    def share_less(self) -> float:
        """Of those calls, where the anger was less; `low` and `high` are its interval."""
        return self.less / self.calls


@dataclass(frozen=True, slots=True)
class Trends:
    """All figures of the calls that `wanted` lets through. Groups are in the order of their key.

    `issues` and `causes` come with the number of calls that say any at all. `listed`: they, and
    what followed steps, have been looked up.
    """

    by: By
    wanted: Filter
    today: dt.date
    groups: tuple[Group, ...]
    overall: Group
    outcomes: tuple[tuple[str, str, int], ...]
    """Disposition, its title, and its calls: the most frequent first."""
    steps: Mapping[str, str]
    """The titles of the script's steps, by id."""
    issues: tuple[Term, ...] = ()
    issues_told: int = 0
    causes: tuple[Term, ...] = ()
    causes_told: int = 0
    after_steps: tuple[AfterStep, ...] = ()
    listed: bool = False

    def with_lists(self, store: Store) -> Trends:
        """The same with issues, causes and what followed steps looked up."""
        found = store.read(lambda db: figures.lists(db, self.wanted, self.today, _MOST_TERMS))
        return replace(
            self,
            issues=_terms(found.issues),
            issues_told=found.issues.told,
            causes=_terms(found.causes),
            causes_told=found.causes.told,
            after_steps=_after_steps(found.after_steps, self.steps),
            listed=True,
        )

    def behind(self, store: Store, figure: str, key: str | None = None) -> list[str]:
        """The ids of the calls behind a figure of a group (None: of all), the latest first.

        `figure` is a name, "calls", "disposition:id", "issues:term", "causes:term", or
        "after:step:-1" (less anger), ":0" (the same), ":1" (more).
        """
        return store.read(
            lambda db: figures.behind(db, self.wanted, self.today, self.by, key, figure)
        )

    def spread(self, store: Store, figure: str) -> tuple[tuple[str, str, Figure], ...]:
        """Key and title of each group, with the share of its calls that have a thing of the lists:
        "disposition:id", "issues:term", "causes:term", "after:step:-1".
        """
        found = store.read(lambda db: figures.spread(db, self.wanted, self.today, self.by, figure))
        titles = {outcome.id: outcome.title for outcome in load_outcomes()}
        return tuple(
            (key, _named(key, self.by, titles), _share_of(figure, sums)) for key, sums in found
        )


def trends(
    store: Store,
    *,
    by: By = By.WEEK,
    wanted: Filter | None = None,
    script: Script | None = None,
    today: dt.date | None = None,
    lists: bool = True,
) -> Trends:
    """The trends over the calls that are over. OutsideError as the store's.

    Without `lists` they come sooner; `Trends.with_lists` adds those.
    """
    chosen, day = wanted or Filter(), today or dt.date.today()
    steps = {step.id: step.title for step in (script or load_script()).steps}
    counts = store.read(lambda db: figures.counted(db, chosen, by, tuple(steps), day))
    titles = {outcome.id: outcome.title for outcome in load_outcomes()}
    ended = counts.outcomes.most_common()
    found = Trends(
        by=by,
        wanted=chosen,
        today=day,
        groups=tuple(_group(t, _named(t.key, by, titles), steps) for t in counts.tallies),
        overall=_overall(counts.tallies, steps),
        outcomes=tuple((key, titles.get(key, key), n) for key, n in ended if key),
        steps=steps,
    )
    return found.with_lists(store) if lists else found


def _overall(tallies: Iterable[Tally], steps: Mapping[str, str]) -> Group:
    names = figures.figure_names(steps)
    whole = Tally("", 0, {name: Sums() for name in names})
    for tally in tallies:
        whole = whole + tally
    return _group(whole, "All calls", steps)


def _named(key: str, by: By, outcomes: Mapping[str, str]) -> str:
    if by == By.WEEK:
        return key
    unnamed = "No name given" if by == By.AGENT else "None recorded"
    return outcomes.get(key, key) if key else unnamed


def _group(tally: Tally, title: str, steps: Mapping[str, str]) -> Group:
    found = {name: _figured(name, sums, steps) for name, sums in tally.sums.items()}
    return Group(tally.key, title, tally.calls, found)


def _figured(name: str, sums: Sums, steps: Mapping[str, str]) -> Figure:
    step = name.removeprefix("step:")
    title, unit = _TITLES[name] if name in _TITLES else (f"Step: {steps.get(step, step)}", "")
    is_share = name not in AVERAGES
    interval = (
        share_interval(sums.total, sums.known)
        if is_share
        else average_interval(sums.total, sums.squares, sums.known, _LIMITS.get(name, _COUNT))
    )
    return Figure(
        name=name,
        title=title,
        unit=unit,
        is_share=is_share,
        calls=sums.known,
        value=sums.total / sums.known if sums.known else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )


def _share_of(name: str, sums: Sums) -> Figure:
    interval = share_interval(sums.total, sums.known)
    return Figure(
        name=name,
        title="",
        unit="",
        is_share=True,
        calls=sums.known,
        value=sums.total / sums.known if sums.known else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )


def _terms(terms: figures.Terms) -> tuple[Term, ...]:
    shared = [one for one in terms.found if one[2] > 1]
    return tuple(_term(term, word, calls, terms.told) for term, word, calls in shared)


def _term(term: str, word: str, calls: int, told: int) -> Term:
    interval = _certain(calls, told)
    return Term(term, word, calls, calls / told, interval.low, interval.high)


def _after_steps(
    found: Mapping[str, Counter[int]], steps: Mapping[str, str]
) -> tuple[AfterStep, ...]:
    titles = {**steps, NO_STEP: "No step"}
    return tuple(
        _after_step(step, title, found[step]) for step, title in titles.items() if step in found
    )


def _after_step(step: str, title: str, counts: Counter[int]) -> AfterStep:
    interval = _certain(counts[-1], counts.total())
    return AfterStep(step, title, counts[-1], counts[0], counts[1], interval.low, interval.high)


def _certain(having: int, known: int) -> Interval:
    interval = share_interval(having, known)
    assert interval is not None  # nobody counts a term or a step in no call
    return interval
