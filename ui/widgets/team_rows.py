"""The preferences' page about the team's files: what they are, and the way to their editor."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.team_files import team_files
from ui.look import Look
from ui.widgets.parts import button, label
from ui.widgets.team_list import file_title


class TeamRows(QWidget):
    """`wanted` asks for the editor."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        about = label(
            self.tr(
                "Script, words to say, policy, outcomes, scorecard and rules are files that a team "
                "can write for itself. They are checked while you write, and can be shared with "
                "other desks as one zip."
            ),
            wrap=True,
        )
        self._own = label(tone="muted", wrap=True)
        self.edit = button(look)
        self.edit.setText(self.tr("&Edit the team's files…"))
        self.edit.setAccessibleName(self.tr("Edit the team's files"))
        self.edit.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(3))
        column.addWidget(about)
        column.addWidget(self._own)
        column.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def told(self) -> str:
        return self._own.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        own = ", ".join(file_title(file) for file in team_files() if file.is_own)
        told = self.tr("The team's own are: {files}.").format(files=own)
        self._own.setText(told if own else self.tr("All are as they came with the program."))
