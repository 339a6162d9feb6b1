"""How long a reviewer waits: for a two-hour call on the desk, for the library of many calls.

    python -m bench.review_ui [--hours 2] [--calls 100000 | --home MADE]

Makes both in a data directory of its own, or adds the long call to one that `bench.make_calls` has
filled; draws offscreen, and prints in ms, by the clock and of the processor,
  sketch   from asking for the call until the desk is painted, transcript and a sketch of the
           waveform included, where no outline was kept
  outline  until all sound is decoded, and the waveform is exact
  open     until the desk is painted where the outline is kept beside the recording, as it is when a
           recording ends
  frame    one step of playing; scrolling and zooming the waveform, each with its painting
  filter   from setting a filter until the calls that fit are painted, the median of five
  sort     the same for another order
  turn     one turn of the wheel through the whole library, with its painting
  trends   from asking for the trends of all calls until they are drawn and painted, likewise
The window waits for its events as it does when somebody uses it, and takes no time from the others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import soundfile
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from companion import paths
from companion.audio.recorder_files import RecordingFiles
from companion.events import (
    AngerRated,
    AnyEvent,
    CallEnded,
    CallStarted,
    Category,
    EndReason,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.store import Order, Sorting, Store
from companion.store.figures import By
from tools.staged_call import staged_entries
from ui.app import open_window
from ui.replay_driver import ReplayDriver
from ui.windows.main_window import MainWindow

LONG = "20261123-090000-10a6ed"
_TURN_S = 5.0
_BEGAN = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
_SAID = "well i have told you now for the third time that nobody has ever called me back"


def long_call(hours: float, file: str) -> list[AnyEvent]:
    """A sentence every five seconds, one side after the other, every word with its time."""
    channels = (Speaker.AGENT, Speaker.CUSTOMER)
    entries: list[AnyEvent] = [
        CallStarted(
            at=0.0,
            seq=1,
            call_id=LONG,
            started_at=_BEGAN,
            source="long",
            model="",
            channels=channels,
            file=file,
        )
    ]
    for turn in range(int(hours * 3600 / _TURN_S)):
        heard = _turn(turn, len(entries) + 1)
        entries.append(heard)
        if heard.speaker == Speaker.CUSTOMER:
            seq = len(entries) + 1
            rated = AngerRated(
                at=heard.end, seq=seq, utterance=heard.seq, level=turn % 4, because=()
            )
            entries.append(rated)
    end = CallEnded(at=hours * 3600, seq=len(entries) + 1, reason=EndReason.SOURCE_ENDED)
    return [*entries, end]


def _turn(turn: int, seq: int) -> UtteranceHeard:
    start = turn * _TURN_S
    words = tuple(
        Word(word, start + 0.25 * n, start + 0.25 * n + 0.2, 0.9)
        for n, word in enumerate(_SAID.split())
    )
    speaker = Speaker.CUSTOMER if turn % 2 else Speaker.AGENT
    end = words[-1].end
    return UtteranceHeard(
        at=end, seq=seq, speaker=speaker, start=start, end=end, text=_SAID, words=words
    )


def add_long_call(hours: float) -> None:
    """One long call with its sound: that of the sample call, again and again."""
    paths.made_home()
    file = paths.home() / "long.flac"
    talk, rate = soundfile.read(paths.assets() / "sample_call.flac", dtype="int16")
    with soundfile.SoundFile(file, "w", rate, 2, "PCM_16") as writing:
        while writing.frames < hours * 3600 * rate:
            writing.write(talk)
    with Store.open() as store:
        if not store.has(LONG):
            store.log(LONG).append(long_call(hours, str(file)))


def add_lines(calls: int) -> None:
    """Many lines of calls like the staged one."""
    staged = staged_entries()
    assert isinstance(staged[0], CallStarted)
    with Store.open() as store:
        store.log(staged[0].call_id).append(staged)
    with sqlite3.connect(paths.database()) as db:
        _multiply(db, calls)
    db.close()


def _multiply(db: sqlite3.Connection, calls: int) -> None:
    """Lines of calls, spread over days, agents, risks and peaks: all that a list reads."""
    columns = [row[1] for row in db.execute("PRAGMA table_info(calls)")]
    spread = {
        "id": "'made-' || n",
        "place": "n",
        "agent": "'Agent ' || (n % 40)",
        "risk": "n * 7919 % 101",
        "peak_anger": "n * 31 % 4",
        "started_s": "started_s - n * 600",
        "started_at": "strftime('%Y-%m-%dT%H:%M:%S', started_s - n * 600, 'unixepoch') || '+00:00'",
        "reviewed": "n % 3 = 0",
        "legal": "n % 11 = 0",
    }
    own = [name for name in columns if name != "number"]
    values = [spread.get(name, name) for name in own]
    db.execute(
        "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < ?)"
        f" INSERT INTO calls ({', '.join(own)})"
        f" SELECT {', '.join(values)} FROM count, calls WHERE calls.id <> ? AND calls.number <= 2",
        [calls, LONG],
    )


class Times:
    """Milliseconds by the clock and of the processor, run by run."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    @contextmanager
    def run(self) -> Iterator[None]:
        began, at_work = time.perf_counter(), time.process_time()
        yield
        self.clock.append((time.perf_counter() - began) * 1000)
        self.processor.append((time.process_time() - at_work) * 1000)

    def __str__(self) -> str:
        clock, processor = statistics.median(self.clock), statistics.median(self.processor)
        ends = f"best {min(self.clock):.0f}, worst {max(self.clock):.0f}"
        return f"{clock:8.0f} ms, {ends}; processor {processor:.0f}"


def timed(act: Callable[[], object], runs: int = 1) -> Times:
    times = Times()
    for _ in range(runs):
        with times.run():
            act()
    return times


class _Painting(QObject):
    """Sees a widget painted while a condition holds; the painting is over when control returns."""

    def __init__(self, shown: QWidget, condition: Callable[[], bool]) -> None:
        super().__init__()
        self.shown, self._condition, self.done = shown, condition, False
        shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._condition():
            self.done = True
        return super().eventFilter(watched, event)


class Bench:
    def __init__(self) -> None:
        self.app, self.window = open_window(["bench"], silent=True)
        assert isinstance(self.app, QApplication)
        assert isinstance(self.window, MainWindow)
        self.window.resize(1280, 800)
        self.window.show()
        self._tick = QTimer(interval=50)  # for what becomes true without an event
        self._tick.start()

    def until(self, condition: Callable[[], bool], shown: QWidget | None = None) -> None:
        """Until this holds, and `shown` has been painted while it does."""
        loop = QEventLoop()
        watch = None if shown is None else _Painting(shown, condition)
        while not (condition() if watch is None else watch.done):
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if watch is not None:
            watch.shown.removeEventFilter(watch)

    def open(self) -> None:
        self.window.room.review(LONG)
        wave = self.window.room.desk.waves.wave
        self.until(lambda: wave.has_sound, wave)

    def read_all(self) -> None:
        wave = self.window.room.desk.waves.wave
        self.until(lambda: wave.is_exact, wave)

    def frames(self) -> list[tuple[str, Times]]:
        driver, wave = self.window.driver, self.window.room.desk.waves.wave
        assert isinstance(driver, ReplayDriver)
        driver.seek(3000.0)
        places = iter(range(30))
        playing = self._steps(lambda: driver.seek(3000.0 + next(places) / 30))
        wave.zoom(20.0)
        firsts = iter(range(30))
        scrolling = self._steps(lambda: wave.scroll_to(2000.0 + 10 * next(firsts)))
        return [
            ("frame play", playing),
            ("scroll", scrolling),
            ("zoom", self._steps(lambda: wave.zoom(0.9))),
        ]

    def filters(self) -> Iterator[tuple[str, Times]]:
        page = self.window.room.library
        self.window.commands["library"].trigger()
        self.until(lambda: not page.model.loading)
        bar = page.filters
        changes: dict[str, Callable[[], object]] = {
            "filter all": bar.reset,
            "filter legal": lambda: bar.category.setCurrentIndex(
                bar.category.findData(Category.LEGAL)
            ),
            "filter furious": lambda: bar.anger.setCurrentIndex(bar.anger.findData(3)),
            "filter agent": lambda: bar.agent.setCurrentIndex(7),
            "filter risk": lambda: bar.risk.setCurrentIndex(2),
            "filter worst": page.worst_first,
            **{f"sort {order}": partial(self._sort, order) for order in Order},
        }
        for name, change in changes.items():
            times = Times()
            for _ in range(5):
                page.sort.changed.emit(Sorting())
                bar.reset()
                self.until(lambda: not page.model.loading)
                with times.run():
                    change()
                    self.until(lambda: not page.model.loading, page.table.viewport())
            yield f"{name} ({page.counted})", times

    def turns(self) -> Iterator[tuple[str, Times]]:
        """The wheel turned over all the rows that there are; their pages come meanwhile."""
        page = self.window.room.library
        page.filters.reset()
        self.until(lambda: not page.model.loading, page.table.viewport())
        bar = page.table.verticalScrollBar()
        line = page.table.rowHeight(0)

        def turn() -> None:
            bar.setValue(bar.value() + 3 * line)
            self.app.processEvents()

        yield f"turn ({page.counted})", timed(turn, 300)
        far = iter(range(1, 40))

        def jump() -> None:
            bar.setValue(next(far) * bar.maximum() // 40)
            self.until(lambda: not page.model.loading, page.table.viewport())

        yield "jump, until its rows are painted", timed(jump, 30)

    def _sort(self, order: Order) -> None:
        self.window.room.library.sort.changed.emit(Sorting(order))

    def trends(self) -> Iterator[tuple[str, Times]]:
        self.window.commands["trends"].trigger()
        page = self.window.room.learning.trends
        self.until(lambda: page.series is not None)
        for by in By:
            place = page.by.findData(by)
            times = Times()
            for _ in range(5):
                page.by.setCurrentIndex(place)
                self.until(lambda: not page.listing)
                with times.run():
                    page.by.activated.emit(place)
                    self.until(lambda: not page.counting, page.chart.drawing)
            yield f"trends by {by} ({page.counted})", times

    def _steps(self, act: Callable[[], object]) -> Times:
        def step() -> None:
            act()
            self.app.processEvents()

        return timed(step, 30)


def measure(hours: float) -> None:
    RecordingFiles(LONG).peaks.unlink(missing_ok=True)
    bench = Bench()
    for name, times in (
        ("sketch", timed(bench.open)),
        (f"outline, {hours:g} hours decoded", timed(bench.read_all)),
        ("open", timed(bench.open, 5)),
        *bench.frames(),
    ):
        print(f"{name:<44}{times}", flush=True)
    assert RecordingFiles(LONG).peaks.exists()
    for measured in (bench.trends(), bench.filters(), bench.turns()):
        for name, times in measured:
            print(f"{name:<44}{times}", flush=True)
    bench.window.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="a directory that bench.make_calls has filled")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        os.environ["COMPANION_HOME"] = str(wanted.home or own)
        add_long_call(wanted.hours)
        if wanted.home is None:
            add_lines(wanted.calls)
        measure(wanted.hours)


if __name__ == "__main__":
    main()
