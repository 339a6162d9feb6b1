"""A call's sound, read by the second: exact, whatever the file."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from companion import paths
from companion.audio.block import RATE, Pcm
from companion.audio.recorder_files import About, RecordingFiles, made_directory
from companion.call import Call, fold
from companion.calls import open_recording
from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, RecordingKept, Speaker
from companion.recordings import CallSound, NoSoundError, has_sound, open_sound, peaks
from companion.recordings.peaks import Peaks, kept_outline, outline, sketched, steps_of

BOTH = (Speaker.AGENT, Speaker.CUSTOMER)


def call_of(*more: AnyEvent, file: str = "", ended: float = 5.0, agent_right: bool = False) -> Call:
    started = CallStarted(
        at=0.0,
        call_id="20261123-100000-abcdef",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="test",
        model="none",
        channels=BOTH,
        file=file,
        agent_right=agent_right,
    )
    return fold([started, *more, CallEnded(at=ended, reason=EndReason.ENDED)])


def noise(seconds: float, rate: int = RATE) -> Pcm:
    made = np.random.default_rng(7).normal(0, 3000, (round(seconds * rate), 2))
    return made.astype(np.int16)


def kept(pcm: Pcm, form: str = "flac", starts_at: float = 0.0) -> Call:
    """A call with this recording."""
    made_directory()
    file = paths.recordings() / f"20261123-100000-abcdef.{form}"
    soundfile.write(
        file, pcm, RATE, format="OGG" if form == "opus" else None,
        subtype="OPUS" if form == "opus" else None,
    )  # fmt: skip
    seconds = len(pcm) / RATE
    event = RecordingKept(
        at=seconds, file=f"recordings/{file.name}", seconds=seconds, starts_at=starts_at
    )
    return call_of(event)


@settings(max_examples=60, deadline=None)
@given(first=st.integers(-2 * RATE, 7 * RATE), length=st.integers(0, 2 * RATE))
def test_any_span_comes_back_to_the_frame(
    tmp_path_factory: pytest.TempPathFactory, first: int, length: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(tmp_path_factory.getbasetemp() / "span"))
        pcm = noise(4)
        with open_sound(kept(pcm, starts_at=1.0)) as sound:
            heard = sound.read(first / RATE, (first + length) / RATE)
    around = np.zeros((12 * RATE, 2), np.int16)
    around[4 * RATE : 8 * RATE] = pcm  # call time 0 lies 3 s into it, the sound 1 s later
    assert np.array_equal(heard, around[3 * RATE + first : 3 * RATE + first + length])


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000])
def test_pieces_of_a_file_of_another_rate_fit_without_a_seam(tmp_path: Path, rate: int) -> None:
    seconds = np.arange(5 * rate) / rate
    tone = (8000 * np.sin(2 * np.pi * 440 * seconds)).astype(np.int16)
    file = tmp_path / "call.wav"
    soundfile.write(file, np.column_stack([tone, -tone]), rate)

    with open_sound(call_of(file=str(file))) as sound:
        pieces = [sound.read(at, at + 0.13) for at in np.arange(0, 4.9, 0.13)]
        assert sound.end == pytest.approx(5.0, abs=0.001)
    heard = np.concatenate(pieces)[2000:-2000, 0].astype(float)
    expected = 8000 * np.sin(2 * np.pi * 440 * np.arange(2000, 2000 + len(heard)) / RATE)
    # Up to a frame may be rounded away at a piece's edge, nothing may click.
    assert np.abs(np.diff(heard)).max() < 1.1 * np.abs(np.diff(expected)).max()
    assert np.abs(heard - expected).max() < 100


def test_opus_is_read_at_the_right_place() -> None:
    pcm = np.zeros((8 * RATE, 2), np.int16)
    pcm[5 * RATE : 6 * RATE, 1] = noise(1)[:, 0]

    with open_sound(kept(pcm, "opus")) as sound:
        assert sound.end == 8.0
        assert np.abs(sound.read(4.0, 4.95)[:, 1].astype(int)).max() < 300
        assert np.abs(sound.read(5.05, 5.95)[:, 1].astype(int)).max() > 3000
        assert np.abs(sound.read(6.05, 7.0)[:, 1].astype(int)).max() < 300


def test_the_sides_of_a_users_file_are_where_the_call_had_them(tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    pcm = noise(5)
    soundfile.write(file, pcm, RATE)

    with open_sound(call_of(file=str(file), agent_right=True)) as sound:
        assert np.array_equal(sound.read(1, 2), pcm[RATE : 2 * RATE, ::-1])


def test_a_recording_that_is_not_encoded_yet_can_be_heard() -> None:
    made_directory()
    files = RecordingFiles("20261123-100000-abcdef")
    files.write_about(About(files.call_id, first_frame=RATE))
    pcm = noise(3)
    files.raw.write_bytes(pcm.tobytes() + b"\0\0\0")  # killed in the middle of a frame

    with open_sound(call_of()) as sound:
        assert sound.end == 4.0
        assert np.array_equal(sound.read(1, 4), pcm)
        assert not sound.read(0, 1).any()


def test_why_there_is_no_sound_is_said(tmp_path: Path) -> None:
    cases = {
        "no recording": call_of(),
        "no longer there": call_of(file=str(tmp_path / "gone.wav")),
        "is gone": call_of(RecordingKept(at=1, file="recordings/x.flac", seconds=1.0)),
    }
    for why, call in cases.items():
        assert not has_sound(call)
        with pytest.raises(NoSoundError, match=why):
            open_sound(call)


def test_another_file_in_the_place_of_the_calls_own_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    soundfile.write(file, noise(2), RATE)

    with pytest.raises(NoSoundError, match="no longer the recording"):
        open_sound(call_of(file=str(file), ended=80.0))


@settings(max_examples=60, deadline=None)
@given(
    buckets=st.integers(1, 3000),
    start=st.floats(0, 7),
    length=st.floats(0.001, 30),
)
def test_the_outline_holds_the_lowest_and_highest_of_each_bucket(
    tmp_path_factory: pytest.TempPathFactory, buckets: int, start: float, length: float
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(tmp_path_factory.getbasetemp() / "outline"))
        pcm = noise(6)
        with open_sound(kept(pcm, starts_at=1.0)) as sound:
            drawn = peaks(sound, buckets, start, start + length)
            whole = sound.read(start, start + length)
    assert drawn.shape == (buckets, 2, 2)
    assert (drawn[:, :, 0] <= drawn[:, :, 1]).all()
    step_frames = max(1, -(-len(whole) // buckets))
    if step_frames < 800:  # fine: exact; coarse outlines round to steps of 50 ms
        assert drawn.min() == min(0, whole.min()) or len(whole) < buckets
    else:
        assert drawn.max() >= whole[800:-800].max(initial=0)


def test_the_outline_is_kept_and_made_anew_where_it_is_damaged() -> None:
    call = kept(noise(3))
    with open_sound(call) as sound:
        first = peaks(sound, 20)
        file = RecordingFiles(sound.key).peaks
        assert file.stat().st_mode & 0o777 == 0o600
        file.write_bytes(b"not ours")
        assert np.array_equal(peaks(sound, 20), first)


@pytest.mark.parametrize("seconds", [0.02, 3, 61.3])
def test_a_sketch_comes_first_and_grows_into_the_outline(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[outline.__module__], "_GROWN_EVERY_S", 0.0)
    shown: list[Peaks] = []
    told: list[float] = []
    with open_sound(kept(noise(seconds))) as sound:
        whole = kept_outline(sound, told.append, shown.append)
        assert np.array_equal(outline(sound), whole)
        assert np.array_equal(shown[0], sketched(sound))
        assert np.array_equal(whole, steps_of(sound.read(0, sound.end)))
    assert len(shown) == len(told)
    assert told[-1] == 1.0
    assert all(sketch.shape == whole.shape for sketch in shown)
    apart = [np.abs(sketch.astype(int) - whole).sum() for sketch in shown]
    assert apart == sorted(apart, reverse=True)
    for place in range(0, len(whole), max(1, len(whole) // 250)):
        assert np.array_equal(shown[0][place], whole[place])


@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
def test_a_call_read_from_a_file_can_be_heard_again() -> None:
    running = open_recording(paths.assets() / "sample_call.flac", realtime=False)
    running.start()
    running.end()
    call = running.wait(60)

    with open_sound(call) as sound:
        assert isinstance(sound, CallSound)
        assert sound.end == pytest.approx(80, abs=10)
        assert sound.read(0, 10).any()
