"""Takes a model out of an archive (zip or aar) or a directory, trusting neither.

An archive is judged by its table of contents before anything is written: a member that would land
elsewhere, a link, or more bytes than the model has, and nothing of it is unpacked.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import IO

from companion.model_files.check import DIRECTORIES, IDENTITY, model_files
from companion.model_files.manifest import Model
from companion.model_files.progress import Progress

_KEEP = frozenset({"README"})
"""Kept beside the model's own files: it names the authors, as the licence asks."""
_MOST_MEMBERS = 1000
_CHUNK = 1 << 20


class UnfitSourceError(Exception):
    """What was given or fetched is not the model; the text goes on from its name: "... is ..."."""


@dataclass(frozen=True, slots=True)
class _Member:
    size: int
    open: Callable[[], IO[bytes]]


def unpack(source: Path, target: Path, model: Model, tell: Progress) -> None:
    """Write the model's files from `source` into the new directory `target`.

    UnfitSourceError where the source does not hold the model; OSError of the disk as it is.
    """
    if source.is_dir():
        _write(_members_of_directory(source, model), target, model, tell)
        return
    try:
        with zipfile.ZipFile(source) as archive:
            _write(_members_of_archive(archive, model), target, model, tell)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnfitSourceError("is not a whole zip or aar archive") from error
    except (NotImplementedError, RuntimeError) as error:  # how zipfile says: method, password
        raise UnfitSourceError("is packed or encrypted in a way that cannot be read") from error


def _members_of_directory(source: Path, model: Model) -> Mapping[str, _Member]:
    levels = ("", "*/", "*/*/")  # deeper, and a home directory would be searched for minutes
    found = [path for level in levels for path in source.glob(level + IDENTITY) if path.is_file()]
    roots = [str(path.relative_to(source).parents[1]) for path in found]
    root = source / _choose_root(roots, model)
    names = [*model_files(root), *(name for name in _KEEP if (root / name).is_file())]
    return {
        name: _Member((root / name).stat().st_size, partial(FileIO, str(root / name)))
        for name in names
    }


def _members_of_archive(archive: zipfile.ZipFile, model: Model) -> Mapping[str, _Member]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > _MOST_MEMBERS:
        raise UnfitSourceError(f"is no model: it holds {len(members)} files")
    for member in members:
        _refuse_unsafe(member)
    places = [PurePosixPath(member.filename) for member in members]
    identity = PurePosixPath(IDENTITY)
    roots = [str(place.parents[1]) for place in places if place.parts[-2:] == identity.parts]
    root = PurePosixPath(_choose_root(roots, model))
    inside = [
        (str(place.relative_to(root)), member)
        for place, member in zip(places, members, strict=True)
        if place.is_relative_to(root)
    ]
    if len({name for name, _ in inside}) < len(inside):
        raise UnfitSourceError("holds the same file twice")
    return {
        name: _Member(member.file_size, partial(archive.open, member))
        for name, member in inside
        if name in _KEEP or PurePosixPath(name).parts[0] in DIRECTORIES
    }


def _refuse_unsafe(member: zipfile.ZipInfo) -> None:
    name = member.filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
        raise UnfitSourceError(f"is not safe: its file {name!r} would be written elsewhere")
    if kind not in (0, stat.S_IFREG):
        raise UnfitSourceError(f"is not safe: its member {name!r} is a link or no plain file")


def _choose_root(roots: Iterable[str], model: Model) -> str:
    """Where in the source the model is: the only one there, or the one of its name."""
    found = sorted(set(roots))
    named = [root for root in found if PurePosixPath(root).name == model.name]
    if not found:
        raise UnfitSourceError(f"holds no speech model (no {IDENTITY})")
    if len(found) > 1 and len(named) != 1:
        raise UnfitSourceError(f"holds several models: {', '.join(found[:4])}")
    return named[0] if named else found[0]


def _write(members: Mapping[str, _Member], target: Path, model: Model, tell: Progress) -> None:
    _compare_sizes(members, model)
    total = sum(member.size for member in members.values())
    done = 0
    for name, member in members.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with member.open() as packed, path.open("xb") as file:
            shutil.copyfileobj(packed, file, _CHUNK)
        done += member.size
        tell("Unpacking", done, total)


def _compare_sizes(members: Mapping[str, _Member], model: Model) -> None:
    """Refuse by what the source declares; reading on stops at that size in any case."""
    total = sum(member.size for member in members.values())
    if total > model.unpacked_limit:
        raise UnfitSourceError(f"is too large: it unpacks to {total} bytes")
    for name, want in model.files.items():
        if name not in members:
            raise UnfitSourceError(f"does not hold {model.name}: {name} is missing")
        if members[name].size != want.size:
            sizes = f"{members[name].size} of {want.size} bytes"
            raise UnfitSourceError(f"does not hold {model.name}: its {name} differs ({sizes})")
