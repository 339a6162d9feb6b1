"""A call's sound by seconds of call time, wherever it lies."""

from __future__ import annotations

import math
import os
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import soundfile
import soxr

from companion import paths
from companion.audio.block import RATE, Pcm
from companion.audio.file import opened, unreadable
from companion.audio.recorder_files import RecordingFiles
from companion.call import Call
from companion.errors import OutsideError
from companion.events import CallStarted, Speaker
from companion.vault import files as vault

_MARGIN_S = 0.1
"""Sound before and after a piece that is resampled with it, so that pieces fit without a seam."""
_SAME_LENGTH_S = 2.0
"""A file whose length differs by more from that of its call is another file by now."""


class NoSoundError(OutsideError):
    """There is no sound for this call: not recorded, erased, or its file is gone."""


class Frames(Protocol):
    """Sound at `RATE` by frames of its own; frame 0 is its first."""

    @property
    def count(self) -> int: ...

    def read(self, first: int, last: int) -> Pcm:
        """Frames `first` up to `last`, both within the sound; shape (frames, 1 or 2)."""
        ...

    def close(self) -> None: ...


class CallSound:
    """The sound of one call. Belongs to one thread at a time; reading may take some ms.

    `speakers` are those of the two columns; with one speaker both columns hold the same. `key`
    names the sound, for what is kept beside it; `end` is its last second in call time.
    """

    def __init__(
        self, key: str, frames: Frames, speakers: tuple[Speaker, ...], starts_at: float = 0.0
    ) -> None:
        self.key = key
        self.speakers = speakers
        self.starts_at = starts_at
        self._frames = frames
        self._offset = round(starts_at * RATE)
        self.end = (self._offset + frames.count) / RATE

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Any number of times."""
        self._frames.close()

    def read(self, start_s: float, end_s: float) -> Pcm:
        """The sound of this span of call time as int16 of shape (frames, 2), at 16 kHz.

        Begins at the frame nearest to `start_s` and has as many frames as lie between the two,
        silence where there is no sound. OutsideError where the file cannot be read any more.
        """
        first, last = round(start_s * RATE), round(end_s * RATE)
        sound = np.zeros((max(0, last - first), 2), np.int16)
        begin = max(first, self._offset)
        until = min(last, self._offset + self._frames.count)
        if begin < until:
            there = self._frames.read(begin - self._offset, until - self._offset)
            sound[begin - first : begin - first + len(there)] = there  # one channel fills both
        return sound


def open_sound(call: Call) -> CallSound:
    """The sound of a saved call: its recording, or the file that it was read from.

    NoSoundError says in one line why there is none; OutsideError where a file cannot be read.
    """
    if call.started is None:
        raise NoSoundError("A call that has not begun has no sound.")
    kept = call.sound.recording
    if kept is not None:
        file = paths.home() / kept.file
        if not file.exists():
            raise NoSoundError(
                f"The recording {file} is gone.", "Put it back, or read the transcript alone."
            )
        return kept_sound(call, file, kept.starts_at)
    files = RecordingFiles(call.started.call_id)
    if files.raw.exists():
        return raw_sound(call, files)
    if call.started.file:
        return _of_the_user(call, call.started)
    raise NoSoundError("There is no recording of this call.", "Recording is off until switched on.")


def kept_sound(call: Call, file: Path, starts_at: float) -> CallSound:
    """The call's sound out of an encoded recording. OutsideError where it cannot be read."""
    assert call.started is not None
    return CallSound(call.started.call_id, _Decoded(file), call.started.channels, starts_at)


def raw_sound(call: Call, files: RecordingFiles) -> CallSound:
    """The call's sound as it was written while it ran. OutsideError where it cannot be read."""
    assert call.started is not None
    about = files.read_about()
    frames = _Raw(files.raw, about.channels)
    starts_at = about.first_frame / RATE
    return CallSound(call.started.call_id, frames, call.started.channels, starts_at)


def has_sound(call: Call) -> bool:
    """Whether `open_sound` has something to open. Cheap: looks for the file only."""
    if call.started is None:
        return False
    if call.sound.recording is not None:
        return (paths.home() / call.sound.recording.file).exists()
    if RecordingFiles(call.started.call_id).raw.exists():
        return True
    return bool(call.started.file) and Path(call.started.file).is_file()


def _of_the_user(call: Call, started: CallStarted) -> CallSound:
    """The user's own file, if it is still there and still the same."""
    file = Path(started.file)
    if not file.is_file():
        raise NoSoundError(f"The recording {file} is no longer there.", "Put it back to hear it.")
    frames = _Decoded(file, swapped=started.agent_right)
    # A call that was ended early is shorter than its file.
    if call.ended is not None and frames.count / RATE < call.ended.at - _SAME_LENGTH_S:
        frames.close()
        raise NoSoundError(
            f"{file} is no longer the recording that this call was read from.",
            "Put that one back to hear it.",
        )
    return CallSound(started.call_id, frames, started.channels)


class _Raw:
    """Bare samples, as the recorder writes them. They may grow meanwhile; what came first counts.

    Read through the file, not mapped: a mapped file that is cut short would kill the program.
    """

    def __init__(self, path: Path, channels: int) -> None:
        self._path = path
        self._channels = channels
        try:
            self._file = vault.open_to_read(path)
            self.count = self._file.seek(0, os.SEEK_END) // (2 * channels)
        except OSError as error:
            raise _gone(path, error) from error

    def read(self, first: int, last: int) -> Pcm:
        size = 2 * self._channels
        try:
            self._file.seek(first * size)
            found = self._file.read((last - first) * size) or b""
        except OSError as error:
            raise _gone(self._path, error) from error
        whole = len(found) - len(found) % size
        return np.frombuffer(found[:whole], "<i2").reshape(-1, self._channels)

    def close(self) -> None:
        self._file.close()


class _Decoded:
    """A sound file of any rate, resampled piece by piece."""

    def __init__(self, path: Path, *, swapped: bool = False) -> None:
        self._path = path
        self._swapped = swapped
        self._sound = opened(path)
        if self._sound.channels not in (1, 2):
            self._sound.close()
            raise OutsideError(f"{path} has neither one channel nor two.", "Choose another file.")
        self._rate: int = self._sound.samplerate
        self.count = self._sound.frames * RATE // self._rate
        # In so many frames of ours the file has whole frames, too: there both grids meet.
        self._unit = RATE // math.gcd(RATE, self._rate)

    def read(self, first: int, last: int) -> Pcm:
        if self._rate == RATE:
            return self._native(first, last)
        margin = math.ceil(_MARGIN_S * RATE / self._unit)
        begin = max(0, first // self._unit - margin) * self._unit
        until = (math.ceil(last / self._unit) + margin) * self._unit
        native = self._native(begin * self._rate // RATE, until * self._rate // RATE)
        ours = soxr.resample(native, self._rate, RATE, "HQ")
        wanted = ours[first - begin : last - begin]
        return np.asarray(wanted, np.int16)

    def _native(self, first: int, last: int) -> Pcm:
        try:
            if self._sound.tell() != first:  # a seek costs, though one is there already
                self._sound.seek(min(first, self._sound.frames))
            found = self._sound.read(last - first, dtype="int16", always_2d=True)
        except (soundfile.LibsndfileError, OSError) as error:
            raise unreadable(self._path, error) from error
        return np.asarray(found[:, ::-1] if self._swapped else found, np.int16)

    def close(self) -> None:
        self._sound.close()


def _gone(path: Path, error: OSError) -> OutsideError:
    return OutsideError(f"{path} cannot be read: {error.strerror}.", "Look whether it is there.")
