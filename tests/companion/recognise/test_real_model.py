"""The real recogniser on real and made speech, through the whole pipeline."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import jiwer
import numpy as np
import pytest
import soundfile

from companion import paths
from companion.audio import RATE
from companion.audio.file import FileSource
from companion.call import Call
from companion.calls import open_recording
from companion.events import Partial, RecogniserRestarted, Speaker, UtteranceHeard
from companion.live import LiveCall
from companion.recognise.supervised import SupervisedRecogniser
from companion.session import News, Session
from tests.companion.test_session import STARTED

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("home_with_model")]

LIBRIVOX = Path("/usr/share/pocketsphinx/test/data/librivox")
SAMPLE = paths.assets() / "sample_call.flac"
WAIT_S = 120


def heard(path: Path, *, on_news: Callable[[News], None] = lambda news: None) -> Call:
    running = open_recording(path, listeners=[on_news], realtime=False, save=False, detectors=())
    try:
        running.start()
        return running.wait(WAIT_S)
    finally:
        running.close()


def said(call: Call) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in call.utterances]


def librivox() -> list[tuple[str, str]]:
    """(file, words) of the real recordings."""
    rows = (LIBRIVOX / "transcription").read_text().splitlines()
    found = (re.fullmatch(r"<s> (.*) </s> \((.*)\)", row) for row in rows)
    return [(f"{match[2]}.wav", match[1]) for match in found if match]


@pytest.fixture(scope="module")
def sample_call() -> Call:
    """The sample call, heard once for this module, undisturbed."""
    return heard(SAMPLE)


@pytest.mark.skipif(not LIBRIVOX.is_dir(), reason="needs Debian's pocketsphinx-testdata")
def test_real_speech_is_understood_with_few_errors(tmp_path: Path) -> None:
    words: list[str] = []
    hypotheses: list[str] = []
    for name, reference in librivox():
        sound, rate = soundfile.read(LIBRIVOX / name)
        # A second of quiet lets the last word be finished, as on a line that stays open.
        padded = np.concatenate([sound, np.zeros(rate)])
        soundfile.write(tmp_path / name, padded, rate)
        call = heard(tmp_path / name)
        words.append(reference)
        hypotheses.append(" ".join(u.text for u in call.utterances))

    # Measured: 0.056. Twice that would be a broken pipeline rather than a bad day.
    assert jiwer.wer(words, hypotheses) < 0.12


def test_both_sides_of_the_sample_call_are_heard_in_turn(sample_call: Call) -> None:
    text = " ".join(u.text for u in sample_call.utterances)

    assert "i will call my lawyer" in text
    assert "on friday the twenty seventh of november at three" in text
    assert {u.speaker for u in sample_call.utterances} == {Speaker.AGENT, Speaker.CUSTOMER}
    lawyer = next(u for u in sample_call.utterances if "lawyer" in u.text)
    assert lawyer.speaker is Speaker.CUSTOMER
    assert lawyer.confidence is not None
    assert lawyer.confidence > 0.8
    assert all(u.start <= u.end <= u.at for u in sample_call.utterances)


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_a_recogniser_killed_or_stopped_in_mid_call_changes_no_word(
    sample_call: Call, english_model: Path, fate: signal.Signals
) -> None:
    source = FileSource(SAMPLE)
    recogniser = SupervisedRecogniser(english_model, source.channels, patience=1.0)
    news: list[News] = []
    struck = threading.Event()

    def strike(item: News) -> None:
        news.append(item)
        if isinstance(item, UtteranceHeard) and item.at > 30 and not struck.is_set():
            struck.set()
            assert recogniser.pid is not None
            os.kill(recogniser.pid, fate)

    running = LiveCall(source, recogniser, Session([], [strike]), STARTED, realtime=False)
    try:
        running.start()
        call = running.wait(WAIT_S)
    finally:
        running.close()

    assert struck.is_set()
    assert said(call) == said(sample_call)
    assert sum(isinstance(item, RecogniserRestarted) for item in news) == 1


def test_the_same_sound_gives_partials_before_every_sentence() -> None:
    seen: list[str] = []

    def listen(news: News) -> None:
        if isinstance(news, Partial):
            seen.append(news.text)
        elif isinstance(news, UtteranceHeard):
            assert seen, "no partial came before the sentence"
            seen.clear()

    heard(SAMPLE, on_news=listen)


@pytest.mark.parametrize(
    ("name", "rate", "subtype"),
    [("call.wav", 8_000, "PCM_16"), ("call.wav", 44_100, "PCM_16"), ("call.opus", 48_000, "OPUS")],
)
def test_every_usual_form_of_a_recording_is_understood(
    tmp_path: Path, sample_call: Call, name: str, rate: int, subtype: str
) -> None:
    import soxr  # noqa: PLC0415 - only this test makes other rates

    sound, _ = soundfile.read(SAMPLE)
    form = "OGG" if name.endswith("opus") else None
    other = soxr.resample(sound, RATE, rate)
    soundfile.write(tmp_path / name, other, rate, subtype=subtype, format=form)

    words = " ".join(u.text for u in sample_call.utterances)
    again = " ".join(u.text for u in heard(tmp_path / name).utterances)

    assert jiwer.wer(words, again) < 0.1
