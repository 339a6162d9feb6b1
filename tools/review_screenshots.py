"""Writes the pictures of the reviewer's pages, in both themes.

python tools/review_screenshots.py DIR [--calls N]

The library holds made calls (tools/made_calls.py); the call on the desk is the sample call with its
sound.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QStyleFactory

from companion import paths
from companion.events import AnyEvent, CallStarted
from companion.review.exchange import export_own
from companion.store import Store
from companion.store.figures import By, week_of
from tools import made_calls
from tools.made_talk import BOOK
from tools.staged_call import staged_entries
from tools.studio import Studio
from ui.language import LANGUAGES, speak
from ui.review.desk_page import DeskPage
from ui.theme import THEMES

_PATIENCE_S = 20.0


def wait(studio: Studio, until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not until():
        studio.settle()
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not come into its state")


def library(studio: Studio) -> None:
    studio.window.commands["library"].trigger()
    model = studio.window.room.library.model
    wait(studio, lambda: model.rowCount() > 1 and not model.loading)
    studio.window.commands["worst_first"].trigger()
    wait(studio, lambda: not model.loading)


def found(studio: Studio) -> None:
    library(studio)
    page = studio.window.room.library
    page.filters.reset()
    page.filters.search.setText("lawyer")
    wait(studio, lambda: page.model.query.wanted.text == "lawyer" and not page.model.loading)


def desk(studio: Studio) -> DeskPage:
    """The sample call, at its threat."""
    call_id = _staged()[0].call_id
    studio.window.room.review(call_id)
    page = studio.window.room.desk
    wait(studio, lambda: page.waves.wave.has_sound)
    studio.window.commands["next_alert"].trigger()
    return page


def replay(studio: Studio) -> None:
    page = desk(studio)
    studio.window.commands["go_alerts"].trigger()
    page.transcript.setFocus()


def scorecard(studio: Studio) -> None:
    page = desk(studio)
    row = page.score.rows[1]
    row.setFocus()
    page.score.answer(row.question.id, "no")


def agents_view(studio: Studio) -> None:
    page = desk(studio)
    studio.window.commands["go_agent_view"].trigger()
    page.go_to(45.0)


def trends(studio: Studio) -> None:
    studio.window.commands["trends"].trigger()
    page = studio.window.room.learning.trends
    wait(studio, lambda: page.series is not None)
    page.chart.setFocus()


def trends_by_agent(studio: Studio) -> None:
    trends(studio)
    page = studio.window.room.learning.trends
    page.by.setCurrentIndex(page.by.findData(By.AGENT))
    page.by.activated.emit(page.by.currentIndex())
    wait(studio, lambda: page.series is not None and not page.series.weeks)
    page.choose_figure("score")


def workbench(studio: Studio) -> None:
    """A rule for lawyers that would take every supervisor for one."""
    studio.window.commands["workbench"].trigger()
    page = studio.window.room.learning.workbench
    page.rule.setCurrentText("contact_lawyer")
    page.rule.activated.emit(page.rule.currentIndex())
    page.editor.lists["any"].appendPlainText("(manager|supervisor)")
    page.run()
    wait(studio, lambda: not page.running)
    page.lists["gained"].setFocus()


def calibration(studio: Studio) -> None:
    """Half a year of one reviewer's evaluations, and somebody who differs now and then."""
    studio.window.commands["calibration"].trigger()
    page = studio.window.room.learning.calibration
    page.enter(BOOK["reviewers"][0])
    with tempfile.TemporaryDirectory() as folder, Store.open(read_only=True) as store:
        files = export_own(store, page.who, Path(folder))
        for number, file in enumerate(files):
            file.write_text(_otherwise(file.read_text(encoding="utf-8"), number), encoding="utf-8")
        page.compare(files)
        wait(studio, lambda: not page.busy)
    page.table.selectRow(0)


def coaching(studio: Studio) -> None:
    studio.window.commands["coaching"].trigger()
    page = studio.window.room.learning.coaching
    wait(studio, lambda: page.sheet is not None)
    page.week.setCurrentIndex(page.week.findData(week_of(made_calls.LAST_DAY.isoformat())))
    wait(studio, lambda: page.sheet is not None and page.week.currentText() in page.sheet.title)


STATES: tuple[Callable[[Studio], object], ...] = (
    library,
    found,
    replay,
    scorecard,
    agents_view,
    trends,
    trends_by_agent,
    workbench,
    calibration,
    coaching,
)


def _otherwise(text: str, number: int) -> str:
    """An evaluation in which every seventh yes or no is the other one."""
    record = json.loads(text)
    other = {"yes": "no", "no": "yes"}
    for place, (question, value) in enumerate(record["answers"].items()):
        if (place + number) % 7 == 0:
            record["answers"][question] = other.get(value, value)
            record["score"] = max(0.0, (record["score"] or 0.0) - 4)
    return json.dumps(record)


def _staged() -> tuple[CallStarted, list[AnyEvent]]:
    entries = staged_entries()
    first = entries[0]
    assert isinstance(first, CallStarted)
    file = str(paths.assets() / "sample_call.flac")
    return replace(first, agent="Dana", file=file), list(entries[1:])


@click.command(help=__doc__)
@click.argument("into", type=click.Path(path_type=Path))
@click.option("--calls", default=200, help="So many made calls.")
@click.option("--home", type=click.Path(path_type=Path), help="Made calls that are there already.")
@click.option("--only", multiple=True, help="Only this picture; may be given again.")
@click.option("--size", nargs=2, type=int, default=(1280, 800), help="Of the window.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of the texts.")
def main(
    into: Path,
    calls: int,
    home: Path | None,
    only: tuple[str, ...],
    size: tuple[int, int],
    language: str,
) -> None:
    with tempfile.TemporaryDirectory() as made:
        if home is None:
            made_calls.fill(Path(made) / "calls.db", calls, seed=1, workers=2)
        os.environ["COMPANION_HOME"] = str(home or made)
        first, rest = _staged()
        with Store.open() as store:
            if all(summary.id != first.call_id for summary in store.calls()):
                store.log(first.call_id).append([first, *rest])
        app = QApplication(sys.argv[:1])
        speak(app, language, QLocale("en_GB"))
        app.setStyle(QStyleFactory.create("Fusion"))
        for state in STATES:
            name = state.__name__.replace("_", "-")
            for theme in THEMES if not only or name in only else ():
                studio = Studio(app, theme, QSize(*size))
                state(studio)
                studio.save(into / f"review-{name}-{theme}.png")
                studio.close()


if __name__ == "__main__":
    main()
