"""Finds all patterns in an utterance at once, in time proportional to its length.

One trie holds every phrase of every pattern. A single pass over the tokens says where each part of
each pattern occurs; a pattern is then tried only where its rarest part stands, and only if all its
parts occur at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from companion.detect.rules_pattern import ANY, Pattern, Phrase
from companion.language import Reading, Token

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern at tokens `start` to `end` (not included); `own` are those its words stand on."""

    pattern: Pattern
    start: int
    end: int
    own: frozenset[int]


@dataclass(slots=True)
class _Node:
    """A place in the trie. `number` is 0 until a phrase ends here."""

    exact: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    number: int = 0


Own = tuple[int, ...]
"""The tokens that the words of a phrase stand on."""

_Occurrences = dict[int, list[Own]]
"""Where phrases occur, by the number of the node at which they end."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a part occurs, by its first token and by the one after its last."""

    by_start: dict[int, list[tuple[int, Own]]]
    by_end: dict[int, list[tuple[int, Own]]]
    count: int


@dataclass(frozen=True, slots=True)
class _Plan(Generic[Key]):
    key: Key
    pattern: Pattern
    parts: tuple[int, ...]


class Matcher(Generic[Key]):
    """Patterns compiled together; each belongs to a key of the caller's."""

    def __init__(self, patterns: Iterable[tuple[Key, Pattern]]) -> None:
        self._root = _Node()
        self._nodes = 0
        self._part_ids: dict[tuple[Phrase, ...], int] = {}
        self._part_nodes: list[frozenset[int]] = []
        self._rarity: list[float] = []
        self._plans: dict[int, list[_Plan[Key]]] = defaultdict(list)
        self._keyed: dict[int, list[int]] = defaultdict(list)
        for key, pattern in patterns:
            plan = _Plan(key, pattern, tuple(self._part(s.phrases) for s in pattern.steps))
            # Filed under its rarest part, so that it is seldom looked at in vain.
            self._plans[min(plan.parts, key=lambda part: self._rarity[part])].append(plan)
        for part in self._plans:
            for node in self._part_nodes[part]:
                self._keyed[node].append(part)

    def _part(self, phrases: tuple[Phrase, ...]) -> int:
        if phrases not in self._part_ids:
            self._part_ids[phrases] = len(self._part_nodes)
            self._part_nodes.append(frozenset(self._planted(phrase) for phrase in phrases))
            self._rarity.append(sum(_commonness(phrase) for phrase in phrases))
        return self._part_ids[phrases]

    def _planted(self, phrase: Phrase) -> int:
        node = self._root
        for exact, form in phrase:
            branch = node.exact if exact else node.stems
            node = branch.setdefault(form, _Node())
        if not node.number:
            self._nodes += 1
            node.number = self._nodes
        return node.number

    def find(self, reading: Reading) -> Iterator[tuple[Key, Found]]:
        """Every place of every pattern, in no particular order."""
        occurs = self._occurrences(reading.tokens)
        known: dict[int, _Places] = {}
        candidates = {part for node in occurs for part in self._keyed.get(node, ())}
        for part in sorted(candidates):
            for plan in self._plans[part]:
                if any(self._part_nodes[other].isdisjoint(occurs) for other in plan.parts):
                    continue
                for other in plan.parts:
                    if other not in known:
                        known[other] = _places(self._part_nodes[other], occurs)
                for found in _tried(plan, known, reading):
                    yield plan.key, found

    def _occurrences(self, tokens: Sequence[Token]) -> _Occurrences:
        occurs: _Occurrences = {}
        for start in range(len(tokens)):
            pending: list[tuple[_Node, int, Own]] = [(self._root, start, ())]
            while pending:
                node, index, own = pending.pop()
                if node.number:
                    occurs.setdefault(node.number, []).append(own)
                if index >= len(tokens) or len(own) > _LONGEST_PHRASE:
                    continue
                token = tokens[index]
                branches = (
                    node.exact.get(token.norm),
                    node.stems.get(token.stem),
                    None if token.light else node.exact.get(ANY),
                )
                pending += [(branch, index + 1, (*own, index)) for branch in branches if branch]
                if own and token.light and index - own[-1] <= _LIGHT_RUN:
                    pending.append((node, index + 1, own))
        return occurs


_COMMON = frozenset(
    "i we you he she they it a an the and or but be do have not no to of in on at for with my your "
    "our this that there what who how when will would can could go get put take make see say tell "
    "come know want out up down back over off one his her their all about me him them us if from "
    "as so here now then just".split()
)


def _commonness(phrase: Phrase) -> float:
    """How often a phrase is to be expected, roughly."""
    common = sum(form in _COMMON or form == ANY for _, form in phrase)
    return 50.0 if common == len(phrase) == 1 else 5.0 if common == len(phrase) else 1.0


def _places(nodes: frozenset[int], occurs: _Occurrences) -> _Places:
    by_start: dict[int, list[tuple[int, Own]]] = {}
    by_end: dict[int, list[tuple[int, Own]]] = {}
    count = 0
    for node in nodes.intersection(occurs):
        for own in occurs[node]:
            start, end = own[0], own[-1] + 1
            by_start.setdefault(start, []).append((end, own))
            by_end.setdefault(end, []).append((start, own))
            count += 1
    return _Places(by_start, by_end, count)


_LONGEST_PHRASE = 12
_LIGHT_RUN = 3


def _tried(plan: _Plan[Key], places: dict[int, _Places], reading: Reading) -> Iterator[Found]:
    rarest = min(range(len(plan.parts)), key=lambda place: places[plan.parts[place]].count)
    for start, ends in places[plan.parts[rarest]].by_start.items():
        for end, own in ends:
            found = _grown(plan, places, reading.tokens, rarest, (start, end, own))
            if found is not None and _placed(plan.pattern, found, reading):
                yield found


def _grown(
    plan: _Plan[Key],
    places: dict[int, _Places],
    tokens: Sequence[Token],
    rarest: int,
    seed: tuple[int, int, Own],
) -> Found | None:
    """The nearest way to complete a pattern around its rarest part."""
    start, end, own = seed
    steps = plan.pattern.steps
    for place in range(rarest + 1, len(steps)):
        after = _next(places[plan.parts[place]].by_start, tokens, end, steps[place].gap)
        if after is None:
            return None
        end, more = after
        own += more
    for place in range(rarest - 1, -1, -1):
        before = _previous(places[plan.parts[place]].by_end, tokens, start, steps[place + 1].gap)
        if before is None:
            return None
        start, more = before
        own += more
    return Found(plan.pattern, start, end, frozenset(own))


def _next(
    by_start: dict[int, list[tuple[int, Own]]],
    tokens: Sequence[Token],
    index: int,
    gap: int,
) -> tuple[int, Own] | None:
    lights = 0
    while index < len(tokens) and gap >= 0:
        if index in by_start:
            return max(by_start[index])
        if tokens[index].light and lights < _LIGHT_RUN:
            lights += 1
        else:
            gap -= 1
            lights = 0
        index += 1
    return None


def _previous(
    by_end: dict[int, list[tuple[int, Own]]],
    tokens: Sequence[Token],
    index: int,
    gap: int,
) -> tuple[int, Own] | None:
    lights = 0
    while index > 0 and gap >= 0:
        if index in by_end:
            return min(by_end[index])
        if tokens[index - 1].light and lights < _LIGHT_RUN:
            lights += 1
        else:
            gap -= 1
            lights = 0
        index -= 1
    return None


def _placed(pattern: Pattern, found: Found, reading: Reading) -> bool:
    """Whether the marks "<", ">", "<<", ">>" hold, looking through light words."""
    tokens = reading.tokens
    if pattern.utterance_start and not _only_light(tokens, 0, found.start):
        return False
    if pattern.utterance_end and not _only_light(tokens, found.end, len(tokens)):
        return False
    if pattern.clause_start:
        begins = reading.clause(found.start).start
        if not _only_light(tokens, begins, found.start):
            return False
    if pattern.clause_end:
        return _only_light(tokens, found.end, reading.clause(found.end - 1).end)
    return True


def _only_light(tokens: Sequence[Token], start: int, end: int) -> bool:
    between = end - start
    return between <= _OPENING_RUN and all(_opening(token) for token in tokens[start:end])


_OPENING_RUN = 5
_OPENINGS = frozenset("and but or so then well look listen right ok yes no oh please now".split())


def _opening(token: Token) -> bool:
    return token.light or token.norm in _OPENINGS
