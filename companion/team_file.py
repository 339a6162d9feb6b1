"""Reading the TOML files that a team may write anew, with one clear line for what is wrong.

Each consists of one or more lists of tables (`[[step]]`), each of texts and lists of texts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from companion.errors import OutsideError
from companion.paths import asset, assets

T = TypeVar("T")

_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of such a file. What it has is asked by name; what is wrong is an OutsideError."""

    name: str
    kind: str
    number: int
    content: Mapping[str, object]

    def only(self, keys: Collection[str]) -> None:
        """The table may have these fields and no other."""
        for key in self.content:
            if key not in keys:
                raise self.wrong(f'there is no field "{key}"')

    def id(self) -> str:
        name = self.text("id", 42)
        if not _ID.fullmatch(name):
            raise self.wrong("id must be small letters, digits and underscores")
        return name

    def text(self, key: str, longest: int) -> str:
        """A text of 1 to `longest` characters, without the space around it."""
        return self._checked(key, self.content.get(key), longest)

    def texts(self, key: str, longest: int) -> tuple[str, ...]:
        """One or more such texts."""
        found = self.content.get(key)
        if not isinstance(found, list) or not found:
            raise self.wrong(f"{key} must be a list of texts")
        return tuple(self._checked(key, text, longest) for text in found)

    def wrong(self, what: str) -> OutsideError:
        return wrong(self.name, f"{self.kind} {self.number}: {what}")

    def _checked(self, key: str, text: object, longest: int) -> str:
        if not isinstance(text, str) or not 0 < len(text.strip()) <= longest:
            raise self.wrong(f"{key} must have 1 to {longest} characters")
        return " ".join(text.split())


def load_script_file(path: Path | None, name: str, read: Callable[[str, str], T]) -> T:
    """What `read` makes of the text of this file.

    Without a path it is the file `name` of the team's scripts, or ours where theirs is not usable:
    a damaged file is told where it is edited, and must not cost a call.
    """
    if path is None:
        with suppress(OutsideError):
            return load_script_file(asset("scripts", name), name, read)
        path = assets() / "scripts" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutsideError(
            f"{path} cannot be read: {error.strerror}.", "Make it readable, or remove it."
        ) from error
    except UnicodeDecodeError as error:
        raise wrong(str(path), f"byte {error.start} is not UTF-8") from error
    return read(text, str(path))


def read_tables(text: str, name: str, kinds: Sequence[str]) -> dict[str, list[Table]]:
    """The text's tables by their kind, in their order; `kinds` are all that it may have.

    `name` says in an error whose text it is. OutsideError, in one line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong(name, " ".join(str(error).split())) from error
    told = " and ".join(f"[[{kind}]]" for kind in kinds)
    if not data or not set(data) <= set(kinds):
        raise wrong(name, f"it must consist of {told} tables and nothing else")
    return {kind: _tables(name, kind, data.get(kind, []), told) for kind in kinds}


def distinct(tables: Sequence[Table], key: str) -> None:
    """No two of them have the same text as `key`."""
    seen: set[object] = set()
    for table in tables:
        if table.content.get(key) in seen:
            raise table.wrong(f'the {key} "{table.content[key]}" is taken by an earlier one')
        seen.add(table.content.get(key))


def wrong(name: str, what: str) -> OutsideError:
    return OutsideError(f"{name} is not usable: {what}.", "Correct it and try again.")


def _tables(name: str, kind: str, found: object, told: str) -> list[Table]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise wrong(name, f"it must consist of {told} tables and nothing else")
    return [Table(name, kind, number, each) for number, each in enumerate(found, start=1)]
