"""Where things live: the data of this user, and the files that come with the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import platformdirs

from companion.errors import OutsideError

_APP = "call-companion"


def home() -> Path:
    """The directory of all data: `COMPANION_HOME`, or the platform's place. Perhaps not there."""
    named = os.environ.get("COMPANION_HOME")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir(_APP, False))


def made_home() -> Path:
    """`home()`, made if need be, readable by its owner only. OutsideError where it cannot be."""
    directory = home()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(
            f"The data directory {directory} cannot be made: {error.strerror}.",
            "Make it writable, or set COMPANION_HOME to another directory.",
        ) from error
    return directory


def database() -> Path:
    return home() / "calls.db"


def elsewhere() -> list[Path]:
    """Where a call is kept while `home()` takes nothing, the best place first; perhaps not there.

    `COMPANION_FALLBACK`, or else the platform's place for states and the one for passing files.
    """
    named = os.environ.get("COMPANION_FALLBACK")
    if named:
        return [Path(named).expanduser()]
    import getpass  # noqa: PLC0415 - these two load a lot, for what hardly ever comes
    import tempfile  # noqa: PLC0415

    user = os.getuid() if hasattr(os, "getuid") else getpass.getuser()
    places = [
        Path(platformdirs.user_state_dir(_APP, False)) / "unsaved",
        Path(tempfile.gettempdir()) / f"{_APP}-{user}" / "unsaved",
    ]
    return [place for place in places if not place.is_relative_to(home())]


def elsewhere_for(database: Path) -> list[Path]:
    """A directory for this database alone in each of those places, the best first."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL

    own = hashlib.sha256(str(database.absolute()).encode()).hexdigest()[:12]
    return [place / own for place in elsewhere()]


def installed_models() -> Path:
    """The directory that holds one directory a model."""
    return home() / "models"


def bundled() -> Path:
    """The root of `assets/` and `models/`: the source tree, the frozen program or the wheel."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    in_wheel = package / "bundled"
    return in_wheel if in_wheel.is_dir() else package.parent


def assets() -> Path:
    return bundled() / "assets"


def team() -> Path:
    """Where a team's own versions of scripts, phrases and scorecards lie. Perhaps not there."""
    return home() / "team"


def asset(*parts: str) -> Path:
    """A file or directory of `assets/`; the team's own version of it, where there is one."""
    own = team().joinpath(*parts)
    return own if own.exists() else assets().joinpath(*parts)


def recordings() -> Path:
    """The directory of the calls' sound, readable by its owner only. Perhaps not there."""
    return home() / "recordings"


def write_whole(file: Path, text: str) -> None:
    """Replace the file's text by this one, or leave it as it was. OutsideError where it must.

    Readable by its owner only, and on the disk when this returns.
    """
    with written_whole(file, "Make it writable, or free some space.") as writing:
        writing.write(text.encode("utf-8"))


@contextmanager
def written_whole(file: Path, remedy: str) -> Iterator[BinaryIO]:
    """A file to be filled inside, which then replaces `file`; nothing of it stays if that fails.

    As `write_whole`; an OSError from inside becomes an OutsideError with this `remedy`.
    """
    partial = file.with_name(f".{file.name}.part")
    try:
        try:
            with open(partial, "wb", opener=_private) as writing:
                yield writing
                writing.flush()
                os.fsync(writing.fileno())
            partial.replace(file)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    except OSError as error:
        raise OutsideError(f"{file} cannot be written: {error.strerror}.", remedy) from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def manifest() -> Path:
    return bundled() / "models" / "MANIFEST.toml"
