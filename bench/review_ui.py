"""How long a reviewer waits: for a two-hour call on the desk, for the library of many calls.

    python -m bench.review_ui [--hours 2] [--calls 100000]

Makes both in a data directory of its own, draws offscreen, and prints in ms
  open     from asking for the call until the desk is painted, waveform (its outline is kept beside
           the recording, as it is when a recording ends) and transcript included
  outline  until the waveform is drawn where no outline was kept and all sound must be decoded
  frame    one step of playing; scrolling and zooming the waveform, each with its painting
  filter   from setting a filter until the calls that fit are painted, the median of five
  trends   from asking for the trends of all calls until they are drawn and painted, likewise
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import soundfile
from PySide6.QtWidgets import QApplication

from companion import paths
from companion.audio.block import RATE
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
from companion.store import Store
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


def fill(hours: float, calls: int) -> None:
    """One long call with its sound, and many lines of calls like the staged one."""
    paths.made_home()
    file = paths.home() / "long.flac"
    lots = np.random.default_rng(3)
    minute = (lots.standard_normal((60 * RATE, 2)) * 3000).astype(np.int16)
    with soundfile.SoundFile(file, "w", RATE, 2, "PCM_16") as writing:
        for _ in range(round(hours * 60)):
            writing.write(minute)
    staged = staged_entries()
    assert isinstance(staged[0], CallStarted)
    with Store.open() as store:
        store.log(LONG).append(long_call(hours, str(file)))
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


class Bench:
    def __init__(self) -> None:
        self.app, self.window = open_window(["bench"], silent=True)
        assert isinstance(self.app, QApplication)
        assert isinstance(self.window, MainWindow)
        self.window.resize(1280, 800)
        self.window.show()

    def until(self, condition: Callable[[], bool]) -> float:
        """Milliseconds until this holds and is painted."""
        began = time.perf_counter()
        while not condition():
            self.app.processEvents()
        self.window.grab()
        return (time.perf_counter() - began) * 1000

    def opened(self) -> float:
        began = time.perf_counter()
        self.window.room.review(LONG)
        wave = self.window.room.desk.waves.wave
        self.until(lambda: wave.has_sound)
        return (time.perf_counter() - began) * 1000

    def frames(self) -> list[tuple[str, list[float]]]:
        driver, wave = self.window.driver, self.window.room.desk.waves.wave
        assert isinstance(driver, ReplayDriver)
        driver.seek(3000.0)
        playing = [self._timed(partial(driver.seek, 3000.0 + n / 30)) for n in range(30)]
        wave.zoom(20.0)
        scrolling = [self._timed(partial(wave.scroll_to, 2000.0 + 10 * n)) for n in range(30)]
        zooming = [self._timed(lambda: wave.zoom(0.9)) for _ in range(30)]
        return [("frame play", playing), ("scroll", scrolling), ("zoom", zooming)]

    def filters(self) -> list[tuple[str, float]]:
        page = self.window.room.library
        self.window.commands["library"].trigger()
        self.until(lambda: not page.model.loading)
        bar = page.filters
        changes: dict[str, Callable[[], object]] = {
            "all": bar.reset,
            "legal": lambda: bar.category.setCurrentIndex(bar.category.findData(Category.LEGAL)),
            "furious": lambda: bar.anger.setCurrentIndex(bar.anger.findData(3)),
            "agent": lambda: bar.agent.setCurrentIndex(7),
            "worst": page.worst_first,
        }
        found = []
        for name, change in changes.items():
            times = []
            for _ in range(5):
                bar.reset()
                self.until(lambda: not page.model.loading)
                began = time.perf_counter()
                change()
                self.until(lambda: not page.model.loading)
                times.append((time.perf_counter() - began) * 1000)
            found.append((f"{name} ({page.counted})", statistics.median(times)))
        return found

    def trends(self) -> list[tuple[str, float]]:
        self.window.commands["trends"].trigger()
        page = self.window.room.learning.trends
        self.until(lambda: page.series is not None)
        found = []
        for by in By:
            place = page.by.findData(by)
            times = []
            for _ in range(5):
                page.by.setCurrentIndex(place)
                began = time.perf_counter()
                page.by.activated.emit(place)
                self.until(lambda: not page.counting)
                times.append((time.perf_counter() - began) * 1000)
            found.append((f"by {by} ({page.counted})", statistics.median(times)))
        return found

    def _timed(self, act: Callable[[], object]) -> float:
        began = time.perf_counter()
        act()
        self.app.processEvents()
        return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--calls", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        fill(wanted.hours, wanted.calls)
        bench = Bench()
        print(f"outline          {bench.opened():8.0f} ms, {wanted.hours:g} hours decoded")
        assert RecordingFiles(LONG).peaks.exists()
        opened = statistics.median(bench.opened() for _ in range(5))
        print(f"open             {opened:8.0f} ms")
        for name, times in bench.frames():
            ordered = sorted(times)
            worst = ordered[-1]
            print(f"{name:<17}{statistics.median(ordered):8.1f} ms, worst {worst:.1f}")
        for name, ms in bench.filters():
            print(f"filter {name:<30}{ms:8.0f} ms")
        for name, ms in bench.trends():
            print(f"trends {name:<30}{ms:8.0f} ms")
        bench.window.close()


if __name__ == "__main__":
    main()
