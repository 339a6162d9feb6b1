"""A running call with everything wired: source, recogniser, session."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol, runtime_checkable

from companion.audio import RATE, clock
from companion.audio.block import BLOCK_FRAMES, AudioSource, Block, Switchable
from companion.audio.devices import Device
from companion.audio.pauses import Pauses
from companion.call import Call
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EndReason,
    Partial,
    Paused,
    Resumed,
    Speaker,
    TranscriptionStopped,
)
from companion.recognise import Heard, Recogniser
from companion.session import Session

log = logging.getLogger(__name__)

Condition = Callable[[Block], Block]
"""Makes of each block what the recogniser should hear; the taps get it as it came.

It is not asked about paused blocks: their silence says nothing of the line.
"""

Tap = Callable[[Block], None]
"""Gets each block as it goes by, paused sound as silence; on the pump's thread, returns soon."""

Sift = Callable[[Heard], Iterable[AnyEvent | Partial]]
"""What becomes of something that the recogniser understood; on the recogniser's thread."""

LATENESS_S = 0.25
"""What a device or a sound server may hold back of what was said: so much later a pause ends."""


@runtime_checkable
class Clocked(Protocol):
    """A source whose blocks come later than their sound was made."""

    def said_at(self, instant: float) -> float:
        """The second of the call that was being said at this instant of the monotonic clock."""
        ...


class Recording(Protocol):
    """A tap that writes the sound down while it is on. What may fail is told by events."""

    @property
    def on(self) -> bool: ...

    def __call__(self, block: Block) -> None: ...

    def start(self) -> None:
        """Record from the next block on. Any thread."""
        ...

    def stop(self, why: str) -> None:
        """Record no more; what is recorded stays. Any thread."""
        ...

    def discard(self, why: str) -> None:
        """Record no more and delete what is recorded. Any thread."""
        ...

    def close(self) -> None:
        """The last block has come; returns when all is on the disk."""
        ...


class LiveCall:
    """Pumps a source's sound into the recogniser, and what that hears into the session.

    With `realtime` a recording goes at the pace at which it was spoken, each block when its last
    frame would have been said; otherwise as fast as it can be understood. `monotonic` is the clock.
    """

    def __init__(
        self,
        source: AudioSource,
        recogniser: Recogniser,
        session: Session,
        started: CallStarted,
        *,
        realtime: bool = True,
        taps: Iterable[Tap] = (),
        condition: Condition | None = None,
        sift: Sift | None = None,
        recording: Recording | None = None,
        record_at_once: bool = False,
        monotonic: Callable[[], float] = clock.now,
    ) -> None:
        self.session = session
        self.started = started
        self._source = source
        self._recogniser = recogniser
        self._realtime = realtime
        self._taps = list(taps)
        if recording is not None:
            self._taps.append(recording)
        self.recording = recording
        self._record_at_once = record_at_once
        self._pauses = Pauses()
        self._began: float | None = None
        self._condition = condition or (lambda block: block)
        self._sift = sift or (lambda heard: [heard])
        self._monotonic = monotonic
        self._frame = 0
        self._stop = threading.Event()
        self._by_hand = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="pump", daemon=True)

    def start(self) -> None:
        """Load the model, then begin. OutsideError where the model cannot be used."""
        self._recogniser.start(self._hear)
        self.session.start()
        self.session.submit(self.started)
        if self.recording is not None and self._record_at_once:
            self.recording.start()
        self._thread.start()

    def now(self) -> float:
        """Seconds of call audio that have gone by. Any thread."""
        return self._frame / RATE

    def lag(self) -> float:
        """Seconds of sound not yet understood. Any thread."""
        return self._recogniser.lag()

    def submit(self, event: AnyEvent) -> None:
        """Say that something happened in the call. Any thread.

        `Paused` and `Resumed` pause and resume it, at the moment that this is called.
        """
        match event:
            case Paused():
                self.pause()
            case Resumed():
                self.resume()
            case _:
                self.session.submit(event)

    @property
    def paused(self) -> bool:
        return self._pauses.on

    def pause(self) -> None:
        """Nothing is heard, written or recorded from now on; the call's time goes on. Any thread.

        What was said until now is still understood. In a pause: nothing.
        """
        frame = max(self._frame, round(self._said() * RATE))
        if self._pauses.begin(frame):
            self.session.submit(Paused(at=frame / RATE))

    def resume(self) -> None:
        """Hear again what is said from now on, and nothing of what was said before. Any thread."""
        late = LATENESS_S if isinstance(self._source, Clocked) else 0.0
        frame = max(self._frame, round((self._said() + late) * RATE))
        if self._pauses.end(frame):
            self.session.submit(Resumed(at=frame / RATE))

    def use(self, speaker: Speaker, device: Device) -> None:
        """Hear a side from another device from now on. Any thread.

        `DeviceChanged` follows; the other side goes on, and the gap is told as `AudioLost`.
        OutsideError where that cannot be, as in a call that is read from a recording.
        """
        if not isinstance(self._source, Switchable):
            raise OutsideError(
                "This call is heard from a recording.", "Only a live call has devices."
            )
        self._source.use(speaker, device)

    def retry(self) -> None:
        """Open again at once whatever device has failed. Any thread."""
        if isinstance(self._source, Switchable):
            self._source.retry()

    def end(self) -> None:
        """The agent ends the call. Returns at once; what was said until now is still heard."""
        self._by_hand = True
        self._source.close()
        self._stop.set()

    def wait(self, timeout: float | None = None) -> Call:
        """The call once it has ended. Raises as `Session.wait`, and what the source raised."""
        call = self.session.wait(timeout)
        self._thread.join()
        self._recogniser.close()
        if self._failure is not None:
            raise self._failure
        return call

    def close(self) -> None:
        """End the call and wait until it is stored; for leaving in a hurry.

        What failed has been told to the listeners; here it is not raised.
        """
        self.end()
        if self._thread.ident is not None:
            self._thread.join()
            with suppress(OutsideError):
                self.session.wait()
        self._recogniser.close()

    def _run(self) -> None:
        try:
            self._pump()
            self._recogniser.finish()
        except OutsideError as error:
            self._failure = error
            self.session.submit(error)
        except Exception as error:  # raised again by wait(), in the thread that asks
            log.exception("the pump stopped on a bug")
            self._failure = error
        finally:
            if self.recording is not None:
                self.recording.close()
            reason = EndReason.ENDED if self._by_hand else EndReason.SOURCE_ENDED
            self.session.submit(CallEnded(at=self.now(), reason=reason))

    def _pump(self) -> None:
        self._began = began = self._monotonic()
        for given in self._source.blocks():
            if not isinstance(given, Block):
                self.session.submit(given)
                continue
            if self._realtime:
                due = began + given.end_frame / RATE
                self._stop.wait(max(0.0, due - self._monotonic()))
            paused = self._pauses.covers(given)
            block = self._pauses.without(given)
            for tap in self._taps:
                tap(block)
            self._recogniser.feed(block if paused else self._condition(block))
            self._frame = block.end_frame
            if not self._realtime:
                self._recogniser.wait_for_room()

    def _hear(self, heard: Heard) -> None:
        for told in self._sift(heard):
            self.session.submit(told)

    def _said(self) -> float:
        """The second of the call that is being said right now."""
        if isinstance(self._source, Clocked):
            return self._source.said_at(self._monotonic())
        if self._realtime and self._began is not None:
            return min(self._monotonic() - self._began, (self._frame + BLOCK_FRAMES) / RATE)
        return self.now()


def whole(call: Call) -> Call:
    """The same call; OutsideError where the recogniser gave up before its end."""
    for trouble in call.troubles:
        if isinstance(trouble, TranscriptionStopped):
            raise OutsideError(
                f"The recogniser gave up after {trouble.at:.0f} s: {trouble.why}.",
                "Run: companion doctor",
            )
    return call
