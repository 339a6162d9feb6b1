"""`companion demo`: the sample call through the real pipeline, in the window or the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from companion import paths, sample
from companion.audio.player import playing
from companion.calls import open_recording
from companion.commands import options
from companion.live import whole
from companion.terminal import TerminalView


@click.command()
@click.option("--headless", is_flag=True, help="Show it in the terminal, also where a display is.")
@click.option("--fast", is_flag=True, help="As fast as it can be understood (terminal only).")
@click.option("--silent", is_flag=True, help="Do not play the call's sound.")
def demo(headless: bool, fast: bool, silent: bool) -> None:
    """Watch the companion hear a made call of 80 seconds, with real speech recognition.

    Opens the window where there is a display, else shows the call in the terminal. The call is
    saved like any other. Ctrl-C ends it early.
    """
    if headless or fast or not _has_window():
        _in_terminal(fast=fast, silent=silent)
        return
    window = [*_window(), "--demo", *(["--silent"] if silent else [])]
    if os.name == "posix":
        os.execv(window[0], window)  # in our place: a signal to us is then a signal to the window
    sys.exit(subprocess.run(window, check=False).returncode)


def _in_terminal(*, fast: bool, silent: bool) -> None:
    options.tidied_up()
    view = TerminalView(interactive=sys.stdout.isatty())
    with playing(wanted=not (fast or silent)) as player:
        running = open_recording(
            sample.recording(),
            listeners=[view],
            taps=[player],
            realtime=not fast,
            call_date=sample.DAY,
        )
        try:
            running.start()
            whole(running.wait())
        except KeyboardInterrupt:
            click.echo("\nEnding the call.", err=True)
            running.end()
            running.wait()  # says so where the call could not be saved
        finally:
            running.close()
    call_id = running.started.call_id
    click.echo(f"\nSaved as {call_id} in {paths.database()}")
    click.echo(f"See it again: {_ourselves()} calls show {call_id}")


def _ourselves() -> str:
    """What to type for this program: its path, where the shell would not find its name."""
    beside = Path(sys.executable).with_name("companion")
    if shutil.which("companion") or not beside.exists():
        return "companion"
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)


def _window() -> list[str]:
    """The window: a program of its own, of which the core knows nothing but the name."""
    if getattr(sys, "frozen", False):
        ours = Path(sys.executable)
        return [str(ours.with_name(f"companion-desktop{ours.suffix}"))]
    return [sys.executable, "-m", "ui"]


def _has_window() -> bool:
    """Whether there is a display and the window's libraries are installed."""
    if sys.platform.startswith("linux"):
        display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        if not display:
            return False
    return find_spec("PySide6") is not None and find_spec("ui") is not None
