"""Plain measures of a call's turn-taking: shares, pace, talk-over, dead air. Never a mood.

A measure is None where it cannot be known: times that are only estimates, or a single channel on
which nobody can tell who spoke.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from companion.call import Call
from companion.events import Speaker, UtteranceHeard

DEAD_AIR_S = 3.0
"""Both silent for longer than this is dead air. Amazon's and MiiTel's threshold (Google: 5 s)."""

TALK_OVER_S = 1.0
"""Speech on speech from here on is talk-over; MiiTel draws overlaps from 1 s. Shorter is a slip."""

PAUSE_S = 0.6
"""A gap between words below this is breath inside a sentence, not an end that invites an answer.

Gaps between turns of telephone talk lie around 0.2 s; a recogniser's own endpoint is 0.5 to 1 s.
"""

_SAME_TIME_S = 0.3
"""Two who start within a reaction time of each other both meant to answer; neither cuts in."""

_BACKCHANNEL = frozenset(
    "ah absolutely alright aye exactly fine gosh grand hm hmm huh indeed mm mhm mmm no oh ok okay "
    "really right sure true uh uhhuh um well wow yeah yep yes yup i see got it of course go on "
    "thank you thanks".split()
)
"""Said while the other goes on: a sign of listening, no bid for the floor."""

_LONGEST_BACKCHANNEL = 4

BLEED = 0.7
"""Two sides who say this share of the same words at the same time are one voice heard twice."""

_OTHER = {Speaker.AGENT: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.AGENT}


@dataclass(frozen=True, slots=True)
class Span:
    """Unbroken speech of one side, in seconds of call audio."""

    start: float
    end: float
    utterance: UtteranceHeard

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class TalkOver:
    """`by` began to speak while `over` was in mid-sentence; `seconds` both spoke."""

    by: UtteranceHeard
    over: UtteranceHeard
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares are 0 to 1, times seconds, pace words a minute of the agent's own talk time."""

    agent_talk_share: float | None
    agent_wpm: float | None
    agent_interrupts: int | None
    customer_interrupts: int | None
    dead_air_s: float | None
    longest_monologue_s: float | None


def measure(call: Call) -> Measures:
    """The call's measures so far."""
    if call.started is None or not call.started.timed:
        return Measures(None, None, None, None, None, None)
    silence = dead_air(call)
    if any(heard.speaker == Speaker.UNKNOWN for heard in call.utterances):
        return Measures(None, None, None, None, silence, None)
    agent, customer = (_talk_time(call, side) for side in (Speaker.AGENT, Speaker.CUSTOMER))
    words = sum(len(u.text.split()) for u in call.utterances if u.speaker == Speaker.AGENT)
    overs = talk_overs(call.utterances)
    return Measures(
        agent_talk_share=agent / (agent + customer) if agent + customer > 0 else None,
        agent_wpm=words / agent * 60 if agent > 0 else None,
        agent_interrupts=sum(over.by.speaker == Speaker.AGENT for over in overs),
        customer_interrupts=sum(over.by.speaker == Speaker.CUSTOMER for over in overs),
        dead_air_s=silence,
        longest_monologue_s=_longest_monologue(call),
    )


def spans(utterance: UtteranceHeard) -> list[Span]:
    """The utterance's unbroken stretches; one where its words carry no times."""
    if not utterance.words:
        return [Span(utterance.start, utterance.end, utterance)]
    found: list[Span] = []
    start = utterance.words[0].start
    for word, following in pairwise(utterance.words):
        if following.start - word.end >= PAUSE_S:
            found.append(Span(start, word.end, utterance))
            start = following.start
    return [*found, Span(start, utterance.words[-1].end, utterance)]


def talk_overs(utterances: Iterable[UtteranceHeard]) -> list[TalkOver]:
    """Each utterance that cut into the other side's sentence, once, in the order of time.

    Counted where both speak for `TALK_OVER_S` or more and the later one says more than "mhm".
    """
    stretches = sorted(
        (span for heard in utterances for span in spans(heard)), key=lambda span: span.start
    )
    found: dict[tuple[Speaker, float], TalkOver] = {}
    running: dict[Speaker, Span] = {}
    for span in stretches:
        heard = span.utterance
        other = running.get(_OTHER.get(heard.speaker, heard.speaker))
        if other is not None and heard.speaker in _OTHER and _cuts_in(span, other):
            seconds = min(span.end, other.end) - span.start
            over = TalkOver(heard, other.utterance, span.start, seconds)
            found.setdefault((heard.speaker, heard.start), over)
        if heard.speaker not in running or running[heard.speaker].end < span.end:
            running[heard.speaker] = span
    return list(found.values())


def _cuts_in(span: Span, other: Span) -> bool:
    """Whether `span` starts in the midst of `other`'s sentence and goes on talking over it."""
    bids = not is_backchannel(span.utterance.text) and not is_backchannel(other.utterance.text)
    bids = bids and not _is_bleed(span.utterance, other.utterance)
    in_its_midst = span.start - other.start >= _SAME_TIME_S
    return bids and in_its_midst and min(span.end, other.end) - span.start >= TALK_OVER_S


def _is_bleed(one: UtteranceHeard, other: UtteranceHeard) -> bool:
    """Whether both channels heard the same words: a loudspeaker, not two people talking."""
    words, others = one.text.split(), other.text.split()
    fewest = min(len(words), len(others))
    return fewest > 0 and len(set(words) & set(others)) >= BLEED * fewest


def is_backchannel(text: str) -> bool:
    """Whether these words only say "I am listening"."""
    words = text.split()
    return len(words) <= _LONGEST_BACKCHANNEL and all(word in _BACKCHANNEL for word in words)


def dead_air(call: Call) -> float:
    """Seconds of silences above `DEAD_AIR_S` between the first and the last word heard."""
    return sum(end - start for start, end in silences(call, DEAD_AIR_S))


def silences(call: Call, longer_than: float) -> list[tuple[float, float]]:
    """From when to when nobody spoke, between the first and the last word heard.

    Sound that was lost is no silence: nobody knows what was said there.
    """
    heard = [(span.start, span.end) for u in call.utterances for span in spans(u)]
    lost = [(gap.at, gap.at + gap.seconds) for gap in call.lost]
    first, last = min(heard, default=(0.0, 0.0))[0], max((end for _, end in heard), default=0.0)
    return [
        (start, end)
        for start, end in _gaps(sorted([*heard, *lost]))
        if start >= first and end <= last and end - start > longer_than
    ]


def _gaps(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    reached = stretches[0][1] if stretches else 0.0
    for start, end in stretches:
        if start > reached:
            yield reached, start
        reached = max(reached, end)


def _talk_time(call: Call, side: Speaker) -> float:
    return sum(span.length for u in call.utterances if u.speaker == side for span in spans(u))


def _longest_monologue(call: Call) -> float:
    """The agent's longest run that neither the customer's words nor dead air broke."""
    longest, start, reached = 0.0, 0.0, -1.0
    stretches = (span for heard in call.utterances for span in spans(heard))
    for span in sorted(stretches, key=lambda span: span.start):
        if span.utterance.speaker != Speaker.AGENT:
            if not is_backchannel(span.utterance.text):
                reached = -1.0
            continue
        if reached < 0 or span.start - reached > DEAD_AIR_S:
            start = span.start
        reached = max(reached, span.end)
        longest = max(longest, reached - start)
    return longest
