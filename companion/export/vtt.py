"""WebVTT subtitles, with the speaker as the voice of each cue."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from companion.call import Call
from companion.export.lines import LABELS, cue_times, in_order
from companion.plain import plain


def render(call: Call) -> str:
    return "\n".join(_blocks(call))


def _blocks(call: Call) -> Iterator[str]:
    yield "WEBVTT\n"
    if call.started is not None and not call.started.timed:
        yield "NOTE\nThe transcript had no times; these are estimates.\n"
    for heard in in_order(call):
        label = LABELS[heard.speaker]
        voice = f"<v {label}>" if label else ""
        yield f"{cue_times(heard, '.')}\n{voice}{escape(plain(heard.text), quote=False)}\n"
