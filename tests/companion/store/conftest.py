import datetime as dt
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

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
    MarkPlaced,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    StepUnticked,
    UtteranceHeard,
)
from companion.store import Store
from tests.companion.store.disks import mount

MakeCall = Callable[..., list[AnyEvent]]


def started(call_id: str, at: dt.datetime) -> CallStarted:
    channels = (Speaker.AGENT, Speaker.CUSTOMER)
    return CallStarted(
        at=0.0, call_id=call_id, started_at=at, source="call.wav", model="small", channels=channels
    )


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=start + 2, speaker=speaker, start=start, end=start + 2, text=text)


def alert(category: Category) -> AlertRaised:
    return AlertRaised(
        at=8.0,
        category=category,
        severity=Severity.WARNING,
        speaker=Speaker.CUSTOMER,
        phrase="my solicitor",
        start=7.0,
        end=8.0,
        rule="legal.lawyer",
        guidance="Stay calm.",
        utterance=3,
    )


def numbered(*events: AnyEvent) -> list[AnyEvent]:
    return [replace(event, seq=number) for number, event in enumerate(events, start=1)]


@pytest.fixture
def make_call() -> MakeCall:
    """A call of fifteen entries; `ended=False` leaves the last one off."""

    def make(
        call_id: str = "20261123-aaaa",
        *,
        at: dt.datetime = dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ended: bool = True,
    ) -> list[AnyEvent]:
        entries = numbered(
            started(call_id, at),
            said(Speaker.AGENT, 1.0, "good morning how can i help"),
            said(Speaker.CUSTOMER, 5.0, "my solicitor says you're wrong and i've paid twice"),
            alert(Category.LEGAL),  # 4
            alert(Category.CHURN),
            AlertWithdrawn(at=8.5, alert=5, by=By.AGENT),
            AngerRated(at=8.5, utterance=3, level=2, because=("you're wrong",)),
            StepTicked(at=9.0, step="listen", by=By.HEARD, utterance=2, evidence="how can i help"),
            StepTicked(at=9.0, step="reflect", by=By.AGENT),
            StepUnticked(at=9.5, step="reflect"),
            ConductFlagged(at=9.5, kind="argue", utterance=2, phrase="no", say_instead="I see"),
            NoteWritten(at=10.0, text="Refund for Zoë agreed."),
            FollowUpSet(at=11.0, date=dt.date(2026, 11, 27), time=None, by=By.HEARD, utterance=2),
            MarkPlaced(at=11.5),
            CallEnded(at=12.0, reason=EndReason.ENDED),
        )
        return entries if ended else entries[:-1]

    return make


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where a test's database is to be; both kinds in a module that says `BOTH_KINDS`."""
    file = tmp_path / "data" / "calls.db"
    if getattr(request, "param", "plain") == "encrypted":
        request.getfixturevalue("encrypted")(file)
    return file


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if getattr(metafunc.module, "BOTH_KINDS", False) and "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["plain", "encrypted"], indirect=True)


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; permissions would not stop a test that runs as root."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk):
        pytest.skip("mounting a file system of its own is not permitted here")
    yield disk
    subprocess.run(["umount", disk], check=True)
