"""`companion evaluate --audio`: recordings heard, put to their turns, and what that costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import companion.calls
import companion.commands.evaluate as command
from companion.audio import RATE
from companion.cli import main
from companion.evaluate.audio import TurnTimes, turn_of
from companion.events import Speaker, UtteranceHeard
from companion.models import InstalledModel
from companion.recognise.scripted import ScriptedRecogniser
from tests.companion.test_evaluate import Echo, agent, call_of, customer

Heard = tuple[str, float, float, str]


def utterance(speaker: str, start: float, end: float, text: str = "") -> UtteranceHeard:
    return UtteranceHeard(at=end, speaker=Speaker(speaker), start=start, end=end, text=text)


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    directory = tmp_path / "audio"
    directory.mkdir()
    return directory


def record(audio: Path, call: dict[str, Any], seconds_a_turn: float = 2.0) -> None:
    """A recording in which each turn takes so long, a hum on its own channel."""
    turns = call["turns"]
    frames = round(seconds_a_turn * RATE)
    sound = np.zeros((frames * len(turns), 2))
    for number, turn in enumerate(turns):
        channel = 0 if turn["speaker"] == "agent" else 1
        sound[number * frames : (number + 1) * frames, channel] = 0.1
    path = audio / f"{call['call_id']}.wav"
    soundfile.write(path, sound, RATE)
    times = [
        {
            "speaker": turn["speaker"],
            "start": number * seconds_a_turn,
            "end": (number + 1) * seconds_a_turn,
        }
        for number, turn in enumerate(turns)
    ]
    path.with_suffix(".json").write_text(json.dumps({"turns": times}))


def run(
    audio: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: dict[str, Any],
    heard: list[Heard],
    *options: str,
) -> Result:
    """The command, with a recogniser that hears what it is told to."""
    lines = [utterance(*line) for line in heard]
    monkeypatch.setattr(command, "load_detectors", lambda: [Echo()])
    monkeypatch.setattr(
        companion.calls, "usable_model", lambda: InstalledModel("scripted", Path(), "1")
    )
    monkeypatch.setattr(
        companion.calls, "SupervisedRecogniser", lambda *_, **__: ScriptedRecogniser(lines)
    )
    file = audio.parent / "calls.jsonl"
    file.write_text(json.dumps(call) + "\n")
    arguments = [str(file), "--audio", str(audio), *options]
    return CliRunner().invoke(main, ["evaluate", *arguments])


def figures(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    report["of"] = {row["label"]: row for row in report["labels"]}
    return report


CALL = call_of(
    agent("hello there"),
    customer("alert legal", 2, "legal"),
    agent("step listen", "listen"),
    customer("alert churn anger three", 3, "churn"),
)


def test_several_utterances_of_a_turn_are_judged_as_one(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(audio, CALL)
    heard = [
        ("agent", 0.1, 1.0, "hello there"),
        ("customer", 2.1, 2.8, "alert legal"),
        ("customer", 3.0, 3.9, "anger two"),
        ("agent", 4.1, 5.0, "step listen"),
        ("customer", 6.1, 7.0, "anger three"),
        ("customer", 7.1, 7.9, "alert churn anger none"),
    ]
    report = figures(run(audio, monkeypatch, CALL, heard, "--json"))
    assert report["turns"] == 4
    for label in ("legal", "churn", "listen", "angry (2, 3)"):
        assert report["of"][label]["f1"]["value"] == 1.0, label
    assert report["anger_kappa"]["value"] == 1.0


def test_a_threat_misheard_is_lost_through_sound(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(audio, CALL)
    heard = [
        ("agent", 0.1, 1.0, "hello there"),
        ("customer", 2.1, 3.9, "a lurch legal"),
        ("agent", 4.1, 5.0, "step listen"),
        ("customer", 6.1, 7.9, "alert churn anger"),
    ]
    sound = figures(run(audio, monkeypatch, CALL, heard, "--json"))["sound"]
    assert sound["threat_recall_text"] == 1.0
    assert sound["threat_recall_sound"] == 0.5
    assert sound["threat_recall_lost"] == 0.5
    # "a lurch" for "alert" is two errors, a lost "three" the third; ten words were said.
    assert sound["words"] == 10
    assert sound["word_error_rate"] == pytest.approx(0.3)


def test_words_are_compared_with_what_was_said_and_in_either_spelling(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(
        agent("hello"), {**customer("my so listener"), "said": "My solicitor's neighbour"}
    )
    record(audio, call)
    heard = [
        ("agent", 0.1, 1.0, "hello"),
        ("customer", 2.1, 3.9, "my solicitor's neighbor"),
    ]
    assert figures(run(audio, monkeypatch, call, heard, "--json"))["sound"]["word_error_rate"] == 0


def test_the_delay_is_counted_from_the_end_of_the_phrase(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(audio, CALL)
    heard = [("customer", 2.0, 3.5, "alert legal")]
    sound = figures(run(audio, monkeypatch, CALL, heard, "--json"))["sound"]
    assert sound["alerts"] == 1
    # The scripted recogniser finishes a sentence half a second after its end.
    assert sound["alert_delay_s"] == {"p50": pytest.approx(0.5), "p95": pytest.approx(0.5)}


def test_the_table_and_the_misses_tell_what_was_heard(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(audio, CALL)
    result = run(audio, monkeypatch, CALL, [("customer", 2.0, 3.5, "a lurch legal")], "--misses")
    assert result.exit_code == 0, result.output
    assert "C1  1 customer -angry (2, 3), -any threat, -legal: a lurch legal" in result.stdout
    assert "word error rate" in result.stdout
    assert "1.000 and 0.000, lost 1.000" in result.stdout
    assert "phrase end to alert, seconds         p50 -, p95 - (0 alerts)" in result.stdout


def test_what_is_heard_of_a_speaker_without_turns_counts_as_misheard(
    audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = call_of(customer("hello there"))
    record(audio, call)
    heard = [("customer", 0.1, 1.0, "hello there"), ("agent", 0.2, 0.9, "hello")]
    report = figures(run(audio, monkeypatch, call, heard, "--json"))
    assert report["sound"]["word_error_rate"] == 0.5


def _no_recording(audio: Path) -> None:
    (audio / "C1.wav").unlink()


def _no_times(audio: Path) -> None:
    (audio / "C1.json").unlink()


def _no_json(audio: Path) -> None:
    (audio / "C1.json").write_text("{")


def _wrong_form(audio: Path) -> None:
    (audio / "C1.json").write_text('{"turns": [{"speaker": "nobody"}]}')


def _one_channel(audio: Path) -> None:
    soundfile.write(audio / "C1.wav", np.full(RATE, 0.1), RATE)


def _other_turns(audio: Path) -> None:
    (audio / "C1.json").write_text('{"turns": []}')


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_no_recording, "holds no recording of call C1"),
        (_no_times, "C1.json cannot be read"),
        (_no_json, "C1.json does not hold the times of turns"),
        (_wrong_form, "C1.json does not hold the times of turns"),
        (_one_channel, "C1.wav has one channel"),
        (_other_turns, "was made from other turns"),
    ],
)
def test_recordings_that_are_missing_or_do_not_fit_are_told(
    audio: Path, monkeypatch: pytest.MonkeyPatch, spoil: Any, told: str
) -> None:
    record(audio, CALL)
    spoil(audio)
    result = run(audio, monkeypatch, CALL, [])
    assert result.exit_code == 1
    assert told in result.stderr
    assert "tools.speak_calls" in result.stderr


TIMES = (
    TurnTimes(Speaker.AGENT, 0, 2),
    TurnTimes(Speaker.CUSTOMER, 2, 4),
    TurnTimes(Speaker.AGENT, 4, 6),
    TurnTimes(Speaker.CUSTOMER, 6, 8),
)


@pytest.mark.parametrize(
    ("speaker", "start", "end", "turn"),
    [
        ("agent", 0.5, 1.5, 0),
        ("customer", 0.5, 1.5, 1),  # only its own speaker's turns, the nearest of them
        ("customer", 3.5, 7.0, 3),  # the larger part
        ("customer", 9.0, 9.5, 3),
        ("agent", 9.0, 9.5, 2),
        ("unknown", 0.5, 1.5, None),
    ],
)
def test_an_utterance_belongs_to_the_turn_that_holds_most_of_it(
    speaker: str, start: float, end: float, turn: int | None
) -> None:
    assert turn_of(utterance(speaker, start, end), TIMES) == turn


SPANS = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda ends: (min(ends), max(ends)))


@given(SPANS, st.lists(st.tuples(st.sampled_from([Speaker.AGENT, Speaker.CUSTOMER]), SPANS)))
def test_no_other_turn_of_the_speaker_shares_more(
    said: tuple[float, float], spans: list[tuple[Speaker, tuple[float, float]]]
) -> None:
    times = [TurnTimes(speaker, *span) for speaker, span in spans]
    found = turn_of(utterance("agent", *said), times)

    def shared(turn: TurnTimes) -> float:
        return max(0.0, min(turn.end, said[1]) - max(turn.start, said[0]))

    own = [turn for turn in times if turn.speaker is Speaker.AGENT]
    if found is None:
        assert not own
    else:
        assert times[found] in own
        assert shared(times[found]) == max(map(shared, own))
