"""Hear for a long time: is any frame lost, does memory grow, does the lag of the sound drift?

python -m bench.soak                  two simulated hours of two devices that drift
python -m bench.soak --real-time 20m  in real time, from what `companion devices` suggests

Both go through the echo guard, as a call does. Memory is what the system counts for this process
alone and its share of what it has in common with others (PSS), and what it holds (RSS).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np
import psutil

from companion.audio.block import RATE, Block
from companion.audio.devices import list_devices, suggest
from companion.audio.echo_guard import EchoGuard
from companion.audio.live import two_devices
from companion.audio.timeline import Timeline
from companion.events import Speaker

_CHUNK_S = 0.02
_HOURS = 2
_JITTER_S = 0.01
_PPM = (100, -100)
_DEVICE_RATE = 48_000
_TICK_S = 0.1
_TALK_CHUNKS = 1009
"""Twenty seconds of noise on each side, said again and again."""


class Tally:
    """What a soak shows: figures at the start, in the middle and at the end."""

    def __init__(self, seconds: float) -> None:
        self._marks = [10.0, seconds / 2, seconds - 10.0]
        self._next_frame = 0
        self._lost = 0.0
        self._latest = 0.0

    def block(self, block: Block, now: float) -> None:
        """`now` is seconds of the clock since the call began."""
        if block.first_frame != self._next_frame:
            raise SystemExit(f"a block is missing at frame {self._next_frame}")
        self._next_frame = block.end_frame
        at = block.end_frame / RATE
        self._latest = max(self._latest, now - at)
        if self._marks and at >= self._marks[0]:
            self._marks.pop(0)
            memory = psutil.Process().memory_full_info()
            pss = getattr(memory, "pss", memory.uss) / 1e6
            print(
                f"{at:7.0f} s  PSS {pss:6.1f} MB  RSS {memory.rss / 1e6:6.1f} MB  "
                f"sound is {now - at:.3f} s old, {self._latest:.3f} s at most  "
                f"lost {self._lost:.3f} s",
                flush=True,
            )
            self._latest = 0.0

    def lost(self, seconds: float) -> None:
        self._lost += seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--real-time", type=_seconds, metavar="20m", help="from real devices")
    seconds = parser.parse_args().real_time
    if seconds is None:
        _simulated()
    else:
        _real(seconds)


def _seconds(text: str) -> float:
    """As in 90s, 20m or 2h."""
    return float(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1:]]


def _guard() -> EchoGuard:
    return EchoGuard((Speaker.AGENT, Speaker.CUSTOMER), lambda told: print(told, flush=True))


def _simulated() -> None:
    tally = Tally(_HOURS * 3600)
    guard = _guard()
    timeline = Timeline([1, 1], 0.0)
    devices = [_chunks(ppm, seed) for seed, ppm in enumerate(_PPM)]
    coming = [next(device) for device in devices]
    frames = round(_DEVICE_RATE * _CHUNK_S)
    talk = np.random.default_rng(9).normal(0, 1000, (2, _TALK_CHUNKS, frames, 1)).astype(np.int16)
    count = [0, 0]
    for leg in range(len(devices)):
        timeline.open(leg, _DEVICE_RATE)
    for tick in range(1, round(_HOURS * 3600 / _TICK_S) + 1):
        now = tick * _TICK_S
        for leg, device in enumerate(devices):
            while coming[leg] <= now:
                timeline.take(leg, coming[leg], talk[leg, count[leg] % _TALK_CHUNKS])
                count[leg] += 1
                coming[leg] = next(device)
        for block in timeline.ready(now):
            guard(block)
            tally.block(block, now)
        for loss in timeline.losses():
            tally.lost(loss.seconds)


def _chunks(ppm: float, seed: int) -> Iterator[float]:
    """When each chunk of a device arrives whose clock is so many millionths too fast."""
    random = np.random.default_rng(seed)
    count = 0
    while True:
        count += 1
        yield count * _CHUNK_S / (1 + ppm / 1e6) + _JITTER_S * float(random.random())


def _real(seconds: float) -> None:
    suggested = suggest(list_devices())
    if suggested.agent is None or suggested.customer is None:
        raise SystemExit("There is no device for each side. Run: companion devices")
    source = two_devices(suggested.agent, suggested.customer)
    tally = Tally(seconds)
    guard = _guard()
    began: float | None = None
    for given in source.blocks():
        now = time.monotonic()
        if not isinstance(given, Block):
            print(given, flush=True)
            tally.lost(getattr(given, "seconds", 0.0))
            continue
        if began is None:
            began = now - given.end_frame / RATE
        guard(given)
        tally.block(given, now - began)
        if given.end_frame / RATE >= seconds:
            source.close()
            return


if __name__ == "__main__":
    main()
