"""Is this directory the model, whole? Every byte is read, every time.

A recogniser given a damaged file does not complain: it crashes its process, hangs, or silently
tells wrong times. So nothing is loaded that has not passed here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from companion.model_files.manifest import FileSum

DIRECTORIES = ("am", "conf", "graph", "ivector", "rescore", "rnnlm")
"""Where the recogniser looks for files; it takes what it finds there, wanted or not."""
IDENTITY = "am/final.mdl"
"""The file that makes a directory a model: the acoustic model."""

_THREADS = 4  # hashing releases the lock; 68 MB take 0.04 s instead of 0.06 s on two cores
_CHUNK = 1 << 20


class Damage(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    SIZE = "size"
    ZEROED = "zeroed"
    CONTENT = "content"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one file. `says` goes on from the file's name: "... is missing"."""

    file: str
    damage: Damage
    says: str


def find_faults(directory: Path, files: Mapping[str, FileSum]) -> list[Fault]:
    """Every fault of the model in `directory`, in the order of `files`; none means: whole."""
    with ThreadPoolExecutor(_THREADS, "model-check") as pool:
        by_size = sorted(files.items(), key=lambda item: -item[1].size)
        looks = {name: pool.submit(_look, directory, name, want) for name, want in by_size}
    found = [fault for name in files if (fault := looks[name].result())]
    strays = sorted(set(model_files(directory)) - set(files))
    return found + [
        Fault(name, Damage.STRAY, "does not belong to this model but would be loaded with it")
        for name in strays
    ]


def model_files(directory: Path) -> Iterator[str]:
    """The files that a recogniser might read, by their path with slashes; hidden ones aside."""
    for top in DIRECTORIES:
        for path in (directory / top).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(directory).as_posix()


def file_sum(path: Path) -> FileSum:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), digest)


def is_other_model(faults: Sequence[Fault]) -> bool:
    """Whether these faults are rather those of another model than of a damaged one.

    Damage hits a file or two. Another model has its own acoustic model and its own graph.
    """
    own = [fault.file for fault in faults if fault.damage in (Damage.SIZE, Damage.CONTENT)]
    return IDENTITY in own and len(own) > 2


def _look(directory: Path, name: str, want: FileSum) -> Fault | None:
    path = directory / name
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            there = path.exists()
            return Fault(name, Damage.MISSING, "is not a file" if there else "is missing")
        size = path.stat().st_size
        if size != want.size:
            says = f"is damaged ({size} of {want.size} bytes)"
            return Fault(name, Damage.SIZE if size else Damage.ZEROED, says)
        if file_sum(path).sha256 == want.sha256:
            return None
        if _is_all_zeros(path):
            return Fault(name, Damage.ZEROED, f"is damaged ({size} bytes, all of them zero)")
        return Fault(name, Damage.CONTENT, "is damaged (its checksum is wrong)")
    except OSError as error:
        return Fault(name, Damage.UNREADABLE, f"cannot be read ({error.strerror})")


def _is_all_zeros(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(any(chunk) for chunk in iter(lambda: file.read(_CHUNK), b""))
