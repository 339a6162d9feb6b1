from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from companion.paths import assets
from ui.action_spec import MENUS, Spec, Where
from ui.action_table import ACTIONS, STEP_KEYS
from ui.actions import Actions, keys
from ui.look import Look
from ui.theme import load_theme
from ui.windows.keys_page import keys_by_menu


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_no_two_actions_share_an_id_or_a_key() -> None:
    step_keys = [f"Ctrl+{number}" for number in range(1, STEP_KEYS + 1)]
    for values in ([s.id for s in ACTIONS], [s.shortcut for s in ACTIONS] + step_keys):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_has_all_that_a_person_needs(spec: Spec) -> None:
    assert spec.menu in MENUS
    assert spec.tip
    assert not QKeySequence(spec.shortcut).isEmpty()
    assert (assets() / "icons" / f"{spec.icon}.svg").is_file()


def test_menus_hold_every_action(window: QMainWindow) -> None:
    actions = Actions(window, Look(load_theme("light")))
    actions.fill(window.menuBar())
    found = window.menuBar().findChildren(QMenu)
    shown = {action.objectName() for menu in found for action in menu.actions()}
    assert {spec.id for spec in ACTIONS} <= shown


def test_only_what_fits_the_moment_can_be_used(window: QMainWindow) -> None:
    actions = Actions(window, Look(load_theme("light")))
    actions.enable({Where.ALWAYS, Where.REPLAY})
    assert actions["play"].isEnabled()
    assert not actions["end"].isEnabled()


def test_a_button_follows_its_action(window: QMainWindow, qtbot: QtBot) -> None:
    actions = Actions(window, Look(load_theme("light")))
    button = QPushButton(window)
    actions.dress(button, "mark", with_key=True)
    assert "F2" in button.text()
    assert "F2" in button.toolTip()
    actions["mark"].setEnabled(False)
    assert not button.isEnabled()
    actions["mark"].setEnabled(True)
    with qtbot.waitSignal(actions["mark"].triggered):
        button.click()


def test_the_page_of_keys_lists_every_key() -> None:
    listed = {key.keys for key in keys()}
    for spec in ACTIONS:
        assert (
            QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText) in listed
        )


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS writes its keys with signs")
def test_the_guide_lists_every_key() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "window.md").read_text(encoding="utf-8")
    listed = [line for line in guide.splitlines() if line.startswith("| ")]
    wanted = [
        f"| {key.menu.replace('&', '')} | {key.text} | {key.keys} |" for key in keys_by_menu()
    ]
    assert [line for line in listed if line in wanted] == wanted
    assert len([line for line in listed if line.count("|") == 4]) == len(wanted) + 1
