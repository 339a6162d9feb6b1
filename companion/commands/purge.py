"""`companion calls purge`, `erase` and `deletions`: deleting for good, and the log of it."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from collections.abc import Sequence

import click

from companion.errors import OutsideError
from companion.note import clock
from companion.plain import plain
from companion.recordings.strays import remove, strays
from companion.settings import load_settings
from companion.store import CallSummary, Erased, Filter, Status, Store
from companion.store.retention import Rule, due, rules

_YES = click.option("--yes", is_flag=True, help="Do not ask.")
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")


@click.command()
@click.option(
    "--older-than", type=click.IntRange(0, 36500), metavar="DAYS", help="Instead of the settings."
)
@click.option("--disposition", multiple=True, help="Only calls that ended so; may be given again.")
@click.option("--strays", "lost", is_flag=True, help="Recordings of which no saved call knows.")
@_DRY_RUN
@_YES
def purge(
    older_than: int | None, disposition: tuple[str, ...], lost: bool, dry_run: bool, yes: bool
) -> None:
    """Delete calls that have been kept long enough.

    How long that is say the settings keep_days and keep_days_by_outcome, or --older-than. What is
    due by the settings is also deleted whenever the companion starts. With --strays instead:
    recordings that are left of calls that are gone.
    """
    if lost:
        if older_than is not None or disposition:
            raise click.UsageError("--strays stands alone: such recordings have no call.")
        _purge_strays(dry_run=dry_run, yes=yes)
        return
    wanted = _rules(older_than, frozenset(disposition))
    with Store.open(read_only=dry_run) as store:
        found = {rule: due(store, rule, dt.date.today()) for rule in wanted}
        calls = [call for some in found.values() for call in some]
        _show(calls)
        if dry_run or not calls:
            return
        _ask(calls, yes)
        for rule, some in found.items():
            if some:
                _tell(store.erase([call.id for call in some], who=_me(), why=rule.why))


@click.command()
@click.option("--customer", required=True, help="Name or reference, as noted or as said.")
@click.option("--noted-only", is_flag=True, help="Leave calls in which it was only said.")
@click.option("--keep", multiple=True, metavar="CALL", help="Leave this call; may be given again.")
@_DRY_RUN
@_YES
def erase(customer: str, noted_only: bool, keep: tuple[str, ...], dry_run: bool, yes: bool) -> None:
    """Delete everything about a customer: calls, sound, notes, comments, older copies.

    Found are calls with the name or reference in the note, and those in which all its words were
    said, side by side. Look at them before you agree: somebody else may bear the name.
    """
    if not plain(customer).strip():
        raise click.UsageError("--customer must name somebody.")
    with Store.open(read_only=dry_run) as store:
        kept = {store.find(name) for name in keep}
        noted = store.calls(Filter(about=customer))
        known = kept | {call.id for call in noted}
        words = '"' + plain(customer).replace('"', " ").strip() + '"'
        said = (
            [] if noted_only else [c for c in store.calls(Filter(text=words)) if c.id not in known]
        )
        calls = [call for call in (*noted, *said) if call.id not in kept]
        _show(calls, noted=frozenset(call.id for call in noted))
        live = [call.id for call in calls if call.status is Status.LIVE]
        if live:
            raise OutsideError(f"The call {live[0]} is running.", "End it first.")
        if dry_run or not calls:
            return
        _ask(calls, yes)
        _tell(store.erase([call.id for call in calls], who=_me(), why="request of a customer"))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def deletions(as_json: bool) -> None:
    """Show what was deleted when, by whom and why, without its content; the latest first."""
    with Store.open(read_only=True) as store:
        log = store.deletions()
    if as_json:
        rows = [
            {
                "at": one.at.isoformat(),
                "who": one.who,
                "why": one.why,
                "calls": one.calls,
                "files": one.files,
            }
            for one in log
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for one in log:
        who = f"  by {plain(one.who)}" if one.who else ""
        click.echo(f"{one.at:%Y-%m-%d %H:%M}  {_calls(one.calls):<10}  {plain(one.why)}{who}")
    if not log:
        click.echo("Nothing was deleted.", err=True)


def _purge_strays(*, dry_run: bool, yes: bool) -> None:
    found = strays()
    for one in found:
        click.echo(f"{one.call_id}  {one.changed:%Y-%m-%d %H:%M}  {one.size / 1e6:.1f} MB")
    if not found:
        click.echo("Each recording belongs to a saved call.", err=True)
    if dry_run or not found:
        return
    if not yes:
        click.confirm("Delete these for good?", abort=True)
    click.echo(f"Deleted {remove(found)}.")


def _rules(older_than: int | None, dispositions: frozenset[str]) -> list[Rule]:
    if older_than is not None:
        return [Rule(older_than, dispositions)]
    settings = load_settings()
    found = rules(settings)
    if not found:
        raise OutsideError(
            "The settings keep all calls.", "Set keep_days, or say --older-than DAYS."
        )
    if dispositions:
        general = settings.keep_days
        own = [rule for rule in found if rule.dispositions & dispositions]
        rest = dispositions - {name for rule in own for name in rule.dispositions}
        return own + ([Rule(general, rest)] if general and rest else [])
    return found


def _show(calls: Sequence[CallSummary], noted: frozenset[str] | None = None) -> None:
    for call in calls:
        how = "" if noted is None else ("  noted" if call.id in noted else "  said")
        about = f"{clock(call.duration_s):>8}  {plain(call.customer or call.source)}"
        click.echo(f"{plain(call.id)}  {call.started_at:%Y-%m-%d %H:%M}{about}{how}")
    if not calls:
        click.echo("No call is to be deleted.", err=True)


def _ask(calls: Sequence[CallSummary], yes: bool) -> None:
    if not yes:
        click.confirm(f"Delete {_calls(len(calls))} for good?", abort=True, err=True)


def _tell(erased: Erased) -> None:
    click.echo(f"Deleted {_calls(erased.calls)}", err=True)
    for file in erased.files:
        click.echo(f"Deleted {file}", err=True)
    for copy in erased.copies:
        click.echo(f"Deleted {copy}: an older copy of the database with them in it", err=True)


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"


def _me() -> str:
    return load_settings().agent_name or getpass.getuser()
