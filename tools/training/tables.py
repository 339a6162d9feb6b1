"""The tables of linear weights, fitted: what `companion.detect.linear` adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from companion.detect.linear import ENTRIES
from companion.detect.weights import TABLES, SideModel, Table
from companion.events import Speaker
from companion.language import read
from tools.training.material import LABELS, Example
from tools.training.meanings import Meanings

STRENGTH = 5.0
"""Inverse of the regularisation."""

KEPT = {"gram": 4500, "piece": 4000, "word": 5500}
"""Entries kept in the shipped tables, by what they move."""

LEAST = {"gram": 2, "piece": 3}
"""In so many sentences an entry must occur."""


@dataclass
class Side:
    """The sentences of one side, the tables' entries and the matrix over them."""

    examples: list[Example]
    meanings: Meanings
    entries: dict[str, dict[str, int]] = field(default_factory=dict)
    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    telling: dict[str, npt.NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for example in self.examples:
            for name in TABLES:
                found = ENTRIES[name](read(example.text))
                self.times.update({(name, entry.text) for entry in found})
        for name, least in LEAST.items():
            known = sorted(
                text for (of, text), times in self.times.items() if of == name and times >= least
            )
            self.entries[name] = {text: row for row, text in enumerate(known)}
            total = 1 + len(self.examples)
            self.telling[name] = np.array(
                [np.log(total / (1 + self.times[name, text])) + 1 for text in known]
            )

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """Sentences by entries and dimensions of meaning, each group scaled to length one."""
        groups = [self._entries_of(name, examples) for name in LEAST]
        return hstack([*groups, csr_matrix(self._meanings_of(examples))]).tocsr()

    def frequency(self, name: str, entries: Sequence[str]) -> npt.NDArray[np.float64]:
        """How often each entry occurs; one that never does may at any time."""
        return np.array([max(0.5, self.times[name, entry]) for entry in entries])

    def _entries_of(self, name: str, examples: Sequence[Example]) -> csr_matrix:
        cells: list[float] = []
        columns: list[int] = []
        ends = [0]
        for example in examples:
            texts = {entry.text for entry in ENTRIES[name](read(example.text))}
            rows = sorted(self.entries[name][text] for text in texts if text in self.entries[name])
            telling = self.telling[name][rows]
            cells += list(telling / max(float(np.linalg.norm(telling)), 1e-9))
            columns += rows
            ends.append(len(columns))
        return csr_matrix((cells, columns, ends), shape=(len(examples), len(self.entries[name])))

    def _meanings_of(self, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
        rows = []
        for example in examples:
            known = {t.norm for t in read(example.text).tokens if t.norm in self.meanings.rows}
            rows.append(self.meanings.summed(sorted(known)))
        return np.array(rows)


def fitted_tables(side: Side, speaker: Speaker) -> SideModel:
    """The tables as the sentences of this side teach them."""
    matrix = side.matrix(side.examples)
    weights, bias = [], []
    for label in LABELS[speaker]:
        known = _known(label, side.examples)
        truth = [label in side.examples[place].labels for place in known]
        fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400)
        fitted.fit(matrix[known], truth)
        weights.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
    model = _model(side, speaker, np.array(weights).T, np.array(bias))
    return _smaller(model, side)


def _known(label: str, examples: Sequence[Example]) -> list[int]:
    """The places of the examples that tell whether they have this label."""
    anger = label.startswith("anger_")
    return [place for place, one in enumerate(examples) if one.anger_known or not anger]


def _model(
    side: Side, speaker: Speaker, weights: npt.NDArray[np.float64], bias: npt.NDArray[np.float64]
) -> SideModel:
    tables = {}
    start = 0
    for name in LEAST:
        end = start + len(side.entries[name])
        tables[name] = Table(
            side.entries[name],
            side.telling[name].astype(np.float32),
            weights[start:end].astype(np.float32),
        )
        start = end
    tables["word"] = side.meanings.table(weights[start:])
    return SideModel(LABELS[speaker], bias.astype(np.float32), tables)


def _smaller(model: SideModel, side: Side) -> SideModel:
    """The model without the entries that move little."""
    tables = {}
    for name, table in model.tables.items():
        usual = table.telling * np.sqrt(side.frequency(name, list(table.rows)))
        moved = np.abs(table.weights).max(axis=1) * usual
        kept = np.sort(np.argsort(-moved, kind="stable")[: KEPT[name]])
        entries = list(table.rows)
        rows = {entries[old]: new for new, old in enumerate(kept)}
        tables[name] = Table(rows, table.telling[kept], table.weights[kept])
    return replace(model, tables=tables)
