"""What the recogniser makes of labelled calls on noisy lines, for the encoder to learn from.

    pip install -e .[tools]
    python -m tools.training.hear CALLS.jsonl OUT.jsonl [--every 4]

Two made voices speak every fourth of the calls that may be learnt from, over a made telephone line
with hiss 17 to 30 dB below them; the installed model hears it as in a live call. Each turn that was
heard otherwise than it was said becomes a line of OUT.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from companion.evaluate.audio import find_recordings, hear_call
from companion.evaluate.labelled import LabelledCall, read_calls
from tools.speak_calls import write
from tools.training.material import is_held_out

QUIETEST, LOUDEST = 30.0, 17.0
"""How many dB the hiss lies below the voice."""


def main() -> None:
    options = argparse.ArgumentParser(description="Let the recogniser hear labelled calls.")
    options.add_argument("calls", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--every", type=int, default=4, help="one call in so many is spoken")
    given = options.parse_args()
    calls = [
        call
        for number, call in enumerate(read_calls(given.calls))
        if not is_held_out(given.calls, number)
    ]
    lot = random.Random(given.calls.name)
    with given.out.open("a", encoding="utf-8") as out:
        for call in calls[:: given.every]:
            out.writelines(json.dumps(line) + "\n" for line in misheard(call, lot))
            out.flush()


def misheard(call: LabelledCall, lot: random.Random) -> Iterator[dict[str, str]]:
    """The turns of a call that a noisy line changes: who spoke, what was said, what was heard."""
    with tempfile.TemporaryDirectory() as directory:
        write(call, Path(directory), lot.uniform(LOUDEST, QUIETEST))
        (spoken,) = find_recordings([call], Path(directory))
        judged = hear_call(spoken, []).judged
    for turn, said in zip(judged.turns, call.turns, strict=True):
        if turn.turn.text and turn.turn.text != said.text:
            yield {"speaker": said.speaker.value, "said": said.text, "text": turn.turn.text}


if __name__ == "__main__":
    main()
