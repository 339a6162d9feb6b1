"""Calls deleted by age, by outcome and for a customer: not a word of them is left in any file."""

import datetime as dt
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion import paths
from companion.cli import main
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EndReason,
    NoteWritten,
    RecordingKept,
    Speaker,
    UtteranceHeard,
)
from companion.settings import save_setting
from companion.store import Store, open_call_log, tidy_up
from companion.store.fallback import FallbackFile

TODAY = dt.datetime.now().astimezone().replace(hour=12)


def saved(call_id: str, days_ago: int, said: str, **fields: str) -> None:
    """Save a call of one sentence; with notes, and with a recording."""
    words = [
        UtteranceHeard(at=float(n), speaker=Speaker.CUSTOMER, start=0.0, end=1.0, text=text)
        for n, text in enumerate([said, *[f"{said} once more {n}" for n in range(40)]])
    ]
    events: list[AnyEvent] = [
        CallStarted(
            at=0.0,
            call_id=call_id,
            started_at=TODAY - dt.timedelta(days=days_ago),
            source="call.wav",
            model="small",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
        ),
        *words,
        RecordingKept(at=60.0, file=f"recordings/{call_id}.flac", seconds=60.0),
        *(NoteWritten(at=60.0, field=name, text=text) for name, text in fields.items()),
        CallEnded(at=61.5, reason=EndReason.ENDED),
    ]
    with Store.open() as store:
        store.log(call_id).append([replace(e, seq=n) for n, e in enumerate(events, start=1)])
    paths.recordings().mkdir(exist_ok=True)
    for ending in ("flac", "pcm"):
        (paths.recordings() / f"{call_id}.{ending}").write_text(said)


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["calls", *arguments], input=answer)


def left() -> list[str]:
    with Store.open(read_only=True) as store:
        return sorted(call.id for call in store.calls())


def files_with(*words: str) -> list[Path]:
    """All files of ours that hold one of these words, whatever they are."""
    places = [paths.home(), *paths.elsewhere()]
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    assert files
    return [f for f in files if any(word.encode() in f.read_bytes().lower() for word in words)]


@pytest.fixture
def three_calls(companion_home: Path) -> None:
    saved("old", 40, "my parakeet is broken", disposition="resolved")
    saved("abuse", 40, "the walrus is broken", disposition="abuse")
    saved("new", 1, "a toucan is broken", disposition="resolved")
    (companion_home / "calls.db.before-m9-20260101T000000Z").write_text("parakeet walrus toucan")


def test_what_is_older_goes_and_leaves_no_word(three_calls: None) -> None:
    assert files_with("parakeet")
    done = run("purge", "--older-than", "30", "--disposition", "resolved", "--yes")

    assert done.exit_code == 0
    assert left() == ["abuse", "new"]
    assert files_with("parakeet") == []
    assert sorted(file.name for file in paths.recordings().iterdir()) == [
        "abuse.flac", "abuse.pcm", "new.flac", "new.pcm",
    ]  # fmt: skip


def test_a_dry_run_only_says_what_would_go(three_calls: None) -> None:
    done = run("purge", "--older-than", "30", "--dry-run")

    assert done.exit_code == 0
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"abuse", "old"}
    assert left() == ["abuse", "new", "old"]


def test_it_asks_first(three_calls: None) -> None:
    assert run("purge", "--older-than", "30", answer="n\n").exit_code == 1
    assert left() == ["abuse", "new", "old"]
    assert run("purge", "--older-than", "30", answer="y\n").exit_code == 0
    assert left() == ["new"]


def test_without_rules_nothing_is_due(three_calls: None) -> None:
    done = run("purge", "--yes")

    assert done.exit_code == 1
    assert "The settings keep all calls." in done.stderr
    assert left() == ["abuse", "new", "old"]


def test_the_settings_are_followed_at_every_start(three_calls: None) -> None:
    save_setting("keep_days", 30)
    save_setting("keep_days_by_outcome", "abuse = 730, declined = 7")
    tidy_up()

    assert left() == ["abuse", "new"]
    assert files_with("parakeet") == []
    tidy_up()
    shown = json.loads(run("deletions", "--json").stdout)
    assert [(d["who"], d["why"], d["calls"], d["files"]) for d in shown] == [
        ("the settings", "older than 30 days", 1, 2)
    ]
    assert "1 call      older than 30 days  by the settings" in run("deletions").stdout


def test_an_outcome_has_days_of_its_own(three_calls: None) -> None:
    save_setting("keep_days_by_outcome", "abuse = 10")
    tidy_up()
    assert left() == ["new", "old"]


@pytest.mark.parametrize("text", ["abuse", "abuse = ten", "Abuse! = 3", "abuse = 1; resolved = 3"])
def test_a_rule_that_cannot_be_read_deletes_nothing(three_calls: None, text: str) -> None:
    save_setting("keep_days_by_outcome", text)
    with pytest.raises(OutsideError, match="keep_days_by_outcome is not usable"):
        tidy_up()
    assert left() == ["abuse", "new", "old"]


def test_everything_about_a_customer_goes(companion_home: Path) -> None:
    saved("noted", 3, "my parakeet is broken", customer="Wilhelmina Quux", reference="RX-77")
    saved("said", 2, "this is wilhelmina quux again")
    saved("other", 1, "wilhelmina said that mister quux is out")
    (companion_home / "calls.db.damaged-20260101T000000Z").write_text("wilhelmina quux")
    unsaved = FallbackFile(paths.database(), "noted")
    assert unsaved.write([NoteWritten(at=1.0, seq=1, text="an axolotl")]) is not None
    unsaved.close()
    assert files_with("axolotl")

    shown = run("erase", "--customer", "wilhelmina quux", "--dry-run").stdout.splitlines()
    assert [(line.split()[0], line.split()[-1]) for line in shown] == [
        ("noted", "noted"),
        ("said", "said"),
    ]
    done = run("erase", "--customer", "wilhelmina quux", "--yes")

    assert done.exit_code == 0
    assert left() == ["other"]
    assert files_with("parakeet", "rx-77", "wilhelmina quux", "axolotl") == []
    with closing(sqlite3.connect(paths.database())) as db:
        [(who, why, calls)] = db.execute("SELECT who, why, calls FROM deletions").fetchall()
    assert (why, calls) == ("request of a customer", 2)
    assert "ilhelmina" not in who + why


def test_a_call_can_be_left_out_and_words_alone_need_not_count(companion_home: Path) -> None:
    saved("noted", 3, "hello", reference="RX-77")
    saved("said", 2, "my reference is rx 77")
    assert run("erase", "--customer", "rx-77", "--keep", "noted", "--yes").exit_code == 0
    assert left() == ["noted"]
    saved("said", 2, "my reference is rx 77")
    assert run("erase", "--customer", "rx-77", "--noted-only", "--yes").exit_code == 0
    assert left() == ["said"]


def test_a_customer_must_be_named(companion_home: Path) -> None:
    assert run("erase", "--customer", "  ", "--yes").exit_code == 2


def test_a_running_call_is_not_erased(companion_home: Path) -> None:
    with open_call_log(None, "live") as log:
        log.append(
            [
                CallStarted(
                    at=0.0,
                    seq=1,
                    call_id="live",
                    started_at=TODAY - dt.timedelta(days=90),
                    source="call.wav",
                    model="small",
                    channels=(Speaker.CUSTOMER,),
                ),
                NoteWritten(at=1.0, seq=2, field="customer", text="Wilhelmina"),
            ]
        )
        done = run("erase", "--customer", "wilhelmina", "--yes")
        assert done.exit_code == 1
        assert "is running" in done.stderr
        assert run("purge", "--older-than", "30", "--yes").exit_code == 0
        assert left() == ["live"]


def test_a_deletion_that_broke_off_is_finished_at_the_next_start(three_calls: None) -> None:
    with closing(sqlite3.connect(paths.database())) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM calls WHERE id = 'old'")
        db.execute(
            "INSERT INTO deletions VALUES (NULL, '2026-01-01T00:00:00+00:00', '', '', 1, 0, 0)"
        )
        db.commit()
    assert files_with("parakeet") != []
    for file in paths.recordings().glob("old.*"):
        file.unlink()
    tidy_up()
    assert files_with("parakeet") == []
