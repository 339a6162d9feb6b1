"""One side's voice, found in the other side's device and taken out again.

On loudspeakers the microphone hears the customer, too. What comes in there is then the customer's
sound after its way through the room: later, quieter, coloured. That way (a delay and a filter) is
estimated from the sound of both sides; what it predicts is the echo, the rest is the side's own.
Nothing is learnt from words, so it works in any language, and where both speak at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from companion.audio.block import BLOCK_FRAMES, RATE

Samples = npt.NDArray[np.float64]
"""Sound of one channel, full scale is 1."""

FRAME = RATE // 50
"""20 ms, for which it is said how much of the sound is the side's own."""
EARLIEST_S, LATEST_S = -0.04, 0.4
"""Delays that are looked for: two devices may differ by some tens of milliseconds, a call program
and a wireless loudspeaker together may take a third of a second."""
_WINDOW_S = 4.0
"""The sound that is looked at, and judged again when more is known."""
_LOOK_BLOCKS = 3
"""It is looked at every 0.3 s: sooner than a sentence is over."""
_SEGMENT = 4096
_HOP = 1024
_BEFORE, _AFTER = 160, 1760
"""Length of the filter around the delay, 10 ms and 110 ms: what comes later in a furnished room
is 20 dB fainter."""
_REACH = round(LATEST_S * RATE) + _AFTER
"""Frames of the voice from which an echo may still come."""
_REMEMBERED = 90_000
_FORGET = 0.985
"""Of the old sound's weight at each new segment of 64 ms: half of it is gone after 3 s."""
_ACTIVE = 10 ** (-58 / 10)
"""Power from which on the voice is heard: -58 dB of full scale once the bass is taken off, which
is a faint voice at some -45 dB."""
_EMPHASIS = 0.97
"""Takes off the bass: the mains hum in both devices, which is nobody's echo."""
_ENOUGH_S = 0.5
"""Of the voice in the window, before anything is said."""
_SURE, _LIKELY = 0.6, 0.2
"""Correlation of prediction and sound: an echo alone shows the one, and one under the side's own
voice the other, in sound from which nothing was learnt. Unrelated voices stay below 0.1."""
_STANDS_OUT = 5.5
"""Of two voices apart, one delay stands out 4 times, of an echo 12 dB below its voice 20 to 70
times; only from here on it is looked at more closely."""
_LIKELY_LOOKS = 3
_FAINTEST_DB = 35.0
"""What lies so far below the voice is not understood, and may be a common hum."""
_CLEARLY = 0.97
"""A new estimate takes the old one's place where it leaves so much less."""
_FRESH = _LOOK_BLOCKS * BLOCK_FRAMES
_RECENT = 5 * _FRESH
_SEARCHED = round(2.5 * RATE)
_JUDGED = 4 * _FRESH
_SELDOM = 4
"""While it is on, the delay is looked for at every so manieth look only."""
_OVER_S = 20.0
"""So much of the voice without its echo, and it is over."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the voice comes into the other device: filter taps from frame `lag` on."""

    lag: int
    taps: Samples

    @property
    def delay_s(self) -> float:
        """Of its strongest part."""
        return (self.lag + int(np.abs(self.taps).argmax())) / RATE

    def tail(self, voice: Samples, newest: int) -> Samples:
        """The echo in the newest frames."""
        return self.predict(voice[-newest - _REACH :])[-newest:]

    def predict(self, voice: Samples) -> Samples:
        """The echo of the voice, of the same length; what would lie before its start is nothing."""
        size = _fast(len(voice) + len(self.taps))
        spread = np.fft.irfft(np.fft.rfft(voice, size) * np.fft.rfft(self.taps, size), size)
        return _shifted(spread[: len(voice) + len(self.taps)], self.lag, len(voice))


class EchoPath:
    """Listens to a voice and to the device that it may come back into. Not thread-safe."""

    def __init__(self) -> None:
        frames = round(_WINDOW_S * RATE)
        self._voice = np.zeros(frames)
        self._mic = np.zeros(frames)
        self._untouched = np.zeros(_REACH + BLOCK_FRAMES)
        self._before = np.zeros(2)
        self._heard = 0
        self._blocks = 0
        self._looks = 0
        self._lag = 0
        self._way: Way | None = None
        self._candidate: Way | None = None
        self._learner = _Learner()
        self._likely = 0
        self._without = 0.0
        self.on = False
        self.below_db = 0.0
        self.own = Shares()

    @property
    def delay_s(self) -> float:
        return self._way.delay_s if self._way else 0.0

    def take(self, first_frame: int, voice: Samples, mic: Samples) -> Samples | None:
        """The next sound of both, from this frame of the call on.

        Gives the device's sound without the echo, or None where none is known.
        """
        if first_frame != self._heard:
            self._skip(first_frame)
        for number, (ring, fresh) in enumerate(((self._voice, voice), (self._mic, mic))):
            _push(ring, fresh - _EMPHASIS * np.append(self._before[number], fresh[:-1]))
            self._before[number] = fresh[-1]
        _push(self._untouched, voice)
        self._heard += len(mic)
        self._blocks += 1
        if self._blocks % _LOOK_BLOCKS == 0:
            self._look()
        return self._cleaned(mic, self._way) if self.on and self._way is not None else None

    def _skip(self, frame: int) -> None:
        """Sound is left out, as in a pause: what came before it says nothing of what follows."""
        for ring in (self._voice, self._mic, self._untouched, self._before):
            ring.fill(0.0)
        self._heard = frame

    def _look(self) -> None:
        active = _powers(self._voice) > _ACTIVE
        newly = self.on
        if active.sum() * FRAME >= _ENOUGH_S * RATE and active[-_FRESH // FRAME :].any():
            self._learn()
        newly = self.on and not newly
        self._judge(len(self._mic) if newly else _JUDGED)

    def _learn(self) -> None:
        self._looks += 1
        if not self.on or self._looks % _SELDOM == 0:
            self._lag, stands_out = _delay(self._voice[-_SEARCHED:], self._mic[-_SEARCHED:])
            if not self.on and stands_out < _STANDS_OUT:
                self._candidate, self._likely = None, 0
                return
        before = self._candidate
        found = self._learner.learn(self._voice, self._mic, self._lag, self._heard)
        self._candidate = found
        if before is not None and self._better(before):
            self._way = before
        self._decide(found)

    def _better(self, other: Way) -> bool:
        """Whether it explains the newest sound better; nothing of that was learnt by either."""
        if self._way is None:
            return True
        mic = self._mic[-_FRESH:]
        rest = [mic - way.tail(self._voice, _FRESH) for way in (other, self._way)]
        return float(rest[0] @ rest[0]) < _CLEARLY * float(rest[1] @ rest[1])

    def _decide(self, found: Way) -> None:
        alike = 0.0 if self._way is None else self._likeness(self._way, _FRESH)
        alone = not self.on and self._likeness(found, _RECENT) > _SURE
        self._likely = self._likely + 1 if alike > _LIKELY else max(0, self._likely - 1)
        if alone or self._likely >= _LIKELY_LOOKS:
            self._without = 0.0
            below_db = self._measured(found)
            if not self.on and below_db < _FAINTEST_DB:
                self._way, self.on, self.below_db = found, True, below_db
        elif self.on and alike < _LIKELY / 2:
            self._without += _FRESH / RATE
            self.on = self._without < _OVER_S

    def _likeness(self, way: Way, newest: int) -> float:
        """Correlation of the predicted echo with the sound, over the newest frames."""
        echo, mic = way.tail(self._voice, newest), self._mic[-newest:]
        both = float(np.sqrt((echo @ echo) * (mic @ mic)))
        return float(echo @ mic) / max(both, 1e-9)

    def _measured(self, way: Way) -> float:
        """How far the echo lies below the voice, in dB."""
        echo = way.predict(self._voice)
        voice = self._voice[: len(echo) - max(0, round(way.delay_s * RATE))]
        share = float(echo @ echo) / max(float(voice @ voice), 1e-12)
        return round(-10 * float(np.log10(max(share, 1e-9))), 1)

    def _judge(self, newest: int) -> None:
        everything = own = _powers(self._mic[-newest:])
        if self._way is not None and self.on:
            rest = _powers(self._mic[-newest:] - self._way.tail(self._voice, newest))
            own = np.minimum(rest, everything)
        self.own.judge(self._heard, everything, own)

    def _cleaned(self, mic: Samples, way: Way) -> Samples | None:
        rest = mic - way.tail(self._untouched, len(mic))
        if rest @ rest > mic @ mic:
            return None  # it is not there just now
        return rest * _gain(mic, rest)


class Shares:
    """How much of each 20 ms is the side's own, for the last half hour. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all = np.zeros(_REMEMBERED)
        self._own = np.zeros(_REMEMBERED)

    def judge(self, heard: int, everything: Samples, own: Samples) -> None:
        """The powers of the frames of 20 ms before the call's frame `heard`."""
        at = np.arange(heard // FRAME - len(everything), heard // FRAME) % _REMEMBERED
        with self._lock:
            self._all[at], self._own[at] = everything, own

    def powers(self, start: float, end: float) -> tuple[float, float]:
        """The side's own power and all of it, summed between two seconds of the call."""
        first, last = (int(second * RATE / FRAME) for second in (start, end))
        at = np.arange(max(0, first), max(first, last) + 1) % _REMEMBERED
        with self._lock:
            return float(self._own[at].sum()), float(self._all[at].sum())

    def between(self, start: float, end: float) -> float:
        """The side's own share there: 1 where there is no echo, or nothing at all."""
        own, everything = self.powers(start, end)
        return own / everything if everything > 1e-9 else 1.0


class _Learner:
    """Averages the spectra of voice and device, and gives the filter between them."""

    def __init__(self) -> None:
        self._lag = 0
        self._learnt = 0
        self._window = np.hanning(_SEGMENT)
        self._forget()

    def _forget(self) -> None:
        bins = _SEGMENT // 2 + 1
        self._voice = np.zeros(bins)
        self._cross = np.zeros(bins, np.complex128)

    def learn(self, voice: Samples, mic: Samples, lag: int, heard: int) -> Way:
        """`heard` counts the frames of the call; what was learnt before is not learnt again."""
        if abs(lag - self._lag) > 16:
            self._forget()
            self._lag, self._learnt = lag, 0
        voice = _shifted(voice, self._lag, len(voice))
        begin = heard - len(mic)
        first = max(0, self._learnt - begin)
        for at in range(first, len(mic) - _SEGMENT + 1, _HOP):
            self._add(voice[at : at + _SEGMENT], mic[at : at + _SEGMENT])
            self._learnt = begin + at + _HOP
        return self._filter()

    def _add(self, voice: Samples, mic: Samples) -> None:
        if np.square(voice).mean() < _ACTIVE:
            return
        x, y = np.fft.rfft(voice * self._window), np.fft.rfft(mic * self._window)
        # Where the side itself speaks there is less to be learnt.
        weight = 1 / (np.square(mic).mean() + 0.01 * np.square(voice).mean())
        self._voice = _FORGET * self._voice + weight * np.abs(x) ** 2
        self._cross = _FORGET * self._cross + weight * x.conj() * y

    def _filter(self) -> Way:
        floor = 1e-3 * self._voice.mean() + 1e-12
        taps = np.fft.irfft(self._cross / (self._voice + floor))
        return Way(self._lag - _BEFORE, np.concatenate([taps[-_BEFORE:], taps[:_AFTER]]))


def _delay(voice: Samples, mic: Samples) -> tuple[int, float]:
    """By how many frames the voice comes later, and how far this delay stands out of the others."""
    size = _fast(len(voice) + _REACH)
    cross = np.fft.rfft(voice, size).conj() * np.fft.rfft(mic, size)
    # Every frequency counts alike, else the vowels' own rhythm hides the delay; the square root
    # keeps the faint ones from counting as much as the voice.
    like = np.fft.irfft(cross / np.sqrt(np.abs(cross) + 1e-12), size)
    early, late = round(EARLIEST_S * RATE), round(LATEST_S * RATE)
    lags = np.abs(np.concatenate([like[early:], like[:late]]))
    best = int(lags.argmax())
    return early + best, float(lags[best] / max(np.sqrt(np.square(lags).mean()), 1e-12))


def _gain(mic: Samples, rest: Samples) -> Samples:
    """Silence where almost all was echo: the recogniser understands the faintest rest of it."""
    share = _powers(rest) / np.maximum(_powers(mic), 1e-12)
    gain = np.clip((share - 0.1) / 0.2, 0.0, 1.0)
    return np.repeat(gain, FRAME)[: len(mic)] if len(mic) % FRAME == 0 else np.ones(len(mic))


def _push(ring: Samples, fresh: Samples) -> None:
    """Put the sound at the ring's end; its oldest part falls out."""
    ring[: -len(fresh)] = ring[len(fresh) :]
    ring[-len(fresh) :] = fresh


def _powers(sound: Samples) -> Samples:
    whole = len(sound) - len(sound) % FRAME
    powers: Samples = np.square(sound[:whole].reshape(-1, FRAME)).mean(axis=1)
    return powers


def _shifted(sound: Samples, by: int, length: int) -> Samples:
    """The sound so many frames later (earlier where negative), cut or filled up to the length."""
    out = np.zeros(length)
    source = sound[max(0, -by) :]
    start = max(0, by)
    count = max(0, min(len(source), length - start))
    out[start : start + count] = source[:count]
    return out


def _fast(size: int) -> int:
    """The next length that a Fourier transform handles well: a power of two or three quarters."""
    power = 1 << (size - 1).bit_length()
    return power * 3 // 4 if power * 3 // 4 >= size else power
