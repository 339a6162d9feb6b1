"""How angry each of the customer's sentences is, 0 to 3, with the words that say so.

Cues of the packs are weighed and added up, then set against the course of the call: anger outlasts
the sentence that showed it, an agent's slip feeds it, and thanks, jokes and apologies cool it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from companion.call import Call
from companion.detect.rules import Engine, Hit
from companion.detect.scores import NoScores, Score, Scorer
from companion.events import AngerRated, AnyEvent, Category, Partial, Speaker, UtteranceHeard
from companion.language import Reading, read

LEVELS = (0.75, 1.85, 3.3)
"""From these sums of cues on, a sentence is annoyed, angry, furious."""

FADING = (1.0, 0.5, 0.3, 0.2)
"""What the strongest cue counts, then the next; further ones add no more."""

ALERT_WEIGHTS = {
    Category.ABUSE: 3.0,
    Category.VIOLENCE: 2.4,
    Category.LEGAL: 1.1,
    Category.REGULATOR: 1.1,
    Category.REPUTATION: 1.1,
    Category.CHURN: 1.0,
    Category.ESCALATION: 0.8,
}
"""What a threat, an insult or asking for the boss says of anger. Despair is no anger."""

OUTLASTS = 0.5
"""The part of the last level (as a sum) that still stands in the next sentence."""

SLIP = 0.6
"""What an agent's slip just before adds, for one who is angry or whose words show anger."""

ECHO = 0.7
"""What it adds to fling the agent's words back: "declined my foot"."""

SOOTHED = -0.4
"""What a good answer just before takes off."""

SURE = 0.8
"""From this probability on a score moves the level of the cues by one."""

MOST_QUOTED = 4

_SCORED = ("anger_1", "anger_2", "anger_3")


@dataclass(frozen=True, slots=True)
class _Cue:
    weight: float
    words: tuple[int, int]


class AngerDetector:
    """Rates every sentence of the customer; nobody's where it is unknown who speaks."""

    name = "anger"

    def __init__(self, engine: Engine, scorer: Scorer | None = None) -> None:
        self._engine = engine
        self._scorer = scorer or NoScores()

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.CUSTOMER:
            return ()
        reading = read(entry.text)
        cues = cues_in(self._engine, reading)
        total = _added_up(cues) + _context(call, entry, reading, cues)
        level = sum(total >= least for least in LEVELS)
        level, cues = _with_scores(level, cues, self._scorer.scores(reading, call))
        because = _quotes(reading, cues) if level else ()
        if level and not because:
            because = _lasting(call)
            level = level if because else 0
        return (AngerRated(at=entry.at, utterance=entry.seq, level=level, because=because),)


def cues_in(engine: Engine, reading: Reading) -> tuple[_Cue, ...]:
    """The signs of anger (positive) and calm (negative) in an utterance."""
    return tuple(
        _Cue(weight, hit.words)
        for hit in engine.hits(reading, "customer")
        if (weight := _weight(hit)) != 0
    )


def _weight(hit: Hit) -> float:
    if hit.rule.category in ("anger", "swearing", "calm"):
        return hit.rule.weight
    if hit.rule.heated:
        return 0.3
    return ALERT_WEIGHTS.get(hit.rule.category, 0.0)  # type: ignore[call-overload]


def _added_up(cues: Sequence[_Cue]) -> float:
    rising = sorted((cue.weight for cue in cues if cue.weight > 0), reverse=True)
    cooling = [cue.weight for cue in cues if cue.weight < 0]
    heat = sum(weight * part for weight, part in zip(rising, FADING, strict=False))
    return heat + min(cooling, default=0.0)


def _context(call: Call, heard: UtteranceHeard, reading: Reading, cues: Sequence[_Cue]) -> float:
    last = _last_level(call)
    total = OUTLASTS * _as_sum(last)
    answer = _answer_before(call, heard)
    if answer is None:
        return total
    warm = last > 0 or any(cue.weight > 0 for cue in cues)
    if warm and any(slip.utterance == answer.seq for slip in call.conduct):
        total += SLIP
    elif any(tick.utterance == answer.seq for tick in call.ticks):
        total += SOOTHED
    if warm and _echoes(reading, read(answer.text)):
        total += ECHO
    return total


def _last_level(call: Call) -> int:
    return call.anger[-1].level if call.anger else 0


def _as_sum(level: int) -> float:
    return (0.0, 1.2, 2.4, 3.4)[level]


def _answer_before(call: Call, heard: UtteranceHeard) -> UtteranceHeard | None:
    """What the agent said between the customer's last sentence and this one."""
    for utterance in reversed(call.utterances):
        if utterance.seq != heard.seq:
            return utterance if utterance.speaker is Speaker.AGENT else None
    return None


_PLAIN = frozenset(
    "i you it he she we they the a an my your and but so no not yes do be have will is this that in "
    "on at to of for with one two three four five six seven eight nine ten monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september "
    "october november december morning afternoon evening week day today tomorrow ok thank what how "
    "who when where can could would there all me us".split()
)


def _echoes(reading: Reading, answer: Reading) -> bool:
    """Whether it opens by flinging the agent's own content word back, and goes on."""
    said = {token.stem for token in answer.tokens} - _PLAIN
    opening = [token.stem for token in reading.tokens if not token.light][:3]
    return len(reading.tokens) > len(opening) and bool(said.intersection(opening))


def _with_scores(
    level: int, cues: tuple[_Cue, ...], scores: Mapping[str, Score]
) -> tuple[int, tuple[_Cue, ...]]:
    """The level moved by at most one step towards what the scorer is sure of, with its words."""
    sure = [scores.get(label) for label in _SCORED]
    higher = sure[level] if level < len(sure) else None
    if higher is not None and higher.probability >= SURE:
        return level + 1, (*cues, _Cue(0.1, higher.words))
    same = sure[level - 1] if level else None
    if same is not None and same.probability <= 1 - SURE:
        return level - 1, cues
    return level, cues


def _quotes(reading: Reading, cues: Sequence[_Cue]) -> tuple[str, ...]:
    """The words of the strongest cues, longest first claim, in spoken order."""
    chosen: list[tuple[int, int]] = []
    for cue in sorted(cues, key=lambda cue: -cue.weight):
        first, last = cue.words
        apart = all(last <= start or end <= first for start, end in chosen)
        if cue.weight > 0 and apart and len(chosen) < MOST_QUOTED:
            chosen.append(cue.words)
    return tuple(" ".join(reading.words[first:last]) for first, last in sorted(chosen))


def _lasting(call: Call) -> tuple[str, ...]:
    """Words said before that still stand, where the sentence itself shows none."""
    return call.anger[-1].because if call.anger else ()
