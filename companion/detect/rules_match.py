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
    exact: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Places:
    """Where a part occurs: (start, end, own tokens), by start and by end."""

    by_start: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    by_end: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    count: int = 0

    def add(self, start: int, own: tuple[int, ...]) -> None:
        end = own[-1] + 1
        self.by_start.setdefault(start, []).append((end, own))
        self.by_end.setdefault(end, []).append((start, own))
        self.count += 1


@dataclass(frozen=True, slots=True)
class _Plan(Generic[Key]):
    key: Key
    pattern: Pattern
    parts: tuple[int, ...]


class Matcher(Generic[Key]):
    """Patterns compiled together; each belongs to a key of the caller's."""

    def __init__(self, patterns: Iterable[tuple[Key, Pattern]]) -> None:
        self._root = _Node()
        self._part_ids: dict[tuple[Phrase, ...], int] = {}
        self._plans: dict[int, list[_Plan[Key]]] = defaultdict(list)
        plans = [
            _Plan(key, pattern, tuple(self._part(step.phrases) for step in pattern.steps))
            for key, pattern in patterns
        ]
        users: dict[int, int] = defaultdict(int)
        for plan in plans:
            for part in set(plan.parts):
                users[part] += 1
        for plan in plans:
            # Filed under the part that fewest patterns share: so it is seldom looked at in vain.
            self._plans[min(plan.parts, key=lambda part: users[part])].append(plan)

    def _part(self, phrases: tuple[Phrase, ...]) -> int:
        if phrases not in self._part_ids:
            number = len(self._part_ids)
            self._part_ids[phrases] = number
            for phrase in phrases:
                self._plant(phrase, number)
        return self._part_ids[phrases]

    def _plant(self, phrase: Phrase, number: int) -> None:
        node = self._root
        for exact, form in phrase:
            branch = node.exact if exact else node.stems
            node = branch.setdefault(form, _Node())
        if number not in node.ends:
            node.ends.append(number)

    def find(self, reading: Reading) -> Iterator[tuple[Key, Found]]:
        """Every place of every pattern, in no particular order."""
        places = self._places(reading.tokens)
        for part in places:
            for plan in self._plans.get(part, ()):
                if all(other in places for other in plan.parts):
                    for found in _tried(plan, places, reading):
                        yield plan.key, found

    def _places(self, tokens: Sequence[Token]) -> dict[int, _Places]:
        places: dict[int, _Places] = defaultdict(_Places)
        for start in range(len(tokens)):
            pending: list[tuple[_Node, int, tuple[int, ...]]] = [(self._root, start, ())]
            while pending:
                node, index, own = pending.pop()
                for number in node.ends:
                    places[number].add(start, own)
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
        return places


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
    seed: tuple[int, int, tuple[int, ...]],
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
    by_start: dict[int, list[tuple[int, tuple[int, ...]]]],
    tokens: Sequence[Token],
    index: int,
    gap: int,
) -> tuple[int, tuple[int, ...]] | None:
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
    by_end: dict[int, list[tuple[int, tuple[int, ...]]]],
    tokens: Sequence[Token],
    index: int,
    gap: int,
) -> tuple[int, tuple[int, ...]] | None:
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
