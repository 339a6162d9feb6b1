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

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlite_utils import Database

from companion.detect.rules_pattern import ANY, Pattern, Phrase
from companion.language.words import heard_words, tokens
from companion.store import Store
from companion.store.places import SPAN

Watch = Callable[[int, int], bool]
"""Told how much is done, and of how much; false stops the work."""

SIDES = {"customer": ("customer", "unknown"), "agent": ("agent",)}
"""Whose sentences the rules for a party are held against: the columns of `passages`."""

_A_READ = 5000
_FEW_CALLS = 500
_TERMS = 400
"""Words in one question to the index."""

_MANY = 20_000
"""From so many sentences on that hold one part of a pattern, a second part is asked for too."""

_ALL_SIDES = "coalesce(customer, agent, unknown)"


class StoppedError(Exception):
    """The watcher said that it is enough; nothing has been changed."""


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

    def refresh(self, watch: Watch = lambda done, of: True) -> int:
        """Learn the words of sentences that are not known yet; returns how many calls there are.

        StoppedError leaves it as it was before.
        """
        calls = self._store.read(_lengths)
        fresh = [call for call, (_, length) in calls.items() if self._known.get(call) != length]
        spans = [(0, None)] if len(fresh) > _FEW_CALLS else [_span(calls[one][0]) for one in fresh]
        found: Counter[str] = Counter()
        total, done = sum(calls[one][1] for one in fresh), 0
        for first, end in spans:
            for texts in self._texts(first, end):
                for text in texts:
                    found.update(text.split())
                done += len(texts)
                if not watch(min(done, total), total):
                    raise StoppedError
        self._learn(found)
        self._known = {call: length for call, (_, length) in calls.items()}
        return len(calls)

    def candidates(self, patterns: Iterable[Pattern], party: str) -> list[int] | None:
        """The places of the sentences that could fulfil one of these, in the order of time.

        None where a pattern names no word, so that every sentence could.
        """
        places: set[int] = set()
        for pattern in patterns:
            parts = self._parts(pattern)
            if parts is None:
                return None
            if all(parts):
                places |= self._asked(parts, party)
        return sorted(places)

    def sentences(self, places: Sequence[int] | None, party: str) -> Iterator[list[Sentence]]:
        """The sentences at these places (None: all of the party's), some thousands at a time."""
        side = _side(party)
        if places is None:
            last = -1
            while True:
                found = self._store.read(partial(_after, side=side, last=last))
                if not found:
                    return
                yield found
                last = found[-1].place
        else:
            for start in range(0, len(places), _A_READ):
                some = places[start : start + _A_READ]
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

    def call_id(self, call_place: int) -> str:
        """The id of the call whose sentences begin at this place. KeyError: there is none."""
        query = "SELECT id FROM calls WHERE place = ?"
        row = self._store.read(lambda db: db.execute(query, [call_place]).fetchone())
        if row is None:
            raise KeyError(call_place)
        return str(row[0])

    def _texts(self, first: int, end: int | None) -> Iterator[list[str]]:
        last = first - 1
        while True:
            rows = self._store.read(partial(_said, last=last, end=end))
            if not rows:
                return
            yield [row[1] for row in rows]
            last = rows[-1][0]

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

    def _asked(self, parts: Sequence[set[str]], party: str) -> set[int]:
        """The places at which one stretch of each part stands."""
        columns = " ".join(SIDES[party])
        first, *more = parts
        also = "".join(f" AND ({_any(part)})" for part in more if len(part) <= _TERMS)
        listed = sorted(first)
        found: set[int] = set()
        for start in range(0, len(listed), _TERMS):
            query = f"{{{columns}}} : (({_any(listed[start : start + _TERMS])}){also})"
            found.update(self._store.read(partial(_matching, query=query)))
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


def _said(db: Database, last: int, end: int | None) -> list[tuple[int, str]]:
    query = f"SELECT id, {_ALL_SIDES} FROM passages WHERE kind = 'said' AND id > ?"
    values = [last]
    if end is not None:
        query, values = f"{query} AND id < ?", [last, end]
    rows: list[tuple[int, str]] = db.execute(
        f"{query} ORDER BY id LIMIT {_A_READ}", values
    ).fetchall()
    return rows


def _matching(db: Database, query: str) -> list[int]:
    rows = db.execute("SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?", [query])
    return [row[0] for row in rows]


def _after(db: Database, side: str, last: int) -> list[Sentence]:
    rows = db.execute(
        f"SELECT id, start, {side} AS said FROM passages"
        f" WHERE kind = 'said' AND id > ? AND said IS NOT NULL ORDER BY id LIMIT {_A_READ}",
        [last],
    )
    return [Sentence(*row) for row in rows]


def _at(db: Database, side: str, places: Sequence[int]) -> list[Sentence]:
    marks = ", ".join("?" * len(places))
    rows = db.execute(
        f"SELECT id, start, {side} AS said FROM passages"
        f" WHERE id IN ({marks}) AND kind = 'said' AND said IS NOT NULL ORDER BY id",
        list(places),
    )
    return [Sentence(*row) for row in rows]
