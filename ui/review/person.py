"""Who sits at this desk."""

from __future__ import annotations

import getpass

from companion.errors import OutsideError
from companion.settings import load_settings


def reviewer() -> str:
    """The name in the settings, or that of the user account."""
    try:
        name = load_settings().agent_name.strip()
    except OutsideError:
        name = ""
    return name or getpass.getuser()
