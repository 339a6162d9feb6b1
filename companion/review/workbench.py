"""The rule workbench: change a rule, and see which stored sentences it gains and loses.

    bench = Workbench(store)
    bench.prepare(watch)                              # reads all sentences once for their words
    text = edited(pack_text("legal"), "court", "unless_near", add=["court shoes"])
    effect = bench.effect("legal", text, watch)       # index first, then the real engine
    effect.rules[0].gained, effect.rules[0].precision_after
    enable("legal", text)                             # pack_versions.py: the team's own pack

A sentence is held against the rule alone, in its call where the rule asks for a heated or a
hopeless one. What may still come between a rule and an alert is left out, because it belongs to
whole calls: the trained scorer, `count`, `once`, and another rule of the same category on the same
sentence (`Change.already` tells of the last). `companion recheck` says what becomes of a call.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

from companion.call import Call, fold
from companion.detect.heat import fits
from companion.detect.rules import Engine, Hit
from companion.detect.rules_check import Doubt, Failure, doubts, failures
from companion.detect.rules_pack import Pack, Rule, load_packs, read_pack, shared_lists
from companion.detect.rules_pattern import Pattern
from companion.language import Reading, read
from companion.paths import team
from companion.review.corpus import Corpus, Sentence, StoppedError, Watch
from companion.review.marks import Marks, Place, Precision, alert_places, read_marks
from companion.store import Store

_EXCEPTIONS = ("unless_near", "unless_said")
_TOLD = frozenset({"any", "needs", *_EXCEPTIONS, "fires", "quiet", "guidance", "say_instead"})
"""Fields that either change nothing about when a rule holds, or are compared pattern by pattern."""

_CALM = frozenset({"severity", "weight", "wait", "count", "within_s", "once", "cooldown_s",
                   "priority", "due_by_minute"})  # fmt: skip
"""Fields that say what becomes of a sentence for which the rule holds."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stored sentence that a rule gains or loses, and the words that do it.

    `already`: another alert of the same category stands on the sentence in the stored call.
    """

    call_id: str
    utterance: int
    start: float
    text: str
    phrase: str
    already: bool


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What becomes of one rule. `candidates` sentences were looked at by the engine; `every`: they
    are all there are. The precision is that of the rule on every sentence that is marked for its
    category, changed or not.
    """

    rule: str
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    candidates: int
    every: bool
    precision_before: Precision
    precision_after: Precision


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed pack does. `failures` are its own tests that fail now; `doubts` its unsafe
    patterns and the words that the model can never hear.
    """

    pack: Pack
    rules: tuple[RuleEffect, ...]
    failures: tuple[Failure, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """A rule that is otherwise, new (`before` None) or gone (`after` None)."""

    name: str
    before: Rule | None
    after: Rule | None

    @property
    def party(self) -> str:
        rule = self.after or self.before
        assert rule is not None
        return rule.party


class Workbench:
    """Rules held against the stored sentences. Belongs to the thread of the store.

    `words` are the model's (companion.detect.vocabulary); none: they are not compared.
    """

    def __init__(self, store: Store, words: frozenset[str] = frozenset()) -> None:
        self._store = store
        self._words = words
        self._corpus = Corpus(store)
        self._marks: Marks | None = None
        self.renew()

    def renew(self) -> None:
        """Take the packs as they are in use now. OutsideError where one cannot be read."""
        self._packs = {pack.name: pack for pack in load_packs()}
        self._engine = Engine(self._packs.values())

    def prepare(self, watch: Watch = lambda done, of: True) -> int:
        """Learn what has come since the last time, the reviewers' marks too; returns the calls."""
        calls = self._corpus.refresh(watch)
        self._marks = read_marks(self._store)
        return calls

    def drafted(self, name: str, text: str) -> Pack:
        """The pack that this text makes. OutsideError says what is wrong with it, and where."""
        return read_pack(text, team() / "phrases" / f"{name}.toml", shared_lists())

    def effect(self, name: str, text: str, watch: Watch = lambda done, of: True) -> Effect:
        """What the pack `name` does with this text, against the rules in use.

        OutsideError for a text that is no pack. StoppedError where `watch` says that it is enough.
        """
        if self._marks is None:
            self.prepare(watch)
        pack = self.drafted(name, text)
        before = self._packs.get(name)
        edits = _edits(before.rules if before else (), pack.rules)
        found = tuple(self._effect_of(edit, watch) for edit in edits)
        every = Engine((self._packs | {name: pack}).values())
        failed = tuple(failures(every, name))
        return Effect(pack, found, failed, tuple(doubts(Engine([pack]), self._words)))

    def _effect_of(self, edit: _Edit, watch: Watch) -> RuleEffect:
        places = self._corpus.candidates(_touched(edit), edit.party)
        of = self._corpus.count(edit.party) if places is None else len(places)
        engines = [Engine([_only(rule)]) if rule else None for rule in (edit.before, edit.after)]
        gained: list[tuple[Sentence, Hit]] = []
        lost: list[tuple[Sentence, Hit]] = []
        done = 0
        for some in self._corpus.sentences(places, edit.party):
            for sentence in some:
                was, now = (self._holds(engine, edit, sentence) for engine in engines)
                if now and not was:
                    gained.append((sentence, now))
                elif was and not now:
                    lost.append((sentence, was))
            done += len(some)
            if not watch(done, of):
                raise StoppedError
        rule = edit.after or edit.before
        assert rule is not None
        calls = _Calls(self._corpus, self._store)
        before, after = (self._precision(engine, edit, rule.category) for engine in engines)
        return RuleEffect(
            rule=edit.name,
            gained=tuple(calls.change(*one, rule) for one in gained),
            lost=tuple(calls.change(*one, rule) for one in lost),
            candidates=of,
            every=places is None,
            precision_before=before,
            precision_after=after,
        )

    def _precision(self, engine: Engine | None, edit: _Edit, category: str) -> Precision:
        """Of the marked sentences of the category that the rule holds for, how many are right."""
        assert self._marks is not None
        found: set[Place] = set()
        for place in (*self._marks.right, *self._marks.missed):
            call_id, seq, about = place
            if about == category:
                sentence = self._corpus.sentence(call_id, seq, edit.party)
                if sentence is not None and self._holds(engine, edit, sentence):
                    found.add(place)
        return self._marks.precision(found)

    def _holds(self, engine: Engine | None, edit: _Edit, sentence: Sentence) -> Hit | None:
        if engine is None:
            return None
        reading = read(sentence.text)
        hits = engine.hits(reading, edit.party)
        if not hits:
            return None
        if hits[0].rule.setting in ("heated", "despair") and not self._fits(
            hits[0], reading, edit, sentence
        ):
            return None
        return hits[0]

    def _fits(self, hit: Hit, reading: Reading, edit: _Edit, sentence: Sentence) -> bool:
        """Whether the call, up to the sentence, is as the rule wants it to be."""
        entries = self._store.load(self._corpus.call_id(sentence.call_place))
        call: Call = fold(entry for entry in entries if entry.seq <= sentence.seq)
        others = [h for h in self._engine.hits(reading, edit.party) if h.rule.name != edit.name]
        return fits(hit.rule.setting, call, [*others, hit], sentence.seq)


class _Calls:
    """Names of calls, and what alerts they have, each looked up once."""

    def __init__(self, corpus: Corpus, store: Store) -> None:
        self._corpus = corpus
        self._store = store
        self._ids: dict[int, str] = {}
        self._alerts: dict[str, list[tuple[int, str, str]]] = {}

    def id(self, sentence: Sentence) -> str:
        place = sentence.call_place
        if place not in self._ids:
            self._ids[place] = self._corpus.call_id(place)
        return self._ids[place]

    def change(self, sentence: Sentence, hit: Hit, rule: Rule) -> Change:
        call_id = self.id(sentence)
        already = any(
            utterance == sentence.seq and category == rule.category and by != rule.name
            for utterance, category, by in self._alerts_of(call_id)
        )
        return Change(call_id, sentence.seq, sentence.start, sentence.text, hit.phrase, already)

    def _alerts_of(self, call_id: str) -> list[tuple[int, str, str]]:
        if call_id not in self._alerts:
            found = self._store.read(partial(alert_places, call_id=call_id))
            self._alerts[call_id] = list(found.values())
        return self._alerts[call_id]


def _edits(before: Iterable[Rule], after: Iterable[Rule]) -> list[_Edit]:
    """The rules that hold otherwise. One that is switched off, or a draft, does not hold."""
    old = {rule.name: rule for rule in before if rule.enabled and not rule.draft}
    new = {rule.name: rule for rule in after if rule.enabled and not rule.draft}
    edits = [_Edit(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new])]
    return [edit for edit in edits if _touched(edit)]


def _touched(edit: _Edit) -> tuple[Pattern, ...]:
    """The patterns without which a sentence is judged as before; none: the rule is as it was.

    Where only patterns differ, those do: whoever fulfils none of them is judged by the same others.
    """
    before, after = edit.before, edit.after
    if before is None or after is None:
        rule = after or before
        assert rule is not None
        return rule.any
    everywhere = (*before.any, *after.any)
    if before.party != after.party or _circumstances(before) != _circumstances(after):
        return everywhere
    if bool(before.needs) != bool(after.needs):
        return everywhere
    touched: list[Pattern] = []
    for role in ("any", "needs", *_EXCEPTIONS):
        old, new = getattr(before, role), getattr(after, role)
        touched += [pattern for pattern in old if pattern not in new]
        touched += [pattern for pattern in new if pattern not in old]
    return tuple(touched)


def _circumstances(rule: Rule) -> tuple[object, ...]:
    """Everything but patterns on which it depends whether the rule holds."""
    apart = _TOLD | _CALM | {"name", "category", "enabled", "draft"}
    return tuple(getattr(rule, one.name) for one in fields(rule) if one.name not in apart)


def _only(rule: Rule) -> Pack:
    return Pack(rule.name, rule.name, Path(), (replace(rule, count=1),))
