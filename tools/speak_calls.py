"""Speak labelled calls with two made voices, for `companion evaluate --audio`.

    python -m tools.speak_calls CALLS.jsonl OUT_DIR [--telephone-db 20]

Writes OUT_DIR/<call_id>.flac (left the agent, right the customer; 16 kHz) and beside it
<call_id>.json, which says when each turn begins and ends. With --telephone-db the sound goes
through a made telephone line (8 kHz) whose hiss lies so many dB below the voice. What was spoken
already is kept, so an interrupted run can be taken up again.
"""

from __future__ import annotations

import argparse
import json
from itertools import groupby
from pathlib import Path

import numpy as np
import soundfile

from companion.audio import RATE
from companion.evaluate.labelled import LabelledCall, read_calls
from companion.events import Speaker
from tools.speech import Samples, say
from tools.telephone import LINE_RATE, over_the_line

PAUSE_S = 0.7
"""Silence between two turns."""

Times = list[tuple[float, float]]


def spoken(call: LabelledCall) -> tuple[Samples, Times]:
    """The call, shape (frames, 2), and when each turn begins and ends, in seconds."""
    pause = round(PAUSE_S * RATE)
    sounds = [say(turn.speaker, turn.words_spoken) for turn in call.turns]
    length = pause + sum(len(sound) + pause for sound in sounds)
    both = np.zeros((length, 2), np.float32)
    times = []
    start = pause
    for turn, sound in zip(call.turns, sounds, strict=True):
        end = start + len(sound)
        both[start:end, 0 if turn.speaker is Speaker.AGENT else 1] = sound
        times.append((start / RATE, end / RATE))
        start = end + pause
    return both, times


def write(call: LabelledCall, directory: Path, telephone_db: float | None) -> float:
    """Speak the call into the directory; how many seconds it lasts."""
    sound, times = spoken(call)
    beside = {
        "call_id": call.call_id,
        "telephone_db": telephone_db,
        "turns": [
            {"speaker": turn.speaker, "start": round(start, 3), "end": round(end, 3)}
            for turn, (start, end) in zip(call.turns, times, strict=True)
        ],
    }
    path = directory / f"{call.call_id}.flac"
    if telephone_db is None:
        soundfile.write(path, sound, RATE, subtype="PCM_16")
    else:
        line = over_the_line(sound.astype(np.float64), RATE, telephone_db)
        soundfile.write(path, line, LINE_RATE, subtype="PCM_16")
    # Last, because it says that the recording is whole.
    path.with_suffix(".json").write_text(json.dumps(beside, indent=1) + "\n", encoding="utf-8")
    return len(sound) / RATE


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("calls", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--telephone-db", type=float)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    calls = read_calls(given.calls)
    for call_id, same in groupby(sorted(calls, key=lambda c: c.call_id), lambda c: c.call_id):
        if len(list(same)) > 1:
            raise SystemExit(f"Two calls are named {call_id}: their recordings would be one.")
    for call in calls:
        if not (given.out / f"{call.call_id}.json").exists():
            seconds = write(call, given.out, given.telephone_db)
            print(f"{call.call_id}: {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
