"""Is a word ever lost? `python bench/kill_test.py --runs 200 --trouble killed|full|removed`.

Each run is a process of its own: a session with the real detectors writes sentences as fast as they
are stored, while another process reads and searches. At a random moment the writer is killed with
SIGKILL, in mid-call, while it opens the database or while it ends the call. With `full` the disk (a
tmpfs of its own, which needs root) fills up before that, with `removed` the data directory is moved
away. Then the next start puts things in order, and everything is looked over: SQLite's integrity
check, references, search index, every log folded, and how many sentences are missing.

The exit status is 1 where a database was damaged or more than the open sentence was lost.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from companion.detect.table import load_detectors
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EndReason,
    NoteWritten,
    Speaker,
    UtteranceHeard,
)
from companion.language.redact import Redactor
from companion.session import News, Session
from companion.store import Store, keep_call_log, recover
from companion.store.fallback import waiting
from companion.store.repair import faults
from companion.vault import ring
from companion.vault.key import Key
from companion.vault.marker import Marker, write_marker

TROUBLES = ("killed", "full", "removed")
CALLS_A_DATABASE = 25
LONGEST_S = 0.9
"""A run is killed at a moment drawn from this much time; a call ends by itself after 0.6 s."""

CALL_S = 0.6
DISK = "size=8m"
SAID = (
    "my solicitor will hear of this and so will the ombudsman",
    "i have called four times now and nobody has called me back",
    "thank you that is very kind of you to say",
    "you are wrong i never agreed to a second payment in november",
)


@dataclass(frozen=True)
class Run:
    """One run: sentences given to the session, and those of them that are in the log afterwards."""

    given: int
    stored: int
    acknowledged: int
    elsewhere: bool
    faults: tuple[str, ...]
    state: str

    @property
    def lost(self) -> int:
        return self.given - self.stored


def started(call_id: str) -> CallStarted:
    return CallStarted(
        at=0.0,
        call_id=call_id,
        started_at=dt.datetime.now().astimezone(),
        source="kill test",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )


def said(number: int) -> UtteranceHeard:
    speaker = Speaker.AGENT if number % 3 == 0 else Speaker.CUSTOMER
    text = f"{SAID[number % len(SAID)]} number {number}"
    at = float(number)
    return UtteranceHeard(at=at, speaker=speaker, start=at - 1, end=at, text=text)


def write_a_call(database: Path, call_id: str, out: int) -> None:
    """The writer: one sentence in flight; says which are given ("g") and acknowledged ("a")."""
    stored = threading.Semaphore(0)

    def listen(news: News) -> None:
        if isinstance(news, UtteranceHeard):
            os.write(out, b"a\n")
            stored.release()

    session = Session(
        load_detectors(), [listen], lambda: keep_call_log(database, call_id), mask=Redactor()
    )
    session.start()
    session.submit(started(call_id))
    until = time.monotonic() + CALL_S
    number = 0
    while time.monotonic() < until:
        number += 1
        os.write(out, b"g\n")
        session.submit(said(number))
        if number % 7 == 0:
            session.submit(NoteWritten(at=float(number), text=f"typed so far: {number}"))
        stored.acquire()
    session.submit(CallEnded(at=float(number + 1), reason=EndReason.ENDED))
    with suppress(OutsideError):
        session.wait()


def read_on_and_on(database: Path, call_id: str) -> None:
    """The reader: lists, loads and searches until it is killed."""
    while True:
        with suppress(OutsideError), Store.open(database, read_only=True) as store:
            store.calls(limit=10)
            store.search("solicitor", limit=20)
            if store.has(call_id):
                store.load(call_id)


def forked(work: Callable[[], None]) -> int:
    """A child that shares what is loaded already, and so begins at once."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)  # a child must never return into the parent's code


def one_run(home: Path, call_id: str, trouble: str, chance: random.Random) -> Run:
    database = home / "calls.db"
    reading, writing = os.pipe()
    writer = forked(lambda: write_a_call(database, call_id, writing))
    reader = forked(lambda: read_on_and_on(database, call_id))
    os.close(writing)
    moment = chance.uniform(0.0, LONGEST_S)
    if trouble == "killed":
        time.sleep(moment)
    else:
        time.sleep(moment / 2)
        befall(home, trouble)
        time.sleep(moment / 2)
    for child in (writer, reader):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        lines = Counter(told.read().split())
    elsewhere = bool(waiting(database))
    make_up_for(home, trouble)
    return looked_over(database, call_id, lines[b"g"], lines[b"a"], elsewhere)


def befall(home: Path, trouble: str) -> None:
    if trouble == "full":
        with suppress(OSError), (home / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(4096))
    else:
        away = home.with_name(f"{home.name}-away-{time.monotonic_ns()}")
        with suppress(FileNotFoundError):
            home.rename(away)
            shutil.rmtree(away)


def make_up_for(home: Path, trouble: str) -> None:
    if trouble == "full":
        (home / "ballast").unlink(missing_ok=True)


def looked_over(database: Path, call_id: str, given: int, told: int, elsewhere: bool) -> Run:
    before = tuple(faults(database))
    recover(database)
    found = (*before, *faults(database))
    entries: list[AnyEvent] = []
    with Store.open(database, read_only=True) as store:
        if store.has(call_id):
            entries = store.load(call_id)
            found += tuple(wrong(entries))
    if waiting(database):
        found += ("a file elsewhere was not taken in",)
    stored = sum(isinstance(entry, UtteranceHeard) for entry in entries)
    state = "not begun" if not entries else str(getattr(entries[-1], "reason", "no end"))
    return Run(given, stored, told, elsewhere, found, state)


def wrong(entries: list[AnyEvent]) -> Iterator[str]:
    if [entry.seq for entry in entries] != list(range(1, len(entries) + 1)):
        yield "entries are missing or double"
    numbers = [int(e.text.rsplit(" ", 1)[1]) for e in entries if isinstance(e, UtteranceHeard)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "sentences are missing or double"
    if not isinstance(entries[-1], CallEnded):
        yield "the call has no end"


@contextmanager
def a_place(trouble: str, key: Key | None) -> Iterator[Path]:
    """A data directory, encrypted if there is a key; with `full` on a small disk of its own."""
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory) / "home"
        os.environ["COMPANION_HOME"] = str(home)
        os.environ["COMPANION_FALLBACK"] = str(Path(directory) / "elsewhere")
        if key is not None:
            home.mkdir()
            os.environ["COMPANION_KEY_FILE"] = str(Path(directory) / "key")
            ring.keep(key)
            write_marker(home / "calls.db", Marker(key.id))
        if trouble != "full":
            yield home
            return
        home.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", DISK, "tmpfs", home], check=True)
        try:
            yield home
        finally:
            subprocess.run(["umount", "-l", home], check=True)


def runs(trouble: str, count: int, seed: int, key: Key | None = None) -> Iterator[Run]:
    chance = random.Random(seed)
    done = 0
    while done < count:
        with a_place(trouble, key) as home:
            batch = min(CALLS_A_DATABASE if trouble == "killed" else 5, count - done)
            for number in range(done, done + batch):
                yield one_run(home, f"call-{number:04}", trouble, chance)
            done += batch


def table(found: list[Run]) -> dict[str, int]:
    states = Counter(run.state for run in found)
    return {
        "runs": len(found),
        "killed before the call was in a file": states["not begun"],
        "killed in mid-call": states["interrupted"],
        "call had ended before the kill": states["ended"],
        "kept elsewhere at the moment of the kill": sum(run.elsewhere for run in found),
        "sentences given": sum(run.given for run in found),
        "sentences stored": sum(run.stored for run in found),
        "runs that lost nothing": sum(run.lost == 0 for run in found),
        "runs that lost the open sentence": sum(run.lost == 1 for run in found),
        "runs that lost more": sum(run.lost > 1 for run in found),
        "runs that lost an acknowledged sentence": sum(r.stored < r.acknowledged for r in found),
        "runs with a damaged database or log": sum(bool(run.faults) for run in found),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--trouble", choices=TROUBLES, default="killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encrypted", action="store_true")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args()
    load_detectors()  # once, before the children are made of us
    found = list(runs(wish.trouble, wish.runs, wish.seed, Key.fresh() if wish.encrypted else None))
    counted = table(found)
    if wish.json:
        print(json.dumps(counted))
    else:
        for name, number in counted.items():
            print(f"{name:<45}{number:>8}")
        for run in found:
            if run.faults or run.lost > 1:
                print(run)
    return int(any(run.faults or run.lost > 1 for run in found))


if __name__ == "__main__":
    sys.exit(main())
