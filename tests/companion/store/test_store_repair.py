"""A damaged database is seen to be one, and made anew of everything that can still be read."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, CallStarted, UtteranceHeard
from companion.store import Store, open_call_log, recover
from companion.store.connection import connected
from companion.store.repair import faults, remove_orphans, repair

MakeCall = Callable[..., list[AnyEvent]]
MANY = 60
BOTH_KINDS = True


@pytest.fixture
def many(database: Path, make_call: MakeCall) -> Path:
    """A database of sixty calls, some two hundred pages."""
    with Store.open(database) as store:
        for number in range(MANY):
            store.log(f"call-{number:02}").append(make_call(f"call-{number:02}"))
    return database


def changed(database: Path, *statements: str) -> None:
    with closing(connected(database).conn) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def logs(database: Path) -> dict[str, list[AnyEvent]]:
    with Store.open(database, read_only=True) as store:
        return {call.id: store.load(call.id) for call in store.calls()}


def test_a_sound_database_has_no_faults(many: Path) -> None:
    assert faults(many) == []


def test_no_database_has_no_faults(database: Path) -> None:
    assert faults(database) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "DELETE FROM passages WHERE id BETWEEN 1 AND 1 + (SELECT place FROM calls"
            " WHERE id = 'call-07') + 3",
            "call call-07",
        ),
        ("UPDATE calls SET utterances = 9 WHERE id = 'call-07'", "call call-07"),
        ("UPDATE events SET body = '{}' WHERE call_id = 'call-07' AND seq = 3", "cannot be read"),
        ("DELETE FROM events WHERE call_id = 'call-07' AND seq = 1", "no beginning"),
        ("DELETE FROM calls WHERE id = 'call-07'", "belong to no call"),
        ("DELETE FROM passages_fts_data WHERE id > 100", "search index"),
    ],
)
def test_what_is_read_off_the_log_is_made_again(many: Path, statement: str, said: str) -> None:
    before = logs(many)
    changed(many, statement)
    assert any(said in fault or "SQLite" in fault for fault in faults(many))

    done = repair(many)

    assert faults(many) == []
    assert done.calls == MANY
    assert done.aside.exists()
    after = logs(many)
    for call_id, entries in after.items():
        assert len(set(map(str, entries)) - set(map(str, before[call_id]))) <= 1  # a new beginning
        assert len(entries) >= len(before[call_id]) - 6  # what referred to a lost sentence
        assert isinstance(entries[0], CallStarted)
        assert isinstance(entries[-1], CallEnded)
    with Store.open(many, read_only=True) as store:
        assert len(store.search("solicitor", limit=1000)) == MANY - ("seq = 3" in statement)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_pages_cost_what_was_on_them(many: Path, seed: int) -> None:
    before = logs(many)
    content = bytearray(many.read_bytes())
    pages = len(content) // 4096
    with closing(connected(many).conn) as db:
        roots = {page for (page,) in db.execute("SELECT rootpage FROM sqlite_master")}
    leaves = [page for page in range(1, pages) if page + 1 not in roots]
    for page in random.Random(seed).sample(leaves, 4):
        content[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
    many.write_bytes(content)
    assert faults(many) != []

    done = repair(many)

    assert faults(many) == []
    assert done.aside.read_bytes() == content
    after = logs(many)
    known = {str(entry) for entries in before.values() for entry in entries}
    strange = [e for entries in after.values() for e in entries if str(e) not in known]
    assert all(isinstance(entry, CallStarted | CallEnded) for entry in strange)
    saved = sum(str(entry) in known for entries in after.values() for entry in entries)
    assert saved >= len(known) * 0.5


def test_what_was_lost_is_found_in_a_copy(many: Path) -> None:
    before = logs(many)
    copy = many.with_name(f"{many.name}.before-m0009-20260101T000000Z")
    with closing(connected(many).conn) as db:
        db.execute("VACUUM INTO ?", [str(copy)])
    many.write_bytes(b"\0" * 100_000)

    done = repair(many)

    assert done.lost == 0
    assert logs(many) == before


def test_a_call_in_progress_is_not_repaired_over(many: Path, make_call: MakeCall) -> None:
    with open_call_log(many, "live") as log:
        log.append(make_call("live", ended=False))
        with pytest.raises(OutsideError, match="A call is running"):
            repair(many)
        log.append(make_call("live")[-1:])
    assert len(logs(many)) == MANY + 1


def test_a_writer_of_before_the_repair_does_not_write_into_the_old_file(
    many: Path, make_call: MakeCall
) -> None:
    with Store.open(many) as old:
        repair(many)
        with pytest.raises(OutsideError, match="removed or replaced"):
            old.log("late").append(make_call("late"))
    assert "late" not in logs(many)


def test_another_programs_database_is_never_put_aside(tmp_path: Path) -> None:
    theirs = tmp_path / "calls.db"
    with closing(sqlite3.connect(theirs)) as db:
        db.execute("CREATE TABLE theirs (id)")
    content = theirs.read_bytes()
    with pytest.raises(OutsideError, match="belongs to another program"):
        repair(theirs)
    assert theirs.read_bytes() == content


def test_locks_left_behind_are_removed_and_held_ones_are_not(
    many: Path, make_call: MakeCall
) -> None:
    (many.parent / "calls.db.live").mkdir(exist_ok=True)
    (many.parent / "calls.db.live" / "gone.lock").touch()
    with open_call_log(many, "live") as log:
        log.append(make_call("live", ended=False))
        assert remove_orphans(many) == 1
        assert [lock.name for lock in (many.parent / "calls.db.live").iterdir()] == ["live.lock"]
    assert recover(many) == ["live"]
    assert any(isinstance(entry, UtteranceHeard) for entry in logs(many)["live"])
