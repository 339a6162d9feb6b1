"""How often a rule must hold, how often it is noted, and drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.call import Call
from companion.detect.alerts import AlertDetector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.errors import OutsideError
from companion.events import Speaker, UtteranceHeard
from companion.language import read

Play = Callable[..., Call]


def engine_of(
    folder: Path, fields: str, category: str = "churn", *, drafts: bool = False
) -> Engine:
    (folder / "own.toml").write_text(
        f"""
        party = "customer"
        category = "{category}"
        severity = "notice"
        [[rule]]
        id = "one"
        any = ["goodbye"]
        {fields}
        """,
        encoding="utf-8",
    )
    return Engine(load_packs(folder), drafts=drafts)


def alarms(play: Play, engine: Engine, *seconds: float) -> list[float]:
    """When "goodbye" raised an alert, said at these seconds."""
    events = [
        UtteranceHeard(at=at, speaker=Speaker.CUSTOMER, start=at - 1, end=at, text="goodbye then")
        for at in seconds
    ]
    return [alert.raised.at for alert in play([AlertDetector(engine)], events=events).alerts]


def test_a_rule_may_ask_for_several_sentences(play: Play, tmp_path: Path) -> None:
    assert alarms(play, engine_of(tmp_path, "count = 3"), 10, 500, 900, 990) == [900, 990]


def test_a_rule_may_ask_for_them_within_a_window(play: Play, tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "count = 2\nwithin_s = 60")
    assert alarms(play, engine, 10, 200, 240, 900) == [240]


def test_a_rule_may_be_noted_once_a_call(play: Play, tmp_path: Path) -> None:
    assert alarms(play, engine_of(tmp_path, "once = true"), 10, 200, 300) == [10]


def test_what_a_rule_says_of_its_card_is_in_the_log(play: Play, tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "cooldown_s = 5\npriority = 4")
    event = UtteranceHeard(at=2, speaker=Speaker.CUSTOMER, start=1, end=2, text="goodbye")
    (alert,) = play([AlertDetector(engine)], events=[event]).alerts
    assert (alert.raised.cooldown_s, alert.raised.priority) == (5, 4)


def test_a_draft_is_tried_but_not_used(tmp_path: Path) -> None:
    assert engine_of(tmp_path, "draft = true").hits(read("goodbye"), "customer") == ()
    assert engine_of(tmp_path, "draft = true", drafts=True).hits(read("goodbye"), "customer")


@pytest.mark.parametrize("fields", ["once = true", "cooldown_s = 30"])
@pytest.mark.parametrize("category", ["violence", "self_harm"])
def test_words_about_somebody_s_safety_cannot_be_silenced(
    tmp_path: Path, fields: str, category: str
) -> None:
    with pytest.raises(OutsideError, match="never silenced"):
        engine_of(tmp_path, fields, category)


@pytest.mark.parametrize("field", ["count = 0", "within_s = -1", "due_by_minute = 0"])
def test_numbers_must_make_sense(tmp_path: Path, field: str) -> None:
    with pytest.raises(OutsideError, match="must be above 0"):
        engine_of(tmp_path, field)
