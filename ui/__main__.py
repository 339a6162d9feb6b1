"""`companion-desktop`: builds the objects in order and wires them.

Qt is imported inside `run` only: the recogniser's child process imports this module again, and has
no use for it.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
from pathlib import Path

import click

from companion import __version__


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("recording", required=False, type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Play the sample call at once.")
@click.option("--silent", is_flag=True, help="Do not play the call's sound.")
@click.option("--theme", type=click.Choice(["light", "dark", "system"]), help="Wear this theme.")
@click.version_option(__version__, prog_name="companion-desktop")
def main(recording: Path | None, demo: bool, silent: bool, theme: str | None) -> None:
    """Open the window; with RECORDING, play that as if the call were live."""
    sys.exit(run(recording, demo=demo, silent=silent, theme=theme))


def run(
    recording: Path | None = None,
    *,
    demo: bool = False,
    silent: bool = False,
    theme: str | None = None,
) -> int:
    """Show the window until it is closed; returns the exit status. Main thread only.

    `theme` is "light", "dark" or "system"; without one it is the one chosen last.
    """
    logging.basicConfig(level=logging.WARNING)
    from ui.app import open_window  # noqa: PLC0415 - Qt: not in the recogniser's child process

    app, window = open_window(sys.argv[:1], silent=silent, theme=theme)
    if demo:
        window.play_sample()
    elif recording is not None:
        window.open_recording(recording)
    window.show()
    return app.exec()


if __name__ == "__main__":
    multiprocessing.freeze_support()  # in a frozen program the recogniser's process begins here too
    main()
