from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.language.numbers import digits_at, number_at, year_at


@pytest.mark.parametrize(
    ("said", "value", "ordinal", "words"),
    [
        ("five", 5, False, 1),
        ("twenty five days", 25, False, 2),
        ("twenty fifth of", 25, True, 2),
        ("thirty first", 31, True, 2),
        ("twentieth", 20, True, 1),
        ("a hundred", 100, False, 2),
        ("one hundred and twenty five", 125, False, 5),
        ("two hundred thousand three hundred", 200_300, False, 5),
        ("five thousand two hundred and one", 5201, False, 6),
        ("twenty twenty", 20, False, 1),
        ("27th", 27, True, 1),
        ("1250", 1250, False, 1),
    ],
)
def test_number_words_have_a_value(said: str, value: int, ordinal: bool, words: int) -> None:
    number = number_at(said.split(), 0)

    assert number is not None
    assert (number.value, number.ordinal, number.start, number.end) == (value, ordinal, 0, words)


@pytest.mark.parametrize("said", ["a thing", "hundred", "to", "", "fort night"])
def test_other_words_have_none(said: str) -> None:
    assert number_at(said.split(), 0) is None


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("twenty twenty seven", 2027),
        ("nineteen eighty six", 1986),
        ("two thousand and nine", 2009),
        ("twenty oh six", 2006),
        ("2027", 2027),
    ],
)
def test_years_are_read_in_pairs(said: str, year: int) -> None:
    found = year_at(said.split(), 0)

    assert found is not None
    assert found.value == year


@pytest.mark.parametrize("said", ["twenty", "twenty five", "twenty first", "five hundred"])
def test_other_numbers_are_no_years(said: str) -> None:
    assert year_at(said.split(), 0) is None


@pytest.mark.parametrize(
    ("said", "digits", "words"),
    [
        ("four two", "4", 1),
        ("oh", "0", 1),
        ("double five oh", "55", 2),
        ("triple oh", "000", 2),
        ("forty two forty two", "42", 2),
        ("sixteen", "16", 1),
        ("forty two hundred", "4200", 3),
        ("five thousand", "5000", 2),
        ("4242", "4242", 1),
    ],
)
def test_digits_are_read_as_they_are_said(said: str, digits: str, words: int) -> None:
    found = digits_at(said.split(), 0)

    assert found is not None
    assert (found.text, found.end) == (digits, words)


@pytest.mark.parametrize("said", ["double", "double trouble", "double double five", "fifth", "a"])
def test_other_words_are_no_digits(said: str) -> None:
    assert digits_at(said.split(), 0) is None


NUMBER_WORDS = st.sampled_from("one nine ten twenty forty hundred thousand and a oh double".split())


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.one_of(NUMBER_WORDS, st.text(max_size=4)), min_size=1, max_size=30))
def test_any_words_are_read_without_complaint(words: list[str]) -> None:
    for found in (number_at(words, 0), year_at(words, 0), digits_at(words, 0)):
        assert found is None or 0 < found.end <= len(words)
