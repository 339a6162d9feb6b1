"""Many made calls in a database of the real schema: `python -m bench.make_calls DIRECTORY`.

    python -m bench.make_calls /tmp/many --calls 100000 --sentences 50

Fills DIRECTORY/calls.db through the program's own log, in large transactions that do not wait for
the disk. The same seed makes the same calls: talk spread as in `bench.talk`, anger that rises and
falls, alerts, steps, slips, follow-ups kept, missed and open, notes, comments, evaluations. A
database that is there already is continued.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bench.talk import Talk
from companion.events import (
    AlertRaised,
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    CommentWritten,
    ConductFlagged,
    EndReason,
    EvaluationSaved,
    FollowUpClosed,
    FollowUpSet,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.store import CallLog, Store
from companion.store.line import script_steps

CALLS_A_TRANSACTION = 500
FIRST = dt.datetime(2025, 1, 6, 8, tzinfo=dt.UTC)
BETWEEN = dt.timedelta(minutes=5)
AGENTS = tuple(f"Agent {number:02}" for number in range(1, 61))
DISPOSITIONS = ("resolved", "follow_up", "escalated", "compensated", "declined", "abandoned", "")
SHARE = {
    Category.LEGAL: 0.06,
    Category.REGULATOR: 0.02,
    Category.REPUTATION: 0.05,
    Category.CHURN: 0.12,
    Category.VIOLENCE: 0.005,
    Category.SELF_HARM: 0.002,
    Category.ABUSE: 0.04,
    Category.ESCALATION: 0.1,
}
"""The share of calls with an alert of each category."""


class CallMaker:
    """Calls by their number; each depends on the seed and its number only."""

    def __init__(self, sentences: int, seed: int) -> None:
        self._talk = Talk()
        self._sentences = sentences
        self._seed = seed
        self._steps = script_steps()

    def log_of(self, number: int) -> list[AnyEvent]:
        """The whole log of a call, what was done with it afterwards included."""
        chance = random.Random(f"{self._seed} {number}")
        entries: list[AnyEvent] = [self._started(number, chance), *self._heard(chance)]
        entries += self._found(entries, chance)
        entries.sort(key=lambda entry: entry.at)
        last = entries[-1].at
        entries += self._noted(last, chance)
        entries.append(CallEnded(at=last, reason=EndReason.ENDED))
        entries += self._afterwards(number, entries, chance)
        return _numbered(entries)

    def _started(self, number: int, chance: random.Random) -> CallStarted:
        at = FIRST + number * BETWEEN + dt.timedelta(seconds=chance.randrange(240))
        return CallStarted(
            at=0.0,
            call_id=f"{at:%Y%m%d-%H%M%S}-{number:06x}",
            started_at=at,
            source="made",
            model="none",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
            agent=chance.choice(AGENTS),
        )

    def _heard(self, chance: random.Random) -> Iterator[UtteranceHeard]:
        at, speaker = 1.0, Speaker.AGENT
        for _ in range(self._sentences):
            text = self._talk.sentence(speaker, chance)
            end = at + 0.3 * len(text.split())
            yield UtteranceHeard(at=end, speaker=speaker, start=at, end=end, text=text)
            at = end + 0.4
            if chance.random() < 0.8:
                speaker = Speaker.CUSTOMER if speaker is Speaker.AGENT else Speaker.AGENT

    def _found(self, heard: list[AnyEvent], chance: random.Random) -> Iterator[AnyEvent]:
        """What detectors would say; `utterance` is the place in `heard` until it is numbered."""
        said = {place: e for place, e in enumerate(heard) if isinstance(e, UtteranceHeard)}
        theirs = [p for p, e in said.items() if e.speaker is Speaker.CUSTOMER] or list(said)
        level = chance.choice((0, 0, 1, 2))
        for place in theirs:
            level = min(3, max(0, level + chance.choice((-1, 0, 0, 0, 0, 1))))
            yield AngerRated(at=said[place].at, utterance=place, level=level, because=())
        for category, share in SHARE.items():
            if chance.random() < share:
                place = chance.choice(theirs)
                yield _alert(category, place, said[place], chance)
        for step in self._steps:
            if chance.random() < 0.75:
                place = chance.choice(list(said))
                yield StepTicked(at=said[place].at, step=step, by=By.HEARD, utterance=place)
        if chance.random() < 0.3:
            place = chance.choice(list(said))
            kind = chance.choice(("argue", "blame", "dismiss"))
            yield ConductFlagged(
                at=said[place].at, kind=kind, utterance=place, phrase="no", say_instead="I see"
            )

    def _noted(self, at: float, chance: random.Random) -> Iterator[AnyEvent]:
        fields = {
            "disposition": chance.choice(DISPOSITIONS),
            "customer": f"{self._talk.rare(chance)} {self._talk.rare(chance)}".title(),
            "reference": f"{chance.randrange(10**7):07}",
            "note": self._talk.sentence(Speaker.AGENT, chance),
        }
        yield from (NoteWritten(at=at, text=text, field=name) for name, text in fields.items())
        if chance.random() < 0.5:
            day = FIRST.date() + dt.timedelta(days=chance.randrange(400))
            yield FollowUpSet(at=at, date=day, time=None, by=By.AGENT)

    def _afterwards(
        self, number: int, entries: list[AnyEvent], chance: random.Random
    ) -> Iterator[AnyEvent]:
        who: dict[str, Any] = {"who": "Reviewer", "when": FIRST + number * BETWEEN}
        if any(isinstance(entry, FollowUpSet) for entry in entries) and chance.random() < 0.8:
            yield FollowUpClosed(at=0.0, kept=chance.random() < 0.8, **who)
        if chance.random() < 0.2:
            yield CommentWritten(
                at=5.0, text=self._talk.sentence(Speaker.AGENT, chance), tags=("tone",), **who
            )
            yield EvaluationSaved(
                at=0.0,
                evaluation="e",
                scorecard="bench",
                version=1,
                answers=(),
                submitted=True,
                score=float(chance.randrange(30, 101)),
                **who,
            )


def _alert(
    category: Category, place: int, said: UtteranceHeard, chance: random.Random
) -> AlertRaised:
    return AlertRaised(
        at=said.at,
        category=category,
        severity=chance.choice(tuple(Severity)),
        speaker=Speaker.CUSTOMER,
        phrase=" ".join(said.text.split()[:3]),
        start=said.start,
        end=said.end,
        rule=f"{category}.bench",
        guidance="",
        utterance=place,
    )


def _numbered(entries: list[AnyEvent]) -> list[AnyEvent]:
    """Seqs from 1; what points at a sentence by its place among them gets its seq instead."""
    heard = [seq for seq, e in enumerate(entries, 1) if isinstance(e, UtteranceHeard)]
    numbered: list[AnyEvent] = []
    for seq, entry in enumerate(entries, 1):
        place = getattr(entry, "utterance", None)
        more: dict[str, Any] = {} if place is None else {"utterance": heard[place - 1]}
        numbered.append(replace(entry, seq=seq, **more))
    return numbered


def fill(database: Path, calls: int, sentences: int, seed: int) -> Iterator[int]:
    """Make what is missing to so many calls; yields how many there are."""
    with Store.open(database) as store:
        first = store.count()
    maker = CallMaker(sentences, seed)
    db = Database(database)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def already_writing() -> Iterator[Database]:
        yield db

    for begin in range(first, calls, CALLS_A_TRANSACTION):
        end = min(begin + CALLS_A_TRANSACTION, calls)
        with db.atomic():
            for number in range(begin, end):
                entries = maker.log_of(number)
                assert isinstance(entries[0], CallStarted)
                CallLog(entries[0].call_id, already_writing).append(entries)
        yield end
    db.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("directory", type=Path)
    options.add_argument("--calls", type=int, default=100_000)
    options.add_argument("--sentences", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    database = given.directory / "calls.db"
    began = time.monotonic()
    for done in fill(database, given.calls, given.sentences, given.seed):
        print(f"{done} calls, {time.monotonic() - began:.0f} s", flush=True)
    size = database.stat().st_size / 2**20
    print(f"{database}: {size:.0f} MB, {given.calls * given.sentences} sentences")


if __name__ == "__main__":
    main()
