"""The list of the files that a team may write for itself, each with its state."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from companion.team_files import TeamFile
from ui.action_spec import N
from ui.look import Look

translate = QCoreApplication.translate


class FileState(StrEnum):
    """How a file stands; what is said of it, and by which icon."""

    OURS = N("team", "as it came")
    OWN = N("team", "the team's own")
    CHANGED = N("team", "changed, not saved")
    BROKEN = N("team", "not usable")


_ICONS = {
    FileState.OURS: ("check", "text_dim"),
    FileState.OWN: ("customer", "accent"),
    FileState.CHANGED: ("edit", "notice"),
    FileState.BROKEN: ("warning", "warning"),
}

KINDS = (
    N("team", "Script"),
    N("team", "Outcomes"),
    N("team", "Words to say"),
    N("team", "Policy"),
    N("team", "Steps against abuse"),
    N("team", "Scorecard"),
    N("team", "Shared words"),
    N("team", "Rules"),
    N("team", "from the next call on"),
    N("team", "from the next review on"),
)
"""What the core's table of files says, to be translated."""


def file_title(file: TeamFile) -> str:
    """What a file is called on the screen: its sort, and its name where there are several."""
    kind = translate("team", file.kind.title)
    stem = file.name.removesuffix(".toml")
    return f"{kind}: {stem.replace('_', ' ')}" if file.kind.many else kind


class TeamList(QListWidget):
    """`chosen` carries the TeamFile that is to be edited."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._files: list[TeamFile] = []
        self.setObjectName("groups")
        self.setAccessibleName(translate("team", "The team's files"))
        self.setIconSize(QSize(look.u(4), look.u(4)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def show_files(self, files: list[TeamFile], keep: TeamFile | None = None) -> None:
        """Show these, each as it lies on the disk; the file to `keep` stays the current one."""
        self.blockSignals(True)
        self.clear()
        self._files = files
        for file in files:
            self.addItem(QListWidgetItem())
            self.show_state(file, FileState.OWN if file.is_own else FileState.OURS)
        self.blockSignals(False)
        self.setCurrentRow(files.index(keep) if keep in files else 0)

    def show_state(self, file: TeamFile, state: FileState) -> None:
        item = self.item(self._files.index(file)) if file in self._files else None
        if item is not None:
            item.setText(f"{file_title(file)}\n{translate('team', state)}")
            item.setIcon(self._look.icon(*_ICONS[state]))

    def state_of(self, place: str) -> str:
        """What is said of a file."""
        row = [file.place for file in self._files].index(place)
        return self.item(row).text().partition("\n")[2]

    def choose(self, place: str) -> None:
        self.setCurrentRow([file.place for file in self._files].index(place))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._files):
            self.chosen.emit(self._files[row])
