"""The rule engine: which rules of the packs an utterance fulfils, and on which words.

    engine = default_engine()
    for hit in engine.hits(read("i'm calling my lawyer"), "customer"):
        hit.rule.name, hit.phrase, hit.words    # "legal.lawyer", "calling my lawyer", (1, 4)

A rule is patterns plus the circumstances in which they count: who acts, in which mood, not denied,
not somebody else's words. `companion/detect/rules_pack.py` reads rules from TOML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from companion.detect.packs_in_use import packs_in_use
from companion.detect.rules_match import Found, Matcher
from companion.detect.rules_pack import Pack, Rule
from companion.errors import OutsideError
from companion.language import Frame, Reading

NEAR = 5
"""An `unless_near` pattern counts if it is at most this many words from the hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that an utterance fulfils. `words`: first heard word and the one after the last."""

    rule: Rule
    start: int
    end: int
    phrase: str
    words: tuple[int, int]
    at_end: bool
    """It holds because the words end here; one more word may undo it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule whose words are there but whose circumstances are not, and why; for `rules test`."""

    rule: Rule
    phrase: str
    why: str
    words: tuple[int, int]
    """As in a hit."""
    excluded: bool = False
    """The rule's own list of exceptions says so."""


_Judgement = tuple[tuple[Hit, ...], tuple[Refusal, ...]]

_Key = tuple[Rule, str]
"""A rule and which of its pattern lists a pattern comes from."""


class Engine:
    """All rules of some packs, compiled once; drafts if asked. Safe to share between threads.

    `troubles` says which files of the team's are not among the packs, and why.
    """

    def __init__(
        self,
        packs: Iterable[Pack],
        *,
        drafts: bool = False,
        troubles: Iterable[OutsideError] = (),
    ) -> None:
        self.packs = tuple(packs)
        self.troubles = tuple(troubles)
        self.rules = tuple(
            rule
            for pack in self.packs
            for rule in pack.rules
            if rule.enabled and (drafts or not rule.draft)
        )
        parties = sorted({rule.party for rule in self.rules})
        self._matchers = {party: self._compiled(party) for party in parties}
        self._last: tuple[Reading, str, _Judgement] | None = None

    def _compiled(self, party: str) -> Matcher[_Key]:
        return Matcher(
            ((rule, role), pattern)
            for rule in self.rules
            if rule.party == party
            for role, patterns in (
                ("any", rule.any),
                ("unless_near", rule.unless_near),
                ("unless_said", rule.unless_said),
                ("with", rule.needs),
            )
            for pattern in patterns
        )

    def hits(self, reading: Reading, party: str) -> tuple[Hit, ...]:
        """The rules for this party that hold, each with its first good place, in order of place."""
        return self.explained(reading, party)[0]

    def explained(
        self, reading: Reading, party: str
    ) -> tuple[tuple[Hit, ...], tuple[Refusal, ...]]:
        """The hits, and the rules whose words are there but do not count, each with the reason."""
        last = self._last
        if last is not None and last[0] is reading and last[1] == party:
            return last[2]  # several detectors look at the same words one after the other
        judged = self._judged(reading, party)
        self._last = (reading, party, judged)
        return judged

    def _judged(self, reading: Reading, party: str) -> _Judgement:
        found: dict[str, dict[str, list[Found]]] = {}
        rules: dict[str, Rule] = {}
        matcher = self._matchers.get(party)
        for (rule, role), place in matcher.find(reading) if matcher else ():
            rules[rule.name] = rule
            found.setdefault(rule.name, {}).setdefault(role, []).append(place)
        hits: list[Hit] = []
        refusals: list[Refusal] = []
        for name, roles in found.items():
            outcome = _judged(rules[name], roles, reading)
            if isinstance(outcome, Hit):
                hits.append(outcome)
            elif outcome is not None:
                refusals.append(outcome)
        hits.sort(key=lambda hit: (hit.start, hit.end, hit.rule.name))
        return tuple(hits), tuple(refusals)


@cache
def default_engine() -> Engine:
    """The packs in use, compiled on first use. OutsideError if one of ours is broken."""
    found = packs_in_use()
    return Engine(found.packs, troubles=found.troubles)


def _judged(rule: Rule, roles: dict[str, list[Found]], reading: Reading) -> Hit | Refusal | None:
    places = sorted(roles.get("any", ()), key=lambda place: (place.start, -place.end))
    if not places:
        return None
    refusal: Refusal | None = None
    if roles.get("unless_said"):
        said = roles["unless_said"][0]
        also = f"also said: {_phrase(reading, said)}"
        return _refused(rule, places[0], reading, also, excluded=True)
    if rule.needs and "with" not in roles:
        return _refused(rule, places[0], reading, "what must go with it is missing")
    for place in places:
        why = _why_not(rule, place, reading)
        beside = None if why else _beside(place, roles.get("unless_near", ()))
        if why is None and beside is None:
            words = reading.word_span(place.start, place.end)
            marked = place.pattern.clause_end or place.pattern.utterance_end
            at_end = marked and place.end == len(reading.tokens)
            return Hit(rule, place.start, place.end, _phrase(reading, place), words, at_end)
        if beside is not None:
            near = f"near it: {_phrase(reading, beside)}"
            refusal = refusal or _refused(rule, place, reading, near, excluded=True)
        elif why is not None:
            refusal = refusal or _refused(rule, place, reading, why)
    return refusal


def _why_not(rule: Rule, place: Found, reading: Reading) -> str | None:
    own = sorted(place.own)
    clause = reading.clause(own[0])
    if rule.actors and clause.actor not in rule.actors:
        return f"the actor is {clause.actor}"
    if rule.moods and clause.mood not in rule.moods:
        return f"the mood is {clause.mood}"
    framed = reading.frames(own[-1], place.own) | reading.frames(own[0], place.own)
    barred = framed & rule.unless
    if barred:
        return f"it is {', '.join(sorted(barred))}"
    if rule.only and not framed & rule.only:
        return f"it is not {' or '.join(sorted(rule.only))}"
    return None


def _beside(place: Found, others: Sequence[Found]) -> Found | None:
    for other in others:
        if other.start <= place.end + NEAR and place.start <= other.end + NEAR:
            return other
    return None


def _refused(
    rule: Rule, place: Found, reading: Reading, why: str, *, excluded: bool = False
) -> Refusal:
    words = reading.word_span(place.start, place.end)
    return Refusal(rule, _phrase(reading, place), why, words, excluded)


def _phrase(reading: Reading, place: Found) -> str:
    return reading.phrase(place.start, place.end)


__all__ = ["NEAR", "Engine", "Frame", "Hit", "Refusal", "default_engine"]
