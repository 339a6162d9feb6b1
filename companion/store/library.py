"""The library: the saved calls, filtered and in order, for lists and review queues.

Every question is answered from one index that holds all that can be asked (`calls_library`), so
that a filter of any shape costs one pass over that index and no row of the table but those shown.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlite_utils import Database

from companion.events import Category, Speaker
from companion.plain import plain

Row = dict[str, Any]


class Order(StrEnum):
    """What comes first. Among equals the later call does."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RISK = "risk"
    """The highest risk."""
    ANGER = "anger"
    """The highest peak of anger."""
    WORST_SCORE = "worst_score"
    """The lowest score; calls without one come last."""
    BEST_SCORE = "best_score"
    FOLLOW_UP = "follow_up"
    """The earliest follow-up; calls without one come last."""
    LONGEST = "longest"
    AGENT = "agent"
    """By the agent's name."""


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
    words; `speaker` then says by whom.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    categories: frozenset[Category] = frozenset()
    least_anger: int = 0
    missed: frozenset[str] = frozenset()
    dispositions: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    reviewed: bool | None = None
    recorded: bool | None = None
    follow_up: FollowUps | None = None
    about: str = ""
    text: str = ""
    speaker: Speaker | None = None


@dataclass(slots=True)
class _Where:
    """Conditions and their values, in step."""

    terms: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, term: str, *values: object) -> None:
        self.terms.append(f"({term})")
        self.values += values

    @property
    def sql(self) -> str:
        return f"WHERE {' AND '.join(self.terms)}" if self.terms else ""


_ORDERS = {
    Order.NEWEST: "started_s DESC, number DESC",
    Order.OLDEST: "started_s, number",
    Order.RISK: "risk DESC, started_s DESC, number DESC",
    Order.ANGER: "peak_anger DESC, risk DESC, started_s DESC, number DESC",
    Order.WORST_SCORE: "score NULLS LAST, started_s DESC, number DESC",
    Order.BEST_SCORE: "score DESC NULLS LAST, started_s DESC, number DESC",
    Order.FOLLOW_UP: "follow_up NULLS LAST, started_s DESC, number DESC",
    Order.LONGEST: "duration_s DESC, started_s DESC, number DESC",
    Order.AGENT: "agent, started_s DESC, number DESC",
}

_FOLLOW_UPS = {
    FollowUps.OPEN: "follow_up_state = 'open'",
    FollowUps.DUE: "follow_up_state = 'open' AND follow_up <= ?",
    FollowUps.OVERDUE: "follow_up_state = 'open' AND follow_up < ?",
    FollowUps.KEPT: "follow_up_state = 'kept'",
    FollowUps.MISSED: "follow_up_state = 'missed'",
    FollowUps.NONE: "follow_up IS NULL",
}


def rows(
    db: Database, wanted: Filter, order: Order, limit: int | None, offset: int, today: dt.date
) -> list[Row]:
    """Lines of `calls`, `limit` of them (None: all) after the first `offset`."""
    where = _where(db, wanted, today)
    ranked = _ORDERS[order]
    return list(
        db.query(
            f"SELECT calls.* FROM (SELECT number AS n FROM calls INDEXED BY calls_library"
            f" {where.sql} ORDER BY {ranked} LIMIT ? OFFSET ?) JOIN calls ON number = n"
            f" ORDER BY {ranked}",
            [*where.values, -1 if limit is None else limit, offset],
        )
    )


def count(db: Database, wanted: Filter, today: dt.date) -> int:
    """How many calls the filter lets through."""
    where = _where(db, wanted, today)
    found = db.execute(
        f"SELECT count(*) FROM calls INDEXED BY calls_library {where.sql}", where.values
    ).fetchone()
    return int(found[0])


def sampled(db: Database, wanted: Filter, per_agent: int, seed: int, today: dt.date) -> list[Row]:
    """So many calls of each agent, drawn by lot, and in the order of the lot.

    The same seed draws the same calls, and a call that is saved later moves no other's lot.
    """
    where = _where(db, wanted, today)
    lots: dict[str, list[tuple[bytes, int]]] = defaultdict(list)
    found = db.execute(
        f"SELECT number, agent FROM calls INDEXED BY calls_library {where.sql}", where.values
    )
    for number, agent in found:
        lots[agent].append((blake2b(b"%d %d" % (seed, number), digest_size=8).digest(), number))
    drawn = sorted(lot for of_agent in lots.values() for lot in sorted(of_agent)[:per_agent])
    place = {number: index for index, (_, number) in enumerate(drawn)}
    marks = ", ".join("?" * len(place))
    lines = db.query(f"SELECT * FROM calls WHERE number IN ({marks})", list(place))
    return sorted(lines, key=lambda line: place[line["number"]])


def agents(db: Database) -> list[str]:
    """The names of the agents of the saved calls, in their order."""
    found = db.execute("SELECT DISTINCT agent FROM calls WHERE agent <> '' ORDER BY agent")
    return [row[0] for row in found]


def conditions(
    db: Database, wanted: Filter, today: dt.date
) -> tuple[tuple[str, ...], list[object]]:
    """The filter as SQL conditions on `calls`, all of which must hold, and their values."""
    where = _where(db, wanted, today)
    return tuple(where.terms), where.values


def _where(db: Database, wanted: Filter, today: dt.date) -> _Where:
    where = _Where()
    if wanted.since is not None:
        where.add("started_s >= ?", _midnight(wanted.since))
    if wanted.until is not None and wanted.until < dt.date.max:
        where.add("started_s < ?", _midnight(wanted.until + dt.timedelta(days=1)))
    if wanted.categories:
        where.add(" OR ".join(f"{category.value} > 0" for category in sorted(wanted.categories)))
    if wanted.least_anger > 0:
        where.add("peak_anger >= ?", wanted.least_anger)
    _add_sets(where, wanted)
    if wanted.follow_up is not None:
        term = _FOLLOW_UPS[wanted.follow_up]
        where.add(term, *[today.isoformat()] * term.count("?"))
    if wanted.about.strip():
        about = f"%{_escaped(plain(wanted.about.strip()))}%"
        where.add(r"customer LIKE ? ESCAPE '\' OR reference LIKE ? ESCAPE '\'", about, about)
    _add_text(db, where, wanted)
    return where


def _add_sets(where: _Where, wanted: Filter) -> None:
    if wanted.missed:
        steps = sorted(wanted.missed)
        where.add(" OR ".join(["instr(missed, ?) > 0"] * len(steps)), *(f'"{s}"' for s in steps))
    for column, names in (("disposition", wanted.dispositions), ("agent", wanted.agents)):
        if names:
            where.add(f"{column} IN ({', '.join('?' * len(names))})", *sorted(names))
    for column, value in (("reviewed", wanted.reviewed), ("recorded", wanted.recorded)):
        if value is not None:
            where.add(f"{column} = ?", int(value))


def _add_text(db: Database, where: _Where, wanted: Filter) -> None:
    query = db.quote_fts(plain(wanted.text))
    if query:
        said = wanted.speaker and wanted.speaker.value
        where.add(
            "number IN (SELECT c.number FROM passages_fts"
            " JOIN passages AS p ON p.id = passages_fts.rowid JOIN calls AS c ON c.id = p.call_id"
            " WHERE passages_fts MATCH ? AND (? IS NULL OR p.speaker = ?))",
            query,
            said,
            said,
        )


def _midnight(day: dt.date) -> float:
    """The first moment of this day by this machine's clock, in seconds since 1970."""
    return dt.datetime.combine(day, dt.time()).timestamp()


def _escaped(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text
