"""Keeps the recogniser's process alive and its answers in the order of the call.

The process may die or hang at any moment. It is then started again and fed from the tape, and
what was told before is not told again.
"""

from __future__ import annotations

import logging
import multiprocessing as mp
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from companion.audio import RATE
from companion.audio.block import Block
from companion.errors import OutsideError
from companion.events import RecogniserRestarted, Speaker, TranscriptionStopped
from companion.recognise import Hear, vosk_worker
from companion.recognise.merge import Merge
from companion.recognise.tape import Tape
from companion.recognise.wire import Failed, Feed, Finish, Ready, Report

log = logging.getLogger(__name__)

_IN_FLIGHT = 1.0
"""Seconds of sound given to the process and not answered: enough to keep it busy."""
_ROOM = 20.0
"""Seconds of sound that a source faster than speech may be ahead."""
_LOAD_TIMEOUT = 120.0
"""Seconds for loading a model; the largest of the manifest takes most of a minute on a disk."""
_TRIES = 3
"""Starts without progress in between, after which the sound itself must be at fault."""


class SupervisedRecogniser:
    """A `Recogniser` that runs vosk in a child process for the channels of one call.

    `model_path` must have been verified: a damaged model can hang even its own process.
    `patience` is how many seconds the process may owe an answer before it counts as hung.
    """

    def __init__(
        self,
        model_path: Path,
        channels: tuple[Speaker, ...],
        *,
        model: str = "",
        patience: float = 10.0,
        worker: Callable[[Connection, str, int], None] = vosk_worker.run,
    ) -> None:
        self.model = model or model_path.name
        self._model_path = model_path
        self._speakers = channels
        self._patience = patience
        self._worker = worker
        self._tape = Tape(len(channels))
        self._merge = Merge(channels)
        # One condition guards everything below: three threads meet here (pump, sender, receiver).
        self._changed = threading.Condition()
        self._sent = [0] * len(channels)
        self._reached = [0] * len(channels)
        self._furthest = [0] * len(channels)
        self._finishing = False
        self._finish_sent = False
        self._over = False
        self._tries = 0
        self._heard_from = 0.0
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._threads: list[threading.Thread] = []
        self._hear: Hear

    @property
    def pid(self) -> int | None:
        """The process that recognises just now, for diagnosis."""
        return self._process.pid if self._process else None

    def start(self, hear: Hear) -> None:
        """Load the model; returns when it is ready. OutsideError where it cannot be loaded."""
        self._hear = hear
        if not self._launch():
            self.close()
            raise OutsideError(
                f"The speech model {self._model_path.name} cannot be loaded.",
                "Run: companion models verify",
            )
        for work in (self._send_all, self._receive_all):
            name = f"recogniser-{work.__name__.strip('_')}"
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def feed(self, block: Block) -> None:
        with self._changed:
            self._tape.append(block)
            self._changed.notify_all()

    def lag(self) -> float:
        with self._changed:
            return (self._tape.end_frame - min(self._reached)) / RATE

    def wait_for_room(self) -> None:
        with self._changed:
            while not self._over and self._tape.end_frame - min(self._reached) > _ROOM * RATE:
                self._changed.wait()

    def finish(self) -> None:
        with self._changed:
            self._finishing = True
            self._changed.notify_all()
            while not self._over:
                self._changed.wait()
        self.close()

    def close(self) -> None:
        self._end()
        self._stop_process()
        for thread in self._threads:
            thread.join()
        if self._pipe is not None:
            self._pipe.close()

    # --- the process

    def _launch(self) -> bool:
        """Start a process and wait until it is ready; False where it does not come to that."""
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=self._worker,
            args=(theirs, str(self._model_path), len(self._speakers)),
            name="recogniser",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process = process
        answer = _first_answer(ours, process)
        if not isinstance(answer, Ready):
            if isinstance(answer, Failed):
                log.error("the recogniser's process failed:\n%s", answer.trace)
            ours.close()
            self._stop_process()
            return False
        with self._changed:
            self._pipe = ours
            self._heard_from = time.monotonic()
            self._finish_sent = False
            for channel in range(len(self._speakers)):
                self._sent[channel] = self._tape.restart_frame(channel)
            self._changed.notify_all()
        return True

    def _stop_process(self) -> None:
        process = self._process
        if process is not None:
            process.kill()
            process.join()

    # --- to the process

    def _send_all(self) -> None:
        while True:
            with self._changed:
                while not self._over and (self._pipe is None or not self._due()):
                    self._changed.wait()
                if self._over:
                    return
                pipe, messages = self._pipe, self._take_due()
            try:
                for message in messages:
                    pipe.send(message)  # type: ignore[union-attr] # not None: waited for above
            except OSError:
                with self._changed:  # the receiver notices the death; until then there is no pipe
                    if self._pipe is pipe:
                        self._pipe = None

    def _due(self) -> bool:
        """Whether there is something that may be sent now."""
        if any(self._sendable(channel) for channel in range(len(self._speakers))):
            return True
        everything = all(sent >= self._tape.end_frame for sent in self._sent)
        return self._finishing and everything and not self._finish_sent

    def _sendable(self, channel: int) -> Block | None:
        if self._sent[channel] - self._reached[channel] > _IN_FLIGHT * RATE:
            return None
        return self._tape.block_at(self._sent[channel])

    def _take_due(self) -> list[Feed | Finish]:
        messages: list[Feed | Finish] = []
        for channel in range(len(self._speakers)):
            block = self._sendable(channel)
            if block is not None:
                pcm = block.pcm[:, channel].tobytes()
                messages.append(Feed(channel, block.first_frame, pcm))
                self._sent[channel] = block.end_frame
        if not messages:
            messages.append(Finish())
            self._finish_sent = True
        return messages

    # --- from the process

    def _receive_all(self) -> None:
        while not self._is_over():
            pipe = self._pipe
            why = "the pipe broke" if pipe is None else self._receive(pipe)
            if why and not self._is_over() and not self._restart(why):
                self._give_up(why)

    def _is_over(self) -> bool:
        with self._changed:
            return self._over

    def _receive(self, pipe: Connection) -> str:
        """Take one answer, or say what is wrong with the process."""
        try:
            if not pipe.poll(min(0.5, self._patience / 4)):
                return self._overdue()
            message = pipe.recv()
        except (EOFError, OSError):
            code = self._process.exitcode if self._process else None
            return f"the process ended ({code})"
        if isinstance(message, Failed):
            log.error("the recogniser's process failed:\n%s", message.trace)
            return "the process failed"
        self._take(message)
        return ""

    def _overdue(self) -> str:
        with self._changed:
            owes = self._finish_sent or self._sent != self._reached
            silent = time.monotonic() - self._heard_from
        return f"no answer for {silent:.0f} s" if owes and silent > self._patience else ""

    def _take(self, report: Report) -> None:
        told = self._merge.add(report)
        with self._changed:
            self._heard_from = time.monotonic()
            self._reached[report.channel] = report.frame
            if report.frame > self._furthest[report.channel]:
                self._furthest[report.channel] = report.frame
                self._tries = 0
            if report.final is not None and not report.last:
                self._tape.segment_ended(report.channel, report.frame)
            self._changed.notify_all()
        for heard in told:
            self._hear(heard)
        if self._merge.complete:
            self._end()

    def _restart(self, why: str) -> bool:
        """Start the process again after a failure; False where that is hopeless."""
        log.warning("the recogniser is started again: %s", why)
        with self._changed:
            self._pipe = None
            self._tries += 1
            if self._tries > _TRIES:
                return False
            fed_from = min(self._tape.restart_frame(c) for c in range(len(self._speakers)))
            for channel in range(len(self._speakers)):
                self._reached[channel] = self._tape.restart_frame(channel)
            now = self._tape.end_frame / RATE
        self._stop_process()
        self._merge.forget_untold()
        if not self._launch():
            return self._restart(why)
        self._hear(RecogniserRestarted(at=now, why=why, fed_from=fed_from / RATE))
        return True

    def _give_up(self, why: str) -> None:
        self._hear(TranscriptionStopped(at=self._tape.end_frame / RATE, why=why))
        self._end()

    def _end(self) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()


def _first_answer(pipe: Connection, process: BaseProcess) -> object:
    """What the new process says first; None where it dies or stays silent."""
    try:
        return pipe.recv() if pipe.poll(_LOAD_TIMEOUT) else None
    except (EOFError, OSError):
        process.join()
        return None
