"""Where a call's words stand in the search index: places rise with the time the call began.

The index gives its hits back in the order of their places, so the newest come first without being
sorted, a span of days is a span of places, and so is a call. A place has 63 bits: the second in
which the call began, then which of that second's calls it is, then the entry's seq in the log.
"""

from __future__ import annotations

from sqlite_utils import Database

SPAN = 1 << 19
"""Places of one call. What is said after so many entries, weeks into a call, is not searchable."""

_SECOND = SPAN << 10
_LAST_SECOND = (1 << 34) - (1 << 20)
"""In the year 2514; later calls, and those from before 1970, queue up at the ends."""


END = (1 << 63) - 1
"""Behind all places."""


def place_of(started_s: float) -> int:
    """The first place of calls that begin in this second, counted since 1970."""
    return max(0, min(int(started_s), _LAST_SECOND)) * _SECOND


def free_place(db: Database, started_s: float) -> int:
    """The first place of a new call: that of its second, or the next that no call has."""
    place = place_of(started_s)
    taken = db.execute("SELECT place FROM calls WHERE place >= ? ORDER BY place", [place])
    for (other,) in taken:
        if other != place:
            break
        place += SPAN
    return place
