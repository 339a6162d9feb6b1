"""Full-text search over what was said and noted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from companion.events import Speaker
from companion.plain import plain

_MARK, _UNMARK = "\x02", "\x03"
"""Safe as markers: stored passages hold no control characters."""

_SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where the words were found.

    `speaker` is None for a note, `field` is None for an utterance. `snippet` is plain text, `marks`
    the (start, end) of each found word in it. `start` is seconds into the call.
    """

    call_id: str
    started_at: dt.datetime
    seq: int
    start: float
    speaker: Speaker | None
    field: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


def find_words(db: Database, text: str, limit: int, speaker: Speaker | None) -> list[Hit]:
    """Passages that hold all the words, or "the words in quotes" side by side; newest first."""
    query = db.quote_fts(plain(text))
    if not query:
        return []
    rows = db.query(
        """
        SELECT p.call_id, c.started_at, p.seq, p.start, p.speaker, p.field,
               snippet(passages_fts, 0, :mark, :unmark, '…', :words) AS marked
        FROM passages_fts
        JOIN passages AS p ON p.id = passages_fts.rowid
        JOIN calls AS c ON c.id = p.call_id
        WHERE passages_fts MATCH :query AND (:speaker IS NULL OR p.speaker = :speaker)
        ORDER BY passages_fts.rowid DESC
        LIMIT :limit
        """,
        {
            "mark": _MARK,
            "unmark": _UNMARK,
            "words": _SNIPPET_WORDS,
            "query": query,
            "speaker": speaker and speaker.value,
            "limit": limit,
        },
    )
    return [_hit(row) for row in rows]


def _hit(row: dict[str, Any]) -> Hit:
    snippet, marks = _unmarked(row["marked"])
    return Hit(
        call_id=row["call_id"],
        started_at=dt.datetime.fromisoformat(row["started_at"]),
        seq=row["seq"],
        start=row["start"],
        speaker=Speaker(row["speaker"]) if row["speaker"] else None,
        field=row["field"],
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
