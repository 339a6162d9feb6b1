"""`companion devices`: what a call can be heard from, in plain words."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence

import click

from companion.audio.devices import Device, Kind, Suggestion, list_devices, suggest
from companion.errors import OutsideError

_TITLES = {
    Kind.MICROPHONE: "Microphones, for the agent",
    Kind.PLAYBACK: "What outputs play, for the customer",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
def devices(as_json: bool) -> None:
    """List the inputs of this machine and say which suits which side.

    The agent is heard from a microphone, the customer from what the phone program plays. Where
    nothing gives that (on Windows and macOS it takes a virtual device), a second microphone will
    do.
    """
    found = list_devices()
    suggested = suggest(found)
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
        return "Nothing gives the customer's voice. Add an output or a second microphone."
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
