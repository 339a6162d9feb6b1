"""Plays a saved call: its sound where there is any, and its log in step with what is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from companion.audio.manner import Manner
from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import AnyEvent
from companion.lanes import skipped_silences
from companion.replay import Clock, Replay, SilentClock
from ui.stage import Stage
from ui.widgets.transport import SPEEDS
from ui.windows.call_page import CallPage

FRAME_MS = 33
"""How often a replay moves on: smooth for the eye."""

JUMP_S = 5.0

SHORTEST_SILENCE_S = 1.0
"""Shorter ones are the rhythm of talk: nobody wants them skipped."""


def open_clock(call: Call, *, silent: bool = False) -> tuple[Clock, OutsideError | None]:
    """What to replay this call by, and why that is no sound although there should be one."""
    # The readers and players of sound take their time to load: not before somebody replays.
    from companion.audio.playback import Playback  # noqa: PLC0415
    from companion.recordings import NoSoundError, has_sound, open_sound  # noqa: PLC0415

    length = max(call.last_at, call.ended.at if call.ended else 0.0)
    if silent or not has_sound(call):
        return SilentClock(length), None
    try:
        return Playback(open_sound(call), length=length), None
    except NoSoundError:
        return SilentClock(length), None
    except OutsideError as error:
        return SilentClock(length), error


class ReplayDriver(QObject):
    """Moves a saved call on. GUI thread only; closes the clock that it is given. `whole` is the
    fold of the entries, for who has it already.

    `shown` carries the call as it stood at a place that was jumped to, `heard` each entry that
    became due in playing, `placed` the place and the length in seconds, `troubled` why there is no
    sound any more; it then plays on without.
    """

    shown = Signal(object)
    heard = Signal(object)
    placed = Signal(float, float)
    playing_changed = Signal(bool)
    manner_changed = Signal(object)
    troubled = Signal(object)

    def __init__(
        self, entries: Sequence[AnyEvent], clock: Clock, parent: QObject, whole: Call | None = None
    ) -> None:
        super().__init__(parent)
        self._replay = Replay(entries, [self.heard.emit])
        self.entries = tuple(entries)
        self.whole = fold(entries) if whole is None else whole
        self._clock = clock
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._advance)

    @property
    def playing(self) -> bool:
        return self._frame.isActive()

    @property
    def position(self) -> float:
        return self._replay.position

    @property
    def duration(self) -> float:
        return max(self._replay.duration, self._clock.duration)

    @property
    def call(self) -> Call:
        """The call as it stood at this place."""
        return self._replay.call

    @property
    def manner(self) -> Manner:
        return self._clock.manner

    def start_at(self, second: float) -> None:
        """Tell everything anew, for a page that has just begun to listen."""
        self.manner_changed.emit(self._clock.manner)
        self.seek(second)

    def close(self) -> None:
        self._frame.stop()
        self._clock.close()

    @Slot()
    def toggle(self) -> None:
        """Play or pause; at the end, play from the beginning."""
        if self.playing:
            self._stop()
            return
        if self._clock.ended or self.position >= self.duration:
            self.seek(0.0)
        self._clock.play()
        self._frame.start()
        self.playing_changed.emit(True)

    @Slot(float)
    def seek(self, position: float) -> None:
        self._clock.seek(position)
        self._show(position)

    @Slot()
    def rewind(self) -> None:
        self.seek(self.position - JUMP_S)

    @Slot()
    def forward(self) -> None:
        self.seek(self.position + JUMP_S)

    @Slot()
    def slower(self) -> None:
        self._step_speed(-1)

    @Slot()
    def faster(self) -> None:
        self._step_speed(+1)

    def set_sides(self, agent: float, customer: float) -> None:
        """How loud each side is, 0 to 1."""
        self._change(agent=agent, customer=customer)

    def set_loop(self, loop: tuple[float, float] | None) -> None:
        """Play this passage again and again, from its beginning; None plays on."""
        self._change(loop=loop)
        if loop is not None:
            self.seek(loop[0])

    def skip_silence(self, wanted: bool) -> None:
        quiet = skipped_silences(self.whole, SHORTEST_SILENCE_S) if wanted else ()
        self._change(skipped=quiet)

    def _step_speed(self, step: int) -> None:
        at = min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - self._clock.manner.speed))
        self._change(speed=SPEEDS[min(max(at + step, 0), len(SPEEDS) - 1)])

    def _change(self, **changes: object) -> None:
        self._clock.play_in_manner(replace(self._clock.manner, **changes))  # type: ignore[arg-type]
        self.manner_changed.emit(self._clock.manner)

    def _stop(self) -> None:
        self._frame.stop()
        self._clock.pause()
        self.playing_changed.emit(False)

    @Slot()
    def _advance(self) -> None:
        if self._clock.trouble is not None:
            self._play_on_unheard(self._clock.trouble)
        position = self._clock.position
        if self._clock.ended:
            self._stop()
            self._show(self.duration)
        elif position < self.position or position > self.position + JUMP_S:
            self._show(position)  # a loop, or a silence that was skipped
        else:
            self._replay.advance(position - self.position)
            self.placed.emit(self.position, self.duration)

    def _play_on_unheard(self, trouble: OutsideError) -> None:
        heard, self._clock = self._clock, SilentClock(self.duration)
        heard.close()
        self._clock.play_in_manner(heard.manner)
        self._clock.seek(heard.position)
        self._clock.play()
        self.troubled.emit(trouble)

    def _show(self, position: float) -> None:
        self.shown.emit(self._replay.seek(position))
        self.placed.emit(self.position, self.duration)


def replay_on(page: CallPage, driver: ReplayDriver, title: str) -> None:
    """Show a replay on the page of a call, as the agent saw it."""
    page.begin(title, Stage.REPLAY, lambda: driver.position)
    page.timeline.set_outline(driver.whole)
    driver.shown.connect(page.show_call)
    driver.heard.connect(page.hear)
    driver.troubled.connect(page.hear)
    driver.placed.connect(page.transport.show_place)
    driver.placed.connect(lambda at, length: page.set_now(at, length=length))
    driver.playing_changed.connect(page.transport.show_playing)
    driver.manner_changed.connect(page.transport.show_manner)
    page.transport.sought.connect(driver.seek)
    driver.start_at(driver.duration)  # the whole call, as one wants to see it first
