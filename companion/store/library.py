"""The library: the saved calls, filtered and in order, for lists and review queues.

Every question is answered from one index that holds all that can be asked (`calls_library`), so
that a filter of any shape costs one pass over that index and no row of the table but those shown.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlite_utils import Database

from companion.store.filter import Filter, Where, calls_where
from companion.store.words import add_words

Row = dict[str, Any]


class Order(StrEnum):
    """What comes first; turned round, it comes last. Among equals the later call does.

    Calls without what is asked about come last either way.
    """

    NEWEST = "newest"
    AGENT = "agent"
    """By the agent's name."""
    CUSTOMER = "customer"
    """By the customer's name, or failing that the reference."""
    LONGEST = "longest"
    RISK = "risk"
    """The highest risk."""
    ANGER = "anger"
    """The highest peak of anger."""
    ALERTS = "alerts"
    """The most alerts that stand."""
    MISSED = "missed"
    """The most steps missed."""
    FOLLOW_UP = "follow_up"
    """The earliest follow-up."""
    DISPOSITION = "disposition"
    WORST_SCORE = "worst_score"
    UNREVIEWED = "unreviewed"
    """What nobody has reviewed; then what the agent disputes."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order, as it is or turned round."""

    order: Order = Order.NEWEST
    turned: bool = False


def _both(straight: str, turned: str) -> tuple[str, str]:
    return f"{straight}, place DESC", f"{turned}, place DESC"


def _by_name(column: str) -> tuple[str, str]:
    """By the alphabet, whatever the case; no name comes last."""
    named = f"{column} = ''"
    letters = f"{column} COLLATE NOCASE"
    return _both(f"{named}, {letters}", f"{named}, {letters} DESC")


_NAMED = "coalesce(nullif(customer, ''), reference)"

_ORDERS: Mapping[Order, tuple[str, str]] = {
    Order.NEWEST: ("place DESC", "place"),
    Order.AGENT: _by_name("agent"),
    Order.CUSTOMER: _by_name(_NAMED),
    Order.LONGEST: _both("duration_s DESC", "duration_s"),
    Order.RISK: _both("risk DESC", "risk"),
    Order.ANGER: (
        "peak_anger DESC NULLS LAST, risk DESC, place DESC",
        "peak_anger NULLS LAST, risk, place DESC",
    ),
    Order.ALERTS: _both("alert_count DESC, risk DESC", "alert_count, risk"),
    Order.MISSED: _both("missed_count DESC, risk DESC", "missed_count, risk"),
    Order.FOLLOW_UP: _both("follow_up NULLS LAST", "follow_up DESC NULLS LAST"),
    Order.DISPOSITION: _by_name("disposition"),
    Order.WORST_SCORE: _both("score NULLS LAST", "score DESC NULLS LAST"),
    Order.UNREVIEWED: _both("reviewed, disputed DESC, risk DESC", "reviewed DESC, disputed, risk"),
}
"""In SQL over columns of `calls_library`: as it is, and turned round."""


def rows(
    db: Database,
    wanted: Filter,
    sorting: Sorting,
    limit: int | None,
    offset: int,
    today: dt.date,
) -> list[Row]:
    """Lines of `calls`, `limit` of them (None: all) after the first `offset`."""
    where = _where(db, wanted, today, newest_first=sorting == Sorting())
    ranked = _ORDERS[sorting.order][sorting.turned]
    return list(
        db.query(
            f"SELECT calls.* FROM (SELECT place AS here FROM calls INDEXED BY calls_library"
            f" {where.sql} ORDER BY {ranked} LIMIT ? OFFSET ?)"
            f" JOIN calls INDEXED BY calls_place ON place = here ORDER BY {ranked}",
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
        f"SELECT place, agent FROM calls INDEXED BY calls_library {where.sql}", where.values
    )
    for place, agent in found:
        lots[agent].append((blake2b(b"%d %d" % (seed, place), digest_size=8).digest(), place))
    drawn = sorted(lot for of_agent in lots.values() for lot in sorted(of_agent)[:per_agent])
    rank = {place: number for number, (_, place) in enumerate(drawn)}
    lines = db.query(
        "SELECT * FROM calls WHERE place IN (SELECT value FROM json_each(?))",
        [json.dumps(list(rank))],
    )
    return sorted(lines, key=lambda line: rank[line["place"]])


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


def _where(db: Database, wanted: Filter, today: dt.date, *, newest_first: bool = False) -> Where:
    where = calls_where(wanted, today)
    add_words(db, where, wanted, newest_first=newest_first)
    return where
