"""The transcript to read: time, speaker, words; below it the note, if one was made."""

from __future__ import annotations

from collections.abc import Iterator

from companion.call import Call
from companion.export.lines import LABELS, in_order, looked_at
from companion.note import clock
from companion.note_fields import note_fields
from companion.plain import plain


def render(call: Call) -> str:
    width = max((len(LABELS[heard.speaker]) for heard in call.utterances), default=0)
    lines = [
        f"{clock(heard.start):>7}  {LABELS[heard.speaker]:{width}}  {plain(heard.text)}"
        for heard in in_order(call)
    ]
    if looked_at(call):
        lines += _note(call)
    return "".join(f"{line}\n" for line in lines)


def _note(call: Call) -> Iterator[str]:
    yield ""
    yield "NOTE"
    for name, field in note_fields(call).items():
        title = plain(name.replace("_", " ").capitalize())
        for line in filter(str.strip, field.text.splitlines()):
            yield f"{title}: {plain(line)}"
