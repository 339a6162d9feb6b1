"""Bundles that are not what they say: one clear line each, and nothing half taken in."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import paths
from companion.bundle import import_bundle, open_bundle, write_bundle
from companion.bundle.contents import MOST_BYTES
from companion.cli import main
from companion.codec import encode
from companion.errors import OutsideError
from companion.events import RecordingKept
from companion.store import Store
from tests.companion.bundle.conftest import CALL, Go, made_call, masked, save, stored

Remake = Callable[[dict[str, bytes]], None]


@pytest.fixture
def good(machine: Go, tmp_path: Path) -> Path:
    machine("ines")
    save(made_call(recorded=True))
    file = tmp_path / "good.callbundle"
    write_bundle(stored(), file)
    machine("omar")
    return file


def unpacked(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(file: Path, contents: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file


def honest(contents: dict[str, bytes], form: str = "companion.bundle/1") -> dict[str, bytes]:
    """With a manifest that fits the rest: made by somebody who knows how."""
    files = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
        if name != "manifest.json"
    }
    manifest: dict[str, Any] = {"format": form, "call": CALL, "files": files}
    return {**contents, "manifest.json": json.dumps(manifest).encode()}


def events(contents: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    log = contents["events.jsonl"].decode()
    assert old in log
    return honest({**contents, "events.jsonl": log.replace(old, new).encode()})


def refused(file: Path, told: str) -> None:
    with Store.open() as store, pytest.raises(OutsideError, match=told) as caught:
        import_bundle(file, store, masked)
    assert "\n" not in str(caught.value)
    with Store.open(read_only=True) as store:
        assert store.count() == 0
    assert not list(paths.home().glob("recordings/*"))


MADE_UP: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "foreign zip": (lambda _: {"hello.txt": b"hello"}, "is no call bundle"),
    "no manifest": (
        lambda c: {n: b for n, b in c.items() if n != "manifest.json"},
        "is no call bundle",
    ),
    "manifest of others": (lambda c: honest(c, "docx/1"), "is no call bundle"),
    "manifest is a list": (lambda c: {**c, "manifest.json": b"[1]"}, "damaged manifest"),
    "manifest is deep": (lambda c: {**c, "manifest.json": b"[" * 30000}, "damaged manifest"),
    "newer form": (lambda c: honest(c, "companion.bundle/2"), "newer version"),
    "newer event": (
        lambda c: events(c, '"event": "NoteWritten"', '"event": "SmellNoticed"'),
        "newer version",
    ),
    "changed log": (
        lambda c: {**c, "events.jsonl": c["events.jsonl"].replace(b"found", b"lost!")},
        "was changed or damaged: events.jsonl",
    ),
    "changed sound": (
        lambda c: {**c, "sound.flac": c["sound.flac"][:-1] + b"x"},
        "was changed or damaged: sound.flac",
    ),
    "no sound any more": (
        lambda c: {n: b for n, b in c.items() if n != "sound.flac"},
        "other files than its manifest says",
    ),
    "path outside": (
        lambda c: honest({**c, "../../escaped.txt": b"x"}),
        "files that are none of a call",
    ),
    "absolute path": (
        lambda c: honest({**c, "/tmp/escaped.txt": b"x"}),
        "files that are none of a call",
    ),
    "more than listed": (lambda c: {**c, "extra": b"x"}, "other files than its manifest says"),
    "recording elsewhere": (
        lambda c: events(c, "recordings/", "../recordings/"),
        "names a file that is none of its call's",
    ),
    "sound that is none": (
        lambda c: honest({**c, "sound.flac": b"not a sound"}),
        "is no sound",
    ),
    "call with a path for a name": (
        lambda c: events(c, CALL, "../../x"),
        "cannot be one of ours",
    ),
    "log in disorder": (lambda c: events(c, '"seq": 2', '"seq": 7'), "log in disorder"),
    "log without a start": (
        lambda c: honest({**c, "events.jsonl": c["events.jsonl"].split(b"\n", 1)[1]}),
        "log in disorder",
    ),
    "empty log": (lambda c: honest({**c, "events.jsonl": b""}), "damaged log"),
    "log of numbers": (lambda c: honest({**c, "events.jsonl": b"1\n2\n"}), "damaged log"),
    "log not in UTF-8": (lambda c: honest({**c, "events.jsonl": b"\xff\xfe"}), "damaged log"),
}


@pytest.mark.parametrize("name", MADE_UP)
def test_what_is_made_up_is_refused(good: Path, name: str) -> None:
    change, told = MADE_UP[name]
    bad = packed(good.with_name("bad.callbundle"), change(unpacked(good)))

    refused(bad, told)


def test_a_bomb_is_given_up_long_before_it_has_gone_off(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST_BYTES, "events.jsonl", 2**20)  # so that the test is small, too
    bomb = honest({**unpacked(good), "events.jsonl": b" " * 2**24})
    file = packed(good.with_name("bomb.callbundle"), bomb)
    assert file.stat().st_size < 2**18

    refused(file, "of a size that no call has")


def test_two_files_of_one_name_are_refused(good: Path) -> None:
    contents = unpacked(good)
    file = good.with_name("bad.callbundle")
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("events.jsonl", b"another log")

    refused(file, "other files than its manifest says")


def test_missing_empty_and_no_file(good: Path) -> None:
    refused(good.with_name("nowhere.callbundle"), "cannot be read: No such file")
    empty = good.with_name("empty.callbundle")
    empty.touch()
    refused(empty, "is no call bundle")
    refused(good.parent, "cannot be read: Is a directory")


@settings(  # a busy machine is no failure
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_wherever_it_is_cut_off_it_is_refused(good: Path, data: st.DataObject) -> None:
    whole = good.read_bytes()
    cut = good.with_name("cut.callbundle")
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])

    refused(cut, r"cut\.callbundle")


@settings(  # a busy machine is no failure
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_flipped_byte_is_noticed_or_does_no_harm(good: Path, data: st.DataObject) -> None:
    flipped = bytearray(good.read_bytes())
    flipped[data.draw(st.integers(0, len(flipped) - 1))] ^= data.draw(st.integers(1, 255))
    file = good.with_name("flipped.callbundle")
    file.write_bytes(flipped)

    with Store.open() as store:
        try:
            import_bundle(file, store, masked)
        except OutsideError:
            assert store.count() == 0
        else:  # in a date or a flag of the archive, which nobody reads
            with open_bundle(good) as bundle:
                assert store.load(CALL) == list(bundle.entries)
            store.delete(CALL)


def test_a_log_that_names_no_recording_brings_none(good: Path) -> None:
    contents = unpacked(good)
    with open_bundle(good) as bundle:
        log = [e for e in bundle.entries if not isinstance(e, RecordingKept)]
    lines = [encode(replace(e, seq=n)) for n, e in enumerate(log, start=1)]
    contents["events.jsonl"] = "\n".join(lines).encode()
    file = packed(good.with_name("bad.callbundle"), honest(contents))

    refused(file, "its log knows nothing of")


def test_the_command_takes_the_good_and_names_the_bad(good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.callbundle"
    bad.write_bytes(b"PK")

    result = CliRunner().invoke(main, ["calls", "import", str(bad), str(good)])

    assert result.exit_code == 1
    assert "bad.callbundle is no call bundle" in result.stderr
    assert f"{CALL} is here now, with its recording." in result.stderr
    assert stored()


def test_export_and_import_by_command(good: Path, machine: Go, tmp_path: Path) -> None:
    run = CliRunner()
    assert run.invoke(main, ["calls", "import", str(good)]).exit_code == 0
    again = tmp_path / "again.callbundle"
    told = run.invoke(main, ["calls", "export", "last", "--format", "bundle", "--out", str(again)])
    assert told.exit_code == 0, told.output
    machine("third")
    listed = run.invoke(main, ["calls", "import", str(again), "--json"])
    assert json.loads(listed.stdout) == [
        {"source": str(again), "call_id": CALL, "new": True, "entries": 5, "sound": True}
    ]
