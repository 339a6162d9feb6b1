"""What the agent had before their eyes at the moment that is replayed: card, script, anger."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.call import Alert, Call, step
from companion.events import AlertDismissed, AlertWithdrawn, AnyEvent, By
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.models.checklist import ChecklistModel
from ui.team import Team
from ui.widgets.card import CardPanel
from ui.widgets.checklist_panel import ChecklistPanel
from ui.widgets.header import AngerGauge
from ui.widgets.parts import label

_RECENT_S = 20.0
"""What the agent did with a card is told for so long."""


class AgentView(QWidget):
    """Shows, changes nothing. `picked` carries the sentence that earned a tick."""

    def __init__(self, look: Look, actions: Actions, team: Team) -> None:
        super().__init__()
        self.call = Call()
        self._deeds: list[AlertDismissed | AlertWithdrawn] = []
        self.steps = ChecklistModel(team.script, self)
        self.steps.editable = False
        self.gauge = AngerGauge(look)
        self.card = CardPanel(look, actions)
        self.card.set_open(False)
        self._deed = label(tone="muted", wrap=True)
        self.checklist = ChecklistPanel(look, self.steps)
        self.picked = self.checklist.picked
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(2))
        column.addWidget(self.gauge)
        column.addWidget(self.card)
        column.addWidget(self._deed)
        column.addWidget(self.checklist)
        column.addStretch(1)

    @property
    def deed(self) -> str:
        """What the agent has just done with a card, in words."""
        return self._deed.text()

    def set_log(self, entries: list[AnyEvent]) -> None:
        """The whole log, in which the agent's deeds are."""
        self._deeds = [
            entry
            for entry in entries
            if isinstance(entry, AlertDismissed)
            or (isinstance(entry, AlertWithdrawn) and entry.by == By.AGENT)
        ]

    @Slot(object)
    def show_call(self, call: Call) -> None:
        """The call as it stood at a place that was jumped to."""
        self.call = call
        self.steps.reset(call)
        self._show_level()

    @Slot(object)
    def hear(self, entry: AnyEvent) -> None:
        """One more entry became due."""
        self.call = step(self.call, entry)
        self.steps.apply(self.call, entry)
        self._show_level()

    def show_place(self, second: float) -> None:
        self.card.show_moment(self.call, second, self.steps.next_open())
        latest = [d for d in self._deeds if 0 <= second - d.at <= _RECENT_S]
        self._deed.setText(self._told(latest[-1]) if latest else "")
        self._deed.setVisible(bool(latest))

    def _show_level(self) -> None:
        self.gauge.show_level(self.call.anger[-1].level if self.call.anger else None)

    def _told(self, deed: AlertDismissed | AlertWithdrawn) -> str:
        alert = next((a for a in self.call.alerts if a.seq == deed.alert), None)
        if alert is None:
            return ""
        name, after = words.category_name(alert.category), _seconds_to(alert, deed)
        if isinstance(deed, AlertWithdrawn):
            text = self.tr("The agent called “{name}” wrong after {seconds} s.")
        elif deed.quiet_s > 0:
            text = self.tr("The agent put “{name}” to sleep after {seconds} s.")
        else:
            text = self.tr("The agent dismissed “{name}” after {seconds} s.")
        return text.format(name=name, seconds=after)


def _seconds_to(alert: Alert, deed: AlertDismissed | AlertWithdrawn) -> int:
    return round(max(0.0, deed.at - alert.raised.at))
