"""How long the window takes to its first painting and until it is ready, beside an empty one.

    python -m bench.start [--rounds 11] [--calls 20]

Starts both programs by turns, each in a process of its own, as a user does: by the program's own
`main`, with compiled files beside the sources (a first, uncounted round writes them), and data in a
home of its own with some saved calls. `painted` is when the start page is first painted, `ready`
when its calls are listed and the page of a call is made, so that `F9` shows it at once. Prints the
median seconds by the clock and of the processor, and how many times those of an empty window.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from companion import paths
from companion.events import CallStarted
from companion.models import usable_model
from companion.store import Store
from tools.staged_call import STARTED_AT, staged_entries

ROOT = Path(__file__).resolve().parent.parent

_EMPTY = """
import os
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint: os._exit(0)
        return False
app = QApplication([]); window = QMainWindow(); window.setCentralWidget(QWidget())
watch = Watch(); window.centralWidget().installEventFilter(watch); window.show(); app.exec()
"""

_OURS = """
import os, sys
sys.argv = ["companion-desktop"]
from ui.__main__ import main
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
until_closed = QApplication.exec
def watched():
    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint: {painted}
            return False
    def ready():
        if window._calling is not None and window.start_page._complete:
            if window.start_page.list.isVisible(): os._exit(0)
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
    watch = Watch(); window.centralWidget().installEventFilter(watch)
    timer = QTimer(interval=1); timer.timeout.connect(ready); timer.start()
    return until_closed()
QApplication.exec = staticmethod(watched)
main()
"""
"""The process ends at once there: what comes after is not counted."""

PROGRAMS = {
    "empty": _EMPTY,
    "painted": _OURS.format(painted="os._exit(0)"),
    "ready": _OURS.format(painted="pass"),
}


class Taken(NamedTuple):
    clock: float
    processor: float


def started(code: str, surroundings: dict[str, str]) -> Taken:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env=surroundings, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(time.monotonic() - began, busy)


def measured(rounds: int, surroundings: dict[str, str]) -> dict[str, list[Taken]]:
    taken: dict[str, list[Taken]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, code in PROGRAMS.items():
            one = started(code, surroundings)
            if number:
                taken[name].append(one)
    return taken


def keep_calls(count: int) -> None:
    with Store.open() as store:
        for number in range(count):
            began = STARTED_AT - dt.timedelta(hours=number)
            first, *others = staged_entries(started_at=began)
            assert isinstance(first, CallStarted)
            call_id = f"{began:%Y%m%d-%H%M%S}-5ta6ed"
            store.log(call_id).append([replace(first, call_id=call_id), *others])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--calls", type=int, default=20)
    given = options.parse_args()
    models = usable_model().path.parent
    with tempfile.TemporaryDirectory() as home:
        # Not COMPANION_HOME: users have none, and finding the platform's place takes time too.
        os.environ["XDG_DATA_HOME"] = home
        os.environ.pop("COMPANION_HOME", None)
        paths.made_home()
        paths.installed_models().symlink_to(models)
        keep_calls(given.calls)
        compiled = {"PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
        surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **compiled}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        taken = measured(given.rounds, surroundings)
    middle = {
        name: Taken(*(statistics.median(one[i] for one in all_) for i in range(2)))
        for name, all_ in taken.items()
    }
    print(f"median of {given.rounds} starts, seconds; load {os.getloadavg()[0]:.1f}")
    print(f"{'':10}{'clock':>8}{'times':>8}{'processor':>12}{'times':>8}")
    empty = middle["empty"]
    for name, one in middle.items():
        clock, busy = one.clock / empty.clock, one.processor / empty.processor
        print(f"{name:10}{one.clock:8.3f}{clock:8.2f}{one.processor:12.3f}{busy:8.2f}")


if __name__ == "__main__":
    main()
