"""The encoder: a small transformer that reads each turn in the light of the turns before it.

Words are cut into pieces, and every piece is understood by its neighbours ("pay you a visit" is
more than its four words). From that come, for each label, a sum that the words bring, in exact
shares, and one that the course of the call adds. `tools/training/encoder.py` fits it, and
`tools/training/encoder_graph.py` writes `assets/weights/encoder.onnx` and `course.onnx`, which
ONNX Runtime computes here, on the processor, with weights of eight bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from companion.detect.pieces import Pieces
from companion.errors import OutsideError
from companion.events import Speaker

Numbers = npt.NDArray[np.float32]

_REFUSED = (
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NoSuchFile,
)

WINDOW = 62
"""Pieces that are read together; what is longer is read in several windows, one after the other."""

EARLIER = 8
"""Turns before, of both sides, that colour a turn."""

LETTERS = 3
"""Only longer words are told that the other side has used them lately."""

CALL_TURNS = 64
"""Turns kept as they were understood: several times as many as are asked for again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as the encoder has understood it.

    `meaning` is what later turns are told of it; `sums` what its own words bring to each label,
    and `shares`, words by labels, what each of them brings to that.
    """

    speaker: Speaker
    meaning: Numbers
    sums: Numbers
    shares: Numbers


class Encoder:
    """Pure but for what it remembers; safe to share between threads. Made by `read_encoder`."""

    def __init__(
        self, turn: onnxruntime.InferenceSession, course: onnxruntime.InferenceSession
    ) -> None:
        self._turn, self._course = turn, course
        told = turn.get_modelmeta().custom_metadata_map
        self.labels = tuple(told["labels"].split())
        """Of both sides."""
        self.pieces = Pieces(told["pieces"].split(" "))
        self._understood = lru_cache(maxsize=CALL_TURNS)(self._understand)

    def understood(
        self, words: Sequence[str], speaker: Speaker, echoed: frozenset[str] = frozenset()
    ) -> Turn:
        """What this turn says. `echoed` are those of its words that the other side has used.

        At least one word. The time is in proportion to the number of words.
        """
        return self._understood(tuple(words), speaker, echoed)

    def sums(self, turn: Turn, earlier: Sequence[Turn]) -> Numbers:
        """The sum of each label, for a turn after these, of which the last few count."""
        before = list(reversed(earlier[-EARLIER:]))
        told = np.zeros((EARLIER, len(turn.meaning)), np.float32)
        there, same = np.zeros(EARLIER, np.float32), np.zeros(EARLIER, np.int64)
        for place, one in enumerate(before):
            told[place] = one.meaning
            there[place], same[place] = 1.0, one.speaker is turn.speaker
        inputs = {"own": turn.meaning[None], "earlier": told, "there": there, "same": same}
        (added,) = self._course.run(None, inputs)
        total: Numbers = turn.sums + added[0]
        return total

    def _understand(self, words: tuple[str, ...], speaker: Speaker, echoed: frozenset[str]) -> Turn:
        rows, places = self._cut(words)
        flags = np.array([words[place] in echoed for place in places], np.int64)
        weighing, values, means, most = [], [], [], []
        for start in range(0, len(rows), WINDOW):
            end = min(start + WINDOW, len(rows))
            weight, value, meaning = self._window(rows[start:end], flags[start:end], speaker)
            weighing.append(weight)
            values.append(value)
            means.append(meaning[0] * (end - start))
            most.append(meaning[1])
        weight = np.concatenate(weighing)
        brought = weight / weight.sum(axis=0) * np.concatenate(values)
        shares = np.zeros((len(words), len(self.labels)), np.float32)
        np.add.at(shares, places, brought)
        meaning = np.concatenate([np.sum(means, axis=0) / len(rows), np.max(most, axis=0)])
        return Turn(speaker, meaning.astype(np.float32), brought.sum(axis=0), shares)

    def _cut(self, words: Sequence[str]) -> tuple[list[int], npt.NDArray[np.intp]]:
        """The rows of all pieces, and the place of the word that each is of."""
        rows: list[int] = []
        places: list[int] = []
        for place, word in enumerate(words):
            pieces = self.pieces.of(word)
            rows += pieces
            places += [place] * len(pieces)
        return rows, np.array(places, np.intp)

    def _window(
        self, rows: Sequence[int], echoed: npt.NDArray[np.int64], speaker: Speaker
    ) -> tuple[Numbers, Numbers, Numbers]:
        """For each piece how much it counts and what it says, by label; and what all mean."""
        inputs: dict[str, Any] = {
            "pieces": np.array([self.pieces.begin, *rows, self.pieces.end], np.int64),
            "echoed": np.array([0, *echoed, 0], np.int64),
            "agent": np.array([speaker is Speaker.AGENT], np.int64),
        }
        weight, value, meaning = self._turn.run(None, inputs)
        return weight[1:-1], value[1:-1], meaning


def read_encoder(folder: Path) -> Encoder:
    """The encoder of a folder of weights. OutsideError where a file is missing or damaged."""
    onnxruntime.disable_telemetry_events()  # builds for Windows would tell Windows of their use
    return Encoder(*(_session(folder / name) for name in ("encoder.onnx", "course.onnx")))


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread: a sentence is too short to share out, and the recogniser needs the other cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep what the longest sentence needed
    options.log_severity_level = 3
    try:
        # By its path: read here, its bytes would stay beside the weights made of them.
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except _REFUSED as error:
        raise OutsideError(
            f"The weights {file} are missing or damaged.", "Install the program again."
        ) from error
