"""`companion calls due`, `follow-up`, `note`, `queue`: what is done about calls that are over."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from typing import Any

import click

from companion.call import fold
from companion.errors import OutsideError
from companion.events import NoteWritten
from companion.note import clock
from companion.note_fields import FIELDS, FREE, history, note_fields
from companion.outcomes import load_outcomes
from companion.paths import asset
from companion.plain import plain
from companion.settings import load_settings
from companion.store import CallSummary, Filter, Order, Store
from companion.store.due import close_follow_up, due_list, reopen_follow_up

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
_CALL = click.argument("call")
_NAME = click.Choice([FREE, *FIELDS])


@click.command()
@click.option("--agent", default="", help="Only those of this agent.")
@click.option("--days", type=click.IntRange(min=0), help="Only so many days ahead.")
@_JSON
def due(agent: str, days: int | None, as_json: bool) -> None:
    """List the promised follow-ups: overdue, of today, and coming."""
    with Store.open(read_only=True) as store:
        found = due_list(store, dt.date.today(), agent=agent, days=days)
    parts = {"overdue": found.overdue, "today": found.today, "coming": found.coming}
    if as_json:
        told = {name: [_due_record(call) for call in calls] for name, calls in parts.items()}
        click.echo(json.dumps(told, indent=2))
        return
    for name, calls in parts.items():
        if calls:
            click.echo(click.style(name.capitalize(), bold=True))
        for call in calls:
            click.echo(f"  {_due_line(call)}")
    if not any(parts.values()):
        click.echo("No follow-up is open.", err=True)


@click.command(name="follow-up")
@_CALL
@click.option("--kept", "deed", flag_value="kept", help="It was done.")
@click.option("--missed", "deed", flag_value="missed", help="It was not done in time.")
@click.option("--reopen", "deed", flag_value="reopen", help="It is open after all.")
def follow_up(call: str, deed: str | None) -> None:
    """Say what became of the follow-up that was promised in a call."""
    if deed is None:
        raise click.UsageError("Say what became of it: --kept, --missed or --reopen.")
    with Store.open() as store:
        call_id = store.find(call)
        if deed == "reopen":
            reopen_follow_up(store, call_id, who=_me())
        else:
            close_follow_up(store, call_id, kept=deed == "kept", who=_me())
    said = "is open again" if deed == "reopen" else f"is marked as {deed}"
    click.echo(f"The follow-up of {call_id} {said}.", err=True)


@click.command()
@_CALL
@click.option("--field", type=_NAME, help="The field to show or to write.")
@click.option("--text", help="Write this into the field; the earlier text is kept in its history.")
@click.option("--history", "versions", is_flag=True, help="Show what was written, when, by whom.")
@_JSON
def note(call: str, field: str | None, text: str | None, versions: bool, as_json: bool) -> None:
    """Show a call's note field by field, or write a field after the call."""
    if text is not None:
        if field is None or versions:
            raise click.UsageError("--text goes with one --field, and not with --history.")
        _write(call, field, text)
        return
    with Store.open(read_only=True) as store:
        found = fold(store.load(store.find(call)))
    fields = {name: one for name, one in note_fields(found).items() if field in (None, name)}
    if versions:
        told: dict[str, Any] = {
            name: [
                {"text": each.text, "who": each.who, "when": each.when.isoformat()}
                for each in history(found, name)
            ]
            for name in fields
        }
        _show_versions(told, as_json)
        return
    if as_json:
        click.echo(json.dumps({name: one.text for name, one in fields.items()}, indent=2))
        return
    for name, one in fields.items():
        for line in filter(str.strip, one.text.splitlines()):
            mark = "" if one.written is None else f"  ({plain(one.written.who)})"
            click.echo(f"{name.replace('_', ' '):<12} {plain(line)}{mark}")


@click.command()
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="N calls of each agent.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the lot for --sample.")
@click.option("--agent", multiple=True, help="Only calls of this agent; may be given again.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@_JSON
def queue(sample: int | None, seed: int, agent: tuple[str, ...], limit: int, as_json: bool) -> None:
    """List calls to review: the unreviewed ones, the worst first, or a fair lot of each agent."""
    wanted = Filter(reviewed=False, agents=frozenset(agent))
    with Store.open(read_only=True) as store:
        if sample is None:
            found = store.calls(wanted, order=Order.RISK, limit=limit)
        else:
            found = store.sample(wanted, per_agent=sample, seed=seed)
    if as_json:
        click.echo(json.dumps([_queue_record(call) for call in found], indent=2))
        return
    for call in found:
        click.echo(
            f"{plain(call.id)}  {call.started_at:%Y-%m-%d %H:%M}  risk {call.risk:>3}"
            f"  {plain(call.agent):<12}  {plain(call.issue)[:60]}"
        )
    if not found:
        click.echo("There is no call to review.", err=True)


def _write(call: str, field: str, text: str) -> None:
    if field == "disposition":
        _check_disposition(text)
    with Store.open() as store:
        call_id = store.find(call)
        at = fold(store.load(call_id)).last_at
        now = dt.datetime.now().astimezone()
        store.add(call_id, NoteWritten(at=at, text=text, field=field, who=_me(), when=now))
    click.echo(f"Written into the note of {call_id}.", err=True)


def _check_disposition(text: str) -> None:
    known = [outcome.id for outcome in load_outcomes(asset("scripts", "outcomes.toml"))]
    if text and text not in known:
        raise OutsideError(
            f'There is no disposition "{plain(text)}".', f"There are: {', '.join(known)}."
        )


def _show_versions(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for name, versions in told.items():
        for each in versions:
            text = plain(each["text"])
            click.echo(f"{name}  {each['when'][:16]}  {plain(each['who'])}: {text}")


def _due_line(call: CallSummary) -> str:
    assert call.follow_up is not None
    time = f"{call.follow_up_time:%H:%M}" if call.follow_up_time else "     "
    who = " ".join(filter(None, (plain(call.customer), plain(call.reference)))) or "unnamed"
    return f"{call.follow_up:%Y-%m-%d} {time}  {plain(call.id)}  {who}: {plain(call.issue)[:60]}"


def _due_record(call: CallSummary) -> dict[str, Any]:
    assert call.follow_up is not None
    return {
        "call": call.id,
        "date": call.follow_up.isoformat(),
        "time": f"{call.follow_up_time:%H:%M}" if call.follow_up_time else None,
        "agent": call.agent,
        "customer": call.customer,
        "reference": call.reference,
        "issue": call.issue,
        "started_at": call.started_at.isoformat(),
    }


def _queue_record(call: CallSummary) -> dict[str, Any]:
    return {
        "call": call.id,
        "started_at": call.started_at.isoformat(),
        "length": clock(call.duration_s),
        "agent": call.agent,
        "risk": call.risk,
        "peak_anger": call.peak_anger,
        "alerts": {name.value: count for name, count in call.alerts.items()},
        "missed": list(call.missed),
        "issue": call.issue,
    }


def _me() -> str:
    """The name in the settings; failing that the one by which this machine knows its user."""
    return load_settings().agent_name or getpass.getuser()
