"""`companion analyse`: recordings or transcripts to full call records."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import click

from companion.audio.file import AgentChannel
from companion.call import Call
from companion.calls import open_recording, run_transcript
from companion.commands import options
from companion.errors import OutsideError
from companion.live import whole
from companion.record import call_record
from companion.session import Listener
from companion.settings import settings_trouble
from companion.store import tidy_up
from companion.terminal import TerminalView
from companion.transcript import looks_like_transcript, read_transcript


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the calls are to be read, the same for each file."""

    call_date: dt.date | None
    agent_channel: AgentChannel
    save: bool


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.call_date
@options.agent_channel
@click.option("--json", "json_to", metavar="OUT|-", help="Write the records as JSON there.")
@click.option("--save", is_flag=True, help="Keep the calls among the saved ones.")
def analyse(
    files: tuple[Path, ...],
    call_date: dt.date | None,
    agent_channel: AgentChannel,
    json_to: str | None,
    save: bool,
) -> None:
    """Read whole calls out of recordings or transcripts.

    A recording has two channels (wav, flac, ogg, opus, mp3). A transcript is JSON lines like
    {"speaker": "customer", "text": "...", "start": 1.5, "end": 3.0}, times optional. With several
    files --json writes one object a line; a file that fails becomes {"source", "error"}.
    """
    if save:
        tidy_up()
    wish = _Wish(call_date, agent_channel, save)
    failed = False
    unset = settings_trouble() if json_to else None
    if unset is not None:  # where nobody reads along, the calls themselves tell no one
        click.echo(f"companion: {unset}", err=True)
    with _written(json_to) as out:
        for path in files:
            try:
                listeners: list[Listener] = [] if out else [TerminalView(interactive=False)]
                record = call_record(_read(path, wish, listeners))
            except OutsideError as error:
                if len(files) == 1:
                    raise
                failed = True
                click.echo(f"companion: {error}", err=True)
                record = {"error": str(error)}
            if out is not None:
                _write(out, path, record, alone=len(files) == 1)
    if failed:
        sys.exit(1)


def _read(path: Path, wish: _Wish, listeners: list[Listener]) -> Call:
    if looks_like_transcript(path):
        transcript = read_transcript(path)
        return run_transcript(
            transcript, call_date=wish.call_date, listeners=listeners, save=wish.save
        )
    with options.progress(path) as bar:
        running = open_recording(
            path,
            agent_channel=wish.agent_channel,
            listeners=listeners,
            taps=[bar],
            realtime=False,
            save=wish.save,
            call_date=wish.call_date,
        )
        return whole(options.finished(running))


def _write(out: TextIO, path: Path, record: dict[str, Any], *, alone: bool) -> None:
    if alone:
        text = json.dumps(record, ensure_ascii=False, indent=2)
    else:
        text = json.dumps({"source": str(path), **record}, ensure_ascii=False)
    out.write(text + "\n")
    out.flush()


@contextmanager
def _written(json_to: str | None) -> Iterator[TextIO | None]:
    """Where records go: nowhere, stdout, or a file that is there when it is whole."""
    if json_to is None or json_to == "-":
        yield None if json_to is None else sys.stdout
        return
    with options.whole_file(Path(json_to)) as out:
        yield out
