from __future__ import annotations

from pathlib import Path

import pytest

from companion.detect.table import load_detectors
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    By,
    Category,
    ConductFlagged,
    FactKept,
    ReminderDue,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.facts import facts
from companion.prompts import Hint, Prompt, load_prompts, prompt_for
from companion.script import load_script
from tests.companion.test_note import A, C, alert, logged, said

SCRIPT, PROMPTS = load_script(), load_prompts()
BILLED = said(C, 1.0, "hello i've been charged twice for my broadband this month")


def prompted(*events: AnyEvent) -> Prompt:
    call = logged(*events)
    return prompt_for(call, SCRIPT, PROMPTS, facts(call))


def done(*steps: str) -> list[StepTicked]:
    return [StepTicked(at=4.0, step=step, by=By.AGENT) for step in steps]


def test_the_first_open_step_has_words_to_say() -> None:
    prompt = prompted()
    assert prompt.step.id == "listen"
    assert prompt.lines[0].endswith("?")
    assert prompt.hint is None


def test_to_reflect_it_offers_the_customers_own_words() -> None:
    prompt = prompted(BILLED, *done("listen"))
    assert prompt.lines[0].startswith("So you've been charged twice for your broadband")
    assert prompt.made_of is not None
    assert prompt.made_of.text == BILLED.text


def test_without_words_to_turn_round_it_offers_a_plain_invitation() -> None:
    prompt = prompted(said(C, 1.0, "what are you going to do about it"), *done("listen"))
    assert prompt.lines == PROMPTS.say["reflect"]
    assert prompt.made_of is None


def test_a_threat_is_not_said_back() -> None:
    threat = said(C, 1.0, "i'm going to sue every one of them for it")
    prompt = prompted(threat, alert(2, Category.LEGAL), *done("listen"))
    assert prompt.made_of is None


def test_options_fit_the_issue_and_come_first() -> None:
    late = said(C, 1.0, "my parcel was meant to be delivered on monday")
    billed, parcel = (
        prompted(issue, *done("listen", "reflect", "apologise")) for issue in (BILLED, late)
    )
    assert "bill" in billed.lines[0]
    assert "where it is" in parcel.lines[0]
    assert billed.lines[-1] == parcel.lines[-1] == PROMPTS.say["next_steps"][-1]


def test_an_apology_that_is_due_goes_before_the_steps_order_until_it_came() -> None:
    due = ReminderDue(at=3.0, kind="apology_due", step="apologise", utterance=2)
    prompt = prompted(BILLED, due)
    assert (prompt.step.id, prompt.hint) == ("apologise", Hint.APOLOGY_DUE)
    assert prompt.words == BILLED.text
    assert prompted(BILLED, due, *done("apologise")).step.id == "listen"


def test_a_step_that_is_late_says_so() -> None:
    due = ReminderDue(at=130.0, kind="not_done", step="listen")
    assert prompted(BILLED, due).hint is Hint.NOT_DONE


def test_a_name_is_recalled_until_it_has_been_used() -> None:
    named = said(C, 1.0, "my name is patel and my order has not come")
    prompt = prompted(named)
    assert (prompt.hint, prompt.words) == (Hint.USE_NAME, "patel")
    assert prompted(named, said(A, 5.0, "thank you mr patel")).hint is None


def test_the_name_that_was_accepted_goes_before_one_that_was_only_heard() -> None:
    named = said(C, 1.0, "my name is patel and my order has not come")
    kept = FactKept(at=6.0, kind="name", text="mr bell", utterance=2)
    assert prompted(named, kept).words == "mr bell"


def test_with_every_step_done_there_is_none() -> None:
    call = logged(*done(*(step.id for step in SCRIPT.steps)))
    with pytest.raises(ValueError, match="done"):
        prompt_for(call, SCRIPT, PROMPTS, ())


@pytest.mark.parametrize("step", ["listen", "apologise", "next_steps"])
def test_what_is_offered_for_a_step_earns_its_tick(step: str) -> None:
    for line in PROMPTS.say[step]:
        found = [entry for entry in looked_at(line) if isinstance(entry, StepTicked)]
        assert step in {tick.step for tick in found}, line


def test_nothing_that_is_offered_is_a_slip() -> None:
    lines = [line for say in PROMPTS.say.values() for line in say]
    lines += [line for issue in PROMPTS.issues for line in issue.options]
    for line in lines:
        assert not [e for e in looked_at(line) if isinstance(e, ConductFlagged)], line


def looked_at(line: str) -> list[AnyEvent]:
    """What the detectors find in it as an agent's sentence."""
    text = line.lower().translate(str.maketrans("", "", ".,?:"))
    heard = UtteranceHeard(at=2.0, seq=2, speaker=Speaker.AGENT, start=0.0, end=2.0, text=text)
    call = logged(heard)
    assert call.started is not None
    found: list[AnyEvent] = []
    for detector in DETECTORS:
        found += detector.look(call, heard)
    return found


DETECTORS = load_detectors()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[step", "not usable"),
        ("a = 1", "[[step]] and [[issue]] tables"),
        ('[[step]]\nid = "a"\nsay = []', "step 1: say must be a list"),
        ('[[step]]\nid = "a"\nsay = ["x"]\nx = 1', 'no field "x"'),
        (
            '[[issue]]\nid = "a"\nterms = ["?"]\noptions = ["x"]',
            "issue 1: a term must have letters",
        ),
        (f'[[step]]\nid = "a"\nsay = ["{"x" * 161}"]', "1 to 160 characters"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        load_prompts(path)
    assert told in caught.value.problem
    assert str(path) in caught.value.problem
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        load_prompts(tmp_path / "none.toml")
