"""The rule workbench in the window: typed, tried, stopped, put to use, and heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from companion.errors import OutsideError
from companion.review.pack_versions import pack_text, versions
from companion.review.trial import Part
from ui.models.changes import lit
from ui.review.draft import Draft, draft_of, pack_names
from ui.review.workbench_page import WorkbenchPage
from ui.windows.main_window import MainWindow

WORD = "lawyer"


@pytest.fixture
def page(window: MainWindow) -> Iterator[WorkbenchPage]:
    window.commands["workbench"].trigger()
    made = window.room.learning.workbench
    yield made
    made.close_jobs()


def type_phrase(page: WorkbenchPage, phrase: str) -> None:
    page.editor.lists["any"].appendPlainText(phrase)
    page.editor.take()


def tried(page: WorkbenchPage, qtbot: QtBot) -> None:
    page.run()
    assert page.running
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)


def test_a_phrase_shows_what_it_gains_and_a_word_leads_to_the_desk_and_back(
    page: WorkbenchPage, window: MainWindow, qtbot: QtBot
) -> None:
    type_phrase(page, WORD)
    tried(page, qtbot)
    gained = page.models["gained"]
    assert gained.rowCount() >= 2
    assert page.results.tabText(0) == f"Gained ({gained.rowCount()})"
    assert WORD in gained.row(0).change.text.lower()
    change = gained.row(0).change
    page.lists["gained"].setCurrentIndex(gained.index(0))
    QTest.keyClick(page.lists["gained"], Qt.Key.Key_Return)
    assert window.room.at_desk
    assert window.room.desk.call.started is not None
    assert window.room.desk.call.started.call_id == change.call_id
    assert window.room.desk.position == pytest.approx(change.start, abs=0.5)
    window.commands["back"].trigger()
    assert page.isVisible()
    assert gained.rowCount()


def test_what_is_wrong_with_the_text_stands_in_one_line_and_nothing_can_be_tried(
    page: WorkbenchPage,
) -> None:
    type_phrase(page, "(never closed")
    assert "\n" not in page.verdict
    assert "legal.toml" in page.verdict
    assert not page.test.isEnabled()
    assert not page.use.isEnabled()


def test_toml_and_lists_are_two_views_of_one_pack(page: WorkbenchPage) -> None:
    type_phrase(page, WORD)
    assert f'"{WORD}"' in page.editor.whole.toPlainText()
    page.editor.setCurrentIndex(page.editor.count() - 1)
    changed = page.editor.whole.toPlainText().replace(f'"{WORD}"', '"thursday"')
    page.editor.whole.setPlainText(changed)
    page.editor.take()
    assert "thursday" in page.editor.lists["any"].toPlainText().splitlines()


def test_a_run_can_be_stopped(page: WorkbenchPage, qtbot: QtBot) -> None:
    type_phrase(page, WORD)
    page.bench.stop()
    page.run()
    page.cancel.click()
    qtbot.waitUntil(lambda: not page.running)
    assert page.test.isEnabled()
    assert page.precision.startswith("Stopped")


def test_what_is_found_is_listed_while_it_is_found(page: WorkbenchPage, qtbot: QtBot) -> None:
    type_phrase(page, WORD)
    draft = page.editor.draft
    tried(page, qtbot)
    gained = page.models["gained"]
    rows = [gained.row(place).change for place in range(gained.rowCount())]
    page._forget_outcome()
    for some in (rows[:1], rows[1:]):
        page.bench.grown.emit(draft, Part("legal.sue", 1, tuple(some), ()))
    assert page.results.tabText(0) == f"Gained ({len(rows)})"
    assert [gained.row(place).change for place in range(gained.rowCount())] == rows
    page.bench.grown.emit(Draft("legal", "another"), Part("legal.sue", 1, tuple(rows), ()))
    assert gained.rowCount() == len(rows)


def test_a_draft_is_put_to_use_after_a_confirmation_and_can_be_taken_back(
    page: WorkbenchPage, qtbot: QtBot
) -> None:
    before = pack_text("legal")
    type_phrase(page, "zebra crossing writ")
    page.use.click()
    box = page.findChild(QMessageBox)
    assert box is not None
    assert versions("legal") == []
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert versions("legal") == []
    page.enable()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert "Version 2" in page.banner.text
    assert "zebra crossing writ" in pack_text("legal")
    page._take_back(versions("legal")[0])
    assert page.editor.draft.text == before


def test_a_pack_that_fails_its_own_test_is_not_put_to_use(
    page: WorkbenchPage, qtbot: QtBot
) -> None:
    page.editor.lists["fires"].appendPlainText("lovely weather today")
    page.editor.take()
    page.enable()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert "lovely weather today" in page.banner.text
    assert versions("legal") == []


def test_every_pack_that_comes_with_the_program_is_a_sound_draft() -> None:
    assert "lists" not in pack_names()
    assert [name for name in pack_names() if draft_of(name).trouble()] == []


@given(st.lists(st.text("abc def|'\"\\", min_size=1, max_size=12), max_size=5))
def test_whatever_is_typed_the_list_reads_back_as_it_was_typed(lines: list[str]) -> None:
    draft = Draft("some", '# kept\n[[rule]]\nid = "one"\nany = ["before", "abc"]\n')
    after = draft.with_entries("one", "any", lines)
    wanted = dict.fromkeys(line.strip() for line in lines if line.strip())
    assert set(after.entries("one", "any")) == set(wanted)
    assert "# kept" in after.text


def test_a_list_of_a_rule_that_is_gone_is_refused() -> None:
    with pytest.raises(OutsideError):
        Draft("some", "").with_entries("one", "any", ["hello"])


@given(st.text(max_size=400), st.text(max_size=30))
def test_lit_words_are_words_of_what_is_shown(text: str, phrase: str) -> None:
    shown, start, length = lit(text, phrase)
    assert 0 <= start <= start + length <= len(shown)


def test_lit_words_far_into_a_long_sentence_are_in_sight() -> None:
    text = "so " * 150 + "I will call my lawyer, today " + "and " * 80
    shown, start, length = lit(text, "call my lawyer")
    assert shown[start : start + length] == "call my lawyer"
    assert len(shown) < 220
