"""Coaching: the sheet of a call, of an agent's week, or the training playlist, with its clips."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from companion.call import fold
from companion.review.clips import write_clips
from companion.review.coaching import CoachingSheet, call_sheet, playlist_sheet, week_sheet
from companion.store import Store
from companion.store.figures import week_of
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.review.newest import Newest
from ui.review.page_parts import head_with_back, room_below
from ui.review.papers import write_sheet
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, button

_WEEKS = 26
_PlaceRole = Qt.ItemDataRole.UserRole


class About(StrEnum):
    """What a sheet is about."""

    CALL = "call"
    WEEK = "week"
    PLAYLIST = "playlist"


@dataclass(frozen=True, slots=True)
class Subject:
    """A call by its id, or an agent and a week such as "2026-W48"."""

    about: About
    call_id: str = ""
    agent: str = ""
    week: str = ""


class CoachingPage(QWidget):
    """`opened` carries the call and the second of a passage to hear. GUI thread only."""

    opened = Signal(str, float)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions = look, actions
        self._call_id = ""
        self._sheet: CoachingSheet | None = None
        self._reading, self._writing = Newest("coaching", self), Newest("papers", self)
        self._naming = Newest("agents", self)
        self.banner = Banner(look)
        self.about, self.agent, self.week = QComboBox(), QComboBox(), QComboBox()
        self.paper = QTextBrowser()
        self.clips = QListWidget()
        self.save, self.save_clips = button(look, "primary"), button(look)
        self._fill_choices()
        self._lay_out()
        self._connect()

    @property
    def sheet(self) -> CoachingSheet | None:
        return self._sheet

    def enter(self, call_id: str) -> None:
        """Show the sheet of this call, or of a week where there is no call ("")."""
        self._call_id = call_id
        self._sheet = None
        with QSignalBlocker(self.about):
            self.about.setCurrentIndex(self.about.findData(About.CALL if call_id else About.WEEK))
        self._naming.ask(lambda store: store.agents())

    def write(self, file: Path) -> None:
        """Write the sheet that is shown."""
        sheet = self._sheet
        if sheet is not None:
            self._writing.ask(lambda store: _written(store, sheet, file))

    def write_sound(self, folder: Path) -> None:
        """Write the sound of the passages that are listed."""
        sheet = self._sheet
        if sheet is not None:
            self._writing.ask(lambda store: write_clips(store, sheet.clips, folder))

    def close_jobs(self) -> None:
        """Wait for what is asked. Any number of times."""
        for one in (self._reading, self._writing, self._naming):
            one.close()

    @property
    def subject(self) -> Subject:
        """What the choices say now."""
        return Subject(
            self.about.currentData(),
            self._call_id,
            self.agent.currentText(),
            self.week.currentData(),
        )

    @Slot(object)
    def _on_agents(self, names: object) -> None:
        assert isinstance(names, list)
        chosen = self.agent.currentText()
        with QSignalBlocker(self.agent):
            self.agent.clear()
            self.agent.addItems(names)
            self.agent.setCurrentIndex(max(0, self.agent.findText(chosen)))
        self._ask()

    @Slot()
    def _ask(self) -> None:
        subject = self.subject
        weekly = subject.about == About.WEEK
        self.agent.setVisible(weekly)
        self.week.setVisible(weekly)
        if weekly and not subject.agent:
            self.paper.setPlainText(self.tr("No call names its agent yet."))
        elif subject.about == About.CALL and not subject.call_id:
            self.paper.setPlainText(self.tr("Open a call first, then its coaching sheet."))
        else:
            self._reading.ask(partial(_sheet, subject=subject))
            return
        self._sheet = None
        self.clips.clear()
        self.save.setEnabled(False)
        self.save_clips.setEnabled(False)

    @Slot(object)
    def _on_sheet(self, sheet: object) -> None:
        assert isinstance(sheet, CoachingSheet)
        self._sheet = sheet
        self.banner.clear()
        features = QTextDocument.MarkdownFeature
        self.paper.document().setMarkdown(
            sheet.markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML
        )
        self.clips.clear()
        for number, clip in enumerate(sheet.clips, start=1):
            span = f"{words.clock(clip.start)} - {words.clock(clip.end)}"
            item = QListWidgetItem(f"{number}  {span}\n{clip.title}")
            item.setData(_PlaceRole, (clip.call_id, clip.start))
            item.setToolTip(words.quoted(clip.text) if clip.text else "")
            self.clips.addItem(item)
        self.save.setEnabled(True)
        self.save_clips.setEnabled(bool(sheet.clips))

    @Slot(QListWidgetItem)
    def _on_clip(self, item: QListWidgetItem) -> None:
        self.opened.emit(*item.data(_PlaceRole))

    @Slot(object)
    def _on_written(self, answer: object) -> None:
        if isinstance(answer, tuple):
            written, silent = answer
            text = self.tr("Clips written: {count}.").format(count=len(written))
            if silent:
                without = self.tr("Passages without sound: {count}.")
                text += " " + without.format(count=len(silent))
        else:
            text = self.tr("Written: {file}").format(file=answer)
        self.banner.show_note(text)

    @Slot()
    def _ask_file(self) -> None:
        kinds = self.tr("Page to print (*.pdf);;Markdown (*.md)")
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the coaching sheet"), "coaching.pdf", kinds
        )
        if name:
            file = Path(name)
            ending = ".md" if "md" in kind else ".pdf"
            self.write(file if file.suffix else file.with_suffix(ending))

    @Slot()
    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where shall the clips lie?"))
        if name:
            self.write_sound(Path(name))

    def _fill_choices(self) -> None:
        for about, name in (
            (About.CALL, self.tr("This call")),
            (About.WEEK, self.tr("An agent's week")),
            (About.PLAYLIST, self.tr("Training playlist")),
        ):
            self.about.addItem(name, about)
        today = dt.date.today()
        for ago in range(_WEEKS):
            week = week_of((today - dt.timedelta(weeks=ago)).isoformat())
            self.week.addItem(week, week)
        for box, name in (
            (self.about, self.tr("About")),
            (self.agent, self.tr("Agent")),
            (self.week, self.tr("Week")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _connect(self) -> None:
        for box in (self.about, self.agent, self.week):
            box.currentIndexChanged.connect(self._ask)
        self._naming.done.connect(self._on_agents)
        self._reading.done.connect(self._on_sheet)
        self._writing.done.connect(self._on_written)
        for one in (self._naming, self._reading, self._writing):
            one.failed.connect(self.banner.show_error)
        self.clips.itemActivated.connect(self._on_clip)
        self.save.clicked.connect(self._ask_file)
        self.save_clips.clicked.connect(self._ask_folder)

    def _lay_out(self) -> None:
        look = self._look
        inner = room_below(look, self, self._header(), self.banner)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(look.u(3))
        page = Panel(look, self.tr("Sheet"))
        page.heading.hide()
        self.paper.setAccessibleName(self.tr("Coaching sheet"))
        self.paper.setOpenLinks(False)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.document().setDocumentMargin(look.u(2))
        page.body.addWidget(self.paper)
        columns.addWidget(page)
        passages = Panel(look, self.tr("Passages"))
        self.clips.setAccessibleName(self.tr("Passages"))
        self.clips.setAccessibleDescription(self.tr("Enter opens the call there"))
        self.clips.setWordWrap(True)
        self.clips.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        passages.body.addWidget(self.clips, 1)
        columns.addWidget(passages)
        columns.setSizes([look.u(206), look.u(100)])
        inner.addWidget(columns, 1)

    def _header(self) -> QWidget:
        look = self._look
        head, row = head_with_back(look, self._actions, self.tr("Coaching"))
        row.addSpacing(look.u(4))
        for box in (self.about, self.agent, self.week):
            row.addWidget(box)
        row.addStretch(1)
        self.save_clips.setText(self.tr("Save the clips…"))
        self.save.setText(self.tr("Save the sheet…"))
        row.addWidget(self.save_clips)
        row.addWidget(self.save)
        return head


def _sheet(store: Store, subject: Subject) -> CoachingSheet:
    if subject.about == About.WEEK:
        return week_sheet(store, subject.agent, subject.week)
    if subject.about == About.CALL:
        return call_sheet(fold(store.load(subject.call_id)))
    return playlist_sheet(store)


def _written(store: Store, sheet: CoachingSheet, file: Path) -> Path:
    del store
    write_sheet(sheet, file)
    return file
