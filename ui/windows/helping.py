"""What an agent reaches for in a call: words to say, facts, steps against abuse, the hand-over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.abuse_protocol import next_step
from companion.errors import OutsideError
from companion.events import AbuseStepTaken, AbuseStepUndone, FactKept, HandedOver
from companion.policy import load_policies
from ui import words
from ui.actions import Actions, plain
from ui.look import Look
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.compact import CompactStrip, Shape

if TYPE_CHECKING:
    from companion.facts import Fact
    from ui.widgets.hand_over import HandOverPage


class Helping(QObject):
    """Joins these keys to the call's page, and to the strip that shows the same call small."""

    def __init__(
        self,
        look: Look,
        actions: Actions,
        page: CallPage,
        strip: CompactStrip,
        shape: Shape,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._look = look
        self._page = page
        self._window = window
        self._cards = (page.card, strip.card)
        self._hand_over: HandOverPage | None = None
        page.facts.kept.connect(self._keep)
        page.stage_changed.connect(self._on_stage)
        slots: dict[str, Callable[[], object]] = {
            "other_words": self._turn_words,
            "policy": self._turn_policy,
            "abuse_step": self._take_step,
            "abuse_undo": self._undo_step,
            "stamp": shape.in_whole(self._stamp),
            "calendar": self._save_calendar,
            "hand_over": shape.in_whole(self.show_hand_over),
            "go_facts": shape.in_whole(lambda: page.facts.setFocus()),
        }
        for action, slot in slots.items():
            actions[action].triggered.connect(plain(slot))

    @property
    def hand_over(self) -> HandOverPage:
        """Made when it is first asked for: it loads what prints."""
        if self._hand_over is None:
            from ui.widgets.hand_over import HandOverPage  # noqa: PLC0415

            made = HandOverPage(self._look, lambda: self._page.call, self._window)
            made.handed.connect(self._on_handed)
            made.finished.connect(self._window.activateWindow)  # the keys go on where they were
            self._hand_over = made
        return self._hand_over

    @Slot()
    def show_hand_over(self) -> None:
        if self._page.call.started is not None:
            may = self._page.stage in (Stage.LIVE, Stage.SAVED)
            self.hand_over.open_for(may_hand_over=may)

    @Slot(object)
    def _on_stage(self, stage: Stage) -> None:
        """A team's new policy counts from the next call on."""
        if stage in (Stage.LOADING, Stage.REPLAY):
            policies = load_policies()
            for card in self._cards:
                card.set_policies(policies)

    @Slot()
    def _turn_policy(self) -> None:
        for card in self._cards:
            card.turn_policy()

    @Slot()
    def _turn_words(self) -> None:
        self._page.prompts.turn()
        self._page.show_now()

    @Slot(object)
    def _keep(self, fact: Fact) -> None:
        at = self._page.seconds
        self._page.submitted.emit(
            FactKept(
                at=at, kind=fact.kind, text=fact.text, utterance=fact.utterance, value=fact.value
            )
        )

    @Slot()
    def _take_step(self) -> None:
        """Log the next step, if the call has come to abuse: the panel that says so is shown."""
        following = next_step(self._page.call, self._page.protocol.steps)
        if following is not None and not self._page.protocol.isHidden():
            self._page.submitted.emit(AbuseStepTaken(at=self._page.seconds, step=following.id))

    @Slot()
    def _undo_step(self) -> None:
        taken = self._page.call.abuse_steps
        if taken:
            self._page.submitted.emit(AbuseStepUndone(at=self._page.seconds, step=taken[-1].step))

    @Slot()
    def _stamp(self) -> None:
        self._page.notes.stamp(words.clock(self._page.seconds))

    @Slot(str)
    def _on_handed(self, to: str) -> None:
        self._page.submitted.emit(HandedOver(at=self._page.seconds, to=to))

    @Slot()
    def _save_calendar(self) -> None:
        agreed = self._page.call.follow_up
        if agreed is None:
            return
        kinds = self.tr("Calendar (*.ics)")
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the follow-up"), f"follow-up-{agreed.date}.ics", kinds
        )
        if name:
            self._write(Path(name))

    def _write(self, file: Path) -> None:
        from companion.export import EXPORTERS  # noqa: PLC0415 - loads every format

        exporter = EXPORTERS["ics"]
        content = exporter.content_of(exporter.render(self._page.call))
        try:
            file.write_bytes(content)
        except OSError as error:
            why = f"{file} cannot be written: {error.strerror}."
            self._page.banner.show_error(OutsideError(why, "Choose another place."))
