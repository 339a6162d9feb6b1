"""Checks of what makes words of sound and sense of words: model, speed, rules."""

from __future__ import annotations

import os
import time
from itertools import islice

from companion import paths
from companion.audio.block import BLOCK_FRAMES, RATE
from companion.audio.file import FileSource
from companion.detect.table import load_detectors
from companion.doctor import Finding, State
from companion.errors import OutsideError
from companion.events import TranscriptionStopped, UtteranceHeard
from companion.models import CHOICE, chosen_model, usable_model
from companion.recognise import Heard
from companion.recognise.supervised import SupervisedRecogniser

_SPEED_SECONDS = 20
_SPEED_GOOD = 0.5
"""Seconds of work for a second of call, up to which a machine has time for other programs too."""


def check_model() -> Finding:
    begun = time.perf_counter()
    model = usable_model()
    took = time.perf_counter() - begun
    return Finding(State.OK, f"{model.name} in {model.path}, every file checked in {took:.1f} s.")


def check_memory() -> Finding:
    """Whether the chosen model leaves half of this machine's memory to everything else."""
    model = chosen_model()
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return Finding(State.OK, f"{model.name} needs {model.memory_mb} MB.")
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    said = f"{model.name} needs {model.memory_mb} MB of the {there} MB of this machine."
    if model.memory_mb * 2 > there:
        return Finding(State.WARN, said, f"Choose a smaller model with {CHOICE}.")
    return Finding(State.OK, said)


def check_speed() -> Finding:
    """Recognise the beginning of the sample call, both channels, in the recogniser's process."""
    try:
        model = usable_model()
    except OutsideError:
        return Finding(State.WARN, "Not tried: the speech model cannot be used.")
    source = FileSource(paths.assets() / "sample_call.flac")
    blocks = list(islice(source.blocks(), _SPEED_SECONDS * RATE // BLOCK_FRAMES))
    heard: list[Heard] = []
    recogniser = SupervisedRecogniser(model.path, source.channels, model=model.name)
    begun = time.monotonic()
    try:
        recogniser.start(heard.append)
        ready = time.monotonic()
        for block in blocks:
            recogniser.feed(block)
        recogniser.finish()
    finally:
        recogniser.close()
    seconds = blocks[-1].end_frame / RATE
    return judge_speed(heard, ready - begun, (time.monotonic() - ready) / seconds)


def judge_speed(heard: list[Heard], load: float, share: float) -> Finding:
    """`load` is seconds until ready, `share` seconds of work for a second of two-sided call."""
    if any(isinstance(event, TranscriptionStopped) for event in heard):
        return Finding(State.FAIL, "The recogniser stopped.", "Run: companion models verify")
    words = sum(len(event.text.split()) for event in heard if isinstance(event, UtteranceHeard))
    if not words:
        return Finding(
            State.FAIL, "No word of the sample call was heard.", "Run: companion models verify"
        )
    said = f"{share:.2f} s of work for each second of a call, ready after {load:.1f} s"
    if share >= 1:
        return Finding(
            State.FAIL, f"Too slow for live calls: {said}.", "Use a faster machine or model."
        )
    if share > _SPEED_GOOD:
        return Finding(State.WARN, f"Just fast enough: {said}.", "Close other programs in a call.")
    return Finding(State.OK, f"{said}.")


def check_rules() -> Finding:
    detectors = load_detectors()
    if not detectors:
        return Finding(State.FAIL, "No detector is there.", "Install the companion once more.")
    return Finding(State.OK, f"{len(detectors)} detectors are ready.")
