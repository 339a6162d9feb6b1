"""Reflecting: does the agent's sentence say back what the customer said?

No phrase tells; only the customer's earlier turns do. A stretch of the agent's sentence counts when
enough of its content is the customer's own (the same word, the same stem, or a word of the same
meaning), it is told as the customer's matter, and it neither contradicts nor asks nor promises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from companion.language.clauses import Actor, Clause, Mood
from companion.language.reading import Reading, read
from companion.language.words import stem
from companion.paths import assets

MEMORY = 6
"""How many of the customer's turns before this one count; further back it is another matter."""

_FADE = 0.85
"""A word's weight for each customer turn that lies between."""

_SMALL_NUMBER = 0.6
"""A small number alone ("two") is easily there by chance."""

_STRETCH = 4
"""Clauses that may make up one reflection."""

_EMPTY = frozenset(
    "a about actually after again ago ah all alright also always am an and another any anybody "
    "anyone anything anyway are around as ask at away back bad be because been before being bit "
    "both but by call can case check come could course day deal dear did different do does done "
    "down each either else end enough even ever every everybody everyone everything far few find "
    "fine first for from full further get give glad go goes gone good got great had happen happy "
    "has have he hear hello help her here hi him his hold how i if in indeed into is issue it its "
    "just keep kind know last least leave left less let like listen little long look lot made "
    "madam make many matter may maybe me mean might mind minute moment more most mr mrs ms miss "
    "much must my name need neither never new next no nobody none nor not nothing now of off oh "
    "ok on once one only or other our out over own part people perhaps place please point "
    "possible problem put quite rather read really right s said same saw say see seem send shall "
    "she should since sir situation so some somebody someone something soon sorry sort speak "
    "start still stop such sure take talk tell than thank thanks that the their them then there "
    "these they thing think this those though thought through time to today together told "
    "tomorrow too try turn two u understand until up us use very wait want was way we well were "
    "what when where whether which while who whole whom whose why will wish with without word "
    "would yes yet you your yourself bye goodbye cheers lovely perfect brilliant mate love pet "
    "hun darling afternoon hiya hey today's absolutely exactly certainly customer service "
    "account number reference order bear confirm detail detail's details information system".split()
)
"""Words that are in every call: sharing them says nothing."""

_NUMBERS = frozenset(
    "three four five six seven eight nine ten eleven twelve second third hundred thousand".split()
)
_TITLES = frozenset("mr mrs ms miss doctor dr sir madam".split())

_OPENERS = tuple(
    tuple(phrase.split())
    for phrase in (
        "what i am hearing|what i hear|i hear you say|i am hearing|it sound like|that sound like|"
        "sound like|sound as if|sound as though|you are say|you are tell me|you mean|in other word|"
        "if i have get this right|if i have get that right|if i have get it right|have i get|"
        "if i have understand|have i understand|if i understand|if i am understand|let me recap|"
        "to recap|let me read that back|let me say that back|let me play that back|"
        "let me make sure i|make sure i have|make sure i understand|so i have get it straight|"
        "as you say|like you say|as you tell|you tell us|you tell me|you mention|you say|"
        "from what you|by the sound of|so basically|so in short|so in a nutshell|so you|so your|"
        "so then you|so what you|so that is|so it is|so it be|so there is|so there be|"
        "right so|ok so|mean first|mean you|mean your|i gather|so the|so not|so no|so they|so he|"
        "so she|so after|so since|so from|so for|so all|so even|so when|so a|so nobody|so somebody|"
        "so two|so three|so four|so five|so first|so that"
    ).split("|")
)
"""How people announce that they are saying it back. Stems."""

_CONTRADICTS = tuple(
    tuple(phrase.split())
    for phrase in (
        "our record|the record|the system|my screen|on my side|on our side|from our side|accord to|"
        "that is not|this is not so|not true|not correct|not right|be mistaken|be wrong|"
        "you never|you should|you ought|you could have|be that as|the fact be|"
        "i think you will find|"
        "our policy|the policy|the term|term and condition|as per|unfortunately"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Reflection:
    """The words that say it back, and how surely (0 to 1)."""

    phrase: str
    score: float


@dataclass(frozen=True, slots=True)
class Echo:
    """What a stretch of clauses shares with the customer's turns; tokens `start` to `end`."""

    start: int
    end: int
    content: int
    shared: float
    fresh: float
    """The part of `shared` that comes from the customer's last turn."""
    opened: bool
    theirs: bool
    """Told of the customer or of the matter, in the past or present."""
    words: int

    @property
    def coverage(self) -> float:
        return self.shared / self.content if self.content else 0.0


def said_back(text: str, earlier: Sequence[str]) -> Reflection | None:
    """The reflection in an agent's sentence; `earlier` are the customer's turns, newest last."""
    found = [(_score(echo), echo) for echo in echoes(text, earlier)]
    score, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or score < 1.0:
        return None
    return Reflection(read(text).phrase(best.start, best.end), min(1.0, score / 2))


def echoes(text: str, earlier: Sequence[str]) -> list[Echo]:
    """Every stretch that could be a reflection, measured against the customer's turns."""
    reading = read(text)
    memory = _memory(tuple(earlier[-MEMORY:]))
    usable = [_usable(reading, clause) for clause in reading.clauses]
    if not memory or not reading.tokens or _contradicts(reading):
        return []
    found: list[Echo] = []
    for first in range(len(usable)):
        for last in range(first, min(first + _STRETCH, len(usable))):
            if not usable[last]:
                break
            found.append(_echo(reading, first, last, memory))
    return found


def _score(echo: Echo) -> float:
    """1 and more is a reflection. The bar is lower the more plainly it is announced."""
    if echo.shared < 0.6:
        return 0.0
    if echo.opened:
        return echo.shared / 0.8 if echo.coverage >= 0.15 else 0.0
    if echo.theirs:
        bar = 1.1 if echo.coverage >= 0.5 else 1.8
        return echo.shared / bar if echo.coverage >= 0.3 else 0.0
    if echo.words <= 12 and echo.coverage >= 0.5:
        return echo.shared / 1.6
    return 0.0


def _memory(turns: Sequence[str]) -> dict[str, tuple[float, bool]]:
    """Each meaning the customer voiced: its weight, and whether it was in the last turn."""
    memory: dict[str, tuple[float, bool]] = {}
    for age, turn in enumerate(reversed(turns)):
        for meaning in content(turn):
            memory.setdefault(meaning, (_FADE**age, age == 0))
    return memory


def content(text: str) -> tuple[str, ...]:
    """The meanings in a text, in order: stems of substance, one name for words of one meaning."""
    reading = read(text)
    return tuple(
        meaning
        for index in range(len(reading.tokens))
        if (meaning := _meaning(reading, index)) is not None
    )


def _meaning(reading: Reading, index: int) -> str | None:
    token = reading.tokens[index]
    named = index > 0 and reading.tokens[index - 1].norm in _TITLES
    empty = token.norm in _EMPTY or token.stem in _EMPTY or token.light
    if empty or named or len(token.norm) < 2:
        return None
    return _groups().get(token.stem, token.stem)


@cache
def _groups() -> dict[str, str]:
    path = assets() / "words" / "same_meaning.toml"
    groups: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["groups"]
    return {stem(word): group.split()[0] for group in groups for word in group.split()}


def _usable(reading: Reading, clause: Clause) -> bool:
    """Whether a clause can be part of a reflection: no question, no condition, no promise."""
    if clause.asked or clause.conditional:
        return False
    promises = clause.mood in (Mood.WILL, Mood.WANT, Mood.CAN)
    return not (clause.actor is Actor.ME and promises)


def _contradicts(reading: Reading) -> bool:
    stems = [token.stem for token in reading.tokens]
    if stems[0] in ("no", "nah", "actually", "nonsense") and "so" not in stems[:3]:
        return True
    return any(_has(stems, phrase) for phrase in _CONTRADICTS)


def _has(stems: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(
        all(_same(a, b) for a, b in zip(stems[i : i + size], phrase, strict=True))
        for i in range(len(stems) - size + 1)
    )


def _same(heard: str, wanted: str) -> bool:
    return heard == wanted or heard == stem(wanted)


def _echo(reading: Reading, first: int, last: int, memory: dict[str, tuple[float, bool]]) -> Echo:
    parts = reading.clauses[first : last + 1]
    start, end = parts[0].start, parts[-1].end
    meanings = {m for i in range(start, end) if (m := _meaning(reading, i)) is not None}
    weights = {m: _weight(m, memory[m][0]) for m in meanings if m in memory}
    stems = [token.stem for token in reading.tokens[start:end]]
    return Echo(
        start=start,
        end=end,
        content=len(meanings),
        shared=sum(weights.values()),
        fresh=sum(weight for m, weight in weights.items() if memory[m][1]),
        opened=any(_starts(stems, phrase) for phrase in _OPENERS),
        theirs=all(_theirs(part) for part in parts),
        words=end - start,
    )


def _weight(meaning: str, remembered: float) -> float:
    return remembered * (_SMALL_NUMBER if meaning in _NUMBERS else 1.0)


def _starts(stems: Sequence[str], phrase: Sequence[str], slack: int = 2) -> bool:
    """Whether a stretch opens with a phrase, after a word or two of "right then"."""
    return any(
        len(stems) >= at + len(phrase)
        and all(_same(a, b) for a, b in zip(stems[at:], phrase, strict=False))
        for at in range(slack + 1)
    )


def _theirs(clause: Clause) -> bool:
    told = (Actor.YOU, Actor.YOURS)
    return clause.actor in told and clause.mood in (Mood.DONE, Mood.PLAIN, Mood.WANT)


def customer_turns(texts: Iterable[tuple[bool, str]]) -> list[str]:
    """The customer's turns of a call, from (is the customer's, text) pairs."""
    return [text for theirs, text in texts if theirs]
