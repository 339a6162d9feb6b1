"""What the reviewer's desk consists of, and where everything stands. It knows of no call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.look import Look
from ui.models.transcript import TranscriptModel
from ui.review.agent_view import AgentView
from ui.review.alerts_panel import AlertsPanel
from ui.review.comments_panel import CommentsPanel
from ui.review.page_parts import head_with_back
from ui.review.scorecard_panel import ScorecardPanel
from ui.review.spoken_transcript import SpokenTranscript
from ui.review.waveform import WavePanel
from ui.review.writer import Writer
from ui.team import Team
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, button, label
from ui.widgets.transport import TransportBar

_SIDE_WIDTH = 108
"""Grid steps of the column on the right."""


class DeskLayout(QWidget):
    """The parts of the desk, each in its place; `DeskPage` moves them."""

    def __init__(self, look: Look, actions: Actions, team: Team, writer: Writer) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions = look, actions
        self.banner = Banner(look)
        self.waves = WavePanel(look)
        self.transcript = SpokenTranscript(look, TranscriptModel(self))
        self.score = ScorecardPanel(look, actions, writer)
        self.alerts = AlertsPanel(look, actions)
        self.comments = CommentsPanel(look)
        self.agent_view = AgentView(look, actions, team)
        self.transport = TransportBar(look, actions, for_review=True)
        self.side = QTabWidget()
        self._title = label()
        self._title.setFont(look.bold(1.05))
        self._about = label(tone="muted")
        self.next_call = button(look)
        actions.dress(self.next_call, "next_call", self.tr("Next call"), with_key=True)
        self._lay_out()

    def _lay_out(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header())
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(look.u(3))
        columns.addWidget(self._left())
        columns.addWidget(self._right())
        columns.setStretchFactor(0, 1)
        columns.setStretchFactor(1, 0)
        columns.setSizes([look.u(200), look.u(_SIDE_WIDTH)])
        holder = QVBoxLayout()
        holder.setContentsMargins(look.u(3), look.u(3), look.u(3), look.u(3))
        holder.addWidget(self.banner)
        holder.addWidget(columns, 1)
        outer.addLayout(holder, 1)
        outer.addWidget(self.transport)

    def _header(self) -> QWidget:
        look = self._look
        head, row = head_with_back(look, self._actions)
        row.setSpacing(look.u(3))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._about)
        row.addLayout(names, 1)
        agents = button(look, "quiet")
        self._actions.dress(agents, "review", self.tr("As the agent saw it"))
        row.addWidget(agents)
        as_file = button(look, "quiet")
        self._actions.dress(as_file, "write_call", "")
        row.addWidget(as_file)
        row.addWidget(self.next_call)
        return head

    def _left(self) -> QWidget:
        look = self._look
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(3))
        sound = Panel(look, self.tr("Sound"))
        sound.heading.hide()
        sound.body.addWidget(self.waves)
        column.addWidget(sound)
        said = Panel(look, self.tr("Transcript"))
        said.heading.hide()
        said.rows.setContentsMargins(2, look.u(1), 2, look.u(1))
        said.body.addWidget(self.transcript)
        said.light_up_for(self.transcript)
        column.addWidget(said, 1)
        return left

    def _right(self) -> QWidget:
        look = self._look
        self.side.setDocumentMode(True)
        self.side.setMinimumWidth(look.u(80))
        for page, name in (
            (self.score, self.tr("Score")),
            (self.alerts, self.tr("Alerts")),
            (self.comments, self.tr("Comments")),
            (self.agent_view, self.tr("Agent's view")),
        ):
            self.side.addTab(page, name)
            margins = page.layout()
            assert margins is not None
            margins.setContentsMargins(look.u(3), look.u(3), look.u(3), look.u(3))
        self.side.tabBar().setExpanding(True)
        self.side.tabBar().setDrawBase(False)
        return self.side
