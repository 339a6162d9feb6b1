from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, Block
from companion.errors import OutsideError
from companion.events import RecogniserRestarted, Speaker, TranscriptionStopped, UtteranceHeard
from companion.recognise.supervised import SupervisedRecogniser

if TYPE_CHECKING:
    from companion.recognise import Heard

BOTH = (Speaker.AGENT, Speaker.CUSTOMER)


@pytest.fixture(autouse=True)
def _worker_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process imports the worker by its name; it inherits the path from here."""
    monkeypatch.syspath_prepend(Path(__file__).parent)


def blocks(*channels: list[int]) -> list[Block]:
    """Blocks whose first samples are these values, one list a channel."""
    made = []
    for index, values in enumerate(zip(*channels, strict=True)):
        pcm = np.zeros((BLOCK_FRAMES, len(channels)), np.int16)
        pcm[0] = values
        made.append(Block(index * BLOCK_FRAMES, pcm))
    return made


def hear(model: Path, sound: list[Block], patience: float = 10.0) -> list[Heard]:
    fake_worker = import_module("fake_worker")  # on the path only inside a test
    told: list[Heard] = []
    recogniser = SupervisedRecogniser(model, BOTH, worker=fake_worker.run, patience=patience)
    recogniser.start(told.append)
    for block in sound:
        recogniser.feed(block)
        recogniser.wait_for_room()
    recogniser.finish()
    return told


def sentences(told: list[Heard]) -> list[tuple[str, float, str]]:
    return [(t.speaker, t.at, t.text) for t in told if isinstance(t, UtteranceHeard)]


TALK = blocks(
    [1, 2, 3, 0, 0, 0, 7, 8, 0, 0, 9, 10] * 20,
    [0, 0, 4, 5, 6, 0, 0, 0, 0, 11, 0, 12] * 20,
)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, float, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parent)
        return sentences(hear(tmp_path_factory.mktemp("model"), TALK))


def test_every_sentence_is_heard_once_in_order_of_time(
    undisturbed: list[tuple[str, float, str]],
) -> None:
    assert undisturbed[:3] == [
        ("agent", pytest.approx(0.4), "w1 w2 w3"),
        ("customer", pytest.approx(0.6), "w4 w5 w6"),
        ("agent", pytest.approx(0.9), "w7 w8"),
    ]
    times = [at for _, at, _ in undisturbed]
    assert times == sorted(times)


@pytest.mark.parametrize("block", [1, 7, 100, 239])
@pytest.mark.parametrize("fault", ["die", "hang"])
def test_a_process_that_dies_or_hangs_costs_no_word_and_doubles_none(
    tmp_path: Path, undisturbed: list[tuple[str, float, str]], fault: str, block: int
) -> None:
    (tmp_path / f"{fault}-{(block + 1) * BLOCK_FRAMES}").touch()

    told = hear(tmp_path, TALK, patience=0.5)

    assert sentences(told) == undisturbed
    assert sum(isinstance(t, RecogniserRestarted) for t in told) == 1


def test_sound_that_kills_every_process_stops_the_transcript_and_says_so(tmp_path: Path) -> None:
    (tmp_path / f"poison-{50 * BLOCK_FRAMES}").touch()

    told = hear(tmp_path, TALK)

    assert isinstance(told[-1], TranscriptionStopped)
    assert sentences(told), "what was heard before it stays"


def test_a_model_that_cannot_be_loaded_is_the_outsides_fault(tmp_path: Path) -> None:
    (tmp_path / "refuse").touch()

    with pytest.raises(OutsideError, match="companion models verify"):
        hear(tmp_path, TALK)


def test_closing_in_mid_call_returns_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    fake_worker = import_module("fake_worker")
    recogniser = SupervisedRecogniser(tmp_path, BOTH, worker=fake_worker.run)
    recogniser.start(lambda heard: None)
    recogniser.feed(TALK[0])
    recogniser.close()
    recogniser.close()
