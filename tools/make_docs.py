"""Write docs/commands.md from the commands' own help, so that the two cannot differ.

python -m tools.make_docs
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from companion import cli

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMANDS = DOCS / "commands.md"
CONTENTS = DOCS / "README.md"

HEAD = """\
# Commands

Made by `python -m tools.make_docs` from what `--help` says. Change the help, not this page.
"""

WIDTH = 90


def commands_page() -> str:
    """The text of docs/commands.md."""
    return HEAD + "".join(
        f"\n## `{context.command_path}`\n\n```text\n{_help(context)}\n```\n"
        for context in _contexts(cli.main, "companion", None)
    )


def contents_page() -> str:
    """The text of docs/README.md: what is written there, up to the list of decisions, and that."""
    kept, _, _ = CONTENTS.read_text(encoding="utf-8").partition("- [0001: ")
    return kept + "".join(
        f"- [{_title(decision)}](decisions/{decision.name})\n"
        for decision in sorted(DOCS.glob("decisions/*.md"))
    )


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


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
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    CONTENTS.write_text(contents_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
