"""The parts of the window for the team's files, each in its place; `TeamWindow` moves them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.banner import Banner
from ui.widgets.parts import Glyph, button, label
from ui.widgets.team_list import TeamList
from ui.widgets.team_preview import TeamPreview
from ui.widgets.toml_editor import TomlEditor

_LIST_WIDTH, _PREVIEW_WIDTH, _WIDTH, _HEIGHT = 52, 90, 310, 190


class TeamLayout(QWidget):
    """List, editor with what is wrong under it, preview; below them what can be done."""

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._look = look
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("The team's files"))
        self.banner = Banner(look)
        self.files = TeamList(look)
        self.editor = TomlEditor(look)
        self.editor.setAccessibleName(self.tr("Text of the file"))
        self.preview = TeamPreview(look)
        self.title, self.where = label(), label(tone="muted")
        self.title.setFont(look.bold(1.15))
        self.preview_title = label(self.tr("Preview"))
        self.preview_title.setFont(look.bold())
        self.verdict = label(wrap=True)
        self.mark = Glyph(look, "check", "good", 5)
        self.bench_knob = button(look)
        self.go, self.save_knob = button(look, "quiet"), button(look, "primary")
        self.earlier, self.back_knob = button(look), button(look)
        self.import_knob, self.export_knob, self.close_knob = (button(look) for _ in range(3))
        self._name_knobs()
        self._lay_out()
        wanted = QSize(look.u(_WIDTH), look.u(_HEIGHT))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def _name_knobs(self) -> None:
        for knob, text, tip in (
            (self.save_knob, self.tr("&Save"), self.tr("Use it from now on (Ctrl+S)")),
            (self.earlier, self.tr("&Earlier versions"), self.tr("Bring back what was in use")),
            (
                self.back_knob,
                self.tr("&Back to what came with the program"),
                self.tr("The team's version is kept among the earlier ones"),
            ),
            (
                self.bench_knob,
                self.tr("&Workbench"),
                self.tr("Try a single rule on the calls that are stored"),
            ),
            (self.import_knob, self.tr("&Import…"), self.tr("Take over another desk's files")),
            (self.export_knob, self.tr("E&xport…"), self.tr("Write the team's files into a zip")),
            (self.close_knob, self.tr("&Close"), ""),
            (self.go, self.tr("&Go there"), self.tr("Go to the line that is meant (F8)")),
        ):
            knob.setText(text)
            knob.setToolTip(tip)
            knob.setAccessibleName(text.replace("&", ""))

    def _lay_out(self) -> None:
        look = self._look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.u(4), look.u(4), look.u(4), look.u(4))
        whole.setSpacing(look.u(3))
        whole.addWidget(self.banner)
        columns = QHBoxLayout()
        columns.setSpacing(look.u(4))
        columns.addWidget(self._left())
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(look.u(4))
        sides.addWidget(self._middle())
        sides.addWidget(self._right())
        sides.setStretchFactor(0, 1)
        sides.setSizes([look.u(150), look.u(_PREVIEW_WIDTH)])
        columns.addWidget(sides, 1)
        whole.addLayout(columns, 1)

    def _left(self) -> QWidget:
        side, column = self._column()
        side.setFixedWidth(self._look.u(_LIST_WIDTH))
        column.addWidget(self.files, 1)
        row = QHBoxLayout()
        row.setSpacing(self._look.u(2))
        row.addWidget(self.import_knob, 1)
        row.addWidget(self.export_knob, 1)
        column.addLayout(row)
        return side

    def _middle(self) -> QWidget:
        look = self._look
        side, column = self._column()
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.where)
        column.addLayout(head)
        column.addWidget(self.editor, 1)
        told = QHBoxLayout()
        told.setSpacing(look.u(2))
        told.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.verdict, 1)
        told.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        kept = self.go.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.go.setSizePolicy(kept)
        self.verdict.setMinimumHeight(2 * self.verdict.fontMetrics().lineSpacing())
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        row = QHBoxLayout()
        row.setSpacing(look.u(2))
        for knob in (self.save_knob, self.earlier, self.back_knob, self.bench_knob):
            row.addWidget(knob)
        row.addStretch(1)
        column.addLayout(row)
        return side

    def _right(self) -> QWidget:
        side, column = self._column()
        side.setMinimumWidth(self._look.u(_PREVIEW_WIDTH))
        column.addWidget(self.preview_title)
        column.addWidget(self.preview, 1)
        column.addWidget(self.close_knob, 0, Qt.AlignmentFlag.AlignRight)
        return side

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.u(2))
        return side, column
