"""Linear weights on the words of a sentence, read from plain tables in `assets/weights`.

Words and pairs of neighbours, pieces of words, and the words once more with weights that words of
like meaning share: each label's sum is what they add up to, wherever they stand. For what only the
order of words and the course of the call tell there is `companion.detect.encoder`;
`companion.detect.scorer` weighs both. `tools/training/train.py` makes the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from companion.detect.weights import Numbers, SideModel, read_model
from companion.events import Speaker
from companion.language import Reading, read

SIDES = (Speaker.CUSTOMER, Speaker.AGENT)

_PIECES = (3, 4, 5)
_BEFORE, _AFTER = "<", ">"


class Entry(NamedTuple):
    """What a table looks up, and the first and last token it stands on."""

    text: str
    first: int
    last: int


def grams(reading: Reading) -> list[Entry]:
    """Words and pairs of neighbours, with the edges of the sentence."""
    norms = [token.norm for token in reading.tokens]
    found = [Entry(norm, index, index) for index, norm in enumerate(norms)]
    for index, (left, right) in enumerate(pairwise([_BEFORE, *norms, _AFTER])):
        found.append(Entry(f"{left} {right}", max(0, index - 1), min(index, len(norms) - 1)))
    return found


def pieces(reading: Reading) -> list[Entry]:
    """Pieces of the words: they forgive mis-hearings and unknown endings."""
    return [
        Entry(piece, index, index)
        for index, token in enumerate(reading.tokens)
        for piece in _pieces(token.norm)
    ]


def words(reading: Reading) -> list[Entry]:
    """The words alone, for weights that words of like meaning share."""
    return [Entry(token.norm, index, index) for index, token in enumerate(reading.tokens)]


ENTRIES = {"gram": grams, "piece": pieces, "word": words}
"""Table -> what it looks up in a sentence."""


@lru_cache(maxsize=16384)
def _pieces(norm: str) -> tuple[str, ...]:
    edged = f" {norm} "
    return tuple(edged[at : at + size] for size in _PIECES for at in range(len(edged) - size + 1))


def carried(model: SideModel, reading: Reading) -> Numbers:
    """What each token adds to each label's first sum: tokens by labels."""
    share = np.zeros((len(reading.tokens), len(model.labels)), dtype=np.float32)
    for name, table in model.tables.items():
        found = ENTRIES[name](reading)
        places, rows = table.looked_up(entry.text for entry in found)
        if rows:
            telling = table.telling[rows]
            values = table.weights[rows] * (telling / np.linalg.norm(telling))[:, None] / 2
            np.add.at(share, np.array([found[place].first for place in places]), values)
            np.add.at(share, np.array([found[place].last for place in places]), values)
    return share


class Linear:
    """The tables of both sides. Pure; safe to share between threads."""

    def __init__(self, models: Mapping[Speaker, SideModel]) -> None:
        self._models = dict(models)
        self._carried = lru_cache(maxsize=64)(self._carried_of)

    def labels(self, speaker: Speaker) -> tuple[str, ...]:
        """None for nobody's sentences."""
        model = self._models.get(speaker)
        return model.labels if model else ()

    def sums(self, text: str, speaker: Speaker) -> tuple[Numbers, Numbers]:
        """The sum of each label, and what each token adds to it: tokens by labels."""
        carried = self._carried(speaker, text)
        total: Numbers = self._models[speaker].bias + carried.sum(axis=0)
        return total, carried

    def _carried_of(self, speaker: Speaker, text: str) -> Numbers:
        return carried(self._models[speaker], read(text))


def read_linear(folder: Path) -> Linear:
    """The tables in a folder of weights. OutsideError where one is missing or damaged."""
    return Linear({side: read_model(folder / f"{side.value}.tsv") for side in SIDES})
