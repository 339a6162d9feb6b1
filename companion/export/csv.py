"""One row a sentence, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Any

from companion.call import Call
from companion.plain import plain
from companion.record import call_record

COLUMNS = (
    "utterance",
    "start",
    "end",
    "speaker",
    "text",
    "confidence",
    "anger",
    "alerts",
    "steps",
    "conduct",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would compute; a caller's words are no formula."""


def render(call: Call) -> str:
    """Columns as in `COLUMNS`, numbers and times as in the call record; withdrawn alerts not."""
    record = call_record(call)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for said in record["utterances"]:
        writer.writerow([cell(value) for value in _row(record, said)])
    return text.getvalue()


def _row(record: dict[str, Any], said: dict[str, Any]) -> list[Any]:
    number = said["seq"]
    alerts = [a["category"] for a in _about(record["alerts"], number) if "withdrawn" not in a]
    steps = [s["step"] for s in record["checklist"] if number in s["utterances"]]
    conduct = [flagged["kind"] for flagged in _about(record["conduct"], number)]
    anger = [rated["level"] for rated in _about(record["anger"], number)]
    return [
        number,
        said["start"],
        said["end"],
        said["speaker"],
        said["text"],
        said["confidence"],
        anger[0] if anger else None,
        " ".join(alerts),
        " ".join(steps),
        " ".join(conduct),
    ]


def _about(found: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    return [each for each in found if each["utterance"] == number]


def cell(value: object) -> object:
    """A value as it may stand in a spreadsheet: no text in it is ever computed."""
    if not isinstance(value, str):
        return value
    return f"'{plain(value)}" if value.startswith(_FORMULA) else plain(value)
