"""Clauses without punctuation, and who acts in each.

Recognised speech has no commas or full stops, so clauses are cut where English says one begins: at
connecting words, at subject pronouns (with the helper or question word before them), at
interjections and at "my lawyer will"-like subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from companion.language import lexicon as lex
from companion.language.words import Token


class Actor(StrEnum):
    """Who does what the clause says."""

    ME = "me"
    """The speaker: "i", "we"."""
    MINE = "mine"
    """Somebody of the speaker's: "my lawyer"."""
    YOU = "you"
    YOURS = "yours"
    """Somebody or something of the listener's: "your driver"."""
    OTHER = "other"
    THING = "thing"
    NONE = "none"
    """No subject was said: a command, or the subject dropped."""


class Mood(StrEnum):
    """How the deed stands."""

    WILL = "will"
    """Announced: "will", "going to", "about to", "am taking"."""
    DONE = "done"
    """Done or begun: "have told", "told"."""
    CAN = "can"
    """Possible: "could", "might", "would"."""
    WANT = "want"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `start` to `end` (not included)."""

    start: int
    end: int
    actor: Actor
    mood: Mood
    asked: bool
    """It has the word order of a question."""
    conditional: bool
    """It is the "if" part of a sentence."""
    hypothetical: bool
    """It speaks of what did not happen or is only imagined: "i could have", "if i were"."""
    lead: str
    """The connecting word it opens with, or nothing."""


def clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of an utterance, in order, covering every token."""
    if not tokens:
        return ()
    norms = [token.norm for token in tokens]
    starts = _starts(norms)
    found: list[Clause] = []
    for start, end in zip(starts, [*starts[1:], len(norms)], strict=True):
        found.append(_clause(norms, start, end, found[-1] if found else None))
    return tuple(found)


def _starts(norms: Sequence[str]) -> list[int]:
    starts = [0]
    for index in range(1, len(norms)):
        if _begins(norms, index):
            # The helper or question word of an inversion belongs to the clause it opens.
            opening = _pulled_back(norms, index)
            if opening > starts[-1]:
                starts.append(opening)
    return starts


def _begins(norms: Sequence[str], index: int) -> bool:
    word, before = norms[index], norms[index - 1]
    after = norms[index + 1] if index + 1 < len(norms) else ""
    if word in lex.INTERJECTIONS:
        return before not in lex.BE and before not in _DEGREES  # "so sorry" is no exclamation
    if word in lex.SUBORDINATORS or word in ("but", "otherwise"):
        return True
    if word in lex.COORDINATORS or word == "plus":
        return _opens_clause(norms, index + 1)
    if word in lex.SUBJECTS:
        return before not in lex.COORDINATORS and before not in lex.SUBORDINATORS
    if before in lex.PREPOSITIONS:
        return False
    return _subject_begins(norms, index, word, after)


_DEGREES = frozenset("so very really too that how truly not more as".split())


def _subject_begins(norms: Sequence[str], index: int, word: str, after: str) -> bool:
    """Whether a word that may be a subject is one, by what follows."""
    if word == "you":
        return after in lex.HELPERS or after in lex.COMMON_VERBS
    if word in _MAY_BE_SUBJECTS:
        return after in lex.HELPERS
    if word == "let":
        return after in ("me", "us")
    if word in _ORDERS and after in ("me", "us", "him", "her", "them"):
        return norms[index - 1] not in _NO_ORDER_BEHIND
    return word in _DETERMINERS and _noun_subject(norms, index)


_MAY_BE_SUBJECTS = frozenset(
    "it this that there these nobody everybody everyone who where when why how".split()
)
_DETERMINERS = frozenset("my our your his their the".split())
_ORDERS = frozenset("get fetch give put tell bring find send show".split())
_NO_ORDER_BEHIND = (
    lex.HELPERS | lex.SUBJECTS | lex.NEGATORS | {"to", "you", "and", "or", "please", "just"}
)


def _opens_clause(norms: Sequence[str], index: int) -> bool:
    if index >= len(norms):
        return False
    word = norms[index]
    if word in lex.SUBJECTS or word in lex.SUBORDINATORS or word in lex.HELPERS or word == "let":
        return True
    if word in ("you", "it", "this", "that", "there", "then", "now", "not", "do", "please"):
        return True
    return word in lex.COMMON_VERBS or _noun_subject(norms, index)


def _noun_subject(norms: Sequence[str], index: int) -> bool:
    """Whether a noun phrase here is soon followed by a finite helper: "my lawyer will"."""
    if norms[index] not in lex.MINE | lex.YOURS | lex.OTHERS:
        return False
    for ahead in norms[index + 2 : index + 5]:
        if ahead in lex.HELPERS or ahead == "'s":
            return True
        if ahead in lex.PREPOSITIONS or ahead in lex.COORDINATORS or ahead in lex.SUBJECTS:
            return False
    return False


def _pulled_back(norms: Sequence[str], index: int) -> int:
    opening = index
    if norms[index] in lex.SUBJECTS | {"you", "it", "this", "that", "there"}:
        if (
            opening
            and norms[opening - 1] == "not"
            and opening > 1
            and norms[opening - 2] in lex.HELPERS
        ):
            opening -= 1
        if opening and _inverts(norms, opening - 1):
            opening -= 1
        if opening and norms[opening - 1] in lex.QUESTION_WORDS:
            opening -= 1
    if opening and norms[opening - 1] in lex.COORDINATORS | lex.SUBORDINATORS:
        opening -= 1
    return opening


def _inverts(norms: Sequence[str], helper: int) -> bool:
    """Whether this word is the helper of a question: "can i", "why are you"; not "shops are i"."""
    if norms[helper] not in lex.HELPERS or _has_subject(norms, helper):
        return False
    before = norms[helper - 1] if helper else ""
    opens = not before or before in lex.QUESTION_WORDS | lex.COORDINATORS | lex.INTERJECTIONS
    return opens or norms[helper] not in lex.BE


def _has_subject(norms: Sequence[str], helper: int) -> bool:
    before = norms[helper - 1] if helper else ""
    return before in lex.SUBJECTS | {"you", "it", "this", "that", "there", "who", "'s"} or (
        helper >= 2 and norms[helper - 2] in lex.MINE | lex.YOURS
    )


def _clause(norms: Sequence[str], start: int, end: int, before: Clause | None) -> Clause:
    lead = _lead(norms[start:end])
    body = [norm for norm in norms[start:end][:12] if norm not in lex.INTERJECTIONS]
    actor = _actor(body)
    # "a reporter who is interested" asks nothing; "who is your boss" at the start of it does.
    asked = _asked(body) and not (start > 0 and norms[start] in ("who", "where", "when"))
    if actor is Actor.NONE and before and lead in ("and", "or", "then", "so", "but", "plus"):
        actor = before.actor
    return Clause(
        start=start,
        end=end,
        actor=actor,
        mood=_mood(body, actor, before if lead in ("and", "or", "then") else None),
        asked=asked,
        conditional=lead in ("if", "unless"),
        hypothetical=_hypothetical(body),
        lead=lead,
    )


def _lead(norms: Sequence[str]) -> str:
    """The connecting word; of "and if" the one that says more."""
    opening = [norm for norm in norms[:2] if norm in lex.COORDINATORS | lex.SUBORDINATORS]
    if not opening or opening[0] != norms[0]:
        return ""
    return next((norm for norm in opening if norm in lex.SUBORDINATORS), opening[0])


_SKIPPED = (
    lex.COORDINATORS | lex.SUBORDINATORS | lex.HELPERS | lex.QUESTION_WORDS | lex.INTERJECTIONS
) - {"what", "which"}
_OPENERS = frozenset(
    "good nice lovely grand brilliant perfect fair sure thanks bless because".split()
)
_NOT_SUBJECTS = frozenset("not never just now even still maybe perhaps only".split())


_ACTORS = (
    (lex.ME, Actor.ME),
    (frozenset({"you"}), Actor.YOU),
    (lex.THEM | lex.NOBODY, Actor.OTHER),
    (lex.MINE, Actor.MINE),
    (lex.YOURS, Actor.YOURS),
)


def _actor(body: Sequence[str]) -> Actor:
    for place, word in enumerate(body):
        plain = next((actor for words, actor in _ACTORS if word in words), None)
        if plain is not None:
            return plain
        if word in lex.THING and not _leads_on(body, place):
            return _thing_or_other(body, place)
        if word in lex.OTHERS:
            return Actor.OTHER
        if place == 0 and word in _OPENERS:
            continue
        if word not in _SKIPPED and word not in _NOT_SUBJECTS:
            return Actor.NONE
    return Actor.NONE


def _thing_or_other(body: Sequence[str], place: int) -> Actor:
    follows = body[place + 1] if place + 1 < len(body) else ""
    if follows == "customer":
        return Actor.ME  # "this customer is leaving" is the speaker
    return Actor.THING if follows in lex.HELPERS or not follows else Actor.OTHER


def _leads_on(body: Sequence[str], place: int) -> bool:
    """Whether the word only leads to a subject: "what i paid for"."""
    if body[place] not in ("what", "which", "that") or place + 1 == len(body):
        return False
    return body[place + 1] in lex.SUBJECTS | lex.MINE | lex.YOURS | {"you"}


def _asked(body: Sequence[str]) -> bool:
    rest = list(body)
    while rest and (rest[0] in lex.COORDINATORS or rest[0] in lex.SUBORDINATORS - {"when"}):
        rest.pop(0)
    if len(rest) < 2:
        return False
    inverted = lex.HELPERS - {"be", "been", "being"}
    if rest[0] in lex.QUESTION_WORDS:
        if rest[1] in inverted:
            return True
        subject = rest[1] in lex.SUBJECTS or rest[1] in ("you", "it", "this", "that")
        return (
            rest[0] in ("how", "what") and not subject and rest[2:3] != [] and rest[2] in inverted
        )
    if rest[0] in inverted and rest[1] == "not" and len(rest) > 2:
        rest.pop(1)
    subjects = lex.SUBJECTS | {"you", "it", "this", "that", "there"} | lex.MINE | lex.YOURS
    return rest[0] in inverted and rest[1] in subjects | {"the", "a", "anyone", "any", "anybody"}


def _hypothetical(body: Sequence[str]) -> bool:
    pairs = list(pairwise(body))
    return (
        any(
            a in ("could", "would", "should", "might") and b == "have" and c != "to"
            for a, b, c in zip(body, body[1:], [*body[2:], ""], strict=False)
        )
        or any(a in ("i", "we") and b == "were" for a, b in pairs)
        or ("used", "to") in pairs[:4]
        or any(a in ("was", "were") and b in ("going", "about", "tempted") for a, b in pairs)
        or any(word in ("nearly", "almost") for word in body[:4])
        or ("half", "a") in pairs
        or any(word in ("imagine", "suppose", "wish") for word in body[:5])
    )


def _mood(body: Sequence[str], actor: Actor, before: Clause | None) -> Mood:
    words = set(body[:8])
    pairs = set(pairwise(body))
    gerund = actor is Actor.NONE and any(word.endswith("ing") for word in body[:3])
    signs = (
        (Mood.WILL, bool(words & {"will", "shall"} or pairs & _ANNOUNCING) or _progressive(body)),
        (Mood.CAN, bool(words & {"could", "can", "might", "may", "would", "should"})),
        (Mood.WANT, bool(words & {"want", "need", "must", "ought"} or ("have", "to") in pairs)),
        (Mood.DONE, bool(words & {"have", "has", "had", "did"}) or any(map(_past, body[:6]))),
        (Mood.WILL, gerund),
    )
    otherwise = before.mood if before is not None else Mood.PLAIN
    return next((mood for mood, holds in signs if holds), otherwise)


_ANNOUNCING = frozenset({("going", "to"), ("about", "to"), ("let", "me"), ("let", "us")})


def _progressive(body: Sequence[str]) -> bool:
    return any(
        a in lex.BE and (b.endswith("ing") or b == "off") for a, b in pairwise(body)
    ) or _after_not(body)


def _after_not(body: Sequence[str]) -> bool:
    return any(
        a in lex.BE
        and b not in ("the", "a")
        and c.endswith("ing")
        and c not in ("thing", "nothing")
        for a, b, c in zip(body, body[1:], body[2:], strict=False)
        if b not in lex.PREPOSITIONS
    )


_PASTS = frozenset("told said went took gave wrote sent spoke left lost paid made brought".split())


def _past(word: str) -> bool:
    return word in _PASTS or (
        word.endswith("ed") and word not in ("need", "indeed", "feed", "speed")
    )
