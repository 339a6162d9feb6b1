"""Trends as the window draws and lists them: a series of points, the same for chart and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from companion.review.chart import said
from companion.review.intervals import share_interval
from companion.review.trends import FEW, Figure, Group, Term, Trends
from companion.store.figures import By
from ui import words
from ui.language import number, shipped

Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate

ISSUES, CAUSES, OUTCOMES, AFTER_STEPS = "issues", "causes", "outcomes", "after_steps"
LISTS = (OUTCOMES, ISSUES, CAUSES, AFTER_STEPS)

Spread = Sequence[tuple[str, str, Figure]]
"""Key and title of each group, and how much of it has a thing that a list tells of."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series. `figure` and `key` name its calls for `Trends.behind`."""

    title: str
    figure: str
    key: str | None
    calls: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def few(self) -> bool:
        return self.calls < FEW


@dataclass(frozen=True, slots=True)
class Series:
    """What one chart shows. `weeks`: its points follow each other in time."""

    name: str
    title: str
    unit: str
    is_share: bool
    weeks: bool
    points: tuple[Point, ...]
    note: str = ""

    @property
    def measure(self) -> str:
        """The unit of its values; empty for a share and where the unit only says the scale."""
        return "" if " to " in self.unit else shipped(self.unit)

    def spoken(self, point: Point) -> str:
        """A point in one line: what, how much, of how many calls, how sure."""
        if point.value is None:
            return translate("trends", "{title}: not known in any call").format(title=point.title)
        value = " ".join(part for part in (shown(point.value, self.is_share), self.measure) if part)
        parts = [f"{point.title}: {value}", words.calls(point.calls)]
        if point.low is not None:
            parts.append(translate("trends", "95 % interval {span}").format(span=self.span(point)))
        if point.few:
            parts.append(translate("trends", "too few calls to conclude anything"))
        return ", ".join(parts)

    def span(self, point: Point) -> str:
        if point.low is None or point.high is None:
            return ""
        ends = shown(point.low, self.is_share), shown(point.high, self.is_share)
        return translate("trends", "{low} to {high}").format(
            low=ends[0].removesuffix(" %"), high=ends[1]
        )


def shown(value: float | None, is_share: bool) -> str:
    """A value as the window's language writes it."""
    return said(value, is_share).replace(".", QLocale().decimalPoint())


def title_of(found: Trends, name: str) -> str:
    """What a figure or a list is called. KeyError where there is none of that name."""
    lists = {
        ISSUES: translate("trends", "What calls are about"),
        CAUSES: translate("trends", "Why it went wrong"),
        OUTCOMES: translate("trends", "How calls ended"),
        AFTER_STEPS: translate("trends", "Less anger after a step"),
    }
    return lists[name] if name in lists else shipped(found.overall.figures[name].title)


def series_of(found: Trends, name: str) -> Series:
    """A figure over the groups, or one of the lists. KeyError where there is none of that name."""
    if name in (ISSUES, CAUSES):
        return _terms(found, name)
    if name == OUTCOMES:
        return _outcomes(found)
    if name == AFTER_STEPS:
        return _after_steps(found)
    whole = found.overall.figures[name]
    weeks = found.by == By.WEEK
    points = tuple(_point(group, group.figures[name]) for group in found.groups)
    if not weeks:
        points = tuple(sorted(points, key=lambda point: -point.calls))
    return Series(name, title_of(found, name), whole.unit, whole.is_share, weeks, points)


def spread_of(found: Trends, whole: Series, point: Point, spread: Spread) -> Series:
    """A point of a list over the groups; its calls are those of a group that have it."""
    weeks = found.by == By.WEEK
    points = [
        Point(shipped(title), point.figure, key, one.calls, one.value, one.low, one.high)
        for key, title, one in spread
    ]
    if not weeks:
        points.sort(key=lambda point: -point.calls)
    title = f"{whole.title}: {point.title}"
    return Series(whole.name, title, "", True, weeks, tuple(points), whole.note)


def _point(group: Group, figure: Figure) -> Point:
    return Point(
        shipped(group.title),
        figure.name,
        group.key,
        figure.calls,
        figure.value,
        figure.low,
        figure.high,
    )


def _terms(found: Trends, name: str) -> Series:
    terms, told = (
        (found.issues, found.issues_told) if name == ISSUES else (found.causes, found.causes_told)
    )
    note = translate(
        "trends",
        "Words that at least two calls share, of the {count} calls that tell. No diagnosis.",
    )
    points = tuple(_term(term, name, told) for term in terms)
    return Series(
        name, title_of(found, name), "", True, False, points, note.format(count=number(told))
    )


def _term(term: Term, name: str, told: int) -> Point:
    return Point(term.word, f"{name}:{term.term}", None, told, term.share, term.low, term.high)


def _outcomes(found: Trends) -> Series:
    count = found.overall.calls
    points = []
    for disposition, title, calls in found.outcomes:
        sure = share_interval(calls, count)
        assert sure is not None  # a disposition of no call is not told
        figure = f"disposition:{disposition}"
        points.append(
            Point(shipped(title), figure, None, count, calls / count, sure.low, sure.high)
        )
    return Series(OUTCOMES, title_of(found, OUTCOMES), "", True, False, tuple(points))


def _after_steps(found: Trends) -> Series:
    points = tuple(
        Point(
            shipped(one.title),
            f"after:{one.step}:-1",
            None,
            one.calls,
            one.share_less,
            one.low,
            one.high,
        )
        for one in found.after_steps
    )
    note = translate(
        "trends",
        "How often the next sentence was less angry than the one before. Anger also falls by"
        " itself: compare with “No step”. These are counts, not proof that a step helped.",
    )
    return Series(AFTER_STEPS, title_of(found, AFTER_STEPS), "", True, False, points, note)


class Column(IntEnum):
    GROUP = 0
    VALUE = 1
    INTERVAL = 2
    CALLS = 3
    NOTE = 4


class SeriesModel(QAbstractTableModel):
    """The numbers of a chart as a table, a row a point."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._series = Series("", "", "", False, False, ())

    def show(self, series: Series) -> None:
        self.beginResetModel()
        self._series = series
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._series.points)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return self._titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._series.points):
            return None
        column, point = Column(index.column()), self._series.points[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._series.spoken(point) if column == Column.GROUP else self._cell(index)
        return self._cell(index) if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, index: Index) -> str:
        series = self._series
        point = series.points[index.row()]
        cells: Sequence[str] = (
            point.title,
            shown(point.value, series.is_share),
            series.span(point),
            number(point.calls),
            translate("trends", "too few") if point.few else "",
        )
        return cells[index.column()]

    def _titles(self) -> Sequence[str]:
        value = self._series.measure or (
            translate("trends", "Share") if self._series.is_share else translate("trends", "Value")
        )
        return (
            translate("trends", "Calls of"),
            value,
            translate("trends", "95 % interval"),
            translate("trends", "Calls"),
            translate("trends", "Note"),
        )


def _alignment(column: Column) -> Qt.AlignmentFlag:
    numbers = column in (Column.VALUE, Column.INTERVAL, Column.CALLS)
    side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
