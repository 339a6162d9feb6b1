"""What several commands share: options, progress, and files that appear only when whole."""

from __future__ import annotations

import datetime as dt
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

import click

from companion import paths
from companion.audio import RATE
from companion.audio.file import FileSource
from companion.call import Call
from companion.errors import OutsideError
from companion.live import LiveCall, Tap
from companion.recordings import finish, finish_all, unfinished
from companion.store import tidy_up

F = TypeVar("F", bound=Callable[..., object])


class _Day(click.ParamType[dt.date]):
    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-11-23.", param, ctx)


day_type = _Day()
"""An option's type: a day, written like 2026-11-23."""


def agent_channel(command: F) -> F:
    return click.option(
        "--agent-channel",
        type=click.Choice(["left", "right"]),
        default="left",
        show_default=True,
        help="Which channel of a recording is the agent.",
    )(command)


def call_date(command: F) -> F:
    return click.option(
        "--call-date",
        type=_Day(),
        help="Day of the call, from which spoken dates are counted.  [default: today]",
    )(command)


@contextmanager
def progress(path: Path) -> Iterator[Tap]:
    """A tap that moves a bar on stderr, where that is a terminal, as the recording goes by."""
    seconds = math.ceil(FileSource(path).duration)
    shown = sys.stderr.isatty()
    with click.progressbar(
        length=seconds, label=path.name, file=sys.stderr, hidden=not shown
    ) as bar:
        yield lambda block: bar.update(block.end_frame // RATE - bar.pos)


def finished(running: LiveCall) -> Call:
    """Run the call to its end. Ctrl-C ends it there and then."""
    try:
        running.start()
        return running.wait()
    except BaseException:
        running.close()
        raise


def tidied_up() -> None:
    """Put the saved calls in order. Trouble with them is told, and is no reason to miss a call."""
    try:
        tidy_up()
    except OutsideError as error:
        click.echo(f"{error}", err=True)


def recordings_finished(call_id: str) -> None:
    """Encode the recording of this call, and those that a crash has left; a bar on a terminal.

    Ctrl-C leaves the rest for the next time. Trouble is told; what is recorded stays.
    """
    try:
        with click.progressbar(
            length=100, label="Keeping the recording", file=sys.stderr, hidden=not _worth(call_id)
        ) as bar:
            kept = finish(call_id, lambda share: bar.update(int(share * 100) - bar.pos))
        if kept is not None:
            click.echo(f"Recorded in {paths.home() / kept.file}")
        finish_all()
    except OutsideError as error:
        click.echo(f"{error}", err=True)
    except KeyboardInterrupt:
        click.echo("\nThe recording is finished at the next start.", err=True)


def _worth(call_id: str) -> bool:
    """Whether there is something to wait for, and somebody who does."""
    return sys.stderr.isatty() and call_id in unfinished()


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that replaces `path` at the end, or leaves no trace where that is not reached."""
    with _replacing(path) as handle, os.fdopen(handle, "w", encoding="utf-8") as out:
        yield out


def write_whole(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all. OutsideError where it cannot be."""
    with _replacing(path) as handle, os.fdopen(handle, "wb") as out:
        out.write(content)


@contextmanager
def _replacing(path: Path) -> Iterator[int]:
    """The handle of a new file, to be closed inside; afterwards it stands where `path` is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            yield handle
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutsideError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
