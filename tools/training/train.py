"""Train the tables in `assets/weights` from the labelled calls and sentences beside this file.

    pip install -e .[training]
    python -m tools.training.train [--check CALLS.jsonl ...]

Seeded and without a network. Prints what the rules, the scores and both together get right on
calls held out in turn (five parts, whole calls) and on the files of --check, which take no part.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.detect.linear import LinearScorer
from companion.detect.net import write_net
from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.detect.weights import SideModel, Table, written
from companion.events import Speaker
from companion.language import read
from companion.paths import assets
from tools.training.limits import Limits, report
from tools.training.material import (
    LABELS,
    PARTS,
    Example,
    from_calls,
    from_calm,
    from_heard,
    from_sentences,
)
from tools.training.meanings import load_meanings
from tools.training.net import fitted_net
from tools.training.stages import (
    Side,
    first_stage,
    net_material,
    second_stage,
    signs_held_out,
    turns_alone,
)

HERE = Path(__file__).parent
SEED = 7

KEPT = {"gram": 4500, "piece": 4000, "word": 5500}
"""Entries kept in the shipped tables, by what they move."""


def main() -> None:
    options = argparse.ArgumentParser(description="Train the tables in assets/weights.")
    options.add_argument(
        "--check", type=Path, nargs="*", default=[], help="calls that take no part in training"
    )
    given = options.parse_args()
    sides = load_sides()
    nets = {
        speaker: fitted_net(material, range(PARTS))
        for speaker, material in net_material(sides).items()
    }
    models: dict[Speaker, SideModel] = {}
    limits: dict[Speaker, Limits] = {}
    for speaker, (held_out, signs) in signs_held_out(sides).items():
        context, chances = second_stage(speaker, held_out, signs)
        turns, chances = turns_alone(held_out, chances)
        limits[speaker] = Limits.fitted(speaker, turns, chances)
        print(f"\n{speaker.value}, held out in turn")
        report(speaker, turns, chances, limits[speaker])
        whole = first_stage(sides[speaker], speaker, range(PARTS))
        models[speaker] = _smaller(context.on(whole, limits[speaker]), sides[speaker])
        path = assets() / "weights" / f"{speaker.value}.tsv"
        path.write_text(written(models[speaker], _remarks(speaker, sides[speaker])), "utf-8")
        if speaker in nets:
            write_net(nets[speaker], path.with_name(f"{speaker.value}_net.npz"))
    scorer = LinearScorer(models[Speaker.CUSTOMER], models[Speaker.AGENT], nets)
    for file in given.check:
        _check(file, scorer, limits)


def load_sides() -> dict[Speaker, Side]:
    """All material, by side; seeded, so that every call is in the same part each time."""
    random.seed(SEED)
    calls = from_calls(call_files(), load_detectors(NoScores()))
    examples = [
        *calls,
        *from_sentences(sorted((HERE / "sentences").glob("*.jsonl")), calls),
        *from_calm(sorted((HERE / "calm").glob("*.txt")), calls),
    ]
    examples += from_heard(sorted((HERE / "heard").glob("*.jsonl")), examples)
    meanings = load_meanings(read(example.text) for example in examples)
    return {
        speaker: Side([one for one in examples if one.speaker is speaker], meanings)
        for speaker in LABELS
    }


def call_files() -> list[Path]:
    return sorted((HERE / "calls").glob("*.jsonl"))


def _check(file: Path, scorer: LinearScorer, limits: dict[Speaker, Limits]) -> None:
    print(f"\n{file.name}, not trained on")
    examples = from_calls([file], load_detectors(NoScores()))
    for speaker in LABELS:
        chosen = [one for one in examples if one.speaker is speaker]
        report(speaker, chosen, _chances(scorer, chosen), limits[speaker])


def _smaller(model: SideModel, side: Side) -> SideModel:
    """The model without the entries that move little."""
    tables = {}
    for name, table in model.tables.items():
        usual = table.telling * np.sqrt(side.frequency(name, list(table.rows)))
        moved = np.abs(table.weights).max(axis=1) * usual
        kept = np.sort(np.argsort(-moved, kind="stable")[: KEPT[name]])
        entries = list(table.rows)
        rows = {entries[old]: new for new, old in enumerate(kept)}
        tables[name] = Table(rows, table.telling[kept], table.weights[kept])
    return replace(model, tables=tables)


def _remarks(speaker: Speaker, side: Side) -> list[str]:
    return [
        f"Weights on the {speaker.value}'s sentences, made by tools/training/train.py",
        f"from {len(side.examples)} sentences; see docs/decisions/0007-statistical-layer.md.",
    ]


def _chances(scorer: LinearScorer, examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    scored = (scorer.score(one.text, one.speaker, one.earlier) for one in examples)
    return np.array([[score.probability for score in scores.values()] for scores in scored])


if __name__ == "__main__":
    main()
