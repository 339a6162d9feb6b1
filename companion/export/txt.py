"""The transcript to read: time, speaker, words."""

from __future__ import annotations

from companion.call import Call
from companion.export.lines import LABELS, in_order
from companion.note import clock
from companion.plain import plain


def render(call: Call) -> str:
    width = max((len(LABELS[heard.speaker]) for heard in call.utterances), default=0)
    lines = [
        f"{clock(heard.start):>7}  {LABELS[heard.speaker]:{width}}  {plain(heard.text)}\n"
        for heard in in_order(call)
    ]
    return "".join(lines)
