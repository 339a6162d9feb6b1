"""An encrypted file behaves like any file, and shows nothing to whoever lacks the key."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.errors import OutsideError
from companion.vault import files, ring
from companion.vault.files import CHUNK
from companion.vault.key import GROUPS, Key
from companion.vault.lines import Seal

SLOT = CHUNK + 32
PLACES = st.integers(0, 3 * CHUNK)
WRITES = st.lists(st.tuples(PLACES, st.integers(0, 2 * CHUNK), st.booleans()), max_size=8)


@pytest.fixture
def key(tmp_path: Path, encrypted: Callable[[Path], Key]) -> Key:
    return encrypted(tmp_path / "calls.db")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(writes=WRITES, first=PLACES, count=PLACES)
def test_it_holds_what_any_file_would(
    tmp_path: Path, key: Key, writes: list[tuple[int, int, bool]], first: int, count: int
) -> None:
    path = tmp_path / "secret"
    plain = io.BytesIO()
    files.create(path, key).close()
    file = files.open_to_change(path)
    for number, (place, length, reopened) in enumerate(writes):
        data = bytes([number + 1]) * length
        for target in (plain, file):
            target.seek(place)
            target.write(data)
        if reopened:
            file.close()
            file = files.open_to_change(path)
    file.close()

    expected = plain.getvalue()
    assert files.size_of(path) == len(expected)
    with files.open_to_read(path) as reading:
        assert reading.read() == expected
        reading.seek(first)
        assert reading.read(count) == expected[first : first + count]


def test_the_bytes_on_the_disk_tell_nothing(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "secret"
    with files.create(path, key) as file:
        file.write(b"my solicitor " * 10_000)
    assert b"solicitor" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600 or os.name != "posix"


def test_numpy_writes_through_it_and_not_past_it(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "secret"
    made = np.full(100_000, 0x5A5A, np.int16)
    with files.create(path, key) as file:
        np.save(file, made)
    assert b"\x5a" * 16 not in path.read_bytes()
    with files.open_to_read(path) as file:
        assert np.array_equal(np.load(file), made)


@pytest.mark.parametrize("cut", [1, 40, SLOT - 1])
def test_a_chunk_cut_off_costs_that_chunk_alone(tmp_path: Path, key: Key, cut: int) -> None:
    path = tmp_path / "secret"
    with files.create(path, key) as file:
        file.write(b"a" * CHUNK + b"b" * CHUNK)
    os.truncate(path, path.stat().st_size - cut)
    with files.open_to_change(path) as file:
        assert file.read() == b"a" * CHUNK
        file.write(b"c")
    with files.open_to_read(path) as file:
        assert file.read() == b"a" * CHUNK + b"c"


def test_damage_within_is_silence_and_what_was_swapped_is_not_believed(
    tmp_path: Path, key: Key
) -> None:
    path = tmp_path / "secret"
    with files.create(path, key) as file:
        file.write(b"a" * CHUNK + b"b" * CHUNK + b"c" * CHUNK)
    content = path.read_bytes()
    head, a, b, c = content[:32], *(content[32 + n * SLOT : 32 + (n + 1) * SLOT] for n in range(3))
    path.write_bytes(head + b + a + c)
    with files.open_to_read(path) as file:
        assert file.read() == bytes(2 * CHUNK) + b"c" * CHUNK


def test_a_full_disk_costs_what_it_refused(
    tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    file = files.create(path, key)
    file.write(b"a" * CHUNK)
    file.flush()

    def refuse(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(files, "write_all", refuse)
        file.write(b"b" * 10)
        with pytest.raises(OSError, match="No space"):
            file.flush()
    file.close()
    with files.open_to_read(path) as reading:
        assert reading.read() == b"a" * CHUNK


def test_without_the_key_it_does_not_open(
    tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    files.create(path, key).close()
    ring.forget()
    (tmp_path / "the.key").unlink()
    with pytest.raises(OutsideError, match=r"key file .* cannot be read"):
        files.open_to_read(path)
    monkeypatch.setenv("COMPANION_KEY_FILE", str(tmp_path / "other.key"))
    ring.keep(Key.fresh())
    with pytest.raises(OutsideError, match="that of other calls"):
        files.open_to_read(path)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere modes say nothing")
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, key: Key) -> None:
    ring.forget()
    (tmp_path / "the.key").chmod(0o640)
    with pytest.raises(OutsideError, match="Others may read the key file"):
        ring.find(key.id)


@given(secret=st.binary(min_size=32, max_size=32))
def test_a_phrase_brings_the_key_back_however_it_is_typed(secret: bytes) -> None:
    key = Key(secret)
    assert len(key.phrase) == GROUPS
    assert key.id not in "".join(key.phrase)
    typed = " ".join(key.phrase).lower().replace("o", "0").replace("i", "1")
    assert Key.from_phrase(typed) == key


@given(secret=st.binary(min_size=32, max_size=32), place=st.integers(0, 55), by=st.integers(1, 31))
def test_a_wrong_letter_is_noticed(secret: bytes, place: int, by: int) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    phrase = "".join(Key(secret).phrase)
    wrong = letters[(letters.index(phrase[place]) + by) % 32]
    with pytest.raises(OutsideError, match="not a recovery phrase"):
        Key.from_phrase(phrase[:place] + wrong + phrase[place + 1 :])


@given(st.text(max_size=60))
def test_what_is_no_phrase_is_said_in_one_line(typed: str) -> None:
    with pytest.raises(OutsideError, match="not a recovery phrase"):
        Key.from_phrase(typed)


def test_a_sealed_line_opens_in_its_place_alone(key: Key) -> None:
    seal = Seal.fresh(key)
    closed = seal.close("my solicitor", 3)
    again = Seal.named(seal.told())
    assert again.open(closed, 3) == "my solicitor"
    for line, place in ((closed, 4), (closed[:-4], 3), ("my solicitor", 3)):
        with pytest.raises(ValueError, match="damaged"):
            again.open(line, place)
