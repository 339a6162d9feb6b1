from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.language import Actor, Frame, Mood, read, stem


@pytest.mark.parametrize(
    ("heard", "normal"),
    [
        ("i'll sue ya", "i will sue you"),
        ("we're gonna cancel", "we are going to cancel"),
        ("y'all won't get a cent", "you all will not get a cent"),
        ("cos it ain't right", "because it is not right"),
        ("my lawyer's letter", "my lawyer 's letter"),
        ("i shan't apologize", "i shall not apologise"),
        ("they canceled my favorite", "they cancelled my favourite"),
        ("i\u2019ve told \u2018em", "i have told them"),
    ],
)
def test_accents_and_spellings_have_one_normal_form(heard: str, normal: str) -> None:
    assert " ".join(token.norm for token in read(heard).tokens) == normal


def test_the_size_of_a_prize_is_no_american_spelling() -> None:
    assert [token.norm for token in read("size prize seize").tokens] == ["size", "prize", "seize"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("suing", "sued"), ("cancelling", "cancellation"), ("told", "tells"), ("broken", "broke")],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_somebody_who_does_is_not_the_deed() -> None:
    assert stem("reporter") != stem("report")
    assert stem("solicitors") == stem("solicitor")


def clauses_of(text: str) -> list[str]:
    reading = read(text)
    return [reading.phrase(clause.start, clause.end) for clause in reading.clauses]


def test_clauses_are_cut_without_commas() -> None:
    said = "i've rung four times nobody's called back so my solicitor will write to you"
    assert clauses_of(said) == [
        "i've rung four times",
        "nobody's called back",
        "so my solicitor will write to you",
    ]


@pytest.mark.parametrize(
    ("text", "actor", "mood"),
    [
        ("i'm calling my lawyer", Actor.ME, Mood.WILL),
        ("we have told the ombudsman", Actor.ME, Mood.DONE),
        ("my brother will come round", Actor.MINE, Mood.WILL),
        ("you could have rung", Actor.YOU, Mood.CAN),
        ("your driver threw it over the hedge", Actor.YOURS, Mood.PLAIN),
        ("she wants to cancel", Actor.OTHER, Mood.PLAIN),
        ("taking this to the papers", Actor.NONE, Mood.WILL),
        ("this customer is leaving", Actor.ME, Mood.WILL),
    ],
)
def test_who_acts_and_how(text: str, actor: Actor, mood: Mood) -> None:
    clause = read(text).clauses[0]
    assert (clause.actor, clause.mood) == (actor, mood)


def frames_on(text: str, word: str) -> frozenset[Frame]:
    reading = read(text)
    place = [token.norm for token in reading.tokens].index(word)
    return reading.frames(place)


@pytest.mark.parametrize(
    ("text", "word", "frame"),
    [
        ("i'm not calling any lawyer", "lawyer", Frame.NEGATED),
        ("nobody's going to any court", "court", Frame.NEGATED),
        ("i'm not saying i'd sue", "sue", Frame.NEGATED),
        ("and she yells i'll ruin you", "ruin", Frame.REPORTED),
        ("my brother told me to sue", "sue", Frame.REPORTED),
        ("can i take this to the ombudsman", "ombudsman", Frame.ASKED),
        ("how do i cancel", "cancel", Frame.ASKED),
        ("if i cancel what does it cost", "cancel", Frame.CONDITION),
        ("i could have sued them then", "sued", Frame.HYPOTHETICAL),
        ("i was only joking about the lawyer", "lawyer", Frame.RETRACTED),
        ("forget what i said about court", "court", Frame.RETRACTED),
    ],
)
def test_words_are_framed(text: str, word: str, frame: Frame) -> None:
    assert frame in frames_on(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("i won't hesitate to sue", "sue"),
        ("i'm not joking i'll sue", "sue"),
        ("i don't care i'll sue", "sue"),
        ("if you don't refund me i'll sue", "sue"),
        ("he told me to sue and i'm going to court", "court"),
        ("she told the newspaper about it and i'll sue", "sue"),
        ("my solicitor will say you are at fault", "fault"),
        ("do what i paid for and don't make me sue", "sue"),
        ("there's a lawyer with no sense of humour and a court", "court"),
    ],
)
def test_words_that_only_look_framed(text: str, word: str) -> None:
    assert not frames_on(text, word) - {Frame.CONDITION}


def test_a_phrase_is_the_words_as_heard() -> None:
    reading = read("well i'll ring me lawyer then")
    assert reading.phrase(1, 4) == "i'll ring"
    assert reading.word_span(1, 4) == (1, 3)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert [clause.start for clause in reading.clauses[:1]] == [0][: len(reading.tokens)]
    covered = [place for clause in reading.clauses for place in range(clause.start, clause.end)]
    assert covered == list(range(len(reading.tokens)))


@given(st.lists(st.sampled_from("i will not you just and my lawyer 's if said no so sue".split())))
def test_any_order_of_small_words_can_be_read(words: list[str]) -> None:
    reading = read(" ".join(words))
    for place in range(len(reading.tokens)):
        reading.frames(place)
        assert reading.clause(place).start <= place < reading.clause(place).end


@pytest.mark.parametrize("word", ["just ", "you ", "i will not ", "he said no "])
def test_time_grows_with_length_only(word: str) -> None:
    def seconds(count: int) -> float:
        began = time.thread_time()
        read(word * count)
        return time.thread_time() - began

    seconds(10)
    assert seconds(3000) < 2.0
