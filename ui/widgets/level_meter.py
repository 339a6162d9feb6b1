"""How loud a device is right now: a bar, and a word for who cannot see the bar or its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.probe import CLIPPED_DBFS, SPEECH_DBFS
from ui.look import Look

_LEAST_DBFS = -60.0
_FALL_DB = 1.5
"""The bar jumps up with the sound and sinks by so much a reading, so that it can be read."""


class LevelMeter(QWidget):
    """Shows levels in dB of full scale; `rest` shows that nothing is measured."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._dbfs = _LEAST_DBFS
        self._clipped = False
        self._heard = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self.rest()

    @property
    def word(self) -> str:
        """Silent, quiet, good or too loud; a side that has been heard once is not silent again."""
        if self._clipped:
            return self.tr("Too loud")
        if self._dbfs >= SPEECH_DBFS:
            return self.tr("Good")
        return self.tr("Heard") if self._heard else self.tr("Silent")

    def show_level(self, dbfs: float, peak_dbfs: float) -> None:
        """Show how loud it is now."""
        before = self.word
        self._dbfs = max(dbfs, self._dbfs - _FALL_DB, _LEAST_DBFS)
        self._clipped = peak_dbfs >= CLIPPED_DBFS
        self._heard = self._heard or dbfs >= SPEECH_DBFS
        if self.word != before:
            self.setAccessibleDescription(self.word)
        self.update()

    def rest(self) -> None:
        """Forget what was heard: another device is to be shown."""
        self._dbfs, self._clipped, self._heard = _LEAST_DBFS, False, False
        self.setAccessibleDescription(self.word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(60), QFontMetrics(self._look.font(0.92)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(look.font(0.92))
            told = look.u(16)
            room = QRectF(0, 0, self.width() - told, self.height())
            thick = look.u(1.5)
            bar = QRectF(0, room.center().y() - thick / 2, room.width(), thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("line"))
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
            speech = room.width() * _share(SPEECH_DBFS)
            bar.setWidth(room.width() * _share(self._dbfs))
            painter.setBrush(look.colour(self._role()))
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
            painter.fillRect(
                QRectF(speech, bar.top() - 2, 2, thick + 4), look.colour("line_strong")
            )
            painter.setPen(look.colour("text_muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect(), flags, self.word)

    def _role(self) -> str:
        if self._clipped:
            return "critical"
        return "good" if self._dbfs >= SPEECH_DBFS else "text_dim"


def _share(dbfs: float) -> float:
    return min(1.0, max(0.0, 1 - dbfs / _LEAST_DBFS))
