"""The library: all saved calls, filtered and in order; the worst first, or a fair lot."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from companion.errors import OutsideError
from companion.store import Order, Sorting
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.models.library import FALLING, ORDERS, Column, LibraryModel, Listed, Lot, Query
from ui.review.filter_bar import FilterBar
from ui.review.library_delegate import LibraryDelegate
from ui.review.sort_box import SortBox
from ui.team import Team
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, button, label

_WIDTHS = {
    Column.DATE: 36,
    Column.AGENT: 20,
    Column.CUSTOMER: 22,
    Column.DURATION: 17,
    Column.RISK: 19,
    Column.ANGER: 24,
    Column.ALERTS: 28,
    Column.MISSED: 26,
    Column.FOLLOW_UP: 39,
    Column.DISPOSITION: 26,
    Column.SCORE: 14,
    Column.REVIEWED: 24,
    Column.FOUND: 110,
}
"""Grid steps."""

_LEFT_OUT = (Column.DURATION, Column.MISSED, Column.FOLLOW_UP, Column.DISPOSITION)
"""Make room for the words that were found."""

_GROWING = (Column.MISSED, Column.DISPOSITION)
"""Take what room there is, where no words are looked for."""

_SEEDS = 10_000
_PER_AGENT, _USUAL_PER_AGENT = (1, 2, 3, 5, 10, 20), 3


class CallTable(QTableView):
    """`opened` carries the row on which Enter was pressed."""

    opened = Signal(int)
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Home:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End:
            self.selectRow(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)


class LibraryPage(QWidget):
    """`chosen` carries the id of a call to be opened and the second of the words found, or -1."""

    chosen = Signal(str, float)

    def __init__(self, look: Look, actions: Actions, team: Team) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self._sorting = Sorting()
        self._troubled = False
        self._lot: Lot | None = None
        self._listed: Listed | None = None
        self.model = LibraryModel(self, team.titles())
        self.banner = Banner(look)
        titles = self.model.titles()
        self.sort = SortBox(look, {order: titles[column] for column, order in ORDERS.items()})
        self.filters = FilterBar(look, actions, team, self.sort)
        self.table = CallTable()
        self.worst, self.draw, self.take_in = button(look), button(look), button(look, "quiet")
        self.whole = button(look)
        self.whole.setText(self.tr("Show all calls"))
        self.whole.clicked.connect(self.show_all)
        self.whole.hide()
        actions.dress(self.worst, "worst_first")
        actions.dress(self.draw, "draw_lot")
        actions.dress(self.take_in, "take_in", "")
        self.per_agent = QComboBox()
        self.seed = QLineEdit()
        self._counted = label(tone="muted")
        self._set_up_lot()
        self._set_up_table()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """List anew what the database holds now."""
        self._ask()

    @property
    def counted(self) -> str:
        return self._counted.text()

    @Slot()
    def worst_first(self) -> None:
        """The riskiest calls that nobody has reviewed."""
        self._lot = self._listed = None
        self._show_sorting(Sorting(Order.RISK))
        self.filters.want_unreviewed()
        self.table.setFocus()

    @Slot()
    def draw_lot(self) -> None:
        """So many calls of each agent, by lot: the same seed draws the same ones."""
        if not self.seed.text().strip().isdigit():
            self.seed.setText(str(secrets.randbelow(_SEEDS)))
        self._listed = None
        self._lot = Lot(self.per_agent.currentData(), int(self.seed.text()))
        self._ask()
        self.table.setFocus()

    @property
    def listed(self) -> Listed | None:
        """The list of calls that is shown instead of what the filters let through."""
        return self._listed

    def show_listed(self, listed: Listed) -> None:
        """List these calls; a filter, another order or a lot shows the others again."""
        self._lot, self._listed = None, listed
        self._ask()
        self.table.setFocus()

    @Slot()
    def show_all(self) -> None:
        """Leave the list of chosen calls."""
        self._listed = None
        self._ask()
        self.table.setFocus()

    def select(self, call_id: str) -> None:
        """Choose a call's row, if it is among those in sight."""
        row = self.model.row_of(call_id)
        if row >= 0:
            self.table.selectRow(row)

    @Slot()
    def _on_filter(self) -> None:
        self._listed = None
        self._ask()

    def _ask(self) -> None:
        self.model.ask(Query(self.filters.wanted, self._sorting, self._lot, self._listed))
        self.whole.setVisible(self._listed is not None)

    @Slot(int)
    def _on_header(self, section: int) -> None:
        """Sort by this column; once more turns the order round."""
        order = ORDERS.get(Column(section))
        if order is None:
            self._show_sorting(self._sorting)
            return
        again = order == self._sorting.order
        self._sort(Sorting(order, turned=again and not self._sorting.turned))

    @Slot(object)
    def _sort(self, sorting: Sorting) -> None:
        self._lot = self._listed = None
        self._show_sorting(sorting)
        self._ask()

    def _show_sorting(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self.sort.show_sorting(sorting)
        column = next(column for column, order in ORDERS.items() if order == sorting.order)
        falls = (sorting.order in FALLING) != sorting.turned
        way = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        head = self.table.horizontalHeader()
        with QSignalBlocker(head):
            head.setSortIndicator(column, way)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        if self._troubled:
            self._troubled = False
            self.banner.clear()
        if self._listed is not None:
            text = self.tr("{about}: %Ln call(s)", "", count)
            self._counted.setText(text.format(about=self._listed.about))
        elif self._lot is not None:
            text = self.tr("%Ln call(s) by lot, seed {seed}", "", count)
            self._counted.setText(text.format(seed=self._lot.seed))
        elif count:
            self._counted.setText(words.calls(count))
        else:
            self._counted.setText(self.tr("No call fits."))
        searching = bool(self.model.query.wanted.text.strip())
        self.table.setColumnHidden(Column.FOUND, not searching)
        for column in _LEFT_OUT:
            self.table.setColumnHidden(column, searching)
        self._share_room()
        if count:
            self.table.selectRow(0)

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._troubled = True
        self.banner.show_error(error)

    @Slot()
    def _share_room(self) -> None:
        """Give what is left of the width to the columns whose texts are long."""
        table, look = self.table, self._look
        shown = [column for column in Column if not table.isColumnHidden(column)]
        growing = [Column.FOUND] if Column.FOUND in shown else list(_GROWING)
        fixed = sum(table.columnWidth(column) for column in shown if column not in growing)
        room = (table.viewport().width() - fixed) // len(growing)
        for column in growing:
            table.setColumnWidth(column, max(look.u(_WIDTHS[column]), room))

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        summary, hit = self.model.summary(row), self.model.hit(row)
        if summary is not None:
            self.chosen.emit(summary.id, hit.start if hit else -1.0)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_opened(index.row())

    @Slot()
    def _to_table(self) -> None:
        self._ask()
        self.table.setFocus()

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.sort.changed.connect(self._sort)
        self.filters.search.returnPressed.connect(self._to_table)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(self._on_failed)
        self.table.opened.connect(self._on_opened)
        self.table.resized.connect(self._share_room)
        self.table.doubleClicked.connect(self._on_clicked)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)
        self.seed.returnPressed.connect(self.draw_lot)

    def _set_up_lot(self) -> None:
        for number in _PER_AGENT:
            self.per_agent.addItem(self.tr("{n} per agent").format(n=number), number)
        self.per_agent.setCurrentIndex(self.per_agent.findData(_USUAL_PER_AGENT))
        self.per_agent.setAccessibleName(self.tr("Calls per agent"))
        self.seed.setPlaceholderText(self.tr("Seed"))
        self.seed.setAccessibleName(self.tr("Seed of the lot"))
        self.seed.setToolTip(self.tr("The same seed draws the same calls; empty draws a new one"))
        self.seed.setMaximumWidth(self._look.u(20))

    def _set_up_table(self) -> None:
        look, table = self._look, self.table
        table.setModel(self.model)
        table.setItemDelegate(LibraryDelegate(look, self.model, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(self.tr("Saved calls"))
        table.setAccessibleDescription(self.tr("Enter opens the call"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.u(9))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, look.u(width))
        head.moveSection(Column.FOUND, Column.AGENT)  # beside the date, in sight
        table.setColumnHidden(Column.FOUND, True)
        self._show_sorting(Sorting())

    def _lay_out(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.u(4), look.u(3), look.u(4), look.u(4))
        outer.setSpacing(look.u(3))
        outer.addWidget(self.banner)
        panel = Panel(look, self.tr("Library"))
        panel.head.addWidget(self._counted)
        panel.head.addWidget(self.whole)
        panel.head.addSpacing(look.u(4))
        panel.head.addWidget(self.take_in)
        panel.head.addWidget(self.worst)
        panel.head.addSpacing(look.u(2))
        panel.head.addWidget(self.draw)
        panel.head.addWidget(self.per_agent)
        panel.head.addWidget(self.seed)
        panel.body.addWidget(self.filters)
        panel.body.addWidget(self.table, 1)
        panel.light_up_for(self.table)
        outer.addWidget(panel, 1)
