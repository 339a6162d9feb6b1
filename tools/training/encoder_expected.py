"""What the fitted arrays say of a small talk, for the test that the graphs say the same.

`tests/data/encoder_sums.json`: turns with who says them, and each turn's sums by label.
"""

from __future__ import annotations

import json
from pathlib import Path

from companion.detect.pieces import Pieces
from companion.events import Speaker
from tools.training.encoder import Arrays, sums
from tools.training.talks import ALL_LABELS, Packer, Said

FILE = Path(__file__).parents[2] / "tests" / "data" / "encoder_sums.json"

TALK = (
    Said(Speaker.AGENT, "good morning how can i help"),
    Said(Speaker.CUSTOMER, "you've sent me the wrong kettle twice and nobody rings me back"),
    Said(Speaker.AGENT, "so two wrong kettles and not one call i'm sorry about that"),
    Said(Speaker.CUSTOMER, "sorry won't boil water i'm taking this to the small claims court"),
    Said(Speaker.AGENT, "well you did order the blue one it says so here"),
    Said(Speaker.CUSTOMER, "give me your supervisor you useless article"),
)


def write_expected(arrays: Arrays, pieces: Pieces) -> None:
    batch = Packer(pieces, rows=2).packed([TALK])
    assert batch is not None
    found = sums(arrays, batch)
    turns = [
        {
            "speaker": turn.speaker.value,
            "text": turn.text,
            "sums": {
                label: round(float(value), 3) for label, value in zip(ALL_LABELS, row, strict=True)
            },
        }
        for turn, row in zip(TALK, found, strict=False)
    ]
    FILE.write_text(json.dumps(turns, indent=1) + "\n", encoding="utf-8")
