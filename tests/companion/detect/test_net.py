from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.detect.linear import WITH_NET
from companion.detect.net import Net, read_net, write_net
from companion.errors import OutsideError
from companion.paths import assets

WORDS = st.lists(st.sampled_from("i will sue you all the and thanks zzz court my".split()))


@pytest.fixture(scope="module")
def net() -> Net:
    return read_net(assets() / "weights" / "customer_net.npz")


@given(words=WORDS, before=WORDS)
def test_any_words_have_a_sum_for_every_label(
    net: Net, words: list[str], before: list[str]
) -> None:
    sums, share = net.sums(words, before)
    assert sums.shape == (len(net.labels),)
    assert share.shape == (len(words), len(net.labels))
    assert np.isfinite(sums).all()


def test_what_the_words_bring_is_all_that_the_words_change(net: Net) -> None:
    words = "i will take you to court".split()
    sums, share = net.sums(words, ["sorry"])
    assert share.sum(axis=0).shape == sums.shape
    assert abs(share).sum() > 0


def test_the_words_of_a_threat_carry_it(net: Net) -> None:
    words = "good morning i will take you to court over this".split()
    _, share = net.sums(words, [])
    carried = share[:, net.labels.index("legal")]
    assert words[int(carried.argmax())] in {"take", "you", "to", "court"}


@pytest.mark.parametrize("side", WITH_NET)
def test_a_net_is_read_as_it_was_written(tmp_path: Path, side: str) -> None:
    net = read_net(assets() / "weights" / f"{side}_net.npz")
    write_net(net, tmp_path / "copy.npz")
    copy = read_net(tmp_path / "copy.npz")
    words = "that is not what i was told".split()
    assert np.allclose(net.sums(words, words)[0], copy.sums(words, words)[0], atol=1e-5)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_bytes(b"PK no")
    with pytest.raises(OutsideError, match=r"bad\.npz"):
        read_net(tmp_path / "bad.npz")
    with pytest.raises(OutsideError, match=r"none\.npz"):
        read_net(tmp_path / "none.npz")
