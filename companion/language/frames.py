"""What stands around the words: denied, somebody else's, asked, imagined, taken back.

Each frame is a half-open range of tokens with the tokens that set it up, so that a rule whose own
words include the negator ("i am NOT paying") is not thought to be denied by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from companion.language import lexicon as lex
from companion.language.clauses import Actor, Clause
from companion.language.words import Token


class Frame(StrEnum):
    NEGATED = "negated"
    """Said not to be so: "nobody is going to any court"."""
    REPORTED = "reported"
    """Somebody else's words: "she said sue them"."""
    ASKED = "asked"
    """A question: "can i take you to court"."""
    CONDITION = "condition"
    """The "if" part: "if i sued"."""
    HYPOTHETICAL = "hypothetical"
    """Imagined or in an unreal past: "i could have called a lawyer"."""
    RETRACTED = "retracted"
    """Taken back or meant as a joke: "forget what i said about the papers"."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A frame over tokens `start` to `end` (not included), set up by tokens `by`.

    Words that include `by` themselves are not in the frame: "i am NOT paying" is no denial. A frame
    that nothing said lifts, such as a third person's report, has no `by`.
    """

    frame: Frame
    start: int
    end: int
    by: tuple[int, ...]


_NEGATION_REACH = 6
"""So many words behind "not" are denied, if the clause does not end before."""

_SHORT_REACH = {"no": 5, "without": 4, "hardly": 4, "barely": 4, "none": 4}
"""A determiner denies its own noun only: "a lawyer with no sense of humour"."""
_LIGHT_RUN = 3


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


_NOT_DENYING = _phrases("""
    not only, not just, not hesitate, not afraid, not scared, not think twice, no choice,
    not joking, not kidding, not bluffing, not messing, not playing, no longer, not wait,
    no matter, not care, no doubt, no mistake, not let, no problem, not until, not before,
    not make me, not stop, nothing to lose, no other option, no option, no alternative,
    whether or not, or not, not hold back, not think i will not, not fooling, not lying,
    not idle, no idle, not the first, not my first, nothing will stop, not leave me, no sir,
    no madam, no mate, not forget, not believe, no wait, no hang, no sorry, not rest, not stand,
    not a bluff, not an empty, no empty, not a threat it, not take no, why not, not put it past,
    nothing left but, nothing else for it, not mind if i, no one to stop, nobody will stop,
    not enough
""")
"""A negator in these denies nothing that follows: "i will not hesitate to sue"."""

_DENIES_ON = frozenset("say think threaten mean suggest imply believe".split())
"""Stems of verbs whose denial reaches into the next clause: "i'm not saying i'd sue"."""

_RETRACTIONS = _phrases("""
    forget what i, forget i said, forget i ever, scratch what, scratch that, strike that,
    take it back, take that back, take back what, ignore what i, ignore me, only joking,
    just joking, only kidding, just kidding, was joking, am joking, was kidding, am kidding,
    just messing, only messing, not mean it, not mean that, not mean what, not mean to,
    was only hollering, was only shouting, was only venting, only blowing off,
    blowing off steam, letting off steam, was out of order, was out of line, spoke in anger,
    heat of the moment, changed my mind, leave the lawyer out, not really going,
    would never actually, no one is suing, bluffing, all talk, was only saying,
    pulling your leg, having you on, my temper talking, anger talking, never mind what i,
    pay no mind, pay no heed, pretend i never, withdraw what, withdraw that, call it off,
    calling it off, called it off, only winding, just winding, drop the claim,
    dropping the claim, drop the complaint, not go ahead with
""")
_BEGUN_BY = {
    word: tuple(place for place, phrase in enumerate(_RETRACTIONS) if phrase[0] == word)
    for word in {phrase[0] for phrase in _RETRACTIONS}
}
"""The places of the retractions that a word begins: few words begin any."""

_SERIOUS = frozenset("not no nobody never".split())


_NOT_DENYING_WITH = {
    wanted: tuple(
        (place, phrase)
        for phrase in _NOT_DENYING
        for place, word in enumerate(phrase)
        if word == wanted
    )
    for wanted in {word for phrase in _NOT_DENYING for word in phrase}
}
"""Those that hold a word, and where in them it stands."""


def scopes(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Scope, ...]:
    """Every frame of an utterance."""
    return (
        *_negations(tokens, clauses),
        *_reports(tokens, clauses),
        *_clause_frames(clauses),
        *_retractions(tokens),
    )


def _clause_frames(clauses: Sequence[Clause]) -> Iterator[Scope]:
    for clause in clauses:
        held = (
            (Frame.ASKED, clause.asked),
            (Frame.CONDITION, clause.conditional),
            (Frame.HYPOTHETICAL, clause.hypothetical),
        )
        for frame, holds in held:
            if holds:
                yield Scope(frame, clause.start, clause.end, ())


def _negations(tokens: Sequence[Token], clauses: Sequence[Clause]) -> Iterator[Scope]:
    for number, clause in enumerate(clauses):
        for index in range(clause.start, clause.end):
            if tokens[index].norm not in lex.NEGATORS or _denies_nothing(tokens, index):
                continue
            reach = _SHORT_REACH.get(tokens[index].norm, _NEGATION_REACH)
            end = min(clause.end, index + 1 + reach)
            within = range(index + 1, min(index + 4, clause.end))
            if number + 1 < len(clauses) and any(tokens[i].stem in _DENIES_ON for i in within):
                end = min(clauses[number + 1].end, index + 2 * _NEGATION_REACH)
            yield Scope(Frame.NEGATED, index + 1, end, (index,))


def _denies_nothing(tokens: Sequence[Token], index: int) -> bool:
    return any(
        index >= place and _stands(tokens, index - place, phrase)
        for place, phrase in _NOT_DENYING_WITH.get(tokens[index].norm, ())
    )


def _stands(tokens: Sequence[Token], start: int, phrase: Sequence[str]) -> bool:
    """Whether the words of a phrase stand here, looking through light words."""
    place = start
    for word in phrase:
        for _ in range(_LIGHT_RUN):
            if place == start or place >= len(tokens) or not tokens[place].light:
                break
            place += 1
        if place >= len(tokens) or word not in (tokens[place].norm, tokens[place].stem):
            return False
        place += 1
    return True


def _reports(tokens: Sequence[Token], clauses: Sequence[Clause]) -> Iterator[Scope]:
    """From another person's verb of speech to where the speaker comes back in."""
    for number, clause in enumerate(clauses):
        unnamed = clause.actor is Actor.NONE and not _named_speaker(tokens, clause)
        if clause.actor is Actor.ME or clause.asked or unnamed:
            continue
        verb = _speech_verb(tokens, clause)
        if verb is not None:
            end = _back_again(clauses, number)
            if clause.actor is not Actor.YOU:
                yield Scope(Frame.REPORTED, verb + 1, end, ())
            else:  # "you said so" is soon answered, and may be the very point: "you told us"
                soon = min(end, verb + 1 + _NEGATION_REACH)
                yield Scope(Frame.REPORTED, verb + 1, soon, (verb,))


def _named_speaker(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether somebody's name stands before a finite verb of speech: "and kenny says"."""
    return any(token.norm in _SAYS for token in tokens[clause.start + 1 : clause.start + 3])


_SAYS = frozenset("says said tells told reckons goes yells shouted screams threatened".split())


def _speech_verb(tokens: Sequence[Token], clause: Clause) -> int | None:
    if any(token.norm in lex.MODALS for token in tokens[clause.start : clause.end]):
        return None  # what somebody will say has not been said
    thing = clause.actor is Actor.THING
    first = True
    for index in range(clause.start, clause.end):
        stem, norm = tokens[index].stem, tokens[index].norm
        if stem in lex.SPEECH and not first and tokens[index - 1].norm not in ("to", "will"):
            if thing and stem != "say":
                continue
            if stem in _TOLD_SOMEBODY and not _somebody(tokens, index + 1):
                continue  # "she told the newspaper about it" quotes nobody
            return index
        was = not first and tokens[index - 1].norm in ("was", "is", "were", "'s")
        acts = norm == "goes" or (norm in ("like", "all") and was)
        follows = tokens[index + 1].norm if index + 1 < len(tokens) else ""
        if acts and follows in _SPEECH_BEGINS:
            return index
        first = False
    return None


_SPEECH_BEGINS = frozenset("i you we he she it well no yes oh look right what sorry".split())
"""What somebody's words begin with after "she goes" and "he was like"."""

_TOLD_SOMEBODY = frozenset({"tell", "ask", "warn", "advise"})


def _somebody(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].norm in (
        "me", "us", "him", "her", "them", "you", "my", "everyone", "everybody"
    )  # fmt: skip


def _back_again(clauses: Sequence[Clause], number: int) -> int:
    for later in clauses[number + 1 :]:
        if later.lead in ("but", "so", "otherwise"):
            return later.start
        if later.lead == "and" and later.actor in (Actor.ME, Actor.MINE, Actor.THING):
            return later.start
    return clauses[-1].end


def _retractions(tokens: Sequence[Token]) -> Iterator[Scope]:
    """Taking back reaches over the whole utterance: people retract before and after the words."""
    for index, token in enumerate(tokens):
        begun = {*_BEGUN_BY.get(token.norm, ()), *_BEGUN_BY.get(token.stem, ())}
        for phrase in map(_RETRACTIONS.__getitem__, sorted(begun)):
            if not _stands(tokens, index, phrase):
                continue
            before = {token.norm for token in tokens[max(0, index - 2) : index]}
            if phrase[0] not in _SERIOUS and before & _SERIOUS:
                continue
            if before & {"you", "be"} and phrase[-1] in ("joking", "kidding"):
                continue
            yield Scope(Frame.RETRACTED, 0, len(tokens), tuple(range(index, index + len(phrase))))
            return
