"""The agent's slips, said kindly and at once: argue, blame, dismiss, interrupt, canned.

Words are judged by the rule packs; talking over the customer by the times of both channels' words.
Each slip of a sentence is flagged once, with words to say instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.call import Call
from companion.detect.rules import Engine, Hit
from companion.detect.scores import NoScores, Scorer
from companion.events import AnyEvent, ConductFlagged, Partial, Speaker, UtteranceHeard
from companion.language import read
from companion.measures import talk_overs

KINDS = ("argue", "blame", "dismiss", "interrupt", "canned")

SURE = 0.9
"""A score alone flags a slip from here on: being blamed wrongly costs an agent's trust."""

DOUBTFUL = 0.05
"""A score below this takes a flag of the rules back."""

LET_THEM_FINISH = "Let them finish. Then: “I cut across you, please go on.”"

_RECENT = 6
"""Utterances back in which an overlap with a new one can lie."""


class ConductDetector:
    """See the module. `scorer` is a second voice beside the rules, asked by the kinds' names."""

    name = "conduct"

    def __init__(self, engine: Engine, scorer: Scorer | None = None) -> None:
        self._engine = engine
        self._scorer = scorer or NoScores()
        self._advice = {
            rule.category: rule.say_instead
            for rule in reversed(engine.rules)
            if rule.party == "agent" and rule.category in KINDS
        }

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard):
            return
        spoken = list(self._in_words(call, entry)) if entry.speaker is Speaker.AGENT else []
        yield from spoken
        if not any(flag.kind == "interrupt" for flag in spoken):
            yield from _talking_over(call, entry)

    def _in_words(self, call: Call, entry: UtteranceHeard) -> Iterator[ConductFlagged]:
        reading = read(entry.text)
        scores = self._scorer.scores(reading, call)
        hits = _strongest(self._engine.hits(reading, "agent"))
        for kind in KINDS:
            hit, score = hits.get(kind), scores.get(kind)
            if hit is not None and (score is None or score.probability >= DOUBTFUL):
                yield _flag(entry, kind, hit.phrase, hit.rule.say_instead)
            elif hit is None and score is not None and score.probability >= SURE:
                words = " ".join(reading.words[slice(*score.words)])
                yield _flag(entry, kind, words, self._advice.get(kind, LET_THEM_FINISH))


def _strongest(hits: tuple[Hit, ...]) -> dict[str, Hit]:
    """The weightiest hit of each kind; among equals the first."""
    best: dict[str, Hit] = {}
    for hit in hits:
        kind = hit.rule.category
        if kind in KINDS and (kind not in best or hit.rule.weight > best[kind].rule.weight):
            best[kind] = hit
    return best


def _flag(entry: UtteranceHeard, kind: str, phrase: str, say_instead: str) -> ConductFlagged:
    return ConductFlagged(
        at=entry.at, kind=kind, utterance=entry.seq, phrase=phrase, say_instead=say_instead
    )


def _talking_over(call: Call, entry: UtteranceHeard) -> Iterator[ConductFlagged]:
    """An agent's sentence that began in the midst of the customer's.

    Known when the later of the two is finished, whichever that is. Nothing is said where times are
    only estimates.
    """
    if call.started is None or not call.started.timed:
        return
    flagged = {f.utterance for f in call.conduct if f.kind == "interrupt"}
    for over in talk_overs(call.utterances[-_RECENT:]):
        agents = over.by.speaker is Speaker.AGENT and over.by.seq not in flagged
        if agents and entry.seq in (over.by.seq, over.over.seq):
            yield ConductFlagged(
                at=entry.at,
                kind="interrupt",
                utterance=over.by.seq,
                phrase=over.by.text,
                say_instead=LET_THEM_FINISH,
            )
