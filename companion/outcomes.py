"""How a call can end for the books: the dispositions, read from a TOML file a team can edit."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from companion.errors import OutsideError
from companion.paths import asset, assets

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_TITLE = 42


@dataclass(frozen=True, slots=True)
class Outcome:
    """A disposition: `id` stands in the record, `title` in the list."""

    id: str
    title: str


def default_outcomes() -> Path:
    return assets() / "scripts" / "outcomes.toml"


def load_outcomes(path: Path | None = None) -> tuple[Outcome, ...]:
    """The outcomes in this file, in their order; without one the team's, or else ours.

    Ours also stand in for a file of the team's that is not usable. Raises OutsideError that names
    the file, and the outcome at fault.
    """
    if path is None:
        return _in_use()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutsideError(
            f"The outcomes {path} cannot be read: {error.strerror}.", "Choose another file."
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(str(path), str(error)) from error
    return read_outcomes(text, str(path))


def _in_use() -> tuple[Outcome, ...]:
    own = asset("scripts", "outcomes.toml")
    with suppress(OutsideError):
        return load_outcomes(own)
    return load_outcomes(default_outcomes())


def read_outcomes(text: str, path: str) -> tuple[Outcome, ...]:
    """The outcomes in this text; `path` says in an error whose text it is."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, str(error)) from error
    if set(data) != {"outcome"} or not isinstance(data["outcome"], list):
        raise _wrong(path, "it must consist of [[outcome]] tables and nothing else")
    found = tuple(_outcome(path, number, table) for number, table in enumerate(data["outcome"], 1))
    if len({outcome.id for outcome in found}) < len(found):
        raise _wrong(path, "two outcomes have the same id")
    return found


def _outcome(path: str, number: int, table: object) -> Outcome:
    if not isinstance(table, dict) or set(table) != {"id", "title"}:
        raise _wrong(path, f"outcome {number} must have an id and a title, and nothing else")
    key, title = table["id"], table["title"]
    if not isinstance(key, str) or not _ID.fullmatch(key):
        raise _wrong(path, f"outcome {number}: id must be small letters, digits and underscores")
    if not isinstance(title, str) or not 0 < len(title.strip()) <= _LONGEST_TITLE:
        raise _wrong(path, f"outcome {number}: title must have 1 to {_LONGEST_TITLE} characters")
    return Outcome(key, title.strip())


def _wrong(path: str, what: str) -> OutsideError:
    return OutsideError(f"The outcomes {path} are not usable: {what}.", "Correct it and try again.")
