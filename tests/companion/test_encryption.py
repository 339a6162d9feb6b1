"""Switching encryption on and off: nothing readable is left, nothing is lost, whatever happens."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import keyring
import keyring.backend
import keyring.backends.fail
import numpy as np
import pytest
from click.testing import CliRunner, Result

from companion import encryption, paths
from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.recorder import Recorder
from companion.audio.recorder_files import RecordingFiles
from companion.call import fold
from companion.cli import main
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    CommentWritten,
    EndReason,
    NoteWritten,
    Speaker,
    UtteranceHeard,
)
from companion.recordings import finish, open_sound
from companion.store import KeptLog, Store, open_call_log, recipher, tidy_up
from companion.store.connection import connected
from companion.store.fallback import waiting
from companion.vault import ring
from companion.vault.key import Key

CALL = "20261123-100000-abcdef"
WORDS = (b"solicitor", b"Featherstone", b"ombudsman", b"reviewer")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SOUND = b"\x34\x12\x34\x12\x34\x12\x34\x12"
"""What the samples of the recorded sound look like on a disk."""


READER = """
import sys
from companion.store import Store
with Store.open(read_only=True) as store:
    print(store.count(), flush=True)
    sys.stdin.readline()
"""


class Ring(keyring.backend.KeyringBackend):
    """A key ring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def key_ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    before = keyring.get_keyring()
    held = Ring()
    monkeypatch.delenv("COMPANION_KEY_FILE", raising=False)
    keyring.set_keyring(held)
    yield held
    keyring.set_keyring(before)
    ring.forget()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person who types what is asked for of the phrase in this list."""
    phrase: list[str] = []

    def prompt(text: str) -> str:
        found = re.fullmatch(r"Group (\d+) of what you wrote down", text)
        return phrase[int(found[1]) - 1].lower() if found else "-".join(phrase)

    def fresh() -> Key:
        key = Key(bytes(range(32)))
        phrase[:] = key.phrase
        return key

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr(Key, "fresh", fresh)
    return phrase


def log_of(call_id: str, *, ended: bool = True) -> list[AnyEvent]:
    entries: list[AnyEvent] = [
        CallStarted(
            at=0.0,
            seq=1,
            call_id=call_id,
            started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
            source="test",
            model="none",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
        ),
        UtteranceHeard(
            at=3, seq=2, speaker=Speaker.CUSTOMER, start=1, end=3, text="my solicitor will write"
        ),
        NoteWritten(at=4, seq=3, text="Mrs Featherstone, ombudsman named"),
        CallEnded(at=5, seq=4, reason=EndReason.ENDED),
    ]
    return entries if ended else entries[:-1]


def record(call_id: str) -> None:
    recorder = Recorder(call_id, 2, lambda news: None, least_to_start=0, reserve=0)
    recorder.start()
    for at in range(0, 5 * RATE, BLOCK_FRAMES):
        recorder(Block(at, np.full((BLOCK_FRAMES, 2), 0x1234, np.int16)))
    recorder.close()


def save(call_id: str = CALL, *, kept: bool = True) -> None:
    """A call with words, a note, a comment and sound, encoded if `kept`."""
    with Store.open() as store:
        store.log(call_id).append(log_of(call_id))
        store.add(call_id, CommentWritten(at=2.0, text="the reviewer frowns", who="QA", when=NOW))
    record(call_id)
    if kept:
        finish(call_id)


def refuse_database(home: Path) -> KeptLog:
    """A running call that the database does not take."""
    log = KeptLog(paths.database(), "20261123-unsaved")
    log.append(log_of("20261123-unsaved")[:1])
    paths.database().rename(home / "away.db")
    with pytest.raises(OutsideError):
        log.append(log_of("20261123-unsaved", ended=False))
    return log


def found_in_files(*directories: Path) -> set[tuple[str, bytes]]:
    """Which files hold which words, whatever kind they are."""
    files = [file for top in directories for file in top.rglob("*") if file.is_file()]
    return {
        (file.name, word) for file in files for word in (*WORDS, SOUND) if word in file.read_bytes()
    }


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def state() -> dict[str, object]:
    told: dict[str, object] = json.loads(run("encryption", "status", "--json").stdout)
    return told


def everything() -> tuple[object, ...]:
    """What can be read of the saved calls by the ways that the program has."""
    with Store.open(read_only=True) as store:
        found = [call.id for call in store.calls()]
        logs = [store.load(call) for call in found]
        hits = len(store.search("solicitor"))
    sounds = []
    for log in logs:
        with open_sound(fold(log)) as sound:
            sounds.append(sound.read(0, sound.end).tobytes())
    return found, logs, hits, sounds


def test_no_word_and_no_sound_is_readable_once_it_is_on(
    companion_home: Path, tmp_path: Path, key_ring: Ring, typed: list[str]
) -> None:
    save("20261123-first")
    save("20261123-second", kept=False)
    copy = companion_home / "calls.db.before-m0001-20260101T000000Z"
    copy.write_bytes(paths.database().read_bytes())
    before = everything()
    assert {word for _, word in found_in_files(companion_home)} == {*WORDS, SOUND}

    done = run("encryption", "on")

    assert done.exit_code == 0, done.output
    assert found_in_files(companion_home, tmp_path) == set()
    assert not copy.exists()
    assert everything() == before
    assert state()["on"] is True
    assert state()["readable_files"] == 0
    [(service, _)] = key_ring.kept
    assert service == "call-companion"

    # What is made from now on, too: words in the write-ahead log, raw sound, the fallback.
    with Store.open() as store:
        store.log(CALL).append(log_of(CALL))
        record(CALL)
        assert found_in_files(companion_home, tmp_path) == set()
    finish(CALL)
    log = refuse_database(companion_home)
    [file] = waiting(paths.database())
    assert len(file.read_text().splitlines()) == 1 + 3
    assert found_in_files(companion_home, tmp_path) == set()
    log.close()
    (companion_home / "away.db").rename(paths.database())
    assert tidy_up() == ["20261123-unsaved"]
    assert waiting(paths.database()) == []


def test_off_brings_back_files_that_need_no_key(
    companion_home: Path, key_ring: Ring, typed: list[str]
) -> None:
    save()
    before = everything()
    run("encryption", "on")

    done = run("encryption", "off", "--yes")

    assert done.exit_code == 0, done.output
    key_ring.kept.clear()
    ring.forget()
    assert everything() == before
    assert state() == {
        "on": False,
        "key": None,
        "key_found": False,
        "encrypted_files": 0,
        "readable_files": 3,
    }
    assert {word for _, word in found_in_files(companion_home)} >= set(WORDS)


def test_a_call_in_another_place_is_not_readable_when_the_directory_vanishes(
    companion_home: Path, tmp_path: Path, key_ring: Ring, typed: list[str]
) -> None:
    save()
    run("encryption", "on")
    companion_home.rename(tmp_path / "gone")
    log = KeptLog(paths.database(), CALL)
    log._was_there = True
    with pytest.raises(OutsideError, match="is gone"):
        log.append(log_of(CALL))
    log.close()
    assert len(waiting(paths.database())) == 1
    assert found_in_files(tmp_path) == set()


@pytest.mark.parametrize("broken", ["recipher", "_convert_sound", "remove_marker"])
@pytest.mark.parametrize("switch", ["on", "off"])
def test_a_switch_that_broke_off_leaves_everything_usable_and_is_finished_by_the_next(
    key_ring: Ring, typed: list[str], monkeypatch: pytest.MonkeyPatch, switch: str, broken: str
) -> None:
    save("20261123-first")
    save("20261123-second", kept=False)
    before = everything()
    if switch == "off":
        run("encryption", "on")

    def die(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(encryption, broken, die)
        run("encryption", switch, *(["--yes"] if switch == "off" else []))
    assert everything() == before
    save("20261123-third")

    again = run("encryption", switch, *(["--yes"] if switch == "off" else []))

    assert again.exit_code == 0, again.output
    assert state()["readable_files" if switch == "on" else "encrypted_files"] == 0
    found, logs, _, _ = everything()
    assert (found[1:], logs[1:]) == before[:2]  # type: ignore[index] # lists both


def test_nothing_is_switched_while_a_call_runs(
    companion_home: Path, key_ring: Ring, typed: list[str]
) -> None:
    save()
    with open_call_log(None, "20261123-live") as log:
        log.append(log_of("20261123-live", ended=False))
        refused = run("encryption", "on")
        assert refused.exit_code == 1
        assert "A call is running" in refused.output
        log.append(log_of("20261123-live")[-1:])
    assert not key_ring.kept
    assert state()["on"] is False


def test_nothing_is_lost_where_another_program_reads(
    key_ring: Ring, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save()
    before = everything()
    monkeypatch.setattr(recipher, "WAIT_S", 0.1)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stdout.readline() == b"1\n"

    refused = run("encryption", "on")

    assert refused.exit_code == 1
    assert "in use by another program" in refused.output
    assert everything() == before
    reader.communicate(b"\n")
    assert run("encryption", "on").exit_code == 0
    assert everything() == before
    assert state()["readable_files"] == 0


def test_whoever_did_not_write_it_down_is_not_locked_out(
    key_ring: Ring, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save()
    monkeypatch.setattr(click, "prompt", lambda text: "AAAA")
    refused = run("encryption", "on")
    assert refused.exit_code == 1
    assert "Nothing was encrypted" in refused.output
    assert not key_ring.kept
    assert state()["on"] is False


def test_a_lost_key_is_said_and_the_phrase_brings_it_back(key_ring: Ring, typed: list[str]) -> None:
    save()
    before = everything()
    run("encryption", "on")
    key_ring.kept.clear()
    ring.forget()
    for command in (["calls", "list"], ["calls", "search", "solicitor"], ["doctor", "--repair"]):
        done = run(*command)
        assert done.exit_code == 1, done.output
        assert "not in the system's key ring" in done.output
        assert "companion encryption recover" in done.output
        assert "damaged" not in done.output
    assert state()["key_found"] is False

    assert run("encryption", "recover").exit_code == 0

    assert everything() == before


def test_the_phrase_of_other_calls_is_refused(key_ring: Ring, typed: list[str]) -> None:
    save()
    run("encryption", "on")
    held = dict(key_ring.kept)
    typed[:] = Key(bytes(32)).phrase
    refused = run("encryption", "recover")
    assert refused.exit_code == 1
    assert "not the recovery phrase of the saved calls" in refused.output
    assert key_ring.kept == held


def test_the_phrase_also_makes_a_lost_marker_anew(
    companion_home: Path, tmp_path: Path, key_ring: Ring, typed: list[str]
) -> None:
    save()
    before = everything()
    run("encryption", "on")
    for marker in tmp_path.rglob("encryption.json"):
        marker.unlink()
    assert run("calls", "list").exit_code == 1
    assert run("encryption", "recover").exit_code == 0
    assert everything() == before


def test_a_machine_without_a_key_ring_is_told_what_to_do(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key_ring: Ring
) -> None:
    save()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    refused = run("encryption", "on")
    assert refused.exit_code == 1
    assert "key ring cannot be used" in refused.output
    assert "COMPANION_KEY_FILE" in refused.output
    assert "recovery phrase" not in refused.output  # nobody writes one down for nothing
    assert state()["on"] is False

    monkeypatch.setenv("COMPANION_KEY_FILE", str(tmp_path / "the.key"))
    assert run("encryption", "on").exit_code == 0
    assert (tmp_path / "the.key").stat().st_mode & 0o777 == 0o600
    assert state()["readable_files"] == 0


def test_repair_erase_and_recovery_work_behind_the_key(
    companion_home: Path, key_ring: Ring, typed: list[str]
) -> None:
    save("20261123-first")
    save("20261123-second")
    run("encryption", "on")
    with closing(connected(paths.database()).conn) as db:
        db.execute("DELETE FROM passages WHERE kind = 'said'")
        db.commit()
    assert "Saved: 2 calls" in run("doctor", "--repair").output
    assert found_in_files(companion_home) == set()
    with Store.open() as store:
        assert store.count() == 2
        store.delete("20261123-first")
        assert [call.id for call in store.calls()] == ["20261123-second"]
    assert not RecordingFiles("20261123-first").encoded("flac").exists()
    assert not list(companion_home.glob("calls.db.damaged-*"))


def test_nothing_of_it_is_loaded_where_it_is_off() -> None:
    save()
    asked = (
        "import sys; from companion.cli import main;"
        "main(['calls', 'list'], standalone_mode=False);"
        "print([m for m in ('keyring', 'cryptography', 'sqlcipher3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_missing_package_is_said_in_one_line(
    key_ring: Ring, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save()
    run("encryption", "on")
    monkeypatch.delitem(sys.modules, "companion.store.cipher")
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    told = run("calls", "list")
    assert told.exit_code == 1
    assert "The package `sqlcipher3` is not installed." in told.output
    assert "call-companion[encryption]" in told.output
