"""`companion doctor`: a self-check in plain words."""

from __future__ import annotations

import json
import sys

import click

from companion import paths
from companion.doctor import Finding, State, run_checks
from companion.doctor.mend import mend

_MARKS = {State.OK: "[ ok ]", State.WARN: "[warn]", State.FAIL: "[FAIL]"}
_COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


@click.command()
@click.option(
    "--repair",
    is_flag=True,
    help="First mend the saved calls: lock files left behind, a damaged database, unsaved calls.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
def doctor(repair: bool, as_json: bool) -> None:
    """Check model, speed, devices, disk and privacy, and say what to do.

    Changes nothing unless told to and needs no network. Exit status 1 when a check fails. A repair
    makes the database anew of what can be read of it, and keeps the old one beside it.
    """
    if repair:
        mend(paths.database(), lambda said: click.echo(said, err=True))
    findings: list[Finding] = []
    rows = []
    for check, finding in run_checks():
        findings.append(finding)
        rows.append(
            {
                "id": check.id,
                "title": check.title,
                "state": finding.state,
                "said": finding.said,
                "remedy": finding.remedy,
            }
        )
        if not as_json:
            _show(check.title, finding)
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        click.echo(_summary(findings))
    if any(finding.state is State.FAIL for finding in findings):
        sys.exit(1)


def _show(title: str, finding: Finding) -> None:
    mark = click.style(_MARKS[finding.state], fg=_COLOURS[finding.state])
    click.echo(f"{mark} {title}: {finding.said}")
    if finding.remedy:
        click.echo(f"       {finding.remedy}")


def _summary(findings: list[Finding]) -> str:
    failed = sum(finding.state is State.FAIL for finding in findings)
    warned = sum(finding.state is State.WARN for finding in findings)
    if not failed and not warned:
        return "All is well."
    parts = [f"{failed} failed"] * bool(failed) + [f"{warned} to look at"] * bool(warned)
    return f"Of {len(findings)} checks: {', '.join(parts)}."
