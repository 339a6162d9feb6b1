"""Heard words read as English: normal forms, clauses, actors and what frames the words.

    reading = read("nobody's going to any court")
    reading.tokens[0].norm            # "nobody"
    reading.clauses[0].actor          # Actor.OTHER
    reading.frames(5)                 # {Frame.NEGATED}

Nothing here knows of calls, categories or rules.
"""

from __future__ import annotations

from companion.language.clauses import Actor, Clause, Mood
from companion.language.frames import Frame, Scope
from companion.language.reading import Reading, read
from companion.language.words import LIGHT, Token, stem

__all__ = ["LIGHT", "Actor", "Clause", "Frame", "Mood", "Reading", "Scope", "Token", "read", "stem"]
