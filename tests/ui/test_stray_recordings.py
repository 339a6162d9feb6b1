"""Sound of calls that are gone is shown, and deleted when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from companion import paths
from companion.audio.recorder_files import RecordingFiles
from ui.widgets.stray_rows import StrayRows
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences

LOST = "20261101-100000-aaaaaa"


@pytest.fixture
def lost(saved: str) -> Path:
    """A recording whose call is gone, beside a call that is there."""
    file = RecordingFiles(LOST).encoded("flac")
    paths.recordings().mkdir(mode=0o700)
    file.write_bytes(b"s" * 2_500_000)
    return file


@pytest.fixture
def rows(lost: Path, preferences_at: Callable[[str], Preferences], qtbot: QtBot) -> StrayRows:
    preferences = preferences_at("Recording")
    qtbot.waitUntil(lambda: preferences.strays.told != "")
    return preferences.strays


def answer(monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: button)


def test_the_start_page_says_where_they_are_shown(
    lost: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("companion.models.is_installed", lambda _: True)
    window.begin()
    qtbot.waitUntil(lambda: "1 recording belongs to no saved call" in window.start_page.banner.text)


def test_without_any_nothing_is_said(saved: str, window: MainWindow, qtbot: QtBot) -> None:
    window.commands["preferences"].trigger()
    preferences = window.beside.preferences
    preferences.groups.setCurrentRow(3)
    assert preferences.strays.told == ""


def test_the_preferences_show_how_many_and_how_much(rows: StrayRows) -> None:
    assert rows.told.startswith("1 recording belongs to no saved call (2")
    assert rows.delete.isVisible()
    assert rows.folder.isVisible()


def test_they_are_deleted_only_when_somebody_says_so(
    rows: StrayRows, lost: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answer(monkeypatch, QMessageBox.StandardButton.No)
    rows.delete.click()
    assert lost.exists()
    answer(monkeypatch, QMessageBox.StandardButton.Yes)
    rows.delete.click()
    qtbot.waitUntil(lambda: rows.told == "")
    assert not lost.exists()
