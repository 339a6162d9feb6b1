"""The window beside plain vosk: from a spoken threat to its picture, and memory.

    python -m bench.window [--say N]

Speaks N threats into a call that the window hears at the pace of speech (offscreen), and prints
  words, alert  as bench.alert_latency does
  painted       from the end of the phrase until the alert stands painted in the window
  stall         how late a timer of 5 ms came meanwhile
then the peak memory of all its processes beside the plain vosk loop on the same call.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer

from bench.alert_latency import THREATS, Stopwatch, recording, row
from bench.cost import plain
from bench.memory import watched
from companion.models import usable_model
from companion.session import Listener, News
from ui.app import open_window
from ui.running import RecordedCall
from ui.stage import Stage
from ui.windows.main_window import MainWindow

_BEAT_S = 0.005


class TimedCall(RecordedCall):
    """A recording whose news a stopwatch hears before the window does."""

    def __init__(self, path: Path, watch: Stopwatch) -> None:
        super().__init__(path, silent=True)
        self._watch = watch

    def open(self, listener: Listener) -> None:
        def both(news: News) -> None:
            self._watch(news)
            listener(news)

        super().open(both)
        self._watch.began = time.monotonic()


class Painted(QObject):
    """Notes when each alert is first painted in the transcript, and how the event loop stalls."""

    def __init__(self, window: MainWindow, watch: Stopwatch) -> None:
        super().__init__()
        self.at: dict[int, float] = {}
        self.stalls: list[float] = []
        self._beat_at = time.monotonic()
        self._beat = QTimer(self, interval=round(_BEAT_S * 1000))
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()
        self._page = window.call_page
        self._watch = watch
        self._page.transcript.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            now = time.monotonic() - self._watch.began
            for alert in self._page.call.alerts:
                self.at.setdefault(alert.seq, now)
        return super().eventFilter(watched, event)

    def _on_beat(self) -> None:
        now = time.monotonic()
        self.stalls.append(max(0.0, now - self._beat_at - _BEAT_S))
        self._beat_at = now

    def delays(self) -> list[float]:
        return [self.at[seq] - end for seq, (_, end) in self._watch.ends.items() if seq in self.at]


def spoken(threats: int, path: Path) -> None:
    """Write the recording, in a process of its own: the voices take a lot of memory."""
    texts = THREATS.read_text(encoding="utf-8").splitlines()[:threats]
    speaker = multiprocessing.get_context("spawn").Process(target=recording, args=(texts, path))
    speaker.start()
    speaker.join()


def run_call(path: Path) -> tuple[Stopwatch, Painted]:
    app, window = open_window([])
    window.resize(1280, 800)
    window.show()
    watch = Stopwatch()
    painted = Painted(window, watch)
    window.run_call(TimedCall(path, watch))
    while window.call_page.stage is not Stage.SAVED:
        app.processEvents()
        time.sleep(0.002)
    window.close()
    return watch, painted


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--say", type=int, default=40)
    given = options.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    models = usable_model().path.parent
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        (Path(home) / "models").symlink_to(models)
        path = Path(home) / "threats.flac"
        spoken(given.say, path)
        yardstick = plain(path)
        with watched(psutil.Process()) as seen:
            watch, painted = run_call(path)
        print(f"{given.say} threats spoken; seconds after the end of the phrase")
        print(f"{'':8}{'n':>5}{'p50':>8}{'p90':>8}{'p95':>8}{'max':>8}")
        print(row("words", watch.word_delays()))
        print(row("alert", watch.alert_delays()))
        print(row("painted", painted.delays()))
        print(row("stall", painted.stalls))
    print(f"peak memory: {seen.peak_mb:.0f} MB, plain vosk {yardstick['peak_mb']:.0f} MB")


if __name__ == "__main__":
    main()
