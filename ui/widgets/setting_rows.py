"""A row for each setting, made from the table of settings: what it is, its help, and its editor."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from companion.settings import Setting, Value, shown
from ui.look import Look
from ui.widgets.parts import label

_FIELD_WIDTH = 60
"""Grid steps of an editor's width."""


class SettingRow(QWidget):
    """`changed` carries the setting's name and its value when the user has changed it."""

    changed = Signal(str, object)

    def __init__(self, look: Look, field: dataclasses.Field[Any]) -> None:
        super().__init__()
        self.name = field.name
        about = shown(field)
        title, help_text = translated(about.title), translated(about.help)
        default: Any = field.default
        self.editor = _editor(default, about)
        self.editor.setAccessibleName(title)
        self.editor.setAccessibleDescription(help_text)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.u(0.5))
        if isinstance(self.editor, QCheckBox):
            self.editor.setText(title)
            rows.addWidget(self.editor)
        else:
            self.editor.setMinimumWidth(look.u(_FIELD_WIDTH))
            line = QHBoxLayout()
            name = label(title)
            name.setBuddy(self.editor)
            line.addWidget(name, 1)
            line.addWidget(self.editor)
            rows.addLayout(line)
        told = label(help_text, "muted", wrap=True)
        told.setFont(look.font(0.9))
        rows.addWidget(told)
        self._connect()

    @property
    def value(self) -> Value:
        match self.editor:
            case QCheckBox():
                return self.editor.isChecked()
            case QSpinBox():
                return self.editor.value()
            case QComboBox():
                return str(self.editor.currentData())
            case QLineEdit():
                return self.editor.text().strip()
            case _:
                raise AssertionError(self.editor)

    def show_value(self, value: Value) -> None:
        """Show what is set, without telling of it."""
        before = self.editor.blockSignals(True)
        match self.editor:
            case QCheckBox():
                self.editor.setChecked(bool(value))
            case QSpinBox():
                self.editor.setValue(int(value))
            case QComboBox():
                self.editor.setCurrentIndex(self.editor.findData(value))
            case QLineEdit():
                self.editor.setText(str(value))
        self.editor.blockSignals(before)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.name, self.value)

    def _connect(self) -> None:
        match self.editor:
            case QCheckBox():
                self.editor.toggled.connect(self._tell)
            case QSpinBox():
                self.editor.editingFinished.connect(self._tell)
            case QComboBox():
                self.editor.activated.connect(self._tell)
            case QLineEdit():
                self.editor.editingFinished.connect(self._tell)


def _editor(default: Value, about: Setting) -> QCheckBox | QSpinBox | QComboBox | QLineEdit:
    if isinstance(default, bool):
        return QCheckBox()
    if isinstance(default, int):
        number = QSpinBox()
        number.setRange(about.least, about.most)
        number.setSuffix(f" {translated(about.unit)}")
        number.setKeyboardTracking(False)
        number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # typed, or arrow keys
        return number
    if about.choices:
        box = QComboBox()
        for value, title in about.choices:
            box.addItem(translated(title), value)
        return box
    return QLineEdit()


def translated(text: str) -> str:
    """A text of the core's table of settings in the language of the window."""
    return QCoreApplication.translate("settings", text)
