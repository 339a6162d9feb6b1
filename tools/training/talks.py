"""Calls and sentences as the encoder learns them: whole talks, packed into rows of pieces."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from companion.detect.encoder import EARLIER, WINDOW
from companion.detect.pieces import Pieces
from companion.detect.scorer import echoed_words
from companion.events import Speaker
from tools.training.material import LABELS, Example
from tools.training.mishear import Mishear

ROW = WINDOW + 2
"""Pieces in a row: one turn of the longest, or several shorter ones."""

ALL_LABELS = (*LABELS[Speaker.CUSTOMER], *LABELS[Speaker.AGENT])

FILLED = 0.93
"""So much of its rows a batch fills as a rule."""

OUTSIDE = 0.6
"""What a sentence outside of the calls counts: it is harder than most of what is said."""

MISHEARD, LEAST_WRONG, MOST_WRONG = 0.35, 0.05, 0.4
"""So many talks come as if misheard, with this share of their words wrong."""

RARE = frozenset("legal regulator reputation churn violence self_harm argue blame dismiss".split())
"""Labels whose right examples count twice."""

Integers = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Said:
    """A turn of a talk; `example` is None where it is only there for what follows it."""

    speaker: Speaker
    text: str
    example: Example | None = None


Talk = tuple[Said, ...]


def talks(examples: Iterable[Example]) -> list[Talk]:
    """Calls whole; every other example with the turns before it."""
    found: list[Talk] = []
    call: list[Said] = []
    for one in examples:
        if not one.in_call:
            earlier = [Said(*turn) for turn in one.earlier[-EARLIER:]]
            found.append((*earlier, Said(one.speaker, one.text, one)))
            continue
        if call and not one.earlier:
            found.append(tuple(call))
            call = []
        call.append(Said(one.speaker, one.text, one))
    return [*found, tuple(call)] if call else found


@dataclass(frozen=True)
class Batch:
    """Turns as rows of pieces, and what is known of each turn.

    `pieces`, `turn` (-1: none), `place` within the turn, `echoed` and `inside` (a piece of a word):
    rows by `ROW`. `agent`, `earlier` (the turns before, newest first, -1: none), `truth` and
    `counts`: by turn.
    """

    pieces: Integers
    turn: Integers
    place: Integers
    echoed: Integers
    inside: Numbers
    agent: Integers
    earlier: Integers
    truth: Numbers
    counts: Numbers


class Packer:
    """Packs talks into batches of one size, so that they are compiled for only once."""

    def __init__(self, pieces: Pieces, rows: int) -> None:
        self._pieces = pieces
        self.rows, self.turns = rows, rows * 6

    def batches(self, among: Sequence[Talk], lot: random.Random) -> Iterator[Batch]:
        """All talks in an order drawn by lot."""
        room = int(self.rows * ROW * FILLED)
        waiting: list[Talk] = []
        cells = turns = 0
        for talk in lot.sample(among, len(among)):
            needed = sum(len(self._rows(turn.text)) for turn in talk)
            if waiting and (cells + needed > room or turns + len(talk) > self.turns):
                yield from self._packed_all(waiting)
                waiting, cells, turns = [], 0, 0
            waiting.append(talk)
            cells, turns = cells + needed, turns + len(talk)
        yield from self._packed_all(waiting)

    def _packed_all(self, chosen: Sequence[Talk]) -> Iterator[Batch]:
        """One batch, or more where the rows cannot hold them all."""
        batch = self.packed(chosen)
        if batch is not None:
            yield batch
        elif len(chosen) > 1:
            half = len(chosen) // 2
            yield from self._packed_all(chosen[:half])
            yield from self._packed_all(chosen[half:])

    def packed(self, chosen: Sequence[Talk]) -> Batch | None:
        """These talks as one batch; None where they are too many for one."""
        turns = [(talk, at) for talk in chosen for at in range(len(talk))]
        if len(turns) > self.turns:
            return None
        rows = [self._rows(talk[at].text) for talk, at in turns]
        places = _fitted([len(row) for row in rows], self.rows)
        if places is None:
            return None
        batch = self._empty()
        for number, ((talk, at), row) in enumerate(zip(turns, rows, strict=True)):
            self._fill(batch, number, places[number], row, (talk, at))
        return batch

    def _rows(self, text: str) -> list[int]:
        inner = [row for word in text.split() for row in self._pieces.of(word)]
        return [self._pieces.begin, *inner[:WINDOW], self._pieces.end]

    def _fill(
        self, batch: Batch, number: int, at: tuple[int, int], row: list[int], said: tuple[Talk, int]
    ) -> None:
        talk, place = said
        turn = talk[place]
        cells = (at[0], slice(at[1], at[1] + len(row)))
        batch.pieces[cells], batch.turn[cells] = row, number
        batch.place[cells] = np.arange(len(row))
        batch.inside[at[0], at[1] + 1 : at[1] + len(row) - 1] = 1
        batch.echoed[cells] = self._echoed(talk, place)[: len(row)]
        batch.agent[number] = turn.speaker is Speaker.AGENT
        for back in range(min(place, EARLIER)):
            batch.earlier[number, back] = number - 1 - back
        if turn.example is not None:
            batch.truth[number] = [label in turn.example.labels for label in ALL_LABELS]
            batch.counts[number] = _counts(turn.example)

    def _echoed(self, talk: Talk, place: int) -> Integers:
        turn = talk[place]
        earlier = [(one.speaker, one.text) for one in talk[:place]]
        echoed = echoed_words(turn.text, turn.speaker, earlier)
        flags = [word in echoed for word in turn.text.split() for _ in self._pieces.of(word)]
        return np.array([0, *flags[:WINDOW], 0], np.int32)

    def _empty(self) -> Batch:
        cells = (self.rows, ROW)
        return Batch(
            np.zeros(cells, np.int32),
            np.full(cells, -1, np.int32),
            np.zeros(cells, np.int32),
            np.zeros(cells, np.int32),
            np.zeros(cells, np.float32),
            np.zeros(self.turns, np.int32),
            np.full((self.turns, EARLIER), -1, np.int32),
            np.zeros((self.turns, len(ALL_LABELS)), np.float32),
            np.zeros((self.turns, len(ALL_LABELS)), np.float32),
        )


def misheard(talk: Talk, mishear: Mishear, lot: random.Random) -> Talk:
    """The talk as it is or, now and then, as a bad line would bring it."""
    if lot.random() >= MISHEARD:
        return talk
    wrong = lot.uniform(LEAST_WRONG, MOST_WRONG)
    return tuple(replace(turn, text=mishear.text(turn.text, wrong, lot)) for turn in talk)


def _counts(example: Example) -> list[float]:
    whole = 1.0 if example.in_call else OUTSIDE
    return [
        whole
        * (label in LABELS[example.speaker])
        * (example.anger_known or not label.startswith("anger_"))
        * (2.0 if label in RARE and label in example.labels else 1.0)
        for label in ALL_LABELS
    ]


def _fitted(lengths: Sequence[int], rows: int) -> list[tuple[int, int]] | None:
    """A row and a place in it for each; the longest first, each where it first fits."""
    free = [ROW] * rows
    places: list[tuple[int, int]] = [(0, 0)] * len(lengths)
    for number in sorted(range(len(lengths)), key=lambda one: -lengths[one]):
        row = next((row for row, left in enumerate(free) if left >= lengths[number]), None)
        if row is None:
            return None
        places[number] = (row, ROW - free[row])
        free[row] -= lengths[number]
    return places
