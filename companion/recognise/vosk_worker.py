"""The recogniser's own process: one model, one thread a channel. The only file importing vosk.

Vosk is native code that can abort or hang the process it lives in, so it lives here, alone.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any

from companion.audio import RATE
from companion.events import Word
from companion.recognise.wire import Failed, Feed, Final, Finish, Ready, Report


def run(pipe: Connection, model_path: str, channels: int) -> None:
    """The whole life of the process: load the model, decode what comes, end with the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then tells us
    _mute_native_code()
    try:
        mouth = _Mouth(pipe)
        vosk = _vosk()
        vosk.SetLogLevel(-1)
        # Always by path: without one, vosk looks on the network and may exit the process.
        model = vosk.Model(model_path)
        ears = [_Channel(number, vosk.KaldiRecognizer, model, mouth) for number in range(channels)]
        mouth.say(Ready())
        _listen(pipe, ears)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the program has gone; so do we
    except BaseException:
        mouth.say(Failed(traceback.format_exc()))
        raise


def _vosk() -> Any:
    """The library without its way to the network.

    It imports an HTTP client for a downloader that we never use; as that is loaded it opens a
    socket to see whether there is IPv6. In this process there is none to load.
    """
    sys.modules.setdefault("requests", ModuleType("requests"))
    import vosk

    return vosk


def _mute_native_code() -> None:
    """Kaldi writes its last words straight to stderr, into the middle of the terminal view."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)


def _listen(pipe: Connection, ears: list[_Channel]) -> None:
    while True:
        message = pipe.recv()
        if isinstance(message, Feed):
            ears[message.channel].inbox.put(message)
        elif isinstance(message, Finish):
            for channel in ears:
                channel.inbox.put(message)


class _Mouth:
    """The pipe outwards, shared by the channels' threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def say(self, message: Ready | Report | Failed) -> None:
        with self._lock:
            self._pipe.send(message)


class _Channel:
    """Decodes one channel on its own thread, where its recogniser is made and stays."""

    def __init__(self, number: int, recogniser: Any, model: Any, mouth: _Mouth) -> None:
        self.inbox: queue.SimpleQueue[Feed | Finish] = queue.SimpleQueue()
        self._number = number
        self._make_recogniser: Callable[[], Any] = lambda: recogniser(model, RATE)
        self._mouth = mouth
        self._base = 0
        self._frame = 0
        self._partial = ""
        self._since = 0
        threading.Thread(target=self._run, name=f"channel-{number}", daemon=True).start()

    def _run(self) -> None:
        try:
            decoder = self._make_recogniser()
            decoder.SetWords(True)
            while isinstance(message := self.inbox.get(), Feed):
                self._decode(decoder, message)
            self._report(final=self._final(decoder.FinalResult()), last=True)
        except (BrokenPipeError, ConnectionResetError):
            return
        except BaseException:
            self._mouth.say(Failed(traceback.format_exc()))
            raise

    def _decode(self, decoder: Any, message: Feed) -> None:
        if not self._frame:
            self._base = message.first_frame
        self._frame = message.first_frame + len(message.pcm) // 2
        if decoder.AcceptWaveform(message.pcm):
            self._report(final=self._final(decoder.Result()))
            self._partial = ""
            return
        partial = json.loads(decoder.PartialResult())["partial"]
        if partial == self._partial:
            self._report()
            return
        if not self._partial:
            self._since = message.first_frame
        self._partial = partial
        self._report(partial=partial)

    def _final(self, result: str) -> Final:
        heard = json.loads(result)
        base = self._base / RATE
        words = tuple(
            Word(
                text=word["word"],
                start=round(base + word["start"], 3),
                end=round(base + word["end"], 3),
                confidence=round(word["conf"], 3),
            )
            for word in heard.get("result", ())
        )
        return Final(heard["text"], words)

    def _report(
        self, *, partial: str | None = None, final: Final | None = None, last: bool = False
    ) -> None:
        self._mouth.say(Report(self._number, self._frame, partial, self._since, final, last))
