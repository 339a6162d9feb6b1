"""The speech model on disk: which one to use, whether it is whole, how to get it.

Everything that loads a model asks `usable_model` for it first: a damaged file is then named in a
sentence instead of crashing the process that opens it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from companion import paths
from companion.errors import OutsideError
from companion.model_files.check import (
    IDENTITY,
    Damage,
    Fault,
    find_faults,
    is_other_model,
)
from companion.model_files.manifest import FileSum, Manifest, Model, load_manifest
from companion.model_files.progress import Progress, silent
from companion.model_files.receipt import read_receipt

CHOICE = "COMPANION_MODEL"
"""The environment variable that names another model than the manifest's default."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model whose every file was checked just now. `path` is its directory."""

    name: str
    path: Path
    version: str


@dataclass(frozen=True, slots=True)
class Condition:
    """How a model stands on this machine. `installed` says that there is something at `path`."""

    model: Model
    path: Path
    installed: bool
    faults: tuple[Fault, ...]
    is_other: bool = False
    checked_against: str = "manifest"
    """Or "receipt": the sums written down when it was installed."""

    @property
    def usable(self) -> bool:
        return self.installed and not self.faults

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence; empty where nothing is."""
        if not self.installed:
            return f"The speech model {self.model.name} is not installed."
        if self.is_other:
            return f"The directory {self.path} holds another speech model{_own_words(self.path)}."
        if not self.faults:
            return ""
        first, more = self.faults[0], len(self.faults) - 1
        also = f", and {more} more of its files" if more else ""
        return f"The speech model's file {self.path / first.file} {first.says}{also}."


def known_models() -> Manifest:
    """The manifest that came with the program."""
    return load_manifest(paths.manifest())


def chosen_model(name: str | None = None) -> Model:
    """The model called `name`, or else of `COMPANION_MODEL`, or else the manifest's default."""
    manifest = known_models()
    named = name or os.environ.get(CHOICE)
    return manifest.named(named) if named else manifest.default


def usable_model(name: str | None = None) -> InstalledModel:
    """The model to load, after reading every byte of it (68 MB: 0.04 s once they are cached).

    OutsideError names the file that is missing, truncated, zeroed or otherwise not the model's.
    """
    condition = examine(chosen_model(name))
    if not condition.usable:
        raise OutsideError(condition.problem, f"Run: {condition.model.install_command}")
    return InstalledModel(condition.model.name, condition.path, condition.model.version)


def is_installed(model: Model) -> bool:
    """Whether there is something in the model's place; nothing of it is read. As `examine`."""
    with _readable(model) as path:
        return path.is_dir()


def examine(model: Model) -> Condition:
    """Read the whole model and say how it stands. OutsideError where nobody lets us look."""
    with _readable(model) as path:
        return _examined(model, path)


@contextmanager
def _readable(model: Model) -> Iterator[Path]:
    path = paths.installed_models() / model.name
    try:
        yield path
    except OSError as error:
        raise OutsideError(
            f"The speech model in {path} cannot be read: {error.strerror}.",
            "Make the directory readable, or set COMPANION_HOME to another one.",
        ) from error


def _examined(model: Model, path: Path) -> Condition:
    if not path.is_dir():
        return Condition(model, path, installed=False, faults=())
    if model.files:
        return _compared(model, path, model.files, "manifest")
    receipt = read_receipt(path)
    if receipt is None or receipt.model != model.name or IDENTITY not in receipt.files:
        fault = Fault("receipt.json", Damage.MISSING, "is missing, so nothing can be checked")
        return Condition(model, path, True, (fault,))
    return _compared(model, path, receipt.files, "receipt")


def _compared(model: Model, path: Path, files: Mapping[str, FileSum], against: str) -> Condition:
    faults = tuple(find_faults(path, files))
    return Condition(model, path, True, faults, is_other_model(faults), against)


def install(
    name: str | None = None, given: Path | None = None, tell: Progress = silent
) -> tuple[Condition, str]:
    """Have the model in its place, whole; what is whole already stays.

    `given` is an archive or a directory that holds it; without one it is downloaded. Without `name`
    a `given` that is called after a model means that model. Returns how it stands and where it
    came from ("" where it was there already). OutsideError where it fails.
    """
    # Here, because downloading needs libraries that a call has no use for (8 MB, 0.1 s).
    from companion.model_files.install import (  # noqa: PLC0415
        install_from,
        install_from_sources,
    )

    model = chosen_model(name or _called_after(given))
    condition = examine(model)
    if condition.usable:
        return condition, ""
    paths.made_home()
    models = paths.installed_models()
    if given is None:
        receipt = install_from_sources(model, models, tell)
    else:
        receipt = install_from(given.expanduser(), model, models, tell)
    return examine(model), receipt.source


def _called_after(given: Path | None) -> str | None:
    names = {given.name, given.stem} if given else set()
    return next((model.name for model in known_models().model if model.name in names), None)


def _own_words(path: Path) -> str:
    """What the README of an unknown model says it is, shortened."""
    try:
        line = (path / "README").read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
    words = "".join(letter for letter in line if letter.isprintable()).strip()
    return f' ("{words[:70]}")' if words else ""
