"""The encoder: what it promises of any words, that its shares add up, and what damage is told."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.detect.encoder import WINDOW, Encoder, Turn, read_encoder
from companion.detect.pieces import Pieces
from companion.detect.scorer import echoed_words, load_scorer
from companion.errors import OutsideError
from companion.events import Speaker
from companion.paths import assets

DATA = Path(__file__).parents[2] / "data"

CUSTOMER, AGENT = Speaker.CUSTOMER, Speaker.AGENT

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1), min_size=1, max_size=100)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return read_encoder(assets() / "weights")


@given(words=WORDS, speaker=st.sampled_from([CUSTOMER, AGENT]))
@settings(max_examples=50)
def test_the_shares_of_any_words_add_up_to_what_they_bring(
    encoder: Encoder, words: list[str], speaker: Speaker
) -> None:
    turn = encoder.understood(words, speaker)
    assert turn.shares.shape == (len(words), len(encoder.labels))
    np.testing.assert_allclose(turn.shares.sum(axis=0), turn.sums, atol=1e-3)
    assert np.isfinite(encoder.sums(turn, [turn])).all()


def test_the_turn_before_changes_what_a_turn_means(encoder: Encoder) -> None:
    asked = encoder.understood("are you thinking of ending your life".split(), AGENT)
    greeted = encoder.understood("is there a parking space outside".split(), AGENT)
    answer = encoder.understood("i don't see another way".split(), CUSTOMER)
    danger = encoder.labels.index("self_harm")
    assert encoder.sums(answer, [asked])[danger] > encoder.sums(answer, [greeted])[danger] + 0.5


def test_the_graphs_say_what_was_fitted(encoder: Encoder) -> None:
    turns = json.loads((DATA / "encoder_sums.json").read_text(encoding="utf-8"))
    said: list[tuple[Speaker, str]] = []
    earlier: list[Turn] = []
    for turn in turns:
        speaker, text = Speaker(turn["speaker"]), turn["text"]
        understood = encoder.understood(text.split(), speaker, echoed_words(text, speaker, said))
        found = encoder.sums(understood, earlier)
        expected = [turn["sums"][label] for label in encoder.labels]
        # Eight bits instead of thirty-two.
        np.testing.assert_allclose(found, expected, atol=0.8)
        assert np.abs(found - expected).mean() < 0.25
        said.append((speaker, text))
        earlier.append(understood)


def test_only_the_latest_turns_before_count(encoder: Encoder) -> None:
    old = encoder.understood("i will burn your office down".split(), CUSTOMER)
    lately = [encoder.understood(["right", str(n)], AGENT) for n in ("one", "two") * 4]
    turn = encoder.understood(["thanks"], CUSTOMER)
    np.testing.assert_array_equal(encoder.sums(turn, [old, *lately]), encoder.sums(turn, lately))


def test_words_beyond_the_first_window_are_understood(encoder: Encoder) -> None:
    chat = "well it was a nice day and we had tea with my sister".split() * (WINDOW // 6)
    plain = encoder.understood(chat, CUSTOMER)
    threat = encoder.understood([*chat, *"i will sue you in court".split()], CUSTOMER)
    legal = encoder.labels.index("legal")
    assert encoder.sums(threat, [])[legal] > encoder.sums(plain, [])[legal] + 1.0


def test_words_are_cut_into_known_pieces_the_longest_first() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "sue", "##d", "court", "'", "m", "i"])
    assert pieces.of("sued") == (3, 4)
    assert pieces.of("i'm") == (8, 6, 7)
    assert pieces.of("zebra") == (0,)
    assert pieces.of("") == (0,)
    assert pieces.of("d" * 100_000) == (0,), "no word, and told so at once"


def test_the_encoder_knows_every_label_of_the_tables() -> None:
    scorer = load_scorer()
    for speaker in (CUSTOMER, AGENT):
        assert scorer.score("good morning", speaker)


@pytest.mark.parametrize("name", ["encoder.onnx", "course.onnx"])
@pytest.mark.parametrize("damage", [b"", b"no graph at all", None])
def test_a_damaged_or_missing_graph_is_named(
    tmp_path: Path, name: str, damage: bytes | None
) -> None:
    for file in ("encoder.onnx", "course.onnx"):
        whole = (assets() / "weights" / file).read_bytes()
        if file != name:
            (tmp_path / file).write_bytes(whole)
        elif damage is not None:
            (tmp_path / file).write_bytes(damage)
    with pytest.raises(OutsideError, match=f"{name} are missing or damaged"):
        read_encoder(tmp_path)
