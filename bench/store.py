"""How the store does with many calls: `python bench/store.py --calls 100000`.

Makes a database of calls of twelve sentences in a temporary directory and times what the program
asks of it: the median of several runs, in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, Speaker, UtteranceHeard
from companion.store import CallLog, Store, open_call_log

SENTENCES = 12
WORDS = [f"word{number:x}" for number in range(5000)]
RARE = "lawyer"
CALLS_A_TRANSACTION = 2000


def made_call(number: int, chance: random.Random) -> list[AnyEvent]:
    began = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=7 * number)
    entries: list[AnyEvent] = [
        CallStarted(
            at=0.0,
            seq=1,
            call_id=f"{began:%Y%m%d-%H%M%S}-{number:06x}",
            started_at=began,
            source="bench",
            model="none",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
        )
    ]
    for seq in range(2, SENTENCES + 2):
        words = chance.choices(WORDS, k=12) + ([RARE] if number % 50 == 0 and seq == 5 else [])
        speaker = Speaker.AGENT if seq % 2 else Speaker.CUSTOMER
        at = float(seq)
        text = " ".join(words)
        entries.append(
            UtteranceHeard(at=at, seq=seq, speaker=speaker, start=at, end=at + 1, text=text)
        )
    entries.append(CallEnded(at=60.0, seq=SENTENCES + 2, reason=EndReason.ENDED))
    return entries


def fill(database: Path, calls: int) -> None:
    """Many calls in one transaction, without waiting for the disk: nothing here is measured."""
    chance = random.Random(1)
    Store.open(database).close()
    db = Database(database)
    db.execute("PRAGMA synchronous = OFF")

    @contextmanager
    def already_writing() -> Iterator[Database]:
        yield db

    for first in range(0, calls, CALLS_A_TRANSACTION):
        with db.atomic():
            for number in range(first, min(first + CALLS_A_TRANSACTION, calls)):
                entries = made_call(number, chance)
                assert isinstance(entries[0], CallStarted)
                CallLog(entries[0].call_id, already_writing).append(entries)
    db.close()


def timed(name: str, work: Callable[[], object], runs: int = 7) -> None:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"{name:<42} {statistics.median(taken):9.2f} ms")


def measure_reading(database: Path) -> None:
    timed("open to read", lambda: Store.open(database, read_only=True).close())
    with Store.open(database, read_only=True) as store:
        last = store.find("last")
        words = " ".join(WORDS[:2])
        timed("first 50 of the list", lambda: store.calls(limit=50))
        timed("50 of the list, far down", lambda: store.calls(limit=50, offset=store.count() - 60))
        timed("the whole list", store.calls, runs=1)
        timed("search a rare word", lambda: store.search(RARE))
        timed("search a word of one speaker", lambda: store.search(RARE, speaker=Speaker.CUSTOMER))
        timed("search two common words", lambda: store.search(words))
        timed("find by the beginning of an id", lambda: store.find(last[:-1]))
        timed("load a call", lambda: store.load(last))


def measure_writing(database: Path) -> None:
    first, *_ = entries = made_call(10**6, random.Random(2))
    assert isinstance(first, CallStarted)
    with open_call_log(database, first.call_id) as log:
        log.append(entries[:-1])
        heard = entries[1]
        following = iter(range(1000, 2000))
        timed(
            "append one sentence to a running call",
            lambda: log.append([replace(heard, seq=next(following))]),
            runs=300,
        )
    with Store.open(database) as store:
        timed("delete a call", lambda: store.delete(store.find("last")), runs=3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "calls.db"
        print(f"making {calls} calls ...", file=sys.stderr)
        fill(database, calls)
        print(f"{calls} calls, {database.stat().st_size / 1e6:.0f} MB")
        measure_reading(database)
        measure_writing(database)


if __name__ == "__main__":
    main()
