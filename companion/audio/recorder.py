"""Writes a call's sound down while it runs: a crash or a power cut costs two seconds at most.

Bare samples go to the disk, forced out each second: a file without a head cannot be left without
one. What becomes of them after the call is the business of `companion.recordings`.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

from companion.audio.block import RATE, Block
from companion.audio.recorder_files import About, RecordingFiles, made_directory, made_file
from companion.errors import OutsideError
from companion.events import RecordingErased, RecordingStarted, RecordingStopped
from companion.vault import files as vault

log = logging.getLogger(__name__)

SYNC_FRAMES = RATE
"""How much sound may be on its way to the disk: a second."""
QUEUE_FRAMES = 60 * RATE
"""How much sound waits in memory (4 MB) for a disk that has stopped to answer."""
LEAST_TO_START = 200_000_000
"""Bytes that must be free before a recording begins: a quarter of an hour, and the reserve."""
_PATIENCE_S = 30.0
"""How long the end of a call waits for a disk that does not answer."""
RESERVE = 100_000_000
"""Bytes that a recording leaves free: the notes matter more."""

News = RecordingStarted | RecordingStopped | RecordingErased | OutsideError


@dataclass(frozen=True, slots=True)
class _Hush:
    """Overwrite these frames by silence."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Start:
    """What comes from here on is recorded."""


@dataclass(frozen=True, slots=True)
class _Stop:
    why: str


@dataclass(frozen=True, slots=True)
class _Discard:
    why: str


_Order = Block | _Hush | _Start | _Stop | _Discard


class Recorder:
    """A tap that records while it is on. `tell` hears what becomes of the recording.

    Nothing here waits for the disk but a thread of its own, and `close`. Where sound had to be left
    out there is silence of the same length. `hours` is the longest recording.
    """

    def __init__(
        self,
        call_id: str,
        channels: int,
        tell: Callable[[News], None],
        *,
        hours: float = 24.0,
        least_to_start: int = LEAST_TO_START,
        reserve: int = RESERVE,
    ) -> None:
        self._tell = tell
        self._spool = _Spool(RecordingFiles(call_id), channels, hours, least_to_start, reserve)
        self._changed = threading.Condition()
        self._orders: deque[_Order] = deque()
        self._waiting = 0
        self._on = False
        self._closing = False
        self._armed = False
        self._late_told = False
        self._thread: threading.Thread | None = None

    @property
    def on(self) -> bool:
        """Whether sound is being recorded. Any thread."""
        return self._on

    def start(self) -> None:
        """Record from the next block on. Any thread; a recording that is on goes on."""
        with self._changed:
            if self._on or self._closing:
                return
            self._on = True
            self._orders.append(_Start())
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                self._thread.start()

    def stop(self, why: str) -> None:
        """Record no more; what is recorded stays. Any thread."""
        self._order(_Stop(why), on=False)

    def discard(self, why: str) -> None:
        """Record no more, and delete what is recorded, at once. Any thread."""
        self._order(_Discard(why), on=False)

    def silence(self, start_s: float, end_s: float) -> None:
        """Overwrite this span of call time by silence on both sides. Any thread."""
        self._order(_Hush(max(0, int(start_s * RATE)), int(end_s * RATE) + 1))

    def __call__(self, block: Block) -> None:
        if not self._on:
            return
        with self._changed:
            late = self._waiting + len(block.pcm) > QUEUE_FRAMES
            if not late:
                self._orders.append(block)
                self._waiting += len(block.pcm)
                self._changed.notify_all()
        if late and not self._late_told:
            self._late_told = True
            self._tell(
                OutsideError(
                    "The disk does not keep up with the recording: parts of it will be silent.",
                    "The call goes on. Look what else is writing to the disk.",
                )
            )

    def close(self) -> None:
        """Nothing more comes; returns when all is on the disk. Any number of times."""
        with self._changed:
            self._closing = True
            self._on = False
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    def _order(self, order: _Order, *, on: bool | None = None) -> None:
        with self._changed:
            if self._thread is None:
                return
            self._on = self._on if on is None else on
            self._orders.append(order)
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            while (orders := self._next()) is not None:
                for order in orders:
                    self._carry_out(order)
        finally:
            self._spool.close()

    def _next(self) -> list[_Order] | None:
        """What is to be done, as soon as there is something; None at the end."""
        with self._changed:
            while not self._orders and not self._closing:
                self._changed.wait()
            if not self._orders:
                return None
            orders = list(self._orders)
            self._orders.clear()
            self._waiting = 0
            return orders

    def _carry_out(self, order: _Order) -> None:
        try:
            match order:
                case Block():
                    self._record(order)
                case _Hush():
                    self._spool.hush(order.first, order.last)
                case _Start():
                    self._armed = True
                case _Stop():
                    self._armed = False
                    self._ended(order.why)
                case _Discard():
                    self._armed = False
                    at = self._spool.at
                    self._spool.erase()
                    self._tell(RecordingErased(at=at, why=order.why))
        except OutsideError as error:
            self._give_up(error.problem, error)
        except OSError as error:
            why = "its file has vanished" if _vanished(error) else _reason(error)
            self._give_up(why, _trouble(error, why))

    def _record(self, block: Block) -> None:
        if not self._armed:
            return  # given up meanwhile
        if not self._spool.is_open:
            self._spool.open(block.first_frame)
            at = block.first_frame / RATE
            self._tell(RecordingStarted(at=at, file=self._spool.told_name))
        why = self._spool.write(block)
        if why:
            self._on = self._armed = False
            self._ended(why)

    def _ended(self, why: str) -> None:
        if self._spool.is_open:
            at = self._spool.at
            self._spool.close()
            self._tell(RecordingStopped(at=at, why=why))

    def _give_up(self, why: str, error: OutsideError) -> None:
        log.warning("the recording stops: %s", error)
        self._on = self._armed = False
        self._ended(why)
        self._tell(error)


class _Spool:
    """The raw file. Every method may raise OSError; on one thread."""

    def __init__(
        self, files: RecordingFiles, channels: int, hours: float, least_to_start: int, reserve: int
    ) -> None:
        self._files = files
        self._about = About(files.call_id, channels)
        self._longest = round(hours * 3600 * RATE)
        self._least_to_start = least_to_start
        self._reserve = reserve
        self._file: RawIOBase | None = None
        self._unsynced = 0
        self._end_frame = 0

    @property
    def is_open(self) -> bool:
        return self._file is not None

    @property
    def at(self) -> float:
        """Where in the call the recording has come to."""
        return self._end_frame / RATE

    @property
    def told_name(self) -> str:
        return f"{self._files.raw.parent.name}/{self._files.raw.name}"

    def open(self, first_frame: int) -> None:
        """Begin the file, or go on with it after a stop: what lies between is silence."""
        directory = made_directory()
        _refuse_full(directory, self._least_to_start)
        there = self._files.raw.exists()
        if there:
            self._about = self._files.read_about()
        else:
            self._about = About(self._files.call_id, self._about.channels, first_frame)
            self._files.write_about(self._about)
        raw = self._files.raw
        self._file = vault.open_to_change(raw) if there else made_file(raw)
        _sync_directory(directory)

    def write(self, block: Block) -> str:
        """Write the block where it belongs; or why the recording must end with it."""
        if block.end_frame - self._about.first_frame > self._longest:
            return f"the longest recording of {self._longest / RATE / 3600:g} h is reached"
        self._put(block.first_frame, block.pcm.astype("<i2", copy=False).tobytes())
        self._end_frame = block.end_frame
        self._unsynced += len(block.pcm)
        if self._unsynced >= SYNC_FRAMES:
            self._sync()
            if shutil.disk_usage(self._files.raw.parent).free < self._reserve:
                return "the disk is almost full"
        return ""

    def hush(self, first: int, last: int) -> None:
        """Overwrite these frames on the disk, as far as they are there."""
        first = max(first, self._about.first_frame)
        last = min(last, self._end_frame)
        if not self._files.raw.exists() or first >= last:
            return
        silence = bytes((last - first) * self._about.frame_bytes)
        if self._file is not None:
            self._put(first, silence)
            self._sync()
            return
        with vault.open_to_change(self._files.raw) as file:
            file.seek((first - self._about.first_frame) * self._about.frame_bytes)
            vault.write_all(file, silence)
            vault.sync(file)

    def erase(self) -> None:
        self.close()
        self._files.erase()

    def close(self) -> None:
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            vault.sync(file)
        except OSError as error:
            log.warning("the recording's last second may not be on the disk: %s", error)
        finally:
            file.close()

    def _put(self, frame: int, data: bytes) -> None:
        assert self._file is not None
        self._file.seek((frame - self._about.first_frame) * self._about.frame_bytes)
        vault.write_all(self._file, data)

    def _sync(self) -> None:
        """All that was written is on the disk, under its name."""
        assert self._file is not None
        vault.sync(self._file)
        self._unsynced = 0
        ours, named = os.fstat(vault.handle_of(self._file)), self._files.raw.stat()
        if (ours.st_ino, ours.st_dev) != (named.st_ino, named.st_dev):
            raise FileNotFoundError(2, "another file is in its place")


def _refuse_full(directory: Path, least: int) -> None:
    free = shutil.disk_usage(directory).free
    if free < least:
        raise OutsideError(
            f"There is no room to record the call: {free // 1_000_000} MB are free,"
            f" {least // 1_000_000} MB are needed.",
            "The call goes on without a recording. Free some space.",
        )


def _sync_directory(directory: Path) -> None:
    """A new file's name outlives a power cut only once its directory is on the disk, too."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _vanished(error: OSError) -> bool:
    return isinstance(error, FileNotFoundError)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _trouble(error: OSError, why: str) -> OutsideError:
    remedy = (
        "The call goes on. Look whether the disk is still there."
        if _vanished(error)
        else "The call goes on, and what is recorded stays. Look at the disk."
    )
    return OutsideError(f"The recording has stopped: {why}.", remedy)
