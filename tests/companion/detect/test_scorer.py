"""The trained scorer: what it says of sentences, how it reads its weights, and its limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.detect.linear import read_linear
from companion.detect.scorer import echoed_words, load_scorer, read_decisions
from companion.detect.scores import Score
from companion.detect.weights import SideModel, Table, read_model, written
from companion.errors import OutsideError
from companion.events import CallStarted, Speaker, UtteranceHeard
from companion.language import read
from companion.paths import assets

CUSTOMER, AGENT = Speaker.CUSTOMER, Speaker.AGENT

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz' ", max_size=80)
turns = st.lists(st.tuples(st.sampled_from([CUSTOMER, AGENT]), words), max_size=6)


def heard(*spoken: tuple[Speaker, str]) -> Call:
    start = CallStarted(
        at=0.0,
        seq=1,
        call_id="c",
        started_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC),
        source="",
        model="",
        channels=(AGENT, CUSTOMER),
    )
    said = [
        UtteranceHeard(at=float(n), seq=n, speaker=speaker, start=n - 1.0, end=float(n), text=text)
        for n, (speaker, text) in enumerate(spoken, start=2)
    ]
    return fold([start, *said])


@pytest.mark.parametrize(
    ("label", "speaker", "likely", "unlikely"),
    [
        (
            "legal",
            CUSTOMER,
            "my solicitor is serving papers on you tomorrow",
            "my solicitor found us a lovely cottage",
        ),
        (
            "churn",
            CUSTOMER,
            "i am taking my business to your competitor tonight",
            "could you tell me when my new card will arrive",
        ),
        ("abuse", CUSTOMER, "you useless lying idiots", "what an idiot i am i dropped it"),
        (
            "anger_2",
            CUSTOMER,
            "you have lied to me twice and i am sick of it",
            "thank you that is very kind",
        ),
        (
            "apologise",
            AGENT,
            "i am so sorry that we left you waiting",
            "could you spell that for me please",
        ),
        (
            "blame",
            AGENT,
            "you should have read the instructions",
            "you have done nothing wrong at all",
        ),
    ],
)
def test_tells_the_one_from_the_other(
    label: str, speaker: Speaker, likely: str, unlikely: str
) -> None:
    scorer = load_scorer()
    before = [(CUSTOMER, "my parcel is lost"), (AGENT, "is it"), (CUSTOMER, "yes"), (AGENT, "oh")]
    before = before[: 3 if speaker is AGENT else 4]
    one, other = (scorer.score(text, speaker, before)[label] for text in (likely, unlikely))
    assert one.probability > 1.5 * other.probability


def test_what_was_said_before_makes_a_sentence_angrier() -> None:
    scorer = load_scorer()
    calm = [(CUSTOMER, "good morning i hope you are well"), (AGENT, "lovely to hear from you")]
    angry = [(CUSTOMER, "you lied to me you useless people"), (AGENT, "you should have read it")]
    sentence = "and now my account is closed"
    after = {
        name: scorer.score(sentence, CUSTOMER, turns)
        for name, turns in (("calm", calm), ("angry", angry))
    }
    assert after["angry"]["anger_2"].probability > after["calm"]["anger_2"].probability + 0.1


def test_shows_the_words_that_carried_a_score() -> None:
    sentence = "well i have been waiting since tuesday and my barrister will be suing you for it"
    score = load_scorer().score(sentence, CUSTOMER)["legal"]
    first, last = score.words
    assert "barrister" in sentence.split()[first:last]
    assert last - first < len(sentence.split())


def test_judges_the_last_sentence_of_a_call_by_who_said_it() -> None:
    scorer = load_scorer()
    before = ((CUSTOMER, "my parcel never came"), (AGENT, "let me look"))
    for speaker, text in (
        (CUSTOMER, "i am furious with you"),
        (AGENT, "so your parcel never came"),
    ):
        call = heard(*before, (speaker, text))
        assert scorer.scores(read(text), call) == scorer.score(text, speaker, before)


def test_words_still_being_spoken_are_the_customers() -> None:
    scorer = load_scorer()
    before = ((CUSTOMER, "my parcel never came"), (AGENT, "let me look"))
    assert scorer.scores(read("i will sue"), heard(*before)) == scorer.score(
        "i will sue", CUSTOMER, before
    )


@given(text=words, speaker=st.sampled_from([CUSTOMER, AGENT]), earlier=turns)
def test_any_sentence_after_anything_is_scored(
    text: str, speaker: Speaker, earlier: list[tuple[Speaker, str]]
) -> None:
    scores = load_scorer().score(text, speaker, earlier)
    count = len(read(text).words)
    assert bool(scores) == bool(read(text).tokens)
    for score in scores.values():
        assert 0.0 <= score.probability <= 1.0
        assert 0 <= score.words[0] < score.words[1] <= count


def test_nothing_is_said_of_a_side_that_nobody_knows() -> None:
    assert load_scorer().score("i will sue you", Speaker.UNKNOWN) == {}


def test_the_tables_stay_small_enough_to_read() -> None:
    sizes = [file.stat().st_size for file in (assets() / "weights").glob("*.tsv")]
    assert len(sizes) == 2
    assert sum(sizes) <= 1_500_000


@pytest.mark.parametrize(
    ("probability", "by_rule", "holds"),
    [(0.9, False, True), (0.5, False, False), (0.5, True, True), (0.05, True, False)],
)
def test_a_rule_needs_less_of_a_score(probability: float, by_rule: bool, holds: bool) -> None:
    score = Score(probability, (0, 1), alone_at=0.8, doubtful_at=0.1)
    assert score.bears_out(by_rule) is holds


def small_model() -> SideModel:
    row = np.array([[0.5, -1.25]], dtype=np.float32)
    table = Table({"a b": 0}, np.array([1.5], dtype=np.float32), row)
    bias = np.array([1.0, -2.0], dtype=np.float32)
    return SideModel(("one", "two"), bias, {"gram": table, "piece": table, "word": table})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    model, file = small_model(), tmp_path / "side.tsv"
    file.write_text(written(model, ["made by hand"]), encoding="utf-8")
    again = read_model(file)
    assert again.labels == model.labels
    assert again.tables["gram"].rows == {"a b": 0}
    np.testing.assert_allclose(again.tables["word"].weights, model.tables["word"].weights)
    np.testing.assert_allclose(again.bias, model.bias)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text.replace("bias\t\t20", "bias\t\ttwenty"),
        lambda text: text.replace("labels\t\tone\t", "labels\t\t"),
        lambda text: "\n".join(text.splitlines()[:1]),
        lambda text: "no table at all",
    ],
)
def test_a_damaged_table_is_told_in_a_line(tmp_path: Path, damage: Callable[[str], str]) -> None:
    file = tmp_path / "side.tsv"
    whole = written(small_model(), [])
    file.write_text(damage(whole), encoding="utf-8")
    with pytest.raises(OutsideError, match=r"side\.tsv is missing or damaged"):
        read_model(file)


def test_a_missing_table_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="missing or damaged"):
        read_model(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text.replace("[customer.legal]", "[customer.nothing]"),
        lambda text: text.replace("alone", "lone"),
        lambda text: text.replace("0.", "zero."),
    ],
)
def test_damaged_decisions_are_told_in_a_line(tmp_path: Path, damage: Callable[[str], str]) -> None:
    weights = assets() / "weights"
    whole = (weights / "decisions.toml").read_text(encoding="utf-8")
    file = tmp_path / "decisions.toml"
    file.write_text(damage(whole), encoding="utf-8")
    with pytest.raises(OutsideError, match=r"decisions\.toml are missing or damaged"):
        read_decisions(file, read_linear(weights))


def test_a_longer_word_of_the_other_side_is_echoed_in_any_form() -> None:
    said = [(AGENT, "we cancelled your parcels"), (CUSTOMER, "why"), (AGENT, "as you wished")]
    echoed = echoed_words("you cancel my parcel and that is your answer", CUSTOMER, said)
    assert echoed == {"cancel", "parcel", "your"}
    assert echoed_words("cancel my parcel", AGENT, said) == frozenset()
