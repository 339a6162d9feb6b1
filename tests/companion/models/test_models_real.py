"""Every file of the real model, damaged in every way that was seen to crash the recogniser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from companion import models, paths
from companion.errors import OutsideError

pytestmark = pytest.mark.model

FILES = sorted(models.known_models().default.files)


@pytest.fixture
def place(english_model: Path) -> Path:
    """The real model as this test's own, every file a link to the installed one."""
    root = paths.installed_models() / english_model.name
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(english_model / name)
    return root


def _truncate(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2])


def _zero(path: Path) -> None:
    size = path.stat().st_size
    path.unlink()
    path.touch()
    os.truncate(path, size)


def test_the_installed_model_is_usable(place: Path) -> None:
    assert models.usable_model() == models.InstalledModel(place.name, place, "0.15")


@pytest.mark.parametrize("damage", [Path.unlink, _truncate, _zero])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(name: str, damage: Callable[[Path], None], place: Path) -> None:
    damage(place / name)

    with pytest.raises(OutsideError) as raised:
        models.usable_model()

    assert f"{place / name} is " in raised.value.problem
    assert "\n" not in str(raised.value)
