"""Policies, the steps against abuse, and what makes a threat substantial."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.abuse_protocol import abused, load_protocol, next_step, taken
from companion.cards import BODY_LENGTH
from companion.errors import OutsideError
from companion.events import AbuseStepTaken, AbuseStepUndone, AlertWithdrawn, By, Category
from companion.policy import load_policies
from companion.threat_signs import Sign, weighed
from tests.companion.test_note import A, C, alert, logged, said

PROTOCOL = load_protocol()


def test_every_category_has_a_policy_that_fits_a_card() -> None:
    found = load_policies()
    assert set(found) == set(Category)
    assert all(len(says) <= BODY_LENGTH for says in found.values())


def test_the_protocol_warns_offers_a_call_back_and_ends() -> None:
    assert [step.id for step in PROTOCOL] == ["warn", "call_back", "end"]


def signs(category: Category, *texts: str, threat: int = 0) -> dict[Sign, str]:
    heard = [said(C, 3.0 * n, text) for n, text in enumerate(texts)]
    call = logged(*heard, alert(threat + 2, category))
    return {each.sign: each.words for each in weighed(call, call.alerts[0])}


def test_a_bare_threat_has_nothing_substantial() -> None:
    assert signs(Category.LEGAL, "i will call my lawyer") == dict.fromkeys(Sign, "")


def test_what_was_heard_of_lawyer_reference_day_and_amount_is_ticked() -> None:
    assert signs(
        Category.LEGAL,
        "you owe me six hundred pounds",
        "my solicitor is mr harding and the letter goes out by friday",
        "their reference is four four one nine two",
        threat=1,
    ) == {
        Sign.NAMED: "solicitor is mr harding",
        Sign.REFERENCE: "four four one nine two",
        Sign.DEADLINE: "friday",
        Sign.AMOUNT: "six hundred pounds",
    }


@pytest.mark.parametrize(
    ("category", "text", "named"),
    [
        (Category.REGULATOR, "i'm going to the energy ombudsman", "energy ombudsman"),
        (Category.REPUTATION, "i will put it on facebook", "facebook"),
        (Category.LEGAL, "my name is mr harding and i will sue", ""),
        (Category.LEGAL, "mr harding is my solicitor", "mr harding is my solicitor"),
    ],
)
def test_who_would_act_is_named_or_not(category: Category, text: str, named: str) -> None:
    assert signs(category, text)[Sign.NAMED] == named


def test_the_agents_words_make_no_threat_substantial() -> None:
    call = logged(
        said(A, 0.0, "you mean by friday"),
        said(C, 3.0, "i will call my lawyer"),
        alert(3, Category.LEGAL),
    )
    assert not any(each.words for each in weighed(call, call.alerts[0]))


@pytest.mark.parametrize("category", [Category.VIOLENCE, Category.SELF_HARM, Category.ABUSE])
def test_danger_and_abuse_are_not_weighed(category: Category) -> None:
    assert signs(category, "i will come round on friday") == {}


def test_a_threat_that_rests_on_a_partial_is_weighed_by_what_was_said_before() -> None:
    raised = replace(alert(0, Category.LEGAL), utterance=None)
    call = logged(said(C, 0.0, "you took six hundred euro off my card"), raised)
    found = {each.sign: each.words for each in weighed(call, call.alerts[0])}
    assert found[Sign.AMOUNT] == "six hundred euro"


INSULTED = (said(C, 0.0, "you are an idiot"), alert(2, Category.ABUSE))


def test_the_steps_follow_each_other() -> None:
    call = logged(*INSULTED)
    assert abused(call)
    assert next_step(call, PROTOCOL) == PROTOCOL[0]
    call = logged(*INSULTED, AbuseStepTaken(at=5.0, step="warn"))
    assert next_step(call, PROTOCOL) == PROTOCOL[1]
    assert taken(call, "warn") == AbuseStepTaken(at=5.0, seq=4, step="warn")
    call = logged(*INSULTED, *(AbuseStepTaken(at=5.0, step=step.id) for step in PROTOCOL))
    assert next_step(call, PROTOCOL) is None


def test_a_step_logged_by_mistake_is_taken_back() -> None:
    steps = [AbuseStepTaken(at=5.0, step="warn"), AbuseStepTaken(at=6.0, step="call_back")]
    call = logged(*INSULTED, *steps, AbuseStepUndone(at=7.0, step="call_back"))
    assert next_step(call, PROTOCOL) == PROTOCOL[1]
    call = logged(*INSULTED, AbuseStepUndone(at=7.0, step="warn"))
    assert next_step(call, PROTOCOL) == PROTOCOL[0]


def test_an_insult_that_was_none_asks_for_no_protocol() -> None:
    assert not abused(logged(*INSULTED, AlertWithdrawn(at=4.0, alert=3, by=By.AGENT)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[policy]]\ncategory = "gossip"\nsays = "x"', 'no category "gossip"'),
        (f'[[policy]]\ncategory = "legal"\nsays = "{"x" * 301}"', "1 to 300 characters"),
        ('[[policy]]\ncategory = "legal"\nsays = "x"\n' * 2, "taken by an earlier one"),
    ],
)
def test_what_is_wrong_in_a_policy_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        load_policies(path)
    assert told in caught.value.problem
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[step]]\nid = "A b"\ntitle = "x"\nsay = "y"', "small letters"),
        ('[[step]]\nid = "a"\ntitle = "x"', "step 1: say"),
        ("step = []", "1 to 5 steps"),
    ],
)
def test_what_is_wrong_in_a_protocol_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "abuse.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        load_protocol(path)
    assert told in caught.value.problem
