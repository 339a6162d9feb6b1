import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion import paths
from companion.audio.block import RATE
from companion.audio.recorder_files import RecordingFiles
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EndReason,
    NoteWritten,
    RecordingKept,
    Speaker,
    UtteranceHeard,
)
from companion.language.redact import Redactor, masked_log
from companion.store import Store

CALL = "20261123-100000-3f9a1c"

Go = Callable[[str], Path]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """Go to another machine: one with data of its own."""

    def go(name: str) -> Path:
        monkeypatch.setenv("COMPANION_HOME", str(tmp_path / name))
        return paths.made_home()

    return go


def numbered(events: Sequence[AnyEvent]) -> list[AnyEvent]:
    return [replace(event, seq=number) for number, event in enumerate(events, start=1)]


def made_call(*, call_id: str = CALL, recorded: bool = False) -> list[AnyEvent]:
    """A short call as it is stored, with two seconds of recording if wanted."""
    started = CallStarted(
        at=0.0,
        call_id=call_id,
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        source="headset",
        model="small",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
        file="/home/ines/calls/monday.wav",
    )
    heard = UtteranceHeard(
        at=1.5, speaker=Speaker.CUSTOMER, start=0.5, end=1.5, text="where is\u2028my parcel"
    )
    events: list[AnyEvent] = [started, heard]
    if recorded:
        file = RecordingFiles(call_id).encoded("flac")
        file.parent.mkdir(parents=True, exist_ok=True)
        noise = np.random.default_rng(1).integers(-9000, 9000, (2 * RATE, 2)).astype(np.int16)
        soundfile.write(file, noise, RATE)
        name = str(file.relative_to(paths.home()))
        events.append(RecordingKept(at=2.0, file=name, seconds=2.0))
    events += [
        CallEnded(at=2.0, reason=EndReason.ENDED),
        NoteWritten(at=2.0, text="Parcel found.", who="Ines"),
    ]
    return numbered(events)


def save(events: Sequence[AnyEvent]) -> None:
    started = events[0]
    assert isinstance(started, CallStarted)
    with Store.open() as store:
        store.extend(started.call_id, lambda _: events)


def stored(call_id: str = CALL) -> list[AnyEvent]:
    with Store.open(read_only=True) as store:
        return store.load(call_id)


def masked(entries: Sequence[AnyEvent]) -> list[AnyEvent]:
    return masked_log(entries, Redactor())
