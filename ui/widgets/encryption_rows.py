"""The preferences' page about encryption: how it stands, and the way to the other state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.jobs import Job
from ui.look import Look
from ui.widgets.encryption_steps import (
    CheckStep,
    OffStep,
    PhraseStep,
    RecoverStep,
    Step,
    WorkStep,
)
from ui.widgets.parts import Glyph, announce, button, label

if TYPE_CHECKING:
    from companion.encryption import State
    from companion.vault.key import Key


class EncryptionRows(QWidget):
    """What asks the key ring or rewrites files is done on a thread of its own. `troubled` carries
    an OutsideError, or None where it is over.
    """

    troubled = Signal(object)
    _said = Signal(str)
    _shared = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._jobs: list[Job] = []
        self._key: Key | None = None
        self.state: State | None = None
        self.about = About(look)
        self.phrase, self.check = PhraseStep(look), CheckStep(look)
        self.sure, self.recover, self.work = OffStep(look), RecoverStep(look), WorkStep(look)
        self._steps = QStackedWidget()
        for step in (self.about, self.phrase, self.check, self.sure, self.recover, self.work):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps)
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether files are being written anew."""
        return self._steps.currentWidget() is self.work

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._steps.currentWidget() is self.about:
            self._look_again()

    def close_jobs(self) -> None:
        """Return when nothing is under way any more: files that are being written are finished."""
        for job in self._jobs:
            job.abandon()

    @Slot()
    def _look_again(self) -> None:
        self._run(_state, self._on_state)

    @Slot(object)
    def _on_state(self, found: State) -> None:
        self.state = found
        self.about.show_state(found)

    @Slot()
    def _begin(self) -> None:
        """A key first; where a switch broke off, with the one it had."""
        self._run(_new_key, self._on_key)

    @Slot(object)
    def _on_key(self, key: Key) -> None:
        self._key = key
        if self.state is not None and self.state.key is not None:
            self._switch_on()
            return
        self.phrase.show_phrase(key)
        self._enter(self.phrase)

    @Slot()
    def _ask_parts(self) -> None:
        assert self._key is not None
        self.check.ask(self._key)
        self._enter(self.check)

    @Slot()
    def _switch_on(self) -> None:
        key = self._key
        assert key is not None
        self._write(lambda: _switch_on(key, self._said.emit, self._shared.emit))

    @Slot()
    def _switch_off(self) -> None:
        self._write(lambda: _switch_off(self._said.emit, self._shared.emit))

    @Slot(str)
    def _bring_back(self, phrase: str) -> None:
        self._run(lambda: _bring_back(phrase), self._on_written)

    def _write(self, work: Callable[[], object]) -> None:
        self.work.begin()
        self._enter(self.work)
        self._run(work, self._on_written)

    @Slot(object)
    def _on_written(self, _: object) -> None:
        self._leave()
        self._run(_state, self._tell_end)

    @Slot(object)
    def _tell_end(self, found: State) -> None:
        self._on_state(found)
        announce(self, self.about.told)

    @Slot(object)
    def _on_trouble(self, error: object) -> None:
        if self.busy:
            self._leave()
        self.troubled.emit(error)

    @Slot()
    def _leave(self) -> None:
        """Back to how it stands; key and phrase are forgotten here."""
        self._key = None
        for step in (self.phrase, self.check, self.recover):
            step.forget()
        self._steps.setCurrentWidget(self.about)
        self._look_again()

    def _enter(self, step: Step) -> None:
        self._steps.setCurrentWidget(step)
        step.enter()

    def _run(self, work: Callable[[], object], done: Callable[[Any], None]) -> None:
        self.troubled.emit(None)
        job = Job(work, "encryption", self)
        job.done.connect(done)
        job.failed.connect(self._on_trouble)
        self._jobs.append(job)
        job.start()

    def _connect(self) -> None:
        self.about.on.clicked.connect(self._begin)
        self.about.off.clicked.connect(lambda: self._enter(self.sure))
        self.about.recover.clicked.connect(lambda: self._enter(self.recover))
        self.phrase.written.connect(self._ask_parts)
        self.check.right.connect(self._switch_on)
        self.check.again.connect(lambda: self._enter(self.phrase))
        self.sure.sure.connect(self._switch_off)
        self.recover.typed.connect(self._bring_back)
        for step in (self.phrase, self.check, self.sure, self.recover):
            step.left.connect(self._leave)
        self._said.connect(self.work.say)
        self._shared.connect(self.work.show_share)


class About(QWidget):
    """How it stands, and what encryption is good for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._icon = Glyph(look, "lock", "text_muted", 5)
        self._state = label(wrap=True)
        self._state.setFont(look.bold(1.1))
        self._key = label(tone="muted", wrap=True)
        self.on, self.off, self.recover = button(look, "primary"), button(look), button(look)
        self.off.setText(self.tr("Switch off…"))
        self.recover.setText(self.tr("Put the key back…"))
        for knob in (self.on, self.off, self.recover):
            knob.hide()
        self._lay_out()

    @property
    def told(self) -> str:
        return self._state.text()

    def show_state(self, found: State) -> None:
        """Say it, and offer what can be done about it."""
        broken = found.key is not None and found.unfinished
        if broken:
            told = self.tr("A switch was broken off: some files can be read, some cannot.")
        elif found.on:
            told = self.tr("What is kept of calls is encrypted.")
        else:
            told = self.tr("What is kept of calls is not encrypted.")
        self._state.setText(told)
        good = found.on and not broken and found.trouble is None
        self._icon.show_icon("lock", "good" if good else "text_muted")
        self._key.setText(self._about_key(found))
        self._key.setVisible(bool(self._key.text()))
        self.on.setText(self.tr("Finish") if broken and found.on else self.tr("Encrypt…"))
        lost = found.trouble is not None
        self.on.setVisible(not lost and (not found.on or broken))
        self.off.setText(self.tr("Finish") if broken and not found.on else self.tr("Switch off…"))
        self.off.setVisible(not lost and found.key is not None and (found.on or broken))
        self.recover.setVisible(lost)

    def _about_key(self, found: State) -> str:
        if found.trouble is not None:
            return str(found.trouble)
        if found.key is None:
            return ""
        counted = self.tr("Key {key}. Files: {encrypted} encrypted, {readable} readable.")
        return counted.format(key=found.key, encrypted=found.encrypted, readable=found.readable)

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(3))
        head = QHBoxLayout()
        head.setSpacing(look.u(2))
        head.addWidget(self._icon)
        head.addWidget(self._state, 1)
        column.addLayout(head)
        column.addWidget(self._key)
        knobs = QHBoxLayout()
        knobs.setSpacing(look.u(2))
        for knob in (self.on, self.off, self.recover):
            knobs.addWidget(knob)
        knobs.addStretch(1)
        column.addLayout(knobs)
        for text in (
            self.tr(
                "Encryption is for the words, notes, reviews and sound that lie on this computer. "
                "It helps against whoever gets the disk, or a copy of it, and not the key."
            ),
            self.tr(
                "It does not help against programs that run as you, against somebody at the "
                "unlocked computer, nor for what you export. Older copies of the database are "
                "deleted when it is switched."
            ),
            self.tr(
                "The key lies in the system's key ring. A recovery phrase on paper brings it back. "
                "Without both, nobody can open the calls."
            ),
        ):
            told = label(text, "muted", wrap=True)
            column.addWidget(told)
        column.addStretch(1)


def _state() -> State:
    from companion import encryption  # noqa: PLC0415 - with the store; on the worker's thread

    return encryption.state()


def _new_key() -> Key:
    from companion import encryption  # noqa: PLC0415

    return encryption.new_key()


def _switch_on(key: Key, tell: Callable[[str], None], progress: Callable[[float], None]) -> None:
    from companion import encryption  # noqa: PLC0415

    encryption.switch_on(key, tell, progress)


def _switch_off(tell: Callable[[str], None], progress: Callable[[float], None]) -> None:
    from companion import encryption  # noqa: PLC0415

    encryption.switch_off(tell, progress)


def _bring_back(phrase: str) -> None:
    from companion import encryption  # noqa: PLC0415
    from companion.vault.key import Key  # noqa: PLC0415

    encryption.bring_back(Key.from_phrase(phrase))
