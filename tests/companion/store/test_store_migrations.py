"""Making the database and bringing an older one up to date."""

import datetime as dt
import gzip
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

import companion
from companion.call import fold
from companion.errors import OutsideError
from companion.events import AnyEvent, Category
from companion.store import Filter, FollowUpState, Order, Store, schema
from companion.store.connection import backups, connected, is_readable
from companion.store.line import script_steps, to_row

MakeCall = Callable[..., list[AnyEvent]]


@pytest.fixture
def old(store: Store, database: Path, make_call: MakeCall) -> Path:
    """A database of today, with one call, seen from the next version."""
    store.log("20261123-aaaa").append(make_call())
    store.close()
    return database


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Database], None]], None]:
    today = schema.MIGRATIONS

    def install(step: Callable[[Database], None]) -> None:
        following = Migrations("call-companion")
        with Database(memory=True) as empty:
            for known in today.pending(empty):
                following(name=known.name)(known.fn)
        following(name="m9999_next")(step)
        monkeypatch.setattr(schema, "MIGRATIONS", following)

    return install


def add_table(db: Database) -> None:
    db.table("reviews").create({"call_id": str}, strict=True)


RELEASED = Path(__file__).parents[2] / "data" / "databases"


@pytest.mark.parametrize("release", ["m0001"])
def test_a_database_of_an_earlier_release_learns_what_lists_ask(
    database: Path, make_call: MakeCall, release: str
) -> None:
    database.parent.mkdir()
    database.write_bytes(gzip.decompress((RELEASED / f"{release}.db.gz").read_bytes()))
    with Store.open(database) as store:
        assert len(list(database.parent.glob("*before*"))) == 1
        assert store.load("20261123-aaaa") == make_call()
        assert [hit.call_id for hit in store.search("solicitor", limit=1)]
        noted = store.summary("20261122-bbbb")
        assert (noted.disposition, noted.issue) == ("resolved", "The invoice was wrong.")
        assert noted.follow_up_state is FollowUpState.OPEN
        assert "apologise" in noted.missed
        assert noted.risk > 0
        cut_off = store.summary("20261121-cccc")
        assert (cut_off.missed, cut_off.talk_share) == ((), None)
        # One entry of this call is of a newer version: its line stays as it was.
        assert store.summary("20261120-dddd").disposition == ""
        legal = Filter(categories=frozenset({Category.LEGAL}))
        assert {call.id for call in store.calls(legal)} == {
            "20261123-aaaa",
            "20261122-bbbb",
            "20261121-cccc",
        }
        fresh = make_call("fresh", at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC))
        store.log("fresh").append(fresh)
        assert store.load("fresh") == fresh
        missed = [len(call.missed) for call in store.calls(order=Order.MISSED)]
        assert missed == sorted(missed, reverse=True)
        for call_id in ("20261123-aaaa", "20261122-bbbb", "20261121-cccc"):
            line = to_row(fold(store.load(call_id)), script_steps())
            assert line.items() <= store.read(partial(stored_line, call_id=call_id)).items()


def stored_line(db: Database, call_id: str) -> dict[str, object]:
    [line] = db.query("SELECT * FROM calls WHERE id = ?", [call_id])
    return line


def test_the_views_say_in_words_what_is_in_the_log(old: Path) -> None:
    with sqlite3.connect(old) as db:
        db.row_factory = sqlite3.Row

        def rows(view: str) -> list[dict[str, object]]:
            return [dict(row) for row in db.execute(f"SELECT * FROM {view}")]

        [call] = rows("calls_readable")
        assert (call["length"], call["anger_at_worst"], call["reviewed"]) == ("0:12", "angry", "no")
        assert call["issue"] == "my solicitor says you're wrong and i've paid twice"
        assert [(row["time"], row["speaker"]) for row in rows("utterances")] == [
            ("0:01", "agent"),
            ("0:05", "customer"),
        ]
        alerts = {row["category"]: row for row in rows("alerts")}
        assert (alerts["legal"]["withdrawn"], alerts["churn"]["withdrawn"]) == ("no", "yes")
        assert alerts["legal"]["sentence"] == "my solicitor says you're wrong and i've paid twice"
        assert [(row["day"], row["state"]) for row in rows("follow_ups")] == [
            ("2026-11-27", "open")
        ]
        assert [(row["field"], row["text"]) for row in rows("notes")] == [
            ("note", "Refund for Zoë agreed.")
        ]
        assert rows("comments") == []
    db.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_for_their_owner_only(store: Store, database: Path, make_call: MakeCall) -> None:
    store.log("20261123-aaaa").append(make_call())
    files = [path for path in database.parent.iterdir() if path.is_file()]
    assert {path.name for path in files} >= {"calls.db", "calls.db-wal", "calls.db-shm"}
    assert {mode(path) for path in files} == {0o600}
    assert mode(database.parent) == 0o700


def test_a_database_that_others_could_read_is_closed_to_them(old: Path) -> None:
    old.chmod(0o644)
    Store.open(old).close()
    assert mode(old) == 0o600


@pytest.mark.parametrize("statement", [None, f"PRAGMA application_id = {schema.APPLICATION_ID}"])
def test_a_database_whose_making_broke_off_is_finished(
    database: Path, make_call: MakeCall, statement: str | None
) -> None:
    database.parent.mkdir()
    database.touch()
    if statement:
        begun = sqlite3.connect(database)
        begun.execute(statement)
        begun.close()
    with Store.open(database, read_only=True) as store:
        assert store.calls() == []
    with Store.open(database) as store:
        store.log("20261123-aaaa").append(make_call())
        assert store.load("20261123-aaaa") == make_call()


def test_the_tables_are_strict_and_the_file_says_whose_it_is(old: Path) -> None:
    with sqlite3.connect(old) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        strict = db.execute(
            "SELECT name FROM pragma_table_list WHERE strict AND type = 'table' ORDER BY name"
        )
        assert strict.fetchall() == [("calls",), ("deletions",), ("events",), ("passages",)]
    db.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_database_is_copied_and_brought_up_to_date(
    old: Path,
    make_call: MakeCall,
    next_version: Callable[[Callable[[Database], None]], None],
    read_only: bool,
) -> None:
    next_version(add_table)
    with Store.open(old, read_only=read_only) as store:
        assert store.load("20261123-aaaa") == make_call()
    [copy] = old.parent.glob("calls.db.before-m9999_next-*")
    assert mode(copy) == 0o600
    with sqlite3.connect(old) as db:
        assert db.execute("SELECT * FROM reviews").fetchall() == []
    db.close()
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT count(*) FROM events").fetchone() == (15,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert "reviews" not in str(db.execute("SELECT name FROM sqlite_master").fetchall())
    db.close()
    Store.open(old).close()
    assert len(list(old.parent.glob("*before*"))) == 1


def test_a_copy_can_take_the_databases_place(
    old: Path,
    make_call: MakeCall,
    next_version: Callable[[Callable[[Database], None]], None],
) -> None:
    next_version(add_table)
    Store.open(old).close()
    [copy] = old.parent.glob("*before*")
    copy.replace(old)
    with Store.open(old) as store:
        assert store.load("20261123-aaaa") == make_call()


def test_a_step_that_fails_changes_nothing(
    old: Path,
    make_call: MakeCall,
    next_version: Callable[[Callable[[Database], None]], None],
) -> None:
    def break_half_way(db: Database) -> None:
        add_table(db)
        db.execute("DELETE FROM events")
        raise RuntimeError("half way")

    next_version(break_half_way)
    with pytest.raises(RuntimeError, match="half way"):
        Store.open(old)
    next_version(add_table)
    with Store.open(old) as store:
        assert store.load("20261123-aaaa") == make_call()


DYING = """
import os, signal, sys
from pathlib import Path
from companion.store import Store, schema

@schema.MIGRATIONS()
def m9999_next(db):
    db.table("reviews").create({"call_id": str})
    db.execute("DELETE FROM events")
    os.kill(os.getpid(), signal.SIGKILL)

Store.open(Path(sys.argv[1]))
"""


def test_a_program_that_dies_in_a_step_changes_nothing(old: Path, make_call: MakeCall) -> None:
    root = str(Path(companion.__file__).parents[1])
    died = subprocess.run(
        [sys.executable, "-c", DYING, old], env={**os.environ, "PYTHONPATH": root}, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert len(list(old.parent.glob("*before*"))) == 1
    with Store.open(old) as store:
        assert store.load("20261123-aaaa") == make_call()


def test_deleting_a_call_takes_older_copies_of_it_along(
    old: Path, next_version: Callable[[Callable[[Database], None]], None]
) -> None:
    next_version(add_table)
    with Store.open(old) as store:
        [copy] = old.parent.glob("*before*")
        assert store.delete("20261123-aaaa").copies == (copy,)
    assert not copy.exists()


def test_an_older_program_refuses_the_database_of_a_newer_one(
    old: Path,
    next_version: Callable[[Callable[[Database], None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = schema.MIGRATIONS
    next_version(add_table)
    Store.open(old).close()
    monkeypatch.setattr(schema, "MIGRATIONS", today)
    with pytest.raises(OutsideError, match="written by a newer version"):
        Store.open(old)


@pytest.mark.parametrize("database", ["encrypted"], indirect=True)
def test_the_copy_of_an_encrypted_database_is_encrypted_too(
    old: Path, next_version: Callable[[Callable[[Database], None]], None]
) -> None:
    next_version(add_table)
    with Store.open(old) as store:
        assert store.count() == 1
    [copy] = backups(old)
    assert not is_readable(copy)
    with closing(connected(copy).conn) as db:
        assert db.execute("SELECT count(*) FROM calls").fetchone() == (1,)
