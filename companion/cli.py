"""`companion`: the headless front end. Every command is one line in `COMMANDS`."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from companion import __version__
from companion.errors import OutsideError

COMMANDS = {
    "Try it": {
        "demo": "companion.commands.demo:demo",
        "doctor": "companion.commands.doctor:doctor",
        "models": "companion.commands.models:models",
    },
    "Understand calls": {
        "transcribe": "companion.commands.transcribe:transcribe",
        "analyse": "companion.commands.analyse:analyse",
    },
    "Keep and find calls": {
        "calls": "companion.commands.calls:calls",
    },
    "Look after the rules": {
        "rules": "companion.commands.rules:rules",
        "evaluate": "companion.commands.evaluate:evaluate",
    },
}
"""Section -> command -> where it is. Imported only when needed: starting stays quick."""


class LazyGroup(click.Group):
    """A group that imports a command when it is needed and turns OutsideError into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for section in COMMANDS.values():
            if cmd_name in section:
                module, _, attribute = section[cmd_name].partition(":")
                command: click.Command = getattr(import_module(module), attribute)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, section in COMMANDS.items():
            with formatter.section(title):
                found = [(name, self.get_command(ctx, name)) for name in section]
                formatter.write_dl(
                    [(name, command.get_short_help_str(80)) for name, command in found if command]
                )

    def invoke(self, ctx: click.Context) -> Any:
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
