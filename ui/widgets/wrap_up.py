"""After the call: the draft of the note, made of what was said, for the agent to correct."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from companion.call import Call
from companion.events import AnyEvent, NoteWritten
from companion.outcomes import Outcome
from companion.strain import heavy
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import Panel, label
from ui.widgets.quoting_editor import QuotingEditor
from ui.words import clock, quoted

if TYPE_CHECKING:
    from companion.note import Note, Quote
    from companion.outcome_heard import OutcomeHeard

FIELDS: dict[str, Callable[[Note], tuple[Quote, ...]]] = {
    "issue": lambda note: (note.issue,) if note.issue else (),
    "root_cause": lambda note: note.root_causes,
    "next_steps": lambda note: note.next_steps,
    "threats": lambda note: note.threats,
    "abuse": lambda note: note.abuse,
    "summary": lambda note: note.summary,
}
"""The parts of the note, and what of the draft goes into each."""

OUTCOME = "disposition"
"""The note field that holds the id of the chosen outcome."""

_ONLY_IF_HEARD = ("threats", "abuse")


class _Choice(QComboBox):
    """A wheel that scrolls the page past it changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WrapUpPanel(Panel):
    """Nothing is handed over before `flush`; then only what the agent has changed.

    `written` carries a note field and its text, `picked` the utterance that a quotation comes from.
    """

    written = Signal(str, str)
    picked = Signal(int)

    def __init__(
        self, look: Look, outcomes: tuple[Outcome, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "", parent)
        self._read_only = False
        self.heading.setText(self.tr("Wrap-up"))
        self.setAccessibleName(self.tr("Wrap-up"))
        self.breathe = label(
            self.tr("That was heavy. Take three slow breaths before the next call."),
            wrap=True,
        )
        self.breathe.setToolTip(self.tr("Only you see this. It is not written down."))
        self.body.addWidget(self.breathe)
        self.outcome = _Choice()
        self.outcome.setAccessibleName(self.tr("Outcome"))
        self.use(outcomes)
        self.body.addWidget(self.outcome)
        self.suggested = label(tone="muted", wrap=True)
        self.suggested.setFont(look.font(0.92))
        self.suggested.hide()
        self.body.addWidget(self.suggested)
        self.outcome.activated.connect(self.suggested.hide)
        self._names: dict[str, QLabel] = {}
        self.editors: dict[str, QuotingEditor] = {}
        for field in FIELDS:
            self._add_field(look, field)
        self._stored: dict[str, str] = self._texts()

    def use(self, outcomes: tuple[Outcome, ...]) -> None:
        """Offer these outcomes, none of them chosen."""
        self.outcome.clear()
        self.outcome.addItem(self.tr("Outcome: choose one"), "")
        for outcome in outcomes:
            self.outcome.addItem(shipped(outcome.title), outcome.id)

    @property
    def changed(self) -> dict[str, str]:
        """The fields that the stored call does not have as they stand here; none while hidden."""
        if self.isHidden() or self._read_only:
            return {}
        return {f: text for f, text in self._texts().items() if text != self._stored[f]}

    def set_read_only(self, read_only: bool) -> None:
        """Show only: for a saved call, in which nobody needs to breathe any more."""
        self._read_only = read_only
        self.outcome.setEnabled(not read_only)
        for editor in self.editors.values():
            editor.setReadOnly(read_only)

    @staticmethod
    def holds_any(call: Call) -> bool:
        """Whether the agent has written anything of a wrap-up in this call."""
        return any(entry.field in FIELDS or entry.field == OUTCOME for entry in call.notes)

    def show_draft(self, note: Note, call: Call) -> None:
        """Show the draft for this call, and what was already written in its place."""
        written = {entry.field: entry.text for entry in call.notes}
        for field, editor in self.editors.items():
            quotes = FIELDS[field](note)
            editor.show_text(quotes, written.get(field))
            shown = field not in _ONLY_IF_HEARD or bool(quotes) or bool(written.get(field))
            for widget in (self._names[field], editor):
                widget.setVisible(shown)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(written.get(OUTCOME, ""))))
        self.suggested.hide()
        self.outcome.setAccessibleDescription("")
        self._stored = self._texts()
        self.breathe.setVisible(heavy(call) and not self._read_only)

    def apply(self, entry: AnyEvent) -> None:
        """Take in one more entry. What is being edited is never overwritten."""
        if isinstance(entry, NoteWritten) and entry.field in self._stored:
            self._stored[entry.field] = entry.text

    def suggest(self, heard: OutcomeHeard | None, call: Call) -> None:
        """Choose the outcome that was heard, if none was chosen; it counts once it is confirmed."""
        place = -1 if heard is None else self.outcome.findData(heard.outcome)
        if heard is None or place < 0 or self._read_only or self.outcome.currentIndex() > 0:
            return
        self.outcome.setCurrentIndex(place)
        said = call.utterance(heard.utterance)
        told = self.tr("Suggested by {time} {words}. Saving the note confirms it.")
        time = clock(said.start)
        self.suggested.setText(told.format(time=time, words=quoted(heard.quote)))
        self.suggested.show()
        self.outcome.setAccessibleDescription(self.suggested.text())

    def confirm(self) -> None:
        """What is only suggested counts as chosen from here on."""
        self.suggested.hide()

    @Slot()
    def flush(self) -> None:
        """Hand over what the agent has changed; it counts as stored when it comes back."""
        for field, text in self.changed.items():
            self.written.emit(field, text)

    def _texts(self) -> dict[str, str]:
        texts = {field: editor.toPlainText().strip() for field, editor in self.editors.items()}
        unconfirmed = not self.suggested.isHidden()
        return {**texts, OUTCOME: "" if unconfirmed else self.outcome.currentData()}

    def _add_field(self, look: Look, field: str) -> None:
        name = field_name(field)
        self._names[field] = label(name, "muted")
        self.editors[field] = QuotingEditor(look, name)
        self.editors[field].picked.connect(self.picked)
        self.body.addWidget(self._names[field])
        self.body.addWidget(self.editors[field])


def field_name(field: str) -> str:
    translate = QCoreApplication.translate
    return {
        "issue": translate("wrap_up", "Issue"),
        "root_cause": translate("wrap_up", "Root cause"),
        "next_steps": translate("wrap_up", "Next steps"),
        "threats": translate("wrap_up", "Threats, in exact words"),
        "abuse": translate("wrap_up", "Abuse, in exact words"),
        "summary": translate("wrap_up", "Summary"),
    }[field]
