import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.events import (
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    ConductFlagged,
    CustomerTypeSuggested,
    EndReason,
    FollowUpSet,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.record import call_record

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "call_record.schema.json").read_text())
STARTED = CallStarted(
    at=0.0,
    call_id="c1",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))),
    source="call.wav",
    model="small",
    channels=(Speaker.AGENT, Speaker.CUSTOMER),
)


def logged(*events: AnyEvent) -> Call:
    """The call after these events, numbered as the session numbers them."""
    return fold(replace(event, seq=n) for n, event in enumerate(events, 1))


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=start + 2, speaker=speaker, start=start, end=start + 2, text=text)


def alert(utterance: int, category: Category) -> AlertRaised:
    return AlertRaised(
        at=26.0,
        category=category,
        severity=Severity.WARNING,
        speaker=Speaker.CUSTOMER,
        phrase="my solicitor",
        start=24.0,
        end=25.0,
        rule=f"{category}.test",
        guidance="Ask.",
        utterance=utterance,
    )


def whole_call() -> Call:
    return logged(
        STARTED,
        said(Speaker.AGENT, 0.5, "good morning lamps and shades ivy speaking"),  # seq 2
        NoteWritten(at=2.0, text="rang about the lamp"),
        said(Speaker.CUSTOMER, 3.0, "the lamp you delivered has no bulb and no plug"),  # 4
        AngerRated(at=5.0, utterance=4, level=0, because=()),
        said(Speaker.AGENT, 6.0, "no bulb and no plug i'm sorry about that"),  # 6
        StepTicked(at=8.0, step="reflect", by=By.HEARD, utterance=6, evidence="no bulb"),
        StepTicked(at=8.0, step="apologise", by=By.HEARD, utterance=6, evidence="i'm sorry"),
        said(Speaker.CUSTOMER, 24.0, "my solicitor will write to you"),  # 9
        alert(9, Category.LEGAL),
        alert(9, Category.REGULATOR),
        AlertWithdrawn(at=27.0, alert=11, by=By.AGENT),
        AngerRated(at=26.0, utterance=9, level=2, because=("my solicitor",)),
        said(Speaker.AGENT, 28.0, "you are wrong a new one goes out on friday"),  # 14
        ConductFlagged(
            at=30.0, kind="argue", utterance=14, phrase="you are wrong", say_instead="x"
        ),
        StepTicked(at=30.0, step="next_steps", by=By.HEARD, utterance=14, evidence="goes out"),
        FollowUpSet(
            at=30.0,
            date=dt.date(2026, 11, 27),
            time=dt.time(9, 30),
            by=By.HEARD,
            utterance=14,
            heard="friday",
        ),
        StepTicked(at=31.0, step="listen", by=By.AGENT),
        CustomerTypeSuggested(at=31.0, type="escalator", because=("my solicitor",)),
        CallEnded(at=61.5, reason=EndReason.ENDED),
    )


def test_the_record_keeps_to_its_schema() -> None:
    jsonschema.validate(call_record(whole_call()), SCHEMA)


def test_utterances_are_counted_from_one_whatever_else_the_log_holds() -> None:
    record = call_record(whole_call())
    assert [u["seq"] for u in record["utterances"]] == [1, 2, 3, 4, 5]
    assert record["anger"] == [
        {"utterance": 2, "level": 0, "because": []},
        {"utterance": 4, "level": 2, "because": ["my solicitor"]},
    ]
    assert [(a["category"], a["utterance"]) for a in record["alerts"]] == [
        ("legal", 4),
        ("regulator", 4),
    ]
    assert record["conduct"][0]["utterance"] == 5
    assert record["follow_up"] == {
        "date": "2026-11-27",
        "time": "09:30",
        "utterance": 5,
        "heard": "friday",
    }


def test_a_withdrawn_alert_stays_in_the_record_and_out_of_the_note() -> None:
    record = call_record(whole_call())
    assert [a.get("withdrawn") for a in record["alerts"]] == [None, True]
    assert record["note"]["threats"] == ["[0:24] customer: my solicitor will write to you"]


def test_the_checklist_has_every_step_of_the_script_done_or_not() -> None:
    steps = {entry["step"]: entry for entry in call_record(whole_call())["checklist"]}
    assert list(steps) == ["listen", "reflect", "apologise", "next_steps", "follow_up_date"]
    assert steps["reflect"] == {
        "step": "reflect",
        "done": True,
        "utterance": 3,
        "by": "heard",
        "evidence": "no bulb",
        "utterances": [3],
    }
    assert steps["listen"]["done"]
    assert steps["listen"]["by"] == "agent"
    assert steps["listen"]["utterance"] is None
    assert not steps["follow_up_date"]["done"]
    assert steps["follow_up_date"]["utterances"] == []


def test_the_head_says_when_and_how_long() -> None:
    head = call_record(whole_call())["call"]
    assert head["started_at"] == "2026-11-23T10:00:00+01:00"
    assert head["duration_s"] == 61.5


def test_an_empty_call_has_a_record_and_an_unstarted_one_has_none() -> None:
    record = call_record(logged(STARTED))
    jsonschema.validate(record, SCHEMA)
    assert record["follow_up"] is None
    assert record["customer_type"] is None
    assert record["note"]["issue"] is None
    with pytest.raises(ValueError, match="not started"):
        call_record(Call())


def test_a_type_of_none_says_that_nothing_tells() -> None:
    call = logged(STARTED, CustomerTypeSuggested(at=1.0, type=None, because=()))
    assert call_record(call)["customer_type"] is None


WORDS = st.lists(st.sampled_from("my lamp is broken sorry no hello friday".split()), max_size=9)
TURN = st.builds(
    lambda who, start, words: said(who, start, " ".join(words)),
    st.sampled_from(list(Speaker)),
    st.floats(0, 90, allow_nan=False),
    WORDS,
)


@settings(deadline=None)
@given(st.lists(TURN, max_size=12))
def test_any_talk_makes_a_valid_record_whose_note_quotes_it(turns: list[UtteranceHeard]) -> None:
    record = call_record(logged(STARTED, *turns))
    jsonschema.validate(record, SCHEMA)
    said_texts = {turn.text for turn in turns}
    note: dict[str, Any] = record["note"]
    assert note["issue"] is None or note["issue"] in said_texts
    assert all(line.split(": ", 1)[1] in said_texts for line in note["summary"])
