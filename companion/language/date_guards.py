"""What may stand around words that sometimes name a day: "the third", "may", "in the morning".

Each guard sees the tokens and the place of a reading, from token `start` up to `end`, and says
whether the reading holds there.
"""

from __future__ import annotations

from collections.abc import Sequence

from companion.language.grammar import Token

_BEFORE_A_DATE = frozenset(
    "on by before until till til from for of to than is it's its around about and or "
    "between after".split()
)
"""Words after which even "the first" is a date."""

AFTER_A_DATE = frozenset(
    "at by between in and or then so if is it's it i i'll i'm i've i'd we we'll we're we've you "
    "you'll you'd you've you're he he'll she she'll they they'll that that's this there there's "
    "when which who where because to for from until till before after latest morning afternoon "
    "evening noon instead then okay ok yes yeah no not please with without works suits sir madam "
    "ma'am just but as around about sharp maybe though too also right all the a an your my our "
    "well good great thanks thank love mate dear unless once same any sorry actually wait rather "
    "hang oh lovely perfect grand fine brilliant super does did will would can could should "
    "shall was has are am um uh er onwards inclusive".split()
)
"""Words after which "the ninth" is not the ninth of anything."""

_WHO_MAY = frozenset("i you we they he she it who that this there which people also and".split())

_BETWEEN_DAYS = frozenset(
    "no wait sorry or to and the on by i mean make it that actually rather tell a lie hang oh not "
    "correction scratch sir madam um uh er".split()
)
_CLOCK_WORDS = frozenset("o'clock oclock early late half quarter only once".split())


def alone(tokens: Sequence[Token], _start: int, end: int) -> bool:
    """Nothing behind it that the ordinal could count: not "the ninth floor", "the fifth time"."""
    after = tokens[end] if end < len(tokens) else None
    if after is None or after.kind == "WEEKDAY":
        return True
    return after.text in AFTER_A_DATE or "'" in after.text  # he's, they'll


def alone_if_short(tokens: Sequence[Token], start: int, end: int) -> bool:
    """By christmas, but not "christmas carols"; "christmas eve" stands wherever it is said."""
    return end - start > 1 or alone(tokens, start, end)


def not_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """The saturday delivery: no day, but a sort of delivery."""
    return not alone(tokens, start, end)


def not_made(tokens: Sequence[Token], start: int, _end: int) -> bool:
    """That friday is past, but not in "make that friday"."""
    return _text(tokens, start - 1) not in ("make", "call", "say", "do")


def day_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether "the third" names a day: alone, and if it is so small, behind a fitting word."""
    if not alone(tokens, start, end):
        return False
    if tokens[end - 1].value == 2 and _growing_by(tokens, start):
        return False
    fits = _text(tokens, start - 1) in _BEFORE_A_DATE or tokens[end - 1].value > 3
    return fits or _another_day_before(tokens, start)


def bare_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether "fifth" without "the" names a day: behind "on", or correcting another one."""
    if not alone(tokens, start, end):
        return False
    on = _text(tokens, start - 1) in ("on", "by", "before", "until", "till")
    return on or _another_day_before(tokens, start)


def misheard_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """The fifth no sorry the six: what a recogniser makes of the sixth."""
    corrects = _another_day_before(tokens, start, kinds=("ORD",))
    return corrects and alone(tokens, start, end) and "no" in _texts(tokens, start - 4, start)


def misheard_in(tokens: Sequence[Token], start: int, end: int) -> bool:
    """They'll be there and nine days: what a recogniser makes of "in nine days"."""
    return _text(tokens, start - 1) in ("there", "you", "out", "back", "done") and not_of(
        tokens, start, end
    )


def misheard_end(tokens: Sequence[Token], start: int, end: int) -> bool:
    """By month and: what a recogniser makes of month end."""
    return end == len(tokens) or _text(tokens, start - 1) in ("by", "than", "until", "till")


def month(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether "may" and "march" are months here: "may first", but not "you may first ask"."""
    if tokens[start].text not in ("may", "march") or _text(tokens, start + 1) == "the":
        return True
    return _text(tokens, start - 1) not in _WHO_MAY and alone(tokens, start, end)


def month_number(tokens: Sequence[Token], start: int, end: int) -> bool:
    """The eleventh of the twelfth: alone, and not the first of the second batch."""
    return (
        isinstance(tokens[end - 1].value, int)
        and tokens[end - 1].value <= 12
        and alone(tokens, start, end)
    )


def no_article(tokens: Sequence[Token], start: int, _end: int) -> bool:
    """By new year, but not "in the new year"."""
    return _text(tokens, start - 1) not in ("the", "a", "happy")


def dated_month(tokens: Sequence[Token], start: int, end: int) -> bool:
    """The same with the day in front: "fifth may", but not "the second may be late"."""
    texts = [token.text for token in tokens[start:end]]
    if "of" in texts or not {"may", "march"} & set(texts):
        return True
    return tokens[start].kind != "NUM" and alone(tokens, start, end)


def after_by(tokens: Sequence[Token], start: int, _end: int) -> bool:
    """By the end of the day, but not the idiom "at the end of the day"."""
    return _text(tokens, start - 1) in ("by", "before", "until", "till")


def no_hour_before(tokens: Sequence[Token], start: int, _end: int) -> bool:
    """In the morning is tomorrow, unless an hour or a day stands before it."""
    before = tokens[start - 1] if start else None
    return before is None or (before.kind == "word" and before.text not in _CLOCK_WORDS)


def no_other_week(tokens: Sequence[Token], start: int, _end: int) -> bool:
    """Whether "week on thursday" stands for "a week on thursday"."""
    return _text(tokens, start - 1) not in ("this", "next", "last", "the", "every", "each", "per")


def not_of(tokens: Sequence[Token], _start: int, end: int) -> bool:
    """Within five days, but not "within five days of receiving it"."""
    return _text(tokens, end) not in ("of", "after", "either")


def working_week(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Monday to friday, or into the weekend: opening hours, no days to choose from."""
    days = [token.text for token in tokens[start:end] if token.kind == "WEEKDAY"]
    return days[0] == "monday" and days[-1] in ("friday", "saturday", "sunday")


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _growing_by(tokens: Sequence[Token], start: int) -> bool:
    """Angrier by the second, more by the second."""
    grows = _text(tokens, start - 2)
    return _text(tokens, start - 1) == "by" and (grows.endswith("er") or grows in ("worse", "more"))


def _texts(tokens: Sequence[Token], start: int, end: int) -> list[str]:
    return [token.text for token in tokens[max(0, start) : end]]


def _another_day_before(
    tokens: Sequence[Token], start: int, kinds: Sequence[str] = ("ORD", "WEEKDAY", "MONTH")
) -> bool:
    """Whether another day was said just before: "the fourth no sorry fifth"."""
    at = start - 1
    while at >= 0 and start - at < 8 and tokens[at].text in _BETWEEN_DAYS:
        at -= 1
    return 0 <= at < start - 1 and tokens[at].kind in kinds
