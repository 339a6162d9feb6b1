"""The alerts of a call and what its reviewer thinks of them: right, wrong, or missed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from companion.call import Alert, Call
from companion.events import AlertMissed
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.widgets.parts import button, label

_AlertRole = Qt.ItemDataRole.UserRole


class AlertsPanel(QWidget):
    """`sought` carries the second of the alert that was opened."""

    sought = Signal(float)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self._look = look
        self._call = Call()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Alerts"))
        self.list.setAccessibleDescription(self.tr("Enter plays the words that raised it"))
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._on_activated)
        self._nothing = label(self.tr("No alert was raised in this call."), "muted", wrap=True)
        self.right, self.wrong, self.missed = (button(look) for _ in range(3))
        actions.dress(self.right, "judge_right", self.tr("Right"))
        actions.dress(self.wrong, "judge_wrong", self.tr("Wrong"))
        actions.dress(self.missed, "missed", self.tr("Missed…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(look.u(1))
        for knob in (self.right, self.wrong, self.missed):
            row.addWidget(knob)
        row.addStretch(1)
        column.addLayout(row)
        look.changed.connect(self._list_anew)

    def show_call(self, call: Call) -> None:
        """List the alerts in the order of time, then the sentences that raised none."""
        self._call = call
        self._list_anew()

    def current(self, second: float) -> Alert | None:
        """The alert in question: the chosen one while the list has the focus, else the latest."""
        item = self.list.currentItem()
        chosen = self.list.hasFocus() and self.list.currentRow() >= 0
        if chosen and item.data(_AlertRole) is not None:
            return next(a for a in self._call.alerts if a.seq == item.data(_AlertRole))
        begun = [a for a in self._call.alerts if a.standing and a.start <= second + 0.01]
        return max(begun, key=lambda alert: alert.start, default=None)

    def show_place(self, second: float) -> None:
        """Choose the alert that is being heard."""
        if self.list.hasFocus():
            return
        alert = self.current(second)
        for row in range(self.list.count()):
            if alert is not None and self.list.item(row).data(_AlertRole) == alert.seq:
                if self.list.currentRow() != row:
                    self.list.setCurrentRow(row)
                return
        self.list.setCurrentRow(-1)

    @Slot()
    def _list_anew(self) -> None:
        chosen = self.list.currentRow()
        self.list.clear()
        standing = [a for a in self._call.alerts if a.standing]
        for alert in sorted(standing, key=lambda alert: alert.start):
            self.list.addItem(self._alert_item(alert))
        for missed in self._call.review.missed:
            self.list.addItem(self._missed_item(missed))
        self.list.setCurrentRow(chosen)
        self._nothing.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)

    def _alert_item(self, alert: Alert) -> QListWidgetItem:
        verdict = {None: "", True: self.tr("✓ right"), False: self.tr("✗ wrong")}
        name = words.category_name(alert.category)
        head = f"{words.clock(alert.start)}  {name}  {verdict[alert.judged_right]}".rstrip()
        item = QListWidgetItem(f"{head}\n{words.quoted(alert.phrase)}")
        item.setIcon(self._look.icon(alert.category.value, alert.category.value))
        item.setData(_AlertRole, alert.seq)
        item.setToolTip(alert.raised.rule)
        return item

    def _missed_item(self, missed: AlertMissed) -> QListWidgetItem:
        heard = self._call.utterance(missed.utterance)
        name = words.category_name(missed.category)
        head = self.tr("{time}  Missed: {name}").format(time=words.clock(heard.start), name=name)
        item = QListWidgetItem(f"{head}\n{words.quoted(heard.text)}")
        item.setIcon(self._look.icon("warning", "warning"))
        item.setData(_StartRole, heard.start)
        return item

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        seq = item.data(_AlertRole)
        if seq is None:
            self.sought.emit(item.data(_StartRole))
            return
        self.sought.emit(next(a.start for a in self._call.alerts if a.seq == seq))


_StartRole = Qt.ItemDataRole.UserRole + 1
