from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion import paths
from companion.events import Category
from companion.store import Order
from ui.models.library import PAGE, Column, LibraryModel, Query
from ui.review.library_page import LibraryPage
from ui.windows.main_window import MainWindow


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
    library.table.horizontalHeader().sectionClicked.emit(Column.RISK)
    qtbot.waitUntil(lambda: library.model.query.order == Order.RISK and not library.model.loading)
    risks = [int(library.model.index(row, Column.RISK).data()) for row in range(3)]
    assert risks == sorted(risks, reverse=True)


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
