"""Heard words -> tokens with one normal form for every accent, spelling and shortening."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from companion.language.forms import LEMMAS, expanded

LIGHT = frozenset(
    "uh um er erm ah hmm mm uhm eh just actually really honestly basically literally seriously "
    "bloody fucking freaking flipping frigging effing damn damned goddamn sodding bleeding "
    "blooming absolutely totally simply definitely certainly personally also even 's fuckin "
    "feckin fecking flaming pissing motherfucking rather quite obviously probably".split()
)
"""Fillers and strengtheners: a pattern of neighbouring words looks through them."""

_DOERS = ("er", "or")
_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One normal form. `word` is the index of the heard word it comes from."""

    norm: str
    stem: str
    word: int

    @property
    def light(self) -> bool:
        return self.norm in LIGHT


_STEMMER = Stemmer.Stemmer("english", 0)  # without a cache of its own: `stem` has one
"""Porter's second English stemmer, in C: NLTK's takes a third of a second and 20 MB to import."""


@lru_cache(maxsize=65536)
def stem(norm: str) -> str:
    """The form shared by a word's inflections: "sued" -> "sue", "cancellation" -> "cancel"."""
    if norm in LEMMAS:
        return LEMMAS[norm]
    if len(norm) < 4 or "'" in norm:
        return norm
    if norm.removesuffix("s").endswith(_DOERS):
        return norm.removesuffix("s")  # a reporter is not the same as a report
    stemmed: str = _STEMMER.stemWord(norm)
    return stemmed


def heard_words(text: str) -> tuple[str, ...]:
    """The words of a text as they stand, lower case; typographic apostrophes become plain ones."""
    plain = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    return tuple(match.group().strip("'-") or match.group() for match in _WORD.finditer(plain))


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((norm, stem(norm)) for part in expanded(word) for norm in part.split("-") if norm)


def tokens(words: tuple[str, ...]) -> tuple[Token, ...]:
    """Normal forms in order; a shortened word gives several tokens, all pointing back at it."""
    return tuple(
        Token(norm, stemmed, index)
        for index, word in enumerate(words)
        for norm, stemmed in _forms(word)
    )
