"""Next steps in an agent's sentence: a concrete deed, and somebody who does it.

No list of deeds: who acts, and how, is read from each clause. "I" or "we" with a verb that is more
than looking and talking, somebody else or a thing that is about to act, something done just now, or
an errand for the customer. Looking, asking, holding and passing on are none, and neither is what
went wrong: "they've sent it to the wrong door".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from companion.language import LIGHT, Actor, Clause, Frame, Mood, Reading, Token, stem
from companion.language.lexicon import (
    COORDINATORS,
    MINE,
    OTHERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    YOURS,
)
from companion.paths import assets

_BETWEEN = frozenset(
    "i we you he she they it that this there will shall would can could going to about let me us "
    "am is are was were be been have has had do does not never now then already please so and but "
    "or well ok right also still gonna fixing after personally myself straight immediately today "
    "tomorrow tonight only kindly sir madam sure gladly happily meanwhile first next away both too "
    "righto grand lovely".split()
)
"""Words before a verb: the subject, helpers, politeness."""

_FUTURE = frozenset("will shall".split())
_BE = frozenset("am is are be 's".split())
_POLITE = LIGHT | frozenset(
    "please so and but or then now also first next well ok right kindly sir madam you "
    "meanwhile already righto grand lovely if".split()
)
"""What may stand before an errand."""

_NOT = frozenset("not never no nobody nothing unable cannot".split())
_VAGUE = frozenset("it that this there everything matter concern issue complaint case".split())
_AHEAD = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight morning "
    "afternoon evening noon midday week fortnight month weekend january february march april may "
    "june july august september october november december hour hours minute minutes now "
    "back straight out".split()
)
"""With one of these a present tense speaks of what is coming."""

_WAYS = frozenset("back out off across over through".split())
"""Where to: "it goes back"."""

_COMING = frozenset("will shall going let gonna fixing about".split())
_NO_VERBS = PREPOSITIONS | MINE | YOURS | OTHERS | {"got", "sorry", "ok", "as", "too"}
"""What stands behind "i am" or "i will do" where no deed does."""

_TOLD = frozenset("was were did had came went left ago last rang always usually normally".split())


@dataclass(frozen=True, slots=True)
class _Verbs:
    no_deed: frozenset[str]
    no_deed_of_others: frozenset[str]
    done: frozenset[str]
    done_of_things: frozenset[str]
    dispatched: frozenset[str]
    to_do: frozenset[str]
    received: frozenset[str]
    not_to_do: tuple[tuple[str, ...], ...]


@cache
def _verbs() -> _Verbs:
    path = assets() / "words" / "deeds.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {
        key: frozenset(form for word in text.split() for form in _stems(word))
        for key, text in data.items()
        if isinstance(text, str)
    }
    orders = tuple(tuple(stem(word) for word in phrase.split()) for phrase in data["not_to_do"])
    return _Verbs(not_to_do=orders, **lists)


def _stems(word: str) -> tuple[str, str]:
    """The stem, and the one under which "-ing" hides it: "try", "tri"."""
    return stem(word), stem(word + "ing")


def deed(reading: Reading) -> str | None:
    """The words of the first next step in the sentence, or None."""
    return next((reading.phrase(c.start, c.end) for c in deeds(reading)), None)


def deeds(reading: Reading) -> Iterator[Clause]:
    """The clauses of the sentence that are a next step."""
    told_back = False
    for clause in reading.clauses:
        # "so we charged you twice and cancelled the card": the matter said back, not a deed.
        told_back = clause.lead == "so" or (told_back and clause.lead in ("and", "but", "then"))
        if _counts(reading, clause, told_back):
            yield clause


def _counts(reading: Reading, clause: Clause, told_back: bool) -> bool:
    tokens = reading.tokens[clause.start : clause.end]
    if clause.asked:
        return _asked_to(tokens)
    reported = Frame.REPORTED in reading.frames(clause.start)
    if clause.conditional or clause.hypothetical or reported or _denied(tokens):
        return False
    if told_back and not _FUTURE & {token.norm for token in tokens}:
        return False
    return _acts(tokens, clause)


def _acts(tokens: Sequence[Token], clause: Clause) -> bool:
    match clause.actor:
        case Actor.ME:
            return _my_deed(tokens, clause.mood)
        case Actor.YOU:
            return clause.mood is Mood.WILL and _received(tokens)
        case Actor.NONE:
            return _order(tokens) or _done_alone(tokens) or _others_deed(tokens, clause.mood)
        case _:
            told_on = clause.lead in COORDINATORS and tokens[1:2] and _order(tokens[1:])
            return bool(told_on) or _others_deed(tokens, clause.mood)


def _my_deed(tokens: Sequence[Token], mood: Mood) -> bool:
    verb = _verb(tokens)
    if verb is None or verb.norm in _NO_VERBS or verb.stem in ("get", "make"):
        return False
    norms = [token.norm for token in tokens]
    just_done = any(a == "after" and b.endswith("ing") for a, b in pairwise(norms[:6]))
    if mood is Mood.DONE or just_done:  # "i've ordered it"; in Ireland "i'm after ordering it"
        perfect = just_done or "have" in norms[:4]
        mine = "i" in norms[:3] and verb.stem not in _verbs().no_deed
        return perfect and (mine or verb.stem in _verbs().done)
    if mood is Mood.WILL:
        would = {"would", "could", "might"} & set(norms[:4])
        announced = verb.norm.endswith("ing") or bool(_COMING & set(norms[:4]))
        written_down = verb.stem == "write" and "down" in norms  # a threat is noted, no step taken
        return announced and not would and not written_down and verb.stem not in _verbs().no_deed
    present = mood is Mood.PLAIN and _said_of_me(tokens, verb) and bool(_AHEAD & set(norms))
    return present and verb.stem not in _verbs().no_deed


def _said_of_me(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether the verb stands right behind "i" or "we"."""
    words = [token for token in tokens if not token.light]
    return any(a.norm in ("i", "we") and b is verb for a, b in pairwise(words))


def _received(tokens: Sequence[Token]) -> bool:
    """What the customer will get, or is asked to do: "you'll have it by noon"."""
    behind = _behind_will(tokens)
    if len(behind) < 2:
        return False
    verb, following = behind[0], behind[1].norm
    if following in ("to", "along", "used", "over") or "turn" in {t.norm for t in behind}:
        return False
    return verb.stem in _verbs().received or verb.stem in _verbs().to_do


def _behind_will(tokens: Sequence[Token]) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.norm in _FUTURE:
            return [t for t in tokens[index + 1 :] if not t.light and t.norm not in ("then", "now")]
    return []


def _others_deed(tokens: Sequence[Token], mood: Mood) -> bool:
    """Somebody else or a thing acts: the courier, your new card, the fee."""
    acts = mood is Mood.WILL and _will_act(tokens)
    return acts or _been_done(tokens) or _coming(tokens)


def _will_act(tokens: Sequence[Token]) -> bool:
    norms = {token.norm for token in tokens}
    verb = _verb_behind_helper(tokens)
    if verb is None or verb.norm in _NO_VERBS or verb is tokens[-1]:
        return False
    vague = bool({token.norm for token in tokens[:3]} & _VAGUE)
    if vague and not norms & (_AHEAD | {"with"}):
        return False  # "it will be dealt with", "it is raining"
    if verb.stem in ("be", "go", "stay"):
        return bool(norms & (_AHEAD | {"with", "there"})) and not vague
    return verb.stem not in _verbs().no_deed_of_others


def _been_done(tokens: Sequence[Token]) -> bool:
    """Done as of now: "the reminder is withdrawn", "your fee has been waived"."""
    now = False
    for token in tokens:
        if now and token.stem in _verbs().done_of_things and _participle(token):
            return True
        now = token.norm in ("is", "are", "been", "being", "'s") or (now and _passed_over(token))
    return False


def _passed_over(token: Token) -> bool:
    return token.light or token.norm in ("already", "now", "being", "hereby")


def _participle(token: Token) -> bool:
    return token.norm.endswith(("ed", "en", "wn", "nt", "lt", "et", "ut", "pt"))


def _coming(tokens: Sequence[Token]) -> bool:
    """A present tense with a time or a way: "tiles land on friday", "the money goes back on"."""
    norms = [token.norm for token in tokens]
    if _TOLD & set(norms) or QUESTION_WORDS & set(norms) or norms[0] in ("i", "we", "you"):
        return False
    dated = bool(_AHEAD & set(norms))
    for token, following in pairwise([*tokens[1:], tokens[-1]]):
        ahead = dated or (token.stem in ("go", "come") and following.norm in _WAYS)
        if ahead and token.stem in _verbs().dispatched and _present(token):
            return True
    return False


def _present(token: Token) -> bool:
    """Neither "gone" nor "going"."""
    return token.norm in (token.stem, token.stem + "e") or token.norm.endswith("s")


def _done_alone(tokens: Sequence[Token]) -> bool:
    """Said alone, by the one who did it: "cancelled as of friday"."""
    words = [token for token in tokens if not token.light and token.norm not in _BETWEEN]
    return bool(words) and words[0].stem in _verbs().done_of_things and _participle(words[0])


def _order(tokens: Sequence[Token]) -> bool:
    """An errand for the customer: "leave it on the step"."""
    words = [token for token in tokens if not token.light and token.norm not in _BETWEEN]
    if (
        not words
        or words[0].stem not in _verbs().to_do
        or words[0].norm.endswith(("ed", "ing", "s"))
    ):
        return False
    stems = tuple(token.stem for token in tokens)
    start = tokens.index(words[0])
    if any(token.norm not in _POLITE for token in tokens[:start]):
        return False
    enough = len(tokens) - start > 2
    return enough and not any(
        stems[start : start + len(order)] == order for order in _verbs().not_to_do
    )


def _asked_to(tokens: Sequence[Token]) -> bool:
    """An errand, put politely: "would you send me the photographs"."""
    norms = [token.norm for token in tokens]
    helpers = ("would", "could", "can", "will")
    if not any(a in helpers and b == "you" for a, b in pairwise(norms[:4])):
        return False
    return _order(tokens[norms.index("you") + 1 :])


def _denied(tokens: Sequence[Token]) -> bool:
    return any(token.norm in _NOT for token in tokens[:6])


def _verb(tokens: Sequence[Token]) -> Token | None:
    """The verb behind the subject and its helpers."""
    return next((t for t in tokens if not t.light and t.norm not in _BETWEEN), None)


def _verb_behind_helper(tokens: Sequence[Token]) -> Token | None:
    """The verb behind "will", "is" or "going to", wherever a long subject lets it stand."""
    for index, token in enumerate(tokens):
        if token.norm not in _FUTURE and token.norm not in _BE:
            continue
        rest = [t for t in tokens[index + 1 : index + 8] if not t.light]
        ahead = token.norm in _FUTURE or any(t.norm in ("going", "about") for t in rest[:1])
        skipped = [t for t in rest if t.norm not in ("going", "to", "about")]
        if skipped and (ahead or skipped[0].norm.endswith("ing")):
            return skipped[0]
    return None
