"""`companion-desktop`: builds the objects in order and wires them.

Qt is imported inside `run` only: the recogniser's child process imports this module again, and has
no use for it. What reads the command line is the standard library's, which Qt for Python has loaded
anyhow: a person waits for the window.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from companion import __version__


def main(arguments: Sequence[str] | None = None) -> None:
    """Open the window; with RECORDING, play that as if the call were live."""
    options = argparse.ArgumentParser(prog="companion-desktop", description=main.__doc__)
    options.add_argument("recording", nargs="?", type=Path, metavar="RECORDING")
    options.add_argument("--demo", action="store_true", help="Play the sample call at once.")
    options.add_argument("--silent", action="store_true", help="Do not play the call's sound.")
    themes = ("light", "dark", "system")
    options.add_argument("--theme", choices=themes, help="Wear this theme.")
    options.add_argument("--version", action="version", version=f"%(prog)s, version {__version__}")
    given = options.parse_args(arguments)
    sys.exit(run(given.recording, demo=given.demo, silent=given.silent, theme=given.theme))


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
    gc.disable()  # while thousands of objects are made that stay; from then on see ui.garbage
    logging.basicConfig(level=logging.WARNING)
    from ui.lighter_imports import skip_sources  # noqa: PLC0415

    skip_sources()
    from ui.app import open_window  # noqa: PLC0415 - Qt: not in the recogniser's child process

    app, window = open_window(sys.argv[:1], silent=silent, theme=theme)
    if demo:
        window.play_sample()
    elif recording is not None:
        window.open_recording(recording)
    window.show()
    return app.exec()


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing  # here the recogniser's process begins too

        multiprocessing.freeze_support()
    main()
