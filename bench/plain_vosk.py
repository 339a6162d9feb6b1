"""The yardstick: the shortest loop that recognises a two-channel recording with vosk.

    python -m bench.plain_vosk MODEL_DIR RECORDING

Prints one JSON object: seconds of sound, seconds it took from start and from a loaded model, and
the peak memory of the process. One thread a channel, as the companion has.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench.memory import own_peak_mb

began = time.monotonic()
BLOCK_BYTES = 3_200


def decode(recogniser: Any, sound: bytes) -> None:
    recogniser.SetWords(True)
    for start in range(0, len(sound), BLOCK_BYTES):
        if recogniser.AcceptWaveform(sound[start : start + BLOCK_BYTES]):
            recogniser.Result()
        else:
            recogniser.PartialResult()
    recogniser.FinalResult()


def main() -> None:
    import soundfile  # noqa: PLC0415 - its import is a part of what is timed
    import vosk

    vosk.SetLogLevel(-1)
    model = vosk.Model(sys.argv[1])
    sound, rate = soundfile.read(Path(sys.argv[2]), dtype="int16")
    assert rate == 16_000, "the yardstick does not resample"
    ready = time.monotonic()
    threads = [
        threading.Thread(
            target=decode, args=(vosk.KaldiRecognizer(model, rate), sound[:, c].tobytes())
        )
        for c in range(sound.shape[1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        json.dumps(
            {
                "sound_s": len(sound) / rate,
                "ready_s": ready - began,
                "decode_s": time.monotonic() - ready,
                "cpu_s": time.process_time(),
                "peak_mb": own_peak_mb(),
            }
        )
    )


if __name__ == "__main__":
    main()
