"""Train the scorer in `assets/weights` from the labelled calls and sentences beside this file.

    pip install -e .[training]
    python -m tools.training.train [--arrays FILE [--further]]

Seeded and without a network; an hour on two quiet cores. A third of the calls that were
written after the rules teaches neither tables nor encoder: on it is fitted how much each counts,
and printed what rules, chances and both together get right. With --arrays the encoder's fitted
arrays are kept in a file, or taken from it if it is there, for work on the rest. With --further
they go on from there for one more round, which is enough where little material has come.
"""

from __future__ import annotations

import argparse
import logging
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from companion.detect.encoder import read_encoder
from companion.detect.linear import SIDES, read_linear
from companion.detect.pieces import Pieces
from companion.detect.scorer import TrainedScorer
from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.detect.weights import written as written_tables
from companion.events import Speaker
from companion.language import read
from companion.paths import assets
from tools.training.encoder import Arrays, beginning, fitted_encoder, known_pieces
from tools.training.encoder_expected import write_expected
from tools.training.encoder_graph import write_graphs
from tools.training.limits import Numbers, chances_of, fitted_decision, report, written
from tools.training.material import (
    Example,
    from_calls,
    from_calm,
    from_heard,
    from_sentences,
    misplaced,
    run_on,
)
from tools.training.meanings import load_meanings
from tools.training.tables import Side, fitted_tables
from tools.training.talks import talks

HERE = Path(__file__).parent
WEIGHTS = assets() / "weights"


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = argparse.ArgumentParser(description="Train the scorer in assets/weights.")
    options.add_argument("--arrays", type=Path, help="where the encoder's arrays are kept")
    options.add_argument("--further", action="store_true", help="teach those for a round more")
    given = options.parse_args()
    examples = load_examples()
    learnt = learnt_from(examples)
    _write_tables(learnt)
    arrays, pieces = _encoder(learnt, given.arrays, further=given.further)
    write_graphs(arrays, pieces, WEIGHTS)
    write_expected(arrays, pieces)
    scorer = TrainedScorer(read_linear(WEIGHTS), read_encoder(WEIGHTS), {})
    decisions = {}
    for side in SIDES:
        kept = [one for one in examples if one.held_out and one.speaker is side]
        linear, encoded = _sums(scorer, kept)
        decisions[side] = fitted_decision(side, kept, linear, encoded)
        print(f"\n{side.value}, held out")
        report(side, kept, chances_of(decisions[side], linear, encoded), decisions[side])
    (WEIGHTS / "decisions.toml").write_text(written(decisions), encoding="utf-8")


def load_examples() -> list[Example]:
    """All material, in the order of the files."""
    examples = [
        *from_calls(call_files(), load_detectors(NoScores())),
        *from_sentences(sorted((HERE / "sentences").glob("*.jsonl"))),
        *from_calm(sorted((HERE / "calm").glob("*.txt"))),
    ]
    return examples + from_heard(sorted((HERE / "heard").glob("*.jsonl")), examples)


def learnt_from(examples: Sequence[Example]) -> list[Example]:
    """What teaches tables and encoder: all that is not held out, and some of it once more."""
    lot = random.Random(0)
    learnt = [one for one in examples if not one.held_out]
    return [*learnt, *misplaced(learnt, lot), *run_on(learnt, lot)]


def call_files() -> list[Path]:
    return sorted((HERE / "calls").glob("*.jsonl"))


def _write_tables(learnt: Sequence[Example]) -> None:
    meanings = load_meanings(read(example.text) for example in learnt)
    for side in SIDES:
        examples = [one for one in learnt if one.speaker is side]
        model = fitted_tables(Side(examples, meanings), side)
        text = written_tables(model, _remarks(side, len(examples)))
        (WEIGHTS / f"{side.value}.tsv").write_text(text, encoding="utf-8")


def _remarks(side: Speaker, count: int) -> list[str]:
    return [
        f"Weights on the {side.value}'s sentences, made by tools/training/train.py",
        f"from {count} sentences; see docs/decisions/0007-statistical-layer.md.",
    ]


def _encoder(
    learnt: Sequence[Example], kept: Path | None, *, further: bool
) -> tuple[Arrays, Pieces]:
    if kept is not None and kept.exists():
        arrays, names = pickle.loads(kept.read_bytes())
        pieces = Pieces(names)
        if not further:
            return arrays, pieces
        arrays = fitted_encoder(talks(learnt), pieces, arrays, further=True)
    else:
        spoken = talks(learnt)
        pieces, rows = known_pieces(spoken)
        arrays = fitted_encoder(spoken, pieces, beginning(rows))
    if kept is not None:
        kept.write_bytes(pickle.dumps((arrays, pieces.names)))
    return arrays, pieces


def _sums(scorer: TrainedScorer, examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    """Those of the tables and those of the encoder: examples by labels."""
    both = [scorer.sums(one.text, one.speaker, one.earlier) for one in examples]
    return np.array([linear for linear, _ in both]), np.array([encoded for _, encoded in both])


if __name__ == "__main__":
    main()
