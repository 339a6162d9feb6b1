"""Which devices the agent chose last, remembered by their names in `devices.toml`."""

from __future__ import annotations

import json
import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.errors import OutsideError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """Names of devices; `both` is one that carries both sides and then stands alone."""

    agent: str = ""
    customer: str = ""
    both: str = ""


def remembered() -> Choice:
    """The last choice; an empty one where there is none or the file cannot be read."""
    try:
        written = tomllib.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Choice()
    except (OSError, ValueError) as error:
        log.warning("%s is not read: %s", _file(), error)
        return Choice()
    return Choice(*(str(written.get(side, "")) for side in Choice.__slots__))


def remember(choice: Choice) -> None:
    """Keep the choice for the next call. OutsideError where the data directory forbids it."""
    lines = [
        # A JSON string without its non-ASCII escapes is a TOML string.
        f"{side} = {json.dumps(getattr(choice, side), ensure_ascii=False)}\n"
        for side in Choice.__slots__
    ]
    paths.made_home()
    try:
        _file().write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise OutsideError(
            f"{_file()} cannot be written: {error.strerror}.", "Make it writable."
        ) from error


def _file() -> Path:
    return paths.home() / "devices.toml"
