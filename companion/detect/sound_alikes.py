"""What a model writes instead of a word that it does not know: known words that sound like it.

"trustpilot" is heard as "trust pilot", "whatsapp" as "whats app". A team adds an offer to its
list, best after it has heard the phrase spoken (`python -m tools.mishearings`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jellyfish import levenshtein_distance, metaphone

MOST = 2
"""So many offers a word are enough to choose from."""

_SHORTEST = 3
_LETTERS_OFF = 0.5
"""So many letters a letter may a whole offer differ: what is further off sounds different too."""


class SoundAlikes:
    """An index of the words that a model knows, by their sound."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(word for word in known if word.isalpha() and word.isascii())
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            self._by_sound[metaphone(word)].append(word)

    def offers(self, word: str) -> tuple[str, ...]:
        """Up to `MOST` words, or pairs of words, that sound like this one; the closest first."""
        if not word.isalpha() or not word.isascii():
            return ()
        found = {
            offer: levenshtein_distance(offer.replace(" ", ""), word) for offer in self._all(word)
        }
        near = [offer for offer, off in found.items() if off <= _LETTERS_OFF * len(word)]
        return tuple(sorted(near, key=lambda offer: (found[offer], " " in offer, offer))[:MOST])

    def _all(self, word: str) -> Iterator[str]:
        yield from self._by_sound.get(metaphone(word), ())
        for place in range(_SHORTEST, len(word) - _SHORTEST + 1):
            parts = [self._closest(part) for part in (word[:place], word[place:])]
            if all(parts):
                yield " ".join(parts)

    def _closest(self, part: str) -> str:
        """The known word that sounds like a part and is spelled most like it, or ""."""
        if part in self._known:
            return part
        alike = self._by_sound.get(metaphone(part), ())
        return min(alike, key=lambda one: (levenshtein_distance(one, part), one), default="")
