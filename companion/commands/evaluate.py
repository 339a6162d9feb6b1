"""`companion evaluate`: how well the detectors do on calls that a person has labelled."""

from __future__ import annotations

import json
from pathlib import Path

import click

from companion.detect.table import load_detectors
from companion.errors import OutsideError
from companion.evaluate.labelled import read_calls
from companion.evaluate.run import JudgedCall, judge_calls
from companion.evaluate.score import score
from companion.evaluate.table import as_json, as_table, misses


@click.command(short_help="Measure quality on labelled calls.")
@click.argument(
    "files", metavar="CALLS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "json_wanted", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--misses", "misses_wanted", is_flag=True, help="List each misjudged turn first.")
def evaluate(files: tuple[Path, ...], json_wanted: bool, misses_wanted: bool) -> None:
    """Run labelled calls as if they were live and compare every turn with its labels.

    Use --misses only on calls that rules may be written on: what has been looked at no longer
    measures anything.
    """
    if json_wanted and misses_wanted:
        raise click.UsageError("--misses is for people, --json for programs: choose one.")
    calls = [call for file in files for call in read_calls(file)]
    judged = judge_calls(calls, load_detectors())
    _refuse_half_measures(judged)
    report = score(judged)
    if json_wanted:
        click.echo(json.dumps(as_json(report), indent=1))
        return
    if misses_wanted:
        for line in misses(judged):
            click.echo(line)
        click.echo()
    click.echo(as_table(report))


def _refuse_half_measures(judged: list[JudgedCall]) -> None:
    """Figures measured with a detector switched off would be wrong without saying so."""
    for call in judged:
        for trouble in call.troubles:
            raise OutsideError(
                f"The detector {trouble.detector} stopped in call {call.call.call_id} "
                f"({trouble.why}), so there are no figures.",
                "This is a bug of the program; please report it.",
            )
