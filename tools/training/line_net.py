"""Fits the net that takes noise out of a line: see companion/audio/suppressor.py for what it does.

    python -m tools.training.line_net [--minutes 30]

First the gains learn to bring the bands of a noisy line to what they are on a clean one. Then they
learn through the recogniser's own acoustic model: what it makes of the noisy line is to be what it
makes of the same words that never saw a line (Kullback and Leibler's divergence, over all sounds).
Writes assets/weights/line_net.npz. Needs the extra `training`, the speech model, flite and
espeak-ng.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from companion.audio import RATE
from companion.audio.suppressor import (
    BANDS,
    DEEPEST,
    NoiseFloor,
    band_loudness,
    bands,
    what_is_seen,
)
from companion.evaluate.labelled import read_calls
from companion.models import usable_model
from companion.paths import assets
from tools.training.line_ear import Ear, read_ear
from tools.training.line_sound import Sound, make_piece, speak

CALLS = Path(__file__).parent / "calls"
SENTENCES, PIECES, CHECKED = 700, 480, 16
LAYER, UNITS = 64, 96
FRAMES = 600
"""6 s are heard at a time."""
FAINTEST = 9.2
"""The logarithm of how far below the loudest a band counts as silent in the first stage: 40 dB."""
FIRST_STAGE = 0.25
"""Share of the time that it is given."""

Floats = npt.NDArray[np.float32]
Net = dict[str, jax.Array]
Loss = Callable[[Net, jax.Array, jax.Array, jax.Array, jax.Array], jax.Array]


@dataclass(frozen=True)
class Material:
    """Pieces as loudness of bands, shape (pieces, frames, bands); `seen` is what the net sees."""

    noisy: Floats
    seen: Floats
    clean: Floats
    wide: Floats

    def cut(self, rows: npt.NDArray[np.intp], start: int) -> tuple[Floats, ...]:
        part = slice(start, start + FRAMES)
        return tuple(one[rows, part] for one in (self.noisy, self.seen, self.clean, self.wide))


def make_material(chance: np.random.Generator) -> Material:
    calls = [call for file in sorted(CALLS.glob("*.jsonl")) for call in read_calls(file)[16:]]
    texts = [turn.words_spoken for call in calls for turn in call.turns]
    texts = [text for text in texts if 5 < len(text.split()) < 40]
    chance.shuffle(texts)
    said = speak(texts[:SENTENCES], chance)
    rows: list[tuple[Floats, ...]] = []
    for _ in range(PIECES):
        piece = make_piece(said, chance)
        noisy, clean, wide = map(band_loudness, (piece.noisy, piece.clean, piece.wide))
        seen = what_is_seen(noisy, NoiseFloor().below(noisy))
        rows.append(tuple(np.asarray(one, np.float32) for one in (noisy, seen, clean, wide)))
    shortest = min(len(one) for row in rows for one in row)
    return Material(
        *(np.stack([one[:shortest] for one in kind]) for kind in zip(*rows, strict=True))
    )


def new_net(chance: np.random.Generator) -> Net:
    def layer(rows: int, columns: int, size: float) -> jax.Array:
        return jnp.asarray(chance.normal(0, size, (rows, columns)), jnp.float32)

    return {
        "first": layer(2 * BANDS, LAYER, (2 * BANDS) ** -0.5),
        "first_bias": jnp.zeros(LAYER),
        "inward": layer(LAYER, 3 * UNITS, LAYER**-0.5),
        "inward_bias": jnp.zeros(3 * UNITS),
        "again": layer(UNITS, 3 * UNITS, UNITS**-0.5),
        "again_bias": jnp.zeros(3 * UNITS),
        "out": layer(UNITS, BANDS, UNITS**-0.5),
        "direct": layer(2 * BANDS, BANDS, 0.02),
        "out_bias": jnp.full(BANDS, -1.0),
    }


def log_gains(net: Net, seen: jax.Array) -> jax.Array:
    """As `companion.audio.suppressor` computes them, of many pieces at once."""
    inward = jnp.tanh(seen @ net["first"] + net["first_bias"]) @ net["inward"] + net["inward_bias"]

    def step(state: jax.Array, new: jax.Array) -> tuple[jax.Array, jax.Array]:
        old = state @ net["again"] + net["again_bias"]
        gates = jax.nn.sigmoid(new[:, : 2 * UNITS] + old[:, : 2 * UNITS])
        keep, reset = gates[:, :UNITS], gates[:, UNITS:]
        fresh = jnp.tanh(new[:, 2 * UNITS :] + reset * old[:, 2 * UNITS :])
        state = keep * state + (1 - keep) * fresh
        return state, state

    _, states = jax.lax.scan(step, jnp.zeros((len(seen), UNITS)), jnp.swapaxes(inward, 0, 1))
    raw = jnp.swapaxes(states, 0, 1) @ net["out"] + seen @ net["direct"] + net["out_bias"]
    return DEEPEST * jax.nn.sigmoid(raw)


def bands_missed(
    net: Net, noisy: jax.Array, seen: jax.Array, clean: jax.Array, wide: jax.Array
) -> jax.Array:
    """How far the bands are from those of the clean line."""
    silent = jnp.percentile(clean.max(axis=2), 95, axis=1)[:, None, None] - FAINTEST
    made = jnp.maximum(noisy + log_gains(net, seen), silent)
    return jnp.abs(made - jnp.maximum(clean, silent)).mean()


def through(ear: Ear, to_kaldi: Floats, rounding: Floats) -> Loss:
    """How far what the ear makes of the line is from what it makes of the words alone.

    `to_kaldi` leads from the loudness of our bands to that of Kaldi's, whose windows are shorter;
    `rounding` is the energy of the noise that Kaldi adds to every sound.
    """

    def hear(loud: jax.Array) -> jax.Array:
        return ear.posteriors(jnp.log(jnp.exp(loud + to_kaldi) + rounding))

    def loss(
        net: Net, noisy: jax.Array, seen: jax.Array, clean: jax.Array, wide: jax.Array
    ) -> jax.Array:
        gains = jnp.exp(log_gains(net, seen))
        padded = jnp.concatenate([gains[:, :1], gains, gains[:, -1:]], axis=1)
        # The windows overlap: each frame that is heard has got some of its neighbours' gains.
        smeared = (padded[:, :-2] + 2 * gains + padded[:, 2:]) / 4
        wanted = jax.lax.stop_gradient(hear(wide))
        got = hear(noisy + jnp.log(smeared))
        return (jnp.exp(wanted) * (wanted - got)).sum(axis=-1).mean()

    return loss


def kaldi_loudness(sound: Sound, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """What leads from our bands to Kaldi's, and the energy of its rounding noise in each band."""
    rounding = np.exp(_as_kaldi(chance.normal(0, 1, 4 * RATE))).mean(axis=0)
    kaldi = _as_kaldi(sound + chance.normal(0, 1, len(sound)))
    ours = band_loudness(sound)[2 : len(kaldi) + 2]  # two frames on, the windows' middles meet
    kaldi = kaldi[: len(ours)]
    speaking = ours.max(axis=1) > ours.max() - 6
    apart = np.where(ours > np.log(rounding) + 2, kaldi - ours, np.nan)[speaking]
    return (
        np.nanmedian(apart, axis=0).astype(np.float32),
        rounding.astype(np.float32),
    )


def _as_kaldi(sound: Sound) -> Sound:
    """The logarithms of band energies that Kaldi makes of a sound: 25 ms, pre-emphasis, Povey."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, RATE // 40)[:: RATE // 100]
    windows = windows - windows.mean(axis=1, keepdims=True)
    windows = windows - 0.97 * np.concatenate([windows[:, :1], windows[:, :-1]], axis=1)
    spectrum = np.fft.rfft(windows * np.hanning(windows.shape[1]) ** 0.85, 512, axis=1)
    loud: Sound = np.log(np.square(np.abs(spectrum)) @ bands().T)
    return loud


_ADAM = optax.chain(optax.clip_by_global_norm(0.5), optax.scale_by_adam(b2=0.995))


def fit(net: Net, loss: Loss, material: Material, seconds: float, batch: int, rate: float) -> Net:
    """Adam, the rate falling to nothing as the time runs out."""
    chance = np.random.default_rng(1)
    slopes = jax.jit(jax.value_and_grad(loss))
    checked = jax.jit(loss)
    moved = jax.jit(_moved)
    state = _ADAM.init(net)
    begin, step = time.monotonic(), 0
    while (passed := (time.monotonic() - begin) / seconds) < 1:
        step += 1
        rows = chance.integers(CHECKED, len(material.noisy), batch)
        start = int(chance.integers(material.noisy.shape[1] - FRAMES))
        _, slope = slopes(net, *material.cut(rows, start))
        now = rate * (0.51 + 0.5 * np.cos(np.pi * passed))
        net, state = moved(net, state, slope, now)
        if step % 100 == 0:
            left = float(checked(net, *material.cut(np.arange(CHECKED), 0)))
            print(f"step {step}: {left:.3f} on pieces kept apart", flush=True)
    return net


def _moved(net: Net, state: Any, slope: Net, rate: float) -> tuple[Net, Any]:
    change, state = _ADAM.update(slope, state)
    return {name: net[name] - rate * change[name] for name in net}, state


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=30.0)
    seconds = options.parse_args().minutes * 60
    chance = np.random.default_rng(1)
    material = make_material(chance)
    wide = make_piece(
        speak(["the quick brown fox jumps over the lazy dog"] * 18, chance), chance
    ).wide
    ear = through(read_ear(usable_model().path), *kaldi_loudness(wide, chance))
    net = fit(new_net(chance), bands_missed, material, FIRST_STAGE * seconds, 16, 2.5e-3)
    net = fit(net, ear, material, (1 - FIRST_STAGE) * seconds, 4, 1e-3)
    with (assets() / "weights" / "line_net.npz").open("wb") as file:
        halves = {name: np.asarray(array, np.float16) for name, array in net.items()}
        np.savez_compressed(file, allow_pickle=False, **halves)


if __name__ == "__main__":
    main()
