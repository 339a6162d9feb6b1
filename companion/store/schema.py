"""The tables, as a list of steps that is only ever appended to.

A step that has shipped is never edited. A new kind of event needs no step: it is one more `kind` in
`events`, and a program too old for it says so when it opens the call.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

APPLICATION_ID = 0x43614C6C
"""Marks the file as ours ("CaLl"), in the header field that SQLite keeps for this."""

MIGRATIONS = Migrations("call-companion")


@MIGRATIONS()
def m0001_events_calls_passages(db: Database) -> None:
    """The log, one line a call for lists, and the searchable words."""
    db.table("calls").create(
        {
            "number": int,  # the order in which calls were saved
            "id": str,
            "started_at": str,  # ISO 8601 with the caller's UTC offset
            "started_s": float,  # the same, seconds since 1970, for sorting
            "duration_s": float,
            "source": str,
            "model": str,
            "end_reason": str,  # null: no end is written
            "utterances": int,
            "peak_anger": int,  # null: nothing was rated
            "alerts": str,  # JSON object, category -> standing alerts
            "steps": str,  # JSON array of the steps done
            "slips": int,
            "marks": int,
            "follow_up": str,
        },
        pk="number",
        not_null={"id", "started_at", "started_s", "duration_s", "source", "model", "utterances"}
        | {"alerts", "steps", "slips", "marks"},
        strict=True,
    )
    db.table("calls").create_index(["id"], unique=True)
    db.table("calls").create_index(["started_s"])
    db.table("events").create(
        {"call_id": str, "seq": int, "at": float, "kind": str, "body": str},
        pk=("call_id", "seq"),
        not_null={"call_id", "seq", "at", "kind", "body"},
        foreign_keys=[_of_call("events")],
        strict=True,
    )
    db.table("passages").create(
        {
            "id": int,
            "call_id": str,
            "seq": int,
            "start": float,
            "speaker": str,  # null: a note
            "field": str,  # null: an utterance
            "text": str,
        },
        pk="id",
        not_null={"call_id", "seq", "start", "text"},
        foreign_keys=[_of_call("passages")],
        strict=True,
    )
    db.table("passages").create_index(["call_id", "field"])
    db.table("passages").enable_fts(
        ["text"], create_triggers=True, tokenize="porter unicode61 remove_diacritics 2"
    )


def _of_call(table: str) -> ForeignKey:
    return ForeignKey(table, "call_id", "calls", "id", on_delete="CASCADE")


def known_steps() -> set[str]:
    return {step.name for step in MIGRATIONS.pending(Database(memory=True))}
