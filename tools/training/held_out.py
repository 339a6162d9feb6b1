"""The whole product on the training calls that taught its scorer nothing.

    python -m tools.training.held_out [--rules-alone] [--misses]

How much scores and rules count was fitted on these calls, so the figures flatter a little; calls
that nobody has used for anything are in tests/data/calls.
"""

from __future__ import annotations

import argparse

from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.evaluate.labelled import LabelledCall, read_calls
from companion.evaluate.run import judge_calls
from companion.evaluate.score import score
from companion.evaluate.table import as_table, misses
from tools.training.material import is_held_out
from tools.training.train import call_files


def main() -> None:
    options = argparse.ArgumentParser(description="Judge the calls that were held out.")
    options.add_argument("--rules-alone", action="store_true", help="without any scorer")
    options.add_argument("--misses", action="store_true", help="list misjudged turns first")
    given = options.parse_args()
    detectors = load_detectors(NoScores() if given.rules_alone else None)
    judged = list(judge_calls(held_out_calls(), detectors))
    if given.misses:
        print("\n".join(misses(judged)))
    print(as_table(score(judged)))


def held_out_calls() -> list[LabelledCall]:
    """In the order of the files."""
    return [
        call
        for file in call_files()
        for number, call in enumerate(read_calls(file))
        if is_held_out(file, number)
    ]


if __name__ == "__main__":
    main()
