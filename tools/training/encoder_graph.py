"""The fitted encoder as two graphs that ONNX Runtime computes, with matrices of eight bits.

`encoder.onnx` reads one window of a turn: for each piece how much it counts (weighing) and what it
says (values) for each label, and what all mean. `course.onnx` adds what the turns before bring.
The computation is that of `tools/training/encoder.py`; a test holds the two together.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx.checker
import onnx.helper
import onnx.numpy_helper
import onnx.parser
from onnxruntime.quantization import QuantType, quantize_dynamic

from companion.detect.pieces import Pieces
from tools.training.encoder import HEAD, HEADS, Arrays
from tools.training.talks import ALL_LABELS

_OPSET = 'ir_version: 9, opset_import: ["": 20]'

_TURN = """
<{opset}>
turn (int64[n] pieces, int64[n] echoed, int64[1] agent)
    => (float[n, labels] weight, float[n, labels] value, float[2, size] meaning) {{
  length = Shape(pieces)
  word = Gather(pieces_w, pieces)
  place = Slice(places_w, zero, length, zero)
  flag = Gather(echoed_w, echoed)
  side = Gather(agent_w, agent)
  placed = Add(word, place)
  flagged = Add(placed, flag)
  sided = Add(flagged, side)
  x0 = LayerNormalization <axis = -1, epsilon = 1e-12> (sided, norm_w, norm_b)
{layers}
  asked = MatMul(x{last}, weighing)
  tame = Clip(asked, least, most)
  weight = Exp(tame)
  value = MatMul(x{last}, values)
  inner = Slice(x{last}, one, minus_one, zero)
  mean = ReduceMean <keepdims = 1> (inner, zero)
  highest = ReduceMax <keepdims = 1> (inner, zero)
  meaning = Concat <axis = 0> (mean, highest)
}}
"""

_LAYER = """
  look{n} = MatMul(x{n}, look{n}_w)
  looked{n} = Add(look{n}, look{n}_b)
  heads{n} = Reshape(looked{n}, by_head)
  turned{n} = Transpose <perm = [1, 0, 2]> (heads{n})
  asks{n}, answers{n}, told{n} = Split <axis = 0, num_outputs = 3> (turned{n})
  across{n} = Transpose <perm = [0, 2, 1]> (answers{n})
  near{n} = MatMul(asks{n}, across{n})
  scaled{n} = Mul(near{n}, by_size)
  share{n} = Softmax <axis = -1> (scaled{n})
  seen{n} = MatMul(share{n}, told{n})
  back{n} = Transpose <perm = [1, 0, 2]> (seen{n})
  flat{n} = Reshape(back{n}, by_row)
  gather{n} = MatMul(flat{n}, gather{n}_w)
  gathered{n} = Add(gather{n}, gather{n}_b)
  both{n} = Add(x{n}, gathered{n})
  y{n} = LayerNormalization <axis = -1, epsilon = 1e-12> (both{n}, gathered{n}_w, gathered{n}_b)
  widen{n} = MatMul(y{n}, widen{n}_w)
  widened{n} = Add(widen{n}, widen{n}_b)
  wide{n} = Gelu <approximate = "tanh"> (widened{n})
  narrow{n} = MatMul(wide{n}, narrow{n}_w)
  narrowed{n} = Add(narrow{n}, narrow{n}_b)
  all{n} = Add(y{n}, narrowed{n})
  x{next} = LayerNormalization <axis = -1, epsilon = 1e-12> (all{n}, norm{n}_w, norm{n}_b)
"""

_COURSE = """
<{opset}>
course (float[1, pooled] own, float[e, pooled] earlier, float[e] there, int64[e] same)
    => (float[1, labels] added) {{
  own_1 = MatMul(own, meaning_w)
  own_2 = Add(own_1, meaning_b)
  told = Tanh(own_2)
  earlier_1 = MatMul(earlier, meaning_w)
  earlier_2 = Add(earlier_1, meaning_b)
  earlier_3 = Tanh(earlier_2)
  kind = Gather(same_w, same)
  aged = Add(earlier_3, ago)
  before = Add(aged, kind)
  asks_1 = MatMul(told, asks_w)
  asks_2 = Reshape(asks_1, one_by_head)
  asks = Transpose <perm = [1, 0, 2]> (asks_2)
  answers_1 = MatMul(before, answers_w)
  answers_2 = Reshape(answers_1, all_by_head)
  answers = Transpose <perm = [1, 2, 0]> (answers_2)
  says_1 = MatMul(before, told_w)
  says_2 = Reshape(says_1, all_by_head)
  says = Transpose <perm = [1, 0, 2]> (says_2)
  near = MatMul(asks, answers)
  scaled = Mul(near, by_size)
  tame = Clip(scaled, least, most)
  open = Exp(tame)
  weight = Mul(open, there)
  whole = ReduceSum <keepdims = 1> (weight, minus_one)
  some = Add(whole, tiny)
  share = Div(weight, some)
  seen_1 = MatMul(share, says)
  seen = Reshape(seen_1, one_row)
  first = Slice(earlier_3, zero, one, zero)
  first_there = Slice(there, zero, one, zero)
  last = Mul(first, first_there)
  every = Concat <axis = 1> (told, seen, last)
  hidden_1 = MatMul(every, hidden_w)
  hidden_2 = Add(hidden_1, hidden_b)
  hidden = Relu(hidden_2)
  course = MatMul(hidden, course_w)
  added = Add(course, bias)
}}
"""

_SHAPES = {"zero": [0], "one": [1], "minus_one": [-1]}


def write_graphs(arrays: Arrays, pieces: Pieces, folder: Path) -> None:
    """Both graphs into this folder; the same arrays give the same bytes."""
    layers = "".join(
        _LAYER.format(n=number, next=number + 1) for number in range(len(arrays["layers"]))
    )
    turn = _TURN.format(opset=_OPSET, layers=layers, last=len(arrays["layers"]))
    facts = {"labels": " ".join(ALL_LABELS), "pieces": " ".join(pieces.names)}
    _write(turn, dict(_turn_arrays(arrays)), facts, folder / "encoder.onnx")
    course = _COURSE.format(opset=_OPSET)
    _write(course, dict(_course_arrays(arrays)), {}, folder / "course.onnx")


def _turn_arrays(arrays: Arrays) -> Iterator[tuple[str, Any]]:
    for name in ("pieces", "places", "echoed", "agent"):
        yield f"{name}_w", arrays[name]
    yield from (("norm_w", arrays["norm"][0]), ("norm_b", arrays["norm"][1]))
    for number, layer in enumerate(arrays["layers"]):
        for part, (weights, bias) in layer.items():
            yield from ((f"{part}{number}_w", weights), (f"{part}{number}_b", bias))
    yield from (("weighing", arrays["weighing"]), ("values", arrays["values"]))
    yield from (("by_head", [0, -1, HEAD]), ("by_row", [0, -1]))


def _course_arrays(arrays: Arrays) -> Iterator[tuple[str, Any]]:
    for name in ("meaning", "hidden"):
        yield from ((f"{name}_w", arrays[name][0]), (f"{name}_b", arrays[name][1]))
    for name in ("asks", "answers", "told", "same", "course"):
        yield f"{name}_w", arrays[name]
    yield from (("ago", arrays["ago"]), ("bias", arrays["bias"]), ("tiny", np.float32(1e-6)))
    yield from (("one_by_head", [1, HEADS, HEAD]), ("all_by_head", [-1, HEADS, HEAD]))
    yield "one_row", [1, -1]


def _write(text: str, arrays: dict[str, Any], facts: dict[str, str], file: Path) -> None:
    model = onnx.parser.parse_model(text.replace("labels]", f"{len(ALL_LABELS)}]"))
    arrays |= _SHAPES | {"by_size": np.float32(HEAD**-0.5)}
    arrays |= {"least": np.float32(-15), "most": np.float32(15)}
    used = {name for node in model.graph.node for name in node.input}
    for name in sorted(used & arrays.keys()):
        kind = np.int64 if isinstance(arrays[name], list) else np.float32
        tensor = onnx.numpy_helper.from_array(np.asarray(arrays[name], kind), name)
        model.graph.initializer.append(tensor)
    onnx.helper.set_model_props(model, facts)
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(
            whole,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        file.write_bytes(small.read_bytes())
