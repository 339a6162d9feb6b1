"""What every start of the program puts in order first."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from companion import paths
from companion.settings import load_settings
from companion.store import fallback
from companion.store.live import recover
from companion.store.retention import purge
from companion.store.store import Store

log = logging.getLogger(__name__)


def tidy_up(path: Path | None = None) -> list[str]:
    """End calls whose program died, take in what could not be saved, finish deletions,
    delete what was kept long enough.

    Where there is nothing to put in order, no database is made. Raises OutsideError: a call may
    begin all the same, and is kept elsewhere (`keep_call_log`). Returns the ids of the calls that
    it ended or took in.
    """
    path = path or paths.database()
    recovered: list[str] = []
    if path.exists() or fallback.waiting(path):
        recovered = recover(path)
        with Store.open(path) as store:
            for rule, calls in purge(store, load_settings(), dt.date.today()):
                log.info("deleted %d calls: %s", calls, rule.why)
    return recovered
