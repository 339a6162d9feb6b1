"""The due list, and closing a follow-up; nothing written afterwards leaks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.errors import OutsideError
from companion.events import (
    Answer,
    AnyEvent,
    CallStarted,
    CommentWritten,
    EvaluationAnswered,
    EvaluationSaved,
    FollowUpSet,
    NoteWritten,
    Verdict,
)
from companion.store import FollowUpState, Store
from companion.store.due import close_follow_up, due_list, reopen_follow_up

MakeCall = Callable[..., list[AnyEvent]]
TODAY = dt.date(2026, 11, 20)
RAE: dict[str, Any] = {"who": "Rae", "when": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)}


@pytest.fixture
def promised(store: Store, make_call: MakeCall) -> Callable[..., str]:
    """Saves a call with a follow-up on this day (None: without one), and returns its id."""

    def save(day: int | None, *, agent: str = "Ann", hour: int | None = None, at: int = 20) -> str:
        call_id = f"call-{store.count()}"
        began = dt.datetime(2026, 11, at, 10).astimezone()
        log: list[AnyEvent] = []
        for entry in make_call(call_id, at=began):
            if isinstance(entry, CallStarted):
                log.append(replace(entry, agent=agent))
            elif not isinstance(entry, FollowUpSet):
                log.append(entry)
            elif day is not None:
                time = None if hour is None else dt.time(hour)
                log.append(replace(entry, date=TODAY.replace(day=day), time=time))
        numbered = [replace(entry, seq=seq) for seq, entry in enumerate(log, start=1)]
        store.log(call_id).append(numbered)
        return call_id

    return save


def test_the_due_list_says_what_is_overdue_of_today_and_coming(
    store: Store, promised: Callable[..., str]
) -> None:
    coming, late, afternoon, morning, some_time = (
        promised(25),
        promised(18),
        promised(20, hour=15),
        promised(20, hour=9),
        promised(20),
    )
    promised(None)
    far = promised(29)
    kept = promised(20)
    close_follow_up(store, kept, kept=True, who="Rae")
    of_ben = promised(19, agent="Ben")
    found = due_list(store, TODAY)
    assert [call.id for call in found.overdue] == [late, of_ben]
    assert [call.id for call in found.today] == [morning, some_time, afternoon]
    assert [call.id for call in found.coming] == [coming, far]
    ours = due_list(store, TODAY, agent="Ann", days=5)
    assert [call.id for call in ours.overdue] == [late]
    assert [call.id for call in ours.coming] == [coming]


def test_a_follow_up_is_kept_missed_and_opened_again(
    store: Store, promised: Callable[..., str]
) -> None:
    call_id, without = promised(20), promised(None)
    close_follow_up(store, call_id, kept=False, who="Rae")
    assert store.summary(call_id).follow_up_state is FollowUpState.MISSED
    close_follow_up(store, call_id, kept=True, who="Rae")
    assert store.summary(call_id).follow_up_state is FollowUpState.KEPT
    reopen_follow_up(store, call_id, who="Rae")
    assert store.summary(call_id).follow_up_state is FollowUpState.OPEN
    with pytest.raises(OutsideError, match="no closed follow-up"):
        reopen_follow_up(store, call_id, who="Rae")
    with pytest.raises(OutsideError, match="No follow-up was agreed"):
        close_follow_up(store, without, kept=True, who="Rae")


@pytest.mark.parametrize(
    "written",
    [
        NoteWritten(at=1.0, text="paid with 4242 4242 4242 4242", field="issue"),
        CommentWritten(at=1.0, text="paid with 4242 4242 4242 4242", **RAE),
        EvaluationAnswered(
            at=1.0,
            evaluation="e",
            verdict=Verdict.DISPUTED,
            text="it was 4242 4242 4242 4242",
            **RAE,
        ),
        EvaluationSaved(
            at=1.0,
            evaluation="e",
            scorecard="s",
            version=1,
            answers=(Answer(question="q", value="no", comment="4242 4242 4242 4242"),),
            **RAE,
        ),
    ],
)
def test_no_card_number_is_written_after_the_call(
    store: Store, database: Path, promised: Callable[..., str], written: AnyEvent
) -> None:
    call_id = promised(20)
    store.add(call_id, written)
    assert "[card number]" in str(store.load(call_id)[-1])
    files = [file.read_bytes() for file in database.parent.rglob("*") if file.is_file()]
    assert not any(b"4242 4242" in content for content in files)
