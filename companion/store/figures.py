"""Figures over many calls, added up by the database from the lines of `calls`.

One pass over the table gives, for each day, agent or disposition, how many calls there are and of
each figure the sum, the sum of squares, and the number of calls in which it is known: all that an
average or a share and its interval need. What they mean is said in `companion.review.trends`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from companion.events import Category
from companion.store.filter import Filter
from companion.store.library import conditions

CONDUCT = ("argue", "blame", "dismiss", "interrupt", "canned")
THREATS = tuple(sorted(set(Category) - {Category.ABUSE, Category.ESCALATION}))


class By(StrEnum):
    """What calls are put together by. A week begins on Monday, in the call's own time."""

    WEEK = "week"
    AGENT = "agent"
    DISPOSITION = "disposition"


@dataclass(frozen=True, slots=True)
class Sums:
    """Of `known` calls. For a share, `total` is the number of calls that have it."""

    known: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.known + other.known, self.total + other.total, self.squares + other.squares
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """The calls that share `key`: a week like "2026-W48", an agent, a disposition."""

    key: str
    calls: int
    sums: Mapping[str, Sums]

    def __add__(self, other: Tally) -> Tally:
        both = {name: sums + other.sums[name] for name, sums in self.sums.items()}
        return Tally(self.key, self.calls + other.calls, both)


@dataclass(frozen=True, slots=True)
class _Figure:
    """`value` is a number in SQL, null or 0 where it is not known.

    `known` says, in SQL, in which calls it is known; "1": in all.
    """

    value: str
    known: str = "1"


def _level(column: str) -> _Figure:
    return _Figure(column, f"{column} IS NOT NULL")


def _flag(condition: str, known: str = "1") -> _Figure:
    return _Figure(f"({condition})", known)


def _sums_in_sql(name: str, figure: _Figure) -> list[str]:
    """How many know it, the sum, and of an average the sum of squares. Each costs time a call."""
    known = "count(*)" if figure.known == "1" else f"total({figure.known})"
    squares = [f"total({figure.value} * {figure.value})"] if name in AVERAGES else []
    return [known, f"total({figure.value})", *squares]


AVERAGES: Mapping[str, _Figure] = {
    "anger_start": _level("anger_start"),
    "anger_end": _level("anger_end"),
    "peak_anger": _level("peak_anger"),
    "slips": _Figure("slips"),
    "minutes": _Figure("duration_s / 60.0"),
    "talk_share": _level("talk_share"),
    "wpm": _level("wpm"),
    "dead_air_s": _level("dead_air_s"),
    "agent_interrupts": _level("agent_interrupts"),
    "score": _level("score"),
}
"""Figures that are averaged over the calls in which they are known."""

_ANY_THREAT = " OR ".join(f"{category} > 0" for category in THREATS)

SHARES: Mapping[str, _Figure] = {
    "left_angry": _flag("anger_end >= 1.5", "anger_end IS NOT NULL"),
    "threat": _flag(_ANY_THREAT),
    **{f"threat:{category}": _flag(f"{category} > 0") for category in THREATS},
    "abuse": _flag("abuse > 0"),
    "escalation": _flag("escalation > 0"),
    **{f"conduct:{kind}": _flag(f"instr(conduct, '\"{kind}\"') > 0") for kind in CONDUCT},
    "follow_up": _flag("follow_up IS NOT NULL"),
    "follow_up_kept": _flag("follow_up_state = 'kept'", "follow_up_state IN ('kept', 'missed')"),
    "reviewed": _flag("reviewed"),
}
"""Figures that a call has or has not, besides the steps of the script."""

_STEP = "step:"
_TERM_COLUMNS = {"issues": "issue_terms", "causes": "cause_terms"}
_KEYS = {By.WEEK: "substr(started_at, 1, 10)", By.AGENT: "agent", By.DISPOSITION: "disposition"}
_OVER = "end_reason IS NOT NULL"


def figure_names(steps: Iterable[str]) -> tuple[str, ...]:
    """The names of all figures: averages, shares, and one `step:` for each step of the script."""
    return (*AVERAGES, *SHARES, *(f"{_STEP}{step}" for step in steps))


def tallied(
    db: Database, wanted: Filter, by: By, steps: Sequence[str], today: dt.date
) -> list[Tally]:
    """The sums of every figure by week, agent or disposition, in the order of the key."""
    names = figure_names(steps)
    where, values = _wanted(db, wanted, today)
    columns: list[str] = []
    bound: list[object] = []
    for name in names:
        figure, given = _figure(name)
        columns += _sums_in_sql(name, figure)
        bound += given
    rows = db.execute(
        f"SELECT {_KEYS[by]} AS k, count(*), {', '.join(columns)} FROM calls {where} GROUP BY k",
        [*bound, *values],
    )
    found: dict[str, Tally] = {}
    for key, calls, *numbers in rows:
        tally = Tally(week_of(key) if by == By.WEEK else key, calls, _sums(names, numbers))
        found[tally.key] = found[tally.key] + tally if tally.key in found else tally
    return [found[key] for key in sorted(found)]


def outcomes(db: Database, wanted: Filter, today: dt.date) -> Counter[str]:
    """How many calls have each disposition; "" stands for none."""
    return _counted(db, wanted, today, "disposition")


def terms(
    db: Database, wanted: Filter, today: dt.date, about: str
) -> tuple[list[tuple[str, str, int]], int]:
    """The stems of the calls' "issues" or "causes", the most frequent first; how many tell any.

    Each with the word it mostly stands for, and the number of calls that share it.
    """
    words: dict[str, Counter[str]] = {}
    told = 0
    for text, calls in _counted(db, wanted, today, _TERM_COLUMNS[about]).items():
        if text:
            told += calls
            for term in text.split():
                stem, _, word = term.partition("=")
                words.setdefault(stem, Counter())[word] += calls
    found = [(stem, _commonest(forms), forms.total()) for stem, forms in words.items()]
    return sorted(found, key=lambda one: (-one[2], one[0])), told


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda word: (-forms[word], len(word), word))


def after_steps(db: Database, wanted: Filter, today: dt.date) -> dict[str, Counter[int]]:
    """For each step, in how many calls the anger then fell (-1), stayed (0) or rose (1)."""
    found: dict[str, Counter[int]] = {}
    for text, calls in _counted(db, wanted, today, "after_steps").items():
        for one in text.split():
            step, _, change = one.rpartition(":")
            found.setdefault(step, Counter())[int(change)] += calls
    return found


def behind(
    db: Database, wanted: Filter, today: dt.date, by: By, key: str | None, figure: str
) -> list[str]:
    """The ids of the calls behind a figure, the latest first.

    For an average: those in which it is known; for a share: those that have it. `figure` may also
    be "calls", "disposition:x", "issues:term", "causes:term", or "after:step:-1". `key` None: all.
    """
    where, values = _wanted(db, wanted, today)
    if key is not None:
        first, last = (key, key) if by != By.WEEK else week_days(key)
        where += f" AND {_KEYS[by]} BETWEEN ? AND ?"
        values += [first, last]
    condition, given = _condition(figure)
    rows = db.execute(
        f"SELECT id FROM calls {where} AND {condition} ORDER BY started_s DESC, number DESC",
        [*values, *given],
    )
    return [row[0] for row in rows]


def week_of(day: str) -> str:
    """The week of an ISO day: "2026-11-23" is in "2026-W48"."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def week_days(week: str) -> tuple[str, str]:
    """Monday and Sunday of a week like "2026-W48". ValueError where it is none."""
    monday = dt.date.fromisoformat(f"{week}-1")
    return monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()


def _wanted(db: Database, wanted: Filter, today: dt.date) -> tuple[str, list[object]]:
    """Calls that are over and that the filter lets through."""
    terms, values = conditions(db, wanted, today)
    return f"WHERE {' AND '.join([_OVER, *terms])}", values


def _counted(db: Database, wanted: Filter, today: dt.date, column: str) -> Counter[str]:
    where, values = _wanted(db, wanted, today)
    rows = db.execute(f"SELECT {column}, count(*) FROM calls {where} GROUP BY {column}", values)
    return Counter(dict(rows.fetchall()))


def _figure(name: str) -> tuple[_Figure, list[object]]:
    """The figure, and the values that its `known` and then its `value` bind."""
    if name.startswith(_STEP):
        step = f'"{name.removeprefix(_STEP)}"'
        done = _Figure("instr(steps, ?) > 0", "(instr(steps, ?) > 0 OR instr(missed, ?) > 0)")
        return done, [step] * 3
    return AVERAGES.get(name) or SHARES[name], []


def _condition(figure: str) -> tuple[str, list[object]]:
    source, _, rest = figure.partition(":")
    if figure == "calls":
        return "1", []
    if source == "disposition":
        return "disposition = ?", [rest]
    if source in _TERM_COLUMNS:
        return f"instr(' ' || {_TERM_COLUMNS[source]} || ' ', ?) > 0", [f" {rest}="]
    if source == "after":
        step, _, change = rest.rpartition(":")
        sought = f" {step}:{int(change):+d} "
        return "instr(' ' || after_steps || ' ', ?) > 0", [sought]
    found, given = _figure(figure)
    if figure in AVERAGES:
        return found.known, []
    return f"{found.known} AND {found.value}", given


def _sums(names: Sequence[str], numbers: Sequence[float]) -> dict[str, Sums]:
    left = iter(numbers)
    found: dict[str, Sums] = {}
    for name in names:
        known, total = int(next(left)), float(next(left))
        found[name] = Sums(known, total, float(next(left)) if name in AVERAGES else total)
    return found
