"""The whole product on the training calls, each judged by a scorer that has never seen it.

    python -m tools.training.held_out [--rules-alone]

The rules' writers have seen these calls, so this says more of the scorer than of the rules; calls
that nobody has seen are in tests/data/calls.
"""

from __future__ import annotations

import argparse
import random

from companion.detect.linear import SIDES, WITH_NET, LinearScorer
from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.evaluate.labelled import read_calls
from companion.evaluate.run import judge_call
from companion.evaluate.score import score
from companion.evaluate.table import as_table
from tools.training.limits import Limits
from tools.training.material import PARTS
from tools.training.net import fitted_net
from tools.training.stages import (
    first_stage,
    fitted_context,
    net_material,
    second_stage,
    signs_held_out,
    turns_alone,
)
from tools.training.train import SEED, call_files, load_sides


def main() -> None:
    options = argparse.ArgumentParser(description="Judge the training calls, held out in turn.")
    options.add_argument("--rules-alone", action="store_true", help="without any scorer")
    given = options.parse_args()
    scorers = [NoScores()] * PARTS if given.rules_alone else held_out_scorers()
    detectors = [load_detectors(scorer) for scorer in scorers]
    random.seed(SEED)
    calls = [call for file in call_files() for call in read_calls(file)]
    judged = [judge_call(call, detectors[random.randrange(PARTS)]) for call in calls]
    print(as_table(score(judged)))


def held_out_scorers() -> list[LinearScorer]:
    """For each part the scorer that the other parts teach, with the limits of all."""
    sides = load_sides()
    signs = signs_held_out(sides)
    limits = {}
    for speaker, (examples, rows) in signs.items():
        _, chances = second_stage(speaker, examples, rows)
        limits[speaker] = Limits.fitted(speaker, *turns_alone(examples, chances))
    prepared = net_material(sides)
    scorers = []
    for part in range(PARTS):
        others = [one for one in range(PARTS) if one != part]
        models = []
        for speaker in SIDES:
            examples, rows = signs[speaker]
            chosen = [place for place, one in enumerate(examples) if one.part != part]
            seen = [examples[place] for place in chosen]
            context = fitted_context(speaker, seen, rows[chosen])
            model = first_stage(sides[speaker], speaker, others)
            models.append(context.on(model, limits[speaker]))
        nets = {speaker: fitted_net(prepared[speaker], others) for speaker in WITH_NET}
        scorers.append(LinearScorer(models[0], models[1], nets))
    return scorers


if __name__ == "__main__":
    main()
