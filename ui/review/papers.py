"""Coaching sheets and clips as files, written off the GUI thread."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from companion.errors import OutsideError
from companion.paths import write_whole
from companion.review.coaching import CoachingSheet


def write_sheet(sheet: CoachingSheet, file: Path) -> None:
    """Markdown, or a page to print where the name ends in .pdf. OutsideError where it cannot."""
    if file.suffix.lower() != ".pdf":
        write_whole(file, sheet.markdown)
        return
    from companion.export.printing import printed  # noqa: PLC0415 - a third of a second to load

    made = dt.datetime.now().astimezone()
    try:
        file.write_bytes(printed(sheet.markdown, title=sheet.title, made=made))
    except OSError as error:
        raise OutsideError(
            f"{file} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
