"""A small reader of phrase grammars: a table of productions over tokens, the longest reading wins.

A production is a line of words with the function that makes something of them:

    ("the? ORD of? MONTH YEAR?", day_of_month)

Lower-case words stand for themselves, upper-case names for a kind of token or, where the table has
productions of that name, for whatever they read. `a|b` is a choice, `?` marks what may be missing.
The function gets the context and then the values of the upper-case names in order; None means that
the words do not fit after all. A production must not begin with its own name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Context = TypeVar("Context")

_DEEPEST = 12
"""Names within names; nobody says "a week from a week from a week from today" any deeper."""


@dataclass(frozen=True, slots=True)
class Token:
    """One or several words read as one thing, words `start` up to `end`."""

    text: str
    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens `start` up to `end` mean."""

    value: Any
    start: int
    end: int


Guard = Callable[[Sequence[Token], int, int], bool]
"""Whether a production fits between what stands before token `start` and from token `end` on."""


@dataclass(frozen=True, slots=True)
class _Element:
    choices: frozenset[str]
    names: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Production:
    """`pattern` as described above; `guard` may refuse a reading by what stands around it."""

    pattern: str
    make: Callable[..., Any]
    guard: Guard | None = None
    elements: tuple[_Element, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", tuple(map(_element, self.pattern.split())))


def _element(written: str) -> _Element:
    choices = written.removesuffix("?").split("|")
    names = tuple(choice for choice in choices if choice.isupper())
    return _Element(frozenset(choices), names, written.endswith("?"))


class Grammar(Generic[Context]):
    """Productions by the name of what they read."""

    def __init__(self, table: Mapping[str, Sequence[Production]]) -> None:
        self._table = table
        self._first = {name: self._by_first(name) for name in table}

    def read(self, tokens: Sequence[Token], context: Context) -> Reader[Context]:
        return Reader(self, tokens, context)

    def productions(self, name: str, token: Token) -> Iterator[Production]:
        """Those that can begin with this token."""
        by_first = self._first[name]
        yield from by_first.get(token.text, ())
        if token.kind != token.text:
            yield from by_first.get(token.kind, ())

    def knows(self, name: str) -> bool:
        return name in self._table

    def _by_first(self, name: str) -> dict[str, list[Production]]:
        by_first: dict[str, list[Production]] = defaultdict(list)
        for production in self._table[name]:
            for first in self._firsts(production):
                by_first[first].append(production)
        return dict(by_first)

    def _firsts(self, production: Production) -> set[str]:
        firsts: set[str] = set()
        for element in production.elements:
            for choice in element.choices:
                if choice in self._table:
                    firsts.update(*(self._firsts(below) for below in self._table[choice]))
                else:
                    firsts.add(choice)
            if not element.optional:
                break
        return firsts


class Reader(Generic[Context]):
    """Reads one line of tokens; every name is read at most once at each token."""

    def __init__(
        self, grammar: Grammar[Context], tokens: Sequence[Token], context: Context
    ) -> None:
        self._grammar = grammar
        self._tokens = tokens
        self._context = context
        self._known: dict[tuple[str, int], Reading | None] = {}
        self._depth = 0

    def longest(self, name: str, at: int) -> Reading | None:
        """The longest thing of this name that begins at token `at`; the first in the table wins."""
        key = (name, at)
        if key not in self._known:
            self._depth += 1
            self._known[key] = self._search(name, at) if self._depth <= _DEEPEST else None
            self._depth -= 1
        return self._known[key]

    def _search(self, name: str, at: int) -> Reading | None:
        best: Reading | None = None
        if at >= len(self._tokens):
            return None
        for production in self._grammar.productions(name, self._tokens[at]):
            for end, values in self._match(production.elements, at):
                if best is not None and end <= best.end:
                    continue
                if production.guard is not None and not production.guard(self._tokens, at, end):
                    continue
                made = production.make(self._context, *values)
                if made is not None:
                    best = Reading(made, at, end)
        return best

    def _match(self, elements: Sequence[_Element], at: int) -> Iterator[tuple[int, list[Any]]]:
        """Every way to lay the elements over the tokens from `at` on."""
        if not elements:
            yield at, []
            return
        head, rest = elements[0], elements[1:]
        for end, values in self._match_one(head, at):
            for last, more in self._match(rest, end):
                yield last, values + more
        if head.optional:
            yield from self._match(rest, at)

    def _match_one(self, element: _Element, at: int) -> Iterator[tuple[int, list[Any]]]:
        if at >= len(self._tokens):
            return
        token = self._tokens[at]
        if token.text in element.choices:
            yield at + 1, []
        elif token.kind in element.choices:
            yield at + 1, [token.value]
        for name in element.names:
            if self._grammar.knows(name):
                found = self.longest(name, at)
                if found is not None:
                    yield found.end, [found.value]
