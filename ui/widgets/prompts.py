"""Which words to say are shown with the open step, and why they matter now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from companion.call import Call
from companion.events import AnyEvent
from companion.script import Script
from ui import words
from ui.language import shipped, within

if TYPE_CHECKING:
    from companion.facts import Fact
    from companion.prompts import Prompt, Prompts


@dataclass(frozen=True, slots=True)
class ShownPrompt:
    """Words for the card: what comes next, what may be said, why. `more`: there are other words."""

    title: str
    body: str
    why: str = ""
    more: bool = False


class PromptKeeper(QObject):
    """Shows one line at a time of what fits this call. The team's files are read with each call."""

    def __init__(
        self, script: Script, facts: Callable[[], tuple[Fact, ...]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._script = script
        self._facts = facts
        self._prompts: Prompts | None = None
        self._read_for = ""
        self._prompt: Prompt | None = None
        self._turned = 0

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self._look(call)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        del entry
        self._look(call)

    @property
    def shown(self) -> ShownPrompt | None:
        """None where every step is done."""
        if self._prompt is None:
            return None
        lines = self._prompt.lines
        return ShownPrompt(
            title=self.tr("Next: {step}").format(step=within(shipped(self._prompt.step.title))),
            body=words.quoted(lines[self._turned % len(lines)]),
            why=self._why(self._prompt),
            more=len(lines) > 1,
        )

    @Slot()
    def turn(self) -> None:
        """Show the next line instead."""
        self._turned += 1

    def _look(self, call: Call) -> None:
        """Keep the line that is shown for as long as there is the same to choose from."""
        before, self._prompt = self._prompt, self._made(call)
        lines = self._prompt.lines if self._prompt else ()
        if before is None or before.lines != lines:
            self._turned = 0

    def _made(self, call: Call) -> Prompt | None:
        from companion.prompts import load_prompts, prompt_for  # noqa: PLC0415 - as below

        if call.started is None or all(call.step_done(step.id) for step in self._script.steps):
            return None
        if self._prompts is None or self._read_for != call.started.call_id:
            self._prompts, self._read_for = load_prompts(), call.started.call_id
        return prompt_for(call, self._script, self._prompts, self._facts())

    def _why(self, prompt: Prompt) -> str:
        from companion.prompts import Hint  # noqa: PLC0415 - as above

        match prompt.hint:
            case Hint.APOLOGY_DUE:
                return self.tr("Not answered yet: {words}").format(words=words.quoted(prompt.words))
            case Hint.NOT_DONE:
                return self.tr("It has been a while; this is still open.")
            case Hint.USE_NAME:
                return self.tr("Use their name: {name}").format(name=words.quoted(prompt.words))
            case None:
                return ""
