from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call, fold
from companion.cards import BODY_LENGTH, TITLE_LENGTH
from companion.events import AlertDismissed, CallEnded, Category, EndReason, FollowUpSet
from companion.script import ScriptStep
from tools.staged_call import staged_entries
from ui.actions import Actions
from ui.look import Look
from ui.theme import load_theme
from ui.widgets import card as card_module
from ui.widgets.card import CardPanel

NEXT = ScriptStep("reflect", "Say it back", "Put it in your words.")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What a screen reader would be told, and whether at once."""
    told: list[tuple[str, bool]] = []

    def announce(about: object, message: str, *, urgent: bool = False) -> None:
        del about
        told.append((message, urgent))

    monkeypatch.setattr(card_module, "announce", announce)
    return told


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[CardPanel]:
    look = Look(load_theme("light"), 10.5)
    owner = QWidget()
    qtbot.addWidget(owner)
    made = CardPanel(look, Actions(owner, look), owner)
    owner.show()
    yield made
    owner.close()


def threatened() -> Call:
    return fold(staged_entries(45.0)[:-1])


def test_without_alarm_it_says_what_comes_next(card: CardPanel) -> None:
    card.show_moment(Call(), 0.0, NEXT)
    assert (card.title, card.body) == ("Next: say it back", "Put it in your words.")
    assert not card.dismiss.isVisible()


def test_when_all_is_done_it_says_so(card: CardPanel) -> None:
    card.show_moment(Call(), 0.0, None)
    assert card.title == "Every step is done"


def test_an_alert_takes_the_place_and_is_said_aloud_once(
    card: CardPanel, said: list[tuple[str, bool]]
) -> None:
    call = threatened()
    for now in (45.0, 45.2, 45.4):
        card.show_moment(call, now, NEXT)
    assert card.title == "Legal threat: i will call my lawyer"
    assert len(card.title) <= TITLE_LENGTH
    assert len(card.body) <= BODY_LENGTH
    assert card.dismiss.isVisible()
    assert card.wrong.isVisible()
    assert said == [(f"{card.title}. {card.body}", True)]


def test_a_dismissed_alert_makes_room_again(card: CardPanel) -> None:
    call = threatened()
    card.show_moment(call, 45.0, NEXT)
    dismissed = AlertDismissed(at=45.0, seq=call.last_seq + 1, alert=call.alerts[0].seq)
    card.show_moment(fold([dismissed], call), 45.0, NEXT)
    assert "lawyer" not in card.title


def test_better_words_for_the_agent_come_quietly(
    card: CardPanel, said: list[tuple[str, bool]]
) -> None:
    card.show_moment(fold(staged_entries(37.0)[:-1]), 37.0, NEXT)
    assert card.body == "Let me see why the delivery failed."
    assert not card.wrong.isVisible()
    assert said == [(f"{card.title}. {card.body}", False)]


def test_the_end_is_summed_up(card: CardPanel) -> None:
    call = fold(staged_entries())
    assert isinstance(call.follow_up, FollowUpSet)
    card.show_moment(call, 79.0, None)
    assert "Legal threat, Going public" in card.body
    assert "Fri 27 Nov 2026" in card.body


def test_a_quiet_call_is_summed_up_too(card: CardPanel) -> None:
    ended = CallEnded(at=5.0, seq=1, reason=EndReason.SOURCE_ENDED)
    card.show_moment(fold([ended]), 5.0, NEXT)
    assert card.title == "End of the recording"
    assert "nothing alarming" in card.body


def test_in_a_replay_the_card_cannot_be_answered(card: CardPanel) -> None:
    card.set_open(False)
    card.show_moment(threatened(), 45.0, NEXT)
    assert card.title.startswith("Legal threat")
    assert not card.dismiss.isVisible()


def test_a_sort_of_alert_can_sleep_but_no_danger_can(card: CardPanel) -> None:
    call = threatened()
    card.show_moment(call, 45.0, NEXT)
    assert card.snooze.isVisible()
    alert = call.alerts[0]
    danger = replace(alert.raised, category=Category.VIOLENCE, seq=alert.seq + 100)
    card.show_moment(fold([danger], call), 45.0, NEXT)
    assert card.title.startswith("Threat of violence")
    assert not card.snooze.isVisible()
    assert card.dismiss.isVisible()
