"""How long from an event to its picture while a long call grows, and how the event loop holds up.

    python bench/ui_growth.py [--utterances 4000] [--grow 120] [--pace 20]

A call of that many utterances (an alert every eighth, a rating every second one) is on the screen;
the last `--grow` of them arrive from another thread with their partials, `--pace` times as fast as
people speak. Then the call is scrolled from end to end. Prints one JSON object; times in ms.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory

from companion.call import fold
from companion.events import (
    AlertRaised,
    AngerRated,
    AnyEvent,
    CallStarted,
    Category,
    Partial,
    Severity,
    Speaker,
    UtteranceHeard,
)
from tools.staged_call import STARTED_AT
from ui.feed import Feed
from ui.garbage import GarbageOnGuiThread
from ui.look import Look
from ui.memory import Memory
from ui.stage import Stage
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.main_window import MainWindow

TURN_S = 3.6
"""One utterance: 12 words at 200 words a minute."""

WORDS = "and i have told you three times that nobody rang me back".split()
BEAT_MS = 5


class Watch(QObject):
    """Sees the transcript being painted, and feels when the event loop stalls."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.paint_ms: list[float] = []
        self.gaps_ms: list[float] = []
        self._pending: list[float] = []
        self._beat_at = time.perf_counter()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        window.call_page.transcript.viewport().installEventFilter(self)

    def start(self) -> None:
        self._beat_at = time.perf_counter()
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()

    def expect(self, told_at: float) -> None:
        self._pending.append(told_at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._pending:
            QTimer.singleShot(0, self._painted)  # runs when this paint is over
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        now = time.perf_counter()
        self.paint_ms += [(now - told_at) * 1000 for told_at in self._pending]
        self._pending.clear()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._beat_at) * 1000 - BEAT_MS)
        self._beat_at = now


def entries(first: int, last: int) -> Iterator[AnyEvent]:
    """Utterances number `first` to `last` - 1 with what is found in them."""
    seq = 1 + first * 3
    for number in range(first, last):
        start = number * TURN_S
        speaker = Speaker.CUSTOMER if number % 2 else Speaker.AGENT
        at = start + TURN_S
        text = " ".join(WORDS + WORDS[: number % 9])
        seq += 1
        heard = seq
        yield UtteranceHeard(at=at, seq=seq, speaker=speaker, start=start, end=at, text=text)
        if number % 2:
            seq += 1
            level = number // 2 % 4
            yield AngerRated(at=at, seq=seq, utterance=heard, level=level, because=("told you",))
        if number % 8 == 1:
            seq += 1
            yield AlertRaised(
                at=at,
                seq=seq,
                category=Category.LEGAL,
                severity=Severity.CRITICAL,
                speaker=speaker,
                phrase="told you three times",
                start=start,
                end=at,
                rule="bench",
                guidance="Stay calm.",
                utterance=heard,
            )


def partials(number: int) -> Iterator[Partial]:
    start = number * TURN_S
    speaker = Speaker.CUSTOMER if number % 2 else Speaker.AGENT
    for count in range(1, len(WORDS) + 1):
        text = " ".join(WORDS[:count])
        yield Partial(at=start + 0.3 * count, speaker=speaker, start=start, text=text)


def speak(feed: Feed, watch: Watch, turns: range, pace: float) -> None:
    """On another thread, as the session would."""
    for number in turns:
        for partial in partials(number):
            feed(partial)
            time.sleep(TURN_S / len(WORDS) / pace)
        for entry in entries(number, number + 1):
            if isinstance(entry, UtteranceHeard):
                watch.expect(time.perf_counter())
            feed(entry)


def scrolled(app: QApplication, window: MainWindow) -> list[float]:
    """Milliseconds to draw each of 200 places, from the top to the end."""
    view = window.call_page.transcript
    bar = view.verticalScrollBar()
    taken = []
    for place in range(200):
        bar.setValue(bar.maximum() * place // 199)
        began = time.perf_counter()
        view.viewport().repaint()
        taken.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    return taken


def spread(values: list[float]) -> dict[str, float]:
    ranked = sorted(values)
    at = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
    found = {name: ranked[min(int(len(ranked) * q), len(ranked) - 1)] for name, q in at.items()}
    return {name: round(value, 2) for name, value in {**found, "max": ranked[-1]}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--utterances", type=int, default=4000)
    parser.add_argument("--grow", type=int, default=120)
    parser.add_argument("--pace", type=float, default=20.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        print(json.dumps(measured(wanted.utterances, wanted.grow, wanted.pace), indent=1))


def measured(utterances: int, grow: int, pace: float) -> dict[str, object]:
    began = time.perf_counter()
    app = QApplication(sys.argv[:1])
    window = opened_window(app)
    ready_ms = (time.perf_counter() - began) * 1000
    page = window.call_page
    started = CallStarted(
        at=0, seq=1, call_id="b", started_at=STARTED_AT, source="b", model="b", channels=()
    )
    began = time.perf_counter()
    window.show_page(page)
    page.begin("bench", Stage.LIVE, lambda: page.call.last_at)
    page.show_call(fold([started, *entries(0, utterances - grow)]))
    app.processEvents()
    opened_ms = (time.perf_counter() - began) * 1000
    while not page.transcript.measured:
        app.processEvents()
    watch = grown(app, window, range(utterances - grow, utterances), pace)
    return {
        "utterances": page.lines.rowCount(),
        "alerts": page.alerts.rowCount(),
        "window_ready_ms": round(ready_ms, 1),
        "long_call_opened_ms": round(opened_ms, 1),
        "event_to_paint_ms": spread(watch.paint_ms),
        "event_loop_stall_ms": spread(watch.gaps_ms),
        "scroll_paint_ms": spread(scrolled(app, window)),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def opened_window(app: QApplication) -> MainWindow:
    GarbageOnGuiThread(
        app, lambda: True
    )  # as the program does: what it finds is found between two events
    app.setStyle(QStyleFactory.create("Fusion"))
    look = Look(load_theme("light"), 10.5)
    look.apply()
    window = MainWindow(look, load_team, Memory(), silent=True)
    window.resize(1280, 800)
    window.show()
    app.processEvents()
    return window


def grown(app: QApplication, window: MainWindow, turns: range, pace: float) -> Watch:
    """Let the call grow by these turns and return what was measured meanwhile."""
    page, feed, watch = window.call_page, Feed(), Watch(window)
    feed.arrived.connect(page.hear)
    clock = QTimer(interval=200)
    clock.timeout.connect(lambda: page.set_now(page.call.last_at))
    clock.start()
    watch.start()
    talker = threading.Thread(target=speak, args=(feed, watch, turns, pace), name="talker")
    talker.start()
    while talker.is_alive():
        app.processEvents()
        time.sleep(0.001)
    for _ in range(50):
        app.processEvents()
    watch.stop()
    return watch


if __name__ == "__main__":
    main()
