"""The transcript of a call that is replayed: click a word and hear it; the word heard is marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from companion.call import Call
from companion.spoken import SaidWord, SpokenWords
from ui.look import Look
from ui.models.line import Span
from ui.models.transcript import TranscriptModel
from ui.widgets.transcript_view import TranscriptView

Index = QModelIndex | QPersistentModelIndex


class SpokenTranscript(TranscriptView):
    """`sought` asks for the second at which the word that was clicked is said.

    It follows the sound until somebody scrolls away, and again from the next jump on.
    """

    sought = Signal(float)

    def __init__(self, look: Look, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._lines = model
        self._spoken = SpokenWords(())
        self._word: SaidWord | None = None
        self._with_sound = True
        self._overtaken = True
        self.viewport().setMouseTracking(True)
        self.setAccessibleDescription(
            self.tr("Enter plays from the line, Left and Right go from word to word")
        )
        self.picked.connect(self.sought)

    @property
    def word(self) -> SaidWord | None:
        """The word that is heard now."""
        return self._word

    @property
    def utterance(self) -> int:
        """The sentence in question, 0 for none: the one that is heard, or was chosen after that."""
        row = self.currentIndex().row()
        if row >= 0 and not self._overtaken:
            return self._transcript.line(row).seq
        return self._word.utterance if self._word else 0

    @property
    def chosen(self) -> tuple[int, ...]:
        """The sentences that are chosen together, in their order; none where it is one alone."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._transcript.line(row).seq for row in rows) if len(rows) > 1 else ()

    def show_call(self, call: Call) -> None:
        """Show all that was said in this call."""
        self._lines.reset(call)
        self._spoken = SpokenWords(call.utterances)
        self._word = None
        self._draw.said = None
        self._with_sound = True

    def follow_sound(self) -> None:
        """Keep in sight what is heard."""
        self._with_sound = True

    def show_place(self, second: float) -> None:
        """Mark the word that is said then."""
        word = self._spoken.at(second)
        if word == self._word:
            return
        before, self._word = self._word, word
        if before is None or word is None or before.utterance != word.utterance:
            self._overtaken = True
        self._draw.said = (
            (word.utterance, Span(word.first, word.last - word.first)) if word else None
        )
        if word is not None and self._with_sound:
            self._keep_in_sight(self._row_rect(word))
        for one in (before, word):
            if one is not None:
                self.viewport().update(self._row_rect(one))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._with_sound = False
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: +1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in ways:
            word = self._spoken.beside(self._word, ways[Qt.Key(event.key())])
            if word is not None:
                self.sought.emit(word.start)
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._with_sound = False
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_word = self._word_at(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if on_word else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        word = self._word_at(event)
        if event.button() == Qt.MouseButton.LeftButton and plain and word is not None:
            self.sought.emit(word.start)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._overtaken = False

    @Slot()
    def follow(self) -> None:
        """There is no newest line in a call that is over: stay where one reads."""
        self._following = False

    def reset(self) -> None:
        super().reset()
        self._following = False
        self.verticalScrollBar().setValue(0)

    def _word_at(self, event: QMouseEvent) -> SaidWord | None:
        point = event.position().toPoint()
        index = QPersistentModelIndex(self.indexAt(point))
        if not index.isValid():
            return None
        character = self._draw.character_at(index, self.visualRect(index), point)
        if character is None:
            return None
        return self._spoken.word(self._transcript.line(index.row()).seq, character)

    def _row_rect(self, word: SaidWord) -> QRect:
        row = self._transcript.row_of(word.utterance)
        return self.visualRect(self._lines.index(row)) if row >= 0 else QRect()

    def _keep_in_sight(self, rect: QRect) -> None:
        """Turn to the row before it leaves the lower third, so that one can read ahead."""
        height = self.viewport().height()
        if rect.isNull() or (rect.top() >= 0 and rect.bottom() <= height * 2 // 3):
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rect.top() - height // 4)
