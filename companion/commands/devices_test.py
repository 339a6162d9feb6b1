"""`companion devices --test`: say something, and see that it is heard and understood."""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import click

from companion.audio.devices import Device
from companion.errors import OutsideError
from companion.plain import plain
from companion.probe import SILENCE_DBFS, SPEECH_DBFS, Level, Probe, Reading, Words

_METER = 20
_FLOOR_DBFS = -60.0
"""What lies below shows as an empty meter."""


@dataclass
class Tried:
    """A side's device and what came of it."""

    side: str
    device: Device
    probe: Probe
    loudest_dbfs: float = SILENCE_DBFS
    now_dbfs: float = SILENCE_DBFS
    clipped: bool = False
    words: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        match reading:
            case Level():
                self.now_dbfs = reading.dbfs
                self.loudest_dbfs = max(self.loudest_dbfs, reading.dbfs)
                self.clipped = self.clipped or reading.clipped
            case Words(final=True) if reading.text:
                self.words.append(reading.text)
            case OutsideError():
                self.troubles.append(str(reading))

    @property
    def verdict(self) -> str:
        if self.loudest_dbfs <= SILENCE_DBFS:
            return "no sound at all: muted, or nothing plays there"
        if self.loudest_dbfs < SPEECH_DBFS:
            return f"very quiet, {self.loudest_dbfs:.0f} dB at most: speak up, or turn it up"
        if self.clipped:
            return "too loud, the sound is cut off: turn it down"
        if not self.words:
            return f"heard, {self.loudest_dbfs:.0f} dB at most, but no words understood"
        return f"good, {self.loudest_dbfs:.0f} dB at most"


def try_devices(
    chosen: Sequence[tuple[str, Device]],
    seconds: float,
    *,
    as_json: bool,
    make_probe: Callable[[Device], Probe] = Probe,
) -> None:
    """Hear all of them for so long, or until Ctrl-C, and say what came of it."""
    tried = [Tried(side, device, make_probe(device)) for side, device in chosen]
    if not as_json:
        for one in tried:
            click.echo(f"{one.side.capitalize()}: {one.device.words}", err=True)
        click.echo(f"Say something. It ends after {seconds:.0f} s, or with Ctrl-C.", err=True)
    _hear(tried, seconds, _Meters(tried, shown=sys.stderr.isatty() and not as_json), as_json)
    if as_json:
        click.echo(json.dumps([_row(one) for one in tried], indent=1, ensure_ascii=False))
        return
    for one in tried:
        click.echo(f"{one.side.capitalize()}: {one.verdict}.")


def _hear(tried: list[Tried], seconds: float, meters: _Meters, as_json: bool) -> None:
    readings: queue.SimpleQueue[tuple[Tried, Reading] | None] = queue.SimpleQueue()

    def forward(one: Tried) -> None:
        for reading in one.probe.readings():
            readings.put((one, reading))
        readings.put(None)

    def close() -> None:
        for one in tried:
            one.probe.close()

    threads = [threading.Thread(target=forward, args=(one,)) for one in tried]
    bell = threading.Timer(seconds, close)
    for thread in (bell, *threads):
        thread.start()
    running = len(tried)
    try:
        while running:
            given = readings.get()
            if given is None:
                running -= 1
                continue
            one, reading = given
            one.take(reading)
            meters.show(one, reading, quiet=as_json)
    except KeyboardInterrupt:
        click.echo("", err=True)
    finally:
        bell.cancel()
        close()
        for thread in (bell, *threads):
            thread.join()
        meters.wipe()


class _Meters:
    """The levels in the last line of a terminal; above it the words, a line each."""

    def __init__(self, tried: Sequence[Tried], *, shown: bool) -> None:
        self._tried = tried
        self._shown = shown

    def show(self, one: Tried, reading: Reading, *, quiet: bool) -> None:
        if isinstance(reading, Level):
            if self._shown:
                meters = "   ".join(f"{t.side} {_meter(t.now_dbfs)}" for t in self._tried)
                click.echo(f"\r\x1b[2K{meters}", nl=False, err=True)
            return
        if quiet or (isinstance(reading, Words) and not (reading.final and reading.text)):
            return
        self.wipe()
        if isinstance(reading, Words):
            click.echo(f'{one.side.capitalize()} heard: "{plain(reading.text)}"')
        else:
            click.echo(click.style(f"! {reading}", fg="red"), err=True)

    def wipe(self) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def _meter(dbfs: float) -> str:
    filled = round(_METER * max(0.0, 1 - dbfs / _FLOOR_DBFS))
    return f"[{'#' * filled}{'.' * (_METER - filled)}] {dbfs:4.0f} dB"


def _row(one: Tried) -> dict[str, object]:
    return {
        "side": one.side,
        "name": one.device.name,
        "loudest_dbfs": one.loudest_dbfs,
        "clipped": one.clipped,
        "words": one.words,
        "verdict": one.verdict,
        "troubles": one.troubles,
    }
