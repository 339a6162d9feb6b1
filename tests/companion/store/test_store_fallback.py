"""Where the database refuses, the call goes on, is kept elsewhere, and comes home but once."""

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from filelock import FileLock

from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, EndReason, NoteWritten
from companion.session import News, Session
from companion.store import KeptLog, Store, keep_call_log, open_call_log, recover
from companion.store.connection import connected
from companion.store.fallback import waiting
from tests.companion.store.disks import fill, mount

MakeCall = Callable[..., list[AnyEvent]]
CALL = "20261123-aaaa"
BOTH_KINDS = True


class Clock:
    """Each look is ten seconds later: every append tries the database."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10
        return self.now


@contextmanager
def kept(database: Path) -> Iterator[KeptLog]:
    log = KeptLog(database, CALL, Clock())
    try:
        yield log
    finally:
        log.close()


def refused(log: KeptLog, entries: list[AnyEvent]) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        log.append(entries)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy.endswith(".")
    return caught.value


def stored(database: Path) -> list[AnyEvent]:
    with Store.open(database, read_only=True) as store:
        return store.load(CALL)


def test_a_database_that_takes_everything_needs_no_file(
    database: Path, make_call: MakeCall
) -> None:
    with kept(database) as log:
        for entry in make_call():
            log.append([entry])
    assert stored(database) == make_call()
    assert waiting(database) == []


def test_a_full_disk_moves_the_call_elsewhere_until_there_is_room(
    small_disk: Path, make_call: MakeCall
) -> None:
    database = small_disk / "calls.db"
    call = make_call()
    long = NoteWritten(at=12.0, seq=16, text="word " * 20_000)
    with kept(database) as log:
        log.append(call[:-1])
        ballast = small_disk / "ballast"
        fill(ballast)
        trouble = refused(log, [call[-1], long])
        [file] = waiting(database)
        assert "The disk is full" in trouble.problem
        assert str(file) in trouble.remedy
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert len(file.read_text().splitlines()) == 1 + len(call) + 1

        ballast.unlink()
        log.append([])
        assert waiting(database) == []
        assert stored(database) == [*call, long]


def test_what_was_kept_elsewhere_is_taken_in_at_the_next_start_once(
    small_disk: Path, make_call: MakeCall
) -> None:
    database = small_disk / "calls.db"
    call = make_call()
    call[11] = NoteWritten(at=10.0, seq=12, text="word " * 20_000)
    ballast = small_disk / "ballast"
    with kept(database) as log:
        log.append(call[:5])
        fill(ballast)
        for entry in call[5:]:
            with suppress(OutsideError):  # some may still fit
                log.append([entry])
    assert len(waiting(database)) == 1
    ballast.unlink()

    assert recover(database) == [CALL]
    assert stored(database) == call
    assert waiting(database) == []
    assert recover(database) == []
    assert stored(database) == call


def test_a_directory_that_vanishes_is_noticed_and_not_brought_back_empty(
    database: Path, make_call: MakeCall
) -> None:
    call = make_call()
    with kept(database) as log:
        log.append(call[:3])
        shutil.rmtree(database.parent)
        assert "is gone" in refused(log, call[3:5]).problem
        refused(log, call[5:8])
        assert not database.parent.exists()
        refused(log, call[8:])
    assert not database.parent.exists()

    assert recover(database) == [CALL]
    assert stored(database) == call


def test_a_directory_that_comes_back_takes_the_call_again(
    database: Path, make_call: MakeCall
) -> None:
    call = make_call()
    away = database.parent.with_name("away")
    with kept(database) as log:
        log.append(call[:3])
        database.parent.rename(away)
        refused(log, call[3:5])
        refused(log, call[5:7])
        away.rename(database.parent)
        log.append(call[7:])
        assert waiting(database) == []
    assert stored(database) == call


def test_a_locked_database_at_the_start_of_a_call(
    database: Path, make_call: MakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.live._LIVE_WAIT_S", 0.05)
    Store.open(database).close()
    with kept(database) as log:
        with FileLock(f"{database}.lock"):
            assert "in use by another program" in refused(log, make_call()[:4]).problem
        log.append(make_call()[4:])
    assert stored(database) == make_call()


def test_a_database_that_is_damaged_in_mid_call_is_left_alone(
    database: Path, make_call: MakeCall
) -> None:
    call = make_call()
    with kept(database) as log:
        log.append(call[:3])
        with closing(connected(database).conn) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damaged = bytearray(database.read_bytes())
        damaged[4096:] = b"\xa5" * (len(damaged) - 4096)
        database.write_bytes(damaged)
        assert "is damaged" in refused(log, call[3:]).problem
    [file] = waiting(database)
    assert len(file.read_text().splitlines()) == 1 + len(call)


def test_a_database_that_is_no_database_costs_no_call(database: Path, make_call: MakeCall) -> None:
    database.parent.mkdir(exist_ok=True)
    database.write_bytes(b"something else entirely" * 100)
    with kept(database) as log:
        problem = refused(log, make_call()).problem
        assert "is not a database" in problem or "under another key" in problem
    database.unlink()
    assert recover(database) == [CALL]
    assert stored(database) == make_call()


def test_a_read_only_disk_costs_no_call(small_disk: Path, make_call: MakeCall) -> None:
    database = small_disk / "calls.db"
    Store.open(database).close()
    assert mount("-o", "remount,ro", small_disk) == 0
    with kept(database) as log:
        assert "cannot be written" in refused(log, make_call()).problem
    assert mount("-o", "remount,rw", small_disk) == 0
    assert recover(database) == [CALL]
    assert stored(database) == make_call()


def test_the_end_that_recovery_wrote_gives_way_to_what_came_after(
    database: Path, make_call: MakeCall
) -> None:
    call = make_call()
    with open_call_log(database, CALL) as log:
        log.append(call[:5])
    assert recover(database) == [CALL]
    assert isinstance(stored(database)[-1], CallEnded)
    with Store.open(database) as store:
        assert store.complete(CALL, call) == len(call) - 5
    assert stored(database) == call


def test_a_file_that_contradicts_the_saved_call_is_put_aside(
    database: Path, make_call: MakeCall
) -> None:
    with Store.open(database) as store:
        store.log(CALL).append(make_call())
    (database.parent / "other").mkdir()
    elsewhere = KeptLog(database, CALL, Clock())
    with FileLock(f"{database}.live/{CALL}.lock"):
        refused(elsewhere, [make_call()[0], NoteWritten(at=1.0, seq=2, text="another call")])
    elsewhere.close()
    [file] = waiting(database)

    assert recover(database) == []
    assert stored(database) == make_call()
    assert waiting(database) == []
    assert file.with_name(f"{file.name}.kept").exists()
    with Store.open(database) as store:
        store.delete(CALL)
    assert not file.with_name(f"{file.name}.kept").exists()


@pytest.mark.parametrize("cut", [0, 1, 20, 100, 400])
def test_a_torn_last_line_costs_that_line_only(
    database: Path, make_call: MakeCall, cut: int
) -> None:
    database.mkdir(parents=True)  # a directory in the database's place
    with kept(database) as log:
        refused(log, make_call()[:3])
    [file] = waiting(database)
    text = file.read_bytes()
    file.write_bytes(text[: len(text) - cut])
    database.rmdir()
    lines = text[: len(text) - cut].count(b"\n") - 1
    recover(database)
    if lines:
        entries = stored(database)
        assert entries[:lines] == make_call()[:lines]
        assert [type(entry) for entry in entries[lines:]] == [CallEnded]


def test_where_no_place_is_left_the_agent_is_told_so(
    database: Path, make_call: MakeCall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("COMPANION_FALLBACK", str(tmp_path / "file" / "below"))
    database.mkdir(parents=True)
    with kept(database) as log:
        assert "in memory only" in refused(log, make_call()[:3]).remedy
        database.rmdir()
        log.append(make_call()[3:])
    assert stored(database) == make_call()


def test_a_session_goes_on_and_tells_once(database: Path, make_call: MakeCall) -> None:
    told: list[News] = []
    database.mkdir(parents=True)
    session = Session(listeners=[told.append], open_log=lambda: keep_call_log(database, CALL))
    session.start()
    for entry in make_call():
        session.submit(entry)
    with pytest.raises(OutsideError, match="is kept in"):
        session.wait(10)
    assert session.call.ended == CallEnded(at=12.0, seq=15, reason=EndReason.ENDED)
    assert sum(isinstance(news, OutsideError) for news in told) == 1
    database.rmdir()
    assert recover(database) == [CALL]
    assert stored(database) == make_call()
