"""Making a bundle of a saved call."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from companion import __version__, paths
from companion.bundle.contents import EVENTS, FORMAT, MANIFEST, PIECE, RECORD, portable
from companion.call import Call, fold
from companion.codec import encode
from companion.events import AnyEvent
from companion.export.json import render
from companion.vault import files as vault


def write_bundle(entries: Sequence[AnyEvent], file: Path, *, sound: bool = True) -> None:
    """Write the call of this log, and its recording where there is one and `sound` is wanted.

    The file appears when it is whole, readable by its owner only. Raises OutsideError, and
    ValueError for a call that has not started.
    """
    entries = portable(entries)
    call = fold(entries)
    if call.started is None:
        raise ValueError("a call that has not started cannot be bundled")
    with (
        paths.written_whole(file, "Choose another place, or make room.") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        _fill(archive, call, entries, _recording(call) if sound else None)


def _fill(
    archive: zipfile.ZipFile, call: Call, entries: Sequence[AnyEvent], recording: Path | None
) -> None:
    assert call.started is not None
    lines = "".join(f"{encode(entry)}\n" for entry in entries)
    files = {EVENTS: lines.encode("utf-8", "backslashreplace"), RECORD: render(call).encode()}
    listed: dict[str, Any] = {}
    for name, content in files.items():
        archive.writestr(_entry(name, call), content)
        listed[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if recording is not None:
        name = f"sound{recording.suffix}"
        listed[name] = _copy_in(archive, recording, name, call)
    manifest = {
        "format": FORMAT,
        "made_by": f"Call Companion {__version__}",
        "call": call.started.call_id,
        "files": listed,
    }
    archive.writestr(_entry(MANIFEST, call), json.dumps(manifest, indent=2))


def _copy_in(archive: zipfile.ZipFile, recording: Path, name: str, call: Call) -> dict[str, Any]:
    entry = _entry(name, call)
    entry.compress_type = zipfile.ZIP_STORED  # it is compressed already
    with (
        vault.open_to_read(recording) as source,
        archive.open(entry, "w", force_zip64=True) as target,
    ):
        shutil.copyfileobj(source, target, PIECE)
    with vault.open_to_read(recording) as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        return {"size": source.tell(), "sha256": digest}


def _entry(name: str, call: Call) -> zipfile.ZipInfo:
    """Dated as the call, so that the same call makes the same bytes."""
    assert call.started is not None
    day = max(call.started.started_at.astimezone(dt.UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    entry = zipfile.ZipInfo(name, day)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _recording(call: Call) -> Path | None:
    kept = call.sound.recording
    file = paths.home() / kept.file if kept else None
    return file if file is not None and file.is_file() else None
