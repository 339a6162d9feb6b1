from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from companion.call import Call
from companion.detect import Detector
from companion.detect.alerts import AlertDetector
from companion.detect.anger import AngerDetector
from companion.detect.checklist import ChecklistDetector
from companion.detect.reminders import APOLOGY_DUE, NOT_DONE, ReminderDetector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.events import Speaker, UtteranceHeard
from companion.script import Script, ScriptStep

Play = Callable[..., Call]
Due = list[tuple[str, str]]

ANGRY = "i am absolutely furious with you you useless lying thieves"
SCRIPT = Script(
    (
        ScriptStep("listen", "Listen", "Ask openly.", 1.0),
        ScriptStep("next_steps", "Next steps", "Say what happens.", 2.0),
        ScriptStep("follow_up_date", "Date", "Name a day."),
    )
)


def said(minute: float, who: str, text: str) -> UtteranceHeard:
    at = 60 * minute
    return UtteranceHeard(at=at + 4, speaker=Speaker(who), start=at, end=at + 4, text=text)


def reminders(play: Play, engine: Engine, events: Sequence[UtteranceHeard]) -> Due:
    detectors: list[Detector] = [
        AlertDetector(engine),
        AngerDetector(engine),
        ChecklistDetector(engine),
        ReminderDetector(engine, SCRIPT),
    ]
    return [(due.kind, due.step) for due in play(detectors, events=events).reminders]


def test_an_open_step_is_recalled_once_after_its_minutes(play: Play, engine: Engine) -> None:
    events = [
        said(0.1, "customer", "the invoice is for a house that isn't mine"),
        *(said(minute, "agent", "one moment please") for minute in (0.5, 1.2, 1.6, 2.5, 3.5)),
    ]
    assert reminders(play, engine, events) == [(NOT_DONE, "listen"), (NOT_DONE, "next_steps")]


def test_a_step_that_is_done_is_not_recalled(play: Play, engine: Engine) -> None:
    events = [
        said(0.1, "customer", "the invoice is for a house that isn't mine"),
        said(0.4, "agent", "tell me what happened from the beginning"),
        said(1.5, "agent", "one moment please"),
    ]
    assert reminders(play, engine, events) == []


def test_nothing_is_recalled_before_the_customer_has_spoken(play: Play, engine: Engine) -> None:
    assert reminders(play, engine, [said(5.0, "agent", "hello are you there")]) == []


def test_an_angry_turn_without_regret_makes_an_apology_due(play: Play, engine: Engine) -> None:
    events = [
        said(0.1, "customer", ANGRY),
        said(0.3, "agent", "what is the account number"),
        said(0.5, "agent", "the number is on the top of the letter"),
        said(0.6, "agent", "top right"),
    ]
    assert reminders(play, engine, events) == [(APOLOGY_DUE, "apologise")]


def test_regret_in_time_makes_none_due(play: Play, engine: Engine) -> None:
    events = [
        said(0.1, "customer", ANGRY),
        said(0.3, "agent", "i am so sorry for what we have put you through"),
        said(0.5, "agent", "the number is on the top of the letter"),
    ]
    assert reminders(play, engine, events) == []


def test_no_checklist_while_a_life_is_at_stake(play: Play, engine: Engine) -> None:
    events = [
        said(0.9, "customer", "i am going to kill myself tonight"),
        *(said(minute, "agent", "one moment please") for minute in (1.2, 1.6, 2.5)),
    ]
    assert reminders(play, engine, events) == []


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [("this call is recorded for training", []), ("how can i help", ["notice.recording"])],
)
def test_a_rule_may_be_due_by_a_minute(
    play: Play, tmp_path: Path, spoken: str, expected: list[str]
) -> None:
    (tmp_path / "notice.toml").write_text(
        """
        party = "agent"
        category = "notice"
        [[rule]]
        id = "recording"
        any = ["call ~2 record"]
        due_by_minute = 1
        """,
        encoding="utf-8",
    )
    detector = ReminderDetector(Engine(load_packs(tmp_path)), Script(()))
    events = [said(0.1, "agent", spoken), said(1.1, "customer", "hello"), said(2, "agent", "hi")]
    due = play([detector], events=events).reminders
    assert [one.kind for one in due] == expected
