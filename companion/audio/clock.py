"""The one clock of live sound."""

from __future__ import annotations

import time

_BOOT_TIME = getattr(time, "CLOCK_BOOTTIME", None)


def now() -> float:
    """Seconds that only grow, whatever becomes of the wall clock.

    On Linux and Windows they go on while the computer sleeps, so that what was said meanwhile is a
    gap; on macOS they stand still then.
    """
    return time.monotonic() if _BOOT_TIME is None else time.clock_gettime(_BOOT_TIME)
