"""`companion trends`: what many calls have in common, with counts and intervals."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from companion.commands.options import day_type, whole_file
from companion.review.chart import said
from companion.review.trends import Figure, Group, Trends
from companion.review.trends import trends as read_trends
from companion.review.trends_export import trends_record, trends_table
from companion.review.trends_page import trends_page
from companion.store import Filter, Store
from companion.store.figures import By

_SHOWN = ("anger_start", "anger_end", "threat", "follow_up_kept", "talk_share", "dead_air_s",
          "score")  # fmt: skip
_HEADINGS = ("start", "end", "threats", "kept", "talk", "dead air", "score")


@click.command(short_help="Count what many calls have in common.")
@click.option("--by", type=click.Choice([by.value for by in By]), default="week", show_default=True)
@click.option("--since", type=day_type, help="Calls from this day on.")
@click.option("--until", type=day_type, help="Calls up to this day.")
@click.option("--agent", "agents", multiple=True, help="Only this agent's calls; may be repeated.")
@click.option("--disposition", "dispositions", multiple=True, help="Only calls that ended so.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--behind", metavar="FIGURE", help="Print the ids of the calls behind a figure.")
@click.option("--key", help="With --behind: only of this week, agent or disposition.")
def trends(
    by: str,
    since: dt.date | None,
    until: dt.date | None,
    agents: tuple[str, ...],
    dispositions: tuple[str, ...],
    as_json: bool,
    csv_file: Path | None,
    page: Path | None,
    behind: str | None,
    key: str | None,
) -> None:
    """Count anger, threats, steps, conduct, follow-ups, outcomes and scores of the saved calls.

    Each figure comes with its number of calls and its 95 % interval. --csv and --html write files;
    --behind names the calls of a figure of --json, such as threat:legal or step:apologise.
    """
    wanted = Filter(
        since=since, until=until, agents=frozenset(agents), dispositions=frozenset(dispositions)
    )
    with Store.open(read_only=True) as store:
        found = read_trends(store, by=By(by), wanted=wanted)
        if behind is not None:
            _print_behind(found, store, behind, key)
            return
        if page is not None:
            with whole_file(page) as out:
                out.write(trends_page(found, store))
    if csv_file is not None:
        with whole_file(csv_file) as out:
            out.write(trends_table(found))
    if as_json:
        click.echo(json.dumps(trends_record(found), indent=1))
        return
    click.echo("\n".join(_lines(found)))
    for file in (csv_file, page):
        if file is not None:
            click.echo(f"Written: {file}", err=True)


def _print_behind(found: Trends, store: Store, figure: str, key: str | None) -> None:
    try:
        ids = found.behind(store, figure, key)
    except (KeyError, ValueError) as error:
        what = "--behind must name a figure of --json, --key a group of it."
        raise click.UsageError(what) from error
    for call_id in ids:
        click.echo(call_id)


def _lines(found: Trends) -> list[str]:
    if not found.overall.calls:
        return ["There are no calls to count."]
    rows: list[tuple[str, ...]] = [(found.by.value, "calls", *_HEADINGS)]
    rows += [_row(group) for group in (*found.groups, found.overall)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += ["", "Anger 0 to 3; in brackets the 95 % interval; * fewer than ten calls."]
    told = ", ".join(f"{term.word} {term.calls}" for term in found.issues[:8])
    lines += [f"Words that calls share: {told}"] if told else []
    for one in found.after_steps:
        counts = f"less {one.less}, same {one.same}, more {one.more}"
        lines.append(f"Anger after {one.title.lower()}: {counts}")
    return lines


def _row(group: Group) -> tuple[str, ...]:
    return (group.title, str(group.calls), *(_cell(group.figures[name]) for name in _SHOWN))


def _cell(figure: Figure) -> str:
    value = said(figure.value, figure.is_share)
    if figure.value is None or figure.low is None:
        return value
    low, high = said(figure.low, figure.is_share), said(figure.high, figure.is_share)
    return f"{value} [{low.removesuffix(' %')}..{high}]{'*' if figure.few else ''}"
