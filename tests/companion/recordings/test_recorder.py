"""The recorder: what reaches the disk, and what it says when the disk will not have it."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion import paths
from companion.audio import recorder as module
from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.audio.recorder import News, Recorder
from companion.audio.recorder_files import RecordingFiles
from companion.errors import OutsideError
from companion.events import RecordingErased, RecordingStarted, RecordingStopped
from tests.companion.recordings.conftest import CALL_ID, blocks, noise, recorded

WAIT_S = 10.0
FILES = RecordingFiles(CALL_ID)


def on_disk() -> Pcm:
    return np.fromfile(FILES.raw, "<i2").reshape(-1, 2)


class Telling:
    """Collects what is told, and can wait for a kind of it."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self._changed = threading.Condition()

    def __call__(self, news: News) -> None:
        with self._changed:
            self.news.append(news)
            self._changed.notify_all()

    def wait_for(self, kind: type) -> News:
        def found() -> list[News]:
            return [one for one in self.news if isinstance(one, kind)]

        with self._changed:
            assert self._changed.wait_for(found, WAIT_S), self.news
            return found()[0]


def test_all_sound_is_on_the_disk_and_only_for_its_owner() -> None:
    pcm = noise(5.05)
    told = recorded(pcm, first_frame=3 * RATE)

    assert np.array_equal(on_disk(), pcm)
    assert told == [RecordingStarted(at=3.0, file=f"recordings/{CALL_ID}.pcm")]
    assert (paths.home() / f"recordings/{CALL_ID}.pcm").samefile(FILES.raw)
    assert FILES.read_about().first_frame == 3 * RATE
    if os.name == "posix":
        assert FILES.raw.stat().st_mode & 0o777 == 0o600
        assert FILES.about.stat().st_mode & 0o777 == 0o600
        assert paths.recordings().stat().st_mode & 0o777 == 0o700


def test_nothing_is_written_before_it_is_switched_on() -> None:
    recorder = Recorder(CALL_ID, 2, lambda news: None)
    for block in blocks(noise(1)):
        recorder(block)
    recorder.silence(0, 1)
    recorder.stop("by hand")
    recorder.close()
    assert not paths.recordings().exists()


def test_each_second_is_forced_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        if FILES.raw.exists() and os.fstat(handle).st_ino == FILES.raw.stat().st_ino:
            forced.append(os.fstat(handle).st_size // 4)

    monkeypatch.setattr(os, "fsync", fsync)
    recorded(noise(10))
    assert forced[:10] == [RATE * second for second in range(1, 11)]


def test_a_disk_that_hangs_does_not_hold_up_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    hang = threading.Event()
    real = os.fsync

    def fsync(handle: int) -> None:
        assert hang.wait(WAIT_S)
        real(handle)

    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling)
    recorder.start()
    first, *rest = blocks(noise(70))
    monkeypatch.setattr(os, "fsync", fsync)
    recorder(first)
    for block in rest:
        recorder(block)  # would wait for ever, if it waited
    late = telling.wait_for(OutsideError)
    hang.set()
    recorder.close()

    assert "does not keep up" in str(late)
    written = on_disk()
    assert np.array_equal(written[: 50 * RATE], noise(70)[: 50 * RATE])


def test_after_a_stop_it_goes_on_where_the_call_is() -> None:
    pcm = noise(6)
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling)
    recorder.start()
    made = list(blocks(pcm))
    for block in made[:20]:
        recorder(block)
    recorder.stop("by hand")
    stopped = telling.wait_for(RecordingStopped)
    for block in made[20:40]:
        recorder(block)
    recorder.start()
    for block in made[40:]:
        recorder(block)
    recorder.close()

    assert stopped == RecordingStopped(at=2.0, why="by hand")
    assert [type(one) for one in telling.news].count(RecordingStarted) == 2
    pcm[2 * RATE : 4 * RATE] = 0
    assert np.array_equal(on_disk(), pcm)


def test_the_caller_objects_and_nothing_is_left() -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling)
    recorder.start()
    for block in blocks(noise(3)):
        recorder(block)
    recorder.discard("the caller objected")
    erased = telling.wait_for(RecordingErased)
    for block in blocks(noise(1), 3 * RATE):
        recorder(block)
    recorder.close()

    assert erased == RecordingErased(at=3.0, why="the caller objected")
    assert list(paths.recordings().iterdir()) == []


@settings(max_examples=25, deadline=None)
@given(
    spans=st.lists(st.tuples(st.floats(0, 7), st.floats(0, 3)), max_size=4),
    start=st.integers(0, 2 * RATE),
)
def test_a_span_is_overwritten_on_the_disk_to_the_frame(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[float, float]], start: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(tmp_path_factory.mktemp("home")))
        pcm = np.full((4 * RATE, 2), 1000, np.int16)
        recorder = Recorder(CALL_ID, 2, lambda news: None)
        recorder.start()
        for block in blocks(pcm, start):
            recorder(block)
        for at, length in spans:
            recorder.silence(at, at + length)
        recorder.close()
        expected = np.full(4 * RATE, True)
        for at, length in spans:
            expected[
                max(0, int(at * RATE) - start) : max(0, int((at + length) * RATE) + 1 - start)
            ] = False
        assert np.array_equal(on_disk()[:, 0] != 0, expected)
        assert np.array_equal(on_disk()[:, 1] != 0, expected)


def test_the_longest_recording_ends_and_the_call_goes_on() -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling, hours=2 / 3600)
    recorder.start()
    for block in blocks(noise(5)):
        recorder(block)
    stopped = telling.wait_for(RecordingStopped)
    recorder.close()

    assert isinstance(stopped, RecordingStopped)
    assert stopped.at == 2.0
    assert "longest recording" in stopped.why
    assert len(on_disk()) == 2 * RATE


def test_without_room_no_recording_begins() -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling, least_to_start=10**18)
    recorder.start()
    for block in blocks(noise(1)):
        recorder(block)
    told = telling.wait_for(OutsideError)
    recorder.close()

    assert "no room to record" in str(told)
    assert not FILES.raw.exists()
    assert not recorder.on


def test_a_disk_that_fills_up_ends_the_recording_with_room_for_the_notes(small_disk: Path) -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling, least_to_start=3_000_000, reserve=2_000_000)
    recorder.start()
    for block in blocks(noise(60)):
        recorder(block)
    stopped = telling.wait_for(RecordingStopped)
    recorder.close()

    assert isinstance(stopped, RecordingStopped)
    assert stopped.why == "the disk is almost full"
    assert shutil.disk_usage(small_disk).free > 1_800_000
    assert np.array_equal(on_disk(), noise(60)[: len(on_disk())])
    assert len(on_disk()) > 20 * RATE


def test_a_disk_that_is_full_at_once_ends_the_recording(small_disk: Path) -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling, least_to_start=0, reserve=0)
    recorder.start()
    (small_disk / "ballast").write_bytes(bytes(3_500_000))
    for block in blocks(noise(60)):
        recorder(block)
    told = telling.wait_for(OutsideError)
    recorder.close()

    assert str(told).startswith("The recording has stopped: no space left on device. The call goes")
    whole = on_disk()
    assert np.array_equal(whole, noise(60)[: len(whole)])


@pytest.mark.parametrize("fault", ["deleted", "unmounted"])
def test_a_directory_that_vanishes_is_noticed(small_disk: Path, fault: str) -> None:
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling, least_to_start=0, reserve=0)
    recorder.start()
    first, *rest = blocks(noise(4))
    recorder(first)
    telling.wait_for(RecordingStarted)
    if fault == "deleted":
        shutil.rmtree(paths.recordings())
    else:
        subprocess.run(["umount", "-l", small_disk], check=True)
    for block in rest:
        recorder(block)
    told = telling.wait_for(OutsideError)
    recorder.close()

    assert "its file has vanished" in str(told)
    assert [type(one) for one in telling.news].count(RecordingStopped) == 1


def test_a_directory_that_cannot_be_written_is_told(
    companion_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    companion_home.mkdir()
    paths.recordings().write_text("in the way")
    telling = Telling()
    recorder = Recorder(CALL_ID, 2, telling)
    recorder.start()
    recorder(Block(0, np.zeros((BLOCK_FRAMES, 2), np.int16)))
    told = telling.wait_for(OutsideError)
    recorder.close()
    assert "cannot be made" in str(told)
    assert module.QUEUE_FRAMES == 60 * RATE
