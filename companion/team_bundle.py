"""A team's own files in one zip, to be carried from desk to desk."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from companion import paths
from companion.errors import OutsideError
from companion.team_files import (
    Checked,
    TeamFile,
    check,
    save,
    team_file,
    team_files,
    tested,
)

MOST_BYTES = 1_000_000
"""Of one file; the longest of ours has 30,000."""
MOST_FILES = 200

_RULES = "phrases"


def export_team(target: Path) -> list[TeamFile]:
    """Write the team's own files into a zip, readable by its owner only; they are returned.

    OutsideError where there are none, one of them is not usable, or the zip cannot be written.
    """
    own = [file for file in team_files() if file.is_own]
    if not own:
        raise OutsideError("The team has no files of its own yet.", "Change one and save it first.")
    texts = {file: file.text() for file in own}
    _checked(texts)
    with (
        paths.written_whole(target, "Choose another place, or make room.") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for file, text in texts.items():
            archive.writestr(file.place, text)
    return own


def read_team(source: Path) -> list[Checked]:
    """The files of such a zip, each checked, rules together. Nothing is written.

    OutsideError where a name leads out of the team's folder or is not known, the zip is damaged,
    locked or too large, or a file in it is not usable.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _checked(_texts(source, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise OutsideError(
            f"{source} is no zip, or is damaged.", "Ask for it once more."
        ) from error
    except RuntimeError as error:  # how zipfile says that there is a password on it
        raise OutsideError(f"{source} is locked with a password.", "Unlock it first.") from error
    except OSError as error:
        raise OutsideError(
            f"{source} cannot be read: {error.strerror}.", "Choose another file."
        ) from error


def import_team(source: Path) -> list[TeamFile]:
    """Take over the files of such a zip; those of the team's that it does not have stay.

    Everything is checked before anything is written; what was in use is kept as a version.
    """
    incoming = read_team(source)
    for checked in incoming:
        save(checked)
    return [checked.file for checked in incoming]


def _texts(source: Path, archive: zipfile.ZipFile) -> dict[TeamFile, str]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if not infos or len(infos) > MOST_FILES:
        raise OutsideError(
            f"{source} holds {len(infos)} files: that is no team's.", "Choose another file."
        )
    found: dict[TeamFile, str] = {}
    for info in infos:
        try:
            file = team_file(info.filename)
        except OutsideError as error:
            raise OutsideError(
                f"{source} holds {info.filename!r}, which is no file of a team's.",
                "Choose a zip that was exported here.",
            ) from error
        if file in found:
            raise OutsideError(f"{source} holds {file.place} twice.", "Ask for it once more.")
        with archive.open(info) as packed:
            content = packed.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise OutsideError(f"{source} holds a {file.name} that is too large.", "Shorten it.")
        try:
            found[file] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"{source} holds a {file.name} that is not UTF-8 text"
            raise OutsideError(f"{what}.", "Save it as UTF-8.") from error
    return found


def _checked(texts: dict[TeamFile, str]) -> list[Checked]:
    """All of them, or the complaint about the first that is not usable.

    Rules are read together, as they will be used: a pack may need the lists that come with it.
    """
    rules = {file: text for file, text in texts.items() if file.place.startswith(f"{_RULES}/")}
    found = [check(file, text) for file, text in texts.items() if file not in rules]
    for one in found:
        if one.error is not None:
            raise one.error
    if rules:
        tests = tested({file.name: text for file, text in rules.items()})
        if tests.failed:
            raise tests.failed[0].error()
        found += [Checked(file, text, tests) for file, text in rules.items()]
    return found
