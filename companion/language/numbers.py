"""Numbers as they are said: words to values, with the words they came from.

A recogniser writes "twenty fifth" and "double five oh"; written transcripts have "25th" and "550".
Both are read here, for dates and for redaction. Positions count the words that were given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINAL_TENS = (
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
).split()

ONES = {word: value for value, word in enumerate(_ONES)}
TENS = {word: 10 * value for value, word in enumerate(_TENS, start=2)}
ORDINAL_ONES = {word: value for value, word in enumerate(_ORDINAL_ONES)}
ORDINAL_TENS = {word: 10 * value for value, word in enumerate(_ORDINAL_TENS, start=2)}
NOUGHTS = frozenset("oh o zero nought naught nil".split())
TIMES_OVER = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}

_NUMERAL = re.compile(r"(\d{1,18})(st|nd|rd|th)?", re.ASCII)
_PUNCTUATION = '.,;:!?"()[]…\u201c\u201d'


@dataclass(frozen=True, slots=True)
class Number:
    """A number said in words `start` up to, not including, `end`."""

    value: int
    ordinal: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits said one after the other, "4" or "55" or "16", in words `start` up to `end`."""

    text: str
    start: int
    end: int


def plain(word: str) -> str:
    """The word as a recogniser would write it: lower case, no punctuation at its ends."""
    return word.lower().replace("\u2019", "'").strip(_PUNCTUATION)


def number_at(words: Sequence[str], at: int) -> Number | None:
    """The longest cardinal or ordinal that begins at this word ("a hundred" begins at "a")."""
    if at >= len(words):
        return None
    numeral = _NUMERAL.fullmatch(words[at])
    if numeral:
        return Number(int(numeral[1]), numeral[2] is not None, at, at + 1)
    below = _below_hundred(words, at)
    if below is None and not (words[at] == "a" and _is(words, at + 1, "hundred", "thousand")):
        return None
    if below is not None and below.ordinal:
        return below
    return _with_multipliers(words, below or Number(1, False, at, at + 1))


def year_at(words: Sequence[str], at: int) -> Number | None:
    """A year from 1900 to 2099: "twenty twenty seven", "two thousand and seven", "2027"."""
    if at >= len(words):
        return None
    if words[at] in ("nineteen", "twenty"):
        century = 1900 if words[at] == "nineteen" else 2000
        rest = _two_digits(words, at + 1)
        return Number(century + rest.value, False, at, rest.end) if rest else None
    number = number_at(words, at)
    is_year = number is not None and not number.ordinal and 1900 <= number.value < 2100
    return number if is_year else None


def digits_at(words: Sequence[str], at: int) -> Digits | None:
    """What is said at this word as digits of a longer number: "four", "double oh", "forty two".

    "forty two hundred" is 4200, "five thousand" 5000; a numeral stands for itself.
    """
    word = words[at] if at < len(words) else ""
    if word.isdecimal() and word.isascii():
        return Digits(word, at, at + 1)
    if word in NOUGHTS:
        return Digits("0", at, at + 1)
    if word in TIMES_OVER:
        return _repeated(words, at)
    number = _below_hundred(words, at)
    if number is None or number.ordinal:
        return None
    if _is(words, number.end, "hundred", "thousand"):
        number = _with_multipliers(words, number)
    return Digits(str(number.value), at, number.end)


def _repeated(words: Sequence[str], at: int) -> Digits | None:
    """Double five, triple oh."""
    if _is(words, at + 1, *TIMES_OVER):
        return None
    one = digits_at(words, at + 1)
    if one is None or len(one.text) != 1:
        return None
    return Digits(one.text * TIMES_OVER[words[at]], at, one.end)


def _is(words: Sequence[str], at: int, *these: str) -> bool:
    return at < len(words) and words[at] in these


def _below_hundred(words: Sequence[str], at: int) -> Number | None:
    word = words[at] if at < len(words) else ""
    if word in TENS:
        unit = words[at + 1] if at + 1 < len(words) else ""
        if 0 < ONES.get(unit, 0) < 10:
            return Number(TENS[word] + ONES[unit], False, at, at + 2)
        if 0 < ORDINAL_ONES.get(unit, 0) < 10:
            return Number(TENS[word] + ORDINAL_ONES[unit], True, at, at + 2)
    for values, ordinal in (
        (ONES, False),
        (TENS, False),
        (ORDINAL_ONES, True),
        (ORDINAL_TENS, True),
    ):
        if word in values:
            return Number(values[word], ordinal, at, at + 1)
    return None


def _two_digits(words: Sequence[str], at: int) -> Number | None:
    """The end of a year: "twenty seven", "nineteen", "oh six"."""
    if _is(words, at, "oh", "o"):
        unit = _below_hundred(words, at + 1)
        fits = unit is not None and not unit.ordinal and 0 < unit.value < 10
        return unit if fits else None
    number = _below_hundred(words, at)
    fits = number is not None and not number.ordinal and number.value >= 10
    return number if fits else None


def _with_multipliers(words: Sequence[str], number: Number) -> Number:
    """Go on over "hundred", "thousand" and what follows them: "two thousand and twenty seven"."""
    total, value, end = 0, number.value, number.end
    while end < len(words):
        if words[end] == "hundred" and value < 100:
            value *= 100
        elif words[end] == "thousand" and not total:
            total, value = 1000 * value, 0
        else:
            break
        end += 1
        rest = _below_hundred(words, end + 1 if _is(words, end, "and") else end)
        if rest is not None and rest.value:
            value, end = value + rest.value, rest.end
            if rest.ordinal:
                return Number(total + value, True, number.start, end)
    return Number(total + value, False, number.start, end)
