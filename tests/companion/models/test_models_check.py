from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import models, paths
from companion.errors import OutsideError

NAMES = (
    "am/final.mdl conf/mfcc.conf conf/model.conf graph/Gr.fst graph/HCLr.fst "
    "graph/disambig_tid.int graph/phones/word_boundary.int ivector/final.dubm ivector/final.ie"
).split()


@pytest.fixture
def place(announce: Callable[..., None], aar: Path) -> Path:
    """Where the whole fake model is installed."""
    return models.install(given=aar)[0].path


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(name: str, place: Path) -> None:
    (place / name).unlink()

    _assert_names(place, name, "is missing.")


@pytest.mark.parametrize("name", NAMES)
def test_a_truncated_file_is_named_with_its_sizes(name: str, place: Path) -> None:
    whole = (place / name).read_bytes()
    (place / name).write_bytes(whole[:12])

    _assert_names(place, name, f"is damaged (12 of {len(whole)} bytes).")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_named(name: str, place: Path) -> None:
    size = (place / name).stat().st_size
    (place / name).write_bytes(b"")

    _assert_names(place, name, f"is damaged (0 of {size} bytes).")


@pytest.mark.parametrize("name", NAMES)
def test_a_zeroed_file_is_named(name: str, place: Path) -> None:
    size = (place / name).stat().st_size
    (place / name).write_bytes(bytes(size))

    _assert_names(place, name, f"is damaged ({size} bytes, all of them zero).")


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_changed_byte_is_noticed(place: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    whole = (place / name).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = data.draw(st.integers(1, 255))
    (place / name).write_bytes(whole[:at] + bytes([whole[at] ^ flipped]) + whole[at + 1 :])

    _assert_names(place, name, "is damaged (its checksum is wrong).")

    (place / name).write_bytes(whole)
    assert models.usable_model().path == place


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_named(place: Path) -> None:
    (place / "am/final.mdl").unlink()
    os.mkfifo(place / "am/final.mdl")

    _assert_names(place, "am/final.mdl", "is not a file.")


def test_a_file_that_the_recogniser_would_also_load_is_named(place: Path) -> None:
    (place / "graph/HCLG.fst").write_bytes(b"another graph")

    _assert_names(
        place, "graph/HCLG.fst", "does not belong to this model but would be loaded with it."
    )


@pytest.mark.parametrize("name", ["README", "notes.txt", "am/.DS_Store"])
def test_what_the_recogniser_does_not_read_may_be_there(name: str, place: Path) -> None:
    (place / name).write_text("harmless")

    assert models.usable_model().path == place


def test_of_several_faults_the_first_is_named_and_the_others_counted(place: Path) -> None:
    for name in NAMES[3:6]:
        (place / name).unlink()

    _assert_names(place, NAMES[3], "is missing, and 2 more of its files.")


def test_another_model_in_the_place_is_called_that(
    place: Path, contents: Mapping[str, bytes]
) -> None:
    for name, data in contents.items():
        (place / name).write_bytes(data.upper() + b"x")
    (place / "README").write_text("Russian model for mobile applications\nmore\n")

    with pytest.raises(OutsideError) as raised:
        models.usable_model()

    assert raised.value.problem == (
        f'The directory {place} holds another speech model ("Russian model for mobile'
        ' applications").'
    )
    assert raised.value.remedy == "Run: companion models install"


def test_no_model_at_all_says_how_to_get_it(announce: Callable[..., None]) -> None:
    with pytest.raises(OutsideError, match="fake-en is not installed") as raised:
        models.usable_model()

    assert raised.value.remedy == "Run: companion models install"
    assert not paths.home().exists()


def test_the_environment_names_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_MODEL", "vosk-model-en-us-0.22")

    with pytest.raises(OutsideError, match=r"vosk-model-en-us-0\.22 is not installed") as raised:
        models.usable_model()

    assert raised.value.remedy == "Run: companion models install vosk-model-en-us-0.22"


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(OutsideError, match=r"Known are: vosk-model-small-en-us-0\.15, "):
        models.usable_model("vosk-model-tlh-0.1")


def test_the_manifest_of_the_product_is_sound() -> None:
    known = models.known_models().model

    assert [model.name for model in known if model.default] == ["vosk-model-small-en-us-0.15"]
    assert len({model.name for model in known}) == len(known)
    for model in known:
        assert all(bool(archive.url) != bool(archive.maven) for archive in model.archive)
        assert model.unpacked_size <= model.unpacked_limit
        sums = [(archive.size, archive.sha256) for archive in model.archive]
        sums += [(file.size, file.sha256) for file in model.files.values()]
        assert all(size > 0 and len(bytes.fromhex(digest)) == 32 for size, digest in sums)


def _assert_names(place: Path, name: str, says: str) -> None:
    with pytest.raises(OutsideError) as raised:
        models.usable_model()
    assert raised.value.problem == f"The speech model's file {place / name} {says}"
    assert raised.value.remedy == "Run: companion models install"
