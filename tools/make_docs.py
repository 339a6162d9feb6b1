"""Write docs/commands.md from the commands' own help, so that the two cannot differ.

python -m tools.make_docs
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from companion import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"

HEAD = """\
# Commands

Made by `python -m tools.make_docs` from what `--help` says. Change the help, not this page.
"""

WIDTH = 90


def page() -> str:
    """The text of docs/commands.md."""
    return HEAD + "".join(
        f"\n## `{context.command_path}`\n\n```text\n{_help(context)}\n```\n"
        for context in _contexts(cli.main, "companion", None)
    )


def _contexts(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[click.Context]:
    """The command and all commands below it, in the order of the help."""
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        max_content_width=WIDTH,
        terminal_width=WIDTH,
        **command.context_settings,
    )
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not found.hidden:
                yield from _contexts(found, below, context)


def _help(context: click.Context) -> str:
    lines = context.get_help().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
