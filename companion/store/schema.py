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
    """One line a call for lists, the log, and the searchable words."""
    _make_calls(db)
    _make_events(db)
    _make_passages(db)


def _make_calls(db: Database) -> None:
    columns = {
        "number": int,  # the order in which calls were saved
        "id": str,
        "started_at": str,  # ISO 8601 with the UTC offset of the call
        "started_s": float,  # the same, seconds since 1970, for sorting
        "duration_s": float,
        "source": str,
        "model": str,
        "end_reason": str,
        "utterances": int,
        "peak_anger": int,
        "alerts": str,  # JSON object, category -> standing alerts
        "steps": str,  # JSON array of the steps done
        "slips": int,
        "marks": int,
        "follow_up": str,
    }
    may_be_null = {"number", "end_reason", "peak_anger", "follow_up"}
    calls = db.table("calls")
    calls.create(columns, pk="number", not_null=columns.keys() - may_be_null, strict=True)
    calls.create_index(["id"], unique=True)
    calls.create_index(["started_s"])


def _make_events(db: Database) -> None:
    columns = {"call_id": str, "seq": int, "at": float, "kind": str, "body": str}
    db.table("events").create(
        columns,
        pk=("call_id", "seq"),
        not_null=columns,
        foreign_keys=[_of_call("events")],
        strict=True,
    )


def _make_passages(db: Database) -> None:
    passages = db.table("passages")
    passages.create(
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
    passages.create_index(["call_id", "field"])
    passages.enable_fts(
        ["text"], create_triggers=True, tokenize="porter unicode61 remove_diacritics 2"
    )


def _of_call(table: str) -> ForeignKey:
    return ForeignKey(table, "call_id", "calls", "id", on_delete="CASCADE")


def known_steps() -> set[str]:
    with Database(memory=True, execute_plugins=False) as empty:
        return {step.name for step in MIGRATIONS.pending(empty)}
