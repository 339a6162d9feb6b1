"""What a real sound server can do to a call: unplug, move, freeze, die, fall silent."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from companion.audio import pulse
from companion.audio.block import BLOCK_FRAMES
from companion.audio.devices import find_device, list_devices
from companion.audio.live import LiveSource, two_devices
from companion.events import DeviceChanged, SideFellQuiet, SideHeardAgain, Speaker
from tests.companion.audio.conftest import MICROPHONE, MOUTH, PLAYBACK, SoundServer, tone
from tests.companion.audio.hearing import Hearing, hearing, pitch

pytestmark = [pytest.mark.sound, pytest.mark.slow]

AGENT, CUSTOMER, OTHER = 400.0, 1000.0, 1700.0
"""The tones by which the sides are told apart."""


def source() -> LiveSource:
    there = list_devices()
    return two_devices(find_device(MICROPHONE, there), find_device(f"{PLAYBACK}.monitor", there))


def both_speak(server: SoundServer) -> subprocess.Popen[bytes]:
    """Both sides talk for a minute; the process that is the customer."""
    server.play(tone(60, AGENT), MOUTH)
    return server.play(tone(60, CUSTOMER), PLAYBACK)


def until_both_are_heard(heard: Hearing) -> None:
    heard.until(lambda: heard.hears(0, AGENT)() and heard.hears(1, CUSTOMER)())
    heard.for_seconds(1)


def assert_regular(heard: Hearing) -> None:
    firsts = [block.first_frame for block in heard.blocks]
    assert firsts == list(range(0, len(firsts) * BLOCK_FRAMES, BLOCK_FRAMES))


def test_an_unplugged_output_is_a_gap_and_never_the_agent_s_voice(
    sound_server: SoundServer,
) -> None:
    customer = both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        customer.kill()  # else the server lets the agent's ear, and so the microphone, hear it
        sound_server.unplug()
        assert heard.until(lambda: bool(heard.troubles)) < 3
        gone_at = len(heard.blocks)
        # Two seconds of the device, and what a busy machine may be behind with giving blocks.
        heard.for_seconds(5)
        sound_server.plug_in()
        sound_server.play(tone(30, CUSTOMER), PLAYBACK)
        heard.until(heard.hears(1, CUSTOMER))
        back_at = len(heard.blocks)

    assert "The customer's sound is gone (what plays on Speakers)" in heard.troubles[0]
    assert heard.lost(Speaker.CUSTOMER) > 2
    assert {loss.why for loss in heard.losses} == {"the system has moved it to another device"}
    assert [type(event) for event in heard.events] == [SideFellQuiet, SideHeardAgain]
    assert heard.lost(Speaker.AGENT) == 0
    assert not heard.ever(1, AGENT)
    assert_regular(heard)
    meanwhile = heard.blocks[gone_at:back_at]
    assert {pitch(block.pcm[:, 0]) for block in meanwhile} == {AGENT}
    assert len(meanwhile) > 20


def test_a_stream_moved_by_hand_is_found_and_brought_back(sound_server: SoundServer) -> None:
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        sound_server.move_streams(f"{PLAYBACK}.monitor", MICROPHONE)
        assert heard.until(lambda: bool(heard.troubles)) < 3
        heard.for_seconds(2)
        heard.until(heard.hears(1, CUSTOMER))

    assert "moved it to another device" in heard.troubles[0]
    assert not heard.ever(1, AGENT)
    assert_regular(heard)


def test_a_server_that_freezes_costs_its_time_and_shifts_nothing(
    sound_server: SoundServer,
) -> None:
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        sound_server.freeze()
        heard.until(lambda: len(heard.troubles) == 2)
        sound_server.thaw()
        heard.until(lambda: len({loss.speaker for loss in heard.losses}) == 2)
        heard.until(lambda: heard.hears(0, AGENT)() and heard.hears(1, CUSTOMER)())

    assert all("stopped to deliver" in trouble for trouble in heard.troubles)
    assert_regular(heard)


def test_after_the_server_has_died_both_sides_come_back(sound_server: SoundServer) -> None:
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        sound_server.kill()
        heard.until(lambda: len(heard.troubles) == 2)
        sound_server.start()
        both_speak(sound_server)
        heard.until(lambda: heard.hears(0, AGENT)() and heard.hears(1, CUSTOMER)())
        heard.until(lambda: len({loss.speaker for loss in heard.losses}) == 2)

    assert_regular(heard)
    assert not heard.ever(1, AGENT)


def test_a_suspended_output_is_told_and_comes_back(sound_server: SoundServer) -> None:
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        sound_server.pactl("suspend-sink", PLAYBACK, "1")
        heard.until(lambda: bool(heard.troubles), 6)
        sound_server.pactl("suspend-sink", PLAYBACK, "0")
        heard.until(heard.hears(1, CUSTOMER))

    assert "customer's sound is gone" in heard.troubles[0]
    assert heard.lost(Speaker.AGENT) == 0
    assert_regular(heard)


def test_a_muted_microphone_is_noticed_while_the_customer_speaks(
    sound_server: SoundServer,
) -> None:
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        sound_server.pactl("set-source-mute", MICROPHONE, "1")
        assert heard.until(lambda: bool(heard.troubles)) < 10

    assert "Nothing is heard from the agent for 8 s." in heard.troubles[0]
    assert "muted" in heard.troubles[0]
    assert [type(event) for event in heard.events] == [SideFellQuiet]


def test_another_device_is_chosen_while_the_call_runs(sound_server: SoundServer) -> None:
    both_speak(sound_server)
    described = "sink_properties=device.description=Dock"
    sound_server.pactl("load-module", "module-null-sink", "sink_name=dock", described)
    sound_server.play(tone(60, OTHER), "dock")
    live = source()
    with hearing(live) as heard:
        until_both_are_heard(heard)
        live.use(Speaker.CUSTOMER, find_device("dock.monitor", list_devices()))
        heard.until(heard.hears(1, OTHER))
        heard.for_seconds(1)

    (changed,) = [event for event in heard.events if isinstance(event, DeviceChanged)]
    assert (changed.speaker, changed.device) == (Speaker.CUSTOMER, "Dock")
    assert heard.lost(Speaker.AGENT) == 0
    assert heard.troubles == []
    assert_regular(heard)


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_an_output_of_any_rate_is_heard_at_its_pitch(sound_server: SoundServer, rate: int) -> None:
    sound_server.unplug()
    sound_server.plug_in(rate)
    both_speak(sound_server)
    with hearing(source()) as heard:
        until_both_are_heard(heard)
        began, frames = heard.given_at[-1], heard.seconds
        heard.for_seconds(2)
        assert heard.seconds - frames == pytest.approx(time.monotonic() - began, abs=1.0)

    assert heard.losses == []


@pytest.mark.usefixtures("sound_server")
def test_nothing_is_left_behind() -> None:
    before = dict(os.environ)
    with hearing(source()) as heard:
        heard.for_seconds(0.5)
    assert dict(os.environ) == before
    assert pulse.routes() == {}
