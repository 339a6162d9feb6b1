"""Writes the pictures of the window: the same pixels from the same code, drawn offscreen.

python tools/screenshots.py             the README's, into docs/pictures
python tools/screenshots.py --all DIR   every state in both themes, both sizes and at 200 %
python tools/screenshots.py NAME ...    only these
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QStackedWidget, QStyleFactory, QWidget

from companion.errors import OutsideError
from companion.events import (
    AbuseStepTaken,
    AudioLost,
    CallStarted,
    EchoHeard,
    LineQualityChanged,
    MarkPlaced,
    Partial,
    RecordingStarted,
    SideFellQuiet,
    Speaker,
    TranscriptionStopped,
)
from companion.store import Store
from companion.vault.key import Key
from tools.palette import with_palette
from tools.staged_abuse import ABUSIVE_BOOK
from tools.staged_call import BOOK, DURATION_S, STARTED_AT, StagedCall, staged_entries
from tools.staged_devices import setup_page
from ui.language import LANGUAGES, speak
from ui.look import Look
from ui.memory import Memory
from ui.replay_driver import ReplayDriver
from ui.stage import Stage
from ui.team import load_team
from ui.theme import THEMES, load_theme
from ui.windows.main_window import MainWindow
from ui.windows.setup_page import SetupPage

POINTS = 10.5
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = {"": QSize(1280, 800), "-small": QSize(1000, 640)}
README = (
    "setup_ready-light",
    "paused-light",
    "dead_leg-light",
    "compact-light",
    "start-light",
    "calm-light",
    "angry-light",
    "angry-dark",
    "angry-dark-small",
    "abused-light",
    "saved-light",
    "replay-dark",
)


class Studio:
    """One window, dressed in one theme, to be brought into a state."""

    def __init__(self, app: QApplication, theme: str, size: QSize, points: float = POINTS) -> None:
        self._app = app
        self.look = look = Look(load_theme(theme), points)
        look.apply()
        self.window = MainWindow(look, load_team, Memory(), silent=True)
        self.page = self.window.call_page
        self.shown: QWidget = self.window
        self._lent: SetupPage | None = None
        self.window.resize(size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(20):
            self._app.processEvents()

    def show(self, page: SetupPage) -> None:
        """Put a page that is no part of the window into it."""
        pages = self.window.centralWidget()
        assert isinstance(pages, QStackedWidget)
        pages.addWidget(page)
        self.window.show_page(page)
        self._lent = page

    def wait_for(self, stage: Stage) -> None:
        while self.page.stage != stage:
            self._app.processEvents()

    def play(self, until: float, staged: StagedCall | None = None) -> StagedCall:
        staged = staged or StagedCall()
        self.window.run_call(staged)
        self.wait_for(Stage.LIVE)
        staged.play(until)
        self.settle()
        self.page.set_now(until)
        return staged

    def save(self, path: Path) -> None:
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        with_palette(self.shown.grab().toImage()).save(str(path), None, 0)  # 0: as small as it gets
        print(f"{path.name}  {path.stat().st_size // 1024} kB")

    def close(self) -> None:
        if self._lent is not None:
            self._lent.leave()
        self.window.close()
        self.settle()


BOOK_WORDS = Partial(
    at=48.6, speaker=Speaker.AGENT, start=45.6, text="i am truly sorry for what these weeks"
)


def first(studio: Studio) -> None:
    studio.window.start_page.show_calls([])


def start(studio: Studio) -> None:
    studio.window.show_start()


def found(studio: Studio) -> None:
    studio.window.commands["find"].trigger()
    studio.window.start_page.search.setText("call lawyer")
    studio.window.start_page.look_for()


def refused(studio: Studio) -> None:
    error = OutsideError("The English model is not installed.", "Run: companion models install")
    studio.window.start_page.banner.show_error(error)


def loading(studio: Studio) -> None:
    studio.window.show_page(studio.page)
    studio.page.begin("northgate-homeware.wav", Stage.LOADING, float)


def calm(studio: Studio) -> None:
    studio.play(24.0)


def angry(studio: Studio) -> None:
    studio.play(48.6)


def wordy(studio: Studio) -> None:
    """The longest card there can be."""
    advice = "Name what they ask for, say what you can do, promise no more than that. " * 4
    threat = BOOK[7].threat
    assert threat is not None
    longest = replace(BOOK[7], threat=replace(threat, guidance=advice.strip()))
    studio.play(48.6, StagedCall((*BOOK[:7], longest, *BOOK[8:])))


def abused(studio: Studio) -> None:
    """An insult, of which the first step has been answered."""
    staged = studio.play(67.6, StagedCall(ABUSIVE_BOOK))
    staged.submit(AbuseStepTaken(at=67.4, step="warn"))
    studio.settle()
    studio.page.set_now(67.6)


def hand_over(studio: Studio) -> None:
    abused(studio)
    studio.window.commands["hand_over"].trigger()
    studio.shown = studio.window.calling.helping.hand_over


def slip(studio: Studio) -> None:
    studio.play(38.4)


def new_below(studio: Studio) -> None:
    staged = studio.play(60.0)
    studio.page.transcript.verticalScrollBar().setValue(0)
    staged.play(72.0)


def date(studio: Studio) -> None:
    studio.play(71.0)
    studio.page.follow_up.start_editing()


def trouble(studio: Studio) -> None:
    staged = studio.play(20.0, StagedCall(channels=(Speaker.UNKNOWN,)))
    staged.submit(TranscriptionStopped(at=20.0, why="the recogniser died too often"))


def poor_lines(studio: Studio) -> None:
    staged = studio.play(38.4)
    side = Speaker.CUSTOMER
    staged.submit(AudioLost(at=38.0, speaker=side, seconds=1.4, why="overrun"))
    staged.submit(LineQualityChanged(at=38.2, speaker=side, noise_below_db=18.0, suppressed=True))
    studio.settle()
    studio.page.set_now(38.4, lag=3.2)


def saved(studio: Studio) -> None:
    staged = studio.play(DURATION_S)
    studio.page.mark()
    studio.page.accept_date()
    studio.page.notes.editor.setPlainText("Depot confirms by text today.\nOwn driver booked.")
    studio.settle()
    staged.end()
    while not studio.page.wrap_up.outcome.currentData():  # suggested a moment after the draft
        studio.settle()


def replay(studio: Studio) -> None:
    with Store.open(read_only=True) as store:
        studio.window.replay(store.calls(limit=1)[0].id)
    assert isinstance(studio.window.driver, ReplayDriver)
    studio.window.driver.seek(65.0)


def finding(studio: Studio) -> None:
    """Words that are sought, in what the customer has said alone."""
    replay(studio)
    studio.window.commands["find"].trigger()
    studio.page.finder.only.setCurrentIndex(1)
    studio.page.finder.field.setText("call")


def marks(studio: Studio) -> None:
    """What was marked alone."""
    staged = studio.play(60.0)
    staged.submit(MarkPlaced(at=59.0))
    staged.submit(MarkPlaced(at=38.0))
    studio.settle()
    studio.window.commands["filter"].trigger()
    studio.page.finder.only.setCurrentIndex(studio.page.finder.only.count() - 1)


def keys(studio: Studio) -> None:
    studio.window.commands["keys"].trigger()
    studio.shown = studio.window.beside.keys


def preferences(studio: Studio) -> None:
    studio.window.commands["preferences"].trigger()
    studio.shown = studio.window.beside.preferences


def encryption(studio: Studio) -> None:
    preferences(studio)
    window = studio.window.beside.preferences
    window.groups.setCurrentRow(window.groups.count() - 3)
    while window.encryption.state is None:
        studio.settle()


def phrase(studio: Studio) -> None:
    """The recovery phrase, of a key that nothing is encrypted with."""
    encryption(studio)
    rows = studio.window.beside.preferences.encryption
    rows.phrase.show_phrase(Key(bytes(range(32))))
    rows._enter(rows.phrase)  # noqa: SLF001 - the key ring of this machine is none of its business


def recording(studio: Studio) -> None:
    """Sound is recorded, and nobody has asked yet."""
    studio.play(24.0).submit(RecordingStarted(at=0.5, file="recordings/a.pcm"))


def paused(studio: Studio) -> None:
    staged = studio.play(48.6)
    staged.submit(RecordingStarted(at=0.5, file="recordings/a.pcm"))
    studio.settle()
    studio.page.pause()
    studio.settle()
    studio.page.set_now(66.0)


def dead_leg(studio: Studio) -> None:
    staged = studio.play(24.0)
    staged.submit(
        SideFellQuiet(at=24.0, speaker=Speaker.CUSTOMER, why="the output plays nothing since 0:16")
    )


def echo(studio: Studio) -> None:
    staged = studio.play(24.0)
    staged.submit(EchoHeard(at=24.0, speaker=Speaker.AGENT, delay_s=0.2, below_db=12.0))


def compact(studio: Studio) -> None:
    studio.play(48.6)
    studio.window.commands["compact"].trigger()
    studio.window.calling.strip.show_words(BOOK_WORDS)
    studio.shown = studio.window.calling.strip


def compact_paused(studio: Studio) -> None:
    compact(studio)
    studio.page.pause()
    studio.settle()
    studio.page.set_now(66.0)


def setup(studio: Studio) -> None:
    """The first run: devices found, no model yet."""
    page = setup_page(studio.look)
    studio.show(page)
    while page.agent.device is None or not page.model.fetch.isVisibleTo(page):
        studio.settle()


def setup_ready(studio: Studio) -> None:
    page = setup_page(studio.look, there=True)
    studio.show(page)
    page.name.setText("Dana")
    while page.agent.device is None or not page.model.verify.isEnabled():
        studio.settle()
    page.agent.test.setChecked(True)
    while not {"“", "„"} & set(page.agent.words):
        studio.settle()


STATES: dict[str, Callable[[Studio], None]] = {
    state.__name__: state
    for state in (
        first,
        start,
        found,
        refused,
        loading,
        calm,
        slip,
        wordy,
        abused,
        hand_over,
        angry,
        new_below,
        date,
        trouble,
        poor_lines,
        saved,
        replay,
        finding,
        marks,
        keys,
        preferences,
        encryption,
        phrase,
        recording,
        paused,
        dead_leg,
        echo,
        compact,
        compact_paused,
        setup,
        setup_ready,
    )
}


@click.command(help=__doc__)
@click.argument("names", nargs=-1)
@click.option("--all", "everything", type=click.Path(path_type=Path), help="Draw all of them here.")
@click.option("--scale", default=1, help="Pixels a logical pixel.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of the texts.")
@click.option("--points", default=POINTS, help="Size of the letters.")
def main(
    names: tuple[str, ...], everything: Path | None, scale: int, language: str, points: float
) -> None:
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPANION_HOME"] = home
        _fill_store()
        app = QApplication(sys.argv[:1])
        speak(app, language, QLocale("en_GB"))
        app.setStyle(QStyleFactory.create("Fusion"))
        _draw(app, everything or PICTURES, names or (() if everything else README), scale, points)
    if everything and scale == 1:
        dress = ["--language", language, "--points", str(points), "--scale", "2"]
        again = [sys.executable, __file__, *names, "--all", str(everything), *dress]
        subprocess.run(again, check=True)


def _draw(app: QApplication, into: Path, names: tuple[str, ...], scale: int, points: float) -> None:
    for state, bring in STATES.items():
        for theme in THEMES:
            for suffix, size in SIZES.items():
                name = f"{state}-{theme}{suffix}"
                if not names or name in names:
                    studio = Studio(app, theme, size, points)
                    bring(studio)
                    studio.save(into / f"{name}{f'@{scale}x' if scale > 1 else ''}.png")
                    studio.close()


def _fill_store() -> None:
    """Saved calls, so that the list has something to show."""
    with Store.open() as store:
        for days_ago, until in ((3, 26.0), (1, 54.0), (0, DURATION_S)):
            started_at = STARTED_AT - dt.timedelta(days=days_ago, minutes=37 * days_ago)
            entries = staged_entries(until, started_at)
            assert isinstance(entries[0], CallStarted)
            store.log(entries[0].call_id).append(entries)


if __name__ == "__main__":
    main()
