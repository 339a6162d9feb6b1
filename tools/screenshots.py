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
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import click
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QStyleFactory

from companion.events import CallStarted
from companion.store import Store
from tools.poses import STATES
from tools.staged_call import DURATION_S, STARTED_AT, staged_entries
from tools.studio import POINTS, Studio
from ui.language import LANGUAGES, speak
from ui.theme import THEMES

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
