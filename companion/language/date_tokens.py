"""From words to the tokens of the date grammar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from companion.language.grammar import Token
from companion.language.numbers import ORDINAL_ONES, ORDINAL_TENS, number_at, plain, year_at

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = (
    "january february march april may june july august september october november december"
).split()
_WEEKDAY = {name: index for index, name in enumerate(WEEKDAYS)}
_PLURAL = {name + "s": index for index, name in enumerate(WEEKDAYS)}
_MONTH = {name: index for index, name in enumerate(MONTHS, start=1)}
_UNIT = {
    form: unit
    for unit in ("hour", "day", "week", "fortnight", "month", "year")
    for form in (unit, unit + "s")
}
_ORDINALS = frozenset((*ORDINAL_ONES, *ORDINAL_TENS))
_WORTH_READING = frozenset(
    (*WEEKDAYS, *_PLURAL, *MONTHS, *_UNIT, *ORDINAL_ONES, *ORDINAL_TENS)
) | frozenset(
    "today tonight tomorrow morning afternoon evening night weekend play business christmas xmas "
    "new valentine valentines halloween hallowe'en easter thanksgiving".split()
)
"""A sentence with none of these, and no numeral, names no day."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """A plain word and the place of the word that it was a part of."""

    text: str
    word: int


def pieces(words: Sequence[str]) -> list[Piece]:
    """The words as a recogniser would write them; "twenty-fifth" and "27-day" are two each."""
    found = []
    for at, word in enumerate(words):
        text = word if word.isalpha() and word.islower() else plain(word).rstrip("'")
        if text.endswith("'s") and text[:-2] in _ORDINALS:  # the twelfth's free
            text = text[:-2]
        parts = [text] if "-" not in text or _ISO.fullmatch(text) else text.split("-")
        found += [Piece(part, at) for part in parts if part]
    return found


def worth_reading(texts: Sequence[str]) -> bool:
    """Whether a day may be named here at all. Most sentences end at this question."""
    return any(
        text in _WORTH_READING or text[0].isdecimal() or _possessor(text) in _WORTH_READING
        for text in texts
    )


def tokens(texts: Sequence[str]) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(texts):
        token = _number(texts, at) or _name(texts[at], at)
        found.append(token)
        at = token.end
    return found


def _number(texts: Sequence[str], at: int) -> Token | None:
    number, kind = year_at(texts, at), "YEAR"
    if number is None:
        number = number_at(texts, at)
        kind = "ORD" if number is not None and number.ordinal else "NUM"
    if number is None:
        return None
    said = " ".join(texts[at : number.end])
    return Token(said, kind, number.value, at, number.end)


def _name(text: str, at: int) -> Token:
    name = _possessor(text) if _possessor(text) in _WORTH_READING else text
    for kind, names in (
        ("WEEKDAY", _WEEKDAY),
        ("WEEKDAYS", _PLURAL),
        ("MONTH", _MONTH),
        ("UNIT", _UNIT),
    ):
        if name in names:
            return Token(name, kind, names[name], at, at + 1)
    if _ISO.fullmatch(text):
        try:
            return Token(text, "DATE", dt.date.fromisoformat(text), at, at + 1)
        except ValueError:  # 2026-02-30 is no date, and no reason to stop reading
            return Token(text, "word", None, at, at + 1)
    return Token(name, "word", None, at, at + 1)


def _possessor(text: str) -> str:
    """Friday for "friday's", which may be "friday is"; but tonight's truck names no day."""
    return text.removesuffix("'s") if text not in ("today's", "tonight's") else text
