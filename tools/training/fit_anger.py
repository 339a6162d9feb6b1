"""Fits the weights of `companion/detect/anger.py` on the labelled calls beside this script.

    python -m tools.training.fit_anger

An ordinal logistic regression (proportional odds) over the signs that the detector itself counts,
with the level that came before as labelled; then the limits between the levels are moved to where
the detector, going by its own earlier levels, agrees best. Prints both, and the agreement on calls
held out in turn, to be copied into the module. Needs only numpy.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.call import Call, step
from companion.detect import Detector
from companion.detect.anger import cues_of, floor, signs
from companion.detect.checklist import ChecklistDetector
from companion.detect.conduct import ConductDetector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.events import AngerRated, AnyEvent, CallStarted, Speaker, UtteranceHeard
from companion.language import read

Floats = NDArray[np.float64]

COURSE = ("was_annoyed", "was_angry", "was_furious", "opening")
"""The signs that hang on the level before: put in anew when the detector goes by its own."""

FOLDS = 4


@dataclass(frozen=True)
class Sentence:
    """One sentence of a customer: its signs, the level its cues alone give, the label."""

    signs: dict[str, float]
    floor: int
    label: int


def sentences(
    call: dict[str, Any], engine: Engine, detectors: Sequence[Detector]
) -> list[Sentence]:
    """The customer's sentences of a labelled call, the agent's slips as the detectors hear them."""
    found: list[Sentence] = []
    state = Call()

    def put(event: AnyEvent) -> AnyEvent:
        nonlocal state
        entry = replace(event, seq=state.last_seq + 1)
        state = step(state, entry)
        return entry

    put(_begun(call))
    for turn in call["turns"]:
        at = float(turn["turn"])
        heard = put(
            UtteranceHeard(
                at=at, speaker=Speaker(turn["speaker"]), start=at, end=at, text=turn["text"]
            )
        )
        if turn["speaker"] == "agent":
            for detector in detectors:
                for event in list(detector.look(state, heard)):
                    put(event)
            continue
        reading = read(turn["text"])
        cues = cues_of(engine.hits(reading, "customer"))
        label = int(turn["labels"]["anger"])
        found.append(Sentence(dict(signs(state, heard.seq, reading, cues)), floor(cues), label))
        put(AngerRated(at=at, utterance=heard.seq, level=label, because=()))
    return found


def _begun(call: dict[str, Any]) -> CallStarted:
    day = dt.datetime.fromisoformat(call["call_date"]).replace(tzinfo=dt.UTC)
    sides = (Speaker.AGENT, Speaker.CUSTOMER)
    return CallStarted(
        at=0.0, call_id=call["call_id"], started_at=day, source="", model="", channels=sides
    )


def fitted(calls: Sequence[Sequence[Sentence]]) -> tuple[Floats, Floats]:
    """Weights of the signs, and the limits of the levels."""
    rows = [sentence for call in calls for sentence in call]
    values = np.array([list(row.signs.values()) for row in rows])
    labels = np.array([row.label for row in rows])
    weights, limits = np.zeros(values.shape[1]), np.array([0.0, 1.0, 2.5])
    for _ in range(2500):
        slopes = np.zeros_like(weights)
        shifts = np.zeros(3)
        for level in range(3):
            error = 1 / (1 + np.exp(limits[level] - values @ weights)) - (labels > level)
            slopes += values.T @ error / len(labels)
            shifts[level] = error.mean()
        weights -= 0.15 * (slopes + 0.003 * weights)
        limits += 0.15 * shifts
    moves = itertools.product((-0.6, -0.3, 0.0, 0.3), (-0.8, -0.5, -0.2, 0.0), (-1.2, -0.6, 0.0))
    tried = [limits + np.array(move) for move in moves]
    return weights, max(
        (t for t in tried if t[0] < t[1] < t[2]), key=lambda t: _worth(calls, weights, t)
    )


def levels(call: Sequence[Sentence], weights: Floats, limits: Floats) -> list[int]:
    """What the detector would say, going by its own earlier levels."""
    said: list[int] = []
    for sentence in call:
        last = said[-1] if said else 0
        own = dict(zip(COURSE, (last == 1, last == 2, last == 3, not said), strict=True))
        values = np.array([float(own.get(name, value)) for name, value in sentence.signs.items()])
        level = int((values @ weights >= limits).sum())
        said.append(max(level, sentence.floor))
    return said


def agreement(labels: Sequence[int], said: Sequence[int]) -> tuple[float, float]:
    """Quadratic kappa, and F1 of "angry or worse"."""
    truth, guess = np.array(labels), np.array(said)
    counts = np.outer(np.bincount(truth, minlength=4), np.bincount(guess, minlength=4))
    distance = np.subtract.outer(np.arange(4), np.arange(4)) ** 2
    chance = float((counts * distance).sum()) / len(truth)
    kappa = 1 - float(((truth - guess) ** 2).sum()) / chance
    both = int(((truth >= 2) & (guess >= 2)).sum())
    return kappa, 2 * both / max(1, int((truth >= 2).sum() + (guess >= 2).sum()))


def _worth(calls: Sequence[Sequence[Sentence]], weights: Floats, limits: Floats) -> float:
    said = [level for call in calls for level in levels(call, weights, limits)]
    return sum(agreement([s.label for call in calls for s in call], said))


def main() -> None:
    engine = Engine(load_packs())
    detectors: list[Detector] = [ChecklistDetector(engine), ConductDetector(engine)]
    folder = Path(__file__).parent / "calls"
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.open()]
    calls = [sentences(json.loads(line), engine, detectors) for line in lines]
    for fold in range(FOLDS):
        weights, limits = fitted([call for n, call in enumerate(calls) if n % FOLDS != fold])
        held = [call for n, call in enumerate(calls) if n % FOLDS == fold]
        said = [level for call in held for level in levels(call, weights, limits)]
        kappa, f1 = agreement([s.label for call in held for s in call], said)
        print(f"held out {fold}: kappa {kappa:.2f}, F1 of 2 and 3 {f1:.2f}")
    weights, limits = fitted(calls)
    print({name: round(float(w), 2) for name, w in zip(calls[0][0].signs, weights, strict=True)})
    print([round(float(limit), 2) for limit in limits])


if __name__ == "__main__":
    main()
