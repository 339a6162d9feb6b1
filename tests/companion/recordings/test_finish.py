"""After the call: encoded, compared, and never lost on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion import paths
from companion.audio.block import RATE, Pcm
from companion.audio.recorder_files import RecordingFiles
from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import RecordingKept, Speaker, UtteranceHeard, Word
from companion.recordings import finish, finish_all, open_sound, peaks, unfinished
from companion.recordings.secrets import secret_spans
from companion.settings import save_setting
from companion.store import Store, open_call_log, recover
from tests.companion.recordings.conftest import CALL_ID, noise, recorded, saved, started

FILES = RecordingFiles(CALL_ID)


def stored() -> Call:
    with Store.open(read_only=True) as store:
        return fold(store.load(CALL_ID))


def names() -> set[str]:
    return {file.name.removeprefix(CALL_ID) for file in paths.recordings().iterdir()}


def said(text: str, start: float, speaker: Speaker = Speaker.CUSTOMER) -> UtteranceHeard:
    """A sentence of two words a second, as the recogniser gives it; labels count as one word."""
    texts = text.split()
    words = tuple(
        Word(word, start + i * 0.5, start + i * 0.5 + 0.5, 1.0) for i, word in enumerate(texts)
    )
    end = words[-1].end
    return UtteranceHeard(
        at=end, speaker=speaker, start=start, end=end, text=text, words=words, seq=2
    )


@pytest.mark.parametrize("form", ["flac", "opus"])
def test_a_recording_is_encoded_compared_and_noted(form: str) -> None:
    save_setting("recording_format", form)
    pcm = noise(5.05)
    recorded(pcm, first_frame=RATE)
    saved(at=6.05)
    seen: list[float] = []

    kept = finish(CALL_ID, seen.append)

    call = stored()
    assert call.sound.recording is not None
    assert kept is not None
    assert kept.file == call.sound.recording.file == f"recordings/{CALL_ID}.{form}"
    assert (kept.seconds, kept.starts_at, kept.at) == (5.05, 1.0, 6.05)
    assert names() == {f".{form}", ".peaks.npy"}, "no raw file, no lock, nothing half done"
    assert FILES.encoded(form).stat().st_mode & 0o777 == 0o600 or os.name != "posix"
    assert seen[-1] == 1.0
    with open_sound(call) as sound:
        heard = sound.read(1.0, 6.05)
        assert peaks(sound, 100, 0.0, 6.05)[20:].any()
    if form == "flac":
        assert np.array_equal(heard, pcm)
    assert heard.shape == pcm.shape
    assert finish(CALL_ID) is None, "done is done"


@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
def test_every_recording_left_by_a_crash_is_finished_at_the_next_start() -> None:
    pcm = noise(3)
    recorded(pcm)
    with Store.open() as store:
        store.log(CALL_ID).append([started()])
    FILES.unfinished("flac").write_bytes(b"half of an encoded file")
    with FILES.raw.open("ab") as raw:
        raw.write(b"\x01\x02\x03")  # a frame that was being written

    assert finish(CALL_ID) is None, "first the end of the call is written"
    assert recover() == [CALL_ID]
    assert unfinished() == [CALL_ID]
    assert finish_all() == [CALL_ID]
    assert unfinished() == []
    with open_sound(stored()) as sound:
        assert np.array_equal(sound.read(0, 3), pcm)


def test_what_cannot_be_understood_yet_is_not_kept_for_good() -> None:
    recorded(noise(3))
    with Store.open() as store:
        store.log(CALL_ID).append([started()])
    recover()
    with pytest.raises(OutsideError, match="companion models install"):
        finish(CALL_ID)
    assert finish_all() == []
    assert FILES.raw.exists()


def test_the_sound_outlives_its_sidecar() -> None:
    recorded(noise(2))
    saved()
    FILES.about.write_text("{}")
    assert finish(CALL_ID) is not None
    with open_sound(stored()) as sound:
        assert np.array_equal(sound.read(0, 2), noise(2))


def test_a_running_call_is_left_alone() -> None:
    recorded(noise(1))
    with open_call_log(None, CALL_ID) as log:
        log.append([started()])
        assert unfinished() == []
        assert finish(CALL_ID) is None
    assert FILES.raw.exists()


def test_sound_that_belongs_to_no_call_is_left_alone() -> None:
    recorded(noise(1), call_id="nobody's")
    assert unfinished() == []
    assert finish_all() == []


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_one_can_cancel_at_any_time_and_go_on_later(steps: int) -> None:
    recorded(noise(25))
    saved(at=25)
    asked = iter(range(100))

    assert finish(CALL_ID, cancelled=lambda: next(asked) >= steps) is None
    assert names() == {".pcm", ".json"}
    assert finish(CALL_ID) is not None


def test_killed_before_the_raw_file_was_deleted_it_is_deleted_next_time() -> None:
    recorded(noise(2))
    saved(at=2)
    raw, about = FILES.raw.read_bytes(), FILES.about.read_bytes()
    kept = finish(CALL_ID)
    FILES.raw.write_bytes(raw)
    FILES.about.write_bytes(about)

    again = finish(CALL_ID)
    assert again is not None
    assert kept is not None
    assert again.file == kept.file
    assert names() == {".flac", ".peaks.npy"}
    with Store.open(read_only=True) as store:
        noted = [e for e in store.load(CALL_ID) if isinstance(e, RecordingKept)]
    assert len(noted) == 1


def test_killed_before_it_was_noted_it_is_encoded_anew() -> None:
    recorded(noise(2))
    saved(at=2)
    FILES.encoded("flac").write_bytes(b"whole, but not noted")
    assert finish(CALL_ID) is not None
    with open_sound(stored()) as sound:
        assert np.array_equal(sound.read(0, 2), noise(2))


def spoil(monkeypatch: pytest.MonkeyPatch, change: Callable[[Pcm], Pcm]) -> None:
    real = soundfile.SoundFile.write
    monkeypatch.setattr(
        soundfile.SoundFile, "write", lambda self, pcm: real(self, change(np.array(pcm)))
    )


def one_sample_off(pcm: Pcm) -> Pcm:
    pcm[123, 1] += 1
    return pcm


@pytest.mark.parametrize(
    ("change", "why"),
    [(one_sample_off, "came back changed"), (lambda pcm: pcm[:-7], "came back")],
)
def test_what_does_not_come_back_as_it_was_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Pcm], Pcm], why: str
) -> None:
    recorded(noise(2))
    saved(at=2)
    with monkeypatch.context() as patch:
        spoil(patch, change)
        with pytest.raises(OutsideError, match=why):
            finish(CALL_ID)
    assert names() == {".pcm", ".json"}
    assert stored().sound.recording is None
    assert finish(CALL_ID) is not None


def test_a_disk_too_full_to_encode_costs_nothing(small_disk: Path) -> None:
    recorded(noise(20))  # 1.3 MB raw, noise does not shrink
    saved(at=20)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 700_000))

    with pytest.raises(OutsideError, match="not finished yet"):
        finish(CALL_ID)
    assert {".pcm", ".json"} <= names()
    assert ".flac.part" not in names()
    ballast.unlink()
    assert finish(CALL_ID) is not None


def test_masked_words_are_silenced_on_both_sides_and_nothing_else() -> None:
    recorded(np.full((40 * RATE, 2), 1000, np.int16))
    saved(
        said("it is [card number] thank you", 10.0),
        said("we are open from nine to five", 30.0),
        at=40,
    )
    assert finish(CALL_ID) is not None
    with open_sound(stored()) as sound:
        assert not sound.read(10.7, 12.3).any(), "the label's words lie from 11 to 12 s"
        assert sound.read(0, 10.5).all()
        assert sound.read(12.5, 40).all()


@pytest.mark.parametrize(
    ("sentences", "silent", "heard"),
    [
        (  # the first groups, in a sentence before, are shown in the text but not kept in the sound
            [said("four one one one two two two two", 2.0), said("[card number]", 8.0)],
            [2.0, 8.9],
            [1.5, 10.0],
        ),
        (  # the agent repeats a part of it
            [
                said("my [card number] right", 2.0),
                said("so that ends in four two four two", 9.0, Speaker.AGENT),
            ],
            [2.6, 11.1, 12.9],
            [9.5],
        ),
        ([said("my number is four one one one two two", 2.0)], [], [2.0, 3.6, 6.0]),
        ([said("[card number]", 2.0), said("nine one one four two four", 40.0)], [2.1], [40.1]),
    ],
)
def test_the_spans_take_in_the_digits_around(
    sentences: list[UtteranceHeard], silent: list[float], heard: list[float]
) -> None:
    spans = secret_spans(sentences)

    def hushed(at: float) -> bool:
        return any(start <= at <= end for start, end in spans)

    assert all(hushed(at) for at in silent), spans
    assert not any(hushed(at) for at in heard), spans
