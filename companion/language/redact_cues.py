"""The words that announce a secret number, and those that announce a harmless one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

_DIGIT_COUNT = r"(?:three|four|3|4|last three|last 3)"
_CARD = (
    r"(?:(?:credit|debit|bank|payment|visa|master|company|business|other|new|this|that) ?){0,3}card"
)


class Cue(Enum):
    """What the next number is going to be."""

    CARD = "card number"
    CODE = "security code"
    EXPIRY = "expiry date"
    TALK = "talk of cards"
    """A card is spoken of; what comes may be its number, or may not."""
    HARMLESS = "harmless"
    """The last four digits, an order number, a telephone number."""


_PATTERNS: tuple[tuple[Cue, str], ...] = (
    (
        Cue.HARMLESS,
        r"(?:ending|ends|end|finishing|finishes) (?:in|with|on)\b"
        r"|ending|(?:last|final) (?:four|4)\b"
        r"|(?:loyalty|library|gift|club|membership|member|sim|id|identity|report|score|boarding|"
        r"medical|health|insurance|season|travel|oyster|store|reward|rewards|points|bus|rail|"
        r"donor|business|visiting|time|sd|memory|graphics|sound|green|residence) cards?"
        r"(?: numbers?)?"
        r"|(?:order|tracking|reference|ref|account|phone|mobile|telephone|contact|invoice|booking|"
        r"case|ticket|serial|policy|customer|claim|parcel|consignment|meter|model|part|flight|"
        r"confirmation|route|national insurance|social security|imei|licence|license|"
        r"registration|passport|employee|docket|job|incident|crime|house|street|room|product|"
        r"batch|stock|iban|vat|tax|company|landline|cell|fax|area|dialling|barcode|delivery|"
        r"transaction|approval|authorisation|authorization|extension) (?:number|code|no|id)s?"
        r"|sort code|post ?code|zip(?: code)?|i ?m ?e ?i|i ?b ?a ?n|m ?p ?a ?n|date of birth|"
        r"born on|barcode|reference|extension|(?:call|ring|reach) me (?:on|at)",
    ),
    (
        Cue.CODE,
        r"security (?:code|number|digits?)|c ?[bv] ?[bcv](?: ?2)?|c s c|csc|"
        r"card verification(?: \w+)?|verification (?:value|number) on"
        rf"|{_DIGIT_COUNT} (?:digits?|numbers?|figures)?(?: code| number)? ?"
        r"(?:on|at|from|off) the (?:back|reverse|rear|front|signature|strip)"
        r"|(?:code|numbers?|digits?) (?:on|at|from|off) the (?:very )?(?:back|reverse|signature)"
        rf"|back of (?:the|your|my|{_CARD}) ?(?:card)?|signature strip|pin(?: number| code)?",
    ),
    (
        Cue.EXPIRY,
        r"expir(?:y|es|ation|ing)(?: date)?|exp(?: date)?|valid (?:until|till|to|thru|through|"
        r"from)|good (?:thru|through|until)|end date|start date",
    ),
    (
        Cue.CARD,
        rf"{_CARD} (?:number|details|digits)|(?:long|lawn) (?:card )?number|"
        r"car(?:d's|t) number|"
        r"(?:sixteen|fifteen|16|15) (?:digits?|digit number|numbers)|"
        r"numbers? (?:on|across|from|off|of) (?:the |your |my |this |that ){0,3}"
        rf"(?:front|{_CARD})|"
        r"across the front|primary account number|pan number",
    ),
    (
        Cue.TALK,
        rf"{_CARD}|visa|master ?card|amex|american express|maestro|take (?:a |the |your )?payment|"
        r"pay (?:now|by|with|over)|payment details",
    ),
)
_ANY = re.compile(
    "|".join(rf"(?P<{cue.name}>\b(?:{pattern})\b)" for cue, pattern in _PATTERNS), re.ASCII
)


def cues(words: Sequence[str]) -> Iterator[tuple[Cue, int]]:
    """What is announced in these plain words, each with the word after the announcement."""
    for name, end in named_phrases(_ANY, words):
        yield Cue[name], end


def named_phrases(pattern: re.Pattern[str], words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The name of every group that the pattern finds, with the word after it."""
    text = " ".join(words)
    at, word = 0, 0
    for found in pattern.finditer(text):
        word += text.count(" ", at, found.end())
        at = found.end()
        yield found.lastgroup or "", word + 1
