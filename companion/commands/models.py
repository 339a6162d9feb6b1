"""`companion models`: see, install and check the speech models."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from companion.errors import OutsideError
from companion.model_files.manifest import Model
from companion.models import Condition, chosen_model, examine, install, is_installed, known_models


@click.group()
def models() -> None:
    """See, install and check the speech models."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
def list_models(as_json: bool) -> None:
    """Show the models there are and which are installed (their files are not read)."""
    chosen = chosen_model().name
    known = known_models().model
    if as_json:
        click.echo(json.dumps([_described(model, chosen) for model in known], indent=1))
        return
    for model in known:
        state = "installed" if is_installed(model) else "not installed"
        click.echo(f"{model.name} ({state}{', used' if model.name == chosen else ''})")
        click.echo(f"    {model.title}")
        size = f"{model.download_size / 1e6:.0f} MB to download"
        click.echo(f"    {size}, {model.memory_mb} MB of memory, {model.licence}")


@models.command("install")
@click.argument("name", required=False)
@click.option(
    "--from",
    "given",
    type=click.Path(path_type=Path),
    metavar="FILE_OR_DIR",
    help="Install from this zip, aar or directory instead of downloading.",
)
def install_model(name: str | None, given: Path | None) -> None:
    """Have a model in its place, checked file by file (without NAME, the default one).

    It is downloaded (Maven Central, then the vendor's site) unless --from names an archive or a
    directory that holds it. A download that broke off goes on where it stopped.
    """
    try:
        with _Bars() as bars:
            condition, source = install(name, given, bars)
    except KeyboardInterrupt as error:
        raise OutsideError(
            "The installation was stopped.", "Run it again: a download goes on where it stopped."
        ) from error
    how = f"Installed from {source}" if source else "Already installed and whole"
    click.echo(f"{how}: {condition.path}")


@models.command("verify")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def verify_model(name: str | None, as_json: bool) -> None:
    """Read every file of a model and compare it with its checksum."""
    condition = examine(chosen_model(name))
    if as_json:
        click.echo(json.dumps(_judged(condition), indent=1))
        if not condition.usable:
            sys.exit(1)
        return
    if not condition.usable:
        raise OutsideError(condition.problem, f"Run: {condition.model.install_command}")
    click.echo(f"{condition.model.name} is whole (against its {condition.checked_against}).")


def _described(model: Model, chosen: str) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "language": model.language,
        "version": model.version,
        "licence": model.licence,
        "download_bytes": model.download_size,
        "memory_mb": model.memory_mb,
        "installed": is_installed(model),
        "used": model.name == chosen,
    }


def _judged(condition: Condition) -> dict[str, Any]:
    return {
        "name": condition.model.name,
        "path": str(condition.path),
        "installed": condition.installed,
        "usable": condition.usable,
        "checked_against": condition.checked_against,
        "problem": condition.problem,
        "faults": [
            {"file": fault.file, "damage": fault.damage, "says": fault.says}
            for fault in condition.faults
        ],
    }


class _Bars:
    """Draws the progress of each stage as a bar on stderr, where that is a terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None
        self._open = ExitStack()

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __call__(self, doing: str, done: int, total: int) -> None:
        if doing != self._stage:
            self._open.close()
            self._stage = doing
            label = f"{doing} {total / 1e6:.0f} MB"
            bar = click.progressbar(
                length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
            )
            self._bar = self._open.enter_context(bar)
        self._bar.update(done - self._bar.pos)
