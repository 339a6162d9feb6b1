"""The team's files in the window: by keyboard alone, checked while typing, not lost by closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from companion import paths
from companion.outcomes import load_outcomes
from companion.script import load_script
from companion.team_bundle import export_team
from companion.team_files import check, save, team_file
from tools.staged_call import StagedCall
from ui.stage import Stage
from ui.theme import THEMES, contrast, load_theme
from ui.widgets.toml_editor import ROLES
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences
from ui.windows.team_window import TeamWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

STEP = '[[step]]\nid = "greet"\ntitle = "Greet"\nprompt = "Say your name."\n'
OUTCOME = '[[outcome]]\nid = "sent"\ntitle = "Sent a van"\n'
SCRIPT, OUTCOMES = "scripts/default.toml", "scripts/outcomes.toml"


@pytest.fixture(autouse=True)
def nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that no test answers would wait for ever."""
    answering(monkeypatch, QMessageBox.StandardButton.Discard)


@pytest.fixture
def team(
    window: MainWindow, preferences_at: Callable[[str], Preferences], qtbot: QtBot
) -> Iterator[TeamWindow]:
    """The editor, opened from the preferences by keyboard."""
    preferences = preferences_at("Team")
    QTest.keyClick(preferences.team.edit, Qt.Key.Key_Space)
    made = window.beside.team
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    for file in made.unsaved:
        made._forget(file)


def settled(team: TeamWindow, qtbot: QtBot) -> TeamWindow:
    """Wait until the text in the editor has been judged."""
    qtbot.waitUntil(lambda: "Looking" not in team.verdict.text(), timeout=20_000)
    return team


def typed(team: TeamWindow, text: str, qtbot: QtBot) -> None:
    """Put a text in the place of all of it, as a person does, and wait for the verdict."""
    team.editor.setFocus()
    QTest.keyClick(team.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(team.editor, Qt.Key.Key_Return)
        QTest.keyClicks(team.editor, line)
    settled(team, qtbot)


def answering(monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton) -> list[str]:
    """Answer every question so; the questions are in the list."""
    asked: list[str] = []

    def question(parent: QWidget, title: str, text: str, buttons: object) -> object:
        del parent, title, buttons
        asked.append(text)
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def test_a_script_is_typed_previewed_saved_and_counts_in_the_next_call(
    window: MainWindow, team: TeamWindow, qtbot: QtBot
) -> None:
    settled(team, qtbot)
    assert team.verdict.text() == "In use, as it came. A change counts from the next call on."
    assert not team.save_knob.isEnabled()

    typed(team, STEP, qtbot)
    assert "Once saved it counts from the next call on" in team.verdict.text()
    assert "Ticked by hand only: Greet." in team.preview.texts
    assert team.files.state_of(SCRIPT) == "changed, not saved"
    QTest.keySequence(team.editor, "Ctrl+S")

    assert team.banner.text == "Saved. It counts from the next call on."
    assert team.files.state_of(SCRIPT) == "the team's own"
    assert [step.id for step in load_script().steps] == ["greet"]
    assert len(window.call_page.steps.rows) == 5
    window.run_call(StagedCall())
    qtbot.waitUntil(lambda: window.call_page.stage == Stage.LIVE)
    assert [row.step.title for row in window.call_page.steps.rows] == ["Greet"]


def test_what_is_wrong_is_told_with_its_line_and_cannot_be_saved(
    team: TeamWindow, qtbot: QtBot
) -> None:
    settled(team, qtbot)
    typed(team, STEP + '\n[[step]]\nid = "x"\n', qtbot)

    assert team.verdict.text().startswith("Line 6: The script default.toml is not usable: step 2")
    assert "\n" not in team.verdict.text()
    assert team.preview_title.text() == "Preview of the last text that could be read"
    assert team.files.state_of(SCRIPT) == "not usable"
    assert not team.save_knob.isEnabled()
    QTest.keySequence(team.editor, "Ctrl+S")
    assert not paths.team().exists()
    QTest.keySequence(team.editor, "Ctrl+Home")
    QTest.keyClick(team.editor, Qt.Key.Key_F8)
    assert (team.editor.line, team.where.text()) == (6, "Line 6 of 8")
    assert team.editor.hasFocus()


def test_rules_are_judged_by_their_own_tests(team: TeamWindow, qtbot: QtBot) -> None:
    team.files.choose("phrases/escalation.toml")
    settled(team, qtbot)
    assert any(text.endswith("test sentences pass.") for text in team.preview.texts)
    text = team.editor.toPlainText()
    team.editor.replace_all(text.replace('fires = ["', 'fires = ["the weather is nice", "', 1))
    settled(team, qtbot)

    assert 'The test "the weather is nice" of escalation.' in team.verdict.text()
    assert "“the weather is nice”" in team.preview.texts
    line = team.editor.document().findBlockByNumber((team.editor.marked or 0) - 1)
    assert "the weather is nice" in line.text()
    QTest.keySequence(team.editor, "Ctrl+Z")
    settled(team, qtbot)
    assert team.unsaved == []


def test_a_rule_can_be_tried_on_stored_calls_between_two_calls(
    window: MainWindow, team: TeamWindow, qtbot: QtBot
) -> None:
    assert not team.bench_knob.isVisible()
    team.files.choose("phrases/legal.toml")
    QTest.keyClick(team.bench_knob, Qt.Key.Key_Space)
    settled(team, qtbot)
    assert window.windowTitle() == "Rule workbench"
    window.run_call(StagedCall())
    qtbot.waitUntil(lambda: window.call_page.stage == Stage.LIVE)
    QTest.keyClick(team.bench_knob, Qt.Key.Key_Space)
    assert team.banner.text == "The workbench can be opened once the call is over."


def test_every_sort_of_file_has_a_preview(team: TeamWindow, qtbot: QtBot) -> None:
    for place, shown in (
        (OUTCOMES, "Resolved in the call"),
        ("scripts/prompts.toml", "What would you like to see happen?"),
        ("scripts/policy.toml", "Official complaint"),
        ("scripts/abuse.toml", "Warn once"),
        ("scorecards/default.toml", "A calm call"),
        ("phrases/lists.toml", "All rules, with these words"),
        (SCRIPT, "“Listen” is recalled after 2 min, if it is open still."),
    ):
        team.files.choose(place)
        settled(team, qtbot)
        assert shown in team.preview.texts


def test_going_back_is_confirmed_and_the_teams_version_can_be_fetched(
    team: TeamWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.files.choose(OUTCOMES)
    settled(team, qtbot)
    assert not team.back_knob.isEnabled()
    typed(team, OUTCOME, qtbot)
    QTest.keySequence(team.editor, "Ctrl+S")
    asked = answering(monkeypatch, QMessageBox.StandardButton.Cancel)
    QTest.keyClick(team.back_knob, Qt.Key.Key_Space)
    assert [one.id for one in load_outcomes()] == ["sent"]

    answering(monkeypatch, QMessageBox.StandardButton.Yes)
    QTest.keyClick(team.back_knob, Qt.Key.Key_Space)
    settled(team, qtbot)
    assert asked == ["Go back to what came with the program? The team's version is kept."]
    assert len(load_outcomes()) > 1
    assert "Resolved in the call" in team.editor.toPlainText()
    newest = team.earlier.menu().actions()[0]
    newest.trigger()
    settled(team, qtbot)
    assert team.editor.toPlainText() == OUTCOME
    assert team.unsaved == [team.file]


@pytest.mark.parametrize(
    ("answer", "stays", "kept"),
    [
        (QMessageBox.StandardButton.Cancel, True, False),
        (QMessageBox.StandardButton.Discard, False, False),
        (QMessageBox.StandardButton.Save, False, True),
    ],
)
def test_closing_asks_about_what_is_not_saved(
    window: MainWindow,
    team: TeamWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
    stays: bool,
    kept: bool,
) -> None:
    settled(team, qtbot)
    typed(team, STEP, qtbot)
    team.files.choose(OUTCOMES)
    settled(team, qtbot)
    asked = answering(monkeypatch, answer)
    window.close()

    assert asked == ["Save the changes to: Script?"]
    assert (window.isVisible(), team.isVisible()) == (stays, stays)
    assert team_file(SCRIPT).is_own == kept


def test_what_is_unsaved_and_wrong_keeps_the_window_open(
    team: TeamWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(team, qtbot)
    typed(team, "[[", qtbot)
    team.files.choose(OUTCOMES)
    settled(team, qtbot)
    answering(monkeypatch, QMessageBox.StandardButton.Save)
    QTest.keyClick(team.editor, Qt.Key.Key_Escape)

    assert team.isVisible()
    assert team.file.place == SCRIPT
    assert team.editor.toPlainText() == "[["


def test_files_from_another_desk_are_taken_over_or_refused(
    team: TeamWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped = tmp_path / "team.zip"
    with monkeypatch.context() as other:
        other.setenv("COMPANION_HOME", str(tmp_path / "other"))
        save(check(team_file(SCRIPT), STEP))
        export_team(zipped)
    team.write_out(tmp_path / "mine.zip")
    assert team.banner.text.startswith("The team has no files of its own yet.")
    team.take_over(tmp_path / "none.zip")
    assert "cannot be read" in team.banner.text

    team.take_over(zipped)
    settled(team, qtbot)
    assert team.banner.text == "Taken over: Script."
    assert team.editor.toPlainText() == STEP
    team.write_out(tmp_path / "mine.zip")
    assert team.banner.text.endswith("mine.zip: Script.")


def test_a_file_that_is_broken_on_the_disk_is_marked_in_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    (paths.team() / "scripts").mkdir(parents=True)
    (paths.team() / OUTCOMES).write_text("[[outcome", encoding="utf-8")
    window.beside.show_team()
    files = window.beside.team.files
    qtbot.waitUntil(lambda: files.state_of(OUTCOMES) == "not usable", timeout=20_000)


def test_everything_is_named_and_reached_by_tab(team: TeamWindow, qtbot: QtBot) -> None:
    settled(team, qtbot)
    typed(team, STEP + "\n[[", qtbot)
    wanted = [*team.findChildren(QPushButton), team.files, team.editor]
    usable = [
        one
        for one in wanted
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    reached: set[int] = set()
    for _ in range(3 * len(usable) + 10):
        focused = QApplication.focusWidget() or team
        reached.add(id(focused))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(focused, key)
    for one in usable:
        assert id(one) in reached, one
        face = QAccessible.queryAccessibleInterface(one)
        assert face.text(QAccessible.Text.Name), one


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_of_the_text_can_be_read(name: str) -> None:
    theme = load_theme(name)
    for role in ROLES.values():
        for ground in (theme.colour("raised"), theme.soft("warning")):
            assert contrast(theme.colour(role), ground) >= 4.5, role
