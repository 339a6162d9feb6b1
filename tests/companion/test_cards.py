import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.cards import BODY_LENGTH, COOLDOWN_S, SNOOZE_S, TITLE_LENGTH, current_card
from companion.events import (
    AlertDismissed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    CallStarted,
    Category,
    ConductFlagged,
    CustomerTypeSuggested,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.script import load_script

STARTED = CallStarted(
    at=0.0,
    call_id="c",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
    source="made",
    model="none",
    channels=(Speaker.AGENT, Speaker.CUSTOMER),
)


def logged(*events: AnyEvent) -> Call:
    return fold(replace(event, seq=n) for n, event in enumerate((STARTED, *events), 1))


def alert(
    at: float,
    category: Category = Category.LEGAL,
    severity: Severity = Severity.WARNING,
    guidance: str = "Ask what they have in hand.",
    phrase: str = "my solicitor",
) -> AlertRaised:
    return AlertRaised(
        at=at,
        category=category,
        severity=severity,
        speaker=Speaker.CUSTOMER,
        phrase=phrase,
        start=at - 1,
        end=at,
        rule="a.rule",
        guidance=guidance,
    )


def flagged(at: float, kind: str = "interrupt") -> ConductFlagged:
    return ConductFlagged(at=at, kind=kind, utterance=2, phrase="", say_instead="Please go on.")


def shown(call: Call, now: float | None = None) -> str | None:
    card = current_card(call, now)
    return card.title if card else None


def test_a_quiet_call_shows_nothing() -> None:
    assert current_card(Call()) is None
    assert current_card(logged(), 500.0) is None


def test_the_card_says_what_was_heard_and_what_helps() -> None:
    card = current_card(logged(alert(10.0)))
    assert card is not None
    assert card.title == "Legal threat: my solicitor"
    assert card.body == "Ask what they have in hand."
    assert card.alert == 2


def test_the_gravest_goes_first_and_conduct_last() -> None:
    call = logged(
        alert(10.0, Category.VIOLENCE, Severity.CRITICAL, phrase="break a window"),
        alert(12.0, Category.CHURN, Severity.NOTICE),
        flagged(13.0),
    )
    assert shown(call) == "Threat of violence: break a window"
    assert shown(logged(alert(12.0, Category.CHURN, Severity.NOTICE), flagged(13.0))) == (
        "About to leave: my solicitor"
    )
    assert shown(logged(flagged(13.0))) == "Let them finish"


def test_dismissed_and_withdrawn_cards_are_gone() -> None:
    assert shown(logged(alert(10.0), AlertDismissed(at=11.0, alert=2))) is None
    assert shown(logged(alert(10.0), AlertWithdrawn(at=11.0, alert=2, by=By.HEARD))) is None


def test_a_category_that_had_its_card_is_quiet_for_a_while() -> None:
    dismissed = AlertDismissed(at=11.0, alert=2)
    assert shown(logged(alert(10.0), dismissed, alert(40.0))) is None
    assert shown(logged(alert(10.0), dismissed, alert(40.0, Category.CHURN))) is not None
    assert shown(logged(alert(10.0), dismissed, alert(10.0 + COOLDOWN_S))) is not None


def test_a_withdrawn_alert_silences_nothing() -> None:
    call = logged(alert(10.0), AlertWithdrawn(at=11.0, alert=2, by=By.HEARD), alert(12.0))
    assert shown(call) is not None


def test_danger_is_never_quiet_and_stays_until_it_was_read() -> None:
    for category in (Category.VIOLENCE, Category.SELF_HARM):
        first, second = (alert(at, category, Severity.CRITICAL) for at in (10.0, 12.0))
        dismissed = AlertDismissed(at=11.0, alert=2)
        call = logged(first, dismissed, second)
        assert shown(call) is not None
        assert shown(call, 3_600.0) is not None


def test_other_cards_leave_by_themselves_and_none_comes_before_its_time() -> None:
    call = logged(alert(10.0))
    assert shown(call, 9.0) is None
    assert shown(call, 30.0) is not None
    assert shown(call, 90.0) is None


def test_an_open_step_is_recalled_when_its_time_has_come_and_nothing_else_is_on() -> None:
    heard = UtteranceHeard(at=2.0, speaker=Speaker.CUSTOMER, start=0.0, end=2.0, text="my lamp")
    script = load_script()
    card = current_card(logged(heard), 130.0, script)
    assert card is not None
    assert card.title == "Not yet: listen"
    ticked = StepTicked(at=3.0, step="listen", by=By.AGENT)
    assert current_card(logged(heard, ticked), 130.0, script) is None
    assert current_card(logged(heard), 30.0, script) is None
    busy = current_card(logged(heard, alert(125.0)), 130.0, script)
    assert busy is not None
    assert busy.alert is not None


@pytest.mark.parametrize(
    "kind", ["know_it_all", "escalator", "champagne_taster", "cooperator", "im_done"]
)
def test_a_suggested_type_comes_with_its_approach_and_reasons(kind: str) -> None:
    hint = CustomerTypeSuggested(at=10.0, type=kind, because=("i fit these for a living",) * 4)
    card = current_card(logged(hint), 12.0)
    assert card is not None
    assert card.title.startswith("Perhaps")
    assert "i fit these for a living" in card.body
    assert len(card.title) <= TITLE_LENGTH
    assert len(card.body) <= BODY_LENGTH
    assert current_card(logged(hint), 60.0) is None
    assert shown(logged(hint, flagged(11.0))) == "Let them finish"


def test_no_type_no_card() -> None:
    assert current_card(logged(CustomerTypeSuggested(at=10.0, type=None, because=()))) is None


@given(st.text(max_size=60), st.text(max_size=600), st.sampled_from(Category))
def test_title_and_body_keep_to_their_lengths(phrase: str, body: str, category: Category) -> None:
    card = current_card(logged(alert(1.0, category, guidance=body, phrase=phrase)))
    assert card is not None
    assert len(card.title) <= TITLE_LENGTH
    assert len(card.body) <= BODY_LENGTH


def test_a_sort_put_to_sleep_is_not_shown_until_its_time_is_over() -> None:
    snoozed = AlertDismissed(at=12.0, alert=2, quiet_s=SNOOZE_S)
    until = 12.0 + SNOOZE_S
    asleep = (alert(10.0), snoozed, alert(200.0))
    assert shown(logged(*asleep), 201.0) is None
    assert [noted.standing for noted in logged(*asleep).alerts] == [True, True]
    assert shown(logged(*asleep, alert(202.0, Category.CHURN)), 203.0) is not None
    assert shown(logged(*asleep, alert(until)), until) is not None


def test_danger_cannot_be_put_to_sleep() -> None:
    snoozed = AlertDismissed(at=12.0, alert=2, quiet_s=SNOOZE_S)
    call = logged(alert(10.0, Category.VIOLENCE), snoozed, alert(20.0, Category.VIOLENCE))
    assert shown(call, 21.0) is not None


def test_a_rule_may_cool_down_sooner_than_others() -> None:
    raised = AlertRaised(
        at=10.0,
        category=Category.CHURN,
        severity=Severity.NOTICE,
        speaker=Speaker.CUSTOMER,
        phrase="goodbye",
        start=9.0,
        end=10.0,
        rule="own.one",
        guidance="Ask why.",
        utterance=1,
        cooldown_s=5.0,
    )
    card = current_card(logged(raised, replace(raised, at=16.0)), 17.0)
    assert card is not None
    assert card.at == 16.0


def test_of_two_equally_grave_cards_priority_decides() -> None:
    raised = AlertRaised(
        at=10.0,
        category=Category.CHURN,
        severity=Severity.NOTICE,
        speaker=Speaker.CUSTOMER,
        phrase="goodbye",
        start=9.0,
        end=10.0,
        rule="own.one",
        guidance="Ask why.",
        utterance=1,
        priority=2,
    )
    later = replace(raised, at=11.0, category=Category.LEGAL, priority=0)
    card = current_card(logged(raised, later), 12.0)
    assert card is not None
    assert card.alert == 2
