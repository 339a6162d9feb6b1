"""A small convolutional net over word vectors: the third voice, beside rules and linear weights.

The linear weights add up words wherever they stand; the net hears runs of one to five words ("pay
you a visit") by their meaning, and reads them in the light of what the other side just said. It is
plain matrix arithmetic on the arrays of `assets/weights/*_net.npz`, which `tools/training/train.py`
makes; a quarter of a millisecond a sentence. For each label it gives a sum like those of the first
stage in `companion.detect.linear`, and says exactly how much each word has brought to it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.detect.weights import Numbers
from companion.errors import OutsideError

BEFORE = 24
"""Words of the other side's last sentence that count, its last ones."""

Places = npt.NDArray[np.intp]

UNKNOWN = 0
"""The row of every word without one of its own; it has no meaning."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Looks at runs of words. `weights`: run by dimensions by filters."""

    weights: Numbers
    bias: Numbers


@dataclass(frozen=True, slots=True)
class Net:
    """The arrays of one side's net.

    `vectors` are whole numbers, `scale` brings each dimension to its size. `filters` run over the
    sentence, `before` over what was said before it; the strongest answer of each filter is weighed
    by `direct`, and once more through a layer of `hidden` units by `combined`.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    vectors: npt.NDArray[np.int8]
    scale: Numbers
    filters: tuple[Filters, ...]
    before: tuple[Filters, ...]
    direct: Numbers
    hidden: Numbers
    hidden_bias: Numbers
    combined: Numbers
    bias: Numbers

    def sums(self, words: Sequence[str], before: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The sum for each label, and what each word brings to it: words by labels."""
        said, answered = self._meant(words), self._meant(before[-BEFORE:])
        found = [_strongest(said, filters) for filters in self.filters]
        found += [_strongest(answered, filters) for filters in self.before]
        strengths = np.concatenate([strength for strength, _ in found])
        inner = strengths @ self.hidden + self.hidden_bias
        active = inner > 0
        # Where no unit of the layer changes sides the net is linear: these are its weights here.
        weights = self.direct + self.hidden[:, active] @ self.combined[active]
        total: Numbers = (
            self.bias + self.hidden_bias[active] @ self.combined[active] + strengths @ weights
        )
        share = np.zeros((len(words), len(self.labels)), dtype=np.float32)
        start = 0
        for filters, (strength, place) in zip(self.filters, found, strict=False):
            end = start + len(strength)
            if words:
                _shared(share, filters, place, strength[:, None] * weights[start:end])
            start = end
        return total, share

    def _meant(self, words: Sequence[str]) -> Numbers:
        rows = [self.rows.get(word, UNKNOWN) for word in words]
        meant: Numbers = self.vectors[rows].astype(np.float32) * self.scale
        return meant


def _strongest(meant: Numbers, filters: Filters) -> tuple[Numbers, Places]:
    """The strongest answer of each filter, nought at least, and the first word of that run.

    Runs reach over the edges of the sentence: the first word may lie before its beginning.
    """
    run, dimensions, count = filters.weights.shape
    if not len(meant):
        return np.zeros(count, np.float32), np.zeros(count, np.intp)
    left = (run - 1) // 2
    padded = np.zeros((len(meant) + run - 1, dimensions), np.float32)
    padded[left : left + len(meant)] = meant
    answers = padded[: len(meant)] @ filters.weights[0]
    for place in range(1, run):
        answers += padded[place : place + len(meant)] @ filters.weights[place]
    best = answers.argmax(axis=0)
    strongest = answers[best, np.arange(count)] + filters.bias
    return np.maximum(strongest, 0), best - left


def _shared(share: Numbers, filters: Filters, first: Places, brought: Numbers) -> None:
    """Add what each filter brought to the words that it saw, in equal parts."""
    run = len(filters.weights)
    seen = (first[:, None] + np.arange(run)).clip(0, len(share) - 1)
    np.add.at(share, seen.ravel(), np.repeat(brought / run, run, axis=0))


def read_net(path: Path) -> Net:
    """The net in a file. OutsideError where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _net(arrays)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise OutsideError(
            f"The weights {path} are missing or damaged.", "Install the program again."
        ) from error


def _net(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Net:
    def numbers(name: str) -> Numbers:
        return arrays[name].astype(np.float32)

    def filters(name: str) -> tuple[Filters, ...]:
        runs = [int(run) for run in arrays[f"{name}_runs"]]
        return tuple(
            Filters(numbers(f"{name}_{run}"), numbers(f"{name}_{run}_bias")) for run in runs
        )

    words = str(arrays["words"]).split()
    vectors = arrays["vectors"].astype(np.int8, copy=False)
    if len(vectors) != len(words) + 1:
        raise ValueError("the vectors do not fit the words")
    return Net(
        tuple(str(arrays["labels"]).split()),
        {word: row for row, word in enumerate(words, 1)},
        vectors,
        numbers("scale"),
        filters("filter"),
        filters("before"),
        numbers("direct"),
        numbers("hidden"),
        numbers("hidden_bias"),
        numbers("combined"),
        numbers("bias"),
    )


def write_net(net: Net, path: Path) -> None:
    """The file that `read_net` reads; the same net always gives the same bytes."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "labels": np.array(" ".join(net.labels)),
        "words": np.array(" ".join(sorted(net.rows, key=lambda word: net.rows[word]))),
        "vectors": net.vectors,
    }
    for name, several in (("filter", net.filters), ("before", net.before)):
        arrays[f"{name}_runs"] = np.array([len(one.weights) for one in several])
        for one in several:
            arrays[f"{name}_{len(one.weights)}"] = one.weights.astype(np.float16)
            arrays[f"{name}_{len(one.weights)}_bias"] = one.bias
    for name in ("scale", "direct", "hidden", "hidden_bias", "combined", "bias"):
        arrays[name] = getattr(net, name)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
