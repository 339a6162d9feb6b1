"""A recogniser's process that is quick, exact, and dies or hangs where it is told to.

It hears "words" in the first sample of each block: n > 0 is the word "w<n>", 0 ends a segment.
The model's directory holds a file a fault, named after it; a fault strikes once, then is gone.
"""

from __future__ import annotations

import os
import signal
import struct
import time
from multiprocessing.connection import Connection
from pathlib import Path

from companion.audio import RATE
from companion.events import Word
from companion.recognise.wire import Failed, Feed, Final, Finish, Ready, Report


def run(pipe: Connection, model_path: str, channels: int) -> None:
    faults = Path(model_path)
    if _strikes(faults, "refuse"):
        pipe.send(Failed("the model is no good"))
        return
    pipe.send(Ready())
    heard: list[list[Word]] = [[] for _ in range(channels)]
    frames = [0] * channels
    try:
        while isinstance(message := pipe.recv(), Feed):
            frames[message.channel] = message.first_frame + len(message.pcm) // 2
            _maybe_fail(faults, frames[message.channel])
            pipe.send(_report(message, frames[message.channel], heard[message.channel]))
        assert isinstance(message, Finish)
        for channel, words in enumerate(heard):
            pipe.send(Report(channel, frames[channel], final=_final(words), last=True))
        pipe.recv()  # wait to be ended, as the real one does
    except EOFError:
        return


def _report(message: Feed, frame: int, words: list[Word]) -> Report:
    (value,) = struct.unpack_from("<h", message.pcm)
    if value == 0:
        final = _final(words)
        words.clear()
        return Report(message.channel, frame, final=final)
    words.append(Word(f"w{value}", message.first_frame / RATE, frame / RATE, 1.0))
    return Report(message.channel, frame, partial=" ".join(word.text for word in words))


def _final(words: list[Word]) -> Final:
    return Final(" ".join(word.text for word in words), tuple(words))


def _maybe_fail(faults: Path, frame: int) -> None:
    if _strikes(faults, f"die-{frame}"):
        os.kill(os.getpid(), signal.SIGKILL)
    if _strikes(faults, f"hang-{frame}"):
        time.sleep(3600)
    if (faults / f"poison-{frame}").exists():
        os.abort()


def _strikes(faults: Path, name: str) -> bool:
    file = faults / name
    if not file.exists():
        return False
    file.unlink()
    return True
