"""A card number is read out: neither the words nor the sound of it are kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion import paths
from companion.audio.block import RATE
from companion.audio.file import FileSource
from companion.audio.recorder_files import RecordingFiles
from companion.call import fold
from companion.calls import make_live_call, started_on
from companion.events import UtteranceHeard
from companion.language.digit_runs import plain_words, runs
from companion.recognise import Heard
from companion.recognise.supervised import SupervisedRecogniser
from companion.recordings import finish
from companion.recordings.secrets import secret_spans
from companion.settings import save_setting
from companion.store import Store

SPOKEN = Path(__file__).with_name("card_call.flac")
"""Made by `python -m tools.make_card_call`: 16 digits in two sentences, a security code, echo."""


def digits_heard(file: Path, model: Path) -> str:
    """Every digit that the recogniser hears in this file, on either side; nothing is masked."""
    told: list[Heard] = []
    source = FileSource(file)
    recogniser = SupervisedRecogniser(model, source.channels)
    recogniser.start(told.append)
    for block in source.blocks():
        recogniser.feed(block)
        recogniser.wait_for_room()
    recogniser.finish()
    return "".join(
        run.digits
        for heard in told
        if isinstance(heard, UtteranceHeard)
        for run in runs(plain_words(heard.text.split()), eagerly=True)
    )


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("home_with_model")
def test_no_digit_of_a_card_comes_back_from_the_recording(english_model: Path) -> None:
    assert len(digits_heard(SPOKEN, english_model)) >= 19, "they can be heard before"
    save_setting("record_at_once", True)
    live = make_live_call(
        FileSource(SPOKEN),
        started_on(None),
        listeners=[],
        taps=[],
        realtime=False,
        save=True,
        record=True,
    )
    live.start()
    call = live.wait(60)
    spans = secret_spans(call.utterances)
    assert spans
    raw = np.fromfile(RecordingFiles(live.started.call_id).raw, "<i2").reshape(-1, 2)
    first, last = (int(edge * RATE) for edge in spans[0])
    assert not raw[first:last].any(), "overwritten while the call ran"

    kept = finish(live.started.call_id)

    assert kept is not None
    assert kept.starts_at == 0.0
    file = paths.home() / kept.file
    assert digits_heard(file, english_model) == ""
    heard, _ = soundfile.read(file, dtype="int16")
    for start, end in spans:
        assert not heard[int(start * RATE) : int(end * RATE)].any()
    assert np.abs(heard[int(spans[-1][1] * RATE) :].astype(int)).max() > 1000, "what came after"
    with Store.open(read_only=True) as store:
        words = " ".join(u.text for u in fold(store.load(live.started.call_id)).utterances)
    assert "parcel" in words
