"""Recordings as a source: any rate from 8 kHz up, one or two channels, resampled to `RATE`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile
import soxr

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.errors import OutsideError
from companion.events import Speaker
from companion.vault import files as vault

AgentChannel = Literal["left", "right"]

_LOWEST_RATE = 8_000
_SILENCE_PEAK = 0.001
"""-60 dB of full scale: hiss of an open line lies above it, an unplugged input below."""


class FileSource:
    """A recording. Two channels are agent and customer; of one channel nobody can tell.

    Raises OutsideError when made for a file that is missing, unreadable or of an unfit form.
    """

    def __init__(self, path: Path, *, agent_channel: AgentChannel = "left") -> None:
        self._path = path
        self._closed = threading.Event()
        with opened(path) as sound:
            _refuse_unfit(path, sound)
            self._stereo = sound.channels == 2
            self.duration = sound.frames / sound.samplerate
        self._swap = agent_channel == "right"

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def path(self) -> Path:
        return self._path

    @property
    def channels(self) -> tuple[Speaker, ...]:
        return (Speaker.AGENT, Speaker.CUSTOMER) if self._stereo else (Speaker.UNKNOWN,)

    def check(self) -> None:
        """Decode the whole file once, so that damage is found before a call is begun.

        Raises OutsideError where the file breaks off or holds no sound. Costs about a hundredth
        of what recognition costs.
        """
        peak = 0.0
        frames = 0
        with opened(self._path) as sound:
            expected = sound.frames
            for chunk in _chunks(self._path, sound):
                frames += len(chunk)
                peak = max(peak, float(np.abs(chunk).max()))
            rate = sound.samplerate
        if expected - frames > rate:  # the length of an mp3 is an estimate, good to some frames
            raise OutsideError(
                f"{self._path} breaks off after {frames / rate:.1f} of {expected / rate:.1f} s.",
                "Export or copy it once more.",
            )
        if peak < _SILENCE_PEAK:
            raise OutsideError(
                f"{self._path} is silent throughout.",
                "Check which inputs were recorded.",
            )

    def blocks(self) -> Iterator[Block]:
        """The sound in blocks of `BLOCK_FRAMES`; the last one may be shorter."""
        first_frame = 0
        for pcm in _regular(self._resampled()):
            if self._closed.is_set():
                return
            yield Block(first_frame, pcm)
            first_frame += len(pcm)

    def close(self) -> None:
        self._closed.set()

    def _resampled(self) -> Iterator[Pcm]:
        with opened(self._path) as sound:
            resampler = soxr.ResampleStream(
                sound.samplerate, RATE, sound.channels, dtype="float32", quality="HQ"
            )
            for chunk in _chunks(self._path, sound):
                yield self._to_pcm(resampler.resample_chunk(chunk))
            rest = np.zeros((0, sound.channels), np.float32)
            yield self._to_pcm(resampler.resample_chunk(rest, last=True))

    def _to_pcm(self, samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Pcm:
        if self._swap:
            samples = samples[:, ::-1]
        # Resampling can overshoot full scale; wrapping round would be a loud click.
        return np.ascontiguousarray((samples * 32767).clip(-32768, 32767).astype(np.int16))


def opened(path: Path) -> soundfile.SoundFile:
    """The file, open to be read. OutsideError where it is missing, empty or no sound."""
    if not path.exists():
        raise OutsideError(f"{path} does not exist.", "Check the name.")
    if not path.is_file():
        raise OutsideError(f"{path} is not a file.", "Name one recording.")
    if path.stat().st_size == 0:
        raise OutsideError(f"{path} is empty.", "Export or copy it once more.")
    try:
        return _OfSecretFile(path) if vault.is_encrypted(path) else soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError) as error:
        raise unreadable(path, error) from error


class _OfSecretFile(soundfile.SoundFile):  # type: ignore[misc] # the library has no types
    """A sound file that is encrypted, and closed together with its sound."""

    def __init__(self, path: Path) -> None:
        self._secret = vault.open_to_read(path)
        try:
            super().__init__(self._secret)
        except BaseException:
            self._secret.close()
            raise

    def close(self) -> None:
        super().close()
        self._secret.close()


def unreadable(path: Path, error: Exception) -> OutsideError:
    """What to tell where reading `path` raised this."""
    reason = getattr(error, "error_string", None) or str(error)
    return OutsideError(
        f"{path} cannot be read as sound: {reason.rstrip('.')}.",
        "Fit are wav, flac, ogg, opus and mp3.",
    )


def _refuse_unfit(path: Path, sound: soundfile.SoundFile) -> None:
    if sound.channels not in (1, 2):
        raise OutsideError(
            f"{path} has {sound.channels} channels.",
            "Fit are two (agent and customer) or one.",
        )
    if sound.samplerate < _LOWEST_RATE:
        raise OutsideError(
            f"{path} has {sound.samplerate} samples a second.",
            f"At least {_LOWEST_RATE} are needed to understand speech.",
        )
    if sound.frames == 0:
        raise OutsideError(f"{path} holds no sound at all.", "Export or copy it once more.")


def _chunks(
    path: Path, sound: soundfile.SoundFile
) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """The file's own samples, a second at a time, shape (frames, channels), -1 to 1."""
    try:
        while len(chunk := sound.read(sound.samplerate, dtype="float32", always_2d=True)):
            yield np.nan_to_num(chunk)
    except (soundfile.LibsndfileError, OSError) as error:
        raise unreadable(path, error) from error


def _regular(pieces: Iterator[Pcm]) -> Iterator[Pcm]:
    """The same samples cut into `BLOCK_FRAMES`, so that every file is fed alike."""
    held: list[Pcm] = []
    count = 0
    for piece in pieces:
        held.append(piece)
        count += len(piece)
        if count >= BLOCK_FRAMES:
            joined = np.concatenate(held)
            whole = count - count % BLOCK_FRAMES
            yield from np.split(joined[:whole], whole // BLOCK_FRAMES)
            held, count = [joined[whole:]], count - whole
    if count:
        yield np.concatenate(held)
