"""`companion calls`: the saved calls."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from companion.call import fold
from companion.commands import calls_after as after
from companion.commands import carry
from companion.commands import purge as purging
from companion.commands.calls_filter import filtered
from companion.commands.calls_view import call_lines, highlighted, speaker_colour
from companion.events import Speaker
from companion.export.lines import LABELS, LEVELS
from companion.note import clock
from companion.plain import plain
from companion.record import call_record
from companion.script import load_script
from companion.settings import load_settings
from companion.store import CallSummary, Filter, Hit, Order, Status, Store

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
_CALL = click.argument("call")


@click.group()
@click.pass_context
def calls(ctx: click.Context) -> None:
    """List, show, search, export, import and delete the saved calls.

    CALL is an id, the beginning of one, or "last" for the call saved last.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


@calls.command(name="list")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="0 shows all."
)
@click.option(
    "--sort", type=click.Choice([each.value for each in Order]), default=Order.NEWEST.value
)
@click.option("--reverse", is_flag=True, help="What comes first comes last.")
@filtered
@_JSON
def list_calls(wanted: Filter, limit: int, sort: str, reverse: bool, as_json: bool) -> None:
    """Show the calls in a line each, the latest first unless sorted otherwise."""
    with Store.open(read_only=True) as store:
        found = store.calls(wanted, order=Order(sort), turned=reverse, limit=limit or None)
        count = store.count(wanted)
    if as_json:
        click.echo(json.dumps([_summary_record(call) for call in found], indent=2))
        return
    if not count:
        none = "There are no saved calls yet. Try: companion demo"
        click.echo(none if wanted == Filter() else "No call is like that.", err=True)
        return
    steps = len(load_script().steps)
    rows = [_HEADINGS, *(_columns(call, steps) for call in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    if len(found) < count:
        click.echo(f"{len(found)} of {count} calls; --limit 0 shows all.", err=True)


@calls.command()
@_CALL
@_JSON
def show(call: str, as_json: bool) -> None:
    """Print a call: what was said, alerts, anger, checklist, follow-up and note."""
    with Store.open(read_only=True) as store:
        call_id = store.find(call)
        status = store.summary(call_id).status
        found = fold(store.load(call_id))
    if as_json:
        click.echo(json.dumps(call_record(found), indent=2))
        return
    for line in call_lines(found, status):
        click.echo(line)


@calls.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--speaker", type=click.Choice(["agent", "customer"]), help="Only what they said.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@filtered
@_JSON
def search(
    wanted: Filter, words: tuple[str, ...], speaker: str | None, limit: int, as_json: bool
) -> None:
    """Find where all these words were said or noted, the newest first.

    Other forms of a word are found too. Put words that belong together in quotes: '"my lawyer"'.
    """
    with Store.open(read_only=True) as store:
        hits = store.search(
            " ".join(words), wanted, limit=limit, speaker=Speaker(speaker) if speaker else None
        )
    if as_json:
        click.echo(json.dumps([_hit_record(hit) for hit in hits], indent=2))
        return
    for hit in hits:
        click.echo(_hit_line(hit))
    if not hits:
        click.echo("Nothing was found.", err=True)
    elif len(hits) == limit:
        click.echo(f"Only the newest {limit} are shown; --limit shows more.", err=True)


@calls.command()
@_CALL
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(call: str, yes: bool) -> None:
    """Delete a call for good, its words in the search index included."""
    with Store.open() as store:
        summary = store.summary(store.find(call))
        if not yes:
            day = f"{summary.started_at:%d %B %Y, %H:%M}"
            name = f"the call of {day} ({clock(summary.duration_s)}, {plain(summary.source)})"
            click.confirm(f"Delete {name} for good?", abort=True, err=True)
        erased = store.delete(summary.id, who=load_settings().agent_name)
    click.echo(f"Deleted {summary.id}", err=True)
    for file in erased.files:
        click.echo(f"Deleted {file}", err=True)
    for copy in erased.copies:
        click.echo(f"Deleted {copy}: an older copy of the database with the call in it", err=True)


for command in (
    after.due,
    after.follow_up,
    after.note,
    after.queue,
    carry.export,
    carry.import_calls,
    purging.purge,
    purging.erase,
    purging.deletions,
):
    calls.add_command(command)


_HEADINGS = (
    "CALL",
    "STARTED",
    "LENGTH",
    "ANGER",
    "ALERTS",
    "STEPS",
    "FOLLOW-UP",
    "SOURCE",
    "STATUS",
)


def _columns(call: CallSummary, steps: int) -> tuple[str, ...]:
    alerts = [f"{name.value} {count}" for name, count in call.alerts.items()]
    return (
        plain(call.id),
        f"{call.started_at:%Y-%m-%d %H:%M}",
        clock(call.duration_s),
        "" if call.peak_anger is None else LEVELS[call.peak_anger],
        ", ".join(alerts),
        f"{len(call.steps)} of {steps}",
        "" if call.follow_up is None else call.follow_up.isoformat(),
        plain(call.source),
        "" if call.status is Status.ENDED else call.status.value,
    )


def _summary_record(call: CallSummary) -> dict[str, Any]:
    return {
        "id": call.id,
        "started_at": call.started_at.isoformat(),
        "duration_s": round(call.duration_s, 2),
        "source": call.source,
        "model": call.model,
        "status": call.status.value,
        "utterances": call.utterances,
        "peak_anger": call.peak_anger,
        "alerts": {name.value: count for name, count in call.alerts.items()},
        "steps": list(call.steps),
        "slips": call.slips,
        "marks": call.marks,
        "follow_up": None if call.follow_up is None else call.follow_up.isoformat(),
    }


def _hit_line(hit: Hit) -> str:
    label = "Note" if hit.speaker is None else LABELS[hit.speaker]
    head = f"{plain(hit.call_id)}  {clock(hit.start):>7}  {label:<9}"
    return head + highlighted(hit.snippet, hit.marks, speaker_colour(hit.speaker))


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "call": hit.call_id,
        "started_at": hit.started_at.isoformat(),
        "seq": hit.seq,
        "start": hit.start,
        "speaker": None if hit.speaker is None else hit.speaker.value,
        "field": hit.field,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
    }
