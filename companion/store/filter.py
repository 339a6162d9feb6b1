"""Which calls are meant: what lists, review queues and searches filter by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from companion.events import Category, Speaker
from companion.plain import plain
from companion.store.places import END, place_of

_FIRST_DAY, _LAST_DAY = dt.date(1970, 1, 2), dt.date(2500, 1, 1)
"""Before and after these all days are one: not every clock can tell what second they begin in."""


class FollowUps(StrEnum):
    """Calls by what became of the agreed follow-up, as of a given day."""

    OPEN = "open"
    DUE = "due"
    """Open, and today or earlier."""
    OVERDUE = "overdue"
    """Open, and before today."""
    KEPT = "kept"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which calls: those for which all that is set here holds. The default is all calls.

    `since` and `until` are days of this machine's clock, both inclusive. In a set one is enough.
    `about` is looked for in the customer's name and reference. `text` was said or noted, all of its
    words; `speaker` then says by whom. With a least or a highest score only calls that have one.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    categories: frozenset[Category] = frozenset()
    least_anger: int = 0
    least_risk: int = 0
    least_score: float | None = None
    most_score: float | None = None
    missed: frozenset[str] = frozenset()
    dispositions: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    reviewed: bool | None = None
    disputed: bool | None = None
    recorded: bool | None = None
    follow_up: FollowUps | None = None
    about: str = ""
    text: str = ""
    speaker: Speaker | None = None

    @property
    def places(self) -> tuple[int, int]:
        """The places of these days in the search index: from the first up to the second."""
        low = (
            0
            if self.since is None or self.since < _FIRST_DAY
            else place_of(_midnight(min(self.since, _LAST_DAY)))
        )
        if self.until is None or self.until >= _LAST_DAY:
            return low, END
        return low, place_of(_midnight(self.until + dt.timedelta(days=1)))


@dataclass(slots=True)
class Where:
    """Conditions and their values, in step."""

    terms: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, term: str, *values: object) -> None:
        self.terms.append(f"({term})")
        self.values += values

    @property
    def sql(self) -> str:
        return f"WHERE {' AND '.join(self.terms) or 'TRUE'}"


_FOLLOW_UPS = {
    FollowUps.OPEN: "follow_up_state = 'open'",
    FollowUps.DUE: "follow_up_state = 'open' AND follow_up <= ?",
    FollowUps.OVERDUE: "follow_up_state = 'open' AND follow_up < ?",
    FollowUps.KEPT: "follow_up_state = 'kept'",
    FollowUps.MISSED: "follow_up_state = 'missed'",
    FollowUps.NONE: "follow_up IS NULL",
}


def calls_where(wanted: Filter, today: dt.date) -> Where:
    """The filter over columns of `calls_library`; all of it but `text`."""
    where = Where()
    if wanted.since is not None or wanted.until is not None:
        where.add("place >= ? AND place < ?", *wanted.places)
    if wanted.categories:
        where.add(" OR ".join(f"{category.value} > 0" for category in sorted(wanted.categories)))
    if wanted.least_anger > 0:
        where.add("peak_anger >= ?", wanted.least_anger)
    if wanted.least_risk > 0:
        where.add("risk >= ?", wanted.least_risk)
    if wanted.least_score is not None:
        where.add("score >= ?", wanted.least_score)
    if wanted.most_score is not None:
        where.add("score <= ?", wanted.most_score)
    _add_sets(where, wanted)
    if wanted.follow_up is not None:
        term = _FOLLOW_UPS[wanted.follow_up]
        where.add(term, *[today.isoformat()] * term.count("?"))
    if wanted.about.strip():
        about = f"%{_escaped(plain(wanted.about.strip()))}%"
        where.add(r"customer LIKE ? ESCAPE '\' OR reference LIKE ? ESCAPE '\'", about, about)
    return where


def _add_sets(where: Where, wanted: Filter) -> None:
    if wanted.missed:
        steps = sorted(wanted.missed)
        where.add(" OR ".join(["instr(missed, ?) > 0"] * len(steps)), *(f'"{s}"' for s in steps))
    for column, names in (("disposition", wanted.dispositions), ("agent", wanted.agents)):
        if names:
            where.add(f"{column} IN ({', '.join('?' * len(names))})", *sorted(names))
    for flag in ("reviewed", "disputed", "recorded"):
        value = getattr(wanted, flag)
        if value is not None:
            where.add(f"{flag} = ?", int(value))


def _midnight(day: dt.date) -> float:
    """The first moment of this day by this machine's clock, in seconds since 1970."""
    day = max(day, _FIRST_DAY)
    return dt.datetime.combine(day, dt.time()).timestamp()


def _escaped(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text
