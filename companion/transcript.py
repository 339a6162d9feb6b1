"""Transcripts as input: JSON lines of who said what, perhaps with times."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import OutsideError
from companion.events import Speaker, UtteranceHeard

_WORDS_A_SECOND = 2.5
"""150 words a minute, the middle of conversational English; only for lines without times."""
_PAUSE = 0.4
"""Seconds between two lines without times."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Lines of a call in order. `timed` is False where any line came without its times."""

    path: Path
    started_at: dt.datetime | None
    lines: tuple[UtteranceHeard, ...]
    timed: bool


def looks_like_transcript(path: Path) -> bool:
    """Whether the file should be read as a transcript rather than as sound: by its ending."""
    return path.suffix.lower() in {".jsonl", ".json", ".ndjson", ".txt"}


def read_transcript(path: Path) -> Transcript:
    """The transcript in the file. OutsideError names the line that is at fault."""
    rows = list(_rows(path))
    head = rows.pop(0)[1]["call"] if rows and "call" in rows[0][1] else {}
    if not rows:
        raise OutsideError(f"{path} holds no line of a call.", "Check the file.")
    clock = 0.0
    lines: list[UtteranceHeard] = []
    for number, row in rows:
        heard = _utterance(path, number, row, clock)
        clock = heard.end + _PAUSE
        lines.append(heard)
    timed = all("start" in row and "end" in row for _, row in rows)
    return Transcript(path, _started_at(path, head), tuple(lines), timed)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OutsideError(
            f"{path} cannot be read: {error.strerror}.", "Check the name and its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise OutsideError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _fault(path, number, "it is not JSON") from error
        if not isinstance(row, dict):
            raise _fault(path, number, "it is not an object")
        yield number, row


def _utterance(path: Path, number: int, row: dict[str, Any], clock: float) -> UtteranceHeard:
    try:
        speaker = Speaker(row.get("speaker", "unknown"))
    except ValueError as error:
        raise _fault(path, number, 'the speaker must be "agent" or "customer"') from error
    text = row.get("text")
    if not isinstance(text, str):
        raise _fault(path, number, "the text is missing")
    start = _seconds(path, number, row, "start", clock)
    length = max(1, len(text.split())) / _WORDS_A_SECOND
    end = _seconds(path, number, row, "end", start + length)
    if end < start:
        raise _fault(path, number, "it ends before it starts")
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


def _seconds(path: Path, number: int, row: dict[str, Any], key: str, default: float) -> float:
    value = row.get(key)
    if value is None:
        return round(default, 3)
    # NaN is the one number that does not equal itself; infinity has no place on a timeline.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise _fault(path, number, f"{key} must be seconds, 0 or more")
    return float(value)


def _started_at(path: Path, head: Any) -> dt.datetime | None:
    if not isinstance(head, dict):
        raise _fault(path, 1, "call must be an object")
    text = head.get("started_at")
    if text is None:
        return None
    try:
        # A time without an offset is meant as the time on this desk.
        return dt.datetime.fromisoformat(text).astimezone()
    except (TypeError, ValueError, OverflowError) as error:
        raise _fault(path, 1, "started_at must look like 2026-11-23T10:00:00") from error


def _fault(path: Path, number: int, what: str) -> OutsideError:
    return OutsideError(
        f"{path}, line {number}: {what}.",
        'A line looks like {"speaker": "customer", "text": "..."}.',
    )
