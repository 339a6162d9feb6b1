"""Fits `TOGETHER` of `companion/detect/anger.py`: what scores and signs say of anger together.

    python -m tools.training.fit_anger_together

Logistic regressions over the scores' log odds, on the calls that taught the scorer nothing, and
over the detector's signs. What the sentence before was rated is first the rules' word; then
the fit is played through the calls and learns from its own ratings, `ROUNDS` times. Prints the
agreement on calls held out in turn for several limits, then the weights, to be copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from companion.detect import Detector
from companion.detect.anger import ENOUGH, TOGETHER
from companion.detect.checklist import ChecklistDetector
from companion.detect.conduct import ConductDetector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.detect.scorer import load_scorer
from companion.detect.scores import log_odds
from companion.events import Speaker
from tools.training.fit_anger import COURSE, agreement, sentences
from tools.training.material import is_held_out
from tools.training.train import call_files

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

PARTS = 5
"""Calls are held out of this fit in so many turns."""

ROUNDS = 3
LIMITS = (0.35, 0.4, 0.45, 0.5)
_NAMES = tuple(TOGETHER)
_BEFORE = [_NAMES.index(name) for name in COURSE[:3]]


@dataclass(frozen=True)
class Rows:
    """The customers' sentences of all calls in order, and which are the first of a call."""

    values: Floats
    labels: Numbers
    parts: Numbers
    first: npt.NDArray[np.bool_]

    def played(self, weights: dict[int, Floats], enough: float) -> tuple[Numbers, Floats]:
        """The levels by the weights of each part, going by the levels before; and those signs."""
        values, levels = self.values.copy(), np.zeros_like(self.labels)
        for row, part in enumerate(self.parts):
            before = 0 if self.first[row] else levels[row - 1]
            values[row, _BEFORE] = [before == level for level in (1, 2, 3)]
            levels[row] = int((weights[part] @ values[row] >= log_odds(enough)).sum())
        return levels, values


def read_rows() -> Rows:
    """The calls that were held out of the training, with the chances of the program's scorer."""
    engine, scorer = Engine(load_packs()), load_scorer()
    detectors: list[Detector] = [ChecklistDetector(engine), ConductDetector(engine)]
    values, labels, parts, first = [], [], [], []
    for number, line in enumerate(_held_out_lines()):
        call = json.loads(line)
        said = [(Speaker(turn["speaker"]), turn["text"]) for turn in call["turns"]]
        places = [place for place, (side, _) in enumerate(said) if side is Speaker.CUSTOMER]
        for place, sentence in zip(places, sentences(call, engine, detectors), strict=True):
            scores = scorer.score(said[place][1], Speaker.CUSTOMER, said[:place])
            odds = [log_odds(scores[name].probability) for name in _NAMES[:3]]
            values.append([*odds, *(sentence.signs[name] for name in _NAMES[3:-1]), 1.0])
            labels.append(sentence.label)
            parts.append(number % PARTS)
            first.append(place == places[0])
    return Rows(np.array(values), np.array(labels), np.array(parts), np.array(first))


def _held_out_lines() -> Iterator[str]:
    for file in call_files():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if is_held_out(file, number):
                yield line


def fitted(values: Floats, labels: Numbers) -> Floats:
    """Weights of the signs for each level, the bias last."""
    rows = []
    for level in (1, 2, 3):
        fit = LogisticRegression(max_iter=3000).fit(values[:, :-1], labels >= level)
        rows.append([*fit.coef_[0], fit.intercept_[0]])
    return np.array(rows)


def main() -> None:
    rows = read_rows()
    values = rows.values
    for turn in range(ROUNDS):
        weights = {
            part: fitted(values[rows.parts != part], rows.labels[rows.parts != part])
            for part in range(PARTS)
        }
        for limit in LIMITS:
            levels, _ = rows.played(weights, limit)
            kappa, f1 = agreement(rows.labels.tolist(), levels.tolist())
            print(f"round {turn}, limit {limit}: kappa {kappa:.3f}, F1 of 2 and 3 {f1:.3f}")
        _, values = rows.played(weights, ENOUGH)
    for name, row in zip(_NAMES, fitted(values, rows.labels).T, strict=True):
        print(f'    "{name}": ({", ".join(f"{weight:.2f}" for weight in row)}),')


if __name__ == "__main__":
    main()
