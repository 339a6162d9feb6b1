from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.audio.manner import Manner
from companion.call import fold
from companion.events import AnyEvent, MarkPlaced, Speaker, UtteranceHeard
from companion.replay import Replay, SilentClock
from companion.session import News


def log(times: list[float]) -> list[AnyEvent]:
    """A log whose entries carry these times, in this order."""
    entries: list[AnyEvent] = []
    for seq, at in enumerate(times, start=1):
        if seq % 3:
            said = UtteranceHeard(at=at, seq=seq, speaker=Speaker.AGENT, start=at, end=at, text="x")
            entries.append(said)
        else:
            entries.append(MarkPlaced(at=at, seq=seq))
    return entries


TIMES = st.lists(st.floats(0, 100), min_size=1, max_size=700)


@settings(deadline=None, max_examples=30)
@given(TIMES, st.floats(0, 120), st.floats(0, 120))
def test_the_call_at_a_time_is_the_same_by_seeking_and_by_playing(
    times: list[float], first: float, second: float
) -> None:
    entries = log(times)
    played = Replay(entries)
    played.advance(second)
    sought = Replay(entries)
    sought.seek(first)

    assert sought.seek(second) == played.call


@settings(deadline=None, max_examples=30)
@given(TIMES, st.lists(st.floats(0.01, 30), max_size=30))
def test_playing_tells_every_entry_once_and_in_order(
    times: list[float], steps: list[float]
) -> None:
    told: list[News] = []
    entries = log(times)
    replay = Replay(entries, [told.append])
    for step in [*steps, 1000.0]:
        replay.advance(step)

    assert told == entries
    assert replay.finished
    assert replay.call == fold(entries)


def test_seeking_tells_nothing_and_playing_goes_on_from_there() -> None:
    told: list[News] = []
    entries = log([1.0, 2.0, 3.0, 4.0])
    replay = Replay(entries, [told.append])

    replay.seek(2.5)
    assert told == []
    replay.advance(1.0)
    assert told == entries[2:3]
    replay.seek(0.0)
    replay.advance(1.0)
    assert told == [entries[2], entries[0]]


def test_an_entry_is_due_when_it_became_known() -> None:
    """A sentence that was heard late, after a mark, is shown after that mark in replay too."""
    told: list[News] = []
    entries = log([1.0, 5.0, 3.0])
    replay = Replay(entries, [told.append])

    replay.advance(4.0)

    assert told == entries[:1]
    assert replay.duration == 5.0


def test_an_empty_log_is_over_at_once() -> None:
    replay = Replay([])

    assert replay.finished
    assert replay.duration == 0.0
    assert replay.seek(10.0).started is None


class Watch:
    """A clock that goes when the test says so."""

    def __init__(self) -> None:
        self.seconds = 500.0

    def __call__(self) -> float:
        return self.seconds


def test_a_call_without_sound_plays_on_its_times() -> None:
    watch = Watch()
    clock = SilentClock(60.0, watch)
    clock.seek(10.0)
    watch.seconds += 5
    assert clock.position == 10.0
    clock.play()
    watch.seconds += 5
    assert clock.position == 15.0
    clock.play_in_manner(Manner(speed=2.0))
    watch.seconds += 5
    assert clock.position == 25.0
    clock.pause()
    watch.seconds += 5
    assert clock.position == 25.0
    clock.play()
    watch.seconds += 50
    assert clock.ended


def test_a_silent_clock_loops_and_skips() -> None:
    watch = Watch()
    clock = SilentClock(60.0, watch)
    clock.play_in_manner(Manner(skipped=((5.0, 20.0),)))
    clock.play()
    watch.seconds += 6
    assert clock.position == 20.0
    clock.seek(7.0)
    watch.seconds += 1
    assert clock.position == 8.0  # who goes into a silence wants to hear it
    clock.play_in_manner(Manner(loop=(8.0, 9.0)))
    watch.seconds += 1.5
    assert clock.position == 8.0
