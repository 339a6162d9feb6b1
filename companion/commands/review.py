"""`companion review`: scorecards, calibration, coaching sheets and the training playlist."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from companion.call import Call, fold
from companion.commands.options import whole_file
from companion.errors import OutsideError
from companion.note import clock
from companion.plain import plain
from companion.review.agreement import Agreement
from companion.review.calibration import Calibration, calibrated, exported, read_exchanged
from companion.review.clips import TRAINING, Clip, playlist, write_clips
from companion.review.coaching import CoachingSheet, call_sheet, week_sheet
from companion.review.scorecard_file import load_scorecard, scorecard_files
from companion.store import Store

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_OUT = click.option("--out", type=_FILE, help="Instead of stdout.")
_CLIPS = click.option(
    "--clips", "folder", type=_FOLDER, help="Also write the passages' sound here."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@click.group()
def review() -> None:
    """Scorecards, calibration, coaching sheets and the training playlist.

    CALL is an id, the beginning of one, or "last" for the call saved last.
    """


@review.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def scorecards(files: tuple[Path, ...]) -> None:
    """Check scorecards: these FILES, or the ones in use. One line says what is wrong."""
    for file in files or scorecard_files():
        form = load_scorecard(file)
        count = len(form.questions)
        click.echo(f"{form.id}, version {form.version}: {count} questions. {plain(form.title)}")


@review.command()
@click.argument("call")
@click.option("--evaluation", help="Its id; without it the newest one handed in.")
@click.option("--named", is_flag=True, help="With the reviewer's name.")
@click.option("--comments", is_flag=True, help="With the reviewer's comments.")
@_OUT
def export(
    call: str, evaluation: str | None, named: bool, comments: bool, out: Path | None
) -> None:
    """Write an evaluation as a file for another reviewer: answers and form, no talk."""
    with Store.open(read_only=True) as store:
        found = fold(store.load(store.find(call)))
    chosen = evaluation or (found.review.counting.evaluation if found.review.counting else "")
    try:
        text = exported(found, chosen, named=named, comments=comments)
    except KeyError as error:
        raise OutsideError(_which(found), "Hand one in, or name another.") from error
    _put(text, out)


@review.command()
@click.argument("mine", type=click.Path(path_type=Path, exists=True))
@click.argument("theirs", type=click.Path(path_type=Path, exists=True))
@_JSON
def compare(mine: Path, theirs: Path, as_json: bool) -> None:
    """Compare two reviewers' evaluations of the same calls, question by question.

    MINE and THEIRS are files of `companion review export`, or folders of them. Per cent is how
    often the answers are equal; kappa is how much of that is more than chance (1 all, 0 none).
    """
    result = calibrated(*([read_exchanged(f) for f in _listed(side)] for side in (mine, theirs)))
    if as_json:
        click.echo(json.dumps(_calibration_record(result), indent=1))
        return
    for line in _calibration_lines(result):
        click.echo(line)


@review.command()
@click.argument("call", required=False)
@click.option("--agent", help="A week of this agent instead of a call.")
@click.option("--week", metavar="2026-W48", help="Which one.")
@_OUT
@_CLIPS
def coach(
    call: str | None, agent: str | None, week: str | None, out: Path | None, folder: Path | None
) -> None:
    """Write the coaching sheet of a CALL, or of an agent's week, as Markdown."""
    if (call is None) == (agent is None) or (agent is None) != (week is None):
        raise click.UsageError("Give a CALL, or --agent and --week.")
    with Store.open(read_only=True) as store:
        if call is not None:
            sheet = call_sheet(fold(store.load(store.find(call))))
        else:
            sheet = _week(store, str(agent), str(week))
        _put(sheet.markdown, out)
        _write(store, sheet.clips, folder)


@review.command(name="playlist")
@click.option(
    "--tag", "tags", multiple=True, default=TRAINING, show_default=True, help="May be repeated."
)
@_CLIPS
@_JSON
def list_passages(tags: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """List the passages whose comments have a tag, the latest call first."""
    with Store.open(read_only=True) as store:
        found = playlist(store, tags)
        if as_json:
            click.echo(json.dumps([asdict(clip) for clip in found], indent=1))
        else:
            for clip in found:
                click.echo(_clip_line(clip))
        _write(store, found, folder)


def _week(store: Store, agent: str, week: str) -> CoachingSheet:
    try:
        return week_sheet(store, agent, week)
    except ValueError as error:
        raise click.UsageError("--week must look like 2026-W48.") from error


def _which(call: Call) -> str:
    made = ", ".join(one.evaluation for one in call.review.evaluations)
    return f"The call has no such evaluation; it has: {made or 'none'}."


def _listed(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def _put(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    with whole_file(out) as file:
        file.write(text)
    click.echo(f"Written: {out}", err=True)


def _write(store: Store, clips: tuple[Clip, ...] | list[Clip], folder: Path | None) -> None:
    if folder is not None:
        written, silent = write_clips(store, clips, folder)
        without = f", {len(silent)} without sound" if silent else ""
        click.echo(f"{len(written)} clips in {folder}{without}.", err=True)


def _clip_line(clip: Clip) -> str:
    tags = f" ({plain(', '.join(clip.tags))})" if clip.tags else ""
    span = f"{clock(clip.start)} to {clock(clip.end)}"
    return f"{clip.call_id} {span}  {plain(clip.title)}{tags}"


def _calibration_lines(result: Calibration) -> list[str]:
    lines = [f"{result.calls} calls scored by both; {result.alone} by one only."]
    width = max(len(row.question.id) for row in result.questions)
    for row in result.questions:
        aside = f"  ({row.one_sided} asked of one only)" if row.one_sided else ""
        lines.append(f"{row.question.id:<{width}}  {_agreement(row.agreement)}{aside}")
    lines.append(f"{'all':<{width}}  {_agreement(result.overall)}")
    if result.mean_difference is not None:
        apart = f"{result.mean_difference:.1f} on average, {result.largest_difference:.1f} at most"
        lines.append(f"Scores differ by {apart}.")
    return lines


def _agreement(one: Agreement) -> str:
    if one.share is None:
        return one.why
    kappa = f"kappa {one.kappa:5.2f}" if one.kappa is not None else f"no kappa: {one.why}"
    return f"{one.share:4.0%} of {one.pairs:<4} {kappa}"


def _calibration_record(result: Calibration) -> dict[str, object]:
    return {
        "schema": "companion.calibration/1",
        "calls": result.calls,
        "alone": result.alone,
        "questions": [
            {"question": q.question.id, **asdict(q.agreement), "one_sided": q.one_sided}
            for q in result.questions
        ],
        "overall": asdict(result.overall),
        "mean_difference": result.mean_difference,
        "largest_difference": result.largest_difference,
    }
