"""The live view of a call in a terminal: one line a fact, the running words below them."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import click

from companion.errors import OutsideError
from companion.events import (
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AudioLost,
    CallEnded,
    CallStarted,
    ConductFlagged,
    ConsentGiven,
    CustomerTypeSuggested,
    DetectorSwitchedOff,
    DeviceChanged,
    FollowUpSet,
    LineQualityChanged,
    MarkPlaced,
    Partial,
    Paused,
    RecogniserRestarted,
    RecordingErased,
    RecordingStarted,
    RecordingStopped,
    Resumed,
    SideHeardAgain,
    Speaker,
    StepTicked,
    TranscriptionStopped,
    UtteranceHeard,
)
from companion.note import clock
from companion.plain import plain
from companion.session import News

_COLOURS = {Speaker.AGENT: "cyan", Speaker.CUSTOMER: "yellow", Speaker.UNKNOWN: None}
_LEVELS = ("calm", "annoyed", "angry", "furious")
_INDENT = " " * 18
_WORTH_TELLING_S = 3.0
"""Up to here words are still being said while they are understood; beyond, the machine is slow."""


class TerminalView:
    """A session's listener that prints. On a terminal the partial text grows in the last line.

    `click` leaves colours out where the output is no terminal; every mark has its word as well.
    """

    def __init__(self, *, interactive: bool, echo: Callable[..., None] = click.echo) -> None:
        self._interactive = interactive
        self._echo = echo
        self._partial_shown = False
        self._lag: Callable[[], float] = lambda: 0.0

    def show_lag(self, lag: Callable[[], float]) -> None:
        """From now on say in the last line how many seconds the words are behind the sound."""
        self._lag = lag

    def __call__(self, news: News) -> None:
        if isinstance(news, Partial):
            self._show_partial(news)
            return
        for line in _lines(news):
            self._wipe_partial()
            self._echo(line)

    def _show_partial(self, partial: Partial) -> None:
        if not self._interactive:
            return
        self._wipe_partial()
        if partial.text:
            head = f"{clock(partial.start):>6}  {partial.speaker.value:<9} {self._behind()}"
            room = max(20, shutil.get_terminal_size().columns - len(head) - 2)
            text = partial.text[-room:]
            self._echo(click.style(head + text, dim=True), nl=False)
            self._partial_shown = True

    def _behind(self) -> str:
        lag = self._lag()
        return f"[{lag:.0f} s behind, nothing is lost] " if lag >= _WORTH_TELLING_S else ""

    def _wipe_partial(self) -> None:
        if self._partial_shown:
            self._echo("\r\x1b[2K", nl=False)
            self._partial_shown = False


def _lines(news: News) -> list[str]:  # noqa: PLR0911 - one case a kind of news, on purpose
    match news:
        case OutsideError():
            return [click.style(f"! {news}", fg="red")]
        case CallStarted():
            return _opening(news)
        case UtteranceHeard():
            head = f"{clock(news.start):>6}  {news.speaker.value:<9} "
            return [click.style(head + plain(news.text), fg=_COLOURS[news.speaker])]
        case AlertRaised():
            title = news.category.value.replace("_", " ").upper()
            return [_mark("▲", f'{title} ({news.severity.value}): "{news.phrase}"', "red")]
        case AlertWithdrawn():
            return [_mark("▽", "taken back: the sentence did not bear the alert out", None)]
        case AngerRated() if news.level:
            because = ", ".join(f'"{words}"' for words in news.because)
            bar = "■" * news.level + "□" * (3 - news.level)
            return [_mark(bar, f"{_LEVELS[news.level]}: {because}", "magenta")]
        case StepTicked():
            return [_mark("✓", f'{news.step.replace("_", " ")}: "{news.evidence}"', "green")]
        case ConductFlagged():
            return [_mark("~", f'{news.kind}: "{news.phrase}". {news.say_instead}', "blue")]
        case FollowUpSet():
            time = f" at {news.time:%H:%M}" if news.time else ""
            return [_mark("→", f"follow-up {news.date:%A %d %B %Y}{time}", "green")]
        case CustomerTypeSuggested() if news.type:
            return [_mark("?", f"perhaps a customer of the type {_plain(news.type)}", None)]
        case CallEnded():
            return [f"{clock(news.at):>6}  end of the call"]
        case _:
            return _sound_lines(news) or _trouble_lines(news)


def _sound_lines(news: News) -> list[str]:
    """What was done to the call: paused, marked, recorded."""
    match news:
        case Paused():
            told = ("‖", "paused: nothing is heard, written or recorded", "yellow")
        case Resumed():
            told = ("▸", f"heard again from {clock(news.at).strip()} on", "yellow")
        case MarkPlaced():
            told = ("◆", f"marked {news.label}".rstrip(), "cyan")
        case ConsentGiven():
            told = ("✓", "the caller agreed to the recording", "green")
        case RecordingStarted():
            told = ("●", "recorded from here on", "red")
        case RecordingStopped():
            told = ("○", f"recorded no more: {news.why}", "red")
        case RecordingErased():
            told = ("○", f"the recording is deleted: {news.why}", "red")
        case _:
            return []
    return [_mark(*told)]


def _trouble_lines(news: News) -> list[str]:
    match news:
        case AudioLost():
            lost = f"{news.seconds:.1f} s of the {news.speaker.value}'s sound are lost: {news.why}"
            return [_mark("!", lost, "red")]
        case LineQualityChanged():
            return [_mark("~", _line(news), None)]
        case RecogniserRestarted():
            return [_mark("!", f"recogniser started again ({news.why}); no words are lost", None)]
        case TranscriptionStopped():
            return [_mark("!", f"no more words from here on: {news.why}", "red")]
        case DetectorSwitchedOff():
            return [_mark("!", f"{news.detector} is switched off: {news.why}", "red")]
        case _:
            return _device_lines(news)


def _device_lines(news: News) -> list[str]:
    match news:
        case SideHeardAgain():
            return [_mark("~", f"the {news.speaker.value} is heard again", None)]
        case DeviceChanged():
            changed = f"the {news.speaker.value} is heard from {news.device} now"
            return [_mark("~", changed, None)]
        case _:
            return []


def _line(news: LineQualityChanged) -> str:
    how = "filtered for the recogniser" if news.suppressed else "clean enough"
    return f"{news.speaker.value}'s line: noise {news.noise_below_db:.0f} dB below the voice, {how}"


def _opening(started: CallStarted) -> list[str]:
    lines = [f"{started.source}, understood by {started.model}, nothing leaves this computer"]
    if started.channels == (Speaker.UNKNOWN,):
        lines.append("One channel only: cannot tell who said what.")
    return lines


def _mark(sign: str, text: str, colour: str | None) -> str:
    return _INDENT + click.style(f"{sign} {plain(text)}", fg=colour)


def _plain(identifier: str) -> str:
    return identifier.replace("_", " ")
