"""Listing, finding, searching and deleting saved calls."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallStarted,
    Category,
    CommentRemoved,
    CommentWritten,
    MarkPlaced,
    NoteWritten,
    Speaker,
    UtteranceHeard,
)
from companion.store import CallSummary, FollowUpState, Status, Store, open_call_log

MakeCall = Callable[..., list[AnyEvent]]
BERLIN = dt.timezone(dt.timedelta(hours=1))


def save(store: Store, entries: list[AnyEvent]) -> str:
    first = entries[0]
    assert isinstance(first, CallStarted)
    store.log(first.call_id).append(entries)
    return first.call_id


def test_the_list_shows_each_call_in_one_line(store: Store, make_call: MakeCall) -> None:
    save(store, make_call())
    assert store.calls() == [
        CallSummary(
            id="20261123-aaaa",
            started_at=dt.datetime(2026, 11, 23, 10, tzinfo=BERLIN),
            duration_s=12.0,
            source="call.wav",
            model="small",
            status=Status.ENDED,
            utterances=2,
            peak_anger=2,
            alerts={Category.LEGAL: 1},
            steps=("listen",),
            slips=1,
            marks=1,
            follow_up=dt.date(2026, 11, 27),
            follow_up_state=FollowUpState.OPEN,
            issue="my solicitor says you're wrong and i've paid twice",
            missed=("reflect", "apologise", "next_steps", "follow_up_date"),
            conduct={"argue": 1},
            anger_start=2.0,
            anger_end=2.0,
            talk_share=0.5,
            dead_air_s=0.0,
            agent_interrupts=0,
            risk=10 + 8 + 10 + 3 + 4 * 3,  # legal, angry, left angry, a slip, steps missed
        )
    ]


def test_a_line_built_event_by_event_equals_one_built_at_once(
    store: Store, make_call: MakeCall
) -> None:
    at_once = save(store, make_call("at-once"))
    log = store.log("bit-by-bit")
    for entry in make_call("bit-by-bit"):
        log.append([entry])
    assert replace(store.summary("bit-by-bit"), id=at_once) == store.summary(at_once)


def test_the_latest_call_comes_first_whatever_its_time_zone(
    store: Store, make_call: MakeCall
) -> None:
    early = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=5)))  # 7:00 UTC
    late = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    save(store, make_call("late", at=late))
    save(store, make_call("early", at=early))
    assert [call.id for call in store.calls()] == ["late", "early"]
    assert [call.id for call in store.calls(limit=1, offset=1)] == ["early"]
    assert store.count() == 2


def test_entries_before_the_start_are_kept_and_stored_with_it(
    store: Store, make_call: MakeCall
) -> None:
    start, *rest = make_call()
    early = replace(rest[0], seq=1)
    log = store.log("20261123-aaaa")
    log.append([early])
    assert store.calls() == []
    log.append([replace(start, seq=2)])
    assert store.load("20261123-aaaa") == [early, replace(start, seq=2)]


def test_an_append_that_fails_stores_nothing_of_it(store: Store, make_call: MakeCall) -> None:
    entries = make_call()
    log = store.log("20261123-aaaa")
    log.append(entries[:3])
    with pytest.raises(sqlite3.IntegrityError):
        log.append([*entries[3:5], entries[1]])  # its place in the log is taken
    assert store.load("20261123-aaaa") == entries[:3]
    log.append(entries[3:])
    assert store.load("20261123-aaaa") == entries


def test_a_log_takes_no_other_calls_start(store: Store, make_call: MakeCall) -> None:
    with pytest.raises(ValueError, match="not the call of this log"):
        store.log("20261123-aaaa").append(make_call("another"))
    assert store.calls() == []


def test_a_call_is_found_by_id_by_its_beginning_and_as_the_last_one_saved(
    store: Store, make_call: MakeCall
) -> None:
    later = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    save(store, make_call("ab1", at=later))
    save(store, make_call("ab"))
    assert store.find("ab1") == "ab1"
    assert store.find("ab") == "ab"
    save(store, make_call("abc1"))
    assert store.find("abc") == "abc1"
    assert store.find("last") == "abc1"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a", "Several calls begin with a: a1, a2, a3 and others."),
        ("%", 'There is no call "%".'),
        ("", 'There is no call "".'),
        ("A1", 'There is no call "A1".'),
        ("\udcff", 'There is no call "?".'),
    ],
)
def test_an_unclear_name_is_refused(
    store: Store, make_call: MakeCall, name: str, says: str
) -> None:
    for call_id in ("a1", "a2", "a3", "a4"):
        save(store, make_call(call_id))
    with pytest.raises(OutsideError) as caught:
        store.find(name)
    assert caught.value.problem == says


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "none" / "calls.db", read_only=True) as store:
        assert store.calls() == []
        assert store.search("refund") == []
        with pytest.raises(OutsideError, match="There are no saved calls"):
            store.find("last")
        with pytest.raises(OutsideError, match='There is no call "x"'):
            store.load("x")
    assert not (tmp_path / "none").exists()


def test_search_finds_words_in_other_forms_and_marks_them(
    store: Store, make_call: MakeCall
) -> None:
    call_id = save(store, make_call())
    [hit] = store.search("wrong SOLICITORS")
    assert (hit.call_id, hit.seq, hit.start) == (call_id, 3, 5.0)
    assert (hit.speaker, hit.field) == (Speaker.CUSTOMER, None)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["solicitor", "wrong"]


def test_search_can_be_about_one_speaker_and_about_a_phrase(
    store: Store, make_call: MakeCall
) -> None:
    save(store, make_call())
    assert store.search("you're wrong", speaker=Speaker.AGENT) == []
    assert len(store.search("you're wrong", speaker=Speaker.CUSTOMER)) == 1
    assert len(store.search('"solicitor says"')) == 1
    assert store.search('"says solicitor"') == []


def test_search_sees_the_newest_text_of_a_note_only(store: Store, make_call: MakeCall) -> None:
    call_id = save(store, make_call())
    [hit] = store.search("zoe refunds")
    assert (hit.speaker, hit.field, hit.snippet) == (None, "note", "Refund for Zoë agreed.")
    store.log(call_id).append([NoteWritten(at=13.0, seq=16, text="Voucher agreed.")])
    assert store.search("refund") == []
    assert [hit.seq for hit in store.search("voucher")] == [16]


def test_search_shows_the_newest_first_and_no_more_than_asked(store: Store) -> None:
    start = CallStarted(
        at=0.0,
        seq=1,
        call_id="long",
        started_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        source="",
        model="",
        channels=(Speaker.AGENT,),
    )
    heard = [
        UtteranceHeard(at=n, seq=n, speaker=Speaker.AGENT, start=n, end=n + 1, text="word " * 50)
        for n in range(2, 8)
    ]
    save(store, [start, *heard])
    hits = store.search("word", limit=2)
    assert [hit.seq for hit in hits] == [7, 6]
    assert len(hits[0].snippet) < 150


def test_several_windows_can_add_to_a_call_that_is_over(
    store: Store, database: Path, make_call: MakeCall
) -> None:
    call_id = save(store, make_call())
    with Store.open(database) as other:
        first = store.add(call_id, NoteWritten(at=13.0, text="first"))
        second = other.add(call_id, NoteWritten(at=14.0, text="second"))
        third = store.add(call_id, MarkPlaced(at=3.0))
    assert [first.seq, second.seq, third.seq] == [16, 17, 18]
    assert store.load(call_id) == [*make_call(), first, second, third]
    assert store.summary(call_id).marks == 2
    with pytest.raises(OutsideError, match='There is no call "x"'):
        store.add("x", third)


def test_a_call_is_live_while_its_log_is_open(database: Path, make_call: MakeCall) -> None:
    entries = make_call()
    with open_call_log(database, "20261123-aaaa") as log, Store.open(database) as store:
        log.append(entries[:-1])
        assert store.summary("20261123-aaaa").status == Status.LIVE
        with pytest.raises(OutsideError, match="is running"):
            store.delete("20261123-aaaa")
        with pytest.raises(OutsideError, match="is running"):
            store.add("20261123-aaaa", entries[-2])
        with pytest.raises(OutsideError, match="running already"):  # noqa: SIM117
            with open_call_log(database, "20261123-aaaa"):
                pass
        log.append(entries[-1:])
    with Store.open(database, read_only=True) as store:
        assert store.summary("20261123-aaaa").status == Status.ENDED


def test_a_deleted_call_leaves_no_words_in_any_file(
    store: Store, database: Path, make_call: MakeCall
) -> None:
    secret = "xylophonist"
    for number in range(30):
        log = store.log(f"call-{number}")
        log.append(make_call(f"call-{number}"))
        if number == 11:
            log.append([NoteWritten(at=12.0, seq=16, text=f"the {secret} rang")])
            log.append([NoteWritten(at=12.0, seq=17, text=f"no {secret} rang")])
    assert any(secret.encode() in file.read_bytes() for file in files(database))
    store.delete("call-11")
    assert not [file for file in files(database) if secret.encode() in file.read_bytes()]
    assert not [file for file in files(database) if b"call-11" in file.read_bytes()]
    assert store.count() == 29
    assert len(store.search("solicitor")) == 29


def files(database: Path) -> list[Path]:
    return [path for path in database.parent.rglob("*") if path.is_file()]


def test_deleting_an_unknown_call_is_refused(store: Store) -> None:
    with pytest.raises(OutsideError, match='There is no call "x"'):
        store.delete("x")


def test_a_reader_that_keeps_deleted_words_in_the_file_is_named(
    database: Path, make_call: MakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.connection.WAIT_S", 0.05)
    with Store.open(database) as store, Store.open(database, read_only=True) as reader:
        save(store, make_call())
        rows = reader._db.execute("SELECT body FROM events")
        rows.fetchone()  # in the middle of reading
        with pytest.raises(OutsideError, match="another program is reading"):
            store.delete("20261123-aaaa")
        assert store.calls() == []


def test_comments_are_found_until_they_are_corrected_or_removed(
    store: Store, make_call: MakeCall
) -> None:
    call_id = save(store, make_call())
    rae: dict[str, Any] = {"who": "Rae", "when": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)}
    first = store.add(call_id, CommentWritten(at=5.0, text="lovely greeting", **rae))
    [hit] = store.search("greetings")
    assert (hit.field, hit.speaker, hit.start, hit.seq) == ("comment", None, 5.0, first.seq)
    second = store.add(
        call_id, CommentWritten(at=5.0, text="lovely closing", replaces=first.seq, **rae)
    )
    assert store.search("greeting") == []
    assert [hit.seq for hit in store.search("closing")] == [second.seq]
    store.add(call_id, NoteWritten(at=5.0, text="a note", field="comment"))
    store.add(call_id, CommentRemoved(at=5.0, comment=2, **rae))  # no comment: a sentence
    assert len(store.search("closing")) == 1
    assert len(store.search("good morning")) == 1
    store.add(call_id, CommentRemoved(at=5.0, comment=second.seq, **rae))
    assert store.search("closing") == []


def test_calls_of_the_same_second_and_from_odd_years_are_kept_apart(
    store: Store, make_call: MakeCall
) -> None:
    days = [
        dt.datetime(1900, 1, 1, tzinfo=dt.UTC),
        dt.datetime(1969, 12, 31, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        dt.datetime(9999, 1, 1, tzinfo=dt.UTC),
        dt.datetime(9999, 1, 1, tzinfo=dt.UTC),
    ]
    ids = [save(store, make_call(f"call-{n}", at=day)) for n, day in enumerate(days)]
    assert [hit.call_id for hit in store.search("solicitor")] == ids[::-1]
    store.delete("call-2")
    assert [hit.call_id for hit in store.search("solicitor")] == [i for i in ids if i != "call-2"][
        ::-1
    ]
