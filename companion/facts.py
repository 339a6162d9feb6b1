"""Facts out of the words of a call: amounts, days, references, names, earlier contacts.

Each is what somebody said, with the sentence it stands in; nothing is reckoned or filled in beyond
the count of earlier contacts that the customer named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from companion.call import Call
from companion.events import Speaker, UtteranceHeard
from companion.language.dates import find_dates
from companion.language.numbers import NOUGHTS, ONES, TENS, TIMES_OVER, digits_at, number_at, plain

KINDS = ("amount", "date", "reference", "name", "contacts")

_MONEY = frozenset(
    "pound pounds quid euro euros dollar dollars buck bucks cent cents pence penny rupee rupees "
    "lakh lakhs crore grand percent sterling".split()
)
_COINS = frozenset("pence cents p penny".split())
_PRICE = re.compile(r"[£$€₹]\d[\d,.]*|\d[\d,.]*(?:€|p)")

_FEWEST_SIGNS, _MOST_SIGNS = 4, 11
"""Signs of a reference; twelve digits and more may be a card's and are never taken."""

_REFERENCE_CUES = frozenset(
    "reference ref number order booking account ticket case policy tracking consignment invoice "
    "membership registration claim serial postcode docket job code".split()
)
_CUE_REACH = 6

_TITLES = frozenset("mr mrs ms miss mister missus doctor dr sister father professor".split())
_NO_NAME = frozenset(
    "a about actually after again all and another any are at back be but calling can come do does "
    "for from get going good have he hello her here him his how i if in is it it's just last let "
    "me mine my no not now of on one or our out please ringing she so sorry still that the their "
    "them then there these they this to today tomorrow too us very was we well what when where "
    "which who why will with would yes you your yours morning afternoon evening speaking sir madam "
    "ridiculous unacceptable disgraceful nonsense ringing only really what's that's being because "
    "head manager supervisor team customer wrong right half enough".split()
)
_INTRODUCED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "my": (("my", "name", "is"), ("my", "name's")),
    "this": (("this", "is"),),
    "you're": (
        ("you're", "speaking", "to"),
        ("you're", "speaking", "with"),
        ("you're", "through", "to"),
    ),
    "you": (("you", "are", "speaking", "with"),),
    "speaking": (("speaking", "with"),),
    "the": (("the", "name's"), ("the", "name", "is")),
}
"""How people name themselves or are named, by the first word."""

_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_TOLD = frozenset(
    "rang rung ring called call calls phoned phone emailed emails written wrote told explained "
    "asked complained contacted spoken reported tried chased been".split()
)
_MINE = frozenset("i i've i'd we we've we'd me us".split())
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_CONTACT = frozenset("time call phone-call email letter complaint attempt agent".split())

_DIGITS = frozenset({*NOUGHTS, *ONES, *TENS, *TIMES_OVER})

_REMEMBERED = 8192
"""Sentences of which the facts are kept: a call of hours is drafted again after every sentence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`text` is the words as heard.

    `value` is what they mean where that is beyond doubt: the signs of a reference, the number of
    contacts. A day has none: "on the second" may be gone or to come.
    """

    kind: str
    text: str
    utterance: int
    speaker: Speaker
    value: str = ""


def facts(call: Call) -> tuple[Fact, ...]:
    """Every fact of the call, in the order of the words; the same words of one kind once."""
    found: dict[tuple[str, str], Fact] = {}
    for heard in call.utterances:
        for fact in facts_in(call, heard):
            found.setdefault((fact.kind, fact.text), fact)
    return tuple(found.values())


def facts_in(call: Call, heard: UtteranceHeard) -> tuple[Fact, ...]:
    """The facts of one sentence of the call."""
    day = call.call_date if call.started is not None else None
    return tuple(
        Fact(kind, text, heard.seq, heard.speaker, value)
        for kind, text, value in _facts(heard.text, day)
        if kind != "contacts" or heard.speaker is Speaker.CUSTOMER
    )


def earlier_contacts(found: Iterable[Fact]) -> int | None:
    """How often the customer says to have been in touch before; None where they do not say."""
    counts = [int(fact.value) for fact in found if fact.kind == "contacts" and fact.value]
    return max(counts, default=None)


@lru_cache(maxsize=_REMEMBERED)
def _facts(text: str, day: date | None) -> tuple[tuple[str, str, str], ...]:
    """What a sentence tells, whoever says it on this day: kind, words, value."""
    as_heard = text.split()
    words = [plain(word) for word in as_heard]
    found = [("amount", start, end, "") for start, end in _amounts(words)]
    days = find_dates(as_heard, day) if day is not None else ()
    told = [(kind, " ".join(as_heard[start:end]), value) for kind, start, end, value in found]
    told += [("date", each.heard, "") for each in days]
    found = [("reference", start, end, signs) for start, end, signs in _references(words)]
    found += [("name", start, end, "") for start, end in _names(words)]
    found += [("contacts", start, end, str(count)) for start, end, count in _contacts(words)]
    told += [(kind, " ".join(as_heard[start:end]), value) for kind, start, end, value in found]
    return tuple(told)


def _amounts(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A number with a currency: "six hundred euro", "three grand", "twelve pounds fifty"."""
    if _MONEY.isdisjoint(words) and not any(_PRICE.fullmatch(word) for word in words):
        return
    at = 0
    while at < len(words):
        end = _amount_end(words, at)
        if end is not None:
            yield at, end
        at = end or at + 1


def _amount_end(words: Sequence[str], at: int) -> int | None:
    if _PRICE.fullmatch(words[at]):
        return at + 1
    number = number_at(words, at)
    if number is None or number.ordinal or number.end >= len(words):
        return None
    if words[number.end] not in _MONEY:
        return None
    end = number.end + 1
    rest = number_at(words, end + (end < len(words) and words[end] == "and"))
    if rest is None or rest.ordinal or not 0 < rest.value < 100:
        return end
    unit = words[rest.end] if rest.end < len(words) else ""
    if unit in _COINS:
        return rest.end + 1
    return rest.end if rest.value >= 10 and unit not in _MONEY else end


def _references(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Digits and letters spelt out near a word like "order": "k r double two nine six"."""
    if not any(word in _DIGITS or word.isdecimal() for word in words):
        return
    at = 0
    while at < len(words):
        signs, end = _signs(words, at)
        digits = sum(sign.isdigit() for sign in signs)
        if _FEWEST_SIGNS <= len(signs) <= _MOST_SIGNS and digits >= 2 and _cued(words, at, signs):
            yield at, end, signs
        at = max(end, at + 1)


def _signs(words: Sequence[str], at: int) -> tuple[str, int]:
    signs = ""
    while at < len(words):
        digits = digits_at(words, at)
        if digits is not None:
            signs, at = signs + digits.text, digits.end
        elif len(words[at]) == 1 and words[at].isalpha() and (signs or words[at] not in "ai"):
            signs, at = signs + words[at].upper(), at + 1
        elif signs and words[at] in ("dash", "hyphen", "slash", "stroke", "zed"):
            signs, at = signs + {"dash": "-", "hyphen": "-", "zed": "Z"}.get(words[at], "/"), at + 1
        else:
            break
    return signs, at


def _cued(words: Sequence[str], at: int, signs: str) -> bool:
    mixed = any(sign.isalpha() for sign in signs)
    near = words[max(0, at - _CUE_REACH) : at]
    return mixed or bool(_REFERENCE_CUES & set(near))


def _names(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(words):
        if word in _TITLES and at + 1 < len(words) and _may_be_name(words[at + 1]):
            yield at, at + 2
    for at, word in enumerate(words):
        for phrase in _INTRODUCED.get(word, ()):
            start = at + len(phrase)
            if tuple(words[at:start]) == phrase and start < len(words):
                yield from _introduced(words, start)
    if len(words) > 1 and words[-1] == "speaking" and _may_be_name(words[-2]):
        yield len(words) - 2, len(words) - 1


def _introduced(words: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """The name after "my name is": two words where the sentence goes on after them, else one."""
    if _may_be_name(words[start]):
        two = start + 2 < len(words) and _may_be_name(words[start + 1])
        yield start, start + (2 if two else 1)


def _may_be_name(word: str) -> bool:
    plainly = word.isalpha() and len(word) > 1 and word not in _NO_NAME
    return plainly and number_at([word], 0) is None and not word.endswith("ing")


def _contacts(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """How often before: "third time i've rung" is two, "called four times" is four."""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        counted = word in _ORDINALS and following in _CONTACT
        if not counted and word not in _TIMES and following != "times":
            continue
        near = set(words[max(0, at - 6) : at + 7])
        told, mine = bool(near & _TOLD), bool(near & _MINE)
        if counted and (told or "this" in near):
            yield at, at + 2, _ORDINALS[word] - 1
        elif word in _TIMES and mine and told:
            yield at, at + 1, _TIMES[word]
        elif following == "times" and mine and told:
            number = number_at(words, at)
            if number is not None and number.end == at + 1:
                yield at, at + 2, number.value
