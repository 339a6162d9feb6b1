"""A call as a text in one of several formats: one file a format, one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.call import Call
from companion.export import csv, json, md, srt, txt, vtt


@dataclass(frozen=True, slots=True)
class Exporter:
    """How a format is written. `text` takes a call that has started.

    A file of this kind begins with `mark`: spreadsheets take a CSV for UTF-8 only with one.
    """

    text: Callable[[Call], str]
    mark: str = ""


EXPORTERS = {
    "md": Exporter(md.render),
    "json": Exporter(json.render),
    "csv": Exporter(csv.render, mark="\ufeff"),
    "vtt": Exporter(vtt.render),
    "srt": Exporter(srt.render),
    "txt": Exporter(txt.render),
}
"""By the ending of their files."""
