"""What was once in use of a file that a team edits, kept beside it in versions/NAME.N.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.errors import OutsideError


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it once was in use. `number` counts from 1, the program's own being the first."""

    name: str
    number: int
    file: Path

    def text(self) -> str:
        """What it says. OutsideError where it cannot be read."""
        return text_of(self.file)


def versions(own: Path) -> list[Version]:
    """What was in use in the place of this file of a team's, the first one first."""
    found = []
    for file in _folder(own).glob(f"{own.stem}.*.toml"):
        number = file.name.removeprefix(f"{own.stem}.").removesuffix(".toml")
        if number.isdecimal():
            found.append(Version(own.stem, int(number), file))
    return sorted(found, key=lambda version: version.number)


def put_in_use(own: Path, text: str, before: Path | None) -> Version:
    """Write a file of the team's as a new version of it; `before` is what was in use until now.

    What was in use is kept as well, unless it is the newest version. OutsideError where it must.
    """
    keep(own, before)
    kept = _write(own, text)
    paths.write_whole(own, text)
    return kept


def keep(own: Path, before: Path | None) -> None:
    """Keep what was in use until now, unless it is the newest version already."""
    paths.made_home()
    try:
        _folder(own).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(
            f"{_folder(own)} cannot be made: {error.strerror}.", "Make its folder writable."
        ) from error
    if before is not None:
        earlier, text = versions(own), text_of(before)
        if not earlier or earlier[-1].text() != text:
            _write(own, text)


def text_of(file: Path) -> str:
    """A file as it is to be edited; bytes that are no UTF-8 become question marks in it.

    OutsideError where it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        why = error.strerror
        raise OutsideError(f"{file} cannot be read: {why}.", "Put the file back.") from error


def _write(own: Path, text: str) -> Version:
    earlier = versions(own)
    number = earlier[-1].number + 1 if earlier else 1
    file = _folder(own) / f"{own.stem}.{number}.toml"
    paths.write_whole(file, text)
    return Version(own.stem, number, file)


def _folder(own: Path) -> Path:
    return own.parent / "versions"
