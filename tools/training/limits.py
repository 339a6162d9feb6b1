"""From which probability on a score counts, with a rule's word for it and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from companion.events import Speaker
from tools.training.material import LABELS, Example

Truths = npt.NDArray[np.bool_]

SAFETY = ("violence", "self_harm")
"""Here a miss weighs as much as a false alarm, and hardly any score silences a rule."""

CAREFUL = 0.75
"""Elsewhere recall counts this much of precision: an agent who is alarmed or blamed for nothing
stops looking.
"""

STEPS = ("listen", "reflect", "apologise", "next_steps", "follow_up_date")
"""Nobody is alarmed by these."""

_ALONE = np.arange(0.15, 0.96, 0.05)
_DOUBTFUL = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True)
class Limits:
    """Label -> (alone at, doubtful at)."""

    of: dict[str, tuple[float, float]]

    @classmethod
    def fitted(
        cls, speaker: Speaker, examples: Sequence[Example], chances: npt.NDArray[np.float64]
    ) -> Limits:
        """The limits that do best on these examples, whose chances were held out of training."""
        found = {}
        for column, label in enumerate(LABELS[speaker]):
            truth, by_rule = _truths(label, examples)
            beta = 1.0 if label in (*SAFETY, *STEPS) else CAREFUL
            found[label] = max(
                (
                    (float(alone), doubtful)
                    for alone in _ALONE
                    for doubtful in (_DOUBTFUL[:3] if label in SAFETY else _DOUBTFUL)
                    if doubtful < alone
                ),
                key=lambda pair, c=chances[:, column], t=truth, r=by_rule, b=beta: figures(
                    t, together(r, c, *pair), b
                )[2],
            )
        return cls(found)

    def rows(self, labels: Sequence[str]) -> tuple[npt.NDArray[np.float32], ...]:
        """The two limits of every label, as the tables hold them."""
        return tuple(
            np.array([self.of[label][place] for label in labels], dtype=np.float32)
            for place in (0, 1)
        )


def together(
    by_rule: Truths, chance: npt.NDArray[np.float64], alone: float, doubtful: float
) -> Truths:
    """What rules and scores say together, as `companion.detect.scores.Score.bears_out` does."""
    found: Truths = chance >= np.where(by_rule, doubtful, alone)
    return found


def figures(truth: Truths, found: Truths, beta: float = 1.0) -> tuple[float, float, float]:
    """Precision, recall and their mean in which recall counts `beta` times as much."""
    right = float((truth & found).sum())
    precision = right / max(1.0, float(found.sum()))
    recall = right / max(1.0, float(truth.sum()))
    whole = beta**2 * precision + recall
    return precision, recall, (1 + beta**2) * precision * recall / whole if whole else 0.0


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
