import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from companion.call import Call, fold
from companion.events import (
    AlertRaised,
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    ConductFlagged,
    EndReason,
    FollowUpSet,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.store import Store, open_call_log

ZONE = dt.timezone(dt.timedelta(hours=1))
BEGAN = dt.datetime(2026, 11, 23, 10, tzinfo=ZONE)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=ZONE)


def said(speaker: Speaker, start: float, text: str, length: float = 2.0) -> UtteranceHeard:
    end = start + length
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


def threat(category: Category, utterance: int) -> AlertRaised:
    return AlertRaised(
        at=14.0,
        category=category,
        severity=Severity.WARNING,
        speaker=Speaker.CUSTOMER,
        phrase="my solicitor",
        start=12.0,
        end=13.0,
        rule="legal.lawyer",
        guidance="Stay calm.",
        utterance=utterance,
    )


def numbered(*events: AnyEvent) -> list[AnyEvent]:
    return [replace(event, seq=number) for number, event in enumerate(events, start=1)]


def made_entries(call_id: str = "20261123-100000-aaaaaa", *, agent: str = "Dana") -> list[AnyEvent]:
    """A call with listening, blame, a legal threat, an apology and a follow-up day."""
    agent_side, customer = Speaker.AGENT, Speaker.CUSTOMER
    return numbered(
        CallStarted(
            at=0.0,
            call_id=call_id,
            started_at=BEGAN,
            source="call.wav",
            model="small",
            channels=(agent_side, customer),
            agent=agent,
        ),
        said(agent_side, 1.0, "what happened from the start"),  # 2
        StepTicked(at=3.0, step="listen", by=By.HEARD, utterance=2, evidence="what happened"),
        said(customer, 5.0, "the driver never came with my washing machine"),  # 4
        AngerRated(at=7.0, utterance=4, level=1, because=("never came",)),
        said(agent_side, 8.0, "you should have been at home"),  # 6
        ConductFlagged(at=10.0, kind="blame", utterance=6, phrase="you should", say_instead=""),
        said(customer, 11.0, "i am sick of this i will call my solicitor"),  # 8
        AngerRated(at=13.0, utterance=8, level=3, because=("sick of this",)),
        threat(Category.LEGAL, 8),
        said(agent_side, 20.0, "i am so sorry for that and i will send it on friday"),  # 11
        StepTicked(at=22.0, step="apologise", by=By.HEARD, utterance=11, evidence="so sorry"),
        StepTicked(at=22.0, step="next_steps", by=By.HEARD, utterance=11, evidence="send it"),
        FollowUpSet(at=22.0, date=dt.date(2026, 11, 27), time=None, by=By.HEARD, utterance=11),
        StepTicked(at=22.0, step="follow_up_date", by=By.HEARD, utterance=11, evidence="fri"),
        said(customer, 24.0, "all right friday then thank you"),  # 16
        AngerRated(at=26.0, utterance=16, level=0, because=()),
        CallEnded(at=30.0, reason=EndReason.ENDED),
    )


@pytest.fixture
def entries() -> list[AnyEvent]:
    return made_entries()


@pytest.fixture
def call(entries: list[AnyEvent]) -> Call:
    return fold(entries)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "calls.db"


@pytest.fixture
def store(database: Path, entries: list[AnyEvent]) -> Iterator[Store]:
    """A store that holds the call of `entries`."""
    keep(database, entries)
    with Store.open(database) as opened:
        yield opened


def keep(database: Path, entries: list[AnyEvent]) -> None:
    started = entries[0]
    assert isinstance(started, CallStarted)
    with open_call_log(database, started.call_id) as log:
        log.append(entries)
