"""The steps against abuse, once it was raised: what to say next, each step logged by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.abuse_protocol import AbuseStep, abused, load_protocol, next_step, taken
from companion.call import Call
from companion.events import AnyEvent, CallStarted
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import Panel, announce, button, label


class ProtocolPanel(Panel):
    """Hidden while nobody was abusive, and after the call, when the note tells of it."""

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._steps: tuple[AbuseStep, ...] = ()
        self._read_for = ""
        self._open = True
        self.heading.setText(self.tr("Against abuse"))
        self.setAccessibleName(self.tr("Against abuse"))
        self._score = label(tone="muted")
        self.head.addWidget(self._score)
        self._taken = label(tone="good", wrap=True)
        self._taken.setFont(look.font(0.92))
        self._title = label(wrap=True)
        self._title.setFont(look.bold())
        self._say = label(wrap=True)
        self._say.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.take, self.undo = button(look), button(look, "quiet")
        actions.dress(self.take, "abuse_step", self.tr("Said it"), with_key=True)
        actions.dress(self.undo, "abuse_undo", self.tr("Take back"))
        for part in (self._taken, self._title, self._say):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        self.body.addLayout(foot)
        self.hide()

    @property
    def steps(self) -> tuple[AbuseStep, ...]:
        return self._steps

    @property
    def text(self) -> str:
        """What it says, for those who read it by ear."""
        parts = (self._taken, self._title, self._say)
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def set_open(self, is_open: bool) -> None:
        """Whether steps can be logged."""
        self._open = is_open

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        call_id = call.started.call_id if call.started else ""
        if not self._steps or call_id != self._read_for:
            self._steps, self._read_for = load_protocol(), call_id  # a team's new text counts
        self._show(call)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if isinstance(entry, CallStarted):
            self.reset(call)
        else:
            self._show(call)

    def _show(self, call: Call) -> None:
        wanted = abused(call) and call.ended is None
        if not wanted:
            self.hide()
            return
        following = next_step(call, self._steps)
        done = [(step, at) for step in self._steps if (at := taken(call, step.id)) is not None]
        score = self.tr("{done} of {all}").format(done=len(done), all=len(self._steps))
        self._score.setText(score)
        self._taken.setText(
            "   ".join(f"✓ {words.clock(at.at)} {shipped(s.title)}" for s, at in done)
        )
        self._taken.setVisible(bool(done))
        self._say.setVisible(following is not None)
        if following is None:
            self._title.setText(self.tr("Every step was taken. You may end the call."))
        else:
            self._title.setText(shipped(following.title))
            self._say.setText(words.quoted(following.say))
        self.take.setVisible(self._open and following is not None)
        self.undo.setVisible(self._open and bool(done))
        self.setAccessibleDescription(self.text)
        if self.isHidden():
            self.show()
            announce(self, self.text)
