"""How long after a threat is spoken it stands painted in the window, at the pace of speech.

    python -m bench.alert_to_paint [--say N]

The call of bench.alert_latency, opened in the window (offscreen) instead of the terminal. For each
alert, from the end of the phrase in the sound:
  alert    to the alert event
  painted  to the end of the paint that lights it in the transcript
and, of the event loop meanwhile:
  stall    how late a timer of 5 ms came
Prints p50, p90, p95 and max in seconds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer

from bench.alert_latency import THREATS, Stopwatch, recording, row
from companion import paths
from companion.session import Listener, News
from ui.app import open_window
from ui.running import RecordedCall
from ui.widgets.header import Stage
from ui.windows.main_window import MainWindow

BEAT_S = 0.005


class TimedCall(RecordedCall):
    """A recording that also tells a stopwatch."""

    def __init__(self, path: Path, watch: Stopwatch) -> None:
        super().__init__(path, silent=True)
        self._watch = watch

    def open(self, listener: Listener) -> None:
        def both(news: News) -> None:
            self._watch(news)
            listener(news)

        super().open(both)
        self._watch.began = time.monotonic()


class Eye(QObject):
    """Notes when each alert has been painted, and how late the event loop is."""

    def __init__(self, window: MainWindow, watch: Stopwatch) -> None:
        super().__init__()
        self.painted: dict[int, float] = {}
        self.stalls: list[float] = []
        self._watch = watch
        self._alerts = window.call_page.alerts
        self._fresh: list[int] = []
        self._beat_at = time.monotonic()
        self._beat = QTimer(self, interval=int(BEAT_S * 1000))
        self._beat.timeout.connect(self._on_beat)
        self._alerts.rowsInserted.connect(self._on_alert)
        window.call_page.transcript.viewport().installEventFilter(self)

    def start(self) -> None:
        self._beat_at = time.monotonic()
        self._beat.start()

    def delays(self) -> list[float]:
        ends = self._watch.ends
        return [at - ends[seq][1] for seq, at in self.painted.items() if seq in ends]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._fresh:
            QTimer.singleShot(0, self._note)  # runs when this paint is over
        return super().eventFilter(watched, event)

    def _on_alert(self, parent: QModelIndex, first: int, last: int) -> None:
        del parent
        self._fresh += [alert.seq for alert in self._alerts.alerts[first : last + 1]]

    def _note(self) -> None:
        now = time.monotonic() - self._watch.began
        for seq in self._fresh:
            self.painted.setdefault(seq, now)
        self._fresh.clear()

    def _on_beat(self) -> None:
        now = time.monotonic()
        self.stalls.append(max(0.0, now - self._beat_at - BEAT_S))
        self._beat_at = now


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--say", type=int, default=40)
    given = options.parse_args()
    threats = THREATS.read_text(encoding="utf-8").splitlines()[: given.say]
    models = paths.installed_models().resolve()
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory) / "home"
        home.mkdir()
        (home / "models").symlink_to(models, target_is_directory=True)
        os.environ["COMPANION_HOME"] = str(home)
        path = recording(threats, Path(directory) / "threats.flac")
        watch, eye = watched_call(path)
    print(f"{len(threats)} threats spoken; seconds after the end of the phrase")
    print(f"{'':8}{'n':>5}{'p50':>8}{'p90':>8}{'p95':>8}{'max':>8}")
    print(row("alert", watch.alert_delays()))
    print(row("painted", eye.delays()))
    print(row("stall", eye.stalls))


def watched_call(path: Path) -> tuple[Stopwatch, Eye]:
    """Play the recording in a window until it is saved."""
    app, window = open_window(["bench"], silent=True, theme="light")
    window.resize(1280, 800)
    window.show()
    watch = Stopwatch()
    eye = Eye(window, watch)

    def on_stage(stage: object) -> None:
        if stage == Stage.LIVE:
            eye.start()
        elif stage in (Stage.SAVED, Stage.UNSAVED):
            QTimer.singleShot(0, window.close)

    window.call_page.stage_changed.connect(on_stage)
    window.run_call(TimedCall(path, watch))
    app.exec()
    return watch, eye


if __name__ == "__main__":
    main()
