"""Encryption switched in the preferences, with the key in a file of the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion import encryption, paths
from companion.errors import OutsideError
from companion.store import Store
from companion.vault import ring
from companion.vault.marker import marker_of
from ui.widgets.encryption_rows import EncryptionRows
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "the.key"
    monkeypatch.setenv("COMPANION_KEY_FILE", str(file))
    yield file
    ring.forget()


@pytest.fixture
def preferences(
    key_file: Path, saved: str, preferences_at: Callable[[str], Preferences]
) -> Preferences:
    return preferences_at("Encryption")


@pytest.fixture
def rows(preferences: Preferences, qtbot: QtBot) -> EncryptionRows:
    rows = preferences.encryption
    qtbot.waitUntil(lambda: rows.state is not None)
    return rows


@pytest.fixture
def encrypted(rows: EncryptionRows, qtbot: QtBot) -> list[str]:
    """Switched on by hand; returns the phrase that was written down."""
    return switch_on(rows, qtbot)


def click(knob: QWidget) -> None:
    QTest.mouseClick(knob, Qt.MouseButton.LeftButton)


def shown(rows: EncryptionRows, step: QWidget, qtbot: QtBot) -> None:
    qtbot.waitUntil(step.isVisible, timeout=20_000)


def type_parts(rows: EncryptionRows, phrase: list[str]) -> None:
    for name, field in zip(rows.check._names, rows.check.fields, strict=True):
        number = int(name.text().split()[-1])
        QTest.keyClicks(field, phrase[number - 1].lower())


def switch_on(rows: EncryptionRows, qtbot: QtBot) -> list[str]:
    click(rows.about.on)
    shown(rows, rows.phrase, qtbot)
    phrase = list(rows.phrase.groups)
    click(rows.phrase.next)
    shown(rows, rows.check, qtbot)
    type_parts(rows, phrase)
    QTest.keyClick(rows.check.fields[-1], Qt.Key.Key_Return)
    shown(rows, rows.about, qtbot)
    qtbot.waitUntil(lambda: rows.state is not None and rows.state.on)
    return phrase


def test_it_says_that_nothing_is_encrypted_and_what_that_would_do(rows: EncryptionRows) -> None:
    assert rows.about.told == "What is kept of calls is not encrypted."
    assert rows.about.on.isVisible()
    assert not rows.about.off.isVisible()
    assert not rows.about.recover.isVisible()


def test_it_is_switched_on_once_the_phrase_was_written_down(
    rows: EncryptionRows, encrypted: list[str], saved: str, key_file: Path
) -> None:
    assert rows.about.told == "What is kept of calls is encrypted."
    assert key_file.read_text().split() == ["-".join(encrypted)]
    assert b"SQLite format 3" not in paths.database().read_bytes()[:16]
    with Store.open(read_only=True) as store:
        assert store.summary(saved).id == saved
    assert rows.phrase.groups == []
    assert not rows.about.on.isVisible()


def test_whoever_types_another_group_encrypts_nothing(rows: EncryptionRows, qtbot: QtBot) -> None:
    click(rows.about.on)
    shown(rows, rows.phrase, qtbot)
    phrase = list(rows.phrase.groups)
    click(rows.phrase.next)
    shown(rows, rows.check, qtbot)
    type_parts(rows, ["ZZZZ"] * len(phrase))
    click(rows.check.encrypt)
    assert "is another one" in rows.check.told.text()
    assert rows.check.isVisible()
    rows.check.again.emit()
    assert rows.phrase.groups == phrase
    rows.phrase.left.emit()
    shown(rows, rows.about, qtbot)
    assert marker_of(paths.database()) is None


def test_the_next_attempt_has_another_phrase(rows: EncryptionRows, qtbot: QtBot) -> None:
    phrases = []
    for _ in range(2):
        click(rows.about.on)
        shown(rows, rows.phrase, qtbot)
        phrases.append(list(rows.phrase.groups))
        rows.phrase.left.emit()
        shown(rows, rows.about, qtbot)
    assert phrases[0] != phrases[1]


def test_it_is_switched_off_only_when_asked_twice(
    rows: EncryptionRows, encrypted: list[str], qtbot: QtBot
) -> None:
    click(rows.about.off)
    shown(rows, rows.sure, qtbot)
    click(rows.sure.off)
    qtbot.waitUntil(lambda: rows.state is not None and not rows.state.on, timeout=20_000)
    assert rows.about.told == "What is kept of calls is not encrypted."
    assert paths.database().read_bytes().startswith(b"SQLite format 3")


def test_a_lost_key_is_said_and_the_phrase_puts_it_back(
    rows: EncryptionRows,
    encrypted: list[str],
    key_file: Path,
    preferences: Preferences,
    qtbot: QtBot,
) -> None:
    key_file.unlink()
    ring.forget()
    rows._look_again()
    qtbot.waitUntil(rows.about.recover.isVisible)
    assert not rows.about.off.isVisible()
    click(rows.about.recover)
    QTest.keyClicks(rows.recover.field, "ABCD EFGH")
    QTest.keyClick(rows.recover.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not a recovery phrase" in preferences.banner.text)
    rows.recover.field.clear()
    QTest.keyClicks(rows.recover.field, " ".join(encrypted).lower())
    QTest.keyClick(rows.recover.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows.about.isVisible() and not rows.about.recover.isVisible())
    assert key_file.is_file()
    assert preferences.banner.text == ""


def test_where_no_key_can_be_kept_the_remedy_is_named(
    preferences: Preferences, rows: EncryptionRows, key_file: Path, qtbot: QtBot
) -> None:
    key_file.write_text("of somebody else")
    key_file.chmod(0o600)
    click(rows.about.on)
    shown(rows, rows.phrase, qtbot)
    phrase = list(rows.phrase.groups)
    click(rows.phrase.next)
    type_parts(rows, phrase)
    click(rows.check.encrypt)
    qtbot.waitUntil(lambda: preferences.banner.text != "")
    shown(rows, rows.about, qtbot)
    assert marker_of(paths.database()) is None


def test_a_switch_that_broke_off_is_finished_without_a_new_phrase(
    rows: EncryptionRows, encrypted: list[str], preferences: Preferences, qtbot: QtBot
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encryption, "recipher", _no_room)
        click(rows.about.off)
        click(rows.sure.off)
        qtbot.waitUntil(lambda: "disk is full" in preferences.banner.text)
    qtbot.waitUntil(lambda: rows.state is not None and not rows.state.on)
    assert "broken off" in rows.about.told
    assert rows.about.off.text() == "Finish"
    click(rows.about.on)
    qtbot.waitUntil(lambda: rows.state is not None and rows.state.on, timeout=20_000)
    assert rows.about.told == "What is kept of calls is encrypted."
    assert rows.phrase.groups == []


def _no_room(*_: object) -> bool:
    raise OutsideError("The disk is full.", "Free some space.")


def test_how_far_it_has_come_is_shown(rows: EncryptionRows) -> None:
    rows.work.begin()
    assert rows.work.bar.maximum() == 0
    rows.work.say("Writing the database anew")
    assert rows.work.said.text() == "Writing the database anew"
    rows.work.show_share(0.5)
    assert (rows.work.bar.value(), rows.work.bar.maximum()) == (50, 100)


def test_it_speaks_german(german: None, key_file: Path, window: MainWindow, qtbot: QtBot) -> None:
    window.commands["preferences"].trigger()
    rows = window.beside.preferences.encryption
    rows.work.say("Writing the database anew")
    assert rows.work.said.text() == "Die Datenbank wird neu geschrieben"
