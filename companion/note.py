"""The draft of a call's note, folded from the call. Every line is somebody's own words: a quotation
with its time. Nothing is worded by the program, so nothing in it can be invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from companion.call import Alert, Call
from companion.events import Category, Speaker, UtteranceHeard
from companion.facts import Fact, earlier_contacts, facts

_SUMMARY_LINES = 12
"""What fits the half page that the next person reads in ten seconds."""

_ROOT_CAUSES = 3
_LEAST_WORDS = 4
"""Below this many words of substance a sentence tells no issue."""

_THREATS = frozenset(Category) - {Category.ABUSE, Category.ESCALATION}

_EMPTY = frozenset(
    "a ah am an and are as at be but can could did do does for from get good got had has have he "
    "hello hey hi hiya how i i'd i'm i've if in is it it's just me mr mrs ms my name name's no of "
    "oh ok okay on or please right she so speaking thank thanks that that's the there they this "
    "to uh um us was we well were what who with would yeah yep yes you your "
    "afternoon evening morning day hiya cheers bye goodbye cheerio ta ciao ya".split()
)
"""Greetings and small words: a sentence of these alone says nothing about the matter."""

_SPELT = frozenset(
    "zero oh nought one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand double triple dash slash dot reference number postcode "
    "account order".split()
)
"""A sentence of digits, letters and these answers "what is your reference"."""

_CAUSE = re.compile(
    r"\b(?:because|cause of|due to|the reason|turns out|turned out|that's why|which is why|"
    r"on account of|thanks to|without (?:telling|asking|checking|warning)|by mistake|"
    r"(?:never|nobody|no one|didn't|hasn't|haven't|wasn't|weren't|failed to|forgot to|not been)\b"
    r".{0,40}\b(?:\w+ed|sent|told|came|come|rang|called|paid|done|read|got|left|put|made|kept|"
    r"arrive|answer|check|fix|reply|turn up|show up)|"
    r"wrong \w+|mix(?:ed)?[- ]?up|got (?:lost|stuck|released|cancelled)|broke|broken|faulty|"
    r"charged .{0,20}twice|double (?:charged|booked))\b"
)
"""How people say why something went wrong."""


_OFFER = re.compile(
    r"\b(?:refund\w*|reimburs\w*|voucher|credit(?:ed|ing)|(?:a|in|as|pound|euro|dollar) credit|"
    r"waiv\w+|free of charge|for free|no charge|on us|on the house|upgrad\w+|discount\w*|"
    r"compensat\w+|half price|half off|goodwill|money back|knock\w* .{0,12}off|replacement|"
    r"a new one|free (?:month|night|week|delivery))\b"
)
_REFUSED = re.compile(r"\b(?:can't|cannot|won't|not|never|no refund|don't|doesn't|unable)\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words and when they were said; the utterance by its place in the log."""

    utterance: int
    start: float
    speaker: Speaker
    text: str

    @property
    def line(self) -> str:
        return f"[{clock(self.start)}] {self.speaker}: {self.text}"


@dataclass(frozen=True, slots=True)
class Note:
    """A draft for the agent to confirm. `issue` is None where the customer told none."""

    issue: Quote | None
    root_causes: tuple[Quote, ...]
    next_steps: tuple[Quote, ...]
    offered: tuple[Quote, ...]
    threats: tuple[Quote, ...]
    abuse: tuple[Quote, ...]
    escalations: tuple[Quote, ...]
    facts: tuple[Fact, ...]
    earlier_contacts: int | None
    summary: tuple[Quote, ...]


def draft_note(call: Call) -> Note:
    """What can be noted of the call so far."""
    issue = issue_told(call)
    steps = _stepped(call, "next_steps", "follow_up_date")
    threats = _alerted(call, _THREATS)
    abuse = _alerted(call, {Category.ABUSE})
    escalations = _alerted(call, {Category.ESCALATION})
    told = [issue] if issue else []
    found = facts(call)
    key = chain(told, threats, abuse, escalations, steps, _stepped(call, "reflect", "apologise"))
    return Note(
        issue=issue,
        root_causes=causes_told(call, issue),
        next_steps=steps,
        offered=_offered(call),
        threats=threats,
        abuse=abuse,
        escalations=escalations,
        facts=found,
        earlier_contacts=earlier_contacts(found),
        summary=_in_order(chain(key, _angriest(call), _last_word(call))),
    )


def clock(seconds: float) -> str:
    """Call time as people read it: 0:24, 12:05, 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def substance(text: str) -> list[str]:
    """The words that tell something: no greetings, fillers, spelt letters or numbers."""
    words = text.split()
    return [w for w in words if len(w) > 1 and w not in _EMPTY and w not in _SPELT]


def quoted(heard: UtteranceHeard) -> Quote:
    """The whole sentence, with whose it is and when it was said."""
    return Quote(heard.seq, heard.start, heard.speaker, heard.text)


def issue_told(call: Call) -> Quote | None:
    """The customer's first sentence of substance; failing that, the fullest one they said."""
    said = [u for u in call.utterances if u.speaker == Speaker.CUSTOMER]
    first = next((u for u in said if len(substance(u.text)) >= _LEAST_WORDS), None)
    if first is None:
        told = (u for u in said if substance(u.text))
        first = max(told, key=lambda u: len(substance(u.text)), default=None)
    return quoted(first) if first else None


def causes_told(call: Call, issue: Quote | None) -> tuple[Quote, ...]:
    """The customer's sentences, then the agent's, that say why it went wrong."""
    slips = {flagged.utterance for flagged in call.conduct}  # a defence tells no cause
    causal = [u for u in call.utterances if u.seq not in slips and _tells_cause(u.text)]
    causal.sort(key=lambda u: u.speaker != Speaker.CUSTOMER)
    found = [quoted(u) for u in causal[:_ROOT_CAUSES]]
    return tuple(found or ([issue] if issue else []))


def _tells_cause(text: str) -> bool:
    return bool(_CAUSE.search(text)) and len(substance(text)) >= _LEAST_WORDS


def _stepped(call: Call, *steps: str) -> tuple[Quote, ...]:
    seqs = {tick.utterance for tick in call.ticks if tick.step in steps}
    return tuple(quoted(u) for u in call.utterances if u.seq in seqs)


def _offered(call: Call) -> tuple[Quote, ...]:
    """What the agent held out: money back, something free, something new."""
    said = (u for u in call.utterances if u.speaker == Speaker.AGENT)
    return tuple(quoted(u) for u in said if _OFFER.search(u.text) and not _REFUSED.search(u.text))


def _alerted(call: Call, categories: Iterable[Category]) -> tuple[Quote, ...]:
    """The sentences of the alerts that stand, whole: the words around a threat weigh it."""
    wanted = frozenset(categories)
    seqs = {a.utterance for a in call.alerts if _counts(a) and a.category in wanted}
    return tuple(quoted(u) for u in call.utterances if u.seq in seqs)


def _counts(alert: Alert) -> bool:
    return alert.standing and alert.utterance is not None


def _angriest(call: Call) -> list[Quote]:
    """The first of the sentences at the call's height of anger, if it rose above annoyance."""
    worst = max((rated.level for rated in call.anger), default=0)
    first = next((r.utterance for r in call.anger if r.level == worst and worst > 1), None)
    return [quoted(u) for u in call.utterances if u.seq == first]


def _last_word(call: Call) -> list[Quote]:
    """How the customer left: their last sentence that is more than a goodbye."""
    said = (u for u in reversed(call.utterances) if u.speaker == Speaker.CUSTOMER)
    last = next((u for u in said if substance(u.text)), None)
    return [quoted(last)] if last else []


def _in_order(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Without repeats; where there are more than fit, those named first stay."""
    kept = list({quote.utterance: quote for quote in quotes}.values())[:_SUMMARY_LINES]
    return tuple(sorted(kept, key=lambda quote: (quote.start, quote.utterance)))
