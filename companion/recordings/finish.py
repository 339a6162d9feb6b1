"""What becomes of a recording when its call is over: encoded, read back, then the raw one deleted.

Each step can be interrupted, by a crash too, and is done again at the next start:

1. Understand what the program did not live to, so that words and card numbers are known.
2. Silence on the disk wherever a card number was understood.
3. Encode beside it, force it to the disk, read it back and compare.
4. Give it its name, note it in the call's log, delete the raw file.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote

import numpy as np
import soundfile
from filelock import FileLock, Timeout

from companion import paths
from companion.audio.block import RATE
from companion.audio.recorder_files import About, RecordingFiles, made_file
from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import EndReason, RecordingKept, TranscriptionStopped
from companion.recordings.peaks import Peaks, steps_of, write_outline
from companion.recordings.secrets import secret_spans
from companion.recordings.sink import Sink
from companion.recordings.sound import CallSound, kept_sound, raw_sound
from companion.settings import settings_for_call
from companion.store import Status, Store
from companion.vault import files as vault

log = logging.getLogger(__name__)

_CHUNK_S = 10.0
_WRITING = {"flac": ("FLAC", "PCM_16"), "opus": ("OGG", "OPUS")}
"""What libsndfile calls them."""
_GLANCE_S = 0.05

Progress = Callable[[float], None]
"""Told from 0 to 1 how much is done."""

Cancelled = Callable[[], bool]


def never() -> bool:
    """For those who do not cancel."""
    return False


class _Interrupted(Exception):
    pass


def unfinished() -> list[str]:
    """The ids of the calls whose recording awaits `finish`; running ones and strays are not."""
    try:
        raw = sorted(paths.recordings().glob("*.pcm"))
    except OSError:
        return []
    if not raw:
        return []
    with Store.open(read_only=True) as store:
        return [one for one in (unquote(file.stem) for file in raw) if _is_over(store, one)]


def finish(
    call_id: str, progress: Progress | None = None, cancelled: Cancelled = never
) -> RecordingKept | None:
    """Encode the recording of a call that is over, and note it in the call.

    None where there is nothing to do, another program is at it, or it was cancelled: then what is
    recorded stays as it is. OutsideError where the disk or the call's log refuses; likewise.
    """
    files = RecordingFiles(call_id)
    if not files.raw.exists():
        return None
    try:
        with FileLock(files.lock, mode=0o600).acquire(timeout=_GLANCE_S):
            return _finish(files, progress, cancelled)
    except (Timeout, _Interrupted):
        return None
    finally:
        with suppress(OSError):  # Windows refuses while another holds it
            files.lock.unlink(missing_ok=True)


def finish_all(progress: Progress | None = None, cancelled: Cancelled = never) -> list[str]:
    """Finish every recording that a crash has left; the ids of the calls that have one now.

    One that cannot be finished is left as it is, and does not keep the others from it.
    """
    done = []
    for call_id in unfinished():
        try:
            if not cancelled() and finish(call_id, progress, cancelled) is not None:
                done.append(call_id)
        except OutsideError as error:
            log.warning("the recording of %s is not finished: %s", call_id, error)
    return done


def hush_raw(call: Call, files: RecordingFiles) -> None:
    """Overwrite in the raw file whatever the call's sentences say must not be kept. OSError."""
    about = files.read_about()
    with vault.open_to_change(files.raw) as raw:
        size = raw.seek(0, os.SEEK_END)
        for start_s, end_s in secret_spans(call.utterances):
            first = max(0, int(start_s * RATE) - about.first_frame) * about.frame_bytes
            last = min(size, (int(end_s * RATE) + 1 - about.first_frame) * about.frame_bytes)
            if first < last:
                raw.seek(first)
                vault.write_all(raw, bytes(last - first))
        vault.sync(raw)


def is_unheard(call: Call, files: RecordingFiles) -> bool:
    """Whether the raw file may hold words that are not in the log. OutsideError."""
    if call.ended is None:
        return False
    if any(isinstance(trouble, TranscriptionStopped) for trouble in call.troubles):
        return True
    with raw_sound(call, files) as sound:
        return call.ended.reason is EndReason.INTERRUPTED and sound.end > call.ended.at


def _is_over(store: Store, call_id: str) -> bool:
    try:
        return store.summary(call_id).status != Status.LIVE
    except OutsideError:
        log.warning("the recording %s belongs to no saved call", call_id)
        return False


def _finish(
    files: RecordingFiles, progress: Progress | None, cancelled: Cancelled
) -> RecordingKept | None:
    with Store.open() as store:
        if store.summary(files.call_id).status == Status.LIVE:
            return None
        call = fold(store.load(files.call_id))
        if call.ended is None:  # its program has died; first its end is written
            return None
        kept = call.sound.recording
        if kept is None or not (paths.home() / kept.file).exists():
            if is_unheard(call, files):
                call = _wholly_heard(call, files, store, cancelled)
            kept = _kept(call, files, progress, cancelled)
            if kept is None:
                return None
            noted = store.add(files.call_id, kept)
            assert isinstance(noted, RecordingKept)
            kept = noted
    try:
        files.raw.unlink()
        files.about.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(files, error) from error
    return kept


def _wholly_heard(call: Call, files: RecordingFiles, store: Store, cancelled: Cancelled) -> Call:
    """The call with the words that its program did not live to write down. OutsideError."""
    # The detectors take half a second to load, and few calls need them here.
    from companion.recordings.rest import hear_rest  # noqa: PLC0415

    def go_on() -> None:
        if cancelled():
            raise _Interrupted

    with raw_sound(call, files) as sound:
        hear_rest(call, sound, lambda entry: store.add(files.call_id, entry), go_on)
    return fold(store.load(files.call_id))


def _kept(
    call: Call, files: RecordingFiles, progress: Progress | None, cancelled: Cancelled
) -> RecordingKept | None:
    form = settings_for_call().recording_format
    about = files.read_about()
    partial = files.unfinished(form)
    try:
        hush_raw(call, files)
        with raw_sound(call, files) as raw:
            told = _Told(progress, cancelled, raw.end - raw.starts_at)
            _encode(files, form, about, told)
            outline = _read_back(call, files, form, raw, told)
        partial.replace(files.encoded(form))
        _sync(paths.recordings())
    except _Interrupted:
        partial.unlink(missing_ok=True)
        return None
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise _refused(files, error) from error
    with suppress(OutsideError):  # it can be made again at any time
        write_outline(files.call_id, outline)
    file = files.encoded(form)
    return RecordingKept(
        at=raw.end,
        file=f"{file.parent.name}/{file.name}",
        seconds=round(raw.end - raw.starts_at, 3),
        starts_at=raw.starts_at,
    )


class _Told:
    """Progress of two passes, and whether to go on."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled, seconds: float) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._whole = max(1e-9, 2 * seconds)
        self._done = 0.0

    def step(self, seconds: float) -> None:
        if self._cancelled():
            raise _Interrupted
        self._done += seconds
        if self._progress is not None:
            self._progress(min(1.0, self._done / self._whole))


def _encode(files: RecordingFiles, form: str, about: About, told: _Told) -> None:
    """Write the unfinished file, all of it on the disk. OSError, _Interrupted."""
    container, subtype = _WRITING[form]
    partial = files.unfinished(form)
    chunk = int(_CHUNK_S * RATE) * about.frame_bytes
    try:
        with vault.open_to_read(files.raw) as raw, made_file(partial) as written:
            sink = Sink(written)
            with soundfile.SoundFile(
                sink, "w", about.rate, about.channels, format=container, subtype=subtype
            ) as out:
                while data := raw.read(chunk):
                    whole = len(data) - len(data) % about.frame_bytes
                    out.write(np.frombuffer(data[:whole], "<i2").reshape(-1, about.channels))
                    sink.check()
                    told.step(len(data) / about.frame_bytes / about.rate)
            sink.check()
            vault.sync(written)
    except soundfile.LibsndfileError as error:
        raise OSError(0, str(error)) from error


def _read_back(call: Call, files: RecordingFiles, form: str, raw: CallSound, told: _Told) -> Peaks:
    """The outline of the encoded sound; OSError where it is not the sound that was recorded."""
    steps = []
    try:
        with kept_sound(call, files.unfinished(form), raw.starts_at) as encoded:
            if encoded.end != raw.end:
                raise OSError(0, f"{encoded.end:.1f} of {raw.end:.1f} s came back")
            at = 0.0
            while at < raw.end:
                until = min(raw.end, at + _CHUNK_S)
                there = encoded.read(at, until)
                if form == "flac" and not np.array_equal(there, raw.read(at, until)):
                    raise OSError(0, f"the sound at {at:.0f} s came back changed")
                steps.append(steps_of(there))
                told.step(until - at)
                at += _CHUNK_S
    except OutsideError as error:
        raise OSError(0, error.problem.rstrip(".")) from error
    return np.concatenate(steps) if steps else np.zeros((0, 2, 2), np.int16)


def _sync(directory: os.PathLike[str]) -> None:
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(files: RecordingFiles, error: OSError) -> OutsideError:
    return OutsideError(
        f"The recording of {files.call_id} is not finished yet: {error.strerror or error}.",
        "What is recorded is kept, and it is tried again at the next start. Free some space.",
    )
