"""What matters now, in one place: the card of the moment, else the step that comes next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from companion.call import Alert, Call
from companion.cards import (
    BODY_LENGTH,
    TITLE_LENGTH,
    Card,
    Rank,
    clipped,
    current_card,
)
from companion.kinds import DANGERS
from companion.policy import Policies
from companion.script import ScriptStep
from ui import words
from ui.actions import Actions
from ui.language import shipped, within
from ui.look import Look
from ui.widgets.parts import Glyph, announce, button, label
from ui.widgets.prompts import ShownPrompt

_LINES = 4
"""Lines of advice that the card keeps room for, so that nothing jumps when one comes."""

_SMALL_LINES = 6
"""The same on a strip, on which fewer words go into a line."""


_NO_BREAK = "\u00a0"


class CardPanel(QFrame):
    """One card at a time; `came` says that there is another one. `small`: on a narrow strip."""

    came = Signal()

    def __init__(
        self, look: Look, actions: Actions, parent: QWidget | None = None, *, small: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._small = small
        self._card: Card | None = None
        self._role = ""
        self._open = True
        self._alert: Alert | None = None
        self._heard = 0
        self._policies: Policies = {}
        self._policy_shown = False
        self.snoozable = False
        """Whether there is an alert on the card of a sort that may be put to sleep."""
        self._icon = Glyph(look, "check", "good", 7)
        self._title = label(wrap=True)
        self._title.setFont(look.bold(1.15))
        self._body = label(wrap=True)
        self._body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._more = label(tone="muted", wrap=True)
        self._more.setFont(look.font(0.92))
        self._source = label(tone="muted")
        self._source.setFont(look.font(0.92))
        self.dismiss, self.wrong, self.snooze = (button(look, "quiet") for _ in range(3))
        actions.dress(self.dismiss, "dismiss", self.tr("Dismiss"), with_key=not small)
        actions.dress(self.wrong, "wrong", self.tr("Wrong"), with_key=not small)
        actions.dress(self.snooze, "snooze", self.tr("5 min"), with_key=not small)
        self.other, self.policy = button(look, "quiet"), button(look, "quiet")
        actions.dress(self.other, "other_words", self.tr("Other words"), with_key=not small)
        actions.dress(self.policy, "policy", self.tr("Policy"))
        self._lay_out()
        look.changed.connect(self.update)

    @property
    def card(self) -> Card | None:
        return self._card

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def body(self) -> str:
        return self._body.text()

    @property
    def more(self) -> str:
        """What stands below: what makes a threat substantial, or why the step matters now."""
        return "" if self._more.isHidden() else self._more.text()

    def set_policies(self, policies: Policies) -> None:
        """What the team's policy says of each sort of threat."""
        self._policies = policies

    @Slot()
    def turn_policy(self) -> None:
        """Show what policy says of this threat instead of the advice, or the advice again."""
        if self._alert is not None and self._alert.category in self._policies:
            self._policy_shown = not self._policy_shown
            self._show_body()
            announce(self, self.body)

    def set_open(self, is_open: bool) -> None:
        """Whether the call can be changed; a saved one only shows what the agent saw."""
        self._open = is_open

    def show_moment(
        self,
        call: Call,
        now: float,
        following: ScriptStep | None,
        prompt: ShownPrompt | None = None,
    ) -> None:
        """Show what matters `now` seconds into the call.

        `following` is the next open step, `prompt` the words that help with it, if there are any.
        """
        card = None if call.ended else current_card(call, now)
        if card is None:
            self._alert = None
            self._show_step(call, following, prompt)
        elif card != self._card:
            self._show_card(call, card)
        elif self._alert is not None and len(call.utterances) != self._heard:
            self._weigh(call)
        self._card = card

    def _show_card(self, call: Call, card: Card) -> None:
        alert = next((a for a in call.alerts if a.seq == card.alert), None)
        role = card.severity.value if alert else "hint"
        title, body = title_of(card), body_of(card)
        self._fill(alert.category.value if alert else "hint", role, title, body)
        self._alert, self._policy_shown = alert, False
        self.other.hide()
        self.policy.setVisible(alert is not None and alert.category in self._policies)
        self._weigh(call)
        self._source.setText(words.clock(alert.start if alert else card.at))
        for knob in (self.dismiss, self.wrong):
            knob.setVisible(alert is not None and self._open)
        self.snoozable = alert is not None and alert.category not in DANGERS
        self.snooze.setVisible(self.snoozable and self._open)
        if self._card is None or (card.title, card.at) != (self._card.title, self._card.at):
            if self.isVisible():  # the call may be shown in two windows, of which one is hidden
                announce(self, f"{title}. {body}", urgent=alert is not None)
            self.came.emit()

    def _weigh(self, call: Call) -> None:
        """Tell what of a threat is substantial, by what was heard until now."""
        self._heard = len(call.utterances)
        told = "" if self._alert is None else self._weighed(call, self._alert)
        self._more.setText(told)
        self._more.setVisible(bool(told))

    def _weighed(self, call: Call, alert: Alert) -> str:
        from companion.threat_signs import weighed  # noqa: PLC0415 - reads dates

        signs = weighed(call, alert)
        ticked = (f"✓ {words.quoted(each.words)}" for each in signs if each.words)
        heard = [told.replace(" ", _NO_BREAK) for told in ticked]
        lacking = ", ".join(words.sign_name(each.sign) for each in signs if not each.words)
        if lacking:
            heard.append(self.tr("Not heard: {signs}").format(signs=lacking))
        return "   ".join(heard)

    def _show_body(self) -> None:
        """The card's advice, or what policy says."""
        assert self._card is not None
        assert self._alert is not None
        policy = clipped(shipped(self._policies.get(self._alert.category, "")), BODY_LENGTH)
        self._body.setText(policy if self._policy_shown else body_of(self._card))
        self.setAccessibleDescription(self.body)

    def _show_step(
        self, call: Call, following: ScriptStep | None, prompt: ShownPrompt | None
    ) -> None:
        self._source.clear()
        self.snoozable = False
        for knob in (self.dismiss, self.wrong, self.snooze, self.policy):
            knob.hide()
        says = prompt if call.ended is None and following is not None else None
        self.other.setVisible(says is not None and says.more and self._open)
        self._more.setText(says.why if says else "")
        self._more.setVisible(bool(says and says.why))
        if says is not None:
            self._fill("phone", "", says.title, says.body)
            return
        if call.ended:
            self._fill("done", "good", words.ending(call.ended.reason), self._summary(call))
        elif following is None:
            title = self.tr("Every step is done")
            self._fill("done", "good", title, self.tr("Close kindly, and let them say goodbye."))
        else:
            title = self.tr("Next: {step}").format(step=within(shipped(following.title)))
            self._fill("phone", "", title, shipped(following.prompt))

    def _summary(self, call: Call) -> str:
        standing = [alert for alert in call.alerts if alert.standing]
        names = dict.fromkeys(words.category_name(alert.category) for alert in standing)
        length = words.clock(call.ended.at if call.ended else call.last_at)
        heard = ", ".join(names) or self.tr("nothing alarming")
        lines = [self.tr("{time} long. Noted: {heard}.").format(time=length, heard=heard)]
        if call.follow_up:
            when = words.short_day(call.follow_up.date)
            lines.append(self.tr("Follow-up: {day}.").format(day=when))
        else:
            lines.append(self.tr("No follow-up was agreed."))
        lines.append(self.tr("The note, the steps and the date can still be changed."))
        return "\n".join(lines if self._open else lines[:-1])

    def _fill(self, icon: str, role: str, title: str, body: str) -> None:
        self._role = role
        self._icon.show_icon(icon, role or "accent")
        self._title.setText(title)
        self._body.setText(body)
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self.update()

    def _lay_out(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        if self._small:
            outer.setContentsMargins(look.u(3), look.u(2), look.u(2), look.u(1))
        else:
            outer.setContentsMargins(look.u(2), look.u(4), look.u(1), look.u(2))
        outer.setSpacing(look.u(1))
        outer.addLayout(self._what(), 1)
        outer.addLayout(self._knobs())
        self._body.setMinimumHeight(
            self._body.fontMetrics().lineSpacing() * (_SMALL_LINES if self._small else _LINES)
        )
        for part in (self.dismiss, self.wrong, self.snooze, self.other, self.policy, self._more):
            part.hide()

    def _what(self) -> QHBoxLayout:
        """The sign and its time, and beside them the words."""
        look, top = self._look, QHBoxLayout()
        top.setSpacing(look.u(3))
        if not self._small:
            top.setContentsMargins(look.u(3), 0, look.u(2), 0)
        side = QVBoxLayout()
        side.addWidget(self._icon)
        side.addWidget(self._source)
        side.addStretch(1)
        top.addLayout(side)
        column = QVBoxLayout()
        column.setSpacing(look.u(1))
        column.addWidget(self._title)
        column.addWidget(self._body, 1)
        under = QHBoxLayout()
        under.addWidget(self._more, 1)
        under.addWidget(self.policy, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(under)
        others = QHBoxLayout()
        others.addWidget(self.other)
        others.addStretch(1)
        column.addLayout(others)
        top.addLayout(column, 1)
        return top

    def _knobs(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addStretch(1)
        for knob in (self.wrong, self.snooze, self.dismiss):
            foot.addWidget(knob)
        steady = self.dismiss.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # the column is made as wide as all three need
        for knob in (self.dismiss, self.wrong, self.snooze):
            knob.setSizePolicy(steady)
        return foot

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground in the severity's colour with a band on the left: seen without reading."""
        del event
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            path = QPainterPath()
            path.addRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.u(2), look.u(2)
            )
            tinted = self._role not in ("", "hint")
            painter.fillPath(path, look.soft(self._role) if tinted else look.colour("surface"))
            band = look.colour(self._role or "accent")
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 0, look.u(1.5), self.height()), band)
            painter.restore()
            painter.setPen(band if tinted else look.colour("line"))
            painter.drawPath(path)


def title_of(card: Card) -> str:
    """The card's title in the language of the window."""
    about = card.about
    if card.rank == Rank.REMINDER:
        about = within(shipped(about))
    heading = shipped(card.heading)
    return clipped(f"{heading}: {about}" if about else heading, TITLE_LENGTH)


def body_of(card: Card) -> str:
    """The card's advice in the language of the window, with the words that led to it."""
    heard = ", ".join(words.quoted(reason) for reason in card.reasons)
    because = QCoreApplication.translate("TypeHint", "Heard: {words}.").format(words=heard)
    advice = shipped(card.advice)
    return clipped(f"{advice} {because}" if heard else advice, BODY_LENGTH)
