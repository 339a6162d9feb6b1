"""`companion calls export` and `import`: calls that leave this machine, and those that come."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from companion.bundle import SUFFIX, import_bundle, write_bundle
from companion.call import fold
from companion.commands import options
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded
from companion.export import EXPORTERS
from companion.language.redact import masked_log, redacted, redactor_as_set
from companion.store import Store

_BUNDLE = "bundle"
_FORMATS = (*EXPORTERS, "markdown", _BUNDLE)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("call")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="md", show_default=True)
@click.option("--out", type=_FILE, help="Instead of stdout.")
@click.option("--no-sound", is_flag=True, help="A bundle without the recording.")
@click.option("--redact", is_flag=True, help="Mask personal data, for others to learn from.")
def export(call: str, form: str, out: Path | None, no_sound: bool, redact: bool) -> None:
    """Write a call as a page, a table, subtitles, a calendar entry, a record or a bundle.

    A bundle is the whole call in one file, recording and reviews included, for another machine's
    `companion calls import`; without --out it is named after the call. A pdf wants --out or a pipe.

    Card numbers are never in a call. --redact also masks telephone numbers, addresses, accounts and
    ids, and the customer's name and reference in the note; a name that was spoken stays: read it.
    """
    if redact and form == _BUNDLE and not no_sound:
        raise click.UsageError("Sound cannot be redacted: add --no-sound.")
    with Store.open(read_only=True) as store:
        call_id = store.find(call)
        entries = store.load(call_id)
    if redact:
        entries = redacted(entries)
    if form == _BUNDLE:
        _bundle(entries, out or Path(call_id + SUFFIX), sound=not no_sound)
        return
    exporter = EXPORTERS["md" if form == "markdown" else form]
    made = exporter.render(fold(entries))
    if out is not None:
        options.write_whole(out, exporter.content_of(made))
        click.echo(f"Written to {out}", err=True)
    elif isinstance(made, bytes) and sys.stdout.isatty():
        raise click.UsageError(f"A {form} is no text: give --out FILE.")
    else:
        click.echo(made, nl=False)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def import_calls(files: tuple[Path, ...], as_json: bool) -> None:
    """Take in calls that were exported as bundles.

    A call that is here already gets what was added to it elsewhere: notes, comments, evaluations. A
    file that is refused leaves nothing behind, and the others are taken in all the same.
    """
    reports: list[dict[str, object]] = []
    refused = False
    with Store.open() as store:
        for file in files:
            try:
                reports.append({"source": str(file), **_taken_in(file, store, as_json)})
            except OutsideError as error:
                refused = True
                reports.append({"source": str(file), "error": str(error)})
                if not as_json:
                    click.echo(str(error), err=True)
    if as_json:
        click.echo(json.dumps(reports, indent=2))
    if refused:
        sys.exit(1)


def _bundle(entries: list[AnyEvent], out: Path, *, sound: bool) -> None:
    if not any(isinstance(entry, CallEnded) for entry in entries):
        raise OutsideError("The call is still running.", "End it first.")
    write_bundle(entries, out, sound=sound)
    click.echo(f"Written to {out}", err=True)


def _taken_in(file: Path, store: Store, quietly: bool) -> dict[str, object]:
    found = import_bundle(file, store, _masked)
    if not quietly:
        if found.new:
            what = "with its recording" if found.sound else "without sound"
            told = f"{found.call_id} is here now, {what}."
        elif found.changed:
            told = f"{found.call_id} was here; {found.entries} more entries of it are now."
        else:
            told = f"{found.call_id} is here already, nothing was missing."
        click.echo(told, err=True)
    return asdict(found)


def _masked(entries: Sequence[AnyEvent]) -> list[AnyEvent]:
    """What is masked in a live call is masked in one that comes from elsewhere."""
    return masked_log(entries, redactor_as_set())
