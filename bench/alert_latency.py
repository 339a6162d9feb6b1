"""How long after a threat is spoken the alert is there, at the pace of speech.

    python -m bench.alert_latency [--say N]

Speaks N threats (of bench/threats.txt) with a made voice into the customer's channel, while the
agent's channel talks too, and measures for each, in the same run:
  words   from the end of the phrase to the first partial text that holds it (the recogniser alone)
  alert   from the end of the phrase to the alert event
The end of a phrase is where the final sentence puts its last word. Prints p50, p90, p95 and max.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from companion.audio import RATE
from companion.calls import open_recording
from companion.events import AlertConfirmed, AlertRaised, Partial, Speaker
from companion.session import News
from tools.make_sample_call import Line, speak

THREATS = Path(__file__).with_name("threats.txt")
FILLER = "Let me see what I can do about that for you, one moment please."


@dataclass
class Stopwatch:
    """A listener that notes when, on the wall clock, each thing was known."""

    began: float = 0.0
    partials: list[tuple[float, str]] = field(default_factory=list)
    raised: dict[int, tuple[float, AlertRaised]] = field(default_factory=dict)
    ends: dict[int, tuple[str, float]] = field(default_factory=dict)

    def __call__(self, news: News) -> None:
        now = time.monotonic() - self.began
        match news:
            case Partial(speaker=Speaker.CUSTOMER):
                self.partials.append((now, news.text))
            case AlertRaised():
                self.raised[news.seq] = (now, news)
                if news.utterance is not None:
                    self.ends[news.seq] = (news.phrase, news.end)
            case AlertConfirmed():
                self.ends[news.alert] = (news.phrase, news.end)

    def alert_delays(self) -> list[float]:
        return [self.raised[seq][0] - end for seq, (_, end) in self.ends.items()]

    def word_delays(self) -> list[float]:
        """For each alert, when a partial first held the phrase; some never stand in one."""
        delays = []
        for phrase, end in self.ends.values():
            seen = [at for at, text in self.partials if phrase in text and at > end - 1]
            if seen:
                delays.append(seen[0] - end)
        return delays


def recording(threats: list[str], path: Path) -> Path:
    script = []
    for threat in threats:
        script.append(Line(Speaker.CUSTOMER, threat, 0.4))
        script.append(Line(Speaker.AGENT, FILLER, 0.3))
    call = speak(script)
    soundfile.write(path, np.asarray(call), RATE)
    return path


def row(name: str, delays: list[float]) -> str:
    cuts = statistics.quantiles(delays, n=100, method="inclusive")
    figures = (cuts[49], cuts[89], cuts[94], max(delays))
    return f"{name:8}{len(delays):5}" + "".join(f"{figure:8.2f}" for figure in figures)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--say", type=int, default=40)
    given = options.parse_args()
    threats = THREATS.read_text(encoding="utf-8").splitlines()[: given.say]
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as directory:
        path = recording(threats, Path(directory) / "threats.flac")
        call = open_recording(path, listeners=[watch], save=False, call_date=dt.date(2026, 11, 23))
        call.start()
        watch.began = time.monotonic()
        call.wait()
    print(f"{len(threats)} threats spoken; seconds after the end of the phrase")
    print(f"{'':8}{'n':>5}{'p50':>8}{'p90':>8}{'p95':>8}{'max':>8}")
    print(row("words", watch.word_delays()))
    print(row("alert", watch.alert_delays()))


if __name__ == "__main__":
    main()
