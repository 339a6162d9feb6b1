"""`companion transcribe`: recordings to text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from companion.audio.file import AgentChannel
from companion.calls import open_recording
from companion.commands import options
from companion.errors import OutsideError
from companion.export import EXPORTERS
from companion.live import whole

FORMATS = ("txt", "vtt", "srt", "json", "md")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.agent_channel
@click.option("--format", "form", type=click.Choice(FORMATS), default="txt", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write one file a recording into this directory, instead of to stdout.",
)
def transcribe(
    files: tuple[Path, ...], agent_channel: AgentChannel, form: str, out: Path | None
) -> None:
    """Write down what is said in recordings, and by whom."""
    failed = False
    for path in files:
        try:
            text = _transcript(path, agent_channel, form)
            if out is None:
                click.echo(text, nl=False)
            else:
                with options.whole_file(out / f"{path.stem}.{form}") as file:
                    file.write(text)
        except OutsideError as error:
            failed = True
            click.echo(f"companion: {error}", err=True)
    if failed:
        sys.exit(1)


def _transcript(path: Path, agent_channel: AgentChannel, form: str) -> str:
    with options.progress(path) as bar:
        running = open_recording(
            path,
            agent_channel=agent_channel,
            taps=[bar],
            realtime=False,
            save=False,
            detectors=(),
        )
        call = whole(options.finished(running))
    return EXPORTERS[form].text(call)
