from __future__ import annotations

import errno
import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import filelock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import models, paths
from companion.errors import OutsideError

Pack = Callable[[str, Mapping[str, bytes]], Path]

pytestmark = pytest.mark.usefixtures("announce")


def _left_over() -> list[str]:
    return [path.name for path in paths.installed_models().glob(".staging-*")]


def _unpacked(root: Path, contents: Mapping[str, bytes]) -> Path:
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_an_aar_is_installed_and_then_usable(aar: Path, contents: dict[str, bytes]) -> None:
    condition, source = models.install(given=aar)

    model = models.usable_model()
    assert (model.name, model.version, model.path) == ("fake-en", "1", condition.path)
    assert source == str(aar)
    assert {name: (model.path / name).read_bytes() for name in contents} == contents
    assert (model.path / "README").read_text() == "A small model\n"
    assert not (model.path / "uuid").exists()
    assert _left_over() == []


@pytest.mark.parametrize("prefix", ["", "fake-en/", "a/b/"])
def test_a_zip_may_hold_the_model_at_any_depth(
    prefix: str, pack: Pack, contents: dict[str, bytes]
) -> None:
    models.install(
        given=pack("any.zip", {f"{prefix}{name}": data for name, data in contents.items()})
    )

    assert models.usable_model().name == "fake-en"


@pytest.mark.parametrize("below", ["", "fake-en", "unpacked/fake-en"])
def test_a_directory_is_copied(below: str, tmp_path: Path, contents: dict[str, bytes]) -> None:
    _unpacked(tmp_path / "given" / below, contents)

    models.install(given=tmp_path / "given")

    assert models.usable_model().path != tmp_path / "given"
    assert (tmp_path / "given" / below / "am/final.mdl").exists()


def test_of_several_models_in_a_directory_the_one_of_the_right_name_is_taken(
    tmp_path: Path, contents: dict[str, bytes]
) -> None:
    _unpacked(tmp_path / "given" / "other", {**contents, "am/final.mdl": b"other"})
    _unpacked(tmp_path / "given" / "fake-en", contents)

    models.install(given=tmp_path / "given")

    assert models.usable_model().name == "fake-en"


def test_several_models_without_the_right_name_are_refused(
    tmp_path: Path, contents: dict[str, bytes]
) -> None:
    for name in ("one", "two"):
        _unpacked(tmp_path / "given" / name, contents)

    with pytest.raises(OutsideError, match="holds several models: one, two"):
        models.install(given=tmp_path / "given")


def test_a_whole_model_is_left_alone(aar: Path) -> None:
    models.install(given=aar)
    written = (models.usable_model().path / "am/final.mdl").stat().st_mtime_ns
    aar.unlink()

    _, source = models.install()

    assert source == ""
    assert (models.usable_model().path / "am/final.mdl").stat().st_mtime_ns == written


def test_a_damaged_model_is_replaced(aar: Path) -> None:
    place = models.install(given=aar)[0].path
    (place / "graph/Gr.fst").write_bytes(b"")
    (place / "graph/HCLG.fst").write_bytes(b"stray")

    models.install(given=aar)

    assert models.usable_model().path == place
    assert _left_over() == []


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/evil",
        "a/../../evil",
        "..\\evil",
        "C:evil",
        "assets/model-en-us/am/../../../../e",
    ],
)
def test_a_member_that_would_land_elsewhere_is_refused(
    name: str, pack: Pack, contents: dict[str, bytes], tmp_path: Path
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.name.startswith("e")}

    with pytest.raises(OutsideError, match="is not safe"):
        models.install(given=pack("bad.zip", {**contents, name: b"evil"}))

    assert {path for path in tmp_path.rglob("*") if path.name.startswith("e")} == before
    assert _left_over() == []


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_in_an_archive_is_refused(
    kind: int, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
        link = zipfile.ZipInfo("ivector/link")
        link.external_attr = (kind | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(OutsideError, match="ivector/link"):
        models.install(given=path)


def test_an_archive_that_unpacks_to_too_much_is_refused(
    pack: Pack, contents: dict[str, bytes]
) -> None:
    bomb = pack("bomb.zip", {**contents, "rnnlm/final.raw": bytes(1_000_000)})

    with pytest.raises(OutsideError, match=r"is too large: it unpacks to \d+ bytes"):
        models.install(given=bomb)


def test_a_member_that_is_longer_than_it_says_is_refused(
    pack: Pack, contents: dict[str, bytes]
) -> None:
    said = len(contents["graph/Gr.fst"])
    liar = pack("liar.zip", {**contents, "graph/Gr.fst": contents["graph/Gr.fst"] + b"more"})
    data = liar.read_bytes()
    forged = data.replace((said + 4).to_bytes(4, "little"), said.to_bytes(4, "little"))
    assert forged != data
    liar.write_bytes(forged)

    with pytest.raises(OutsideError, match="is not a whole zip"):
        models.install(given=liar)

    assert not models.examine(models.chosen_model()).installed


@pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile warns while the test writes it
def test_the_same_file_twice_is_refused(tmp_path: Path, contents: dict[str, bytes]) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in [*contents.items(), ("am/final.mdl", b"another")]:
            archive.writestr(name, data)

    with pytest.raises(OutsideError, match="the same file twice"):
        models.install(given=path)


def test_another_model_is_refused_by_name_of_the_file(
    pack: Pack, contents: dict[str, bytes]
) -> None:
    other = pack("other.zip", {**contents, "am/final.mdl": b"another acoustic model"})

    with pytest.raises(OutsideError, match=r"other\.zip does not hold fake-en: its am/final\.mdl"):
        models.install(given=other)


def test_a_file_of_the_right_size_and_wrong_content_is_refused(
    pack: Pack, contents: dict[str, bytes]
) -> None:
    twisted = {**contents, "conf/mfcc.conf": contents["conf/mfcc.conf"][::-1]}

    with pytest.raises(OutsideError, match=r"conf/mfcc\.conf is damaged \(its checksum is wrong\)"):
        models.install(given=pack("twisted.zip", twisted))

    assert not (paths.installed_models() / "fake-en").exists()


@given(cut=st.integers(0, 400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_an_archive_cut_anywhere_installs_nothing(cut: int, aar: Path, tmp_path: Path) -> None:
    whole = aar.read_bytes()
    short = tmp_path / "short.zip"
    short.write_bytes(whole[: cut * len(whole) // 401])

    with pytest.raises(OutsideError, match="is not a whole zip or aar archive") as raised:
        models.install(given=short)

    assert "\n" not in str(raised.value)
    assert _left_over() == []


def test_something_else_is_refused(tmp_path: Path, pack: Pack) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no archive")

    with pytest.raises(OutsideError, match="is not a whole zip"):
        models.install(given=text)
    with pytest.raises(OutsideError, match="holds no speech model"):
        models.install(given=pack("empty.zip", {"README": b"nothing"}))
    with pytest.raises(OutsideError, match="There is no"):
        models.install(given=tmp_path / "nowhere.zip")


def test_without_known_file_sums_the_archive_must_be_the_published_one(
    announce: Callable[..., None], aar: Path, pack: Pack, contents: dict[str, bytes]
) -> None:
    announce(with_files=False)
    unpacked = _unpacked(aar.parent / "unpacked", contents)
    for source in (pack("repacked.zip", contents), unpacked):
        with pytest.raises(OutsideError, match="is not the archive that was published"):
            models.install(given=source)

    models.install(given=aar)

    condition = models.examine(models.chosen_model())
    assert condition.usable
    assert condition.checked_against == "receipt"


def test_the_receipt_is_what_a_model_without_known_sums_is_checked_against(
    announce: Callable[..., None], aar: Path
) -> None:
    announce(with_files=False)
    place = models.install(given=aar)[0].path
    (place / "conf/mfcc.conf").write_bytes(b"changed")

    with pytest.raises(OutsideError, match=r"conf/mfcc\.conf is damaged \(7 of"):
        models.usable_model()

    (place / "receipt.json").unlink()
    with pytest.raises(OutsideError, match=r"receipt\.json is missing, so nothing can be checked"):
        models.usable_model()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": "fake-en", "source": "", "files": {}}'])
def test_a_broken_receipt_vouches_for_nothing(
    text: str, announce: Callable[..., None], aar: Path
) -> None:
    announce(with_files=False)
    place = models.install(given=aar)[0].path
    (place / "receipt.json").write_text(text)

    with pytest.raises(OutsideError, match="nothing can be checked"):
        models.usable_model()


def test_the_receipt_says_where_the_model_came_from(aar: Path) -> None:
    place = models.install(given=aar)[0].path

    assert json.loads((place / "receipt.json").read_text())["source"] == str(aar)


def test_what_a_killed_installation_left_is_cleared_away(aar: Path) -> None:
    left = paths.installed_models() / ".staging-abc" / "fake-en" / "am"
    left.mkdir(parents=True)
    (left / "final.mdl").write_bytes(b"half")

    models.install(given=aar)

    assert _left_over() == []


def test_two_installations_do_not_meet(aar: Path) -> None:
    paths.installed_models().mkdir(parents=True)
    with (
        filelock.FileLock(paths.installed_models() / ".install.lock"),
        pytest.raises(OutsideError, match="Another installation is running"),
    ):
        models.install(given=aar)


def test_a_stop_in_the_middle_leaves_nothing_behind(aar: Path) -> None:
    def stop(doing: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        models.install(given=aar, tell=stop)

    assert _left_over() == []
    assert not models.examine(models.chosen_model()).installed


def test_a_full_disk_is_said_before_anything_is_written(
    aar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage())

    with pytest.raises(
        OutsideError, match="The disk is full: the speech model needs up to"
    ) as error:
        models.install(given=aar)

    assert "\n" not in str(error.value)


class _Usage:
    free = 10


def test_a_disk_that_fills_up_meanwhile_is_said_in_a_line(
    aar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)

    with pytest.raises(OutsideError, match="The disk is full"):
        models.install(given=aar)

    assert _left_over() == []


def test_a_place_that_cannot_be_written_is_named(aar: Path, companion_home: Path) -> None:
    companion_home.mkdir()
    (companion_home / "models").write_text("a file where the directory should be")

    with pytest.raises(OutsideError, match=r"cannot be installed: .*models: ") as error:
        models.install(given=aar)

    assert "\n" not in str(error.value)
