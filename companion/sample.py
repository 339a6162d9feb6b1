"""The made call that comes with the program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from companion import paths

DAY = dt.date(2026, 11, 23)
"""When it was held. A Friday is agreed in it with its day of the month: that of this week."""


def recording() -> Path:
    return paths.assets() / "sample_call.flac"
