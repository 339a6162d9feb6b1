"""Full-text search over what was said, noted and commented."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from companion.events import Speaker
from companion.store.filter import Filter, Where, calls_where
from companion.store.passages import COMMENT
from companion.store.places import SPAN
from companion.store.words import add_words, fts_query

_MARK, _UNMARK = "\x02", "\x03"
"""Safe as markers: stored passages hold no control characters."""

_SNIPPET_WORDS = 24
_FEW_CALLS = 200
"""So many calls are searched one by one; among more, hits are dense enough to be read in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where the words were found.

    `speaker` is None for a note or comment; `field` is None for an utterance, "comment" for a
    comment, and else names the note's field. `snippet` is plain text, `marks` the (start, end) of
    each found word in it. `start` is seconds into the call.
    """

    call_id: str
    started_at: dt.datetime
    seq: int
    start: float
    speaker: Speaker | None
    field: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


def find_words(
    db: Database,
    text: str,
    limit: int,
    speaker: Speaker | None,
    wanted: Filter,
    today: dt.date,
) -> list[Hit]:
    """Passages that hold all the words, in the calls that are wanted; the latest call first."""
    query = fts_query(db, text, speaker)
    if not query:
        return []
    low, high = wanted.places
    if replace(wanted, since=None, until=None) == Filter():
        return _hits(db, query, low, high, limit)
    where = calls_where(wanted, today)
    add_words(db, where, wanted, newest_first=True)
    few = _few_calls(db, where)
    if few is None:
        return _hits(db, query, low, high, limit, where)
    found: list[Hit] = []
    for place in few:
        if len(found) < limit:
            found += _hits(db, query, place, place + SPAN, limit - len(found))
    return found


def find_in_calls(db: Database, text: str, call_ids: Sequence[str]) -> dict[str, Hit]:
    """For each of these calls that has one, the last passage that holds all the words."""
    query = fts_query(db, text, None)
    if not query:
        return {}
    rows = db.execute(
        "SELECT calls.place FROM json_each(?) AS wanted JOIN calls ON calls.id = wanted.value",
        [json.dumps(list(call_ids))],
    )
    found: dict[str, Hit] = {}
    for (place,) in rows.fetchall():
        for hit in _hits(db, query, place, place + SPAN, 1):
            found[hit.call_id] = hit
    return found


def _few_calls(db: Database, where: Where) -> list[int] | None:
    """The places of the wanted calls, the newest first; None where they are many."""
    found = db.execute(
        f"SELECT place FROM calls INDEXED BY calls_library {where.sql} ORDER BY place DESC LIMIT ?",
        [*where.values, _FEW_CALLS + 1],
    ).fetchall()
    return None if len(found) > _FEW_CALLS else [row[0] for row in found]


def _hits(
    db: Database, query: str, low: int, high: int, limit: int, where: Where | None = None
) -> list[Hit]:
    """The newest hits from place `low` up to `high`, read in order until there are enough.

    With `where` only those in calls for which it holds.
    """
    only, values = "", []
    if where is not None:
        here = f"place = passages_fts.rowid - passages_fts.rowid % {SPAN}"
        only = f"AND EXISTS (SELECT 1 FROM calls INDEXED BY calls_library {where.sql} AND {here})"
        values = where.values
    rows = db.query(
        f"""
        SELECT c.id AS call_id, c.started_at, p.*, marked FROM (
            SELECT passages_fts.rowid AS hit, snippet(passages_fts, -1, ?, ?, '…', ?) AS marked
            FROM passages_fts
            WHERE passages_fts MATCH ? AND rowid >= ? AND rowid < ? {only}
            ORDER BY rowid DESC LIMIT ?
        )
        JOIN passages AS p ON p.id = hit
        JOIN calls AS c INDEXED BY calls_place ON c.place = hit - hit % {SPAN}
        ORDER BY hit DESC
        """,
        [_MARK, _UNMARK, _SNIPPET_WORDS, query, low, high, *values, limit],
    )
    return [_hit(row) for row in rows]


def _hit(row: dict[str, Any]) -> Hit:
    snippet, marks = _unmarked(row["marked"])
    return Hit(
        call_id=row["call_id"],
        started_at=dt.datetime.fromisoformat(row["started_at"]),
        seq=row["id"] % SPAN,
        start=row["start"],
        speaker=next((side for side in Speaker if row[side.value] is not None), None),
        field=COMMENT if row["kind"] == COMMENT else row["field"],
        snippet=snippet,
        marks=marks,
    )


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    plain = ""
    marks: list[tuple[int, int]] = []
    for piece in marked.split(_MARK):
        found, closed, rest = piece.partition(_UNMARK)
        if closed:
            marks.append((len(plain), len(plain) + len(found)))
        plain += found + rest
    return plain, tuple(marks)
