"""Recorded calls for tests."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.audio.recorder import News, Recorder
from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, Speaker
from companion.store import Store

CALL_ID = "20261123-100000-abcdef"


def started(call_id: str = CALL_ID) -> CallStarted:
    return CallStarted(
        at=0.0,
        seq=1,
        call_id=call_id,
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="test",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )


def saved(*between: AnyEvent, at: float = 5.0, call_id: str = CALL_ID) -> None:
    """Store a call that is over, with these entries in it."""
    ended = CallEnded(at=at, seq=len(between) + 2, reason=EndReason.ENDED)
    placed = [replace(entry, seq=seq) for seq, entry in enumerate(between, start=2)]
    with Store.open() as store:
        store.log(call_id).append([started(call_id), *placed, ended])


def noise(seconds: float) -> Pcm:
    made = np.random.default_rng(7).normal(0, 3000, (round(seconds * RATE), 2))
    return made.astype(np.int16)


def blocks(pcm: Pcm, first_frame: int = 0) -> Iterator[Block]:
    for at in range(0, len(pcm), BLOCK_FRAMES):
        yield Block(first_frame + at, pcm[at : at + BLOCK_FRAMES])


def recorded(pcm: Pcm, first_frame: int = 0, call_id: str = CALL_ID) -> list[News]:
    """Record this sound as a call does; what was told meanwhile."""
    told: list[News] = []
    recorder = Recorder(call_id, 2, told.append, least_to_start=0, reserve=0)
    recorder.start()
    for block in blocks(pcm, first_frame):
        recorder(block)
    recorder.close()
    return told


@pytest.fixture
def small_disk(companion_home: Path) -> Iterator[Path]:
    """The data directory on a disk of 4 MB; skipped where nobody may mount one."""
    companion_home.mkdir(mode=0o700, parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", companion_home],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield companion_home
    subprocess.run(["umount", "-l", companion_home], check=False, capture_output=True)
