"""Small things that several panels are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.look import Look

if TYPE_CHECKING:
    from companion.call import Call
    from companion.events import AnyEvent


class Part(Protocol):
    """What shows some side of a call."""

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        ...

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        ...


class Panel(QFrame):
    """A framed part of a page with a heading; `body` is where its content goes."""

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lit = False
        self.setProperty("panel", "true")
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(look.u(4), look.u(2.5), look.u(4), look.u(3))
        self.rows.setSpacing(look.u(1.5))
        self.head = QHBoxLayout()
        self.head.setSpacing(look.u(2))
        self.heading = QLabel(title)
        self.heading.setFont(look.bold())
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.rows.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.u(1.5))
        self.rows.addLayout(self.body)

    def light_up_for(self, inner: QWidget) -> None:
        """Show by the panel's edge that `inner`, which fills it, has the focus."""
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._lit = event.type() == QEvent.Type.FocusIn
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lit:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._look.colour("accent"), 2))
                edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(edge, self._look.u(2) - 1, self._look.u(2) - 1)


class Glyph(QLabel):
    """An icon that follows the theme. Decoration: what it means is said in words beside it."""

    def __init__(self, look: Look, name: str, role: str, steps: float) -> None:
        super().__init__()
        self._look, self._name, self._role, self._steps = look, name, role, steps
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._draw()

    @Slot()
    def _draw(self) -> None:
        size = self._look.u(self._steps)
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._look.pixmap(self._name, self._role, size, ratio))
        self.setFixedSize(QSize(size, size))


class ElidedLabel(QLabel):
    """One line that is cut with an ellipsis where room is short; the whole is its tip."""

    def __init__(self, tone: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._elide = Qt.TextElideMode.ElideRight

    def cut_at(self, elide: Qt.TextElideMode) -> None:
        """Where the line is cut: at its end unless told otherwise."""
        self._elide = elide

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._elide, room.width())
        self.setToolTip(self.text() if text != self.text() else "")
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter, room, self.alignment(), self.palette(), True, text, self.foregroundRole()
            )


def label(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text label in a tone of the style sheet (muted, dim, good)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def button(look: Look, kind: str = "") -> QPushButton:
    """A push button of a kind of the style sheet (primary, quiet)."""
    made = QPushButton()
    if kind:
        made.setProperty("kind", kind)
    made.setIconSize(QSize(look.u(4), look.u(4)))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def announce(about: QObject, message: str, *, urgent: bool = False) -> None:
    """Let a screen reader say this, at once or when it has a moment."""
    event = QAccessibleAnnouncementEvent(about, message)
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if urgent else polite.Polite)
    QAccessible.updateAccessibility(event)
