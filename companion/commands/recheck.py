"""`companion recheck`: today's rules over stored calls, before and after side by side."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from companion.detect import Detector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.detect.table import detectors_with
from companion.note import clock
from companion.plain import plain
from companion.review.recheck import Finding, Recheck
from companion.review.recheck import recheck as look_again
from companion.store import Store


@click.command(short_help="Today's rules over stored calls.")
@click.argument("calls", metavar="[CALL]...", nargs=-1)
@click.option(
    "--rules",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another folder of packs than the ones in use.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each call.")
def recheck(calls: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """Look through stored calls once more and print what is found now and was not, or was and is
    not. Without CALL all calls are looked at. Nothing that is stored is changed.

    CALL is an id, the beginning of one, or "last". Ticks and corrections made by hand stay out.
    """
    detectors = detectors_with(Engine(load_packs(folder)))
    counts: Counter[tuple[str, str, str]] = Counter()
    seen = changed = 0
    with Store.open(read_only=True) as store:
        ids = [store.find(name) for name in calls] or [call.id for call in store.calls()]
        for found in _rechecked(store, ids, detectors):
            seen, changed = seen + 1, changed + found.changed
            counts.update(_counts(found))
            if as_json:
                click.echo(json.dumps(_record(found)))
            elif found.changed:
                for line in _lines(found):
                    click.echo(line)
    if not as_json:
        for line in _sum(counts, seen, changed):
            click.echo(line)


def _rechecked(store: Store, ids: list[str], detectors: list[Detector]) -> Iterator[Recheck]:
    shown = sys.stderr.isatty()
    with click.progressbar(ids, label="Rechecking", file=sys.stderr, hidden=not shown) as bar:
        for call_id in bar:
            yield look_again(store.load(call_id), detectors)


def _counts(found: Recheck) -> Iterator[tuple[str, str, str]]:
    for sign, those in (("+", found.gained), ("-", found.lost), ("=", found.before)):
        for one in those:
            yield sign, one.kind, one.what


def _record(found: Recheck) -> dict[str, Any]:
    return {
        "schema": "companion.recheck/1",
        "call": found.call_id,
        "before": _found(found, found.before),
        "after": _found(found, found.after),
        "gained": _found(found, found.gained),
        "lost": _found(found, found.lost),
    }


def _found(found: Recheck, those: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "utterance": found.call.number(one.utterance),
            "kind": one.kind,
            "what": one.what,
            "rule": one.rule or None,
            "phrase": one.phrase,
        }
        for one in those
    ]


def _lines(found: Recheck) -> Iterator[str]:
    yield f"{found.call_id}"
    marked = [("+", one) for one in found.gained] + [("-", one) for one in found.lost]
    for sign, one in sorted(marked, key=lambda pair: (pair[1].utterance, pair[0])):
        heard = found.call.utterance(one.utterance)
        words = f": {plain(one.phrase)}" if one.phrase else ""
        yield f"  {sign} {one.kind} {one.what}{words}"
        yield f"      [{clock(heard.start)}] {heard.speaker}: {plain(heard.text)}"


def _sum(counts: Counter[tuple[str, str, str]], seen: int, changed: int) -> Iterator[str]:
    """A table: what, how often before, after, gained and lost."""
    names = sorted({(kind, what) for _, kind, what in counts})
    rows: list[tuple[str, ...]] = [("what", "before", "after", "gained", "lost")]
    for kind, what in names:
        before, more, less = (counts[sign, kind, what] for sign in "=+-")
        rows.append((f"{kind} {what}", *map(str, (before, before + more - less, more, less))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows if names else ():
        yield "  ".join(
            f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)
        ).rstrip()
    yield f"{seen} call{'s' if seen != 1 else ''} looked at, {changed} would be otherwise."
