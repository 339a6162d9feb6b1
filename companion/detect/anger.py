"""How angry each of the customer's sentences is, 0 to 3, with the words that say so.

Two things tell. What is said: the cues of the packs, the listener accused ("you", "your driver"),
the agent's words flung back. And where it is said: anger outlasts the sentence that showed it, an
agent's slip feeds it, a good answer and thanks cool it. Both are added up by `WEIGHTS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.call import Call
from companion.detect.often import often_enough
from companion.detect.recent import said_of
from companion.detect.rules import Engine, Hit
from companion.detect.scores import NoScores, Score, Scorer, log_odds
from companion.events import AngerRated, AnyEvent, Category, Partial, Speaker, UtteranceHeard
from companion.language import Actor, Reading, read

WEIGHTS = {
    "cues": 0.58,
    "calm": -0.7,
    "echo": 0.69,
    "you": 0.41,
    "yours": 0.63,
    "length": 0.59,
    "denials": 0.1,
    "was_annoyed": 1.75,
    "was_angry": 2.95,
    "was_furious": 3.56,
    "opening": 0.65,
    "slip": 1.22,
    "answered": -0.57,
}
"""What each sign counts: an ordinal logistic regression over our own training calls, as
`tools/training/fit_anger.py` prints it."""

LEVELS = (2.23, 3.4, 5.79)
"""From these sums on, a sentence is annoyed, angry, furious; from the same script."""

ALERT_WEIGHTS = {
    Category.ABUSE: 3.0,
    Category.VIOLENCE: 2.4,
    Category.LEGAL: 1.1,
    Category.REGULATOR: 1.1,
    Category.REPUTATION: 1.1,
    Category.CHURN: 1.0,
    Category.ESCALATION: 0.8,
}
"""How strong a cue a threat, an insult or asking for the boss is. Despair is no anger."""

FADING = (1.0, 0.5, 0.3, 0.2)
"""What the strongest cue counts, then the next; further ones add no more."""

CLEAR, FURIOUS = 1.2, 2.3
"""The strongest cue from which on a sentence is at least annoyed, at least angry."""

MOST_QUOTED = 4

_SCORED = ("anger_1", "anger_2", "anger_3")

TOGETHER: Mapping[str, tuple[float, float, float]] = {
    "anger_1": (1.14, 0.27, -0.39),
    "anger_2": (-0.29, 0.44, 0.39),
    "anger_3": (0.13, 0.34, 0.82),
    "cues": (0.30, 0.07, 0.34),
    "calm": (-0.59, -0.40, -0.85),
    "echo": (0.07, 0.26, 0.23),
    "you": (-0.34, -0.19, 0.04),
    "yours": (0.65, -0.30, -0.44),
    "length": (-0.32, -0.27, -0.17),
    "denials": (0.09, 0.18, 0.00),
    "was_annoyed": (0.33, 0.26, 0.14),
    "was_angry": (0.75, 0.39, 0.26),
    "was_furious": (1.80, 1.21, 0.98),
    "opening": (1.01, 0.23, 0.16),
    "slip": (0.36, 0.35, 0.17),
    "answered": (-0.17, -0.02, -0.21),
    "bias": (0.14, 0.56, 0.18),
}
"""What the odds of the scores and the signs count for "at least annoyed", "angry", "furious".

Logistic regressions on the calls that taught the scores nothing, with the detector's own earlier
levels, by `tools/training/fit_anger_together.py`. The scores know wordings and the last turns; how
the course is weighed, with an answer that cooled it, the signs know best.
"""

ENOUGH = 0.4
"""How likely a level must be, all told; on calls held out in turn the best for agreement."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of anger (positive) or of calm (negative) on some words: first and one after last."""

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
        said = (entry.speaker, entry.at, entry.seq)
        hits = self._engine.hits(reading, "customer")
        cues = cues_of(often_enough(self._engine, hits, call, said))
        scores = self._scorer.scores(reading, call)
        found = signs(call, entry.seq, reading, cues)
        level, cues = _with_scores(dict(found), cues, scores)
        because = _because(call, reading, cues) if level else ()
        return (AngerRated(at=entry.at, utterance=entry.seq, level=level, because=because),)


def by_signs(found: Mapping[str, float], cues: Sequence[Cue]) -> int:
    """The level of a sentence with these signs and cues, without any scores."""
    total = sum(WEIGHTS[name] * value for name, value in found.items())
    return max(floor(cues), sum(total >= least for least in LEVELS))


def floor(cues: Sequence[Cue]) -> int:
    """The least level of plain words of anger, wherever they stand in a call, unless softened."""
    if any(cue.weight < 0 for cue in cues):
        return 0
    strongest = max((cue.weight for cue in cues), default=0.0)
    return 2 if strongest >= FURIOUS else 1 if strongest >= CLEAR else 0


def signs(
    call: Call, utterance: int | None, reading: Reading, cues: Sequence[Cue]
) -> tuple[tuple[str, float], ...]:
    """The signs by name, as `WEIGHTS` counts them."""
    before = next((one for one in reversed(call.anger) if one.utterance != utterance), None)
    last = before.level if before else 0
    answer = _answer_before(call, utterance)
    echo = answer is not None and _echoes(reading, read(answer.text))
    slip = answer is not None and any(said_of(call.conduct, answer.seq))
    tick = answer is not None and any(said_of(call.ticks, answer.seq))
    norms = [token.norm for token in reading.tokens]
    return (
        ("cues", min(4.0, _risen(cues))),
        ("calm", max((-cue.weight for cue in cues if cue.weight < 0), default=0.0)),
        ("echo", float(echo)),
        ("you", min(3.0, _addressed(norms))),
        ("yours", min(2.0, sum(clause.actor is Actor.YOURS for clause in reading.clauses))),
        ("length", min(30, len(norms)) / 10),
        ("denials", min(2.0, sum(norm in _DENIALS for norm in norms))),
        ("was_annoyed", float(last == 1)),
        ("was_angry", float(last == 2)),
        ("was_furious", float(last == 3)),
        ("opening", float(before is None)),
        ("slip", float(slip)),
        ("answered", float(tick and not slip)),
    )


def _addressed(norms: Sequence[str]) -> int:
    """How often the listener is named, but for being thanked."""
    thanked = sum(pair == ("thank", "you") for pair in pairwise(norms))
    return norms.count("you") + norms.count("your") - thanked


def cues_of(hits: Iterable[Hit]) -> tuple[Cue, ...]:
    """The signs of anger and calm among the rules that hold."""
    weighed = ((_weight(hit), hit.words) for hit in hits)
    return tuple(Cue(weight, words) for weight, words in weighed if weight)


_DENIALS = frozenset("not no never nobody nothing".split())


def _weight(hit: Hit) -> float:
    if hit.rule.category in ("anger", "swearing", "calm"):
        return hit.rule.weight
    if hit.rule.setting:
        return 0.3  # it counts as a threat only where there is anger already
    known = {category.value: weight for category, weight in ALERT_WEIGHTS.items()}
    return known.get(hit.rule.category, 0.0)


def _risen(cues: Sequence[Cue]) -> float:
    rising = sorted((cue.weight for cue in cues if cue.weight > 0), reverse=True)
    return sum(weight * part for weight, part in zip(rising, FADING, strict=False))


def _answer_before(call: Call, utterance: int | None) -> UtteranceHeard | None:
    """What the agent said between the customer's last sentence and this one."""
    for heard in reversed(call.utterances):
        if heard.seq != utterance:
            return heard if heard.speaker is Speaker.AGENT else None
    return None


_PLAIN = frozenset(
    "i you it he she we they the a an my your and but so no not yes do be have will is this that "
    "in on at to of for with one two three four five six seven eight nine ten monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december morning afternoon evening week day today tomorrow ok "
    "thank what how who when where can could would there all me us".split()
)


def _echoes(reading: Reading, answer: Reading) -> bool:
    """Whether it opens by flinging the agent's own content word back, and goes on."""
    said = {token.stem for token in answer.tokens} - _PLAIN
    opening = [token.stem for token in reading.tokens if not token.light][:3]
    return len(reading.tokens) > len(opening) and bool(said.intersection(opening))


def _soothed(cues: Sequence[Cue]) -> bool:
    """Thanks and the like, and nothing beside them."""
    return bool(cues) and all(cue.weight < 0 for cue in cues)


def _with_scores(
    found: Mapping[str, float], cues: tuple[Cue, ...], scores: Mapping[str, Score]
) -> tuple[int, tuple[Cue, ...]]:
    """The level that signs and scores give together; the words of a score that raised it."""
    level = by_signs(found, cues)
    asked = [scores[label] for label in _SCORED if label in scores]
    if len(asked) < len(_SCORED):
        return level, cues
    together = weighed(found, [score.probability for score in asked])
    if together == 1 and level == 0 and _soothed(cues):
        return 0, cues  # a slight doubt of somebody's thanks is worth nothing
    if together > level:
        cues = (*cues, Cue(0.1, asked[together - 1].words))
    return together, cues


def weighed(found: Mapping[str, float], chances: Sequence[float]) -> int:
    """The level by the signs and by the scores' chances of "at least" each level."""
    odds = {name: log_odds(chance) for name, chance in zip(_SCORED, chances, strict=True)}
    values = {**odds, **found, "bias": 1.0}
    sums = (sum(TOGETHER[name][n] * values[name] for name in TOGETHER) for n in range(3))
    return sum(total >= log_odds(ENOUGH) for total in sums)


def _because(call: Call, reading: Reading, cues: Sequence[Cue]) -> tuple[str, ...]:
    """The words of the strongest cues, in spoken order.

    A sentence without a cue of its own is rated by the course of the call: then the words that
    accuse the listener are quoted, else what was said before and still stands, else the sentence.
    """
    chosen: list[tuple[int, int]] = []
    for cue in sorted(cues, key=lambda cue: -cue.weight):
        first, last = cue.words
        apart = all(last <= start or end <= first for start, end in chosen)
        if cue.weight > 0 and apart and len(chosen) < MOST_QUOTED:
            chosen.append(cue.words)
    if chosen:
        return tuple(" ".join(reading.words[first:last]) for first, last in sorted(chosen))
    accusing = [clause for clause in reading.clauses if clause.actor in (Actor.YOU, Actor.YOURS)]
    if accusing:
        return (reading.phrase(accusing[0].start, accusing[0].end),)
    standing = call.anger[-1].because if call.anger else ()
    return standing or ((reading.phrase(0, len(reading.tokens)),) if reading.tokens else ())
