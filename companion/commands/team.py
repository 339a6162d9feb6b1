"""`companion team`: the files that a team has written anew for itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from companion.team_bundle import export_team, import_team
from companion.team_files import Checked, TeamFile, check, team_file, team_files

_FILE = click.Path(path_type=Path, dir_okay=False)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@click.group()
def team() -> None:
    """See, check and share the team's own scripts, outcomes, scorecards and rules.

    They lie in team/ of the data directory, each in the place of the file that comes with the
    program. The window's preferences edit them.
    """


@team.command(name="list")
@_json
def list_files(as_json: bool) -> None:
    """Name every file that a team may write anew, and whose is in use."""
    if as_json:
        click.echo(json.dumps([_shown(file) for file in team_files()], indent=2))
        return
    for file in team_files():
        whose = "the team's own" if file.is_own else "as it came"
        click.echo(f"{file.place:34} {file.kind.title:22} {whose}")


@team.command(name="check")
@click.argument("places", nargs=-1, metavar="[FILE]...")
@_json
def check_files(places: Sequence[str], as_json: bool) -> None:
    """Read files as the program does, rules with their own tests; without FILE all that are in use.

    FILE is named as `companion team list` does. Exit status 1 where one is not usable.
    """
    files = [team_file(place) for place in places] or team_files()
    found = [check(file, file.text()) for file in files]
    wrong = [one for one in found if one.error is not None]
    if as_json:
        click.echo(json.dumps([_shown(one.file) | _judged(one) for one in found], indent=2))
    else:
        for one in wrong:
            click.echo(f"{one.file.place}{f', line {one.line}' if one.line else ''}: {one.error}")
        click.echo(f"{len(found)} files: {len(wrong)} not usable.")
    if wrong:
        sys.exit(1)


@team.command(name="export")
@click.argument("file", type=_FILE)
def export(file: Path) -> None:
    """Write the team's own files into a zip, for another desk's `companion team import`."""
    written = export_team(file)
    click.echo(f"{_counted(written)} written to {file}", err=True)


@team.command(name="import")
@click.argument("file", type=_FILE)
@_json
def import_files(file: Path, as_json: bool) -> None:
    """Take over the files of such a zip, for the calls from now on.

    All of them are checked before any is written. What was in use is kept in versions/ beside each;
    files of the team's that the zip does not have stay as they are.
    """
    taken = import_team(file)
    if as_json:
        click.echo(json.dumps([_shown(one) for one in taken], indent=2))
    else:
        click.echo(f"{_counted(taken)} taken over: {', '.join(one.place for one in taken)}")


def _shown(file: TeamFile) -> dict[str, object]:
    return {"file": file.place, "kind": file.kind.id, "own": file.is_own, "ours": file.is_ours}


def _judged(checked: Checked) -> dict[str, object]:
    return {"error": str(checked.error) if checked.error else None, "line": checked.line}


def _counted(files: Sequence[TeamFile]) -> str:
    return "1 file" if len(files) == 1 else f"{len(files)} files"
