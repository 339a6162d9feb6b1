"""What would make a threat substantial, ticked where the words were heard.

A threat with a lawyer's name, a reference, a date or an amount is another thing than one without;
none of it says that the customer does not mean it. Danger to somebody is never weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from companion.call import Alert, Call
from companion.events import Category, Speaker, UtteranceHeard
from companion.facts import facts_in

NEAR = 3
"""So many of the customer's sentences before and after the threat belong to it."""

AT_STAKE = 400
"""In so many before it an amount is looked for: half an hour's talk, and a few ms of search."""


class Sign(StrEnum):
    NAMED = "named"
    """Who would act: a lawyer, an authority, a paper, by name."""
    REFERENCE = "reference"
    DEADLINE = "deadline"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Weighed:
    """`words` as heard; empty while nothing of the sort was heard."""

    sign: Sign
    words: str = ""


_ALL = (Sign.NAMED, Sign.REFERENCE, Sign.DEADLINE, Sign.AMOUNT)
_SIGNS = {
    Category.LEGAL: _ALL,
    Category.REGULATOR: _ALL,
    Category.REPUTATION: (Sign.NAMED, Sign.DEADLINE),
    Category.CHURN: (Sign.NAMED, Sign.DEADLINE, Sign.AMOUNT),
}
_KINDS = {"reference": Sign.REFERENCE, "date": Sign.DEADLINE, "amount": Sign.AMOUNT}

_TITLED = r"(?:mr|mrs|ms|miss|mister|doctor|dr) \w+"
_CALLED = r"(?:called|named|by the name of) \w+"
_NAMED = {
    Category.LEGAL: re.compile(
        rf"\b(?:(?:lawyer|solicitor|attorney|barrister|advocate|counsel)s?\b.{{0,20}}?\b"
        rf"(?:{_TITLED}|{_CALLED})|{_TITLED}\W+(?:is )?(?:my|our) "
        r"(?:lawyer|solicitor|attorney|barrister|advocate)|small claims(?: court)?|county court)\b"
    ),
    Category.REGULATOR: re.compile(
        r"\b(?:(?:\w+ )?ombudsman|ofcom|ofgem|ofwat|trading standards|citizens advice|"
        r"consumer (?:protection|rights|affairs)(?: \w+)?|data protection \w+|"
        r"information commissioner|financial conduct authority|financial services authority|"
        r"civil aviation authority|better business bureau|attorney general)\b"
    ),
    Category.REPUTATION: re.compile(
        r"\b(?:trip ?advisor|trust ?pilot|google|facebook|instagram|twitter|tik ?tok|youtube|"
        r"linkedin|reddit|mumsnet|watchdog|the (?:sun|mail|mirror|times|guardian|herald|bbc)|bbc|"
        r"itv|channel four|rte|radio \w+)\b"
    ),
    Category.CHURN: re.compile(
        r"\b(?:vodafone|verizon|comcast|sky|virgin|three|orange|tesco|amazon|my bank|the bank|"
        r"another (?:company|provider|supplier|bank|shop)|the competition|your competitors?)\b"
    ),
}


def weighed(call: Call, alert: Alert) -> tuple[Weighed, ...]:
    """What would make it substantial, each with the words that were heard of it, if any.

    An amount counts from far back in what the customer said until then: it is what is at stake.
    """
    signs = _SIGNS.get(alert.category, ())
    heard: dict[Sign, str] = {}
    for sign, words in _heard(call, alert) if signs else ():
        heard.setdefault(sign, words)
    return tuple(Weighed(sign, heard.get(sign, "")) for sign in signs)


def _heard(call: Call, alert: Alert) -> Iterator[tuple[Sign, str]]:
    said = [one for one in call.utterances if one.speaker is not Speaker.AGENT]
    place = next((n for n, one in enumerate(said) if one.seq == alert.utterance), len(said))
    near = said[max(0, place - NEAR) : place + NEAR + 1]
    for one in near:
        named = _NAMED[alert.category].search(one.text)
        if named:
            yield Sign.NAMED, named.group()
    # The nearest words first: those of the threat's own sentence, then what stands around it.
    for one in sorted(near, key=lambda one: one.seq != alert.utterance):
        yield from _told(call, one)
    for one in reversed(said[max(0, place - AT_STAKE) : place]):
        amounts = [told for told in _told(call, one) if told[0] is Sign.AMOUNT]
        if amounts:
            yield amounts[0]
            return


def _told(call: Call, said: UtteranceHeard) -> Iterator[tuple[Sign, str]]:
    found = facts_in(call, said)
    return ((_KINDS[fact.kind], fact.text) for fact in found if fact.kind in _KINDS)
