"""An utterance as the detectors read it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from companion.language.clauses import Clause, clauses
from companion.language.frames import Frame, Scope, scopes
from companion.language.words import Token, heard_words, tokens

LONGEST = 12_000
"""Words read of one utterance; nobody says more in one breath, and time must stay bounded."""


@dataclass(frozen=True)
class Reading:
    """Heard words, their normal forms, their clauses and what frames them. Indexes are of tokens.

    Made by `read`; equal texts give the very same reading. Clauses and frames are made out when
    they are first asked for: most sentences have no word that anybody wants to know them of.
    """

    words: tuple[str, ...]
    tokens: tuple[Token, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return clauses(self.tokens)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        return scopes(self.tokens, self.clauses)

    def phrase(self, start: int, end: int) -> str:
        """The heard words behind tokens `start` to `end` (not included)."""
        first, last = self.word_span(start, end)
        return " ".join(self.words[first:last])

    def word_span(self, start: int, end: int) -> tuple[int, int]:
        """First heard word and the one after the last, for tokens `start` to `end`."""
        return self.tokens[start].word, self.tokens[end - 1].word + 1

    def clause(self, token: int) -> Clause:
        """The clause that a token is in."""
        return self.clauses[bisect_right(self.clauses, token, key=lambda c: c.start) - 1]

    def frames(self, token: int, own: frozenset[int] = frozenset()) -> frozenset[Frame]:
        """What frames a token; frames set up by the tokens in `own` are left out."""
        return frozenset(
            scope.frame
            for scope in self.scopes
            if scope.start <= token < scope.end and not own.intersection(scope.by)
        )


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Read an utterance. Any text; time grows in proportion to its length."""
    words = heard_words(text)[:LONGEST]
    return Reading(words, tokens(words))
