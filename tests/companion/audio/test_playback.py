from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.audio.block import RATE, Pcm
from companion.audio.manner import Manner
from companion.audio.output import Fill, Output
from companion.audio.playback import Playback
from companion.audio.stretch import Samples, Stretcher
from companion.errors import OutsideError
from companion.events import Speaker

LENGTH_S = 20.0
PATIENCE_S = 10.0


class Ramp:
    """Each frame's value is its time in the call, so that what is heard says where it is from."""

    end = LENGTH_S

    def __init__(self, speakers: tuple[Speaker, ...] = (Speaker.AGENT, Speaker.CUSTOMER)) -> None:
        self.speakers = speakers
        self.closed = False

    def read(self, start: float, end: float) -> Pcm:
        times = np.arange(round((end - start) * RATE)) / RATE + start
        heard = np.where(times < LENGTH_S, times / LENGTH_S, 0)
        return (np.column_stack([heard, -heard]) * 32767).astype(np.int16)

    def close(self) -> None:
        self.closed = True


class Loudspeaker:
    """An output whose time passes when the test says so."""

    def __init__(self) -> None:
        self.time = 100.0
        self.active = True
        self.closed = False
        self._fill: Fill | None = None
        self._opened = threading.Event()

    def open(self, fill: Fill) -> Output:
        self.closed = False
        self._fill = fill
        self._opened.set()
        return self

    def close(self) -> None:
        self.closed = True
        self._opened.clear()

    def hear(self, seconds: float) -> Samples:
        """Let so much time pass, and return what was heard in it."""
        assert self._opened.wait(PATIENCE_S)
        assert self._fill is not None
        heard = []
        for _ in range(round(seconds / 0.01)):
            block = np.zeros((RATE // 100, 2), np.float32)
            self._fill(block, self.time)
            heard.append(block)
            self.time += 0.01
            self._pause()
        return np.concatenate(heard)

    def _pause(self) -> None:
        """Let the thread that renders run, as a real output's time would."""
        threading.Event().wait(0.002)


@pytest.fixture
def loudspeaker() -> Loudspeaker:
    return Loudspeaker()


@pytest.fixture
def playback(loudspeaker: Loudspeaker) -> Iterator[Playback]:
    made = Playback(Ramp(), loudspeaker.open)
    yield made
    made.close()


def agent_alone(**changes: object) -> Manner:
    return Manner(customer=0.0, **changes)  # type: ignore[arg-type]


def waited(condition: Callable[[], bool]) -> bool:
    tick = threading.Event()
    return any(condition() or tick.wait(0.01) for _ in range(1000))


def times(heard: Samples) -> Samples:
    """The call's seconds from which these frames are; nothing fades in or out in them."""
    return heard[:, 0] * LENGTH_S


def test_it_plays_from_the_very_place_that_was_sought(
    playback: Playback, loudspeaker: Loudspeaker
) -> None:
    playback.play_in_manner(agent_alone())
    playback.seek(7.25)
    playback.play()
    assert waited(lambda: loudspeaker._fill is not None)
    heard = times(loudspeaker.hear(0.1))
    steady = heard[400:]
    assert steady == pytest.approx(7.25 + np.arange(400, len(heard)) / RATE, abs=0.002)


def test_the_place_told_is_that_of_the_frame_that_is_heard(
    playback: Playback, loudspeaker: Loudspeaker
) -> None:
    playback.play_in_manner(agent_alone())
    playback.seek(3.0)
    playback.play()
    heard = times(loudspeaker.hear(0.5))
    assert playback.position == pytest.approx(heard[-1], abs=0.002)


@pytest.mark.parametrize("speed", [0.5, 1.5, 3.0])
def test_the_place_goes_with_the_speed(
    playback: Playback, loudspeaker: Loudspeaker, speed: float
) -> None:
    playback.play_in_manner(agent_alone(speed=speed))
    playback.seek(2.0)
    playback.play()
    heard = times(loudspeaker.hear(0.4))
    assert playback.position == pytest.approx(2.0 + 0.4 * speed, abs=0.002)
    assert heard[-1] == pytest.approx(playback.position, abs=0.03)


def test_a_pause_keeps_the_place(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.seek(5.0)
    playback.play()
    loudspeaker.hear(0.3)
    playback.pause()
    assert playback.position == pytest.approx(5.3, abs=0.002)
    assert not playback.playing
    assert waited(lambda: loudspeaker.closed)
    playback.play()
    loudspeaker.hear(0.2)
    assert playback.position == pytest.approx(5.5, abs=0.002)


def test_a_seek_while_it_plays_is_heard_at_once(
    playback: Playback, loudspeaker: Loudspeaker
) -> None:
    playback.play_in_manner(agent_alone())
    playback.play()
    loudspeaker.hear(0.2)
    playback.seek(12.0)
    assert playback.position == 12.0
    assert waited(lambda: not playback._orders.moved and not playback._has_room())
    heard = times(loudspeaker.hear(0.1))
    assert heard[400:].min() > 12.0
    assert playback.position == pytest.approx(12.1, abs=0.002)


def test_a_loop_comes_back_to_its_beginning(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.play_in_manner(agent_alone(loop=(4.0, 4.5)))
    playback.seek(4.0)
    playback.play()
    heard = times(loudspeaker.hear(1.7))[400:]
    assert heard.max() < 4.55
    assert 3.99 < playback.position < 4.52
    assert np.count_nonzero(np.diff(heard) < -0.001) >= 3


def test_what_is_skipped_is_not_heard(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.play_in_manner(agent_alone(skipped=((2.2, 6.0), (6.1, 9.0))))
    playback.seek(2.0)
    playback.play()
    heard = times(loudspeaker.hear(0.6))[400:]
    passing = (heard > 2.3) & (heard < 5.9)
    assert np.count_nonzero(passing) < 0.02 * RATE  # while it fades over
    assert playback.position == pytest.approx(9.3, abs=0.05)


def test_who_seeks_into_silence_hears_it(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.play_in_manner(agent_alone(skipped=((2.0, 6.0),)))
    playback.seek(3.0)
    playback.play()
    loudspeaker.hear(0.3)
    assert playback.position == pytest.approx(3.3, abs=0.002)


def test_a_muted_side_is_silent(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.play_in_manner(Manner(agent=0.0))
    playback.seek(10.0)
    playback.play()
    heard = loudspeaker.hear(0.1)[400:]
    assert heard.max() < 0
    assert (heard[:, 0] == heard[:, 1]).all()


def test_the_sides_may_stand_the_other_way_round(loudspeaker: Loudspeaker) -> None:
    playback = Playback(Ramp((Speaker.CUSTOMER, Speaker.AGENT)), loudspeaker.open)
    playback.play_in_manner(Manner(agent=0.0))
    playback.seek(10.0)
    playback.play()
    assert loudspeaker.hear(0.1)[400:].min() > 0
    playback.close()


def test_one_channel_cannot_be_muted(loudspeaker: Loudspeaker) -> None:
    sound = Ramp((Speaker.UNKNOWN,))
    playback = Playback(sound, loudspeaker.open)
    playback.play_in_manner(Manner(agent=0.0, customer=0.0))
    playback.seek(10.0)
    playback.play()
    assert loudspeaker.hear(0.1)[400:].min() > 0.4
    playback.close()
    assert sound.closed


def test_it_ends_where_the_sound_ends(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.seek(LENGTH_S - 0.2)
    playback.play()
    loudspeaker.hear(0.1)
    assert not playback.ended
    loudspeaker.hear(0.3)
    assert playback.ended
    assert playback.position == LENGTH_S


def test_without_an_output_it_says_so_and_keeps_the_place() -> None:
    def refuse(fill: Fill) -> Output:
        raise OutsideError("There is no sound output.", "Plug in headphones.")

    playback = Playback(Ramp(), refuse)
    playback.seek(6.0)
    playback.play()
    assert waited(lambda: playback.trouble is not None)
    assert not playback.playing
    assert playback.position == 6.0
    playback.close()


def test_an_output_that_goes_away_is_said(playback: Playback, loudspeaker: Loudspeaker) -> None:
    playback.play()
    loudspeaker.hear(0.1)
    loudspeaker.active = False
    assert waited(lambda: playback.trouble is not None)
    assert "gone" in str(playback.trouble)


def read_tone(hertz: float) -> Callable[[int, int], Samples]:
    def read(first: int, count: int) -> Samples:
        wave = np.sin(2 * np.pi * hertz * np.arange(first, first + count) / RATE)
        return np.column_stack([wave, wave]).astype(np.float32)

    return read


@given(hertz=st.floats(90, 900), speed=st.floats(0.5, 3.0))
def test_another_speed_keeps_the_pitch(hertz: float, speed: float) -> None:
    stretch = Stretcher(read_tone(hertz), RATE, 2)
    stretch.start(1000)
    heard = np.concatenate([stretch.next(speed) for _ in range(100)])[:, 0]
    assert stretch.position == pytest.approx(1000 + len(heard) * speed)
    crossings = np.count_nonzero(np.diff(np.signbit(heard[stretch.hop :])))
    found = crossings / 2 / ((len(heard) - stretch.hop) / RATE)
    assert found == pytest.approx(hertz, rel=0.04)


def test_at_its_own_speed_the_sound_is_untouched() -> None:
    read = read_tone(440)
    stretch = Stretcher(read, RATE, 2)
    stretch.start(500)
    heard = np.concatenate([stretch.next(1.0) for _ in range(20)])
    wanted = read(500, len(heard))
    assert heard[stretch.hop :] == pytest.approx(wanted[stretch.hop :], abs=1e-5)
