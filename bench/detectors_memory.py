"""The memory held after a long call of text, with the detectors or without any.

    python -m bench.detectors_memory 0|1

Its own program, because what one has loaded cannot be taken out again.
"""

from __future__ import annotations

import sys

import psutil

import companion.audio.file  # noqa: F401 - numpy and the sound libraries are there in either case
from bench.long_call import LONG_CALL, as_call, sentences
from companion.detect import Detector
from companion.session import Session


def main() -> None:
    detectors: list[Detector] = []
    if sys.argv[1] == "1":
        # What is not imported takes no memory.
        from companion.detect.table import load_detectors  # noqa: PLC0415

        detectors = load_detectors()
    session = Session(detectors)
    session.start()
    for event in as_call(sentences(LONG_CALL)):
        session.submit(event)
    session.wait()
    print(psutil.Process().memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
