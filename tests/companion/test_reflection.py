from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.detect.reflect import said_back as reflected
from companion.reflection import FUNCTION_WORDS, LONGEST, said_back

QUESTION = ". Have I got that right?"


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("i've been charged twice", "So you've been charged twice"),
        (
            "yes hello my machine still has not come and nobody rings me back",
            "So your machine still has not come and nobody rings you back",
        ),
        (
            "hi my name is ann smith and our internet has been down since monday",
            "So your internet has been down since monday",
        ),
        ("i was at home all of the day", "So you were at home all of the day"),
        ("my mother was told to wait again", "So your mother was told to wait again"),
        ("you charged me twice for it", "So as you see it, we charged you twice for it"),
        ("i told you about this last week", "So as you see it, you told us about this last week"),
        (
            "the driver rang once and drove off and nobody has called me back since then though"
            " i took two whole days off work for this",
            "So the driver rang once and drove off and nobody has called you back since",
        ),
    ],
)
def test_the_person_is_shifted_and_the_rest_stays(said: str, back: str) -> None:
    assert said_back(said) == back + QUESTION


@pytest.mark.parametrize(
    "said",
    [
        "",
        "hello",
        "it is late",
        "what are you going to do about it",
        "give me somebody who knows",
        " ".join(["word"] * 40),
    ],
)
def test_what_cannot_be_said_back_gives_nothing(said: str) -> None:
    assert said_back(said) is None


WORDS = st.sampled_from(
    "i i'm i've i'd me my mine we we're us our you you're you've your yourself am was hello hi yes "
    "thank and but so because which then what tell my name is ann order parcel never came charged "
    "twice the on to of".split()
)


@given(st.lists(st.one_of(WORDS, st.text(min_size=1, max_size=9)), max_size=40).map(" ".join))
def test_it_is_short_and_made_of_their_words(said: str) -> None:
    made = said_back(said)
    if made is None:
        return
    assert len(made) <= LONGEST
    theirs = {word.strip(".,;:!?") for word in said.lower().split()}
    told = {word.strip(".,;:!?") for word in made.lower().split()}
    assert told <= theirs | FUNCTION_WORDS


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_the_company_is_spoken_of_only_as_they_see_it(said: str) -> None:
    made = said_back(said)
    if made is not None and {"you", "you're", "you've", "your"} & set(made.lower().split()):
        told = made.lower().removesuffix(QUESTION.lower()).split()
        assert not {"we", "us", "our"} & set(told) or told[:4] == "so as you see".split()


@pytest.mark.parametrize(
    "said",
    [
        "i've been charged twice for the same order",
        "my washing machine still has not come and nobody calls me back",
        "good morning i'm calling about my bill it's gone up by forty pounds",
    ],
)
def test_saying_it_back_so_earns_the_tick(said: str) -> None:
    made = said_back(said)
    assert made is not None
    heard = made.lower().translate(str.maketrans("", "", ".,?"))
    assert reflected(heard, [said]) is not None
