"""Spoken calls: each turn on its speaker's channel, at the times that the file beside tells."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion.audio import RATE
from companion.evaluate.audio import find_recordings
from companion.evaluate.labelled import AgentLabels, CustomerLabels, LabelledCall, Turn
from companion.events import Speaker
from tools import speak_calls
from tools.speech import Samples

CALL = LabelledCall(
    call_id="C1",
    call_date=dt.date(2026, 3, 2),
    turns=(
        Turn(Speaker.AGENT, "hello", AgentLabels((), None, ())),
        Turn(Speaker.CUSTOMER, "so listener", CustomerLabels(1, (), False, False), (), "solicitor"),
        Turn(Speaker.AGENT, "which one", AgentLabels((), None, ())),
    ),
)


@pytest.fixture(autouse=True)
def hum(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A voice that hums a tenth of a second a letter; the texts it was given."""
    said: list[str] = []

    def say(speaker: Speaker, text: str) -> Samples:
        said.append(text)
        time = np.arange(len(text) * RATE // 10) / RATE
        return (0.1 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)

    monkeypatch.setattr(speak_calls, "say", say)
    return said


@pytest.mark.parametrize(("telephone_db", "rate"), [(None, RATE), (40.0, 8_000)])
def test_each_turn_sounds_where_the_file_beside_says(
    tmp_path: Path, telephone_db: float | None, rate: int
) -> None:
    speak_calls.write(CALL, tmp_path, telephone_db)
    [spoken] = find_recordings([CALL], tmp_path)
    sound, written_rate = soundfile.read(spoken.recording)
    assert written_rate == rate
    assert sound.shape[1] == 2
    for turn in spoken.times:
        own = 0 if turn.speaker is Speaker.AGENT else 1
        inside = sound[round(turn.start * rate) : round(turn.end * rate)]
        assert np.sqrt(np.mean(inside[:, own] ** 2)) > 0.05
        # The other side is silent, but for the hiss of a telephone line.
        assert np.sqrt(np.mean(inside[:, 1 - own] ** 2)) < 0.005


def test_the_words_spoken_are_said_not_those_misheard(tmp_path: Path, hum: list[str]) -> None:
    speak_calls.write(CALL, tmp_path, None)
    assert hum == ["hello", "solicitor", "which one"]


def test_turns_follow_each_other_with_a_pause(tmp_path: Path) -> None:
    seconds = speak_calls.write(CALL, tmp_path, None)
    turns = json.loads((tmp_path / "C1.json").read_text())["turns"]
    starts, ends = [turn["start"] for turn in turns], [turn["end"] for turn in turns]
    gaps = [start - end for start, end in zip(starts[1:], ends[:-1], strict=True)]
    assert gaps == pytest.approx([speak_calls.PAUSE_S] * 2, abs=0.01)
    assert seconds == pytest.approx(ends[-1] + speak_calls.PAUSE_S, abs=0.01)
