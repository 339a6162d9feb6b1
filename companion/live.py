"""A running call with everything wired: source, recogniser, session."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from companion.audio import RATE
from companion.audio.block import AudioSource, Block
from companion.call import Call
from companion.errors import OutsideError
from companion.events import CallEnded, CallStarted, EndReason, TranscriptionStopped
from companion.recognise import Recogniser
from companion.session import Session

log = logging.getLogger(__name__)

Condition = Callable[[Block], Block]
"""Makes of each block what the recogniser should hear; the taps get it as it came."""

Tap = Callable[[Block], None]
"""Gets each block as it goes by, on the pump's thread; must return soon."""


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
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session = session
        self.started = started
        self._source = source
        self._recogniser = recogniser
        self._realtime = realtime
        self._taps = list(taps)
        self._condition = condition or (lambda block: block)
        self._monotonic = monotonic
        self._frame = 0
        self._stop = threading.Event()
        self._by_hand = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="pump", daemon=True)

    def start(self) -> None:
        """Load the model, then begin. OutsideError where the model cannot be used."""
        self._recogniser.start(self.session.submit)
        self.session.start()
        self.session.submit(self.started)
        self._thread.start()

    def now(self) -> float:
        """Seconds of call audio that have gone by. Any thread."""
        return self._frame / RATE

    def lag(self) -> float:
        """Seconds of sound not yet understood. Any thread."""
        return self._recogniser.lag()

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
            reason = EndReason.ENDED if self._by_hand else EndReason.SOURCE_ENDED
            self.session.submit(CallEnded(at=self.now(), reason=reason))

    def _pump(self) -> None:
        began = self._monotonic()
        for block in self._source.blocks():
            if not isinstance(block, Block):
                self.session.submit(block)
                continue
            if self._realtime:
                due = began + block.end_frame / RATE
                self._stop.wait(max(0.0, due - self._monotonic()))
            for tap in self._taps:
                tap(block)
            self._recogniser.feed(self._condition(block))
            self._frame = block.end_frame
            if not self._realtime:
                self._recogniser.wait_for_room()


def whole(call: Call) -> Call:
    """The same call; OutsideError where the recogniser gave up before its end."""
    for trouble in call.troubles:
        if isinstance(trouble, TranscriptionStopped):
            raise OutsideError(
                f"The recogniser gave up after {trouble.at:.0f} s: {trouble.why}.",
                "Run: companion doctor",
            )
    return call
