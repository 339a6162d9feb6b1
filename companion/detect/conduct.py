"""The agent's slips, said kindly and at once: argue, blame, dismiss, interrupt, canned.

Words are judged by the rule packs; talking over the customer by the times of both channels' words.
Each slip of a sentence is flagged once, with words to say instead.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from companion.call import Call
from companion.detect.checklist import heard_steps
from companion.detect.often import often_enough
from companion.detect.recent import last_said
from companion.detect.rules import Engine, Hit
from companion.detect.rules_pack import PLAIN
from companion.detect.scores import NoScores, Score, Scorer
from companion.events import AnyEvent, ConductFlagged, Partial, Speaker, UtteranceHeard
from companion.language import Actor, Mood, Reading, read
from companion.measures import talk_overs

KINDS = ("argue", "blame", "dismiss", "interrupt", "canned")

HINT, SLIP = 0.5, 1.0
"""Weights of the packs' rules below `PLAIN`: what counts only in a defence, and alone."""

SPOKEN_ALONE = ("interrupt", "canned")
"""These stand beside anything: an apology can be canned."""

DEFENCES = ("blame", "dismiss", "argue")
"""Ways of defending oneself, the one that hurts most first."""

LET_THEM_FINISH = "Let them finish. Then: “I cut across you, please go on.”"

_STILL = 3
"""Customer's sentences for which annoyance lasts."""

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
        least = self._least_weight(call, entry)
        said = (entry.speaker, entry.at, entry.seq)
        holding = often_enough(self._engine, self._engine.hits(reading, "agent"), call, said)
        hits = _kept(_strongest(holding), least)
        found = {kind: (hit.phrase, hit.rule.say_instead) for kind, hit in hits.items()}
        if not found and least == HINT and _disputes(reading):
            found["argue"] = (" ".join(reading.words), self._advice["argue"])
        for kind in KINDS:
            if kind in found and _borne_out(scores.get(kind)):
                yield _flag(entry, kind, *found[kind])
        for kind, score in _by_wording(scores, found):
            words = " ".join(reading.words[slice(*score.words)])
            yield _flag(entry, kind, words, self._advice.get(kind, LET_THEM_FINISH))

    def _least_weight(self, call: Call, entry: UtteranceHeard) -> float:
        """How plain a rule must be to count here. A hint will do in a defence to an angry customer.

        Whoever asks, says back, regrets or acts means well; a slip beside it must be plain.
        """
        if heard_steps(self._engine, call, entry):
            return PLAIN
        return HINT if _not_calm(call, entry) else SLIP


def _borne_out(score: Score | None) -> bool:
    return score is None or score.bears_out(by_rule=True)


def _by_wording(scores: Mapping[str, Score], found: Container[str]) -> Iterator[tuple[str, Score]]:
    """The slips that the statistics hear where no rule did."""
    for kind, score in scores.items():
        if kind in KINDS and kind not in found and score.bears_out(by_rule=False):
            yield kind, score


def _not_calm(call: Call, entry: UtteranceHeard) -> bool:
    """Whether one of the customer's last sentences before this one was annoyed or angrier."""
    still = {u.seq for u in last_said(call, Speaker.CUSTOMER, _STILL, before=entry.seq)}
    return any(one.utterance in still and one.level > 0 for one in call.anger[-_STILL:])


def _kept(hits: dict[str, Hit], least: float) -> dict[str, Hit]:
    """What is flagged of what was hit: stock phrases and hushing always, of a defence its gist.

    A defence often sounds like arguing, blaming and dismissing at once; only the plainest of the
    three is said to the agent, and none where the sentence was a stock phrase or a hush.
    """
    alone = {kind: hit for kind, hit in hits.items() if kind in SPOKEN_ALONE}
    defence = [hit for kind in DEFENCES if (hit := hits.get(kind)) and hit.rule.weight >= least]
    weightiest = max((hit.rule.weight for hit in defence), default=0.0)
    if weightiest < (PLAIN if alone else HINT):
        return alone
    gist = [hit for hit in defence if hit.rule.weight == weightiest]
    kept = gist if weightiest >= SLIP else gist[:1]
    return alone | {hit.rule.category: hit for hit in kept}


def _disputes(reading: Reading) -> bool:
    """Whether the sentence only tells how it was, with a denial or a reason: a defence by facts.

    "That door was closed so nobody came in"; said to somebody who is angry, and nothing else.
    """
    acting = [clause for clause in reading.clauses if clause.actor is not Actor.NONE]
    norms = {token.norm for token in reading.tokens}
    asked = any(clause.asked for clause in reading.clauses)
    if asked or not acting or acting[0].actor not in (Actor.OTHER, Actor.MINE):
        return False
    told = acting[0].mood is Mood.DONE or bool(norms & _PAST)
    return told and bool(norms & _ARGUING)


_PAST = frozenset("was were had did".split())
_ARGUING = frozenset(
    "though mind so because since therefore if not never nobody none nothing only".split()
)


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
