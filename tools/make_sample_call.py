"""Speak tools/sample_call.toml into assets/sample_call.flac: left the agent, right the customer.

python -m tools.make_sample_call [SCRIPT.toml OUT.flac]
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from companion.audio import RATE
from companion.events import Speaker
from tools.speech import Samples, say

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Line:
    speaker: Speaker
    text: str
    gap: float


def read_script(path: Path) -> list[Line]:
    lines = tomllib.loads(path.read_text(encoding="utf-8"))["line"]
    return [Line(Speaker(line["speaker"]), line["text"], line["gap"]) for line in lines]


def speak(script: list[Line]) -> Samples:
    """The call as one array of the shape (frames, 2)."""
    placed: list[tuple[int, int, Samples]] = []
    end = 0
    for line in script:
        sound = say(line.speaker, line.text)
        start = max(0, end + round(line.gap * RATE))
        placed.append((start, 0 if line.speaker is Speaker.AGENT else 1, sound))
        end = start + len(sound)
    call = np.zeros((end + RATE, 2), np.float32)
    for start, channel, sound in placed:
        call[start : start + len(sound), channel] += sound
    return call


def main() -> None:
    script, out = (
        map(Path, sys.argv[1:3])
        if len(sys.argv) == 3
        else (ROOT / "tools" / "sample_call.toml", ROOT / "assets" / "sample_call.flac")
    )
    call = speak(read_script(script))
    soundfile.write(out, call, RATE, subtype="PCM_16")
    print(f"{out}: {len(call) / RATE:.1f} s, {out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
