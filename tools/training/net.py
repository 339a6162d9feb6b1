"""The net, fitted: see companion/detect/net.py for what it computes.

Adam on the cross-entropy of all labels at once, words and units left out at random. The word
vectors begin as those of GloVe; what the training moves them by, and 24 further dimensions of our
own, only words have that at least two sentences hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from companion.detect.linear import said_before
from companion.detect.net import BEFORE, UNKNOWN, Filters, Net
from companion.events import Speaker
from companion.language import read
from tools.training.material import LABELS, Example
from tools.training.meanings import Meanings

RUNS = {1: 48, 2: 64, 3: 64, 5: 32}
"""Words in a run, and how many filters look for such runs; and before the sentence:"""
RUNS_BEFORE = {1: 32, 2: 32}
HIDDEN = 48
OWN = 24
EPOCHS, BATCH, RATE = 14, 128, 2.5e-3
LONGEST = 40
LEAVE_OUT_WORDS, LEAVE_OUT_MEANING, LEAVE_OUT_FILTERS, LEAVE_OUT_UNITS = 0.12, 0.2, 0.5, 0.3
RESTRAINT = 1e-4
_SIZE = 5.0
"""GloVe's vectors, a fifth of their length in `Meanings`, at about this times that length."""
_BEFORE_LEAST = 2

Arrays = dict[str, jax.Array]
Numbers = npt.NDArray[np.float32]


class NetMaterial:
    """Sentences of one side as rows of numbers, made once for all parts."""

    def __init__(self, examples: Sequence[Example], speaker: Speaker, meanings: Meanings) -> None:
        said = [[token.norm for token in read(one.text).tokens] for one in examples]
        times = Counter(word for words in said for word in set(words))
        known = sorted({*meanings.rows, *(w for w, n in times.items() if n >= _BEFORE_LEAST)})
        self.labels = LABELS[speaker]
        self.rows = {word: row for row, word in enumerate(known, UNKNOWN + 1)}
        dimensions = meanings.vectors.shape[1]
        self.glove = np.zeros((len(known) + 1, dimensions), np.float32)
        for word, row in meanings.rows.items():
            self.glove[self.rows[word]] = meanings.vectors[row] * _SIZE / 2
        seen = [0.0, *(float(times[word] >= _BEFORE_LEAST) for word in known)]
        self.taught = np.array(seen, np.float32)[:, None]
        before = [said_before(one.earlier, speaker)[-BEFORE:] for one in examples]
        self.texts = np.hstack([self._numbered(said, LONGEST), self._numbered(before, BEFORE)])
        self.truth = np.array(
            [[label in one.labels for label in self.labels] for one in examples], np.float32
        )
        self.told = np.array(
            [
                [one.anger_known or not label.startswith("anger_") for label in self.labels]
                for one in examples
            ],
            np.float32,
        )
        self.parts = np.array([one.part for one in examples])

    def _numbered(self, said: Sequence[Sequence[str]], length: int) -> npt.NDArray[np.int32]:
        """Rows of words, -1 behind the end."""
        table = np.full((len(said), length), -1, np.int32)
        for row, words in enumerate(said):
            kept = [self.rows.get(word, UNKNOWN) for word in words[:length]]
            table[row, : len(kept)] = kept
        return table


def fitted_net(material: NetMaterial, parts: Iterable[int], seed: int = 0) -> Net:
    """The net as the sentences of these parts teach it."""
    chosen = np.flatnonzero(np.isin(material.parts, list(parts)))
    lot = np.random.default_rng(seed)
    chance = jax.random.PRNGKey(seed)
    arrays = _beginning(material, chance)
    moved = (arrays, jax.tree.map(jnp.zeros_like, arrays), jax.tree.map(jnp.zeros_like, arrays))
    glove, taught = jnp.array(material.glove), jnp.array(material.taught)
    turn = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS) + RATE / 100
        order = lot.permutation(chosen)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            turn += 1
            chance, once = jax.random.split(chance)
            data = (material.texts[batch], material.truth[batch], material.told[batch])
            moved = _moved(moved, data, (glove, taught), once, (turn, rate))
    return _as_net(material, moved[0])


def _beginning(material: NetMaterial, chance: jax.Array) -> Arrays:
    words, dimensions = len(material.glove), material.glove.shape[1] + OWN
    lots = iter(jax.random.split(chance, 16))
    arrays = {
        "own": jax.random.normal(next(lots), (words, OWN)) * 0.1,
        "shift": jnp.zeros_like(jnp.array(material.glove)),
    }
    for name, runs in (("filter", RUNS), ("before", RUNS_BEFORE)):
        for run, count in runs.items():
            size = float(np.sqrt(2 / (run * dimensions)))
            arrays[f"{name}_{run}"] = jax.random.normal(next(lots), (run, dimensions, count)) * size
            arrays[f"{name}_{run}_bias"] = jnp.zeros(count)
    filters, labels = sum(RUNS.values()) + sum(RUNS_BEFORE.values()), len(material.labels)
    arrays["direct"] = jax.random.normal(next(lots), (filters, labels)) * 0.05
    arrays["hidden"] = jax.random.normal(next(lots), (filters, HIDDEN)) / float(np.sqrt(filters))
    arrays["hidden_bias"] = jnp.zeros(HIDDEN)
    arrays["combined"] = jax.random.normal(next(lots), (HIDDEN, labels)) * 0.05
    arrays["bias"] = jnp.full(labels, -3.0)
    return arrays


def _sums(
    arrays: Arrays, texts: jax.Array, fixed: tuple[jax.Array, jax.Array], chance: jax.Array
) -> jax.Array:
    """What `Net.sums` computes, with words and units left out at random."""
    glove, taught = fixed
    lots = jax.random.split(chance, 4)
    there = texts >= 0
    words = jnp.where(there, texts, UNKNOWN)
    words = jnp.where(jax.random.bernoulli(lots[0], LEAVE_OUT_WORDS, words.shape), UNKNOWN, words)
    own = jnp.concatenate([arrays["shift"][words], arrays["own"][words]], -1) * taught[words]
    meant = own.at[..., : glove.shape[1]].add(glove[words])
    meant = _left_out(lots[1], LEAVE_OUT_MEANING, meant) * there[..., None]
    said = (meant[:, :LONGEST], there[:, :LONGEST])
    before = (meant[:, LONGEST:], there[:, LONGEST:])
    found = [_strongest(arrays, f"filter_{run}", said) for run in RUNS]
    found += [_strongest(arrays, f"before_{run}", before) for run in RUNS_BEFORE]
    strengths = _left_out(lots[2], LEAVE_OUT_FILTERS, jnp.concatenate(found, -1))
    inner = jax.nn.relu(strengths @ arrays["hidden"] + arrays["hidden_bias"])
    inner = _left_out(lots[3], LEAVE_OUT_UNITS, inner)
    return strengths @ arrays["direct"] + inner @ arrays["combined"] + arrays["bias"]


def _strongest(arrays: Arrays, name: str, said: tuple[jax.Array, jax.Array]) -> jax.Array:
    meant, there = said
    answers = jax.lax.conv_general_dilated(
        meant, arrays[name], (1,), "SAME", dimension_numbers=("NWC", "WIO", "NWC")
    )
    answers = jax.nn.relu(answers + arrays[f"{name}_bias"])
    return jnp.where(there[..., None], answers, 0).max(1)


def _left_out(chance: jax.Array, share: float, values: jax.Array) -> jax.Array:
    return values * jax.random.bernoulli(chance, 1 - share, values.shape) / (1 - share)


def _loss(
    arrays: Arrays,
    data: tuple[jax.Array, jax.Array, jax.Array],
    fixed: tuple[jax.Array, jax.Array],
    chance: jax.Array,
) -> jax.Array:
    texts, truth, told = data
    sums = _sums(arrays, texts, fixed, chance)
    wrong = jnp.maximum(sums, 0) - sums * truth + jnp.log1p(jnp.exp(-jnp.abs(sums)))
    restraint = (arrays["own"] ** 2).sum() + (arrays["shift"] ** 2).sum()
    return (wrong * told).sum() / len(texts) + RESTRAINT * restraint


@partial(jax.jit, donate_argnums=(0,))
def _moved(
    state: tuple[Arrays, Arrays, Arrays],
    data: tuple[jax.Array, jax.Array, jax.Array],
    fixed: tuple[jax.Array, jax.Array],
    chance: jax.Array,
    pace: tuple[jax.Array, jax.Array],
) -> tuple[Arrays, Arrays, Arrays]:
    """One step of Adam (Kingma and Ba 2015)."""
    arrays, mean, square = state
    turn, rate = pace
    slope = jax.grad(_loss)(arrays, data, fixed, chance)
    mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, mean, slope)
    square = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new * new, square, slope)

    def step(value: jax.Array, first: jax.Array, second: jax.Array) -> jax.Array:
        unbiased = jnp.sqrt(second / (1 - 0.999**turn)) + 1e-8
        return value - rate * first / (1 - 0.9**turn) / unbiased

    return jax.tree.map(step, arrays, mean, square), mean, square


def _as_net(material: NetMaterial, arrays: Arrays) -> Net:
    found = {name: np.asarray(array, np.float32) for name, array in arrays.items()}
    own = np.hstack([found["shift"], found["own"]]) * material.taught
    own[:, : material.glove.shape[1]] += material.glove
    own[UNKNOWN] = 0
    scale = np.abs(own).max(axis=0) / 127
    return Net(
        material.labels,
        material.rows,
        np.round(own / scale).astype(np.int8),
        scale.astype(np.float32),
        _filters("filter", RUNS, found),
        _filters("before", RUNS_BEFORE, found),
        found["direct"],
        found["hidden"],
        found["hidden_bias"],
        found["combined"],
        found["bias"],
    )


def _filters(name: str, runs: Iterable[int], found: dict[str, Numbers]) -> tuple[Filters, ...]:
    return tuple(Filters(found[f"{name}_{run}"], found[f"{name}_{run}_bias"]) for run in runs)
