"""What a call adds to the figures of trends: worked out with its line, and kept as one value.

`AVERAGES` and `SHARES` say what each figure is, as functions of the call's line. Packed, a hundred
thousand calls are read and added up in a fraction of a second (`companion/store/figures.py`).
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from collections.abc import Callable, Mapping
from typing import Any

from companion.events import Category

Line = Mapping[str, Any]
"""The columns of `calls`."""

CONDUCT = ("argue", "blame", "dismiss", "interrupt", "canned")
THREATS = tuple(sorted(set(Category) - {Category.ABUSE, Category.ESCALATION}))

_DAY = len("2026-11-23")

_LEFT_ANGRY = 1.5
"""Mean level of the last rated sentences from which on a customer left angry."""


def _column(name: str) -> Callable[[Line], float | None]:
    return lambda line: None if line[name] is None else float(line[name])


def _has(category: Category) -> Callable[[Line], bool | None]:
    return lambda line: line[category.value] > 0


def _slipped(kind: str) -> Callable[[Line], bool | None]:
    return lambda line: f'"{kind}"' in line["conduct"]


AVERAGES: Mapping[str, Callable[[Line], float | None]] = {
    "anger_start": _column("anger_start"),
    "anger_end": _column("anger_end"),
    "peak_anger": _column("peak_anger"),
    "slips": _column("slips"),
    "minutes": lambda line: line["duration_s"] / 60,
    "talk_share": _column("talk_share"),
    "wpm": _column("wpm"),
    "dead_air_s": _column("dead_air_s"),
    "agent_interrupts": _column("agent_interrupts"),
    "score": _column("score"),
}
"""Figures that are averaged over the calls in which they are known (not None)."""

SHARES: Mapping[str, Callable[[Line], bool | None]] = {
    "left_angry": lambda line: (
        None if line["anger_end"] is None else line["anger_end"] >= _LEFT_ANGRY
    ),
    "threat": lambda line: any(line[category.value] > 0 for category in THREATS),
    **{f"threat:{category.value}": _has(category) for category in THREATS},
    "abuse": _has(Category.ABUSE),
    "escalation": _has(Category.ESCALATION),
    **{f"conduct:{kind}": _slipped(kind) for kind in CONDUCT},
    "follow_up": lambda line: line["follow_up"] is not None,
    "follow_up_kept": lambda line: {"kept": True, "missed": False}.get(line["follow_up_state"]),
    "reviewed": lambda line: bool(line["reviewed"]),
}
"""Figures that a call has or has not (None: nobody can tell), besides the steps of the script."""

LAYOUT = struct.Struct(f"<{len(AVERAGES)}d3I")
"""The averages, not a number where unknown; which shares are known; which the call has; and the
call's day in its own time, counted as `datetime.date` does.
"""

if len(SHARES) > 32:
    raise AssertionError("there is no bit left for so many shares")


def packed(line: Line) -> bytes:
    """What the call of this line adds."""
    values = (figure(line) for figure in AVERAGES.values())
    known = has = 0
    for bit, figure in enumerate(SHARES.values()):
        value = figure(line)
        known |= (value is not None) << bit
        has |= bool(value) << bit
    day = dt.date.fromisoformat(line["started_at"][:_DAY]).toordinal()
    return LAYOUT.pack(*(math.nan if value is None else value for value in values), known, has, day)
