"""What the words of an agent's sentence say of the days near them, each marked in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.language.promise_marks import (
    ARRANGED,
    ASKED_TO,
    AUXILIARIES,
    BEFORE_A_SUBJECT,
    CLAUSE_STARTS,
    DETERMINERS,
    LONGEST,
    MARKS,
    NEARBY,
    NO_PAST,
    OBJECTS,
    OWN_EVENTS,
    PARTICIPLES,
    QUESTION_WORDS,
    RECEIVES,
    SIMPLE_PAST,
    Mark,
)

_BE = frozenset("be get gets getting being is are am".split())
_BE_SHORT = ("'s", "'re", "'m")
_UNREAL = frozenset("should could would might must you'd i'd we'd".split())
_ADVERBS = frozenset("just already also now since personally only".split())
_PAST_BE = frozenset("was were wasn't weren't had been".split())
_HAVE = frozenset("got get have having had".split())
_FORWARD = frozenset("for to till until from".split())
_BE_OR_DO = frozenset("do have".split())
_BEFORE_A_VERB = frozenset("to will can would i we they".split())
_DOING = {
    "nobody's": Mark.REFUSED, "nothing's": Mark.REFUSED, "what's": Mark.ASKED,
    "who's": Mark.ASKED, "how's": Mark.ASKED, "where's": Mark.ASKED,
}  # fmt: skip
_YOU = frozenset("you you're you've you'd".split())


@dataclass(frozen=True, slots=True)
class Marked:
    """The words `start` up to `end` and what they say."""

    mark: Mark
    start: int
    end: int


def marked(words: Sequence[str]) -> Iterator[Marked]:
    """Every phrase of these plain words that bears on a day, from left to right."""
    at = 0
    while at < len(words):
        found = next((found for read in _READERS if (found := read(words, at))), None)
        if found is not None and found.mark is not Mark.NEUTRAL:
            yield found
        at = found.end if found is not None else at + 1


def _phrase(words: Sequence[str], at: int) -> Marked | None:
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        mark = MARKS.get(tuple(words[at : at + length]))
        if mark is not None and not _looks_only(words, at, mark):
            return Marked(mark, at, at + length)
    return None


def _looks_only(words: Sequence[str], at: int, mark: Mark) -> bool:
    """Whether "do you" asks nothing ("i'll do you a fresh one") or "no" only opens the sentence."""
    before = _word(words, at - 1)
    if mark is Mark.ASKED:
        return words[at] in _BE_OR_DO and (before.endswith("'ll") or before in _BEFORE_A_VERB)
    return mark is Mark.REFUSED and at == 0 and words[at] == "no"


def _question(words: Sequence[str], at: int) -> Marked | None:
    if words[at] not in QUESTION_WORDS or _word(words, at + 1) not in AUXILIARIES:
        return None
    relative = words[at] in ("which", "who") and at and _word(words, at - 1) not in CLAUSE_STARTS
    return None if relative else Marked(Mark.ASKED, at, at + 2)


def _you(words: Sequence[str], at: int) -> Marked | None:
    """The customer as the one who acts: "you fly on the eighteenth" is their own affair."""
    word, before, verb = words[at], _word(words, at - 1), _word(words, at + 1)
    if word not in _YOU or not verb:
        return None
    done = _is_past(verb) or verb in PARTICIPLES
    has_done = word == "you've" or verb == "have"
    if has_done and (_is_past(_word(words, at + 2)) or _word(words, at + 2) in PARTICIPLES):
        return Marked(Mark.PAST, at, at + 3)
    if word == "you" and done and before not in _HAVE and before not in ("that's", "there's"):
        return Marked(Mark.PAST, at, at + 2)
    if word == "you" and at and before not in BEFORE_A_SUBJECT:
        return None
    if verb in ("will", "shall"):
        verb = _word(words, at + 2)
    receives = verb in RECEIVES or word == "you'd" or (word == "you're" and done)
    return Marked(Mark.WILL, at, at + 1) if receives else Marked(Mark.THEIRS, at, at + 2)


def _verb(words: Sequence[str], at: int) -> Marked | None:
    word, before = words[at], _word(words, at - 1)
    is_to_be = before in _BE or before.endswith(_BE_SHORT)
    if word.endswith("'ll"):
        return Marked(Mark.WILL, at, at + 1)
    if word.endswith("ing") and is_to_be:
        return Marked(_DOING.get(before, Mark.WILL), at, at + 1)
    if word in NEARBY and is_to_be:
        on_shift = before in ("i'm", "we're") and word in ("here", "in", "on")
        there = Mark.DOES if before == "be" else Mark.IS
        return Marked(Mark.NEUTRAL if on_shift else there, at, at + 1)
    if word in ARRANGED or word in PARTICIPLES or _is_past(word):
        mark = _participle(words, at)
        return Marked(mark, at, at + 1) if mark else None
    if before == "they" and word not in AUXILIARIES:
        return Marked(Mark.DOES, at, at + 1)
    return None


def _participle(words: Sequence[str], at: int) -> Mark | None:
    """Booked for friday, being or having it delivered on friday are ahead; delivered is not."""
    word, before = words[at], _word(words, at - 1)
    ahead = words[at + 1 : at + 6]
    if before in DETERMINERS and not _had_done(words, at):  # a padded envelope
        return None
    if before in _PAST_BE or word in SIMPLE_PAST or (before.endswith("'s") and word in PARTICIPLES):
        return Mark.PAST
    to_be = before in _BE or before.endswith(_BE_SHORT)
    if before == "have" and _word(words, at - 2) in _UNREAL:
        return Mark.PAST
    perfect = before in ("have", "has") or before.endswith("'ve")
    if perfect or (_word(words, at - 2).endswith("'ve") and before in _ADVERBS):
        return Mark.WILL if word in ARRANGED else Mark.IS
    asked = word in ASKED_TO and "to" in ahead
    forward = not _FORWARD.isdisjoint(ahead)
    arranged = word in ARRANGED and (forward or at == 0)
    is_ahead = to_be or asked or (at == 0 and forward) or arranged or _had_done(words, at)
    return Mark.DOES if is_ahead else Mark.PAST


def _had_done(words: Sequence[str], at: int) -> bool:
    """Have it, get your money, or "i've it" before what is done to it."""
    one, two, three = (_word(words, at - back) for back in (1, 2, 3))
    if one in OBJECTS:
        return two in _HAVE or two.endswith("'ve")
    return two in DETERMINERS and three in _HAVE


def _event(words: Sequence[str], at: int) -> Marked | None:
    """Your flight, the wedding's: what the customer has before them."""
    event = _word(words, at + 1).removesuffix("'s")
    own = words[at] in ("your", "the") and event in OWN_EVENTS
    return Marked(Mark.THEIRS, at, at + 2) if own else None


_READERS = (_phrase, _question, _you, _verb, _event)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _is_past(word: str) -> bool:
    if word in SIMPLE_PAST or MARKS.get((word,)) is Mark.PAST:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in NO_PAST
