"""Personal data beside cards, masked where a site asks: telephone numbers, e-mail, IBAN, ids.

A number is a telephone's or an id by the words before it, in the same sentence or as the question
that it answers; an IBAN by its check digits; an address by its form, written or spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from companion.language.digit_runs import Mask, Run, runs
from companion.language.redact_cues import named_phrases


class Personal(Enum):
    """What may be masked; the value is what is written in its place."""

    PHONE = "phone number"
    EMAIL = "e-mail address"
    IBAN = "bank account"
    NATIONAL_ID = "national id"

    @property
    def label(self) -> str:
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Masked:
    kind: Personal
    of: Mask


_ASKS = re.compile(
    r"(?P<PHONE>\b(?:phone|mobile|telephone|cell|landline|contact|whatsapp)(?: phone)?"
    r"(?: number)?s?\b|\bnumber to (?:call|ring|reach)\b|\b(?:call|ring|text|reach) (?:me|you|him|"
    r"her|them|us) (?:back )?(?:on|at)\b|\bdial\b)"
    r"|(?P<NATIONAL_ID>\bsocial security\b|\bnational insurance\b|\bn ?i number\b|"
    r"\bssn\b|\bs s n\b|\btax file number\b|\bpassport\b)"
)
_EMAIL = re.compile(r"\W*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
_SSN = re.compile(r"\W*\d{3}-\d\d-\d{4}\W*", re.ASCII)
_ABROAD = re.compile(r"\W*\+\d", re.ASCII)

_TOP_LEVEL = frozenset(
    "com co org net uk ie de eu io gov ac edu au ca nz us info biz me fr in nl es it".split()
)
_JOINS = frozenset("dot point underscore dash hyphen".split())
_BEFORE_A_NAME = frozenset(
    "is it's its that's address email mail e to on me my my's and at the a an so yes yeah under "
    "send write".split()
)
_LONGEST_NAME, _LONGEST_HOST = 8, 6
"""Words of a spelt out address before and after "at"."""

_IBAN_LENGTHS = range(15, 35)
_PHONE_LENGTHS = range(7, 16)


def personal(
    words: Sequence[str], texts: Sequence[str], asked: Personal | None
) -> tuple[list[Masked], Personal | None]:
    """What is personal in these words, `texts` in their plain form, and what they ask for.

    `asked` is what the sentence before asked for.
    """
    asks = [(Personal[name], end - 1) for name, end in named_phrases(_ASKS, texts)]
    found = chain(_emails(words, texts), _ibans(texts), _numbers(words, texts, asks, asked))
    masks: list[Masked] = []
    for masked in sorted(found, key=lambda masked: masked.of.start):
        if not masks or masks[-1].of.end <= masked.of.start:
            masks.append(masked)
    return masks, asks[-1][0] if asks else None


def _numbers(
    words: Sequence[str],
    texts: Sequence[str],
    asks: Sequence[tuple[Personal, int]],
    asked: Personal | None,
) -> Iterator[Masked]:
    for run in runs(texts):
        announced = [kind for kind, at in asks if at < run.start]
        kind = _kind(run, words[run.start], announced[-1] if announced else asked)
        if kind is not None:
            yield Masked(kind, Mask(kind.label, run.start, run.end))


def _kind(run: Run, written: str, announced: Personal | None) -> Personal | None:
    digits = run.digits
    if _SSN.fullmatch(written):
        return Personal.NATIONAL_ID
    if announced is Personal.NATIONAL_ID and 6 <= len(digits) <= 10:
        return Personal.NATIONAL_ID
    if len(digits) not in _PHONE_LENGTHS:
        return None
    trunk = digits.startswith("0") and len(digits) in (10, 11)
    abroad = digits.startswith("00") or _ABROAD.match(written) is not None
    told = announced is Personal.PHONE
    return Personal.PHONE if trunk or abroad or told else None


def _emails(words: Sequence[str], texts: Sequence[str]) -> Iterator[Masked]:
    for at, text in enumerate(texts):
        if _EMAIL.fullmatch(words[at]):
            yield _email(at, at + 1)
        elif text == "at":
            end = _host_end(texts, at + 1)
            start = _name_start(texts, at)
            if end is not None and start < at:
                yield _email(start, end)


def _email(start: int, end: int) -> Masked:
    return Masked(Personal.EMAIL, Mask(Personal.EMAIL.label, start, end))


def _host_end(texts: Sequence[str], start: int) -> int | None:
    """The end of "example dot co dot uk", if that is what begins here."""
    end = None
    for at in range(start + 1, min(len(texts) - 1, start + _LONGEST_HOST)):
        if texts[at] == "dot" and texts[at + 1] in _TOP_LEVEL:
            end = at + 2
        elif end is not None and at >= end:
            break
    return end


def _name_start(texts: Sequence[str], at: int) -> int:
    """The start of "jane dot smith" before "at": its words as far as they belong to an address."""
    start = at
    while start > 0 and at - start < _LONGEST_NAME and texts[start - 1] not in _BEFORE_A_NAME:
        start -= 1
    return start


def _ibans(texts: Sequence[str]) -> Iterator[Masked]:
    """Letters and digits whose check digits are right, said or written in groups."""
    parts = _alphanumeric(texts)
    for index, (_, start, _) in enumerate(parts):
        joined, last = "", start
        for text, begin, end in parts[index:]:
            if begin > last:
                break
            joined, last = joined + text, end
            if len(joined) >= _IBAN_LENGTHS.stop:
                break
            if len(joined) in _IBAN_LENGTHS and _is_iban(joined):
                yield Masked(Personal.IBAN, Mask(Personal.IBAN.label, start, end))
                break


def _alphanumeric(texts: Sequence[str]) -> list[tuple[str, int, int]]:
    chunks = {chunk.start: chunk for run in runs(texts) for chunk in run.chunks}
    parts, at = [], 0
    while at < len(texts):
        chunk = chunks.get(at)
        if chunk is not None:
            parts.append((chunk.digits, at, chunk.end))
        elif texts[at].isascii() and texts[at].isalnum() and _like_a_group(texts[at]):
            parts.append((texts[at].upper(), at, at + 1))
        at = chunk.end if chunk is not None else at + 1
    return parts


def _like_a_group(text: str) -> bool:
    """A letter, the bank's four letters, or letters and digits mixed."""
    return len(text) in (1, 2, 4) or any(letter.isdecimal() for letter in text)


def _is_iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616: the number modulo 97 is one)."""
    if not (text[:2].isalpha() and text[2:4].isdecimal()):
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1
