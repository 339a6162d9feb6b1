import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.events import CallStarted, Speaker, UtteranceHeard
from companion.facts import KINDS, earlier_contacts, facts


def call_of(*said: str, speaker: Speaker = Speaker.CUSTOMER) -> Call:
    begun = CallStarted(
        at=0.0,
        seq=1,
        call_id="f",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="made",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )
    heard = (
        UtteranceHeard(at=n, seq=n + 2, speaker=speaker, start=n, end=n + 1, text=text)
        for n, text in enumerate(said)
    )
    return fold([begun, *heard])


def found(kind: str, *said: str) -> list[str]:
    return [fact.text for fact in facts(call_of(*said)) if fact.kind == kind]


@pytest.mark.parametrize(
    ("said", "amounts"),
    [
        ("you took six hundred euro off my card", ["six hundred euro"]),
        ("it cost three grand and forty pounds postage", ["three grand", "forty pounds"]),
        ("twelve pounds fifty for a candle", ["twelve pounds fifty"]),
        ("thirty two dollars and ten cents", ["thirty two dollars and ten cents"]),
        ("a hundred quid", ["a hundred quid"]),
        ("it was £34.99 plus the lamp", ["£34.99"]),
        ("the third euro coin", []),
        ("two pounds of apples", ["two pounds"]),
        ("there were nine of us", []),
    ],
)
def test_amounts_are_numbers_with_a_currency(said: str, amounts: list[str]) -> None:
    assert found("amount", said) == amounts


@pytest.mark.parametrize(
    ("said", "references"),
    [
        ("my order number is four four one nine two", ["four four one nine two"]),
        ("k r double two nine six", ["k r double two nine six"]),
        ("the reference is k dash two oh seven three", ["k dash two oh seven three"]),
        ("i waited four five six weeks", []),
        ("the card number is four one double one two three four five six seven eight nine two", []),
        ("it is ninety six", []),
    ],
)
def test_references_are_signs_spelt_out(said: str, references: list[str]) -> None:
    assert found("reference", said) == references


def test_a_references_value_is_its_signs() -> None:
    (fact,) = facts(call_of("k r double two nine six"))
    assert fact.value == "KR2296"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("my name is ellery and i have a letter", ["ellery"]),
        ("it was a mrs quill who told me", ["mrs quill"]),
        ("tin and thimble repairs rosalind speaking", ["rosalind"]),
        ("this is ridiculous", []),
        ("my name is on the form", []),
    ],
)
def test_names_are_those_people_are_introduced_by(said: str, names: list[str]) -> None:
    assert found("name", said) == names


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("this is the third time i've rung about it", 2),
        ("i have called four times", 4),
        ("i've told you twice already", 2),
        ("it rang four times and stopped", None),
        ("three times as big as the other", None),
        ("first time caller", None),
    ],
)
def test_earlier_contacts_are_counted_as_the_customer_counts(said: str, count: int | None) -> None:
    assert earlier_contacts(facts(call_of(said))) == count


def test_only_the_customer_tells_of_their_contacts() -> None:
    call = call_of("i've called you twice", speaker=Speaker.AGENT)
    assert earlier_contacts(facts(call)) is None


def test_days_are_quoted_and_not_dated() -> None:
    (fact,) = facts(call_of("they came on thursday"))
    assert (fact.kind, fact.text, fact.value) == ("date", "thursday", "")


WORDS = st.sampled_from(
    "four double oh p order number pounds is my name mrs third time called friday £5 - 12".split()
)


@given(st.lists(st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=40), max_size=3))
def test_every_fact_is_in_the_words_of_its_sentence(said: list[str]) -> None:
    call = call_of(*said)
    for fact in facts(call):
        assert fact.kind in KINDS
        assert fact.text in " ".join(call.utterance(fact.utterance).text.split())
