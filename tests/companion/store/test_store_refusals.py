"""Databases and disks that are not as they should be: one line, a remedy, and nothing touched."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from companion.errors import OutsideError
from companion.events import AnyEvent, NoteWritten
from companion.store import Store
from tests.companion.store.disks import fill, mount

MakeCall = Callable[..., list[AnyEvent]]


def refused(database: Path, *, read_only: bool = False) -> str:
    """What opening the database complains of; both halves are one sentence on one line."""
    with pytest.raises(OutsideError) as caught:
        Store.open(database, read_only=read_only).close()
    for line in (caught.value.problem, caught.value.remedy):
        assert line.endswith(".")
        assert "\n" not in line
    return caught.value.problem


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("content", [b"x", b"not a database at all, only text" * 10])
def test_a_file_that_is_no_database_is_left_as_it_is(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    file = tmp_path / "calls.db"
    file.write_bytes(content)
    assert refused(file, read_only=read_only) == f"The file {file} is not a database."
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("application_id", [0, 1])
def test_another_programs_database_is_left_as_it_is(
    tmp_path: Path, application_id: int, read_only: bool
) -> None:
    file = tmp_path / "calls.db"
    other = sqlite3.connect(file)
    other.executescript(
        f"PRAGMA application_id = {application_id}; PRAGMA journal_mode = wal;"
        "CREATE TABLE calls (id TEXT); INSERT INTO calls VALUES ('theirs');"
    )
    other.close()
    content, changed = file.read_bytes(), file.stat().st_mtime_ns
    assert refused(file, read_only=read_only) == f"The database {file} belongs to another program."
    assert list(tmp_path.iterdir()) == [file]
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (content, changed)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_database_is_refused(store: Store, database: Path, read_only: bool) -> None:
    store.close()
    newer = sqlite3.connect(database)
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('call-companion', 'm9999_telepathy', '2031-01-01')"
    )
    newer.commit()
    newer.close()
    content = database.read_bytes()
    assert "written by a newer version" in refused(database, read_only=read_only)
    assert database.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("keep", [200, 4096, 30_000])
def test_a_truncated_database_is_called_damaged(
    store: Store, database: Path, make_call: MakeCall, keep: int, read_only: bool
) -> None:
    store.log("20261123-aaaa").append(make_call())
    store.close()
    os.truncate(database, keep)
    assert refused(database, read_only=read_only) == f"The database {database} is damaged."


def test_a_damaged_page_is_an_error_not_a_crash(
    store: Store, database: Path, make_call: MakeCall
) -> None:
    store.log("20261123-aaaa").append(make_call())
    store.close()
    content = bytearray(database.read_bytes())
    content[4096 * 3 :] = b"\xa5" * (len(content) - 4096 * 3)
    database.write_bytes(content)
    with (
        pytest.raises(OutsideError, match="is damaged"),
        Store.open(database, read_only=True) as damaged,
    ):
        damaged.load("20261123-aaaa")


def test_a_damaged_entry_is_named(store: Store, database: Path, make_call: MakeCall) -> None:
    store.log("20261123-aaaa").append(make_call())
    with sqlite3.connect(database) as other:
        other.execute("""UPDATE events SET body = '{"event": "Nonsense"}' WHERE seq = 4""")
    other.close()
    with pytest.raises(OutsideError, match="Entry 4 of the call 20261123-aaaa"):
        store.load("20261123-aaaa")


def test_an_entry_of_a_kind_that_is_not_known_yet_is_not_called_damaged(
    store: Store, database: Path, make_call: MakeCall
) -> None:
    store.log("20261123-aaaa").append(make_call())
    with sqlite3.connect(database) as other:
        other.execute("UPDATE events SET kind = 'MindRead' WHERE seq = 4")
    other.close()
    assert len(store.calls()) == 1
    with pytest.raises(OutsideError, match="written by a newer version"):
        store.load("20261123-aaaa")


def test_a_locked_database_is_reported(
    database: Path, make_call: MakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.connection.WAIT_S", 0.05)
    with Store.open(database) as store:
        log = store.log("20261123-aaaa")
        log.append(make_call()[:3])
        other = sqlite3.connect(database)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutsideError, match="in use by another program"):
            log.append(make_call()[3:])
        other.rollback()
        other.close()
        log.append(make_call()[3:])
        assert store.load("20261123-aaaa") == make_call()


def test_a_program_that_never_finishes_writing_is_waited_for_but_not_for_ever(
    store: Store, database: Path, make_call: MakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.locks.WAIT_S", 0.05)
    with FileLock(f"{database}.lock"), pytest.raises(OutsideError, match="in use by another"):
        store.log("20261123-aaaa").append(make_call())


def test_a_directory_in_the_place_of_the_database_is_reported(tmp_path: Path) -> None:
    assert "cannot be read or written" in refused(tmp_path)


def test_a_file_in_the_place_of_the_directory_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert "cannot be read or written" in refused(tmp_path / "data" / "calls.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_of_another_user_is_reported(
    store: Store, database: Path, read_only: bool
) -> None:
    store.close()
    database.chmod(0)
    assert "There is no permission" in refused(database, read_only=read_only)


def test_a_full_disk_costs_nothing_that_was_stored(small_disk: Path, make_call: MakeCall) -> None:
    database = small_disk / "calls.db"
    with Store.open(database) as store:
        log = store.log("20261123-aaaa")
        log.append(make_call())
        ballast = small_disk / "ballast"
        fill(ballast)
        notes = [NoteWritten(at=12.0, seq=16, text="word " * 20_000)]
        with pytest.raises(OutsideError, match="The disk is full"):
            log.append(notes)
        assert store.load("20261123-aaaa") == make_call()
        ballast.unlink()
        log.append(notes)
        assert store.load("20261123-aaaa") == [*make_call(), *notes]


def test_no_database_is_made_on_a_full_disk(small_disk: Path) -> None:
    fill(small_disk / "ballast")
    assert "The disk is full" in refused(small_disk / "calls.db")
    (small_disk / "ballast").unlink()
    Store.open(small_disk / "calls.db").close()


def test_a_read_only_disk_can_be_read_and_is_refused_for_writing(
    small_disk: Path, make_call: MakeCall
) -> None:
    database = small_disk / "calls.db"
    with Store.open(database) as store:
        store.log("20261123-aaaa").append(make_call())
    assert mount("-o", "remount,ro", small_disk) == 0
    assert "cannot be written" in refused(database)
    assert "cannot be written" in refused(small_disk / "other.db")
    with Store.open(database, read_only=True) as store:
        assert store.load("20261123-aaaa") == make_call()
        assert store.search("solicitor")
        assert len(store.calls()) == 1
