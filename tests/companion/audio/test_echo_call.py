"""The sample call on loudspeakers: the real recogniser, and no customer's word for the agent's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, Block, Pcm
from companion.call import Call
from companion.calls import make_live_call
from companion.detect.table import load_detectors
from companion.events import Speaker
from tests.companion.audio.test_echo import echo_of

EXCERPT_S = slice(41, 60)


class Recording:
    """A source of this sound."""

    name = "loudspeakers"
    channels = (Speaker.AGENT, Speaker.CUSTOMER)

    def __init__(self, sound: Pcm) -> None:
        self._sound = sound

    def blocks(self) -> Iterator[Block]:
        for first in range(0, len(self._sound), BLOCK_FRAMES):
            yield Block(first, self._sound[first : first + BLOCK_FRAMES])

    def close(self) -> None:
        return


def heard(sound: Pcm) -> Call:
    call = make_live_call(
        Recording(sound),
        dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        listeners=[],
        taps=[],
        realtime=False,
        save=False,
        detectors=load_detectors(),
    )
    call.start()
    return call.wait()


def words(call: Call, side: Speaker) -> list[str]:
    return [word for u in call.utterances if u.speaker is side for word in u.text.split()]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("home_with_model")
def test_on_loudspeakers_the_words_stay_on_their_sides(sample_call: tuple[Pcm, int]) -> None:
    sound, rate = sample_call
    assert rate == 16_000
    sound = sound[EXCERPT_S.start * rate : EXCERPT_S.stop * rate]
    apart = heard(sound)
    for db in (-3.0, -12.0):
        loud = sound.copy().astype(np.float64)
        loud[:, 0] += echo_of(sound[:, 1] / 32768, db, 0.05, room=True) * 32768
        call = heard(loud.clip(-32768, 32767).astype(np.int16))

        (echo,) = call.sound.echoes
        assert echo.speaker is Speaker.AGENT
        assert echo.delay_s == pytest.approx(0.05, abs=0.003)
        assert words(call, Speaker.CUSTOMER) == words(apart, Speaker.CUSTOMER)
        mine, before = words(call, Speaker.AGENT), words(apart, Speaker.AGENT)
        assert len(set(before) - set(mine)) <= 0.1 * len(set(before))
        assert len(set(mine) - set(before)) <= 0.05 * len(set(before))
        assert [a.raised.category for a in call.alerts] == [a.raised.category for a in apart.alerts]
