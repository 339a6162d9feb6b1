"""SubRip subtitles, for players that know no WebVTT."""

from __future__ import annotations

from companion.call import Call
from companion.export.lines import LABELS, cue_times, in_order
from companion.plain import plain


def render(call: Call) -> str:
    cues = []
    for number, heard in enumerate(in_order(call), start=1):
        label = LABELS[heard.speaker]
        text = f"{label}: {plain(heard.text)}" if label else plain(heard.text)
        cues.append(f"{number}\n{cue_times(heard, ',')}\n{text}\n")
    return "\n".join(cues)
