"""Finding and filtering in the transcript of a long call.

    python -m bench.finding [--utterances 4000] [--rounds 10]

A call of that many utterances (an alert every eighth, a mark every fiftieth) is on the screen of a
window of 1280 x 800. Prints one JSON object; milliseconds by the clock, and of the processor, each
from the key to the end of the painting of the transcript that shows it:

  filter   another choice of lines: one side, those with an alert, those with a mark, all again
  type     another letter of the words that are sought
  next     the next line found
  heard    a sentence that arrives while words are sought and one side alone is shown
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count

from PySide6.QtWidgets import QApplication

from bench.ui_growth import TURN_S, entries, opened_window, spread
from companion.call import fold
from companion.events import AnyEvent, CallStarted, MarkPlaced
from tools.staged_call import STARTED_AT
from ui.models.shown_lines import Only
from ui.stage import Stage
from ui.windows.call_page import CallPage

WORDS = "three times"


class Timed:
    """Milliseconds of what is done by hand and of the painting that follows, by what it is."""

    def __init__(self, app: QApplication, page: CallPage) -> None:
        self._app, self._page = app, page
        self.clock: dict[str, list[float]] = {}
        self.processor: dict[str, list[float]] = {}

    def __call__(self, name: str, act: Callable[..., object], *arguments: object) -> None:
        began, busy = time.perf_counter(), time.process_time()
        act(*arguments)
        self._page.transcript.viewport().repaint()
        self.clock.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        self.processor.setdefault(name, []).append((time.process_time() - busy) * 1000)
        for _ in range(5):
            self._app.processEvents()


def marked(utterances: int) -> Iterator[AnyEvent]:
    started = CallStarted(
        at=0, seq=1, call_id="b", started_at=STARTED_AT, source="b", model="b", channels=()
    )
    yield started
    last = started.seq
    for entry in entries(0, utterances):
        last = entry.seq
        yield entry
    for number in range(0, utterances, 50):
        last += 1
        yield MarkPlaced(at=(number + 0.5) * TURN_S, seq=last)


def shown(app: QApplication, utterances: int) -> CallPage:
    window = opened_window(app)
    page = window.call_page
    window.show_page(page)
    page.begin("bench", Stage.LIVE, lambda: page.call.last_at)
    page.show_call(fold(list(marked(utterances))))
    while not page.transcript.measured:
        app.processEvents()
    return page


def measured(app: QApplication, page: CallPage, utterances: int, rounds: int) -> Timed:
    finder, timed = page.finder, Timed(app, page)
    finder.open()
    numbers = count(utterances)
    for _ in range(rounds):
        for only in (Only.CUSTOMER, Only.AGENT, Only.ALERTS, Only.MARKS, Only.ALL):
            choice = finder.only.findData(only)
            timed("filter", finder.only.setCurrentIndex, choice)
        for length in range(1, len(WORDS) + 1):
            timed("type", finder.field.setText, WORDS[:length])
        for _ in range(10):
            timed("next", finder.go_on)
        finder.only.setCurrentIndex(finder.only.findData(Only.CUSTOMER))
        for _ in range(10):
            number = next(numbers)
            for entry in entries(number, number + 1):
                timed("heard", page.hear, entry)
        finder.only.setCurrentIndex(finder.only.findData(Only.ALL))
        finder.field.clear()
    return timed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--utterances", type=int, default=4000)
    options.add_argument("--rounds", type=int, default=10)
    given = options.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        app = QApplication(sys.argv[:1])
        page = shown(app, given.utterances)
        timed = measured(app, page, given.utterances, given.rounds)
        found: dict[str, object] = {
            name: {"clock": spread(timed.clock[name]), "processor": spread(timed.processor[name])}
            for name in timed.clock
        }
        load = {"utterances": page.lines.rowCount(), "load": round(os.getloadavg()[0], 1)}
        print(json.dumps(load | found, indent=1))


if __name__ == "__main__":
    main()
