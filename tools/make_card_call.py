"""Make tests/companion/recordings/card_call.flac: a card number is read out, with echo.

python -m tools.make_card_call        (needs the extra `tools`)

The number is an example that passes the check of card numbers and belongs to nobody.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from companion.audio import RATE
from companion.events import Speaker
from tools.speech import say

FILE = Path(__file__).parents[1] / "tests" / "companion" / "recordings" / "card_call.flac"

TALK = (
    (Speaker.AGENT, "could you read me the long card number please"),
    (Speaker.CUSTOMER, "four five three nine, one four eight eight"),
    (Speaker.CUSTOMER, "zero three four three, six four six seven"),
    (Speaker.AGENT, "thank you, and the security code on the back"),
    (Speaker.CUSTOMER, "it is seven three one"),
    (Speaker.AGENT, "lovely, your parcel will be with you on friday morning"),
)
BLEED = 0.25
"""The customer in the agent's microphone, 12 dB below."""
DELAY = 500
"""Frames after which: 31 ms."""
SIDES = (Speaker.AGENT, Speaker.CUSTOMER)


def main() -> None:
    pieces = [np.zeros((RATE, 2), np.float32)]
    for speaker, text in TALK:
        voice = say(speaker, text)
        piece = np.zeros((len(voice) + RATE, 2), np.float32)
        piece[: len(voice), SIDES.index(speaker)] = voice
        if speaker is Speaker.CUSTOMER:
            piece[DELAY : DELAY + len(voice), 0] += BLEED * voice
        pieces.append(piece)
    soundfile.write(FILE, np.concatenate(pieces), RATE)


if __name__ == "__main__":
    main()
