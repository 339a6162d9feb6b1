"""Recordings of which no saved call knows: found, shown, deleted when asked; nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion import paths
from companion.audio.recorder_files import RecordingFiles
from companion.cli import main
from companion.doctor.data import check_recordings
from companion.recordings.strays import remove, strays
from companion.store import Store, open_call_log
from tools.staged_call import staged_entries

KNOWN = "20261123-100000-5ta6ed"
LOST, OLDER = "20261101-100000-aaaaaa", "20261001-090000-bbbbbb"


def keep_sound(call_id: str, *, age_s: float = 0.0) -> list[Path]:
    """A recording with its outline, as they lie on the disk."""
    files = RecordingFiles(call_id)
    made = [files.encoded("flac"), files.peaks]
    paths.recordings().mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in made:
        file.write_bytes(b"sound" * 100)
        when = file.stat().st_mtime - age_s
        os.utime(file, (when, when))
    return made


@pytest.fixture
def known(companion_home: Path) -> list[Path]:
    with Store.open() as store:
        store.log(KNOWN).append(staged_entries())
    return keep_sound(KNOWN)


def purge(*options: str) -> Result:
    return CliRunner().invoke(main, ["calls", "purge", "--strays", *options])


def test_without_recordings_there_is_nothing_to_say(companion_home: Path) -> None:
    assert strays() == []
    assert not companion_home.exists()


def test_those_of_saved_calls_are_none(known: list[Path]) -> None:
    assert strays() == []
    assert "Each recording belongs" in check_recordings().said


def test_what_no_saved_call_knows_is_found_the_oldest_first(known: list[Path]) -> None:
    keep_sound(LOST)
    keep_sound(OLDER, age_s=9999)
    found = strays()
    assert [one.call_id for one in found] == [OLDER, LOST]
    assert found[0].size == 1000
    finding = check_recordings()
    assert "2 recordings belong to no saved call" in finding.said
    assert "purge --strays" in finding.remedy


def test_without_any_database_all_of_them_are_lost(companion_home: Path) -> None:
    paths.made_home()
    keep_sound(LOST)
    assert [one.call_id for one in strays()] == [LOST]
    assert not paths.database().exists()


def test_a_call_that_is_running_keeps_its_sound(known: list[Path]) -> None:
    keep_sound(LOST)
    with open_call_log(None, LOST):
        assert strays() == []


def test_a_call_that_waits_to_be_saved_keeps_its_sound(
    known: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keep_sound(LOST)
    waiting = {LOST: [tmp_path / "waits"]}
    monkeypatch.setattr(
        "companion.store.fallback.files_of", lambda _, call_id: waiting.get(call_id, [])
    )
    assert strays() == []


def test_removing_leaves_the_others(known: list[Path]) -> None:
    lost = keep_sound(LOST)
    assert remove(strays()) == 1
    assert not any(file.exists() for file in lost)
    assert all(file.exists() for file in known)


def test_the_command_shows_asks_and_deletes(known: list[Path]) -> None:
    lost = keep_sound(LOST)
    shown = purge("--dry-run")
    assert LOST in shown.output
    assert all(file.exists() for file in lost)
    done = purge("--yes")
    assert done.exit_code == 0
    assert "Deleted 1." in done.output
    assert not any(file.exists() for file in lost)
    assert "Each recording belongs" in purge().output


def test_it_is_not_mixed_with_deleting_calls(known: list[Path]) -> None:
    assert purge("--older-than", "3").exit_code == 2
