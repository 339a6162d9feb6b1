from __future__ import annotations

import ctypes.util
import datetime as dt
import json
import os
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from companion import paths
from companion.cli import main
from companion.doctor import CHECKS, Check, State, run_checks
from companion.doctor.data import (
    check_data_directory,
    check_database,
    check_privacy,
    check_space,
    check_unsaved,
)
from companion.doctor.machine import (
    check_display,
    check_packages,
    check_sound,
    check_window_library,
)
from companion.doctor.recognition import check_memory, check_model, check_speed, judge_speed
from companion.errors import OutsideError
from companion.events import (
    CallEnded,
    CallStarted,
    EndReason,
    NoteWritten,
    Speaker,
    TranscriptionStopped,
    UtteranceHeard,
)
from companion.recognise import Heard
from companion.store import Store
from companion.store.fallback import FallbackFile

HEARD = UtteranceHeard(at=1.0, speaker=Speaker.AGENT, start=0.0, end=1.0, text="good morning")


def test_without_a_model_it_fails_and_says_what_to_run() -> None:
    result = CliRunner().invoke(main, ["doctor", "--json"])

    rows = {row["id"]: row for row in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert list(rows) == [check.id for check in CHECKS]
    assert rows["model"]["state"] == "fail"
    assert rows["model"]["remedy"] == "Run: companion models install"
    assert rows["speed"]["state"] == "warn"
    assert not paths.home().exists()


def test_each_finding_is_a_marked_line_in_words() -> None:
    lines = CliRunner().invoke(main, ["doctor"]).stdout.splitlines()

    model = "[FAIL] Speech model: The speech model vosk-model-small-en-us-0.15 is not installed."
    assert lines[lines.index(model) + 1] == "       Run: companion models install"
    assert all(re.match(r"\[( ok |warn|FAIL)\] \w+|       \S", line) for line in lines[:-1])
    assert re.fullmatch(r"Of \d+ checks: \d failed, \d to look at\.", lines[-1])


def check_that_fails_outside() -> None:
    raise OutsideError("The cable is out.", "Plug it in.")


def check_that_the_system_refuses() -> None:
    raise PermissionError(13, "Permission denied", "/secret")


def test_whatever_a_check_meets_is_a_finding() -> None:
    here = "tests_doctor_checks"
    sys.modules[here] = sys.modules[__name__]
    try:
        found = [
            finding
            for _, finding in run_checks(
                [
                    Check("a", "A", f"{here}:check_that_fails_outside"),
                    Check("b", "B", f"{here}:check_that_the_system_refuses"),
                    Check("c", "C", "companion.doctor.nowhere:check"),
                ]
            )
        ]
    finally:
        del sys.modules[here]

    assert [finding.state for finding in found] == [State.FAIL] * 3
    assert (found[0].said, found[0].remedy) == ("The cable is out.", "Plug it in.")
    assert "/secret" in found[1].said
    assert "companion.doctor.nowhere" in found[2].said


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["click>=8.2", "soxr >=0.5", "sqlite-utils<5,>=4.2", "PySide6>=6; extra == 'desktop'"]
    there = {"click": "8.5", "soxr": "1.1", "sqlite-utils": "4.2"}

    def version(name: str) -> str:
        if name not in there:
            raise metadata.PackageNotFoundError(name)
        return there[name]

    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    monkeypatch.setattr(metadata, "version", version)
    assert check_packages().said == "click 8.5, soxr 1.1, sqlite-utils 4.2."

    del there["soxr"]
    assert (check_packages().state, check_packages().said) == (State.FAIL, "Missing: soxr.")


def test_without_an_installed_package_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", missing)

    assert check_packages().state is State.WARN


@pytest.mark.parametrize(
    ("version", "python", "state"),
    [
        ("6.11.3", (3, 11), State.OK),
        ("6.12.0", (3, 11), State.FAIL),
        ("6.12.0", (3, 12), State.OK),
    ],
)
def test_the_qt_that_loses_references_is_named_where_it_aborts(
    version: str, python: tuple[int, int], state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "version", lambda _: version)
    monkeypatch.setattr(sys, "version_info", python)

    assert check_window_library().state is state


def test_without_the_window_library_the_commands_still_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)

    assert check_window_library().state is State.WARN


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named on Linux only")
def test_the_display_and_what_qt_needs_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert check_display().state is State.WARN

    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"lib{name}.so")
    assert (check_display().state, check_display().said) == (State.OK, ":1.")

    monkeypatch.setattr(ctypes.util, "find_library", lambda name: name != "xcb-cursor" or None)
    assert "sudo apt install libxcb-cursor0" in check_display().remedy
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("DISPLAY")
    assert check_display().state is State.OK


def _fake_sounddevice(text: str, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (directory / "sounddevice.py").write_text(text)
    monkeypatch.syspath_prepend(directory)
    # Set before it is deleted: only what was set is undone where no module was there before, and
    # a made-up one that stayed would be the devices of every later test.
    monkeypatch.setitem(sys.modules, "sounddevice", ModuleType("sounddevice"))
    monkeypatch.delitem(sys.modules, "sounddevice")
    monkeypatch.setattr("companion.audio.pulse.available", lambda: False)


def test_a_missing_portaudio_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake_sounddevice("raise OSError('PortAudio library not found')", tmp_path, monkeypatch)

    finding = check_sound()

    assert finding.state is State.WARN
    assert "PortAudio is missing" in finding.said
    assert "sudo apt install libportaudio2" in finding.remedy


@pytest.mark.parametrize(
    ("devices", "state", "said"),
    [
        ([], State.WARN, "No sound input"),
        ([("Speaker", 0, 2)], State.WARN, "No sound input"),
        ([("Headset", 1, 2)], State.WARN, "Only Headset is there: nothing suits the customer."),
        (
            [("Headset", 1, 2), ("Loopback", 2, 0)],
            State.OK,
            "The agent by Headset, the customer by what plays on Loopback.",
        ),
    ],
)
def test_what_both_sides_could_be_heard_by(
    devices: list[tuple[str, int, int]],
    state: State,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        {
            "name": name,
            "max_input_channels": ins,
            "max_output_channels": outs,
            "default_samplerate": 16000,
            "hostapi": 0,
        }
        for name, ins, outs in devices
    ]
    text = f"""
class PortAudioError(Exception): ...
class default: hostapi = 0
def query_devices(): return {rows!r}
def query_hostapis(): return [{{"default_input_device": 0}}]
"""
    _fake_sounddevice(text, tmp_path, monkeypatch)

    finding = check_sound()

    assert finding.state is state
    assert finding.said.startswith(said)


def test_a_model_too_large_for_the_machine_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", {"SC_PHYS_PAGES": 1_000_000, "SC_PAGE_SIZE": 4096}.get)
    assert check_memory().state is State.OK

    monkeypatch.setenv("COMPANION_MODEL", "vosk-model-en-us-0.22")
    assert check_memory().state is State.WARN
    assert "of the 4096 MB" in check_memory().said


@pytest.mark.parametrize(
    ("heard", "share", "state"),
    [
        ([HEARD], 0.2, State.OK),
        ([HEARD], 0.7, State.WARN),
        ([HEARD], 1.2, State.FAIL),
        ([], 0.2, State.FAIL),
        ([HEARD, TranscriptionStopped(at=1.0, why="it died")], 0.2, State.FAIL),
    ],
)
def test_speed_is_judged_by_the_share_of_real_time(
    heard: list[Heard], share: float, state: State
) -> None:
    assert judge_speed(heard, 0.5, share).state is state


def test_the_data_directory_is_not_made_by_looking() -> None:
    assert check_data_directory().state is State.OK
    assert check_database().said == "0 saved calls."
    assert check_privacy().state is State.OK
    assert not paths.home().exists()


def test_a_data_directory_that_cannot_be_written_fails(companion_home: Path) -> None:
    companion_home.write_text("a file")

    finding = check_data_directory()

    assert finding.state is State.FAIL
    assert finding.said == f"Nothing can be written to {companion_home}: Not a directory."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_data_that_others_may_read_is_warned_of(companion_home: Path) -> None:
    companion_home.mkdir(mode=0o755)
    companion_home.chmod(0o755)
    paths.database().write_bytes(b"")
    paths.database().chmod(0o644)

    assert check_data_directory().remedy == f"Run: chmod 700 {companion_home}"
    assert check_privacy().remedy == f"Run: chmod 600 {paths.database()}"

    companion_home.chmod(0o700)
    paths.database().chmod(0o600)
    assert check_data_directory().state is check_privacy().state is State.OK


class _Usage(NamedTuple):
    free: int


@pytest.mark.parametrize(
    ("free", "state"), [(5_000, State.OK), (500, State.WARN), (50, State.FAIL)]
)
def test_little_room_is_told(free: int, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(free * 1_000_000))

    assert check_space().state is state
    assert check_space().said.startswith(f"{free} MB free")


def test_a_database_that_is_none_fails_in_its_own_words(companion_home: Path) -> None:
    companion_home.mkdir(mode=0o700)
    paths.database().write_text("no database " * 20)

    ((_, finding),) = run_checks([check for check in CHECKS if check.id == "database"])

    assert finding.state is State.FAIL
    assert str(paths.database()) in finding.said


@pytest.mark.model
def test_the_real_model_is_whole_and_hears_the_sample_call(english_model: Path) -> None:
    paths.installed_models().mkdir(parents=True)
    (paths.installed_models() / english_model.name).symlink_to(english_model)

    assert check_model().state is State.OK
    speed = check_speed()
    assert "of work for each second of a call" in speed.said
    assert speed.state is not State.FAIL


def damage(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        db.execute("DELETE FROM passages")
        db.execute("UPDATE events SET body = '{}' WHERE seq = 2")
        db.commit()


def test_a_damaged_database_is_named_and_repaired_on_request() -> None:
    started = CallStarted(
        at=0.0,
        call_id="one",
        seq=1,
        started_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        source="call.wav",
        model="small",
        channels=(Speaker.AGENT,),
    )
    notes = [NoteWritten(at=1.0, seq=seq, text=f"note {seq}", field=str(seq)) for seq in (2, 3)]
    with Store.open() as store:
        store.log("one").append([started, *notes])
    damage(paths.database())

    assert check_database().state is State.FAIL
    assert check_database().remedy == "Run: companion doctor --repair"
    said = CliRunner().invoke(main, ["doctor", "--repair"]).stderr

    assert "1 entry is lost" in said
    assert "kept as" in said
    assert check_database().state is State.OK
    with Store.open(read_only=True) as store:
        entries = store.load("one")
        assert entries[:2] == [started, notes[1]]
        assert entries[2:] == [CallEnded(at=1.0, seq=4, reason=EndReason.INTERRUPTED)]
        assert store.search("note") != []


def test_a_repair_of_what_is_sound_changes_nothing() -> None:
    Store.open().close()
    content = paths.database().read_bytes()
    said = CliRunner().invoke(main, ["doctor", "--repair"]).stderr

    assert said.splitlines() == ["The saved calls are sound."]
    assert paths.database().read_bytes() == content


def test_what_could_not_be_saved_is_told_and_taken_in_on_request() -> None:
    file = FallbackFile(paths.database(), "one")
    written = file.write([NoteWritten(at=1.0, seq=1, text="no call yet")])
    file.close()
    assert written is not None
    assert check_unsaved().state is State.WARN
    CliRunner().invoke(main, ["doctor", "--repair"])
    assert check_unsaved().state is State.OK
