"""Tests of the rule packs: do they fire where they must, and can they be heard at all?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from companion.call import Call
from companion.detect.heat import fits
from companion.detect.rules import Engine, Hit
from companion.detect.rules_pack import Pack, Rule
from companion.detect.rules_pattern import ANY, Pattern
from companion.detect.sound_alikes import SoundAlikes
from companion.errors import OutsideError
from companion.language import LIGHT, read, stem

TOO_COMMON = frozenset(
    "i you we they he she it a an the and or but is be do have not no yes to of in on at for with "
    "my your our this that there here what who how when why will can would go get put take make "
    "see say tell come know want need like good one two time day thing way back up out".split()
)
"""A pattern of one of these words alone would fire in every call."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A test sentence of a pack that went wrong."""

    pack: str
    rule: str
    sentence: str
    why: str

    def error(self) -> OutsideError:
        """What stands in the way of using the pack, for whoever writes it."""
        return OutsideError(
            f'The test "{self.sentence}" of {self.rule or self.pack} fails: {self.why}.',
            "Mend the pattern, or the test where it is wrong.",
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a rule that may not do what its writer hopes; `offers` sound like it."""

    pack: str
    rule: str
    phrase: str
    why: str
    offers: tuple[str, ...] = ()


def holding(engine: Engine, text: str, party: str, call: Call | None = None) -> tuple[Hit, ...]:
    """The rules that hold for a sentence said in this call, or as the first of a call."""
    reading = read(text)
    hits = engine.hits(reading, party)
    before = call or Call()
    return tuple(hit for hit in hits if fits(hit.rule.setting, before, hits, None))


def failures(engine: Engine, only: str = "") -> Iterator[Failure]:
    """The test sentences that went wrong, pack by pack. Each is said as the first of a call.

    `only` names a pack whose tests alone are made, among all the others' rules.
    """
    for pack in engine.packs:
        if only and pack.name != only:
            continue
        for rule in pack.rules:
            if rule.enabled:
                yield from _of_rule(engine, pack, rule)
        names = {rule.name for rule in pack.rules}
        for sentence in pack.quiet:
            for party in sorted({rule.party for rule in pack.rules}):
                for hit in holding(engine, sentence, party):
                    if hit.rule.name in names:
                        why = f"{hit.rule.name} fires on '{hit.phrase}'"
                        yield Failure(pack.name, "", sentence, why)


def _of_rule(engine: Engine, pack: Pack, rule: Rule) -> Iterator[Failure]:
    for sentence in rule.fires:
        if all(hit.rule is not rule for hit in holding(engine, sentence, rule.party)):
            yield Failure(
                pack.name, rule.name, sentence, f"silent: {_reason(engine, sentence, rule)}"
            )
    for sentence in rule.quiet:
        for hit in holding(engine, sentence, rule.party):
            if hit.rule is rule:
                yield Failure(pack.name, rule.name, sentence, f"fires on '{hit.phrase}'")


def _reason(engine: Engine, sentence: str, rule: Rule) -> str:
    hits, refusals = engine.explained(read(sentence), rule.party)
    if any(hit.rule is rule for hit in hits):
        return f"the sentence alone is not {rule.setting}"
    return next((r.why for r in refusals if r.rule is rule), "no pattern matches")


def doubts(engine: Engine, heard: frozenset[str]) -> Iterator[Doubt]:
    """Patterns that are unsafe, and phrases with a word that the model never hears.

    `heard` is the model's words; none: that is not looked at. With each word that the model never
    hears come those of its words that sound like it.
    """
    stems = {stem(word) for word in heard}
    alikes = SoundAlikes(heard)
    seen: set[str] = set()
    for pack in engine.packs:
        for rule in pack.rules:
            for pattern in rule.any:
                if _too_common(pattern):
                    why = "too short: it fires on a word that every call has"
                    yield Doubt(pack.name, rule.name, pattern.source, why)
                for word in _unheard(pattern, heard, stems) if heard else ():
                    if word not in seen:
                        seen.add(word)
                        why = "the model never hears this word"
                        yield Doubt(pack.name, rule.name, word, why, alikes.offers(word))


def _too_common(pattern: Pattern) -> bool:
    if len(pattern.steps) > 1 or pattern.clause_start or pattern.utterance_start:
        return False
    return any(
        len(phrase) == 1 and (phrase[0][1] in TOO_COMMON or phrase[0][1] in LIGHT)
        for phrase in pattern.steps[0].phrases
    )


def _unheard(pattern: Pattern, heard: frozenset[str], stems: set[str]) -> Iterator[str]:
    for step in pattern.steps:
        for phrase in step.phrases:
            for exact, form in phrase:
                known = form in heard if exact else form in stems or form in heard
                if not known and form not in (ANY, "'s") and not form.isdigit():
                    yield form
