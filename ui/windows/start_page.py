"""Where one begins: open a recording, see the sample call, or find a saved call.

What shows saved calls takes as long to load and to make as all the rest of the page, and is hidden
until they are known: it is made after the first painting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Actions
from ui.look import Look
from ui.models.calls import CallsModel
from ui.widgets.banner import Banner
from ui.widgets.parts import Glyph, Panel, button, label

if TYPE_CHECKING:
    from companion.store import CallSummary, Hit
    from ui.archive import Today
    from ui.widgets.today import DuePanel, LoadPanel

_NAME_WIDTH = 85
"""Grid steps that the name of the program and the line under it need beside the buttons."""

SEARCH_AFTER_MS = 200
"""The list follows the search field once no key has been hit for so long."""


class StartPage(QWidget):
    """`chosen` carries the id of a saved call to be opened and the `seq` of the words found in it,
    or 0; `sought` the words to look for, "" for all calls. `steps` tells how many the script has.
    """

    due: DuePanel
    day: LoadPanel
    list: QListView
    search: QLineEdit

    chosen = Signal(str, int)
    sought = Signal(str)

    def __init__(self, look: Look, actions: Actions, steps: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions, self._steps = look, actions, steps
        self._complete = False
        self.calls = CallsModel(self)
        self.banner = Banner(look)
        self.start = button(look, "primary")
        self.sample, self.open, self.setup = (button(look) for _ in range(3))
        actions.dress(self.start, "start", with_key=True)
        actions.dress(self.sample, "sample", self.tr("Sample call"))
        actions.dress(self.open, "open", self.tr("Recording…"))
        actions.dress(self.setup, "setup", self.tr("Set up…"))
        self.library = button(look, "quiet")
        actions.dress(self.library, "library", self.tr("Library"))
        self._lay_out()

    def complete(self) -> None:
        """Make what shows saved calls, if that has not been done; it stays hidden for now."""
        if self._complete:
            return
        self._complete = True
        from ui.widgets.today import DuePanel, LoadPanel  # noqa: PLC0415 - see the module

        self.due, self.day = DuePanel(self._look), LoadPanel(self._look)
        self.due.chosen.connect(lambda call_id: self.chosen.emit(call_id, 0))
        self.list = self._make_list()
        self.search = self._make_search()
        self._glass = Glyph(self._look, "search", "text_muted", 4)
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._pause.timeout.connect(self.look_for)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._go_to_list)
        self._lay_out_calls()

    def show_calls(
        self, calls: Sequence[CallSummary], hits: Mapping[str, Hit] | None = None
    ) -> None:
        """List these calls; with none, say why. `hits` are the words found, by the call's id."""
        self.complete()
        self.calls.reset(calls, hits)
        seeking = hits is not None
        self._unknown.hide()
        self.list.setVisible(bool(calls))
        self._today.setVisible(bool(calls) and not seeking)
        for part in (self.search, self._glass):
            part.setVisible(bool(calls) or seeking)
        self._nothing.setVisible(not calls and not seeking)
        self._not_found.setVisible(not calls and seeking)
        if calls:
            self.list.setCurrentIndex(self.calls.index(0))

    def show_today(self, today: Today, day: dt.date) -> None:
        """Show what is due and how the day has been."""
        self.complete()
        self.due.show_due(today.due, day)
        self.day.show_load(today.load)

    @property
    def told(self) -> str:
        return self._told.text()

    def show_waiting(self, *, waiting: bool) -> None:
        """Say whether a call begins by itself, for then the devices are heard already."""
        self._told.setText(
            self.tr("Waiting: a call begins when both sides have sound. Nothing is kept before.")
            if waiting
            else self.tr("Hears the call with you. Nothing leaves this computer.")
        )

    def show_recovered(self, count: int) -> None:
        """Say that so many calls were cut off, and that nothing of them is lost."""
        told = self.tr(
            "%n call(s) cut off when the program stopped. All is saved below.", "", count
        )
        self.banner.show_note(told)

    def show_strays(self, count: int) -> None:
        """Say that there is sound of calls that are gone, and where it can be dealt with."""
        told = self.tr(
            "%n recording(s) belong to no saved call. Preferences, Recording, shows them.",
            "",
            count,
        )
        self.banner.show_note(told)

    @Slot()
    def look_for(self) -> None:
        """Ask for the calls that hold the words in the search field."""
        self.complete()
        self._pause.stop()
        self.sought.emit(self.search.text().strip())

    @Slot()
    def _go_to_list(self) -> None:
        self.look_for()
        self.list.setFocus()

    @Slot(QModelIndex)
    def _open_row(self, index: QModelIndex) -> None:
        hit = self.calls.hit(index.row())
        self.chosen.emit(self.calls.summary(index.row()).id, hit.seq if hit else 0)

    def _make_search(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("Find words said or noted"))
        made.setAccessibleName(self.tr("Find words said or noted"))
        made.setToolTip(self._actions["find"].toolTip())
        made.setMinimumWidth(self._look.u(70))
        return made

    def _make_list(self) -> QListView:
        from ui.widgets.call_delegate import CallDelegate  # noqa: PLC0415 - see the module

        made = QListView()
        made.setModel(self.calls)
        made.setItemDelegate(CallDelegate(self._look, self.calls, self._steps(), made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setAccessibleName(self.tr("Saved calls"))
        made.setAccessibleDescription(self.tr("Enter opens the call"))
        made.activated.connect(self._open_row)
        return made

    def _lay_out(self) -> None:
        look = self._look
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.u(6), look.u(4), look.u(6), look.u(6))
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(look.u(4))
        column.addLayout(self._hero())
        column.addWidget(self.banner)
        self._panel = Panel(look, self.tr("Saved calls"))
        self._panel.head.addWidget(self.library)
        self._unknown = QWidget()  # holds the place of the calls until they are known
        self._panel.body.addWidget(self._unknown, 1)
        column.addWidget(self._panel, 1)
        self._column = column
        holder = QWidget()
        holder.setMaximumWidth(look.u(270))
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder, 100)
        outer.addStretch(1)

    def _lay_out_calls(self) -> None:
        self._today = QWidget()
        today = QHBoxLayout(self._today)
        today.setContentsMargins(0, 0, 0, 0)
        today.setSpacing(self._look.u(4))
        today.addWidget(self.due, 3)
        today.addWidget(self.day, 2)
        self._nothing = self._welcome()
        self._not_found = label(self.tr("No call holds all these words."), "muted")
        self._not_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.list, self._today, self._nothing, self._not_found):
            part.hide()  # until the calls are known
        self._column.insertWidget(self._column.indexOf(self._panel), self._today)
        self._panel.head.addWidget(self._glass)
        self._panel.head.addWidget(self.search)
        for part in (self.list, self._nothing, self._not_found):
            self._panel.body.addWidget(part, 1)

    def _welcome(self) -> QWidget:
        """In place of the list while there is nothing to list: what happens in a call."""
        look = self._look
        made = QWidget()
        column = QVBoxLayout(made)
        column.setSpacing(look.u(4))
        column.addStretch(2)
        head = label(self.tr("No calls yet. This is what happens in one:"))
        head.setFont(look.bold(1.15))
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.u(3))
        grid.setVerticalSpacing(look.u(3))
        for row, (icon, role, text) in enumerate(
            (
                ("transcript", "agent", self.tr("Both sides become text while they speak.")),
                ("legal", "legal", self.tr("Anger and threats light up, with words that help.")),
                ("check", "good", self.tr("The script ticks itself by what you say.")),
                ("date", "customer", self.tr("The day you promise is understood and kept.")),
            )
        ):
            grid.addWidget(Glyph(look, icon, role, 6), row, 0)
            grid.addWidget(label(text), row, 1)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(grid)
        holder.addStretch(1)
        column.addLayout(holder)
        hint = label(self.tr("The sample call shows it all in a minute and a half."), "muted")
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under large print, or in a language of long words, the buttons stand below the name."""
        super().resizeEvent(event)
        needed = self._knobs.sizeHint().width() + self._look.u(_NAME_WIDTH)
        beside = event.size().width() >= needed
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _hero(self) -> QBoxLayout:
        look = self._look
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(look.u(4))
        row = QHBoxLayout()
        row.setSpacing(look.u(4))
        row.addWidget(Glyph(look, "app", "accent", 14))
        texts = QVBoxLayout()
        texts.setSpacing(look.u(0.5))
        name = label(self.tr("Call Companion"))
        name.setFont(look.bold(1.7))
        texts.addWidget(name)
        self._told = label(tone="muted", wrap=True)
        self.show_waiting(waiting=False)
        texts.addWidget(self._told)
        row.addLayout(texts, 1)
        self._knobs = QWidget()
        knobs = QHBoxLayout(self._knobs)
        knobs.setContentsMargins(0, 0, 0, 0)
        knobs.setSpacing(look.u(4))
        knobs.addStretch(1)
        for knob in (self.setup, self.open, self.sample, self.start):
            knobs.addWidget(knob)
        self._head.addLayout(row, 1)
        self._head.addWidget(self._knobs)
        return self._head
