"""A call in one of several formats: one file a format, one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.call import Call
from companion.export import csv, hand_over, ics, incident, json, md, pdf, srt, txt, vtt


@dataclass(frozen=True, slots=True)
class Exporter:
    """How a format is written. `render` takes a call that has started; bytes are no text.

    A file of this kind begins with `mark`: spreadsheets take a CSV for UTF-8 only with one.
    """

    render: Callable[[Call], str | bytes]
    mark: str = ""

    def text(self, call: Call) -> str:
        """The call as text. ValueError for a format that is none."""
        made = self.render(call)
        if isinstance(made, bytes):
            raise ValueError("this format is no text")
        return made

    def content_of(self, made: str | bytes) -> bytes:
        """What a file holds for what `render` has made."""
        return made if isinstance(made, bytes) else (self.mark + made).encode("utf-8", "replace")


EXPORTERS = {
    "md": Exporter(md.render),
    "json": Exporter(json.render),
    "csv": Exporter(csv.render, mark="\ufeff"),
    "vtt": Exporter(vtt.render),
    "srt": Exporter(srt.render),
    "txt": Exporter(txt.render),
    "pdf": Exporter(pdf.render),
    "ics": Exporter(ics.render),
    "incident.md": Exporter(incident.render),
    "handover.md": Exporter(hand_over.render),
}
"""By the ending of their files."""
