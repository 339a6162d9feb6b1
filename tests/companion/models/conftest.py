"""A small fake model, a manifest that knows it, and archives that hold it."""

from __future__ import annotations

import hashlib
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from companion import paths

FILES = (
    "am/final.mdl",
    "conf/mfcc.conf",
    "conf/model.conf",
    "graph/Gr.fst",
    "graph/HCLr.fst",
    "graph/disambig_tid.int",
    "graph/phones/word_boundary.int",
    "ivector/final.dubm",
    "ivector/final.ie",
)


@pytest.fixture
def contents() -> dict[str, bytes]:
    """What is in the fake model, file by file; each of another size, one that packs badly."""
    small = {name: f"{name}:".encode() * (20 + at) for at, name in enumerate(FILES)}
    return small | {"graph/Gr.fst": random.Random(1).randbytes(60_000)}


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str, Mapping[str, bytes]], Path]:
    """Write an archive of that name with those members."""

    def write(name: str, members: Mapping[str, bytes]) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        return path

    return write


@pytest.fixture
def aar(contents: dict[str, bytes], pack: Callable[[str, Mapping[str, bytes]], Path]) -> Path:
    """The fake model as the artifact packs it: below assets, with other things beside."""
    inside = {f"assets/model-en-us/{name}": data for name, data in contents.items()}
    others = {"AndroidManifest.xml": b"<manifest/>", "assets/model-en-us/uuid": b"1-2-3"}
    return pack("fake.aar", others | {"assets/model-en-us/README": b"A small model\n"} | inside)


@pytest.fixture
def announce(
    tmp_path: Path, contents: dict[str, bytes], aar: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Make the manifest one that knows the fake model `fake-en`, at the given addresses.

    An address is a URL, or Maven coordinates at a repository as (coordinates, URL).
    """

    def write(
        *addresses: str | tuple[str, str], with_files: bool = True, archive: Path = aar
    ) -> None:
        data = archive.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        text = _HEAD
        for address in addresses or ("http://127.0.0.1:9/fake.aar",):
            where = (
                f'url = "{address}"'
                if isinstance(address, str)
                else f'maven = "{address[0]}"\nrepository = "{address[1]}"'
            )
            text += f'\n[[model.archive]]\n{where}\nsize = {len(data)}\nsha256 = "{digest}"\n'
        if with_files:
            text += "\n[model.files]\n" + "".join(
                f'"{name}" = {{ size = {len(data)}, sha256 = "{_sum(data)}" }}\n'
                for name, data in contents.items()
            )
        path = tmp_path / "MANIFEST.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(paths, "manifest", lambda: path)

    write()
    return write


_HEAD = """
[[model]]
name = "fake-en"
title = "A fake"
language = "en-us"
version = "1"
licence = "Apache-2.0"
default = true
memory_mb = 1
unpacked_limit = 200_000
"""


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
