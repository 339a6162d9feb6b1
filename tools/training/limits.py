"""How much tables and encoder count for each label, and from which chance on it is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import tomlkit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from companion.detect.scorer import Decision, Decisions
from companion.events import Speaker
from tools.training.material import LABELS, Example

Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

ENOUGH = 0.45
"""How likely a label must be, all told, to be said."""

SURE = 0.65
"""The same of a threat of whatever kind, whose kind is then a guess."""

WORTH_ASKING = 0.3
"""The same of a danger to the caller's own life: missing one is worse than asking twice in vain."""

CHARGE = 0.75
"""The same of an insult in words that no rule knows: whoever is said to have insulted is warned."""

_NEEDED = {"threat": SURE, "abuse": CHARGE, "self_harm": WORTH_ASKING}
_LEAST, _MOST = 0.01, 0.98
_REMARKS = (
    "How much the sums of the tables and of the encoder count for each label, and the chances from",
    "which it holds without a rule's word (alone) and with one (doubtful). Made by",
    "tools/training/train.py on calls that taught neither; see docs/decisions/0024.",
)


def fitted_decision(
    speaker: Speaker, examples: Sequence[Example], linear: Numbers, encoded: Numbers
) -> Decision:
    """What these examples teach, which neither tables nor encoder have seen."""
    labels = LABELS[speaker]
    rows = [
        _weighed(_truth(label, examples), linear[:, column], encoded[:, column])
        for column, label in enumerate(labels)
    ]
    by_linear, by_encoder, bias = np.array(rows, np.float32).T
    decision = Decision(by_linear, by_encoder, bias, {})
    chances = chances_of(decision, linear, encoded)
    limits = {
        label: _limits(
            _truth(label, examples), _by_rule(label, examples), chances[:, column], label
        )
        for column, label in enumerate(labels)
    }
    return Decision(by_linear, by_encoder, bias, limits)


def chances_of(decision: Decision, linear: Numbers, encoded: Numbers) -> Floats:
    """Examples by labels."""
    chances: Floats = 1 / (1 + np.exp(-decision.total(linear, encoded).astype(np.float64)))
    return chances


def written(decisions: Decisions) -> str:
    """The file that `companion.detect.scorer.read_decisions` reads."""
    document = tomlkit.document()
    for remark in _REMARKS:
        document.add(tomlkit.comment(remark))
    for side, decision in decisions.items():
        for column, label in enumerate(LABELS[side]):
            alone, doubtful = decision.limits[label]
            numbers = {
                "linear": decision.linear[column],
                "encoder": decision.encoder[column],
                "bias": decision.bias[column],
                "alone": alone,
                "doubtful": doubtful,
            }
            table = tomlkit.table()
            for name, number in numbers.items():
                table[name] = round(float(number), 3)
            document.setdefault(side.value, tomlkit.table(is_super_table=True))[label] = table
    return tomlkit.dumps(document)


def report(
    speaker: Speaker, examples: Sequence[Example], chances: Floats, decision: Decision
) -> None:
    """Print precision, recall and F1 of the rules, of the chances and of both together."""
    print(f"{'':16}{'gold':>5}{'AP':>6}   {'rules P R F1':18}{'chances':18}{'together':18}limits")
    for column, label in enumerate(LABELS[speaker]):
        truth, by_rule = _truth(label, examples), _by_rule(label, examples)
        if truth.any():
            chance = chances[:, column]
            alone, doubtful = decision.limits[label]
            ways = (by_rule, chance >= 0.5, together(by_rule, chance, alone, doubtful))
            cells = "   ".join("{:.2f} {:.2f} {:.2f}".format(*figures(truth, way)) for way in ways)
            average = average_precision_score(truth, chance)
            print(
                f"{label:16}{truth.sum():>5}{average:>6.2f}   {cells}   {alone:.2f} {doubtful:.2f}"
            )


def together(by_rule: Truths, chance: Floats, alone: float, doubtful: float) -> Truths:
    """What rules and chances say together, as `companion.detect.scores.Score.bears_out` does."""
    found: Truths = chance >= np.where(by_rule, doubtful, alone)
    return found


def figures(truth: Truths, found: Truths) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = float((truth & found).sum())
    precision = right / max(1.0, float(found.sum()))
    recall = right / max(1.0, float(truth.sum()))
    whole = precision + recall
    return precision, recall, 2 * precision * recall / whole if whole else 0.0


def _weighed(truth: Truths, linear: Numbers, encoded: Numbers) -> tuple[float, float, float]:
    fitted = LogisticRegression(C=1.0).fit(np.column_stack([linear, encoded]), truth)
    (by_linear, by_encoder), bias = fitted.coef_[0], fitted.intercept_[0]
    return float(by_linear), float(by_encoder), float(bias)


def _limits(truth: Truths, by_rule: Truths, chance: Floats, label: str) -> tuple[float, float]:
    """The chances at which a rule's word and the score make the label likely enough.

    The rules' writers have not seen these calls, so a rule's word is worth here what it is worth
    on a call of tomorrow.
    """
    signs = np.column_stack([by_rule, _odds(chance)])
    fitted = LogisticRegression(C=10.0).fit(signs, truth)
    (rule, score), bias = fitted.coef_[0], fitted.intercept_[0]
    enough = _NEEDED.get(label, ENOUGH)
    alone, with_rule = _odds(np.array([enough, min(enough, ENOUGH)])) - bias
    alone, doubtful = (1 / (1 + np.exp(-odds / score)) for odds in (alone, with_rule - rule))
    return float(np.clip(alone, _LEAST, _MOST)), float(np.clip(doubtful, 0.0, alone))


def _odds(chance: Floats) -> Floats:
    """Logarithms of the odds, within reason."""
    tame = np.clip(chance, 1e-4, 1 - 1e-4)
    odds: Floats = np.log(tame / (1 - tame))
    return odds


def _truth(label: str, examples: Sequence[Example]) -> Truths:
    return np.array([label in one.labels for one in examples])


def _by_rule(label: str, examples: Sequence[Example]) -> Truths:
    return np.array([label in one.by_rule for one in examples])
