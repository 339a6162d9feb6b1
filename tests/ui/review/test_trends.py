"""The page of trends: drawn, listed, spoken, and the calls behind each point."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.review.trends import trends
from companion.store import Store
from companion.store.figures import By
from tools.staged_call import STARTED_AT
from ui.models.trends import AFTER_STEPS, ISSUES, OUTCOMES, Column, SeriesModel, series_of
from ui.review.trends_page import TrendsPage
from ui.windows.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[TrendsPage]:
    window.commands["trends"].trigger()
    made = window.room.learning.trends
    qtbot.waitUntil(lambda: made.series is not None and not made.listing)
    yield made
    made.close_jobs()


def by(page: TrendsPage, wanted: By, qtbot: QtBot) -> None:
    place = page.by.findData(wanted)
    page.by.setCurrentIndex(place)
    page.by.activated.emit(place)
    qtbot.waitUntil(lambda: page.series is not None and page.series.weeks == (wanted == By.WEEK))


def test_chart_and_table_say_the_same_and_mark_what_rests_on_few_calls(page: TrendsPage) -> None:
    page.choose_figure("peak_anger")
    assert page.series is not None
    last = len(page.series.points) - 1
    point = page.series.points[last]
    assert sum(one.calls for one in page.series.points) == 3
    assert point.few
    cells = [page.model.index(last, column).data() for column in Column]
    assert cells[0] == point.title
    assert cells[3:] == [str(point.calls), "too few"]
    assert point.title in page.spoken
    assert "too few" in page.spoken


def test_a_screen_reader_hears_a_row_as_one_sentence(page: TrendsPage) -> None:
    spoken = page.model.index(page.model.rowCount() - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == page.spoken


def test_keys_lead_from_a_point_to_its_calls_and_back(
    page: TrendsPage, window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    by(page, By.AGENT, qtbot)
    page.choose_figure("threat:legal")
    assert page.series is not None
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Home)
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.room.in_library)
    library = window.room.library
    qtbot.waitUntil(lambda: not library.model.loading and library.listed is not None)
    assert library.listed is not None
    agent = page.series.points[0].title
    assert library.listed.about == f"{page.series.title}, {agent}"
    shown = [library.model.summary(row) for row in range(library.model.rowCount())]
    assert [one.id for one in shown if one] == list(library.listed.call_ids)
    assert {one.agent for one in shown if one} == {agent}
    window.commands["back"].trigger()
    assert page.isVisible()


def test_an_entry_of_a_list_is_shown_week_by_week_and_leads_to_its_calls(
    page: TrendsPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.choose_figure(ISSUES)
    assert page.series is not None
    listed = page.series
    assert page.spread.isVisible()
    page.spread.setFocus()
    QTest.keyClick(page.spread, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.series is not None and page.series.weeks)
    assert page.series.title == f"{listed.title}: {listed.points[0].title}"
    assert sum(point.calls for point in page.series.points) == listed.points[0].calls
    QTest.keyClick(page.spread, Qt.Key.Key_Space)
    assert page.series == listed
    QTest.keyClick(page.spread, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.series is not None and page.series.weeks)
    wanted = page.series.points[-1]
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    library = window.room.library
    qtbot.waitUntil(lambda: library.listed is not None and not library.model.loading)
    assert len(library.listed.call_ids) == round((wanted.value or 0) * wanted.calls)  # type: ignore[union-attr]
    page.choose_figure("peak_anger")
    assert not page.spread.isVisibleTo(page)


def test_a_list_that_is_shown_stays_shown_when_calls_are_put_together_otherwise(
    page: TrendsPage, qtbot: QtBot
) -> None:
    page.choose_figure(OUTCOMES)
    by_issue = page.figures.chosen
    page.choose_figure(ISSUES)
    assert by_issue != page.figures.chosen
    place = page.by.findData(By.AGENT)
    page.by.setCurrentIndex(place)
    page.by.activated.emit(place)
    qtbot.waitUntil(lambda: not page.listing)
    assert page.series is not None
    assert page.series.name == page.figures.chosen == ISSUES
    assert page.export.isEnabled()


def test_free_days_are_counted_alone(page: TrendsPage, qtbot: QtBot) -> None:
    page.days.choose(STARTED_AT.date(), STARTED_AT.date())
    qtbot.waitUntil(lambda: not page.counting)
    assert page.counted == "1 call"
    page.days.choose(STARTED_AT.date() - dt.timedelta(days=1), STARTED_AT.date())
    qtbot.waitUntil(lambda: not page.counting)
    assert page.counted == "2 calls"


def test_a_filter_shows_all_calls_again(page: TrendsPage, window: MainWindow, qtbot: QtBot) -> None:
    page.choose_figure("threat:legal")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.room.in_library)
    library = window.room.library
    library.whole.click()
    qtbot.waitUntil(lambda: library.model.rowCount() == 3 and not library.model.loading)
    assert library.listed is None


def test_calls_that_are_gone_meanwhile_are_left_out(calls: list[str]) -> None:
    with Store.open(read_only=True) as store:
        found = store.listed([calls[2], "20200101-000000-000000", calls[0]])
    assert [one.id for one in found] == [calls[2], calls[0]]


def test_ones_own_trends_count_nobody_elses_calls(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.review.learning.reviewer", lambda: "Kim")
    window.commands["own_trends"].trigger()
    page = window.room.learning.trends
    qtbot.waitUntil(lambda: page.series is not None)
    assert page.counted == "1 call"
    assert not page.agent.isVisible()
    page.close_jobs()


@pytest.mark.parametrize("ending", [".csv", ".html"])
def test_the_figures_are_written_as_a_file(
    page: TrendsPage, tmp_path: Path, ending: str, qtbot: QtBot
) -> None:
    file = tmp_path / f"trends{ending}"
    with Store.open(read_only=True) as store:
        found = trends(store)
    with qtbot.waitSignal(page.files.written):
        page.files.write(found, file)
    text = file.read_text(encoding="utf-8")
    if ending == ".csv":
        assert {row["figure"] for row in csv.DictReader(text.splitlines())} >= {"anger_end"}
    else:
        assert text.startswith("<!doctype html>")


def test_where_a_file_cannot_be_written_the_page_says_so(
    page: TrendsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.open(read_only=True) as store:
        found = trends(store)
    with qtbot.waitSignal(page.files.failed):
        page.files.write(found, tmp_path / "missing" / "trends.csv")
    assert "cannot be written" in page.banner.text


def test_a_click_chooses_the_point_under_it(page: TrendsPage, qtbot: QtBot) -> None:
    by(page, By.AGENT, qtbot)
    page.choose_figure("peak_anger")
    chosen: list[int] = []
    page.chart.chosen.connect(chosen.append)
    centre = page.chart.rect().center()
    centre.setY(page.chart.height() // 4)
    QTest.mouseClick(page.chart._plot.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert chosen == [0]


@pytest.mark.parametrize("name", [ISSUES, OUTCOMES, AFTER_STEPS])
def test_lists_are_series_whose_shares_are_of_their_calls(calls: list[str], name: str) -> None:
    with Store.open(read_only=True) as store:
        found = trends(store)
        series = series_of(found, name)
        for point in series.points:
            behind = found.behind(store, point.figure, point.key)
            assert point.value == pytest.approx(len(behind) / point.calls)
    model = SeriesModel()
    model.show(series)
    assert model.rowCount() == len(series.points)
