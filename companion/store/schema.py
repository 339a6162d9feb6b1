"""The tables, as a list of steps that is only ever appended to.

A step that has shipped is never edited. A new kind of event needs no step: it is one more `kind` in
`events`, and a program too old for it says so when it opens the call.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

from companion.store.line import derived, write_changes
from companion.store.places import SPAN, free_place
from companion.store.rewrite import rewrite_lines
from companion.store.views import make_views

APPLICATION_ID = 0x43614C6C
"""Marks the file as ours ("CaLl"), in the header field that SQLite keeps for this."""

MIGRATIONS = Migrations("call-companion")


@MIGRATIONS()
def m0001_events_calls_passages(db: Database) -> None:
    """One line a call for lists, the log, and the searchable words."""
    _make_calls(db)
    _make_events(db)
    _make_passages(db)


@MIGRATIONS()
def m0002_library(db: Database) -> None:
    """What lists of calls filter and sort by; a search index in the order of time; views."""
    for column in _LIBRARY_COLUMNS:
        db.execute(f"ALTER TABLE calls ADD COLUMN {column}")
    for number, started_s in list(db.execute("SELECT number, started_s FROM calls")):
        place = free_place(db, started_s)
        db.execute("UPDATE calls SET place = ? WHERE number = ?", [place, number])
    rewrite_lines(db)
    db.execute("DROP INDEX idx_calls_started_s")
    db.execute("CREATE UNIQUE INDEX calls_place ON calls (place)")
    db.execute(f"CREATE INDEX calls_library ON calls ({', '.join(_LIBRARY_INDEX)})")
    _remake_passages(db)
    make_views(db)


def _remake_passages(db: Database) -> None:
    """A column for each side, so that a search of one side reads nothing of the other."""
    db.table("passages").disable_fts()
    db.execute("ALTER TABLE passages RENAME TO passages_before")
    db.execute(f"""
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY,  -- the call's place, plus the entry's seq
            start REAL NOT NULL,
            kind TEXT NOT NULL,  -- said, note or comment
            field TEXT,  -- of a note
            {", ".join(f"{column} TEXT" for column in _TEXTS)}  -- in one of these
        ) STRICT
    """)
    names, fresh, old = (", ".join(f"{p}{c}" for c in _TEXTS) for p in ("", "new.", "old."))
    db.execute(f"""
        CREATE VIRTUAL TABLE passages_fts USING fts5 (
            {names}, content = 'passages', content_rowid = 'id',
            tokenize = 'porter unicode61 remove_diacritics 2'
        )
    """)
    put = f"INSERT INTO passages_fts (rowid, {names}) VALUES (new.id, {fresh});"
    take = (
        f"INSERT INTO passages_fts (passages_fts, rowid, {names}) VALUES ('delete', old.id, {old});"
    )
    for moment, deed in (("INSERT", put), ("DELETE", take), ("UPDATE", take + put)):
        db.execute(
            f"CREATE TRIGGER passages_{moment.lower()} AFTER {moment} ON passages BEGIN {deed} END"
        )
    db.execute(f"""
        CREATE TRIGGER calls_delete AFTER DELETE ON calls BEGIN
            DELETE FROM passages WHERE id >= old.place AND id < old.place + {SPAN};
        END
    """)
    _take_over_passages(db, names)


def _take_over_passages(db: Database, names: str) -> None:
    db.execute(f"""
        INSERT INTO passages (id, start, kind, field, {names})
        SELECT place + seq, start, iif(field IS NULL, 'said', 'note'), field,
               iif(speaker = 'agent', text, NULL), iif(speaker = 'customer', text, NULL),
               iif(speaker = 'unknown', text, NULL), iif(field IS NULL, NULL, text)
        FROM passages_before JOIN calls ON calls.id = call_id WHERE seq < {SPAN}
    """)
    db.execute("DROP TABLE passages_before")


_TEXTS = ("agent", "customer", "unknown", "written")


_CATEGORIES = (
    "legal",
    "regulator",
    "reputation",
    "churn",
    "violence",
    "self_harm",
    "abuse",
    "escalation",
)

_LIBRARY_COLUMNS = (
    "place INTEGER",  # where its words stand, in the order of time: places.py
    *(
        f"{name} TEXT NOT NULL DEFAULT ''"
        for name in (
            "agent",
            "customer",
            "reference",
            "issue",
            "root_cause",
            "outcome",
            "disposition",  # the id of an outcome
            "issue_terms",  # what only trends read: companion/store/course.py
            "cause_terms",
            "after_steps",
            "tags",
        )
    ),
    *(f"{name} INTEGER NOT NULL DEFAULT 0" for name in _CATEGORIES),  # standing alerts
    "missed TEXT NOT NULL DEFAULT '[]'",  # JSON array of the steps that never came
    "conduct TEXT NOT NULL DEFAULT '{}'",  # JSON object, kind -> slips
    "customer_type TEXT",
    "anger_start REAL",  # mean level, 0 to 3, of the first rated sentences
    "anger_end REAL",
    "follow_up_time TEXT",
    "follow_up_state TEXT",  # open, kept, missed; null: none was agreed
    "reviewed INTEGER NOT NULL DEFAULT 0",
    "score REAL",  # 0 to 100, of the newest evaluation handed in
    "comments INTEGER NOT NULL DEFAULT 0",
    "risk INTEGER NOT NULL DEFAULT 0",  # 0 to 100, companion/risk.py
    "recorded INTEGER NOT NULL DEFAULT 0",
    "talk_share REAL",  # measures of the whole call, null while it runs
    "wpm REAL",
    "dead_air_s REAL",
    "agent_interrupts INTEGER",
    "customer_interrupts INTEGER",
)

_LIBRARY_INDEX = (
    "place",
    "agent",
    "customer",
    "reference",
    "disposition",
    "peak_anger",
    *_CATEGORIES,
    "missed",
    "follow_up",
    "follow_up_state",
    "reviewed",
    "score",
    "risk",
    "duration_s",
    "recorded",
)
"""Everything that a list asks about, so that a filter reads this index and no row of the table."""


@MIGRATIONS()
def m0003_deletions(db: Database) -> None:
    """What was deleted, without its content; `finished` once no file holds its words any more."""
    columns = {
        "id": int,
        "at": str,  # ISO 8601 with the UTC offset
        "who": str,
        "why": str,
        "calls": int,
        "files": int,
        "finished": int,
    }
    db.table("deletions").create(columns, pk="id", not_null=columns.keys() - {"id"}, strict=True)


@MIGRATIONS()
def m0004_marks(db: Database) -> None:
    """Where reviewers judged an alert: few entries among many, which the workbench asks for."""
    kinds = "'AlertJudged', 'AlertMissed'"
    db.execute(f"CREATE INDEX events_marks ON events (call_id, seq) WHERE kind IN ({kinds})")


@MIGRATIONS()
def m0005_sorting_and_figures(db: Database) -> None:
    """Lists by the number of alerts and of steps missed, and by disputes; trends in one pass.

    What follows from columns that are there needs no log; a dispute stands in few of them.
    """
    for column in _SORTING_COLUMNS:
        db.execute(f"ALTER TABLE calls ADD COLUMN {column}")
    for row in db.query("SELECT * FROM calls NOT INDEXED ORDER BY number"):
        write_changes(db, row["id"], {}, derived(row))
    answered = "SELECT DISTINCT call_id FROM events WHERE kind = 'EvaluationAnswered'"
    rewrite_lines(db, [row[0] for row in db.execute(answered)])
    db.execute("DROP INDEX calls_library")
    columns = (*_LIBRARY_INDEX, "alert_count", "missed_count", "disputed")
    db.execute(f"CREATE INDEX calls_library ON calls ({', '.join(columns)})")
    db.execute(
        f"CREATE INDEX calls_figures ON calls ({', '.join(_FIGURES_INDEX)})"
        " WHERE end_reason IS NOT NULL"
    )


_SORTING_COLUMNS = (
    "alert_count INTEGER NOT NULL DEFAULT 0",  # all that stand
    "missed_count INTEGER NOT NULL DEFAULT 0",
    "disputed INTEGER NOT NULL DEFAULT 0",  # the agent disputes the evaluation that counts
    "figures BLOB",  # what the call adds to trends, packed: packed.py; null while it runs
)

_FIGURES_INDEX = (
    "place",
    "agent",
    "disposition",
    "steps",
    "missed",
    "figures",
    "issue_terms",
    "cause_terms",
    "after_steps",
)
"""Everything that trends read of a call, so that they read this index and no row of the table."""


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
