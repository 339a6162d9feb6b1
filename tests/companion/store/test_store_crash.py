"""A program dies in mid-call; several programs use one database at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import companion
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, EndReason
from companion.session import Session
from companion.store import Status, Store, open_call_log, recover
from companion.store.connection import connected

MakeCall = Callable[..., list[AnyEvent]]
PROGRAM = Path(__file__).with_name("append_entries.py")
ROOT = Path(companion.__file__).parents[1]
BOTH_KINDS = True


def appending(database: Path, call_id: str, count: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, PROGRAM, database, call_id, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def assert_sound(database: Path) -> None:
    """SQLite finds nothing wrong, and the search index agrees with the words."""
    with closing(connected(database).conn) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("acknowledged", [1, 60])
def test_a_killed_program_loses_nothing_that_was_stored(database: Path, acknowledged: int) -> None:
    with appending(database, "killed") as program:
        assert program.stdout is not None
        told = [program.stdout.readline() for _ in range(acknowledged)]
        with Store.open(database, read_only=True) as store:
            assert store.summary("killed").status == Status.LIVE
        program.kill()
        told += program.stdout.read().splitlines()
        last = int(told[-1])

    assert_sound(database)
    with Store.open(database, read_only=True) as store:
        assert store.summary("killed").status == Status.INTERRUPTED
        entries = store.load("killed")
        # The two sentences of an append are there both or not at all.
        assert entries[-1].seq in (last, last + 2)
        assert [entry.seq for entry in entries[1:]] == list(range(4, entries[-1].seq + 1))
        assert len(store.search("sentence", limit=10**6)) == len(entries) - 1

    assert recover(database) == ["killed"]
    assert recover(database) == []
    with Store.open(database, read_only=True) as store:
        end = CallEnded(at=entries[-1].at, seq=entries[-1].seq + 1, reason=EndReason.INTERRUPTED)
        assert store.load("killed") == [*entries, end]
        assert store.summary("killed").status == Status.INTERRUPTED
    assert_sound(database)


def test_recovery_leaves_live_and_ended_calls_alone(database: Path, make_call: MakeCall) -> None:
    with Store.open(database) as store:
        store.log("ended").append(make_call("ended"))
    with open_call_log(database, "live") as log:
        log.append(make_call("live", ended=False))
        assert recover(database) == []
        log.append(make_call("live")[-1:])


def test_programs_that_write_at_once_do_not_hurt_each_other(database: Path) -> None:
    names = ["one", "two", "three"]
    programs = [appending(database, name, 60) for name in names]  # each may be the one to make it
    assert programs[0].stdout is not None
    programs[0].stdout.readline()
    with Store.open(database, read_only=True) as reader:
        while any(program.poll() is None for program in programs):
            assert reader.search("sentence", limit=1)
            assert reader.load("one")
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    assert_sound(database)
    with Store.open(database, read_only=True) as store:
        assert sorted(call.id for call in store.calls()) == sorted(names)
        assert {call.utterances for call in store.calls()} == {120}
        assert {call.status for call in store.calls()} == {Status.ENDED}


def test_a_call_is_written_by_one_program_only(database: Path) -> None:
    with appending(database, "busy") as program:
        assert program.stdout is not None
        program.stdout.readline()
        with pytest.raises(OutsideError, match="running already"):
            open_call_log(database, "busy").__enter__()
        program.kill()
        program.stdout.read()


def test_a_session_stores_what_it_tells(database: Path, make_call: MakeCall) -> None:
    heard: list[object] = []
    session = Session(
        listeners=[heard.append], open_log=lambda: open_call_log(database, "20261123-aaaa")
    )
    session.start()
    for entry in make_call():
        session.submit(entry)
    call = session.wait(10)
    with Store.open(database, read_only=True) as store:
        assert store.load("20261123-aaaa") == heard
        assert store.log("20261123-aaaa").call == call
