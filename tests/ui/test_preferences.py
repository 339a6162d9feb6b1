"""The preferences: made from the table of settings, kept at once, and keys that can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from companion import paths
from companion.settings import FIELDS, Settings, load_settings, save_setting
from ui.keys import Keys
from ui.memory import Memory
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences

# Offscreen there is no window manager to raise a window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def preferences(window: MainWindow) -> Preferences:
    window.commands["preferences"].trigger()
    return window.beside.preferences


def test_every_setting_has_a_row_that_says_what_it_is(preferences: Preferences) -> None:
    assert list(preferences.rows) == [field.name for field in FIELDS]
    for row in preferences.rows.values():
        assert row.editor.accessibleName()
        assert row.editor.accessibleDescription()
        assert row.editor.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_is_kept_is_shown_and_reading_changes_nothing(preferences: Preferences) -> None:
    save_setting("keep_days", 90)
    save_setting("recording_format", "opus")
    preferences.close()
    preferences.show()

    shown = {name: row.value for name, row in preferences.rows.items()}
    assert shown == {field.name: getattr(load_settings(), field.name) for field in FIELDS}


def test_a_change_by_keyboard_is_kept_at_once(preferences: Preferences, qtbot: QtBot) -> None:
    name, days = preferences.rows["agent_name"].editor, preferences.rows["keep_days"].editor
    tick, form = (
        preferences.rows["record_calls"].editor,
        preferences.rows["recording_format"].editor,
    )
    assert isinstance(days, QSpinBox)
    assert isinstance(tick, QCheckBox)
    assert isinstance(form, QComboBox)
    with qtbot.waitSignal(preferences.changed):
        QTest.keyClicks(name, "Ines")
        QTest.keyClick(name, Qt.Key.Key_Return)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    days.selectAll()
    QTest.keyClicks(days, "30")
    QTest.keyClick(days, Qt.Key.Key_Return)
    form.setFocus()
    QTest.keyClicks(form, "Opus")
    form.activated.emit(form.currentIndex())  # what Return does once the list is closed

    assert load_settings() == Settings(
        agent_name="Ines", record_calls=True, keep_days=30, recording_format="opus"
    )


def test_return_in_a_field_does_not_close_the_window(
    preferences: Preferences, qtbot: QtBot
) -> None:
    QTest.keyClick(preferences.rows["agent_name"].editor, Qt.Key.Key_Return)
    assert preferences.isVisible()


def test_a_damaged_file_is_named(preferences: Preferences) -> None:
    (paths.home() / "settings.toml").write_text("keep_days = 'x'", encoding="utf-8")
    name = preferences.rows["agent_name"].editor
    QTest.keyClicks(name, "Ines")
    QTest.keyClick(name, Qt.Key.Key_Return)

    assert preferences.banner.isVisible()
    assert "keep_days" in preferences.banner.text


def test_another_key_counts_everywhere_and_is_remembered(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    field = preferences.keys.fields["mark"]
    QTest.keyClick(field, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: window.commands.keys["mark"] == "F10")

    assert window.commands["mark"].shortcut() == QKeySequence("F10")
    assert "F10" in window.commands["mark"].toolTip()
    assert Memory().keys == {"mark": "F10"}
    window.commands["keys"].trigger()
    assert "F10" in [text.text() for text in window.beside.keys.findChildren(QLabel)]


def test_a_key_that_is_taken_is_refused(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    field = preferences.keys.fields["mark"]
    QTest.keyClick(field, Qt.Key.Key_F9)
    qtbot.waitUntil(preferences.banner.isVisible)

    assert "Start a call" in preferences.banner.text
    assert field.keySequence() == QKeySequence("F2")
    assert window.commands.keys["mark"] == "F2"


def test_what_was_kept_for_other_versions_is_left_alone(tmp_path: Path) -> None:
    kept = {"gone": "F11", "mark": "F9", "pause": "Ctrl+F12"}
    keys = Keys(kept, lambda _: None)

    assert keys["mark"] == keys.own("mark")  # F9 is for starting a call
    assert keys["pause"] == "Ctrl+F12"
    with pytest.raises(ValueError, match="taken"):
        keys.change("mark", "Ctrl+1")
    keys.change("mark", "")
    assert keys["mark"] == ""
    assert keys.holder("") is None
