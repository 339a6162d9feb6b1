"""The recogniser's acoustic model, read from its files so that its slopes can be followed.

Vosk gives words alone. What its small model makes of a frame of sound before any words, and how
that changes with the sound, has to be worked out from the model's own arrays: the layers of
`am/final.mdl`, the extractor of the speaker's traits in `ivector`, and what Kaldi computes before
both. `Ear.posteriors` gives the logarithms of the chances of all sounds at every third frame. On
clean speech they agree with what the recogniser hears; nothing but the fitting of the line's net
needs them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

BANDS = 40
TRAITS = 30
_LAYERS = range(2, 13)
_SUBSAMPLED_FROM = 6
"""From this layer on every third frame is enough."""
_SUBSAMPLED = 3
_BYPASS = 0.75
_LIFTER = 22
_AROUND = 3
"""Frames on either side that the extractor looks at."""
_BEST, _LEAST = 5, 0.025
"""Of the components that explain a frame, so many count, each with so large a share at least."""
_SHARE, _MOST = 0.1, 100.0
"""What a frame counts for the traits, and from which sum on the prior grows along."""
_PAST, _FIRST = 600, 200
"""Frames whose mean is taken off, and how many of the model's own stand in at the beginning."""

Numbers = npt.NDArray[np.float64]
Layer = dict[str, Any]


def _cepstra() -> Numbers:
    """From logarithms of band energies to the model's coefficients, as Kaldi makes them."""
    order = np.arange(BANDS)
    waves = np.cos(np.pi / BANDS * np.outer(order + 0.5, order))
    scale = np.where(order == 0, np.sqrt(1 / BANDS), np.sqrt(2 / BANDS))
    made: Numbers = waves * scale * (1 + _LIFTER / 2 * np.sin(np.pi * order / _LIFTER))
    return made


@dataclass(frozen=True)
class Ear:
    """The acoustic model with the extractor of traits that it is given."""

    layers: Mapping[str, Layer]
    traits: _Traits

    def posteriors(self, loud: jax.Array) -> jax.Array:
        """Of sounds in logarithms of Kaldi's band energies, shape (sounds, frames, bands)."""
        heard = loud @ jnp.asarray(_cepstra(), jnp.float32)
        traits = jax.vmap(self.traits.of)(heard)
        hidden = self._first(heard, traits)
        for number in _LAYERS:
            hidden = self._next(hidden, number)
        hidden = self._affine(hidden, "prefinal-l")
        hidden = self._active(hidden, "prefinal-xent.affine", "prefinal-xent.batchnorm1")
        hidden = self._normed(
            self._affine(hidden, "prefinal-xent.linear"), "prefinal-xent.batchnorm2"
        )
        return jax.nn.log_softmax(self._affine(hidden, "output-xent.affine"), axis=-1)

    def _first(self, heard: jax.Array, traits: jax.Array) -> jax.Array:
        """The coefficients with their slopes and bends, and the traits, through the first layer."""
        frames = heard.shape[1]
        at = {by: heard[:, 2 + by : frames - 2 + by] for by in range(-2, 3)}
        bend = at[-2] + at[2] - 2 * at[0]
        seen = self._normed(jnp.concatenate([at[0], at[1] - at[-1], bend], axis=2), "delta")
        spread = jnp.broadcast_to(traits[:, None, :], (*seen.shape[:2], TRAITS))
        both = jnp.concatenate([seen, spread], axis=2)
        return self._active(both, "tdnn1.affine", "tdnn1.batchnorm")

    def _next(self, hidden: jax.Array, number: int) -> jax.Array:
        step = 1
        if number >= _SUBSAMPLED_FROM:
            step = _SUBSAMPLED
        if number == _SUBSAMPLED_FROM:
            hidden = hidden[:, ::_SUBSAMPLED]
        name = f"tdnnf{number}"
        inner, before = self._taps(hidden, f"{name}.linear", step)
        inner, between = self._taps(self._affine(inner, f"{name}.linear"), f"{name}.affine", step)
        inner = self._active(inner, f"{name}.affine", f"{name}.batchnorm")
        first = before + between
        return _BYPASS * hidden[:, first : first + inner.shape[1]] + inner

    def _taps(self, hidden: jax.Array, name: str, step: int) -> tuple[jax.Array, int]:
        """The frames that a layer looks at side by side, and how many are lost at the beginning."""
        offsets = [offset // step for offset in self.layers[name]["offsets"]]
        low, high = min(offsets), max(offsets)
        frames = hidden.shape[1]
        taps = [hidden[:, by - low : frames - (high - by)] for by in offsets]
        return jnp.concatenate(taps, axis=2), -low

    def _affine(self, values: jax.Array, name: str) -> jax.Array:
        layer = self.layers[name]
        made: jax.Array = values @ layer["weights"].T + layer["bias"]
        return made

    def _normed(self, values: jax.Array, name: str) -> jax.Array:
        normed: jax.Array = values * self.layers[name]["scale"] + self.layers[name]["shift"]
        return normed

    def _active(self, values: jax.Array, affine: str, norm: str) -> jax.Array:
        return self._normed(jax.nn.relu(self._affine(values, affine)), norm)


@dataclass(frozen=True)
class _Traits:
    """Kaldi's i-vector: what of a voice and its line is the same in all its sounds."""

    constants: jax.Array
    means: jax.Array
    precisions: jax.Array
    reduce: jax.Array
    usual: jax.Array
    loadings: jax.Array
    """By component: traits by dimensions, already divided by the variances."""
    spreads: jax.Array
    prior: float

    def of(self, heard: jax.Array) -> jax.Array:
        """The traits at the end of one sound; shape of `heard`: (frames, coefficients)."""
        shares = self._shares(heard)
        counts = shares.sum(axis=0)
        sums = shares.T @ self._reduced(heard)
        linear = jnp.einsum("cte,ce->t", self.loadings, sums)
        squares = jnp.einsum("c,cst->st", counts, self.spreads)
        weight = jnp.maximum(1.0, counts.sum() / _MOST)
        found = jnp.linalg.solve(
            squares + weight * jnp.eye(TRAITS), linear.at[0].add(self.prior * weight)
        )
        traits: jax.Array = found.at[0].add(-self.prior)
        return traits

    def _shares(self, heard: jax.Array) -> jax.Array:
        """How far each component of the mixture explains each frame."""
        count = jnp.arange(1, len(heard) + 1)
        lent = jnp.clip(_PAST - count, 0, _FIRST)[:, None]
        mean = (jnp.cumsum(heard, axis=0) + lent * self.usual) / (count[:, None] + lent)
        seen = jax.lax.stop_gradient(self._reduced(heard - mean))
        likely = self.constants + seen @ self.means.T - 0.5 * seen**2 @ self.precisions.T
        likely -= likely.max(axis=1, keepdims=True)
        limit = jax.lax.top_k(likely, _BEST)[0][:, -1:]
        shares = jnp.exp(likely) * (likely >= limit)
        shares /= shares.sum(axis=1, keepdims=True)
        shares = jnp.where(shares < _LEAST, 0, shares)
        return _SHARE * shares / shares.sum(axis=1, keepdims=True)

    def _reduced(self, heard: jax.Array) -> jax.Array:
        """Seven frames side by side, brought to as many dimensions as one has."""
        edges = [heard[:1]] * _AROUND, [heard[-1:]] * _AROUND
        padded = jnp.concatenate([*edges[0], heard, *edges[1]])
        frames = len(heard)
        wide = [padded[place : place + frames] for place in range(2 * _AROUND + 1)]
        return jnp.concatenate(wide, axis=1) @ self.reduce[:, :-1].T + self.reduce[:, -1]


def read_ear(model: Path) -> Ear:
    """The acoustic model of a Vosk model's directory (the small English one is known to do)."""
    return Ear(_read_layers((model / "am/final.mdl").read_bytes()), _read_traits(model / "ivector"))


def _read_layers(data: bytes) -> dict[str, Layer]:
    begins = [match.end() for match in re.finditer(rb"<ComponentName> ", data)]
    layers = {}
    for begin, end in zip(begins, [*begins[1:], len(data)], strict=True):
        part = data[begin:end]
        name, _, _ = part.partition(b" ")
        layers[name.decode()] = _read_layer(part)
    return layers


def _read_layer(part: bytes) -> Layer:
    if b"<StatsVar>" in part:
        mean, variance = _after(part, b"<StatsMean> "), _after(part, b"<StatsVar> ")
        scale = _number(part, b"<TargetRms> ") / np.sqrt(variance + _number(part, b"<Epsilon> "))
        return {"scale": jnp.asarray(scale), "shift": jnp.asarray(-mean * scale)}
    names = [name for name in (b"<LinearParams> ", b"<Params> ") if name in part]
    if not names:
        return {}
    bias = _after(part, b"<BiasParams> ") if b"<BiasParams> " in part else np.zeros(0)
    layer: Layer = {
        "weights": jnp.asarray(_after(part, names[0]), jnp.float32),
        "bias": jnp.asarray(bias, jnp.float32) if len(bias) else 0.0,
    }
    if b"<TimeOffsets> " in part:
        at = part.index(b"<TimeOffsets> ") + len(b"<TimeOffsets> ")
        (count,) = struct.unpack_from("<i", part, at + 1)
        layer["offsets"] = struct.unpack_from(f"<{count}i", part, at + 5)
    return layer


def _read_traits(directory: Path) -> _Traits:
    mixture = (directory / "final.dubm").read_bytes()
    extractor = (directory / "final.ie").read_bytes()
    at = extractor.index(b"<M> ") + len(b"<M> ")
    (components,) = struct.unpack_from("<i", extractor, at + 1)
    loadings = _several(extractor, at + 5, components)
    at = extractor.index(b"<SigmaInv> ") + len(b"<SigmaInv> ")
    variances = _several(extractor, at, components)
    divided = np.einsum("cdt,cde->cte", loadings, variances)
    usual = np.array(
        (directory / "global_cmvn.stats").read_text().strip(" []\n").split()[: BANDS + 1]
    )
    sums = usual.astype(np.float64)

    def array(values: Numbers) -> jax.Array:
        return jnp.asarray(values, jnp.float32)

    (prior,) = struct.unpack_from(
        "<d", extractor, extractor.index(b"<IvectorOffset> ") + len(b"<IvectorOffset> ") + 1
    )
    return _Traits(
        constants=array(_after(mixture, b"<GCONSTS> ")),
        means=array(_after(mixture, b"<MEANS_INVVARS> ")),
        precisions=array(_after(mixture, b"<INV_VARS> ")),
        reduce=array(_read_array((directory / "final.mat").read_bytes(), 2)[0]),
        usual=array(sums[:-1] / sums[-1]),
        loadings=array(divided),
        spreads=array(np.einsum("cte,ces->cts", divided, loadings)),
        prior=prior,
    )


def _several(data: bytes, at: int, count: int) -> Numbers:
    """So many arrays of one shape that lie there one after the other."""
    arrays = []
    for _ in range(count):
        array, at = _read_array(data, at)
        arrays.append(array)
    return np.array(arrays)


def _after(data: bytes, name: bytes) -> Numbers:
    return _read_array(data, data.index(name) + len(name))[0]


def _number(data: bytes, name: bytes) -> float:
    (value,) = struct.unpack_from("<f", data, data.index(name) + len(name) + 1)
    return float(value)


def _read_array(data: bytes, at: int) -> tuple[Numbers, int]:
    """The array that Kaldi wrote there, and where it ends."""
    kind = data[at : at + 3].decode()
    width = 8 if kind[0] == "D" else 4
    (rows,) = struct.unpack_from("<i", data, at + 4)
    at += 8
    shape: tuple[int, ...] = (rows,)
    if kind[1] == "M":
        (columns,) = struct.unpack_from("<i", data, at + 1)
        at += 5
        shape = (rows, columns)
    count = rows * (rows + 1) // 2 if kind[1] == "P" else int(np.prod(shape))
    values = np.frombuffer(data, f"<f{width}", count, at).astype(np.float64)
    at += count * width
    if kind[1] == "P":  # the lower half of a symmetric matrix
        whole = np.zeros((rows, rows))
        whole[np.tril_indices(rows)] = values
        return whole + np.tril(whole, -1).T, at
    return values.reshape(shape), at
