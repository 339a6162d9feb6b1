"""A program for tests: appends sentences to one call and says which are stored.

append_entries.py DATABASE CALL_ID COUNT      (COUNT 0: until killed)
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import count
from pathlib import Path

from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, Speaker, UtteranceHeard
from companion.store import open_call_log


def said(seq: int) -> UtteranceHeard:
    at = float(seq)
    return UtteranceHeard(
        at=at, seq=seq, speaker=Speaker.CUSTOMER, start=at, end=at, text=f"sentence number {seq}"
    )


def main(database: Path, call_id: str, wanted: int) -> None:
    started = CallStarted(
        at=0.0,
        seq=1,
        call_id=call_id,
        started_at=dt.datetime.now(dt.UTC),
        source="test",
        model="none",
        channels=(Speaker.CUSTOMER,),
    )
    with open_call_log(database, call_id) as log:
        log.append([started])
        for seq in count(2) if not wanted else range(2, wanted + 2):
            two: list[AnyEvent] = [said(2 * seq), said(2 * seq + 1)]
            log.append(two)
            sys.stdout.write(f"{two[-1].seq}\n")
            sys.stdout.flush()
        log.append([CallEnded(at=1e6, seq=10**6, reason=EndReason.ENDED)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
