"""A call in one file, to be carried to another machine: its log and its sound.

The file is a zip archive, so anybody can look into it:

    manifest.json   format, what made it, and the size and SHA-256 of each other file
    events.jsonl    the log, an event a line
    record.json     the call record, for other programs; not read when the bundle is imported
    sound.flac      the recording, if it was sent along (or sound.opus)
"""

from __future__ import annotations

from companion.bundle.contents import FORMAT, SUFFIX
from companion.bundle.merge import Imported, import_bundle
from companion.bundle.read import Bundle, open_bundle
from companion.bundle.write import write_bundle

__all__ = [
    "FORMAT",
    "SUFFIX",
    "Bundle",
    "Imported",
    "import_bundle",
    "open_bundle",
    "write_bundle",
]
