"""The steps of switching encryption: the phrase, whether it was written down, the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from companion.vault.key import Key, parts_to_ask
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import announce, button, label

_COLUMNS = 4


class Step(QWidget):
    """A heading, what is to be known, then what heirs add, and a row of knobs at the end."""

    left = Signal()
    """Nothing is wanted any more."""

    def __init__(self, look: Look, title: str, about: str) -> None:
        super().__init__()
        self._look = look
        self.heading = label(title, wrap=True)
        self.heading.setFont(look.bold(1.1))
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(look.u(3))
        self.rows.addWidget(self.heading)
        self.rows.addWidget(label(about, wrap=True))

    def enter(self) -> None:
        """Put the keys where they are of use, and say what this is."""
        announce(self, self.heading.text())

    def _add_knobs(self, *knobs: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._look.u(2))
        for knob in knobs:
            row.addWidget(knob)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.addStretch(1)

    def _knob(self, text: str, kind: str = "") -> QPushButton:
        made = button(self._look, kind)
        made.setText(text)
        return made

    def _cancel(self) -> QPushButton:
        made = self._knob(self.tr("Cancel"))
        made.clicked.connect(self.left)
        return made


class PhraseStep(Step):
    """Shows the recovery phrase. `written` says that it is on paper."""

    written = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Write this recovery phrase on paper"),
            self.tr(
                "Keep it away from this computer. It is shown this once: if the key is lost, only "
                "this phrase opens your calls."
            ),
        )
        self.phrase = QFrame()
        self.phrase.setObjectName("phrase")
        self.phrase.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it can be heard, too
        self._grid = QGridLayout(self.phrase)
        self._grid.setHorizontalSpacing(look.u(4))
        self._grid.setVerticalSpacing(look.u(2))
        self.rows.addWidget(self.phrase, 0, Qt.AlignmentFlag.AlignLeft)
        self.groups: list[str] = []
        self.next = self._knob(self.tr("I have written it down"), "primary")
        self.next.clicked.connect(self.written)
        self._add_knobs(self.next, self._cancel())

    def show_phrase(self, key: Key) -> None:
        self.forget()
        self.groups = key.phrase
        spelled = (f"{place}: {' '.join(group)}" for place, group in enumerate(self.groups, 1))
        self.phrase.setAccessibleName(", ".join(spelled))
        for place, group in enumerate(self.groups):
            number = label(f"{place + 1}", "muted")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text = label(group)
            text.setObjectName("group")
            text.setFont(self._look.font(1.2))
            row, column = place // _COLUMNS, place % _COLUMNS * 2
            self._grid.addWidget(number, row, column)
            self._grid.addWidget(text, row, column + 1)

    def forget(self) -> None:
        """Show no phrase any more."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.groups = []
        self.phrase.setAccessibleName("")

    def enter(self) -> None:
        super().enter()
        self.next.setFocus()


class CheckStep(Step):
    """Asks for three groups. `right` says that they were written down, `again` asks for a look."""

    right = Signal()
    again = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Type these groups from the paper"),
            self.tr("Nothing is encrypted before they are right."),
        )
        self._key: Key | None = None
        self._asked: list[int] = []
        self.fields: list[QLineEdit] = []
        self._names: list[QLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.u(3))
        grid.setVerticalSpacing(look.u(2))
        for row in range(len(parts_to_ask())):
            name, field = label(), QLineEdit()
            field.setMaximumWidth(look.u(40))
            field.returnPressed.connect(self._compare)
            name.setBuddy(field)
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
            self._names.append(name)
            self.fields.append(field)
        grid.setColumnStretch(2, 1)
        self.rows.addLayout(grid)
        self.told = label(wrap=True)
        self.rows.addWidget(self.told)
        self.encrypt = self._knob(self.tr("Encrypt"), "primary")
        self.encrypt.clicked.connect(self._compare)
        back = self._knob(self.tr("Show the phrase again"))
        back.clicked.connect(self.again)
        self._add_knobs(self.encrypt, back, self._cancel())

    def ask(self, key: Key) -> None:
        """Ask for three groups of this key's phrase, others each time."""
        self._key, self._asked = key, parts_to_ask()
        self.told.clear()
        for place, name, field in zip(self._asked, self._names, self.fields, strict=True):
            text = self.tr("Group {number}").format(number=place + 1)
            name.setText(text)
            field.setAccessibleName(text)
            field.clear()

    def forget(self) -> None:
        self._key = None
        for field in self.fields:
            field.clear()

    def enter(self) -> None:
        super().enter()
        self.fields[0].setFocus()

    @Slot()
    def _compare(self) -> None:
        for place, field in zip(self._asked, self.fields, strict=True):
            if self._key is None or not self._key.has_group(place, field.text()):
                told = self.tr("Group {number} is another one. Look at the paper again.")
                self.told.setText(told.format(number=place + 1))
                announce(self, self.told.text(), urgent=True)
                field.setFocus()
                field.selectAll()
                return
        self.right.emit()


class OffStep(Step):
    """Asks once more. `sure` says yes."""

    sure = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Have all calls readable again?"),
            self.tr("Whoever reads this disk, or a copy of it, can read them then."),
        )
        self.off = self._knob(self.tr("Switch encryption off"))
        self.off.clicked.connect(self.sure)
        self._stay = self._cancel()
        self._add_knobs(self._stay, self.off)

    def enter(self) -> None:
        super().enter()
        self._stay.setFocus()


class RecoverStep(Step):
    """Takes the phrase from the paper. `typed` carries it."""

    typed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Type the recovery phrase from the paper"),
            self.tr("Small or large letters, with or without gaps. It puts the key back."),
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Recovery phrase"))
        self.field.returnPressed.connect(self._tell)
        self.rows.addWidget(self.field)
        back = self._knob(self.tr("Put the key back"), "primary")
        back.clicked.connect(self._tell)
        self._add_knobs(back, self._cancel())

    def forget(self) -> None:
        self.field.clear()

    def enter(self) -> None:
        super().enter()
        self.field.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self.field.text())


class WorkStep(Step):
    """How far the writing anew has come."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Everything is written anew"),
            self.tr("Begin no call until this is done. If it breaks off, nothing is lost."),
        )
        self.said = label(tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.heading.text())
        self.rows.addWidget(self.bar)
        self.rows.addWidget(self.said)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.said.clear()
        self.bar.setRange(0, 0)

    @Slot(str)
    def say(self, text: str) -> None:
        """What is being done now, in the core's words."""
        self.said.setText(shipped(text))

    @Slot(float)
    def show_share(self, share: float) -> None:
        """How much of the recordings is done, 0 to 1."""
        self.bar.setRange(0, 100)
        self.bar.setValue(round(100 * share))
