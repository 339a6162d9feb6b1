"""What all detectors together cost: time a sentence and a partial, share of the recogniser, memory.

    python -m bench.detectors [RECORDING]

Hears the recording (the sample call without one) with the installed model and plays what was heard
through the detectors; then 4,000 different sentences as one call of hours, and one sentence of
10,000 words. Times are CPU time of the session's thread: another program's load does not count.
"""

from __future__ import annotations

import argparse
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import psutil

from bench.long_call import LONG_CALL, as_call, sentences
from companion import paths
from companion.call import Call
from companion.calls import open_recording
from companion.detect import Detector
from companion.detect.table import load_detectors
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    DetectorSwitchedOff,
    LineQualityChanged,
    Partial,
    Speaker,
    UtteranceHeard,
)
from companion.live import whole
from companion.session import News, Session

LONG_SENTENCE = 10_000
SLICE = 500
_HEARD = (CallStarted, Partial, UtteranceHeard, LineQualityChanged, CallEnded)

Heard = AnyEvent | Partial


@dataclass
class Stopwatch:
    """Milliseconds of CPU time that all detectors together spent on each entry."""

    took: list[tuple[Heard, float]] = field(default_factory=list)

    def add(self, entry: Heard, milliseconds: float) -> None:
        if self.took and self.took[-1][0] is entry:
            milliseconds += self.took.pop()[1]
        self.took.append((entry, milliseconds))

    def of(self, kind: type[Heard]) -> list[float]:
        return [took for entry, took in self.took if isinstance(entry, kind)]


@dataclass(frozen=True)
class Timed:
    """A detector with a stopwatch beside it."""

    detector: Detector
    watch: Stopwatch

    @property
    def name(self) -> str:
        return self.detector.name

    def look(self, call: Call, entry: Heard) -> Iterable[AnyEvent]:
        began = time.thread_time()
        found = list(self.detector.look(call, entry))
        self.watch.add(entry, 1000 * (time.thread_time() - began))
        return found


def timed(happened: Iterable[Heard]) -> Stopwatch:
    """Play a whole call through all detectors."""
    watch = Stopwatch()
    session = Session([Timed(detector, watch) for detector in load_detectors()])
    session.start()
    for one in happened:
        session.submit(one)
    troubles = session.wait().troubles
    if any(isinstance(trouble, DetectorSwitchedOff) for trouble in troubles):
        raise SystemExit(f"no figures: {troubles}")
    return watch


def hear(recording: Path) -> tuple[list[Heard], float]:
    """What the recogniser hears, and the seconds of CPU time it takes, its model loaded."""
    heard: list[Heard] = []
    cpu_s = [0.0]

    def keep(news: News) -> None:
        if isinstance(news, _HEARD):
            heard.append(news)
            cpu_s.append(_children_cpu_s())

    running = open_recording(recording, listeners=[keep], realtime=False, save=False, detectors=())
    running.start()
    loaded = _children_cpu_s()
    whole(running.wait())
    return heard, max(cpu_s) - loaded


def _children_cpu_s() -> float:
    total = 0.0
    for child in multiprocessing.active_children():
        times = psutil.Process(child.pid).cpu_times()
        total += times.user + times.system
    return total


def long_sentence(words: int) -> float:
    """Milliseconds for one endless sentence of the customer."""
    said = (word for _, text in cycle(sentences(LONG_CALL)) for word in text.split())
    text = " ".join(islice(said, words))
    return timed(as_call([(Speaker.CUSTOMER, text)])).of(UtteranceHeard)[0]


def held_mb(detectors: bool) -> float:
    command = [sys.executable, "-m", "bench.detectors_memory", str(int(detectors))]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def row(name: str, milliseconds: list[float]) -> str:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return f"{name:36}{len(milliseconds):7}{p50:9.2f}{p95:9.2f}{max(milliseconds):9.1f}"


def table(recording: Path) -> Iterator[str]:
    yield f"{'milliseconds of CPU time':36}{'n':>7}{'p50':>9}{'p95':>9}{'max':>9}"
    timed(as_call(sentences(SLICE)))  # the packs are compiled and the weights read before a call
    heard, recogniser_s = hear(recording)
    watch = timed(heard)
    yield row("an utterance of the recording", watch.of(UtteranceHeard))
    yield row("a partial of the recording", watch.of(Partial))
    hours = timed(as_call(sentences(LONG_CALL))).of(UtteranceHeard)
    yield row(f"a long call, utterances 1 to {SLICE}", hours[:SLICE])
    yield row(f"a long call, the last {SLICE} of {len(hours)}", hours[-SLICE:])
    for words in (LONG_SENTENCE // 10, LONG_SENTENCE):
        yield row(f"one utterance of {words:,} words", [long_sentence(words)])
    spent = sum(took for _, took in watch.took) / 1000
    yield f"share of the recogniser's CPU time    {spent / recogniser_s:.1%}"
    yield f"memory added over the long call, MB   {held_mb(True) - held_mb(False):.0f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "recording", nargs="?", type=Path, default=paths.assets() / "sample_call.flac"
    )
    for line in table(options.parse_args().recording):
        print(line, flush=True)


if __name__ == "__main__":
    main()
