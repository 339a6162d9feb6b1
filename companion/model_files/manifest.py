"""The manifest: which models there are, where they come from, how a whole one looks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import cattrs

from companion.errors import OutsideError


@dataclass(frozen=True, slots=True)
class FileSum:
    """What a file must be: its size in bytes and its SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A file to download that holds the model: at `url`, or a Maven artifact.

    `maven` is group:artifact:packaging:version in the repository at `repository`, without which it
    is Maven Central. Exactly one of `url` and `maven` is given.
    """

    size: int
    sha256: str
    url: str = ""
    maven: str = ""
    repository: str = ""

    @property
    def title(self) -> str:
        """What to look for, as a person would write it down."""
        return self.maven or self.url


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the manifest. `files` is empty where the sums of its files are not known."""

    name: str
    title: str
    language: str
    version: str
    licence: str
    memory_mb: int
    unpacked_limit: int
    archive: tuple[Archive, ...]
    files: Mapping[str, FileSum] = field(default_factory=dict)
    default: bool = False

    @property
    def install_command(self) -> str:
        return "companion models install" + ("" if self.default else f" {self.name}")

    @property
    def download_size(self) -> int:
        """Bytes to fetch from the first source."""
        return self.archive[0].size

    @property
    def unpacked_size(self) -> int:
        """Bytes of the files on disk; where they are not known, the most they may be."""
        return sum(file.size for file in self.files.values()) or self.unpacked_limit


@dataclass(frozen=True, slots=True)
class Manifest:
    model: tuple[Model, ...]
    schema: int = 1

    @property
    def default(self) -> Model:
        return next(model for model in self.model if model.default)

    def named(self, name: str) -> Model:
        """The model of that name. OutsideError where there is none."""
        for model in self.model:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.model)
        raise OutsideError(f"There is no speech model called {name}.", f"Known are: {known}.")


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)


def load_manifest(path: Path) -> Manifest:
    """Read the manifest that comes with the program. One that is not well formed is a bug."""
    with path.open("rb") as file:
        return _CONVERTER.structure(tomllib.load(file), Manifest)
