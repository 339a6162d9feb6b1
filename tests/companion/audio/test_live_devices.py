"""Devices in plain words, and which suits which side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.audio import pulse
from companion.audio.block import Pcm
from companion.audio.choice import Choice, remember, remembered
from companion.audio.devices import Device, Kind, find_device, list_devices, suggest
from companion.cli import main
from companion.commands import devices as devices_command
from companion.commands import live as live_command
from companion.errors import OutsideError
from tests.companion.audio.conftest import MICROPHONE, MOUTH, PLAYBACK, SoundServer

LAPTOP = Device("alsa_input.laptop", "Laptop microphone", Kind.MICROPHONE, 48_000, 2, default=True)
HEADSET = Device("alsa_input.usb-headset", "Headset", Kind.MICROPHONE, 16_000, 1)
SPEAKERS = Device("alsa_output.hdmi.monitor", "Screen", Kind.PLAYBACK, 48_000, 2)
HEADPHONES = Device("alsa_output.usb.monitor", "Headset", Kind.PLAYBACK, 44_100, 2, default=True)
ALL = [LAPTOP, HEADSET, SPEAKERS, HEADPHONES]


def test_the_defaults_are_suggested() -> None:
    assert suggest(ALL).agent is LAPTOP
    assert suggest(ALL).customer is HEADPHONES


def test_without_a_playback_device_a_second_microphone_hears_the_customer() -> None:
    assert suggest([HEADSET, LAPTOP]).agent is LAPTOP
    assert suggest([HEADSET, LAPTOP]).customer is HEADSET
    assert suggest([LAPTOP]).customer is None
    assert suggest([]).agent is None


def test_a_muted_microphone_is_suggested_last() -> None:
    muted = Device("m", "M", Kind.MICROPHONE, 48_000, 1, default=True, muted=True)
    assert suggest([muted, HEADSET]).agent is HEADSET


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("alsa_input.laptop", LAPTOP),
        ("laptop", LAPTOP),
        ("what plays on Headset", HEADPHONES),
        ("SCREEN", SPEAKERS),
        ("usb-headset", HEADSET),
    ],
)
def test_a_device_is_found_by_its_name_or_a_part_of_it(wanted: str, found: Device) -> None:
    assert find_device(wanted, ALL) is found


def test_an_unclear_or_unknown_name_is_refused_with_what_to_do() -> None:
    with pytest.raises(OutsideError, match=r"alsa_input.usb-headset, alsa_output.usb.monitor"):
        find_device("headset", ALL)
    with pytest.raises(OutsideError, match="companion devices"):
        find_device("gramophone", ALL)


def test_the_choice_is_remembered_by_name() -> None:
    assert remembered() == Choice()
    choice = Choice(agent='Anna\'s "Kopfhörer"\\2', customer="alsa_output.usb.monitor")
    remember(choice)
    assert remembered() == choice
    remember(Choice(both="adapter"))
    assert remembered() == Choice(both="adapter")


def test_a_damaged_choice_counts_as_none(companion_home: Path) -> None:
    companion_home.mkdir()
    (companion_home / "devices.toml").write_text("agent = ")
    assert remembered() == Choice()


@pytest.mark.sound
@pytest.mark.usefixtures("sound_server")
def test_the_sound_server_s_devices_are_told_apart() -> None:
    found = {device.name: device for device in list_devices()}

    assert found[MICROPHONE].kind is Kind.MICROPHONE
    assert (found[MICROPHONE].words, found[MICROPHONE].rate) == ("Headset", 48_000)
    customer = found[f"{PLAYBACK}.monitor"]
    assert (customer.words, customer.rate) == ("what plays on Speakers", 44_100)
    suggested = suggest(list(found.values()))
    assert (suggested.agent, suggested.customer) == (found[MICROPHONE], customer)


@pytest.mark.sound
def test_a_muted_microphone_is_seen(sound_server: SoundServer) -> None:
    sound_server.pactl("set-source-mute", MICROPHONE, "1")
    assert find_device(MICROPHONE, list_devices()).muted


@pytest.mark.sound
@pytest.mark.usefixtures("sound_server")
def test_the_command_names_them_and_the_command_that_hears_them() -> None:
    shown = CliRunner().invoke(main, ["devices"])
    assert shown.exit_code == 0
    assert "  Headset (default)\n      headset\n" in shown.stdout
    assert shown.stdout.splitlines()[-1] == (
        "Suggested: companion live --agent headset --customer phone.monitor"
    )
    rows = json.loads(CliRunner().invoke(main, ["devices", "--json"]).stdout)
    sides = {row["name"]: row["suggested_for"] for row in rows}
    assert sides == {"headset": "agent", "phone.monitor": "customer", "mouth.monitor": None}


def test_without_any_input_the_command_fails_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices_command, "list_devices", lambda: [])
    shown = CliRunner().invoke(main, ["devices"])
    assert shown.exit_code == 1
    assert "Plug in a headset" in shown.stderr


def test_without_pactl_portaudio_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not pulse.available()
    with pytest.raises(OutsideError, match="pulseaudio-utils"):
        pulse.sources()
    assert all(not device.by_server for device in list_devices())


def test_live_refuses_what_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    both = CliRunner().invoke(main, ["live", "--both", "a", "--agent", "b"])
    assert both.exit_code == 2
    monkeypatch.setattr(live_command, "list_devices", lambda: ALL)
    same = CliRunner().invoke(main, ["live", "--agent", "laptop", "--customer", "laptop"])
    assert (same.exit_code, "same device" in same.stderr) == (1, True)
    mono = CliRunner().invoke(main, ["live", "--both", "usb-headset"])
    assert (mono.exit_code, "one channel only" in mono.stderr) == (1, True)


@pytest.mark.sound
@pytest.mark.slow
@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
def test_both_sides_are_tried_at_once_with_a_real_server_and_the_real_model(
    sound_server: SoundServer, sample_call: tuple[Pcm, int]
) -> None:
    sound, rate = sample_call
    sound_server.play(sound[:, 0], MOUTH, rate)
    sound_server.play(sound[:, 1], PLAYBACK, rate)
    shown = CliRunner().invoke(main, ["devices", "--test", "--seconds", "8", "--json"])

    assert shown.exit_code == 0, shown.stderr
    rows = {row["side"]: row for row in json.loads(shown.stdout)}
    assert rows["agent"]["name"] == MICROPHONE
    assert rows["customer"]["name"] == f"{PLAYBACK}.monitor"
    assert rows["agent"]["words"]
    assert rows["agent"]["verdict"].startswith("good")
