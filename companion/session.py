"""A running call: one inbox, one log, and the only writer of both."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Protocol

from companion.call import Call, step
from companion.detect import Detector
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    DetectorSwitchedOff,
    Partial,
    UtteranceHeard,
    WordsMasked,
)

log = logging.getLogger(__name__)

News = AnyEvent | Partial | OutsideError
"""What a listener hears: facts in log order, glimpses of text, and troubles of the outside."""

Listener = Callable[[News], None]
"""Called on the session's thread; must return soon."""


class Log(Protocol):
    """Where the session writes. `append` is all or nothing and raises OutsideError."""

    def append(self, entries: Sequence[AnyEvent]) -> None: ...


class Mask(Protocol):
    """Takes out of an entry what must never be written or shown, such as a card number."""

    def mask(self, happened: AnyEvent | Partial) -> AnyEvent | Partial: ...

    def late(self) -> Sequence[UtteranceHeard]:
        """Earlier sentences, masked, that the last one has shown to hold such a thing."""
        ...


class Session:
    """Folds what happens into a call, lets the detectors look, stores it and tells the listeners.

    Everything happens on one thread, in the order of `submit`; that thread ends after `CallEnded`.
    It is a daemon: a program that dies of a bug must not hang, and all that happened is stored.
    `open_log` is entered on that thread, because a SQLite connection belongs to one thread.
    `mask` sees everything before anybody else does.
    When storing fails the call goes on in memory and every later entry tries again.
    """

    def __init__(
        self,
        detectors: Iterable[Detector] = (),
        listeners: Iterable[Listener] = (),
        open_log: Callable[[], AbstractContextManager[Log]] | None = None,
        mask: Mask | None = None,
    ) -> None:
        self._detectors = list(detectors)
        self._listeners = list(listeners)
        self._open_log = open_log
        self._mask = mask
        self._inbox: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)
        self._over = threading.Event()
        self._call = Call()
        self._unsaved: list[AnyEvent] = []
        self._save_failure: OutsideError | None = None
        self._bug: Exception | None = None

    @property
    def call(self) -> Call:
        """The call so far: an immutable value, safe to read from any thread."""
        return self._call

    def start(self) -> None:
        self._thread.start()

    def submit(self, happened: News) -> None:
        """Say that something happened. Any thread; after `CallEnded` it is not heard any more.

        A trouble of the outside goes to the listeners as it is; it is no part of the call.
        """
        self._inbox.put(happened)

    def wait(self, timeout: float | None = None) -> Call:
        """Return the call when it has ended and every listener has heard so.

        Raises OutsideError where part of the call could not be stored, TimeoutError where it has
        not ended in `timeout` seconds, and whatever bug stopped the session's thread.
        """
        # Not by joining: Python 3.11 takes a thread for ended when Ctrl-C interrupts its join().
        if not self._over.wait(timeout):
            raise TimeoutError("the call has not ended")
        self._thread.join()
        if self._bug is not None:
            raise self._bug
        if self._save_failure is not None:
            raise self._save_failure
        return self._call

    def _run(self) -> None:
        try:
            with ExitStack() as stack:
                self._loop(self._opened(stack))
        except Exception as error:  # raised again by wait(), in the thread that asks
            log.exception("the session stopped on a bug")
            self._bug = error
        finally:
            self._over.set()

    def _opened(self, stack: ExitStack) -> Log | None:
        if self._open_log is None:
            return None
        try:
            return stack.enter_context(self._open_log())
        except OutsideError as error:
            self._save_failure = error
            self._tell(error)
            return None

    def _loop(self, opened: Log | None) -> None:
        while self._call.ended is None:
            happened = self._inbox.get()
            if isinstance(happened, OutsideError):
                self._tell(happened)
            else:
                self._take(happened, opened)

    def _take(self, happened: AnyEvent | Partial, opened: Log | None) -> None:
        fresh: list[AnyEvent] = []
        if self._mask is not None:
            happened = self._mask.mask(happened)
        if not isinstance(happened, Partial):
            happened = self._enter(happened, fresh)
            if isinstance(happened, UtteranceHeard):
                self._mask_late(happened.at, fresh)
        for detector in tuple(self._detectors):
            for found in self._look(detector, happened):
                self._enter(found, fresh)
        if opened is not None and fresh:
            self._save(opened, fresh)
        if isinstance(happened, Partial):
            self._tell(happened)
        for entry in fresh:
            self._tell(entry)

    def _mask_late(self, at: float, fresh: list[AnyEvent]) -> None:
        for late in self._mask.late() if self._mask is not None else ():
            for heard in self._call.utterances:
                if (heard.speaker, heard.start) == (late.speaker, late.start):
                    event = WordsMasked(
                        at=at, utterance=heard.seq, text=late.text, words=late.words
                    )
                    self._enter(event, fresh)

    def _enter(self, event: AnyEvent, fresh: list[AnyEvent]) -> AnyEvent:
        entry = replace(event, seq=self._call.last_seq + 1)
        self._call = step(self._call, entry)
        fresh.append(entry)
        return entry

    def _look(self, detector: Detector, happened: AnyEvent | Partial) -> list[AnyEvent]:
        try:
            return list(detector.look(self._call, happened))
        except Exception as error:  # a bug in one detector must not cost the call
            log.exception("detector %s raised and is switched off", detector.name)
            self._detectors.remove(detector)
            why = f"{type(error).__name__}: {error}"
            return [DetectorSwitchedOff(at=happened.at, detector=detector.name, why=why)]

    def _save(self, opened: Log, fresh: list[AnyEvent]) -> None:
        self._unsaved += fresh
        try:
            opened.append(self._unsaved)
        except OutsideError as error:
            if self._save_failure is None:
                self._tell(error)
            self._save_failure = error
        else:
            self._unsaved = []
            self._save_failure = None

    def _tell(self, news: News) -> None:
        for listener in self._listeners:
            listener(news)
