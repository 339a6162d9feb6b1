"""The script an agent follows: the checklist's steps, read from a TOML file a team can edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import OutsideError
from companion.paths import asset, assets

_ID = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"id", "title", "prompt", "remind_after_min"}
_LONGEST_TITLE = 42
"""What fits one line of the checklist and of a card."""


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One line of the checklist. `prompt` helps an agent who is stuck.

    An open step is recalled `remind_after_min` minutes into the call; None: never.
    """

    id: str
    title: str
    prompt: str
    remind_after_min: float | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The steps in the order in which they are shown. Ids are unique."""

    steps: tuple[ScriptStep, ...]


def default_script() -> Path:
    return assets() / "scripts" / "default.toml"


def load_script(path: Path | None = None) -> Script:
    """The script in this file; without one the team's, or ours where the team's is not usable.

    Raises OutsideError that names the file and the line, or the step and the field, at fault.
    """
    if path is None:
        return _in_use()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutsideError(
            f"The script {path} cannot be read: {error.strerror}.", "Choose another script."
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(str(path), f"byte {error.start} is not UTF-8") from error
    return read_script(text, str(path))


def _in_use() -> Script:
    """A team's file that is damaged is told where it is edited; it must not cost a call."""
    own = asset("scripts", "default.toml")
    with suppress(OutsideError):
        return load_script(own)
    return load_script(default_script())


def read_script(text: str, path: str) -> Script:
    """The script in this text; `path` says in an error whose text it is. OutsideError as above."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, str(error)) from error
    if set(data) != {"step"} or not isinstance(data["step"], list):
        raise _wrong(path, "it must consist of [[step]] tables and nothing else")
    steps = tuple(_step(path, number, table) for number, table in enumerate(data["step"], 1))
    ids = [step.id for step in steps]
    for number, step_id in enumerate(ids, 1):
        if step_id in ids[: number - 1]:
            raise _wrong(path, f'step {number}: the id "{step_id}" is taken by an earlier step')
    return Script(steps)


def _step(path: str, number: int, table: object) -> ScriptStep:
    if not isinstance(table, dict):
        raise _wrong(path, f"step {number} must be a [[step]] table")
    for key in table:
        if key not in _KEYS:
            raise _wrong(path, f'step {number}: there is no field "{key}"')
    step = ScriptStep(
        id=_text(path, number, table, "id"),
        title=_text(path, number, table, "title"),
        prompt=_text(path, number, table, "prompt"),
        remind_after_min=_minutes(path, number, table),
    )
    if not _ID.fullmatch(step.id):
        raise _wrong(path, f"step {number}: id must be small letters, digits and underscores")
    if len(step.title) > _LONGEST_TITLE:
        raise _wrong(path, f"step {number}: title is longer than {_LONGEST_TITLE} characters")
    return step


def _text(path: str, number: int, table: Mapping[str, Any], key: str) -> str:
    text = table.get(key)
    if not isinstance(text, str) or not text.strip():
        raise _wrong(path, f"step {number}: {key} must be a text")
    return text.strip()


def _minutes(path: str, number: int, table: Mapping[str, Any]) -> float | None:
    minutes = table.get("remind_after_min")
    if minutes is None:
        return None
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float)) or not minutes > 0:
        raise _wrong(path, f"step {number}: remind_after_min must be a number above 0")
    return float(minutes)


def _wrong(path: str, what: str) -> OutsideError:
    return OutsideError(f"The script {path} is not usable: {what}.", "Correct it and try again.")
