"""From which probability on a score counts, with a rule's word for it and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from companion.events import Speaker
from tools.training.material import LABELS, Example

Truths = npt.NDArray[np.bool_]

ENOUGH = 0.45
"""How likely a label must be, all told, to be said."""

SURE = 0.65
"""The same of a threat of whatever kind, whose kind is then a guess."""

_LEAST, _MOST = 0.01, 0.98

SEEN = 0.3
"""So many of the rules' right hits are left out when the limits are fitted: the rules' writers have
read these calls, and on others the rules hear about this much less.
"""


@dataclass(frozen=True)
class Limits:
    """Label -> (alone at, doubtful at)."""

    of: dict[str, tuple[float, float]]

    @classmethod
    def fitted(
        cls, speaker: Speaker, examples: Sequence[Example], chances: npt.NDArray[np.float64]
    ) -> Limits:
        """What these examples teach, whose chances were held out of training.

        A rule's word and the score are weighed by a logistic regression; the limits are the
        chances at which it finds the label likely enough, with the rule's word and without.
        """
        found = {}
        for column, label in enumerate(LABELS[speaker]):
            truth, by_rule = _truths(label, examples)
            lot = np.random.default_rng(column).random(len(truth))
            by_rule &= ~(truth & (lot < SEEN))
            found[label] = _limits(truth, by_rule, chances[:, column], label)
        return cls(found)

    def rows(self, labels: Sequence[str]) -> tuple[npt.NDArray[np.float32], ...]:
        """The two limits of every label, as the tables hold them."""
        return tuple(
            np.array([self.of[label][place] for label in labels], dtype=np.float32)
            for place in (0, 1)
        )


def _limits(
    truth: Truths, by_rule: Truths, chance: npt.NDArray[np.float64], label: str
) -> tuple[float, float]:
    signs = np.column_stack([by_rule, _odds(chance)])
    fitted = LogisticRegression(C=10.0).fit(signs, truth)
    (rule, score), bias = fitted.coef_[0], fitted.intercept_[0]
    enough = SURE if label == "threat" else ENOUGH
    needed = float(_odds(np.array([enough]))[0]) - bias
    alone, doubtful = (1 / (1 + np.exp(-odds / score)) for odds in (needed, needed - rule))
    return float(np.clip(alone, _LEAST, _MOST)), float(np.clip(doubtful, 0.0, alone))


def _odds(chance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Logarithms of the odds, within reason."""
    tame = np.clip(chance, 1e-4, 1 - 1e-4)
    odds: npt.NDArray[np.float64] = np.log(tame / (1 - tame))
    return odds


def together(
    by_rule: Truths, chance: npt.NDArray[np.float64], alone: float, doubtful: float
) -> Truths:
    """What rules and scores say together, as `companion.detect.scores.Score.bears_out` does."""
    found: Truths = chance >= np.where(by_rule, doubtful, alone)
    return found


def figures(truth: Truths, found: Truths) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = float((truth & found).sum())
    precision = right / max(1.0, float(found.sum()))
    recall = right / max(1.0, float(truth.sum()))
    whole = precision + recall
    return precision, recall, 2 * precision * recall / whole if whole else 0.0


def report(
    speaker: Speaker,
    examples: Sequence[Example],
    chances: npt.NDArray[np.float64],
    limits: Limits,
) -> None:
    """Print precision, recall and F1 of the rules, of the scores and of both together."""
    print(f"{'':16}{'gold':>5}{'AP':>6}   {'rules P R F1':18}{'scores':18}{'together':18}limits")
    for column, label in enumerate(LABELS[speaker]):
        truth, by_rule = _truths(label, examples)
        if truth.any():
            chance = chances[:, column]
            alone, doubtful = limits.of[label]
            ways = (by_rule, chance >= 0.5, together(by_rule, chance, alone, doubtful))
            cells = "   ".join("{:.2f} {:.2f} {:.2f}".format(*figures(truth, way)) for way in ways)
            average = average_precision_score(truth, chance)
            print(
                f"{label:16}{truth.sum():>5}{average:>6.2f}   {cells}   {alone:.2f} {doubtful:.2f}"
            )


def _truths(label: str, examples: Sequence[Example]) -> tuple[Truths, Truths]:
    """Where the label is true, and where the rules alone say it."""
    truth = np.array([label in one.labels for one in examples])
    return truth, np.array([label in one.by_rule for one in examples])
