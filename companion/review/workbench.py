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

from dataclasses import dataclass

from companion.call import Call, fold
from companion.detect.heat import fits
from companion.detect.rules import Engine, Hit
from companion.detect.rules_check import Doubt, Failure, doubts, failures
from companion.detect.rules_pack import Pack, load_packs, read_pack, shared_lists
from companion.language import Reading, read
from companion.paths import team
from companion.review.corpus import Corpus, Pace, Sentence, Watch, unwatched
from companion.review.edits import Edit, edits
from companion.review.marks import Marks, Place, Precision, read_marks
from companion.review.trial import Change, Gathered, Tell, Trial, untold
from companion.store import Store


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

    def prepare(self, watch: Watch = unwatched) -> int:
        """Learn what has come since the last time, the reviewers' marks too; returns the calls."""
        calls = self._corpus.refresh(watch)
        self._marks = read_marks(self._store)
        return calls

    def drafted(self, name: str, text: str) -> Pack:
        """The pack that this text makes. OutsideError says what is wrong with it, and where."""
        return read_pack(text, team() / "phrases" / f"{name}.toml", shared_lists())

    def effect(
        self,
        name: str,
        text: str,
        watch: Watch = unwatched,
        tell: Tell = untold,
    ) -> Effect:
        """What the pack `name` does with this text, against the rules in use.

        The latest calls come first; `tell` is shown what is found meanwhile. OutsideError for a
        text that is no pack. StoppedError where `watch` says that it is enough.
        """
        if self._marks is None:
            self.prepare(watch)
        pack = self.drafted(name, text)
        before = self._packs.get(name)
        changed = edits(before.rules if before else (), pack.rules)
        found = tuple(self._effect_of(edit, watch, tell, len(changed)) for edit in changed)
        every = Engine((self._packs | {name: pack}).values())
        failed = tuple(failures(every, name))
        return Effect(pack, found, failed, tuple(doubts(Engine([pack]), self._words)))

    def _effect_of(self, edit: Edit, watch: Watch, tell: Tell, rules: int) -> RuleEffect:
        places = self._corpus.candidates(edit.touched, edit.party, watch)
        of = self._corpus.count(edit.party) if places is None else len(places)
        trial = Trial(edit, self._holds)
        gathered = Gathered(edit, self._corpus, self._store, rules, tell)
        pace, done = Pace(watch), 0
        for some in self._corpus.sentences(places, edit.party):
            for sentence in some:
                pace.step(done, of)
                gathered.add(sentence, *trial.change(sentence))
                done += 1
            gathered.tell_now_and_then()
        gained, lost = gathered.whole()
        before, after = (self._precision(engine, edit) for engine in trial.engines)
        return RuleEffect(edit.name, gained, lost, of, places is None, before, after)

    def _precision(self, engine: Engine | None, edit: Edit) -> Precision:
        """Of the marked sentences of the category that the rule holds for, how many are right."""
        category = edit.rule.category
        assert self._marks is not None
        found: set[Place] = set()
        for place in (*self._marks.right, *self._marks.missed):
            call_id, seq, about = place
            if about == category:
                sentence = self._corpus.sentence(call_id, seq, edit.party)
                if sentence is not None and self._holds(engine, edit, sentence):
                    found.add(place)
        return self._marks.precision(found)

    def _holds(self, engine: Engine | None, edit: Edit, sentence: Sentence) -> Hit | None:
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

    def _call_id(self, place: int) -> str:
        return self._corpus.calls([place])[place].call_id

    def _fits(self, hit: Hit, reading: Reading, edit: Edit, sentence: Sentence) -> bool:
        """Whether the call, up to the sentence, is as the rule wants it to be."""
        entries = self._store.load(self._call_id(sentence.call_place))
        call: Call = fold(entry for entry in entries if entry.seq <= sentence.seq)
        others = [h for h in self._engine.hits(reading, edit.party) if h.rule.name != edit.name]
        return fits(hit.rule.setting, call, [*others, hit], sentence.seq)
