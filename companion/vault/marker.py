"""The small file that says: what is kept for this directory is encrypted, under the key named so.

It holds no secret. It lies beside the database and, because a call must not be written down
readably when that directory has vanished, also where calls are kept in the meantime.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from companion import paths
from companion.errors import OutsideError
from companion.vault import ring
from companion.vault.key import Key

_NAME = "encryption.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Marker:
    """The `key` by its id; `on` is false while encryption is being switched off."""

    key: str
    on: bool = True
    format: int = _FORMAT


def marker_of(database: Path) -> Marker | None:
    """What is said of this database, or of a file beside it; None where it is not encrypted.

    OutsideError where nobody understands what is said.
    """
    said = (_read(directory) for directory in _places(database))
    return next((marker for marker in said if marker is not None), None)


def write_marker(database: Path, marker: Marker) -> None:
    """Say it, on the disk when this returns. OutsideError where that fails beside the database."""
    beside, *others = _places(database)
    text = json.dumps(asdict(marker)) + "\n"
    paths.write_whole(beside / _NAME, text)
    for place in others:
        with suppress(OSError, OutsideError):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            paths.write_whole(place / _NAME, text)


def remove_marker(database: Path) -> None:
    """Say no more that anything is encrypted. OSError."""
    for place in reversed(_places(database)):
        (place / _NAME).unlink(missing_ok=True)


def key_to_read(database: Path) -> Key | None:
    """The key of what is encrypted there; None where nothing is. OutsideError."""
    marker = marker_of(database)
    return None if marker is None else ring.find(marker.key)


def key_to_write(database: Path) -> Key | None:
    """The key for what is made anew there; None where it is to be readable. OutsideError."""
    marker = marker_of(database)
    return ring.find(marker.key) if marker is not None and marker.on else None


def _places(database: Path) -> list[Path]:
    """Beside the database, and the best of the places where calls are kept in the meantime."""
    return [database.parent, *paths.elsewhere_for(database)[:1]]


def _read(directory: Path) -> Marker | None:
    file = directory / _NAME
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        marker = Marker(str(found["key"]), bool(found["on"]), int(found["format"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutsideError(
            f"{file} cannot be read: {error.strerror}.", "Give yourself access to it."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise OutsideError(
            f"{file} is damaged.", "Make it anew: companion encryption recover"
        ) from error
    if marker.format > _FORMAT:
        raise OutsideError(
            f"{file} was written by a newer version of this program.", "Install that version."
        )
    return marker
