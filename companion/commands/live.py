"""`companion live`: a call that is happening now, in the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from types import FrameType

import click

from companion import paths
from companion.audio.block import Block
from companion.audio.choice import Choice, remember, remembered
from companion.audio.devices import Device, find_device, list_devices, suggest
from companion.audio.live import LiveSource, one_device, two_devices
from companion.audio.voice_start import VoiceStart
from companion.calls import make_live_call, started_on
from companion.commands import options
from companion.commands.live_keys import LiveKeys
from companion.errors import OutsideError
from companion.events import ConsentGiven
from companion.keys import keys
from companion.live import LiveCall, whole
from companion.settings import Settings, settings_for_call
from companion.terminal import TerminalView

_DEVICE = "DEVICE"


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the call is to be heard."""

    save: bool
    record: bool
    consented: bool
    at_once: bool
    wait: bool


@click.command()
@click.option("--agent", metavar=_DEVICE, help="The agent's microphone.")
@click.option("--customer", metavar=_DEVICE, help="Where the customer is heard.")
@click.option("--both", metavar=_DEVICE, help="One device: agent left, customer right.")
@click.option("--no-save", is_flag=True, help="Forget the call when it has ended.")
@click.option(
    "--record/--no-record",
    default=None,
    help="Record the sound, once the caller has agreed.  [default: the setting record_calls]",
)
@click.option("--consented", is_flag=True, help="The caller has agreed to the recording already.")
@click.option(
    "--wait/--no-wait",
    default=None,
    help="Begin when both sides have sound.  [default: the setting start_by_itself]",
)
def live(
    agent: str | None,
    customer: str | None,
    both: str | None,
    no_save: bool,
    record: bool | None,
    consented: bool,
    wait: bool | None,
) -> None:
    """Hear a call while it happens. Ctrl-C ends it and saves it.

    On a terminal single keys pause and resume it, mark a moment, note that the caller agrees or
    objects to the recording, try failed devices again, and end it.

    DEVICE is a name that `companion devices` lists, or a part of one. The devices are remembered;
    without any, the last ones are taken, or else those that `companion devices` suggests. A device
    that fails is opened again by itself, and the other side goes on.
    """
    if both and (agent or customer):
        raise click.UsageError("--both stands alone: it carries agent and customer.")
    if no_save and record:
        raise click.UsageError("--record needs a call that is saved.")
    settings = settings_for_call()
    source, choice = _chosen(agent, customer, both)
    wish = _wish(settings, no_save=no_save, record=record, consented=consented, wait=wait)
    if wish.save:
        options.tidied_up()
        remember(choice)
    with _terminated_like_interrupted():
        _hear(source, wish)


def _wish(
    settings: Settings, *, no_save: bool, record: bool | None, consented: bool, wait: bool | None
) -> _Wish:
    recorded = settings.record_calls if record is None else record
    return _Wish(
        save=not no_save,
        record=recorded and not no_save,
        consented=consented,
        at_once=settings.record_at_once,
        wait=settings.start_by_itself if wait is None else wait,
    )


def _hear(source: LiveSource, wish: _Wish) -> None:
    heard = VoiceStart(source) if wish.wait else source
    if isinstance(heard, VoiceStart) and not _both_heard(heard):
        return
    view = TerminalView(interactive=sys.stdout.isatty())
    running = make_live_call(
        heard,
        started_on(None),
        listeners=[view],
        taps=[_say_when_heard],
        realtime=True,
        save=wish.save,
        record=wish.record,
    )
    view.show_lag(running.lag)
    try:
        _run(running, source, wish)
    finally:
        running.close()
    if wish.save:
        click.echo(f"\nSaved as {running.started.call_id} in {paths.database()}")
        options.recordings_finished(running.started.call_id)


def _run(running: LiveCall, source: LiveSource, wish: _Wish) -> None:
    live_keys = LiveKeys(running, source.retry)
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        running.start()
        if wish.record:
            click.echo(_reminder(wish, typed), err=True)
            if wish.consented:
                running.submit(ConsentGiven(at=0.0))
        if typed:
            click.echo(live_keys.help, err=True)
        with keys(live_keys) if typed else nullcontext():
            whole(running.wait())
    except KeyboardInterrupt:
        click.echo("\nEnding the call.", err=True)


def _reminder(wish: _Wish, typed: bool) -> str:
    """What the agent must do about the recording, in one line."""
    if wish.consented:
        return "The call is recorded: the caller has agreed."
    how = "press c when they agree" if typed else "start with --consented once they have agreed"
    if wish.at_once:
        return f"The call is recorded. Tell the caller, and {how}."
    return f"Nothing is recorded before the caller agrees: ask, and {how}."


def _both_heard(waiting: VoiceStart) -> bool:
    click.echo("Waiting until both sides have sound. Ctrl-C leaves.", err=True)
    try:
        return waiting.wait(lambda error: click.echo(f"{error}", err=True))
    except KeyboardInterrupt:
        click.echo("\nNo call was heard.", err=True)
        return False


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
