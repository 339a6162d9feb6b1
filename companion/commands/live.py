"""`companion live`: a call that is happening now, in the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from companion import paths
from companion.audio.block import Block
from companion.audio.choice import Choice, remember, remembered
from companion.audio.devices import Device, find_device, list_devices, suggest
from companion.audio.live import LiveSource, one_device, two_devices
from companion.calls import make_live_call, started_on
from companion.commands import options
from companion.errors import OutsideError
from companion.live import whole
from companion.terminal import TerminalView

_DEVICE = "DEVICE"


@click.command()
@click.option("--agent", metavar=_DEVICE, help="The agent's microphone.")
@click.option("--customer", metavar=_DEVICE, help="Where the customer is heard.")
@click.option("--both", metavar=_DEVICE, help="One device: agent left, customer right.")
@click.option("--no-save", is_flag=True, help="Forget the call when it has ended.")
def live(agent: str | None, customer: str | None, both: str | None, no_save: bool) -> None:
    """Hear a call while it happens. Ctrl-C ends it and saves it.

    DEVICE is a name that `companion devices` lists, or a part of one. The devices are remembered;
    without any, the last ones are taken, or else those that `companion devices` suggests. A device
    that fails is opened again by itself, and the other side goes on.
    """
    if both and (agent or customer):
        raise click.UsageError("--both stands alone: it carries agent and customer.")
    source, choice = _chosen(agent, customer, both)
    if not no_save:
        options.tidied_up()
        remember(choice)
    view = TerminalView(interactive=sys.stdout.isatty())
    running = make_live_call(
        source,
        started_on(None),
        listeners=[view],
        taps=[_say_when_heard],
        realtime=True,
        save=not no_save,
    )
    view.show_lag(running.lag)
    with _terminated_like_interrupted():
        try:
            running.start()
            whole(running.wait())
        except KeyboardInterrupt:
            click.echo("\nEnding the call.", err=True)
            running.end()
            running.wait()  # says so where the call could not be saved
        finally:
            running.close()
    if not no_save:
        click.echo(f"\nSaved as {running.started.call_id} in {paths.database()}")


def _chosen(agent: str | None, customer: str | None, both: str | None) -> tuple[LiveSource, Choice]:
    """The source of what was named, was chosen last, or is suggested, in this order."""
    last = remembered() if not (agent or customer or both) else Choice()
    there = list_devices()
    both = both or last.both
    if both:
        device = find_device(both, there)
        return one_device(device), Choice(both=device.name)
    suggested = suggest(there)
    one = _side("agent", agent or last.agent, suggested.agent, there)
    other = _side("customer", customer or last.customer, suggested.customer, there)
    return two_devices(one, other), Choice(one.name, other.name)


def _side(side: str, named: str, suggested: Device | None, there: list[Device]) -> Device:
    device = find_device(named, there) if named else suggested
    if device is None:
        raise OutsideError(f"There is no device that suits the {side}.", "Run: companion devices")
    click.echo(f"{side.capitalize()}: {device.words}", err=True)
    return device


def _say_when_heard(block: Block) -> None:
    if block.first_frame == 0:
        click.echo("Listening. Ctrl-C ends the call.", err=True)


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Let a polite request to end (log-out, a service manager) end and save the call, too."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
