"""Where a recording lies on the disk: while the call runs, and afterwards.

Each of them is encrypted where that is switched on, but for `ID.json`, which knows no words.
While it runs there are `ID.pcm`, bare samples that survive a crash, and `ID.json`, which says what
they are. Afterwards there are `ID.flac` or `ID.opus`, and `ID.peaks.npy` for drawing the waveform.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from io import RawIOBase
from pathlib import Path
from urllib.parse import quote

from companion import paths
from companion.audio.block import RATE
from companion.errors import OutsideError
from companion.vault import files as vault
from companion.vault.marker import key_to_write

FORMATS = ("flac", "opus")
SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class About:
    """What the bare samples are: 16-bit little-endian, interleaved, from `first_frame` on."""

    call_id: str
    channels: int = 2
    first_frame: int = 0
    rate: int = RATE

    @property
    def frame_bytes(self) -> int:
        return SAMPLE_BYTES * self.channels


@dataclass(frozen=True, slots=True)
class RecordingFiles:
    """The files of one call's sound. None of them need be there."""

    call_id: str

    @property
    def raw(self) -> Path:
        return self._named("pcm")

    @property
    def about(self) -> Path:
        return self._named("json")

    @property
    def peaks(self) -> Path:
        return self._named("peaks.npy")

    @property
    def lock(self) -> Path:
        return self._named("lock")

    def encoded(self, form: str) -> Path:
        """The kept recording in one of `FORMATS`."""
        return self._named(form)

    def unfinished(self, form: str) -> Path:
        """What becomes `encoded` when it is whole."""
        return self._named(f"{form}.part")

    def all(self) -> list[Path]:
        """Every file that may hold something of the call's sound."""
        kept = [name(form) for form in FORMATS for name in (self.encoded, self.unfinished)]
        return [self.raw, self.about, self.peaks, *kept]

    def read_about(self) -> About:
        """What the raw file holds; where nobody can tell any more, what it usually holds."""
        try:
            found = json.loads(self.about.read_text(encoding="utf-8"))
            told = About(
                call_id=self.call_id,
                channels=int(found["channels"]),
                first_frame=int(found["first_frame"]),
                rate=int(found["rate"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return About(self.call_id)
        sane = told.channels in (1, 2) and told.first_frame >= 0 and told.rate == RATE
        return told if sane else About(self.call_id)

    def write_about(self, about: About) -> None:
        """Say what the raw file will hold, on the disk when this returns. OutsideError."""
        paths.write_whole(self.about, json.dumps(asdict(about)) + "\n")

    def erase(self) -> None:
        """Delete all of the call's sound. OutsideError where a file cannot be deleted."""
        for file in self.all():
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise OutsideError(
                    f"{file} cannot be deleted: {error.strerror}.", "Delete it by hand."
                ) from error

    def _named(self, ending: str) -> Path:
        return paths.recordings() / f"{quote(self.call_id, safe='', errors='replace')}.{ending}"


def made_file(file: Path) -> RawIOBase:
    """A new, empty file of sound for its owner alone, encrypted if that is switched on.

    OSError, and OutsideError without the key.
    """
    return vault.create(file, key_to_write(paths.database()))


def made_directory() -> Path:
    """The directory of recordings, its owner's alone. OutsideError where it cannot be made."""
    paths.made_home()
    directory = paths.recordings()
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix":
            directory.chmod(0o700)
    except OSError as error:
        raise OutsideError(
            f"The directory {directory} cannot be made: {error.strerror}.",
            "Make the data directory writable.",
        ) from error
    return directory
