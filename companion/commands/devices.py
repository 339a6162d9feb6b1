"""`companion devices`: what a call can be heard from, in plain words."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence

import click

from companion.audio.choice import remembered
from companion.audio.devices import (
    Device,
    Kind,
    Suggestion,
    find_device,
    list_devices,
    suggest,
)
from companion.commands.devices_test import try_devices
from companion.errors import OutsideError

_TITLES = {
    Kind.MICROPHONE: "Microphones, for the agent",
    Kind.PLAYBACK: "What outputs play, for the customer",
}

_ELSE = "Add an output or a second microphone."
_WITHOUT_PLAYBACK = {
    "darwin": "Install BlackHole, a virtual device, and let the phone program play on a "
    "multi-output device of BlackHole and your headset.",
    "win32": "Install PyAudioWPatch, which hears what an output plays, or add a microphone.",
}


@click.command()
@click.option("--test", is_flag=True, help="Hear the chosen ones: level and words of each side.")
@click.option("--agent", metavar="DEVICE", help="With --test: another one for the agent.")
@click.option("--customer", metavar="DEVICE", help="With --test: another one for the customer.")
@click.option("--seconds", default=15.0, show_default=True, help="With --test: for how long.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
def devices(
    test: bool, agent: str | None, customer: str | None, seconds: float, as_json: bool
) -> None:
    """List the inputs of this machine and say which suits which side.

    The agent is heard from a microphone, the customer from what the phone program plays. Where
    nothing gives that (on macOS it takes a virtual device), a second microphone will do.

    With --test both sides are heard for a while, those that were chosen last or else the suggested
    ones: speak into the microphone, and play something where the phone program does.
    """
    if (agent or customer) and not test:
        raise click.UsageError("--agent and --customer go with --test.")
    found = list_devices()
    suggested = suggest(found)
    if test:
        try_devices(_to_test(agent, customer, found, suggested), seconds, as_json=as_json)
        return
    if as_json:
        rows = [_row(device, suggested) for device in found]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    if not found:
        raise OutsideError(
            "There is no sound input.", "Plug in a headset, or start the sound server."
        )
    for kind, title in _TITLES.items():
        of_kind = [device for device in found if device.kind is kind]
        if of_kind:
            click.echo(f"{title}:")
            for device in of_kind:
                click.echo(_line(device))
    click.echo(_advice(suggested))


def _to_test(
    agent: str | None, customer: str | None, found: Sequence[Device], suggested: Suggestion
) -> list[tuple[str, Device]]:
    """The devices to be heard: named, chosen last and still there, or suggested, in this order."""
    last = remembered()
    if last.both and not (agent or customer):
        return [("both", find_device(last.both, found))]
    names = {device.name for device in found}
    sides = (
        ("agent", agent, last.agent, suggested.agent),
        ("customer", customer, last.customer, suggested.customer),
    )
    chosen: list[tuple[str, Device]] = []
    for side, named, before, otherwise in sides:
        name = named or (before if before in names else "")
        device = find_device(name, found) if name else otherwise
        if device is not None:
            chosen.append((side, device))
    if not chosen:
        raise OutsideError(
            "There is no sound input.", "Plug in a headset, or start the sound server."
        )
    return chosen


def _line(device: Device) -> str:
    marks = [
        mark for mark, is_so in (("default", device.default), ("muted", device.muted)) if is_so
    ]
    tail = f" ({', '.join(marks)})" if marks else ""
    return f"  {device.title}{tail}\n      {device.name}"


def _advice(suggested: Suggestion) -> str:
    if suggested.agent is None:
        return "No microphone: the agent cannot be heard. Plug in a headset."
    if suggested.customer is None:
        return f"Nothing gives the customer's voice. {_WITHOUT_PLAYBACK.get(sys.platform, _ELSE)}"
    words = ["companion", "live"]
    words += ["--agent", suggested.agent.name, "--customer", suggested.customer.name]
    return f"Suggested: {shlex.join(words)}"


def _row(device: Device, suggested: Suggestion) -> dict[str, object]:
    sides: Sequence[tuple[str, Device | None]] = (
        ("agent", suggested.agent),
        ("customer", suggested.customer),
    )
    return {
        "name": device.name,
        "words": device.words,
        "kind": device.kind,
        "rate": device.rate,
        "channels": device.channels,
        "default": device.default,
        "muted": device.muted,
        "suggested_for": next((side for side, one in sides if one == device), None),
    }
