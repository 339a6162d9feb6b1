import datetime as dt
from dataclasses import replace

import pytest

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
    EndReason,
    FollowUpSet,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)


def said(speaker: Speaker, start: float, end: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


def alert(category: Category, utterance: int, phrase: str) -> AlertRaised:
    return AlertRaised(
        at=9.0,
        category=category,
        severity=Severity.CRITICAL,
        speaker=Speaker.CUSTOMER,
        phrase=phrase,
        start=7.0,
        end=8.0,
        rule="rule",
        guidance="Stay calm.",
        utterance=utterance,
    )


@pytest.fixture
def call() -> Call:
    """A call with something of each kind, and with words that formats could misread."""
    started = CallStarted(
        at=0.0,
        call_id="20261123-100000-3f9a1c",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        source="call.wav",
        model="small",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )
    events: list[AnyEvent] = [
        started,
        said(Speaker.CUSTOMER, 5.0, 9.25, "=1+1 my *solicitor* & <i>court --> now"),  # 2
        said(Speaker.AGENT, 1.0, 3.2, "good morning\x1b[31m how can i help"),  # 3
        said(Speaker.UNKNOWN, 3725.5, 3725.5, "goodbye"),  # 4
        alert(Category.LEGAL, 2, "my *solicitor*"),  # 5
        alert(Category.CHURN, 2, "now"),
        AlertWithdrawn(at=9.5, alert=6, by=By.AGENT),
        AngerRated(at=9.5, utterance=2, level=2, because=("court",)),
        StepTicked(at=3.2, step="listen", by=By.HEARD, utterance=3, evidence="how can i help"),
        StepTicked(at=20.0, step="apologise", by=By.AGENT),
        ConductFlagged(at=9.5, kind="argue", utterance=3, phrase="help", say_instead="I see"),
        FollowUpSet(
            at=30.0,
            date=dt.date(2026, 11, 27),
            time=dt.time(15),
            by=By.HEARD,
            utterance=3,
            heard="friday at three",
        ),
        NoteWritten(at=31.0, text="Refund agreed.\n# Not a heading"),
        CallEnded(at=3726.0, reason=EndReason.SOURCE_ENDED),
    ]
    return fold(replace(event, seq=number) for number, event in enumerate(events, start=1))
