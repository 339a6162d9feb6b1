"""The preferences: settings, encryption, the team's files, the keys. Changes count at once."""

from __future__ import annotations

import dataclasses
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.errors import OutsideError
from companion.settings import FIELDS, RECORDING, Settings, load_settings, save_setting, shown
from ui.actions import Actions
from ui.look import Look
from ui.widgets.banner import Banner
from ui.widgets.encryption_rows import EncryptionRows
from ui.widgets.key_rows import KeyRows
from ui.widgets.parts import label
from ui.widgets.setting_rows import SettingRow, translated
from ui.widgets.stray_rows import StrayRows
from ui.widgets.team_rows import TeamRows

_GROUPS_WIDTH, _PAGE_WIDTH, _HEIGHT = 34, 130, 130


class Preferences(QDialog):
    """Not modal. `changed` carries the Settings as they are after each change.

    A setting that another program has changed meanwhile is read again whenever this is shown.
    """

    changed = Signal(object)

    def __init__(self, look: Look, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle(self.tr("Preferences"))
        self.banner = Banner(look)
        self.rows = {field.name: SettingRow(look, field) for field in FIELDS}
        self.keys = KeyRows(look, actions)
        self.encryption = EncryptionRows(look)
        self.strays = StrayRows(look)
        self.team = TeamRows(look)
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setAccessibleName(self.tr("Groups of preferences"))
        self._pages = QStackedWidget()
        self._add_pages()
        self._lay_out()
        self.groups.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.groups.setCurrentRow(0)
        self.keys.told.connect(self._on_key)
        self.encryption.troubled.connect(self._on_trouble)
        self.strays.troubled.connect(self._on_trouble)
        for row in self.rows.values():
            row.changed.connect(self._keep)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.banner.clear()
        self._show_settings()
        self.groups.setFocus()

    def close_jobs(self) -> None:
        """Return when nothing is under way any more."""
        self.encryption.close_jobs()
        self.strays.close_jobs()

    @Slot(str, object)
    def _keep(self, name: str, value: object) -> None:
        assert isinstance(value, bool | int | str)
        try:
            settings = save_setting(name, value)
        except OutsideError as error:
            self.banner.show_error(error)
            # Not from inside the editor's own signal, which may still be at work.
            QTimer.singleShot(0, self, self._show_settings_again)
            return
        self.banner.clear()
        if name == "language":
            self.banner.show_note(self.tr("The language counts from the next start."))
        self.changed.emit(settings)

    @Slot()
    def _show_settings_again(self) -> None:
        """Show what is kept, and go on saying why the change is not."""
        try:
            self._show(load_settings())
        except OutsideError:
            return

    def _show_settings(self) -> None:
        try:
            self._show(load_settings())
        except OutsideError as error:
            self.banner.show_error(error)

    def _show(self, settings: Settings) -> None:
        for name, row in self.rows.items():
            row.show_value(getattr(settings, name))

    @Slot(object)
    def _on_trouble(self, trouble: OutsideError | None) -> None:
        if trouble is None:
            self.banner.clear()
        else:
            self.banner.show_error(trouble)

    @Slot(str)
    def _on_key(self, told: str) -> None:
        if told:
            self.banner.show_error(OutsideError(told, self.tr("Choose another key.")))
        else:
            self.banner.clear()

    def _add_pages(self) -> None:
        def group_of(field: dataclasses.Field[object]) -> str:
            return shown(field).group

        for group, fields in groupby(FIELDS, group_of):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setSpacing(self._look.u(5))
            for field in fields:
                column.addWidget(self.rows[field.name])
            if group == RECORDING:
                column.addWidget(self.strays)
            column.addStretch(1)
            self._add_page(translated(group), page)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.encryption)
        self._add_page(self.tr("Encryption"), page)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.team)
        column.addStretch(1)
        self._add_page(self.tr("Team"), page)
        page = QWidget()
        column = QVBoxLayout(page)
        told = self.tr("Press the new key while a field has the focus. Keys count in all windows.")
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self.keys)
        column.addStretch(1)
        self._add_page(self.tr("Keys"), page)

    def _add_page(self, title: str, page: QWidget) -> None:
        page.setObjectName("page")
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.addWidget(area)
        self.groups.addItem(title)

    def _lay_out(self) -> None:
        look = self._look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.u(5), look.u(5), look.u(5), look.u(5))
        whole.setSpacing(look.u(4))
        whole.addWidget(self.banner)
        columns = QHBoxLayout()
        columns.setSpacing(look.u(5))
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named = self.groups.sizeHintForColumn(0) + look.u(6)
        self.groups.setFixedWidth(max(look.u(_GROUPS_WIDTH), named))
        columns.addWidget(self.groups)
        columns.addWidget(self._pages, 1)
        whole.addLayout(columns, 1)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        closing.rejected.connect(self.close)
        whole.addWidget(closing)
        self.resize(look.u(_GROUPS_WIDTH + _PAGE_WIDTH), look.u(_HEIGHT))
