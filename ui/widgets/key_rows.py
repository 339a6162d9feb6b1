"""Every action with its key, to be changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLineEdit, QWidget

from ui.action_spec import MENUS, Spec
from ui.action_table import ACTIONS
from ui.actions import Actions
from ui.keys import portable, shown
from ui.look import Look
from ui.widgets.parts import button, label

_FIELD_WIDTH = 40
_LEAVING = (
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Tab),
    (Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Backtab),
)


class KeyField(QKeySequenceEdit):
    """Shows that it has the focus: the line inside it, which is what is seen, never has."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._light_up(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._light_up(False)

    def _light_up(self, lit: bool) -> None:
        line = self.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setProperty("lit", lit)
        line.style().unpolish(line)
        line.style().polish(line)


class KeyRows(QWidget):
    """Keys change at once. `told` carries why one does not, or "" when all is well."""

    told = Signal(str)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self._look = look
        self._actions = actions
        self.fields: dict[str, QKeySequenceEdit] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.u(3))
        self._grid.setVerticalSpacing(look.u(1.5))
        self._grid.setColumnStretch(0, 1)
        for menu in MENUS:
            self._add_heading(_tr(menu).replace("&", ""))
            for spec in ACTIONS:
                if spec.menu == menu:
                    self._add(spec)

    def _add_heading(self, title: str) -> None:
        head = label(title, "muted")
        head.setFont(self._look.bold(0.92))
        self._grid.addWidget(head, self._grid.rowCount(), 0)

    def _add(self, spec: Spec) -> None:
        name = _tr(spec.text).rstrip("…")
        field = KeyField(QKeySequence(self._actions.keys[spec.id]))
        field.setMaximumSequenceLength(1)
        field.setClearButtonEnabled(True)
        field.setFixedWidth(self._look.u(_FIELD_WIDTH))
        field.setAccessibleName(self.tr("Key for: {action}").format(action=name))
        # Tab leads on, it is no key to choose.
        field.setFinishingKeyCombinations([_combination(key) for key in _LEAVING])
        field.editingFinished.connect(partial(self._change, spec.id))
        self.fields[spec.id] = field
        back = button(self._look, "quiet")
        back.setText(self.tr("Reset"))
        back.setToolTip(self.tr("Back to {key}").format(key=shown(self._actions.keys.own(spec.id))))
        back.setAccessibleName(self.tr("Give back its own key: {action}").format(action=name))
        back.clicked.connect(partial(self._give_back, spec.id))
        row = self._grid.rowCount()
        title = label(name)
        title.setBuddy(field)
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(back, row, 2, Qt.AlignmentFlag.AlignLeft)

    def _change(self, action: str) -> None:
        field, keys = self.fields[action], self._actions.keys
        key = portable(field.keySequence().toString())
        if key == keys[action]:
            return
        try:
            self._actions.change_key(action, key)
        except ValueError:
            self.told.emit(self._why(key))
            field.setKeySequence(QKeySequence(keys[action]))
        else:
            self.told.emit("")

    def _why(self, key: str) -> str:
        holder = self._actions.keys.holder(key)
        name = self._actions[holder].iconText() if holder else self.tr("a step of the script")
        return self.tr("{key} is taken: {action}.").format(key=shown(key), action=name)

    def _give_back(self, action: str) -> None:
        self.fields[action].setKeySequence(QKeySequence(self._actions.keys.own(action)))
        self._change(action)


def _combination(key: tuple[Qt.KeyboardModifier, Qt.Key]) -> QKeyCombination:
    return QKeyCombination(*key)


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)
