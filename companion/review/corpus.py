"""All stored sentences, and which of them could fulfil a pattern: found by the search index.

The rule engine is slow beside an index (some 0.1 ms a sentence), so a pattern is first turned into
words that a sentence must hold. No sentence is missed by that, for three reasons:

- A pattern needs a phrase of each of its parts, and a phrase needs each of its words.
- The engine finds a word (a stem or a normal form) only where a stretch of the text between blanks
  yields it. Every such stretch that any stored sentence has is known here, by what it yields.
- The search index finds every sentence in which such a stretch stands, because it cuts text and
  question into words in the same way. It may find more, which the engine then turns down.

tests/companion/review/test_corpus.py compares it with a look at every sentence.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlite_utils import Database

from companion.detect.rules_pattern import ANY, Pattern, Phrase
from companion.language.words import heard_words, tokens
from companion.store import Store
from companion.store.places import END, SPAN

Watch = Callable[[int, int], bool]
"""Told how much is done, and of how much; false stops the work."""


def unwatched(done: int, of: int) -> bool:
    """For those who neither look on nor stop."""
    del done, of
    return True


SIDES = {"customer": ("customer", "unknown"), "agent": ("agent",)}
"""Whose sentences the rules for a party are held against: the columns of `passages`."""

_A_READ = 5000
_A_LOOK = 1000
_FEW_CALLS = 500
_TERMS = 400
"""Words in one question to the index."""

_MANY = 20_000
"""From so many sentences on that hold one part of a pattern, a second part is asked for too."""

_ALL_SIDES = "coalesce(customer, agent, unknown)"


_WATCHED_EVERY_S = 0.1
_WATCHED_OPCODES = 10_000
"""Some milliseconds of the database's work."""


class StoppedError(Exception):
    """The watcher said that it is enough; nothing has been changed."""


class Pace:
    """Tells the watcher how far the work is, ten times a second, however small its steps are."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._told = -math.inf

    def step(self, done: int, of: int) -> None:
        """So much is done. StoppedError where the watcher says that it is enough."""
        now = time.monotonic()
        if now - self._told >= _WATCHED_EVERY_S:
            self._told = now
            if not self._watch(done, of):
                raise StoppedError


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stored sentence: `place` is that of the index, `seq` the entry's in the call's log."""

    place: int
    start: float
    text: str

    @property
    def call_place(self) -> int:
        return self.place - self.seq

    @property
    def seq(self) -> int:
        return self.place % SPAN


class Whose(NamedTuple):
    """The call that a sentence is of."""

    call_id: str
    began: dt.datetime
    agent: str


class Corpus:
    """The sentences of a store. Belongs to the thread of the store.

    `refresh` reads all sentences once for their words (a few seconds a million), and later only
    those of calls that have come or grown.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, int] = {}
        self._stretches: Counter[str] = Counter()
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}

    def refresh(self, watch: Watch = unwatched) -> int:
        """Learn the words of sentences that are not known yet; returns how many calls there are.

        StoppedError leaves it as it was before.
        """
        calls = self._store.read(_lengths)
        fresh = [call for call, (_, length) in calls.items() if self._known.get(call) != length]
        spans = [(0, None)] if len(fresh) > _FEW_CALLS else [_span(calls[one][0]) for one in fresh]
        found: Counter[str] = Counter()
        total, done = sum(calls[one][1] for one in fresh), 0
        pace = Pace(watch)
        for first, end in spans:
            for text, sentences in self._texts(first, end):
                found.update(text.split())
                done += sentences
                pace.step(min(done, total), total)
        self._learn(found)
        self._known = {call: length for call, (_, length) in calls.items()}
        return len(calls)

    def candidates(
        self, patterns: Iterable[Pattern], party: str, watch: Watch = unwatched
    ) -> list[int] | None:
        """The places of the sentences that could fulfil one of these, the latest first.

        None where a pattern names no word, so that every sentence could. StoppedError.
        """
        places: set[int] = set()
        for pattern in patterns:
            parts = self._parts(pattern)
            if parts is None:
                return None
            if all(parts):
                places |= self._asked(parts, party, watch)
        return sorted(places, reverse=True)

    def sentences(self, places: Sequence[int] | None, party: str) -> Iterator[list[Sentence]]:
        """The sentences at these places (None: all of the party's), the latest first, in parts."""
        side = _side(party)
        if places is None:
            first = END
            while True:
                found = self._store.read(partial(_before, side=side, first=first))
                if not found:
                    return
                yield found
                first = found[-1].place
        else:
            for start in range(0, len(places), _A_LOOK):
                some = places[start : start + _A_LOOK]
                yield self._store.read(partial(_at, side=side, places=some))

    def sentence(self, call_id: str, seq: int, party: str) -> Sentence | None:
        """The sentence at this place of a call's log; None where that party said none there."""
        query = "SELECT place FROM calls WHERE id = ?"
        row = self._store.read(lambda db: db.execute(query, [call_id]).fetchone())
        if row is None:
            return None
        found = self._store.read(partial(_at, side=_side(party), places=[row[0] + seq]))
        return found[0] if found else None

    def count(self, party: str) -> int:
        """How many sentences that party has said."""
        sides = " OR ".join(f"{side} IS NOT NULL" for side in SIDES[party])
        query = f"SELECT count(*) FROM passages WHERE kind = 'said' AND ({sides})"
        return int(self._store.read(lambda db: db.execute(query).fetchone()[0]))

    def calls(self, call_places: Iterable[int]) -> dict[int, Whose]:
        """The calls whose sentences begin at these places."""
        wanted = json.dumps(list(set(call_places)))
        query = (
            "SELECT place, calls.id, started_at, agent"
            " FROM json_each(?) AS one JOIN calls ON place = one.value"
        )
        rows = self._store.read(lambda db: db.execute(query, [wanted]).fetchall())
        return {
            place: Whose(call_id, dt.datetime.fromisoformat(began), agent)
            for place, call_id, began, agent in rows
        }

    def _texts(self, first: int, end: int | None) -> Iterator[tuple[str, int]]:
        """What is said between these places, some thousand sentences in one text, and how many."""
        last = first - 1
        while True:
            text, upto, sentences = self._store.read(partial(_said, last=last, end=end))
            if not sentences:
                return
            yield text, sentences
            last = upto

    def _learn(self, found: Counter[str]) -> None:
        for stretch in found:
            if stretch not in self._stretches:
                for token in tokens(heard_words(stretch)):
                    self._exact.setdefault(token.norm, set()).add(stretch)
                    self._stems.setdefault(token.stem, set()).add(stretch)
        self._stretches += found

    def _parts(self, pattern: Pattern) -> list[set[str]] | None:
        """For the rarest parts of a pattern the stretches of which one must stand in a sentence.

        An empty set: nobody ever said it. None: no part names a word.
        """
        named = [self._stretches_of(step.phrases) for step in pattern.steps]
        parts = sorted((part for part in named if part is not None), key=self._frequency)
        if not parts:
            return None
        return parts[: 2 if self._frequency(parts[0]) > _MANY else 1]

    def _stretches_of(self, phrases: Iterable[Phrase]) -> set[str] | None:
        """Of each phrase its rarest word, in all forms; None where a phrase names no word."""
        found: set[str] = set()
        for phrase in phrases:
            words = [
                (self._exact if exact else self._stems).get(form, set())
                for exact, form in phrase
                if form != ANY
            ]
            if not words:
                return None
            found |= min(words, key=self._frequency)
        return found

    def _frequency(self, stretches: Iterable[str]) -> int:
        return sum(self._stretches[one] for one in stretches)

    def _asked(self, parts: Sequence[set[str]], party: str, watch: Watch) -> set[int]:
        """The places at which one stretch of each part stands."""
        columns = " ".join(SIDES[party])
        first, *more = parts
        also = "".join(f" AND ({_any(part)})" for part in more if len(part) <= _TERMS)
        listed = sorted(first)
        found: set[int] = set()
        for start in range(0, len(listed), _TERMS):
            query = f"{{{columns}}} : (({_any(listed[start : start + _TERMS])}){also})"
            found.update(self._store.read(partial(_matching, query=query, watch=watch)))
        return found


def _side(party: str) -> str:
    columns = SIDES[party]
    return f"coalesce({', '.join(columns)})" if len(columns) > 1 else columns[0]


def _any(stretches: Iterable[str]) -> str:
    return " OR ".join('"' + one.replace('"', '""') + '"' for one in sorted(stretches))


def _lengths(db: Database) -> dict[str, tuple[int, int]]:
    """Place and number of sentences of each call."""
    rows = db.execute("SELECT id, place, utterances FROM calls WHERE utterances > 0")
    return {call: (place, length) for call, place, length in rows}


def _span(place: int) -> tuple[int, int | None]:
    return place, place + SPAN


def _said(db: Database, last: int, end: int | None) -> tuple[str, int, int]:
    """The next sentences as one text, the place of the last of them, and how many they are."""
    upto, values = ("", [last]) if end is None else (" AND id < ?", [last, end])
    row: tuple[str, int, int] = db.execute(
        "SELECT group_concat(said, ' '), max(id), count(*) FROM"
        f" (SELECT id, {_ALL_SIDES} AS said FROM passages WHERE kind = 'said' AND id > ?{upto}"
        f" ORDER BY id LIMIT {_A_READ})",
        values,
    ).fetchone()
    return row


def _matching(db: Database, query: str, watch: Watch) -> list[int]:
    """The places that the index finds. StoppedError, in the middle of it too."""
    pace, stopped = Pace(watch), False

    def on_progress() -> bool:
        nonlocal stopped
        try:
            pace.step(0, 0)
        except StoppedError:
            stopped = True
        return stopped

    sql = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
    db.conn.set_progress_handler(on_progress, _WATCHED_OPCODES)
    try:
        return [row[0] for row in db.execute(sql, [query])]
    except sqlite3.OperationalError:
        if stopped:
            raise StoppedError from None
        raise
    finally:
        db.conn.set_progress_handler(None, 0)


def _before(db: Database, side: str, first: int) -> list[Sentence]:
    rows = db.execute(
        f"SELECT id, start, {side} AS said FROM passages"
        f" WHERE kind = 'said' AND id < ? AND said IS NOT NULL ORDER BY id DESC LIMIT {_A_LOOK}",
        [first],
    )
    return [Sentence(*row) for row in rows]


def _at(db: Database, side: str, places: Sequence[int]) -> list[Sentence]:
    marks = ", ".join("?" * len(places))
    rows = db.execute(
        f"SELECT id, start, {side} AS said FROM passages"
        f" WHERE id IN ({marks}) AND kind = 'said' AND said IS NOT NULL ORDER BY id DESC",
        list(places),
    )
    return [Sentence(*row) for row in rows]
