"""The outline of a call's sound, for drawing: the lowest and the highest sample of each bucket.

Decoding two hours takes seconds, so an outline in steps of 50 ms is kept beside the recording. It
is made when the recording is encoded, or when it is first asked for; who cannot wait is shown a
sketch at once, and then the outline as it grows.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from companion.audio.block import RATE, Pcm
from companion.audio.recorder_files import RecordingFiles, made_directory, made_file
from companion.errors import OutsideError
from companion.recordings.sound import CallSound
from companion.vault import files as vault

log = logging.getLogger(__name__)

STEP = RATE // 20
"""Frames of one step of the kept outline: 50 ms."""
_CHUNK_S = 10.0
"""Seconds that are decoded at a time."""
_GLANCES = 250
"""So many steps of a sketch are read; they stand for those beside them."""
_GROWN_EVERY_S = 1.0

Peaks = npt.NDArray[np.int16]
"""Shape (buckets, 2 columns, 2): the lowest and the highest sample."""

Progress = Callable[[float], None]
"""Told from 0 to 1 how much is done."""

Sketch = Callable[[Peaks], None]
"""Shown the outline before it is whole: what is not decoded yet is a sketch."""


def peaks(
    sound: CallSound,
    buckets: int,
    start_s: float = 0.0,
    end_s: float | None = None,
    progress: Progress | None = None,
) -> Peaks:
    """The outline of a span of call time in so many buckets of equal length.

    Quick where the outline is kept already, and for spans of some seconds; else the whole sound is
    decoded once, which takes about a second for each half hour. OutsideError as `CallSound.read`.
    """
    end_s = sound.end if end_s is None else end_s
    if buckets <= 0 or end_s <= start_s:
        return np.zeros((max(0, buckets), 2, 2), np.int16)
    frames = (end_s - start_s) * RATE
    if frames / buckets < STEP:  # finer than the kept outline
        edges = np.linspace(0, round(frames), buckets + 1).astype(int)
        return _gathered(_pairs(sound.read(start_s, end_s)), edges)
    steps = kept_outline(sound, progress)
    edges = np.linspace(start_s * RATE / STEP, end_s * RATE / STEP, buckets + 1)
    return _gathered(steps, np.floor(edges).astype(int))


def kept_outline(
    sound: CallSound, progress: Progress | None = None, sketch: Sketch | None = None
) -> Peaks:
    """The outline of the whole sound from call time 0, a step each; made and kept if need be."""
    file = RecordingFiles(sound.key).peaks
    wanted = _steps(sound)
    try:
        with vault.open_to_read(file) as kept:
            found = np.load(kept, allow_pickle=False)
        if found.shape == (wanted, 2, 2) and found.dtype == np.int16:
            return np.asarray(found, np.int16)
    except (OSError, ValueError, EOFError):
        pass  # not there, or not ours: made anew
    steps = outline(sound, progress, sketch)
    try:
        write_outline(sound.key, steps)
    except OutsideError as error:
        log.info("the outline is not kept: %s", error)
    return steps


def outline(
    sound: CallSound, progress: Progress | None = None, sketch: Sketch | None = None
) -> Peaks:
    """The outline of the whole sound from call time 0, decoded now."""
    whole = np.zeros((_steps(sound), 2, 2), np.int16) if sketch is None else sketched(sound)
    shown, first, at = float("-inf"), 0, 0.0
    while at < sound.end:
        if sketch is not None and time.monotonic() - shown >= _GROWN_EVERY_S:
            sketch(whole.copy())
            shown = time.monotonic()
        piece = steps_of(sound.read(at, min(sound.end, at + _CHUNK_S)))
        whole[first : first + len(piece)] = piece
        first += len(piece)
        at += _CHUNK_S
        if progress is not None:
            progress(min(1.0, at / sound.end))
    return whole


def sketched(sound: CallSound) -> Peaks:
    """What the outline is like: single steps all over the sound, each for those up to the next."""
    steps = _steps(sound)
    apart = max(1, steps // _GLANCES)
    step_s = STEP / RATE
    glances = [
        steps_of(sound.read(place * step_s, min(sound.end, (place + 1) * step_s)))[:1]
        for place in range(0, steps, apart)
    ]
    if not glances:
        return np.zeros((0, 2, 2), np.int16)
    return np.repeat(np.concatenate(glances), apart, axis=0)[:steps]


def steps_of(pcm: Pcm) -> Peaks:
    """The outline of sound that begins at the edge of a step."""
    count = -(-len(pcm) // STEP)
    if len(pcm) % STEP:
        return _gathered(_pairs(pcm), np.arange(0, count * STEP + 1, STEP))
    # A side after the other: twice as fast as both at once.
    sides = np.ascontiguousarray(pcm.T).reshape(2, count, STEP)
    return np.stack([sides.min(axis=2).T, sides.max(axis=2).T], axis=2)


def _steps(sound: CallSound) -> int:
    return -(-round(sound.end * RATE) // STEP)


def write_outline(key: str, steps: Peaks) -> None:
    """Keep the outline beside the recording, its owner's alone. OutsideError."""
    made_directory()
    file = RecordingFiles(key).peaks
    partial = file.with_name(f".{file.name}.part")
    try:
        with made_file(partial) as writing:
            np.save(writing, steps)
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutsideError(f"{file} cannot be written: {error.strerror}.", "Free space.") from error


def _pairs(pcm: Pcm) -> Peaks:
    """Each sample as its own lowest and highest."""
    return np.stack([pcm, pcm], axis=2)


def _gathered(fine: Peaks, edges: npt.NDArray[np.int_]) -> Peaks:
    """The lowest and the highest between each two edges; silence beyond the end.

    A bucket narrower than one entry shows the entry that it lies in.
    """
    coarse = np.zeros((len(edges) - 1, 2, 2), np.int16)
    starts = edges[:-1]
    inside = int(np.searchsorted(starts, len(fine)))
    if inside:
        begin = starts[:inside]
        # reduceat runs to the next start; the last one must end at its own edge.
        bounded = fine[: max(int(edges[inside]), int(begin[-1]) + 1)]
        coarse[:inside, :, 0] = np.minimum.reduceat(bounded[:, :, 0], begin)
        coarse[:inside, :, 1] = np.maximum.reduceat(bounded[:, :, 1], begin)
    return coarse
