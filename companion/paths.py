"""Where things live: the data of this user, and the files that come with the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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


def manifest() -> Path:
    return bundled() / "models" / "MANIFEST.toml"
