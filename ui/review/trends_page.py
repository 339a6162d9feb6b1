"""Trends over the saved calls: a figure drawn and listed, with the calls behind every point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from companion.review.trends import Trends
from companion.store import Filter
from companion.store.figures import By
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.models.trends import LISTS, Series, SeriesModel, series_of, spread_of
from ui.review.day_range import DayRange
from ui.review.figures_list import FiguresList
from ui.review.newest import Newest
from ui.review.page_parts import head_with_back, room_below
from ui.review.tables import NumbersTable
from ui.review.trends_chart import TrendsChart
from ui.review.trends_files import TrendsFiles
from ui.review.trends_scope import Counted, Scope, count, figure_names
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, button, label

_PAINTED_AFTER_MS = 50
"""The lists are asked for once the figure is painted, and take no time from that."""


class TrendsPage(QWidget):
    """`listed` carries ids of calls and what they have in common. GUI thread only.

    Shown as an agent's own, it counts that agent's calls alone.
    """

    listed = Signal(object, str)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions = look, actions
        self._own = ""
        self._found: Trends | None = None
        self._series: Series | None = None
        self._counting = Newest("trends", self)
        self._finding = Newest("behind", self)
        self._spreading, self._listing = Newest("spread", self), Newest("lists", self)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED_AFTER_MS)
        self._painted.timeout.connect(self._ask_lists)
        self.banner = Banner(look)
        self.by, self.agent = QComboBox(), QComboBox()
        self.days = DayRange(look, self.tr("Days"), self.tr("All days"), self._day_choices())
        self.figures = FiguresList(look)
        self.chart = TrendsChart(look)
        self.model = SeriesModel(self)
        self.table = NumbersTable(look, self.model)
        self.open, self.spread = button(look, "primary"), button(look)
        self.files = TrendsFiles(self)
        self.export = button(look)
        self._title = label()
        self._title.setFont(look.bold(1.05))
        self._private, self._counted = label(tone="muted"), label(tone="muted")
        self._note = label(tone="muted", wrap=True)
        self._spoken = label()
        self._fill_choices()
        self._lay_out()
        self._connect()

    @property
    def scope(self) -> Scope:
        """What the choices say now."""
        agent = self._own or self.agent.currentData()
        wanted = Filter(
            since=self.days.since,
            until=self.days.until,
            agents=frozenset({agent}) if agent else frozenset(),
        )
        return Scope(self.by.currentData(), wanted)

    @property
    def series(self) -> Series | None:
        return self._series

    @property
    def counting(self) -> bool:
        return self._counting.busy

    @property
    def listing(self) -> bool:
        """Whether the lists are still to come."""
        return self.counting or self._painted.isActive() or self._listing.busy

    @property
    def counted(self) -> str:
        return self._counted.text()

    @property
    def spoken(self) -> str:
        """What is said of the chosen point."""
        return self._spoken.text()

    def show_all(self) -> None:
        """Count everybody's calls anew."""
        self._enter("")

    def show_own(self, agent: str) -> None:
        """Count the calls of one agent, for their own eyes."""
        self._enter(agent)

    def close_jobs(self) -> None:
        """Wait for what is asked. Any number of times."""
        self._painted.stop()
        for one in (self._counting, self._finding, self._spreading, self._listing):
            one.close()
        self.files.close()

    def choose_figure(self, name: str) -> None:
        """Show another figure. Nothing happens where the trends have none of that name."""
        self.figures.choose(name)

    def _enter(self, own: str) -> None:
        self._own = own
        self._title.setText(self.tr("My trends") if own else self.tr("Trends"))
        text = self.tr("{name}: nobody else sees this unless you export it")
        self._private.setText(text.format(name=own) if own else "")
        self._private.setVisible(bool(own))
        self.agent.setVisible(not own)
        if own and self.by.currentData() == By.AGENT:
            with QSignalBlocker(self.by):
                self.by.setCurrentIndex(self.by.findData(By.WEEK))
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._counting.ask(partial(count, scope=self.scope))

    @Slot(object)
    def _on_counted(self, answer: object) -> None:
        assert isinstance(answer, Counted)
        self.banner.clear()
        self._found = answer.found
        self._show_agents(answer.agents)
        self._counted.setText(words.calls(answer.found.overall.calls))
        self.export.setEnabled(False)  # a report has the lists, too
        self.figures.show_names(figure_names(answer.found))
        self._show_figure()
        self._painted.start()

    @Slot()
    def _ask_lists(self) -> None:
        if self._found is not None:
            self._listing.ask(self._found.with_lists)

    @Slot(object)
    def _on_listed(self, found: object) -> None:
        """The lists have come, too; a figure that is shown stays as it is."""
        assert isinstance(found, Trends)
        if self._counting.busy:
            return
        shown = self.figures.chosen
        self._found = found
        self.export.setEnabled(bool(found.overall.calls))
        self.figures.show_names(figure_names(found))
        if self.figures.chosen != shown:
            self._show_figure()

    def _show_agents(self, names: list[str]) -> None:
        chosen = self.agent.currentData()
        with QSignalBlocker(self.agent):
            self.agent.clear()
            self.agent.addItem(self.tr("Every agent"), "")
            for name in names:
                self.agent.addItem(name, name)
            self.agent.setCurrentIndex(max(0, self.agent.findData(chosen)))

    @Slot()
    def _show_figure(self) -> None:
        name = self.figures.chosen
        if self._found is None or not name:
            return
        self._show_series(series_of(self._found, name))
        self.spread.setVisible(name in LISTS)
        self.spread.setText(self._spread_name())

    def _show_series(self, series: Series) -> None:
        self._series = series
        self.chart.show_series(series)
        self.model.show(series)
        self._drawing.heading.setText(self._heading(series))
        self._note.setText(self._said_beside(series))
        self._choose(len(series.points) - 1 if series.weeks else 0)

    def _spread_name(self) -> str:
        return {
            By.WEEK: self.tr("Week by week"),
            By.AGENT: self.tr("Agent by agent"),
            By.DISPOSITION: self.tr("By disposition"),
        }[self._found.by if self._found else By.WEEK]

    @Slot()
    def _on_spread(self) -> None:
        """Show the chosen point of a list over the weeks or agents, or the list again."""
        found, series = self._found, self._series
        if found is None or series is None or not series.points:
            return
        if series.points[0].key is not None:
            self._show_figure()
            return
        point = series.points[max(self.table.currentIndex().row(), 0)]
        self._spreading.ask(
            lambda store: spread_of(found, series, point, found.spread(store, point.figure))
        )

    @Slot(object)
    def _on_spread_found(self, series: object) -> None:
        assert isinstance(series, Series)
        if series.name == self.figures.chosen:
            self._show_series(series)
            self.spread.setText(self.tr("Back to the list"))
            self.chart.setFocus()

    def _heading(self, series: Series) -> str:
        return f"{series.title} ({shipped(series.unit)})" if series.unit else series.title

    def _said_beside(self, series: Series) -> str:
        if not series.points:
            return self.tr("There are no calls to count.")
        parts = [series.note] if series.note else []
        if self.chart.left_out:
            text = self.tr("{count} more are in the table.")
            parts.append(text.format(count=self.chart.left_out))
        reading = self.tr(
            "The numbers are calls, the bars 95 % intervals: where bars overlap, a difference may"
            " be chance."
        )
        return " ".join([*parts, reading])

    @Slot(int)
    def _choose(self, place: int) -> None:
        if self._series is None or not 0 <= place < len(self._series.points):
            self._spoken.setText("")
            self.open.setEnabled(False)
            return
        with QSignalBlocker(self.table):
            self.table.selectRow(place)
        self.table.scrollTo(self.model.index(place, 0))
        self.chart.choose(place)
        point = self._series.points[place]
        self._spoken.setText(self._series.spoken(point))
        self.open.setEnabled(point.value is not None)

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        self._choose(index.row())

    @Slot()
    def _open_chosen(self) -> None:
        self._open(self.table.currentIndex().row())

    @Slot(int)
    def _open(self, place: int) -> None:
        """List the calls behind a point."""
        found, series = self._found, self._series
        if found is None or series is None or not 0 <= place < len(series.points):
            return
        point = series.points[place]
        about = f"{series.title}, {point.title}"
        self._finding.ask(lambda store: (found.behind(store, point.figure, point.key), about))

    @Slot(object)
    def _on_behind(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        self.listed.emit(*answer)

    @Slot()
    def _export(self) -> None:
        if self._found is not None:
            self.files.ask(self._found)

    def _fill_choices(self) -> None:
        for by, name in (
            (By.WEEK, self.tr("By week")),
            (By.AGENT, self.tr("By agent")),
            (By.DISPOSITION, self.tr("By disposition")),
        ):
            self.by.addItem(name, by)
        for box, name in (
            (self.by, self.tr("Put together by")),
            (self.agent, self.tr("Agent")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _day_choices(self) -> Sequence[tuple[str, int]]:
        return [
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 13 weeks"), 91),
            (self.tr("Last 26 weeks"), 182),
            (self.tr("Last 365 days"), 365),
        ]

    def _connect(self) -> None:
        for box in (self.by, self.agent):
            box.activated.connect(self._ask)
        self.days.changed.connect(self._ask)
        self._spreading.done.connect(self._on_spread_found)
        self._listing.done.connect(self._on_listed)
        self.spread.clicked.connect(self._on_spread)
        self._counting.done.connect(self._on_counted)
        self._finding.done.connect(self._on_behind)
        for one in (self._counting, self._finding, self._spreading, self._listing):
            one.failed.connect(self.banner.show_error)
        self.files.written.connect(self.banner.show_note)
        self.files.failed.connect(self.banner.show_error)
        self.figures.picked.connect(self._show_figure)
        self.figures.itemActivated.connect(self.chart.setFocus)
        self.chart.chosen.connect(self._choose)
        self.chart.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.opened.connect(self._open)
        self.open.clicked.connect(self._open_chosen)
        self.export.clicked.connect(self._export)

    def _lay_out(self) -> None:
        look = self._look
        inner = room_below(look, self, self._header(), self.banner)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(look.u(3))
        columns.addWidget(self.figures)
        columns.addWidget(self._right())
        columns.setSizes([look.u(56), look.u(250)])
        columns.setStretchFactor(1, 1)
        inner.addWidget(columns, 1)

    def _header(self) -> QWidget:
        look = self._look
        head, row = head_with_back(look, self._actions)
        row.addWidget(self._title)
        row.addWidget(self._counted)
        row.addSpacing(look.u(2))
        row.addWidget(self._private)
        row.addStretch(1)
        for box in (self.by, self.days, self.agent):
            row.addWidget(box)
        self.export.setText(self.tr("Export…"))
        self.export.setToolTip(self.tr("All figures as a table (CSV) or as a report to print"))
        self.export.setEnabled(False)
        row.addWidget(self.export)
        return head

    def _right(self) -> QWidget:
        look = self._look
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(3))
        self._drawing = Panel(look, self.tr("Chart"))
        self._drawing.light_up_for(self.chart)
        self._drawing.body.addWidget(self.chart, 1)
        self._note.setFont(look.font(0.9))
        self._drawing.body.addWidget(self._note)
        under = QHBoxLayout()
        under.setSpacing(look.u(2))
        under.addWidget(self._spoken, 1)
        self.open.setText(self.tr("Show its calls"))
        self.open.setEnabled(False)
        self.spread.hide()
        under.addWidget(self.spread)
        under.addWidget(self.open)
        self._drawing.body.addLayout(under)
        column.addWidget(self._drawing, 3)
        numbers = Panel(look, self.tr("Numbers"))
        numbers.heading.hide()
        numbers.light_up_for(self.table)
        self.table.setAccessibleName(self.tr("The same numbers as a table"))
        self.table.setAccessibleDescription(self.tr("Enter lists the calls"))
        numbers.body.addWidget(self.table)
        numbers.setMinimumHeight(look.u(56))
        column.addWidget(numbers, 2)
        return right
