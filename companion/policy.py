"""What the team's policy says of each sort of threat, from a TOML file the team can edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from companion.cards import BODY_LENGTH
from companion.events import Category
from companion.team_file import distinct, load_script_file, read_tables

Policies = Mapping[Category, str]


def load_policies(path: Path | None = None) -> Policies:
    """By category, a snippet that fits a card; without a path the team's, or else ours.

    Raises OutsideError that names the file and what is wrong in it, in one line.
    """
    return load_script_file(path, "policy.toml", read_policies)


def read_policies(text: str, name: str) -> Policies:
    """The policies in this text; `name` says in an error whose text it is."""
    tables = read_tables(text, name, ["policy"])["policy"]
    distinct(tables, "category")
    found: dict[Category, str] = {}
    for table in tables:
        table.only({"category", "says"})
        category = table.text("category", 42)
        if category not in set(Category):
            raise table.wrong(f'there is no category "{category}"')
        found[Category(category)] = table.text("says", BODY_LENGTH)
    return found
