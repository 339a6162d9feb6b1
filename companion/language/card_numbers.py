"""What makes a number a payment card's: its length, its issuer's prefix and its check digit."""

from __future__ import annotations

from collections.abc import Sequence

from companion.language.digit_runs import Run

SHORTEST, LONGEST = 13, 19
"""Digits of a card number (ISO/IEC 7812)."""

USUAL = frozenset({15, 16})
"""Digits of nearly all cards in use."""

_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    # first and last prefix, and the lengths that are issued
    (4, 4, frozenset({13, 16, 19})),  # Visa
    (51, 55, frozenset({16})),  # Mastercard
    (2221, 2720, frozenset({16})),  # Mastercard
    (34, 34, frozenset({15})),  # American Express
    (37, 37, frozenset({15})),  # American Express
    (300, 305, frozenset({14, 16, 17, 18, 19})),  # Diners Club
    (36, 36, frozenset({14, 16, 17, 18, 19})),  # Diners Club
    (38, 39, frozenset({14, 16, 17, 18, 19})),  # Diners Club
    (6011, 6011, frozenset({16, 17, 18, 19})),  # Discover
    (644, 659, frozenset({16, 17, 18, 19})),  # Discover
    (3528, 3589, frozenset({16, 17, 18, 19})),  # JCB
    (62, 62, frozenset({16, 17, 18, 19})),  # UnionPay
    (50, 50, frozenset(range(13, 20))),  # Maestro
    (56, 61, frozenset(range(13, 20))),  # Maestro, RuPay
    (63, 69, frozenset(range(13, 20))),  # Maestro
    (2200, 2205, frozenset({16, 17, 18, 19})),  # Mir, BORICA
    (81, 82, frozenset({16})),  # RuPay
    (9792, 9792, frozenset({16})),  # Troy
    (1, 1, frozenset({15})),  # UATP
)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card_number(digits: str) -> bool:
    return (
        SHORTEST <= len(digits) <= LONGEST
        and any(len(digits) in lengths for lengths in _lengths(digits))
        and passes_luhn(digits)
    )


def may_begin_a_card(digits: str) -> bool:
    """Whether an issuer's numbers begin so; too short a beginning may be anybody's."""
    return bool(_lengths(digits))


def almost_a_card(digits: str, unheard: int) -> bool:
    """Whether it would be a card number of the usual length but for one digit.

    `unheard` counts the words amid the digits that must have been digits too.
    """
    usual = [max(lengths & USUAL, default=0) for lengths in _lengths(digits)]
    return any(abs(len(digits) + unheard - length) <= 1 for length in usual)


def _lengths(digits: str) -> list[frozenset[int]]:
    fitting = []
    for first, last, lengths in _ISSUERS:
        width = len(str(first))
        if len(digits) >= width and first <= int(digits[:width]) <= last:
            fitting.append(lengths)
    return fitting


def card_at(run: Run, spoken_before: str = "", anywhere: bool = False) -> int | None:
    """The first chunk of `run` that belongs to a card number, or None.

    `spoken_before` is the digits with which the same speaker ended the sentence before. A number
    begins where the speaker begins or has paused, or `anywhere` where a card is being talked of:
    among the digits of a parcel's number there is often a stretch that would pass for a card.
    """
    chunks = run.chunks
    digits = [chunk.digits for chunk in chunks]
    if spoken_before and _card_from(spoken_before, digits):
        return 0
    for at in range(len(chunks)):
        paused = at == 0 or chunks[at].start > chunks[at - 1].end
        if (anywhere or paused) and _card_from("", digits[at : at + LONGEST]):
            return at
    return None


def _card_from(digits: str, chunks: Sequence[str]) -> bool:
    for chunk in chunks:
        digits += chunk
        if len(digits) > LONGEST:
            return False
        if is_card_number(digits):
            return True
    return False
