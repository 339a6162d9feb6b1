"""How fast words and calls are found: `python -m bench.search DIRECTORY`.

DIRECTORY holds a database of `bench.make_calls`. Asks a seeded mix of questions once each, in a
shuffled order, and prints per kind how many there were and p50, p95 and the longest, in
milliseconds on the clock and of the processor; a busy machine shows in the first only. `--cold`
drops the database from the system's cache first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.make_calls import AGENTS, BETWEEN, DISPOSITIONS, FIRST
from bench.talk import TAIL_WORDS, Talk
from companion.events import Category, Speaker
from companion.store import Filter, FollowUps, Order, Store
from companion.store.line import script_steps

Question = tuple[str, Callable[[Store], object]]
Searched = tuple[str, str, Filter, Speaker | None]

PAGE = 50
COMMON, MIDDLING = 60, 1500
"""Ranks of words: those below the first are in every call, up to the second in many."""


class Mix:
    """Questions as people ask them, drawn by lot."""

    def __init__(self, calls: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._talk = Talk()
        self._said = self._talk.said_by(Speaker.CUSTOMER)
        self._days = (calls * BETWEEN).days

    def searches(self, each: int) -> Iterator[Searched]:
        for _ in range(each):
            yield "a rare word", self._rare(), Filter(), None
            yield "a word in many calls", self._middling(), Filter(), None
            yield "a word in every call", self._common(), Filter(), None
            yield "common and rare", f"{self._common()} {self._rare()}", Filter(), None
            yield "two common words", f"{self._common()} {self._common()}", Filter(), None
            three = f"{self._middling()} {self._middling()} {self._common()}"
            yield "three words", three, Filter(), None
            yield "a phrase of two", f'"{self._phrase(2)}"', Filter(), None
            yield "a phrase of four", f'"{self._phrase(4)}"', Filter(), None
            yield "the customer only", self._middling(), Filter(), Speaker.CUSTOMER
            yield "a phrase, agent only", f'"{self._phrase(2)}"', Filter(), Speaker.AGENT
            yield "in a month", self._middling(), self._month(), None
            yield "with an alert", self._middling(), self._alerted(), None
            yield "of an agent", self._middling(), self._of_agent(), None
            yield "narrow filter", self._common(), self._narrow(), None
            yield "narrow filter, rare", self._rare(), self._narrow(), Speaker.CUSTOMER

    def lists(self, each: int) -> Iterator[Question]:
        for _ in range(each):
            for name, wanted in (
                ("all", Filter()),
                ("a month", self._month()),
                ("an alert", self._alerted()),
                ("narrow", self._narrow()),
                ("overdue", Filter(follow_up=FollowUps.OVERDUE)),
                ("customer", Filter(about=self._rare())),
                ("a common word", Filter(text=self._common())),
                ("a rare word", Filter(text=self._rare())),
            ):
                order = self._chance.choice((Order.NEWEST, Order.RISK, Order.ANGER))
                if wanted.text:
                    order = Order.NEWEST
                yield f"page: {name}", partial(Store.calls, wanted=wanted, order=order, limit=PAGE)
                yield f"count: {name}", partial(Store.count, wanted=wanted)
            deep = self._chance.randrange(10_000)
            yield "page: deep", partial(Store.calls, order=Order.RISK, limit=PAGE, offset=deep)
            seed, mine = self._chance.randrange(1000), Filter(reviewed=False)
            yield "sample by agent", partial(Store.sample, wanted=mine, per_agent=3, seed=seed)

    def _rare(self) -> str:
        return self._talk.rare(self._chance) if self._chance.random() < 0.5 else self._tail()

    def _tail(self) -> str:
        return self._talk.tail[self._chance.randrange(TAIL_WORDS)]

    def _common(self) -> str:
        return self._chance.choice(self._said[:COMMON])

    def _middling(self) -> str:
        return self._chance.choice(self._said[COMMON:MIDDLING])

    def _phrase(self, words: int) -> str:
        """Words that somebody says in this order."""
        while True:
            said = self._talk.sentence(Speaker.CUSTOMER, self._chance).split()
            if len(said) >= words:
                at = self._chance.randrange(len(said) - words + 1)
                return " ".join(said[at : at + words])

    def _month(self) -> Filter:
        since = FIRST.date() + dt.timedelta(days=self._chance.randrange(max(1, self._days - 30)))
        return Filter(since=since, until=since + dt.timedelta(days=30))

    def _alerted(self) -> Filter:
        return Filter(categories=frozenset({self._chance.choice(tuple(Category))}))

    def _of_agent(self) -> Filter:
        return Filter(agents=frozenset({self._chance.choice(AGENTS)}))

    def _narrow(self) -> Filter:
        return Filter(
            agents=frozenset({self._chance.choice(AGENTS)}),
            dispositions=frozenset({self._chance.choice(DISPOSITIONS)}),
            missed=frozenset({self._chance.choice(script_steps())}),
            least_anger=2,
        )


def searching(kind: str, text: str, wanted: Filter, speaker: Speaker | None) -> Question:
    return kind, partial(Store.search, text=text, wanted=wanted, speaker=speaker, limit=PAGE)


def asked(store: Store, questions: list[Question]) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of each question by kind: on the clock, and of the processor."""
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for kind, question in questions:
        began, worked = time.perf_counter(), time.thread_time()
        question(store)
        spent = (time.perf_counter() - began, time.thread_time() - worked)
        taken[kind].append((spent[0] * 1000, spent[1] * 1000))
    return taken


def table(taken: dict[str, list[tuple[float, float]]]) -> Iterator[str]:
    yield f"{'':<28}{'n':>5}{'p50':>9}{'p95':>9}{'max':>9}   CPU:{'p50':>5}{'p95':>9}{'max':>9}"
    everything = [each for times in taken.values() for each in times]
    for kind, times in [*sorted(taken.items()), ("ALL", everything)]:
        clock, worked = (_spread([each[side] for each in times]) for side in (0, 1))
        yield f"{kind:<28}{len(times):>5}{clock}   {worked}"


def _spread(times: list[float]) -> str:
    """p50, p95 and the longest."""
    ranked = sorted(times)
    places = (min(len(ranked) - 1, int(len(ranked) * place)) for place in (0.5, 0.95, 1.0))
    return "".join(f"{ranked[place]:>9.2f}" for place in places)


def forget_cached(database: Path) -> None:
    """Ask the system to drop the file from its cache (Linux)."""
    with database.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("directory", type=Path)
    options.add_argument("--each", type=int, default=40, help="questions of each kind")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--cold", action="store_true")
    given = options.parse_args()
    database = given.directory / "calls.db"
    if given.cold:
        forget_cached(database)
    with Store.open(database, read_only=True) as store:
        calls = store.count()
        mix = Mix(calls, given.seed)
        searches = [searching(*each) for each in mix.searches(given.each)]
        lists = list(mix.lists(given.each))
        random.Random(given.seed).shuffle(searches)
        print(f"{calls} calls, {database.stat().st_size / 2**20:.0f} MB; milliseconds")
        for title, questions in (("Searches", searches), ("Lists", lists)):
            print(f"\n{title}")
            print("\n".join(table(asked(store, questions))))


if __name__ == "__main__":
    main()
