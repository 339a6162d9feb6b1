"""Hear for a long time: is any frame lost, does memory grow, does the lag of the sound drift?

python -m bench.soak                two simulated hours of two drifting devices, as fast as it goes
python -m bench.soak --minutes 20   real time, from the devices that `companion devices` suggests
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np
import psutil

from companion.audio.block import RATE, Block
from companion.audio.devices import list_devices, suggest
from companion.audio.live import two_devices
from companion.audio.timeline import Timeline

_CHUNK_S = 0.02
_HOURS = 2
_JITTER_S = 0.01
_PPM = (100, -100)
_DEVICE_RATE = 48_000
_TICK_S = 0.1


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
            memory = psutil.Process().memory_info().rss / 1e6
            print(
                f"{at:7.0f} s  memory {memory:6.1f} MB  sound is {now - at:.3f} s old, "
                f"{self._latest:.3f} s at most since the last line  lost {self._lost:.3f} s"
            )
            self._latest = 0.0

    def lost(self, seconds: float) -> None:
        self._lost += seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, help="so long in real time, from real devices")
    minutes = parser.parse_args().minutes
    if minutes is None:
        _simulated()
    else:
        _real(minutes * 60)


def _simulated() -> None:
    tally = Tally(_HOURS * 3600)
    timeline = Timeline([1, 1], 0.0)
    devices = [_chunks(ppm, seed) for seed, ppm in enumerate(_PPM)]
    coming = [next(device) for device in devices]
    chunk = np.zeros((round(_DEVICE_RATE * _CHUNK_S), 1), np.int16)
    for leg in range(len(devices)):
        timeline.open(leg, _DEVICE_RATE)
    for tick in range(1, round(_HOURS * 3600 / _TICK_S) + 1):
        now = tick * _TICK_S
        for leg, device in enumerate(devices):
            while coming[leg] <= now:
                timeline.take(leg, coming[leg], chunk)
                coming[leg] = next(device)
        for block in timeline.ready(now):
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
    began: float | None = None
    for given in source.blocks():
        now = time.monotonic()
        if not isinstance(given, Block):
            print(given)
            tally.lost(getattr(given, "seconds", 0.0))
            continue
        if began is None:
            began = now - given.end_frame / RATE
        tally.block(given, now - began)
        if given.end_frame / RATE >= seconds:
            source.close()
            return


if __name__ == "__main__":
    main()
