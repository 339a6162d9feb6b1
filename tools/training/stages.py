"""The two stages of the scorer, fitted: each sentence by itself, then where it stands.

What is fitted here is what `companion.detect.linear` adds up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from companion.detect.linear import ENTRIES, SIDES, WITH_NET, LinearScorer
from companion.detect.weights import TABLES, SideModel, Table
from companion.events import Speaker
from companion.language import read
from tools.training.limits import Limits
from tools.training.material import LABELS, PARTS, Example
from tools.training.meanings import Meanings
from tools.training.net import NetMaterial, fitted_net

STRENGTH = 5.0
"""Inverse of the regularisation of the first stage; the second stage uses a tenth of it."""

LEAST = {"gram": 2, "piece": 3}
"""In so many sentences an entry must occur."""


OUTSIDE = 0.15
"""What a sentence outside of the calls counts in the second stage, which should know how rare
things are.
"""


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


def first_stage(side: Side, speaker: Speaker, parts: Iterable[int]) -> SideModel:
    """The tables as the sentences of these parts teach them; no context yet."""
    chosen = set(parts)
    examples = [one for one in side.examples if one.part in chosen]
    matrix = side.matrix(examples)
    weights, bias = [], []
    for label in LABELS[speaker]:
        known = _known(label, examples)
        truth = [label in examples[place].labels for place in known]
        fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400)
        fitted.fit(matrix[known], truth)
        weights.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
    return _model(side, speaker, np.array(weights).T, np.array(bias))


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
    signs = sign_names(speaker)
    nothing = {sign: np.zeros(len(LABELS[speaker]), dtype=np.float32) for sign in signs}
    none = np.zeros(len(LABELS[speaker]), dtype=np.float32)
    return SideModel(LABELS[speaker], bias.astype(np.float32), tables, nothing, none, none)


def sign_names(speaker: Speaker) -> list[str]:
    other = Speaker.AGENT if speaker is Speaker.CUSTOMER else Speaker.CUSTOMER
    own = [f"own.{label}" for label in LABELS[speaker]]
    if speaker in WITH_NET:
        own += [f"net.{label}" for label in LABELS[speaker]]
    answered = [f"answered.{label}" for label in LABELS[other]]
    return [
        "bias",
        "length",
        *own,
        "opening",
        *answered,
        "heat",
        "last_heat",
        "repeated",
        "repeats",
    ]


@dataclass(frozen=True)
class Context:
    """The second stage: signs by labels."""

    speaker: Speaker
    weights: npt.NDArray[np.float64]

    def on(self, model: SideModel, limits: Limits) -> SideModel:
        """The model with this context and these limits."""
        signs = {
            name: self.weights[row].astype(np.float32)
            for row, name in enumerate(sign_names(self.speaker))
        }
        return SideModel(model.labels, model.bias, model.tables, signs, *limits.rows(model.labels))

    def chances(self, signs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-signs @ self.weights))
        return found


def fitted_context(
    speaker: Speaker, examples: Sequence[Example], signs: npt.NDArray[np.float64]
) -> Context:
    columns = []
    for label in LABELS[speaker]:
        known = _known(label, examples)
        truth = [label in examples[place].labels for place in known]
        weight = [1.0 if examples[place].in_call else OUTSIDE for place in known]
        fitted = LogisticRegression(C=STRENGTH / 10, fit_intercept=False, max_iter=2000)
        columns.append(fitted.fit(signs[known], truth, sample_weight=weight).coef_[0])
    return Context(speaker, np.array(columns).T)


def signs_held_out(
    sides: Mapping[Speaker, Side],
) -> dict[Speaker, tuple[list[Example], npt.NDArray[np.float64]]]:
    """The signs of every sentence in a call, from a first stage that did not see that call."""
    seen: dict[Speaker, list[tuple[Example, list[float]]]] = {speaker: [] for speaker in LABELS}
    prepared = net_material(sides)
    for part in range(PARTS):
        others = [one for one in range(PARTS) if one != part]
        nets = {one: fitted_net(prepared[one], others) for one in WITH_NET}
        customer, agent = (first_stage(sides[one], one, others) for one in SIDES)
        scorer = LinearScorer(customer, agent, nets)
        for speaker, side in sides.items():
            names = sign_names(speaker)
            for one in side.examples:
                if one.part == part:
                    signs = scorer.signs(read(one.text), speaker, one.earlier)
                    seen[speaker].append((one, [signs.get(name, 0.0) for name in names]))
    return {
        speaker: ([one for one, _ in rows], np.array([values for _, values in rows]))
        for speaker, rows in seen.items()
    }


def net_material(sides: Mapping[Speaker, Side]) -> dict[Speaker, NetMaterial]:
    """The sentences as the nets learn them, of the sides that have one."""
    return {
        speaker: NetMaterial(sides[speaker].examples, speaker, sides[speaker].meanings)
        for speaker in WITH_NET
    }


def second_stage(
    speaker: Speaker, examples: Sequence[Example], signs: npt.NDArray[np.float64]
) -> tuple[Context, npt.NDArray[np.float64]]:
    """The weights of the signs, and the chances of each sentence when its part is held out."""
    parts = np.array([example.part for example in examples])
    chances = np.zeros((len(examples), len(LABELS[speaker])))
    for part in range(PARTS):
        others = [one for one in examples if one.part != part]
        chances[parts == part] = fitted_context(speaker, others, signs[parts != part]).chances(
            signs[parts == part]
        )
    return fitted_context(speaker, examples, signs), chances


def turns_alone(
    examples: Sequence[Example], chances: npt.NDArray[np.float64]
) -> tuple[list[Example], npt.NDArray[np.float64]]:
    """The turns of calls without the other sentences: only they tell how often things occur."""
    chosen = [place for place, one in enumerate(examples) if one.in_call]
    return [examples[place] for place in chosen], chances[chosen]
