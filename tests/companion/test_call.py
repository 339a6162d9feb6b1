from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold, step
from companion.codec import decode, encode
from companion.events import (
    AlertConfirmed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    Category,
    FollowUpCleared,
    FollowUpSet,
    NoteWritten,
    Paused,
    Resumed,
    Severity,
    Speaker,
    StepTicked,
    StepUnticked,
    UtteranceHeard,
)


def said(seq: int, text: str) -> UtteranceHeard:
    at = float(seq)
    return UtteranceHeard(at=at, seq=seq, speaker=Speaker.CUSTOMER, start=at - 1, end=at, text=text)


def raised(seq: int, utterance: int | None = None) -> AlertRaised:
    return AlertRaised(
        at=float(seq),
        seq=seq,
        category=Category.LEGAL,
        severity=Severity.CRITICAL,
        speaker=Speaker.CUSTOMER,
        phrase="my law",
        start=0.5,
        end=0.9,
        rule="legal.lawyer",
        guidance="Stay calm.",
        utterance=utterance,
    )


def test_an_alert_on_a_partial_is_open_until_its_final_confirms_it() -> None:
    call = fold([raised(1)])
    assert [alert.seq for alert in call.open_alerts(Speaker.CUSTOMER)] == [1]

    confirmed = AlertConfirmed(
        at=3, seq=3, alert=1, utterance=2, phrase="my lawyer", start=1, end=2
    )
    call = fold([said(2, "i will call my lawyer"), confirmed], call)

    (alert,) = call.alerts
    assert alert.standing
    assert (alert.utterance, alert.phrase, alert.start, alert.end) == (2, "my lawyer", 1, 2)
    assert call.open_alerts(Speaker.CUSTOMER) == []


def test_a_withdrawn_alert_stays_in_the_call_and_no_longer_stands() -> None:
    withdrawn = AlertWithdrawn(at=3, seq=3, alert=1, by=By.HEARD, utterance=2)

    call = fold([raised(1), said(2, "no lawyer for me"), withdrawn])

    assert [alert.standing for alert in call.alerts] == [False]
    assert call.open_alerts(Speaker.CUSTOMER) == []


def test_an_alert_called_wrong_by_the_agent_still_awaits_its_final() -> None:
    call = fold([raised(1), AlertWithdrawn(at=1.5, seq=2, alert=1, by=By.AGENT)])

    (alert,) = call.open_alerts(Speaker.CUSTOMER)
    assert not alert.standing


def test_a_tick_taken_back_takes_back_all_that_was_heard_for_the_step() -> None:
    ticks = [StepTicked(at=n, seq=n, step="listen", by=By.HEARD, utterance=n) for n in (1, 2)]

    call = fold([*ticks, StepUnticked(at=3, seq=3, step="listen")])
    assert not call.step_done("listen")

    call = fold([StepTicked(at=4, seq=4, step="listen", by=By.AGENT)], call)
    assert call.step_done("listen")


def test_the_last_day_wins_and_can_be_cleared() -> None:
    days = [
        FollowUpSet(at=n, seq=n, date=dt.date(2026, 11, n), time=None, by=By.HEARD) for n in (1, 2)
    ]

    call = fold(days)
    assert call.follow_up == days[1]
    assert fold([FollowUpCleared(at=3, seq=3)], call).follow_up is None


def test_the_newest_text_of_a_note_field_counts_and_the_older_stays() -> None:
    call = fold(
        [
            NoteWritten(at=1, seq=1, text="first"),
            NoteWritten(at=2, seq=2, text="cause", field="root_cause"),
            NoteWritten(at=3, seq=3, text="second"),
        ]
    )

    assert (call.latest_note(), call.latest_note("root_cause")) == ("second", "cause")
    assert len(call.notes) == 3


def test_a_pause_lasts_until_it_is_over() -> None:
    paused = fold([Paused(at=1, seq=1)])
    assert paused.paused
    assert not fold([Resumed(at=2, seq=2)], paused).paused


def test_utterances_are_numbered_from_one_whatever_else_happened() -> None:
    call = fold(
        [raised(1, utterance=2), said(2, "a"), NoteWritten(at=3, seq=3, text="n"), said(4, "b")]
    )

    assert [call.number(2), call.number(4)] == [1, 2]
    assert call.utterance(4).text == "b"
    with pytest.raises(KeyError):
        call.number(3)


def test_a_call_that_has_not_begun_has_no_date() -> None:
    with pytest.raises(ValueError, match="not started"):
        _ = Call().call_date


def test_every_kind_of_event_has_its_own_name_in_the_log() -> None:
    names = [kind.__name__ for kind in get_args(AnyEvent)]

    assert len(set(names)) == len(names)


def test_an_older_program_can_read_an_event_with_a_field_more() -> None:
    written = encode(NoteWritten(at=1.0, seq=1, text="grüße 🎧"))

    assert decode(written.replace('"at"', '"later": 1, "at"', 1)) == decode(written)


@pytest.mark.parametrize("kind", get_args(AnyEvent), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_kind_of_event_is_folded(kind: type[AnyEvent], data: st.DataObject) -> None:
    entry = data.draw(st.from_type(kind))

    assert step(Call(), entry).last_seq == entry.seq  # and nothing is raised
