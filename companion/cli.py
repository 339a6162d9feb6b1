"""`companion`: the headless front end. Every command is one line in `COMMANDS`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, NamedTuple

import click

from companion import __version__
from companion.errors import OutsideError


class Place(NamedTuple):
    """Where a command is, as "module:attribute", and what the list of commands says of it."""

    where: str
    says: str


COMMANDS = {
    "Try it": {
        "demo": Place("companion.commands.demo:demo", "Watch a made call of 80 seconds."),
        "doctor": Place("companion.commands.doctor:doctor", "Check this machine."),
        "models": Place("companion.commands.models:models", "Install and check speech models."),
        "settings": Place("companion.commands.settings:settings", "See and change settings."),
    },
    "Hear a call": {
        "live": Place("companion.commands.live:live", "Hear a call while it happens."),
        "devices": Place("companion.commands.devices:devices", "List what can be heard from."),
    },
    "Understand calls": {
        "analyse": Place("companion.commands.analyse:analyse", "Read whole calls."),
        "transcribe": Place("companion.commands.transcribe:transcribe", "Write down what is said."),
    },
    "Keep and find calls": {
        "calls": Place("companion.commands.calls:calls", "List, show, search, export, delete."),
        "encryption": Place("companion.commands.encryption:encryption", "Encrypt what is kept."),
    },
    "Review calls": {
        "review": Place("companion.commands.review:review", "Scorecards, calibration, coaching."),
        "trends": Place("companion.commands.trends:trends", "Count what calls have in common."),
        "recheck": Place("companion.commands.recheck:recheck", "Try the rules on saved calls."),
    },
    "Look after rules and scripts": {
        "team": Place("companion.commands.team:team", "Check and share the team's own files."),
        "rules": Place("companion.commands.rules:rules", "Check the rule packs and try them."),
        "evaluate": Place("companion.commands.evaluate:evaluate", "Measure on labelled calls."),
    },
}
"""Section -> command. A command is imported only when it is called: help must answer at once."""


class LazyGroup(click.Group):
    """A group that imports a command when it is needed and turns OutsideError into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for section in COMMANDS.values():
            if cmd_name in section:
                module, _, attribute = section[cmd_name].where.partition(":")
                command: click.Command = getattr(import_module(module), attribute)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, place.says) for name, place in section.items()])

    def invoke(self, ctx: click.Context) -> Any:
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except OutsideError as error:
            click.echo(f"companion: {error}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            # The reader (say, `head`) has gone; that is its right.
            sys.stderr.close()
            sys.exit(0)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="companion")
def main() -> None:
    """Hear angry calls out, locally: transcript, alerts, script and notes of a phone call.

    Exit status: 0 done, 1 failed (one line says why and what to do), 2 wrong usage.
    Set COMPANION_HOME to keep all data elsewhere.
    """


if __name__ == "__main__":
    main()
