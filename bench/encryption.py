"""What encryption costs: `python bench/encryption.py --calls 5000`.

The same calls in a readable and in an encrypted database, asked and written to in turns, so that
whatever else the machine does meets both. Times are in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.store import RARE, WORDS, made_call
from companion.events import AnyEvent, CallStarted
from companion.store import Store
from companion.vault import ring
from companion.vault.key import Key
from companion.vault.marker import Marker, write_marker

KINDS = ("readable", "encrypted")
APPENDS = 200
SEARCHES = 200


def places(directory: Path) -> list[Path]:
    """A readable database's place and an encrypted one's."""
    os.environ["COMPANION_FALLBACK"] = str(directory / "elsewhere")
    os.environ["COMPANION_KEY_FILE"] = str(directory / "key")
    key = Key.fresh()
    ring.keep(key)
    made = [directory / kind / "calls.db" for kind in KINDS]
    for database in made:
        database.parent.mkdir()
    write_marker(made[1], Marker(key.id))
    return made


def fill(store: Store, calls: int) -> None:
    chance = random.Random(1)
    for number in range(calls):
        entries = made_call(number, chance)
        store.log(call_of(entries)).append(entries)


def call_of(entries: Sequence[AnyEvent]) -> str:
    first = entries[0]
    assert isinstance(first, CallStarted)
    return first.call_id


def timed(work: Callable[[Store, int], object], store: Store, turn: int) -> float:
    began = time.perf_counter()
    work(store, turn)
    return (time.perf_counter() - began) * 1000


def shown(name: str, readable: list[float], encrypted: list[float]) -> None:
    for part, place in (("median", 49), ("p95", 94)):
        a, b = (statistics.quantiles(times, n=100)[place] for times in (readable, encrypted))
        print(f"{name:<24}{part:<8}{a:10.2f}{b:10.2f}{b / a:8.2f}")


def in_turns(one: Callable[[Store, int], object], stores: list[Store], count: int) -> None:
    name = one.__name__.replace("_", " ")
    times: list[list[float]] = [[], []]
    for turn in range(count):
        for store, taken in zip(stores, times, strict=True):
            taken.append(timed(one, store, turn))
    shown(name, *times)


def append_and_commit(store: Store, turn: int) -> None:
    entries = made_call(10**6 + turn, random.Random(turn))
    store.log(call_of(entries)).append(entries[:2])


def search_a_rare_word(store: Store, turn: int) -> None:
    store.search(RARE)


def search_two_words(store: Store, turn: int) -> None:
    chance = random.Random(turn)
    store.search(" ".join(chance.choices(WORDS, k=2)))


def load_a_call(store: Store, turn: int) -> None:
    store.load(call_of(made_call(turn, random.Random(turn))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        databases = places(Path(name))
        stores = [stack.enter_context(Store.open(database)) for database in databases]
        for store in stores:
            fill(store, calls)
        print(f"{'':<32}{'readable':>10}{'encrypted':>10}{'ratio':>8}")
        in_turns(append_and_commit, stores, APPENDS)
        in_turns(search_a_rare_word, stores, SEARCHES)
        in_turns(search_two_words, stores, SEARCHES)
        in_turns(load_a_call, stores, SEARCHES)
        for kind, database in zip(KINDS, databases, strict=True):
            print(f"{kind}: {database.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
