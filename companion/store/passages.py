"""The words that a search looks through, kept in step with the log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from companion.events import AnyEvent, CommentRemoved, CommentWritten, NoteWritten, UtteranceHeard
from companion.plain import plain
from companion.store.places import SPAN

SAID, NOTE, COMMENT = "said", "note", "comment"
"""The kinds of passages."""

_WRITTEN = "written"
"""The column of notes and comments; what was said has that of its speaker."""


def write_passages(db: Database, place: int, entries: Sequence[AnyEvent]) -> None:
    """Sentences, the newest text of each note field, and the comments that stand."""
    for entry in entries:
        match entry:
            case UtteranceHeard():
                _put(db, place, entry, entry.start, SAID, entry.speaker.value, entry.text)
            case NoteWritten():
                field = plain(entry.field)
                db.execute(
                    "DELETE FROM passages WHERE id >= ? AND id < ? AND kind = ? AND field = ?",
                    [place, place + SPAN, NOTE, field],
                )
                _put(db, place, entry, entry.at, NOTE, _WRITTEN, entry.text, field)
            case CommentWritten():
                _take(db, place, entry.replaces)
                _put(db, place, entry, entry.at, COMMENT, _WRITTEN, entry.text)
            case CommentRemoved():
                _take(db, place, entry.comment)


def rewrite_passage(db: Database, place: int, heard: UtteranceHeard) -> None:
    """A sentence whose words have been masked since."""
    if heard.seq < SPAN:
        db.execute(
            f"UPDATE passages SET {heard.speaker.value} = ? WHERE id = ? AND kind = ?",
            [plain(heard.text), place + heard.seq, SAID],
        )


def _put(
    db: Database,
    place: int,
    entry: AnyEvent,
    start: float,
    kind: str,
    column: str,
    text: str,
    field: str | None = None,
) -> None:
    if entry.seq < SPAN:
        db.execute(
            f"INSERT INTO passages (id, start, kind, field, {column}) VALUES (?, ?, ?, ?, ?)",
            [place + entry.seq, start, kind, field, plain(text)],
        )


def _take(db: Database, place: int, comment: int | None) -> None:
    if comment is not None and 0 < comment < SPAN:
        db.execute("DELETE FROM passages WHERE id = ? AND kind = ?", [place + comment, COMMENT])
