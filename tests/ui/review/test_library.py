from __future__ import annotations

import datetime as dt
import sqlite3
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit
from pytestqt.qtbot import QtBot

from companion import paths
from companion.events import Category, EvaluationAnswered, EvaluationSaved, Verdict
from companion.store import Order, Sorting, Store
from ui.models.library import FALLING, ORDERS, PAGE, Column, LibraryModel, Query
from ui.review.library_page import LibraryPage
from ui.windows.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@pytest.fixture
def library(window: MainWindow, qtbot: QtBot) -> LibraryPage:
    window.commands["library"].trigger()
    page = window.room.library
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    return page


def ids(page: LibraryPage) -> list[str]:
    found = [page.model.summary(row) for row in range(page.model.rowCount())]
    return [summary.id for summary in found if summary is not None]


def test_the_newest_call_comes_first(library: LibraryPage, calls: list[str]) -> None:
    assert ids(library) == calls
    assert library.counted == "3 calls"
    model = library.model
    shown = [model.index(0, column).data() for column in (Column.AGENT, Column.ANGER)]
    assert shown == ["Robin", "Furious"]
    assert "Legal threat" in model.index(0, Column.ALERTS).data()


def test_filters_narrow_the_list(library: LibraryPage, calls: list[str], qtbot: QtBot) -> None:
    box = library.filters.agent
    box.setCurrentIndex(box.findData("Kim"))
    qtbot.waitUntil(lambda: ids(library) == [calls[1]])
    category = library.filters.category
    category.setCurrentIndex(category.findData(Category.REPUTATION))
    qtbot.waitUntil(lambda: library.counted == "No call fits.")
    QTest.mouseClick(library.filters.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ids(library) == calls)


def test_a_column_sorts_and_turns_round(
    library: LibraryPage, calls: list[str], qtbot: QtBot
) -> None:
    library.table.horizontalHeader().sectionClicked.emit(Column.DATE)
    qtbot.waitUntil(lambda: ids(library) == calls[::-1])
    head = library.table.horizontalHeader()
    head.sectionClicked.emit(Column.AGENT)
    for column, order in ORDERS.items():
        for turned in (False, True):
            head.sectionClicked.emit(column)
            wanted = Sorting(order, turned)
            qtbot.waitUntil(partial(settled, library, wanted))
            with Store.open(read_only=True) as store:
                expected = store.calls(order=order, turned=wanted.turned)
            assert ids(library) == [summary.id for summary in expected]
            assert head.sortIndicatorSection() == column
            falls = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            assert falls == ((order in FALLING) != wanted.turned)


def settled(library: LibraryPage, wanted: Sorting) -> bool:
    return library.model.query.sorting == wanted and not library.model.loading


def test_sorting_by_keyboard(library: LibraryPage, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    box = library.sort.box
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: settled(library, Sorting(Order.CUSTOMER)))
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.keyClick(library.sort.turn, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: settled(library, Sorting(Order.CUSTOMER, turned=True)))
    assert library.table.horizontalHeader().sortIndicatorSection() == Column.CUSTOMER


def test_free_days_by_keyboard(library: LibraryPage, calls: list[str], qtbot: QtBot) -> None:
    days = library.filters.days
    QTest.keyClick(days.box, Qt.Key.Key_End)
    assert days.free
    assert days.first.isVisible()
    for edit, typed in ((days.first, "22"), (days.last, "22")):
        edit.setDate(QDate(2026, 11, 1))
        edit.setFocus()
        edit.setSelectedSection(QDateEdit.Section.DaySection)
        QTest.keyClicks(edit, typed)
    qtbot.waitUntil(lambda: ids(library) == [calls[1]])
    days.choose(dt.date(2026, 11, 21), dt.date(2026, 11, 22))
    qtbot.waitUntil(lambda: ids(library) == calls[1:])
    days.choose(dt.date(2026, 11, 22), dt.date(2026, 11, 21))  # the wrong way round is no matter
    qtbot.waitUntil(lambda: not library.model.loading)
    assert ids(library) == calls[1:]
    library.filters.reset()
    qtbot.waitUntil(lambda: ids(library) == calls)
    assert not days.first.isVisible()


def test_risk_score_and_disputes_are_filtered_by(
    library: LibraryPage, calls: list[str], qtbot: QtBot
) -> None:
    evaluated(calls[0], 40.0, disputed=True)
    evaluated(calls[1], 90.0, disputed=False)
    filters = library.filters

    def choose(box: QComboBox, text: str) -> None:
        filters.reset()
        box.setCurrentText(text)

    choose(filters.reviewed, "Disputed by the agent")
    qtbot.waitUntil(lambda: ids(library) == [calls[0]])
    assert library.model.index(0, Column.REVIEWED).data() == "Disputed"
    choose(filters.score, "Score up to 50")
    qtbot.waitUntil(lambda: library.model.query.wanted.most_score == 50 and settled_rows(library))
    assert ids(library) == [calls[0]]
    choose(filters.score, "Score 90 or more")
    qtbot.waitUntil(lambda: ids(library) == [calls[1]])
    choose(filters.risk, "Risk 25 or more")
    qtbot.waitUntil(lambda: library.model.query.wanted.least_risk == 25 and settled_rows(library))
    shown = [library.model.index(row, Column.RISK).data() for row in range(len(ids(library)))]
    assert shown
    assert all(int(risk) >= 25 for risk in shown)


def settled_rows(library: LibraryPage) -> bool:
    return not library.model.loading


def evaluated(call_id: str, score: float, *, disputed: bool) -> None:
    who: dict[str, Any] = {"at": 0.0, "who": "Kim", "when": NOW, "evaluation": "e"}
    with Store.open() as store:
        store.add(
            call_id,
            EvaluationSaved(
                **who, scorecard="s", version=1, answers=(), submitted=True, score=score
            ),
        )
        if disputed:
            store.add(
                call_id,
                EvaluationAnswered(**who, verdict=Verdict.DISPUTED, question="q", text="No."),
            )


def test_found_words_are_shown_and_opened_where_they_were_said(
    library: LibraryPage, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(library.filters.search, "put online")
    qtbot.waitUntil(lambda: library.model.rowCount() == 1)
    assert not library.table.isColumnHidden(Column.FOUND)
    assert "online" in library.model.index(0, Column.FOUND).data()
    library.table.setFocus()
    QTest.keyClick(library.table, Qt.Key.Key_Return)
    assert window.room.desk.position == pytest.approx(60.0, abs=3.0)


def test_the_same_seed_draws_the_same_lot(library: LibraryPage, qtbot: QtBot) -> None:
    library.per_agent.setCurrentIndex(library.per_agent.findData(1))
    library.seed.setText("11")
    library.draw_lot()
    qtbot.waitUntil(lambda: library.counted == "2 calls by lot, seed 11")
    drawn = ids(library)
    library.filters.reset()
    library.draw_lot()
    qtbot.waitUntil(lambda: not library.model.loading)
    assert ids(library) == drawn
    library.seed.clear()
    library.draw_lot()
    assert library.seed.text().isdigit()


def test_the_queue_goes_from_the_worst_to_the_next(
    library: LibraryPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["worst_first"].trigger()
    qtbot.waitUntil(
        lambda: library.model.query.wanted.reviewed is False and not library.model.loading
    )
    queue = ids(library)
    QTest.keyClick(library.table, Qt.Key.Key_Return)
    opened = []
    for _ in queue:
        assert window.room.desk.call.started is not None
        opened.append(window.room.desk.call.started.call_id)
        window.commands["next_call"].trigger()
    assert opened == queue
    assert window.room.in_library


def test_pages_come_as_they_are_looked_at(
    window: MainWindow, qtbot: QtBot, calls: list[str]
) -> None:
    del calls
    with sqlite3.connect(paths.database()) as db:
        _multiply(db, 350)
    db.close()
    model = LibraryModel()
    model.ask(Query())
    qtbot.waitUntil(lambda: model.rowCount() == 353)
    assert model.index(340, 0).data() == "…"
    qtbot.waitUntil(lambda: model.summary(340) is not None)
    assert model.row_of(model.summary(340).id) == 340  # type: ignore[union-attr]
    assert model.summary(PAGE) is None or not model.loading
    model.close()


def _multiply(db: sqlite3.Connection, times: int) -> None:
    """Many more calls like the oldest one: only their lines, which is all that a list reads."""
    columns = [row[1] for row in db.execute("PRAGMA table_info(calls)")]
    own = [name for name in columns if name not in ("number", "id", "place")]
    for number in range(times):
        db.execute(
            f"INSERT INTO calls (id, place, {', '.join(own)})"
            f" SELECT 'copy-{number}', {number + 1}, {', '.join(own)}"
            " FROM calls WHERE number = 1"
        )


def test_a_database_that_cannot_be_read_is_said(window: MainWindow, qtbot: QtBot) -> None:
    paths.database().write_bytes(b"no database at all")
    for side in ("-wal", "-shm"):
        paths.database().with_name(paths.database().name + side).unlink(missing_ok=True)
    window.commands["library"].trigger()
    page = window.room.library
    qtbot.waitUntil(lambda: bool(page.banner.text))
