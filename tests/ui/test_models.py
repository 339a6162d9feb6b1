from __future__ import annotations

import datetime as dt
from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from companion.call import Call, fold, step
from companion.events import (
    AlertConfirmed,
    AlertDismissed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    Category,
    ConductFlagged,
    Partial,
    Severity,
    Speaker,
    StepTicked,
    StepUnticked,
    UtteranceHeard,
    Word,
    WordsMasked,
)
from companion.script import Script, ScriptStep
from companion.store.summary import CallSummary, Status
from tools.staged_call import staged_entries
from ui.models.alerts import AlertsModel
from ui.models.calls import CallsModel
from ui.models.checklist import ChecklistModel
from ui.models.line import Span, located
from ui.models.transcript import TranscriptModel

SCRIPT = Script((ScriptStep("listen", "Listen", "Ask."), ScriptStep("reflect", "Reflect", "Say.")))
SPEAKERS = st.sampled_from([Speaker.AGENT, Speaker.CUSTOMER])


def utterance(seq: int, start: float, text: str = "so it goes") -> UtteranceHeard:
    return UtteranceHeard(
        at=start + 2, seq=seq, speaker=Speaker.CUSTOMER, start=start, end=start + 1, text=text
    )


def alert(seq: int, heard: int | None, phrase: str = "it goes") -> AlertRaised:
    return AlertRaised(
        at=3,
        seq=seq,
        category=Category.LEGAL,
        severity=Severity.CRITICAL,
        speaker=Speaker.CUSTOMER,
        phrase=phrase,
        start=1,
        end=2,
        rule="r",
        guidance="g",
        utterance=heard,
    )


@st.composite
def logs(draw: st.DrawFn) -> list[AnyEvent]:
    """Any order of sentences, alerts and ticks in which what is pointed at exists."""
    log: list[AnyEvent] = []
    for seq in range(1, draw(st.integers(1, 40))):
        call = fold(log)
        kinds = ["say", "tick", "untick"]
        kinds += ["raise", "slip"] * bool(call.utterances)
        kinds += ["confirm", "withdraw", "dismiss"] * bool(call.alerts)
        log.append(an_event(draw, draw(st.sampled_from(kinds)), seq, call))
    return log


def an_event(  # noqa: PLR0911 - one case an event, on purpose
    draw: st.DrawFn, kind: str, seq: int, call: Call
) -> AnyEvent:
    heard = draw(st.sampled_from([u.seq for u in call.utterances] or [0]))
    raised = draw(st.sampled_from(call.alerts)) if call.alerts else None
    about = raised.seq if raised else 0
    match kind:
        case "say":
            return utterance(seq, float(draw(st.integers(0, 9))))
        case "raise":
            return alert(seq, heard)
        case "slip":
            return slip(seq, heard)
        case "confirm":
            rests_on = (raised.utterance if raised else None) or heard
            return AlertConfirmed(
                at=1, seq=seq, alert=about, utterance=rests_on, phrase="so it", start=0, end=1
            )
        case "withdraw":
            return AlertWithdrawn(at=1, seq=seq, alert=about, by=By.AGENT)
        case "dismiss":
            return AlertDismissed(at=1, seq=seq, alert=about)
        case "tick":
            return StepTicked(at=1, seq=seq, step="listen", by=By.HEARD, evidence="e")
        case _:
            return StepUnticked(at=1, seq=seq, step="listen")


def slip(seq: int, heard: int) -> ConductFlagged:
    return ConductFlagged(
        at=1, seq=seq, kind="argue", utterance=heard, phrase="goes", say_instead="Yes."
    )


def told(model: QAbstractItemModel) -> list[object]:
    """Everything the model says, in all roles that are used."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.CheckStateRole)
    rows = range(model.rowCount())
    return [model.data(model.index(row, 0), role) for row in rows for role in roles]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(log=logs())
def test_step_by_step_is_the_same_as_all_at_once(log: list[AnyEvent], qapp: object) -> None:
    for make in (TranscriptModel, AlertsModel, lambda: ChecklistModel(SCRIPT)):
        grown, whole = make(), make()
        for call, entry in zip(accumulate(log, step, initial=Call()), [None, *log], strict=True):
            if entry is not None:
                grown.apply(call, entry)
        whole.reset(fold(log))
        assert told(grown) == told(whole)


@pytest.mark.parametrize("make", [TranscriptModel, AlertsModel, lambda: ChecklistModel(SCRIPT)])
def test_models_keep_qts_rules(make: object, qtmodeltester: ModelTester) -> None:
    assert callable(make)
    model = make()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    call = Call()
    for entry in staged_entries():
        call = step(call, entry)
        model.apply(call, entry)
    model.reset(call)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_the_calls_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = CallsModel()
    model.reset([summary()])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    told_of = str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert "Legal threat" in told_of
    assert "Interrupted" in told_of


def test_a_partial_line_becomes_the_sentence_in_its_place(qtbot: QtBot) -> None:
    model = TranscriptModel()
    model.glimpse(Call(), Partial(at=1, speaker=Speaker.CUSTOMER, start=0.2, text="so it"))
    assert model.line(0).partial
    call = fold([utterance(1, 0.1)])
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.assertNotEmitted(model.rowsRemoved):
        model.apply(call, call.utterances[0])
    assert model.rowCount() == 1
    assert not model.line(0).partial


def test_a_partial_of_the_next_sentence_stays() -> None:
    model = TranscriptModel()
    model.glimpse(Call(), Partial(at=9, speaker=Speaker.CUSTOMER, start=8.0, text="next"))
    call = fold([utterance(1, 0.0)])
    model.apply(call, call.utterances[0])
    assert [model.line(row).text for row in range(2)] == ["so it goes", "next"]


def test_sentences_stand_in_the_order_of_speaking() -> None:
    model = TranscriptModel()
    call = Call()
    for entry in (utterance(1, 5.0, "second"), utterance(2, 1.0, "first")):
        call = step(call, entry)
        model.apply(call, entry)
    assert [model.line(row).text for row in range(2)] == ["first", "second"]
    assert [model.row_of(seq) for seq in (1, 2, 3)] == [1, 0, -1]
    assert [model.row_at(at) for at in (0.5, 1.0, 9.0)] == [-1, 0, 1]


def test_a_sentence_that_is_masked_late_is_masked_on_the_screen() -> None:
    model = TranscriptModel()
    call = Call()
    for entry in (
        utterance(1, 0.0, "four nine one six three three"),
        WordsMasked(at=9.0, seq=2, utterance=1, text="[card number]"),
    ):
        call = step(call, entry)
        model.apply(call, entry)

    assert "four nine" not in str(told(model))
    assert "[card number]" in str(told(model))


def test_an_alert_on_a_partial_lights_the_growing_line() -> None:
    model = TranscriptModel()
    call = fold([alert(1, None, "call my lawyer")])
    said = Partial(at=1, speaker=Speaker.CUSTOMER, start=0, text="i will call my lawyer now")
    model.glimpse(call, said)
    assert model.line(0).lit[0].where == Span(7, 14)


def test_a_confirmed_alert_no_longer_lights_what_is_said_next() -> None:
    model = TranscriptModel()
    call = fold([alert(1, None)])
    model.glimpse(call, Partial(at=9, speaker=Speaker.CUSTOMER, start=8, text="and"))
    assert model.line(0).lit
    confirmed = AlertConfirmed(at=2, seq=3, alert=1, utterance=2, phrase="it goes", start=0, end=1)
    for entry in (utterance(2, 0.0), confirmed):
        call = step(call, entry)
        model.apply(call, entry)
    assert [bool(model.line(row).lit) for row in range(2)] == [True, False]


def test_words_that_may_be_misheard_are_known() -> None:
    words = tuple(
        Word(text, 0, 1, sure) for text, sure in (("so", 0.9), ("it", 0.3), ("goes", 0.9))
    )
    heard = UtteranceHeard(
        at=1, seq=1, speaker=Speaker.AGENT, start=0, end=1, text="so it goes", words=words
    )
    model = TranscriptModel()
    model.reset(fold([heard]))
    assert model.line(0).doubtful == (Span(3, 2),)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("sue you", "i will sue you", Span(7, 7)),
        ("sue", "the issue is", None),
        ("Sue", "SUE them", Span(0, 3)),
        ("", "anything", None),
        ("a b", "a  b", Span(0, 4)),
    ],
)
def test_phrases_are_found_as_whole_words(phrase: str, text: str, found: Span | None) -> None:
    assert located(phrase, text) == found


def test_a_tick_by_hand_is_asked_for_and_not_drawn(qtbot: QtBot) -> None:
    model = ChecklistModel(SCRIPT)
    with qtbot.waitSignal(model.asked) as asked:
        model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert asked.args == ["reflect", True]
    assert model.done == 0


def test_a_saved_calls_steps_cannot_be_ticked(qtbot: QtBot) -> None:
    model = ChecklistModel(SCRIPT)
    model.editable = False
    with qtbot.assertNotEmitted(model.asked):
        model.toggle(0)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable


def summary() -> CallSummary:
    return CallSummary(
        id="c",
        started_at=dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC),
        duration_s=61.0,
        source="call.wav",
        model="m",
        status=Status.INTERRUPTED,
        utterances=3,
        peak_anger=2,
        alerts={Category.LEGAL: 1},
        steps=("listen",),
        slips=0,
        marks=0,
        follow_up=dt.date(2026, 11, 27),
    )
