"""The saved calls as a table of any length: pages are fetched as they come into sight."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from companion.errors import OutsideError
from companion.events import Category
from companion.store import CallSummary, Filter, FollowUpState, Hit, Order, Sorting, Store
from ui import words
from ui.jobs import Job

SummaryRole = Qt.ItemDataRole.UserRole
_SHOWN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
    SummaryRole,
)
Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Rows fetched at a time: some three screens full."""

_KEPT_PAGES = 30


class Column(IntEnum):
    DATE = 0
    AGENT = 1
    CUSTOMER = 2
    DURATION = 3
    RISK = 4
    ANGER = 5
    ALERTS = 6
    MISSED = 7
    FOLLOW_UP = 8
    DISPOSITION = 9
    SCORE = 10
    REVIEWED = 11
    FOUND = 12
    """The words looked for; there only while some are."""


ORDERS: Mapping[Column, Order] = {
    Column.DATE: Order.NEWEST,
    Column.AGENT: Order.AGENT,
    Column.CUSTOMER: Order.CUSTOMER,
    Column.DURATION: Order.LONGEST,
    Column.RISK: Order.RISK,
    Column.ANGER: Order.ANGER,
    Column.ALERTS: Order.ALERTS,
    Column.MISSED: Order.MISSED,
    Column.FOLLOW_UP: Order.FOLLOW_UP,
    Column.DISPOSITION: Order.DISPOSITION,
    Column.SCORE: Order.WORST_SCORE,
    Column.REVIEWED: Order.UNREVIEWED,
}
"""What a column is sorted by."""

FALLING = frozenset(
    {Order.NEWEST, Order.LONGEST, Order.RISK, Order.ANGER, Order.ALERTS, Order.MISSED}
)
"""Orders that put the most first; the others begin with the least."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A sample drawn by lot: so many calls of each agent, by this seed."""

    per_agent: int
    seed: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Calls that were chosen elsewhere, in their order, and what they have in common."""

    call_ids: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Query:
    """Which calls are listed, and in which order; a lot and a list have their own."""

    wanted: Filter = field(default_factory=Filter)
    sorting: Sorting = field(default_factory=Sorting)
    lot: Lot | None = None
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a query found: how many, and of them a page, with the passages in which words that are
    looked for stand. `query` tells a late answer from a new one; `first`: it is its first.
    """

    query: Query
    first: bool
    count: int
    page: int
    rows: list[CallSummary]
    hits: Mapping[str, Hit] = field(default_factory=dict)


class LibraryModel(QAbstractTableModel):
    """One row a call. GUI thread only; the database is asked on other threads.

    `counted` tells how many calls there are once they are counted, `failed` why they are not.
    `titles` names steps and outcomes by their ids.
    A newer query makes the answers to older ones void.
    """

    counted = Signal(int)
    failed = Signal(object)

    def __init__(
        self, parent: QObject | None = None, titles: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(parent)
        self._named = titles or {}
        self._query = Query()
        self._count = 0
        self._pages: OrderedDict[int, list[CallSummary]] = OrderedDict()
        self._hits: dict[str, Hit] = {}
        self._wanted: list[int] = []
        self._job: Job | None = None
        self._asking = -1
        self._fresh = True

    @property
    def query(self) -> Query:
        return self._query

    @property
    def loading(self) -> bool:
        return self._job is not None

    def ask(self, query: Query) -> None:
        """List other calls. What is shown stays until the first page of them is there."""
        self._query = query
        self._fresh = True
        self._wanted = [0]
        self._next()

    @Slot()
    def refresh(self) -> None:
        self.ask(self._query)

    def close(self) -> None:
        """Wait for the thread that asks, if there is one. Any number of times."""
        self._wanted = []
        if self._job is not None:
            self._job.abandon()
            self._job = None

    def summary(self, row: int) -> CallSummary | None:
        """The call in this row; None while its page is on the way."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._want(row // PAGE)
            return None
        self._pages.move_to_end(row // PAGE)
        return page[row % PAGE] if row % PAGE < len(page) else None

    def hit(self, row: int) -> Hit | None:
        """Where the words that were looked for stand in this call."""
        summary = self.summary(row)
        return self._hits.get(summary.id) if summary else None

    def row_of(self, call_id: str) -> int:
        """The row of a call among those that were fetched, or -1."""
        for number, page in self._pages.items():
            for place, summary in enumerate(page):
                if summary.id == call_id:
                    return number * PAGE + place
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._count:
            return None
        if role not in _SHOWN:
            return None
        summary = self.summary(index.row())
        if summary is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == SummaryRole:
            return summary
        text = self.text(summary, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and text:
            return f"{self.titles()[Column(index.column())]}: {text}"
        return text

    def text(self, summary: CallSummary, column: Column) -> str:  # noqa: PLR0911 - one a column
        """What a column says of a call."""
        match column:
            case Column.DATE:
                return words.moment(summary.started_at)
            case Column.AGENT:
                return summary.agent
            case Column.CUSTOMER:
                return summary.customer or summary.reference
            case Column.DURATION:
                return words.clock(summary.duration_s)
            case Column.RISK:
                return str(summary.risk)
            case Column.ANGER:
                peak = summary.peak_anger
                return "" if peak is None else words.anger_name(peak)
            case Column.ALERTS:
                return ", ".join(_counted(*one) for one in summary.alerts.items())
            case Column.MISSED:
                return ", ".join(self._named.get(step, step) for step in summary.missed)
            case Column.FOLLOW_UP:
                return self._follow_up(summary)
            case Column.DISPOSITION:
                return self._named.get(summary.disposition, summary.disposition)
            case Column.SCORE:
                return "" if summary.score is None else f"{summary.score:.0f}"
            case Column.REVIEWED:
                reviewed = self.tr("Yes") if summary.reviewed else ""
                return self.tr("Disputed") if summary.disputed else reviewed
            case Column.FOUND:
                hit = self._hits.get(summary.id)
                return words.quoted(hit.snippet) if hit else ""

    def _follow_up(self, summary: CallSummary) -> str:
        if summary.follow_up is None:
            return ""
        day = words.plain_day(summary.follow_up)
        if summary.follow_up_state == FollowUpState.KEPT:
            return self.tr("{day}, kept").format(day=day)
        if summary.follow_up_state == FollowUpState.MISSED:
            return self.tr("{day}, missed").format(day=day)
        late = summary.follow_up < dt.date.today()
        return self.tr("{day}, overdue").format(day=day) if late else day

    def titles(self) -> dict[Column, str]:
        """The names of the columns."""
        return {
            Column.DATE: self.tr("Date"),
            Column.AGENT: self.tr("Agent"),
            Column.CUSTOMER: self.tr("Customer"),
            Column.DURATION: self.tr("Length"),
            Column.RISK: self.tr("Risk"),
            Column.ANGER: self.tr("Anger peak"),
            Column.ALERTS: self.tr("Alerts"),
            Column.MISSED: self.tr("Steps missed"),
            Column.FOLLOW_UP: self.tr("Follow-up"),
            Column.DISPOSITION: self.tr("Disposition"),
            Column.SCORE: self.tr("Score"),
            Column.REVIEWED: self.tr("Reviewed"),
            Column.FOUND: self.tr("Found"),
        }

    def _want(self, page: int) -> None:
        """The newest wish first: somebody who scrolls far does not wait for what went by."""
        if page == self._asking:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-3]
        self._next()

    def _next(self) -> None:
        if self._job is not None or not self._wanted:
            return
        query, page, fresh = self._query, self._wanted.pop(), self._fresh
        self._fresh, self._asking = False, page
        count = None if fresh else self._count
        self._job = Job(lambda: _asked(query, page, count), "library", self)
        self._job.done.connect(self._on_answer)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot(object)
    def _on_answer(self, answer: object) -> None:
        assert isinstance(answer, _Answer)
        self._over()
        if answer.query == self._query and not self._fresh:
            self._take(answer)
        self._next()

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._over()
        self.failed.emit(error)
        self._next()

    def _take(self, answer: _Answer) -> None:
        if answer.first:
            self.beginResetModel()
            self._hits = {}
            self._count = answer.count
            self._pages = OrderedDict()
            self._keep(answer)
            self.endResetModel()
            self.counted.emit(answer.count)
            return
        self._keep(answer)
        first = self.index(answer.page * PAGE, 0)
        last = self.index(min(answer.page * PAGE + PAGE, self._count) - 1, len(Column) - 1)
        self.dataChanged.emit(first, last)

    def _keep(self, answer: _Answer) -> None:
        self._hits |= answer.hits
        if answer.query.lot is not None:  # a lot comes whole
            for start in range(0, len(answer.rows), PAGE):
                self._pages[start // PAGE] = answer.rows[start : start + PAGE]
            return
        self._pages[answer.page] = answer.rows
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)

    def _over(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self._asking = -1


def _counted(category: Category, count: int) -> str:
    name = words.category_name(category)
    return name if count == 1 else f"{name} ({count})"


def _asked(query: Query, page: int, count: int | None) -> _Answer:
    """Ask the database; the first time with the count."""
    first = count is None
    with Store.open(read_only=True) as store:
        if query.lot is not None:
            lot = query.lot
            rows = store.sample(query.wanted, per_agent=lot.per_agent, seed=lot.seed)
            return _Answer(query, first, len(rows), 0, rows)
        if query.listed is not None:
            ids = query.listed.call_ids
            some = store.listed(ids[page * PAGE : (page + 1) * PAGE])
            return _Answer(query, first, len(ids), page, some)
        if count is None:
            count = store.count(query.wanted)
        rows = store.calls(
            query.wanted,
            order=query.sorting.order,
            turned=query.sorting.turned,
            limit=PAGE,
            offset=page * PAGE,
        )
        text = query.wanted.text
        hits = store.passages(text, [row.id for row in rows]) if text.strip() else {}
        return _Answer(query, first, count, page, rows, hits)
