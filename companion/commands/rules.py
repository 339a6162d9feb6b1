"""`companion rules`: test the rule packs, and see what they make of a sentence."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from companion.detect.rules import Engine
from companion.detect.rules_check import Doubt, Failure, doubts, failures, holding
from companion.detect.rules_pack import load_packs
from companion.detect.vocabulary import words_heard
from companion.errors import OutsideError
from companion.language import read
from companion.models import usable_model

_MOST_WORDS_SHOWN = 12

_folder = click.option(
    "--packs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another folder of packs than the program's own.",
)
_json = click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")


@click.group()
def rules() -> None:
    """Test the rule packs, and see what they make of a sentence."""


@rules.command("check")
@_folder
@_json
def check(packs: Path | None, as_json: bool) -> None:
    """Run every pack's own tests, and warn of words that the model can never hear.

    Exit status 1 where a test fails; warnings alone do not fail.
    """
    engine = Engine(load_packs(packs), drafts=True)
    failed = list(failures(engine))
    warned = list(doubts(engine, _model_words()))
    if as_json:
        click.echo(
            json.dumps(
                {
                    "failures": [asdict(one) for one in failed],
                    "warnings": [asdict(one) for one in warned],
                },
                indent=1,
            )
        )
    else:
        _report(engine, failed, warned)
    if failed:
        sys.exit(1)


def _model_words() -> frozenset[str]:
    try:
        return words_heard(usable_model().path)
    except OutsideError as error:
        click.echo(f"The words were not compared with a model: {error.problem}", err=True)
        return frozenset()


def _report(engine: Engine, failed: list[Failure], warned: list[Doubt]) -> None:
    for failure in failed:
        where = failure.rule or f"{failure.pack} (quiet)"
        click.echo(f"FAILED {where}: '{failure.sentence}': {failure.why}")
    for doubt in warned:
        if not doubt.why.startswith("the model"):
            click.echo(f"WARNING {doubt.rule}: '{doubt.phrase}': {doubt.why}")
    for pack in engine.packs:
        unheard = [
            _offered(d) for d in warned if d.pack == pack.name and d.why.startswith("the model")
        ]
        if unheard:
            shown = ", ".join(unheard[:_MOST_WORDS_SHOWN])
            more = len(unheard) - _MOST_WORDS_SHOWN
            tail = f" and {more} more" if more > 0 else ""
            click.echo(f"{pack.name}: the model never hears: {shown}{tail}")
    tests = sum(len(r.fires) + len(r.quiet) for r in engine.rules)
    tests += sum(len(pack.quiet) for pack in engine.packs)
    click.echo(
        f"{len(engine.packs)} packs, {len(engine.rules)} rules, {tests} test sentences: "
        f"{len(failed)} failed."
    )


def _offered(doubt: Doubt) -> str:
    """The word, and in brackets what the model may write instead."""
    return f"{doubt.phrase} ({', '.join(doubt.offers)})" if doubt.offers else doubt.phrase


@rules.command("test")
@click.argument("text")
@click.option(
    "--party",
    type=click.Choice(["customer", "agent"]),
    default="customer",
    show_default=True,
    help="Who says it.",
)
@_folder
@_json
def test(text: str, party: str, packs: Path | None, as_json: bool) -> None:
    """Show which rules a sentence fulfils, on which words, and which nearly fired."""
    engine = Engine(load_packs(packs), drafts=True)
    reading = read(text)
    hits = holding(engine, text, party)
    matched, refusals = engine.explained(reading, party)
    waiting = [hit for hit in matched if hit not in hits]
    fired: list[dict[str, object]] = [
        {"rule": h.rule.name, "category": h.rule.category, "phrase": h.phrase, "fires": True}
        for h in hits
    ]
    silent: list[dict[str, object]] = [
        {"rule": h.rule.name, "phrase": h.phrase, "why": f"only in a {h.rule.setting} call"}
        for h in waiting
    ]
    silent += [{"rule": r.rule.name, "phrase": r.phrase, "why": r.why} for r in refusals]
    if as_json:
        click.echo(json.dumps({"fired": fired, "silent": silent}, indent=1))
        return
    clauses = (f"{reading.phrase(c.start, c.end)} [{c.actor}, {c.mood}]" for c in reading.clauses)
    click.echo("read as: " + " | ".join(clauses))
    for one in fired:
        click.echo(f"fires    {one['rule']} ({one['category']}): {one['phrase']}")
    for one in silent:
        click.echo(f"silent   {one['rule']}: {one['phrase']} ({one['why']})")
    if not fired and not silent:
        click.echo("Nothing in the packs matches.")
