"""How the reviewer's desk does with many calls.

    python -m bench.make_calls /tmp/many
    python -m bench.review /tmp/many --as-it-is

times trends and the workbench over the calls that are there. The latter also: how long after the
start the first finding is told, and how long after "stop" the work stops, in whatever it is at.

    python -m tools.made_calls /tmp/made --calls 2000
    python -m bench.review /tmp/made --calls 100000 --sentences 5000000

copies the made calls' lines so often that there are so many calls, and their sentences so often
that there are so many sentences (in databases of their own, in a temporary directory), and does the
same with those. The copies say the same words, so an index has as many entries as real calls would
give it, but fewer different ones.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from companion.review.corpus import StoppedError, Watch
from companion.review.pack_versions import edited, pack_text
from companion.review.trends import trends
from companion.review.trial import Part
from companion.review.workbench import Effect, Workbench
from companion.store import Filter, Store
from companion.store.figures import By
from companion.store.places import SPAN

_EDITS = (
    ("a rare phrase", "legal", "sue", "any", "=instruct ~2 counsel"),
    ("a common phrase", "legal", "sue", "any", "cancel ~3 contract"),
    ("an exception", "legal", "sue", "unless_near", "over this"),
    ("a common rule", "legal", "contact_lawyer", "any", "(manager|supervisor)"),
    ("a very common word", "legal", "sue", "any", "will ~2 you"),
)
_STOPPED_AFTER_S = (0.05, 0.2, 0.5, 1.0, 2.0)


def copied(source: Path, target: Path, copies: int, *, sentences: bool) -> None:
    """The calls of `source`, so many times over, each time half a year earlier."""
    before = sqlite3.connect(source)
    before.execute("VACUUM INTO ?", [str(target)])
    before.close()
    db = sqlite3.connect(target)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = OFF")
    names = [row[1] for row in db.execute("PRAGMA table_info(calls)") if row[1] != "number"]
    calls = db.execute("SELECT count(*) FROM calls").fetchone()[0]
    changed = {"id": "? || id", "place": "place + ?", "started_at": "date(started_at, ?)"
               " || substr(started_at, 11)"}  # fmt: skip
    first, last = db.execute("SELECT min(place), max(place) FROM calls").fetchone()
    width, end = last - first + SPAN, last + SPAN
    columns = ", ".join(changed.get(name, name) for name in names)
    for copy in range(1, copies):
        values: dict[str, object] = {
            "id": f"{copy}-",
            "place": copy * width,
            "started_at": f"-{(copy % 6) * 182} days",
        }
        given = [values[name] for name in names if name in values]
        db.execute(
            f"INSERT INTO calls ({', '.join(names)}) SELECT {columns} FROM calls WHERE number <= ?",
            [*given, calls],
        )
        if sentences:
            db.execute(
                "INSERT INTO passages (id, start, kind, field, agent, customer, unknown, written)"
                " SELECT id + ?, start, kind, field, agent, customer, unknown, written"
                " FROM passages WHERE id < ? AND kind = 'said'",
                [copy * width, end],
            )
    db.commit()
    db.close()


def timed(name: str, work: Callable[[], object], runs: int = 5) -> None:
    """Print the time on the wall, and that of the processor: other work slows only the first."""
    taken, used = [], []
    for _ in range(runs):
        began, at_work = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - began)
        used.append(time.process_time() - at_work)
    wall, cpu = statistics.median(taken), statistics.median(used)
    print(f"{name:<40} {wall:8.2f} s, processor {cpu:6.2f} s", flush=True)


def measure_trends(database: Path) -> None:
    with Store.open(database, read_only=True) as store:
        print(f"{store.count():,} calls")
        for by in By:
            timed(f"trends by {by}", lambda by=by: trends(store, by=by))  # type: ignore[misc]
        some = Filter(agents=frozenset({"Dana"}))
        timed("trends of one agent", lambda: trends(store, wanted=some))
        found = trends(store)
        timed("the calls behind a figure", lambda: found.behind(store, "threat:legal"))


def measure_workbench(database: Path) -> None:
    with Store.open(database, read_only=True) as store:
        bench = Workbench(store)
        measure_stops("stop while learning", lambda watch: Workbench(store).prepare(watch))
        timed("learn the words of all sentences", bench.prepare, runs=1)
        timed("learn what has come since", bench.prepare)
        for title, pack, rule, field, pattern in _EDITS:
            measure_edit(bench, title, pack, edited(pack_text(pack), rule, field, add=[pattern]))


def measure_edit(bench: Workbench, title: str, pack: str, text: str) -> None:
    found: list[Effect] = []
    first: list[float] = []
    began = time.perf_counter()

    def tell(part: Part) -> None:
        del part
        first.append(time.perf_counter() - began)

    timed(title, lambda: found.append(bench.effect(pack, text, tell=tell)), runs=1)
    (effect,) = found[0].rules
    counts = f"{len(effect.gained):,} gained, {len(effect.lost):,} lost"
    told = f", the first told after {first[0]:.2f} s" if first else ""
    print(f"    {effect.candidates:,} sentences tried, {counts}{told}")
    measure_stops("    stop", lambda watch: bench.effect(pack, text, watch))


def measure_stops(name: str, work: Callable[[Watch], object]) -> None:
    """Say how long the work goes on once it is to stop, at its longest."""
    longest, stops = 0.0, 0
    for seconds in _STOPPED_AFTER_S:
        due = time.perf_counter() + seconds
        try:
            work(lambda done, of, due=due: time.perf_counter() < due)  # type: ignore[misc]
        except StoppedError:
            stops += 1
            longest = max(longest, time.perf_counter() - due)
    if stops:
        print(f"{name}: {stops} times, the longest took {longest:.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=0, help="0: no workbench")
    parser.add_argument("--as-it-is", action="store_true", help="copy nothing")
    given = parser.parse_args()
    source = given.home / "calls.db"
    if given.as_it_is:
        measure_trends(source)
        measure_workbench(source)
        return
    with Store.open(source) as store:
        calls = store.count()
        said = store.read(lambda db: db.execute("SELECT sum(utterances) FROM calls").fetchone()[0])
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "lines.db"
        copied(source, database, -(-given.calls // calls), sentences=False)
        measure_trends(database)
        if given.sentences:
            database = Path(directory) / "sentences.db"
            copied(source, database, -(-given.sentences // said), sentences=True)
            print(f"{database.stat().st_size / 1e6:,.0f} MB of sentences")
            measure_workbench(database)


if __name__ == "__main__":
    main()
