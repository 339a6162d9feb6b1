"""The customer's own sentence turned round, for the agent to say back: "so you've been ...".

A small transformation over words, and nothing else; it invents nothing:

1. Greetings and a naming of oneself are left off the front ("hello my name is ann and ...").
2. The first clause that tells enough is kept; the rest of the sentence is left off.
3. The person is shifted: "i" becomes "you", "my" "your", "we" "you". Where the sentence speaks of
   the company as "you", that becomes "we" or "us", and the whole is said to be how they see it: to
   say back is not to admit.
4. An opening and a question are put round it.

A question, an order and a sentence that is too short or too long to be said back give nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 160
"""Characters, with the opening and the question."""

LEAST_WORDS, MOST_WORDS = 4, 18

PLAIN, THEIRS, CHECKED = "So", "So as you see it,", "Have I got that right?"
"""The openings, and the question after it: the second where the company is spoken of."""

_LEFT_OFF = frozenset(
    "ah aye er erm hello hey hi hiya honestly listen look ma'am madam mate no oh ok okay please "
    "right sir so thanks um uh um well yeah yep yes and but because look morning afternoon evening "
    "good thank you".split()
)
"""In front of the matter. "you" and "thank" go only as "thank you", "good" before a time of day."""

_NAMINGS = (("my", "name", "is"), ("my", "name's"), ("this", "is"), ("it's",))
_LONGEST_NAME = 3

_SHIFTED = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you",
    "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're",
    "we've": "you've", "we'd": "you'd", "we'll": "you'll", "us": "you", "our": "your",
    "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_COMPANY = {
    "you're": "we're", "you've": "we've", "you'd": "we'd", "you'll": "we'll", "your": "our",
    "yours": "ours", "yourself": "ourselves", "yourselves": "ourselves",
}  # fmt: skip
"""What the customer calls the company; "you" itself is "we" or "us" by its place."""

_AGREE = {"am": "are", "was": "were", "wasn't": "weren't"}
"""Verbs near an "i", which has become "you"."""

_BEFORE_SUBJECT = frozenset(
    "that what when where why how if because and but so which who then now".split()
)
"""After one of these "you" is who does it."""

_AUXILIARIES = frozenset(
    "are were have had will would could should do did can may might haven't hadn't didn't don't "
    "won't wouldn't couldn't shouldn't can't aren't weren't never just still even all only keep "
    "kept said told promised charged sent took lost forgot broke cancelled changed".split()
)
"""Before one of these too."""

_ASKING = frozenset(
    "what when where why how who which whose do does did can could will would are is am was were "
    "have has had may shall should isn't aren't don't didn't can't won't haven't hasn't".split()
)
_ORDERS = frozenset("tell let get put give stop send transfer connect listen don't make go".split())
_JOINTS = frozenset("and but so because which then or while although though".split())
_HANGING = _JOINTS | frozenset("the a an to of for with in on at my your if that i we is".split())
"""A clause that ends with one of these is not whole."""

FUNCTION_WORDS = frozenset(
    {*_SHIFTED.values(), *_COMPANY.values(), *_AGREE.values(), "we", "us"}
    | {word.strip(",?").lower() for said in (PLAIN, THEIRS, CHECKED) for word in said.split()}
)
"""All that a reflection may have besides words of the sentence."""


def said_back(text: str) -> str | None:
    """The sentence as the agent may say it back; None where it cannot be turned round safely."""
    words = _clause(_matter(text.lower().split()))
    if len(words) < LEAST_WORDS or words[0] in _ASKING | _ORDERS:
        return None
    of_us = any(word == "you" or word in _COMPANY for word in words)
    told = " ".join(_shifted(words, place) for place in range(len(words)))
    made = f"{THEIRS if of_us else PLAIN} {told.rstrip('.,;:!?')}. {CHECKED}"
    return made if len(made) <= LONGEST else None


def _matter(words: Sequence[str]) -> Sequence[str]:
    """The words without what stands in front of the matter."""
    before = -1
    while len(words) != before:
        before = len(words)
        words = _named_off(words)
        if words[:2] == ["thank", "you"]:
            words = words[2:]
        elif words and words[0] in _LEFT_OFF and words[0] not in ("you", "thank"):
            words = words[1:]
    return words


def _named_off(words: Sequence[str]) -> Sequence[str]:
    """Without "my name is ann smith and": a name goes only up to an "and", or an "i"."""
    for naming in _NAMINGS:
        start = len(naming)
        if tuple(words[:start]) != naming:
            continue
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words) - 1) + 1):
            if words[end] in ("and", "i", "i've", "i'm"):
                return words[end + (words[end] == "and") :]
    return words


def _clause(words: Sequence[str]) -> Sequence[str]:
    """The most clauses from the front that are short enough to be said back, cut at a joint."""
    if len(words) <= MOST_WORDS:
        return words
    ends = [end for end in range(LEAST_WORDS, MOST_WORDS + 1) if words[end] in _JOINTS]
    whole = [end for end in ends if words[end - 1] not in _HANGING]
    return words[: whole[-1]] if whole else ()


def _shifted(words: Sequence[str], place: int) -> str:
    word = words[place]
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if word == "you":
        return "we" if _is_subject(before, after) else "us"
    if word in _AGREE and "i" in words[max(0, place - 2) : place + 2]:
        return _AGREE[word]
    return _SHIFTED.get(word) or _COMPANY.get(word) or word


def _is_subject(before: str, after: str) -> bool:
    return before in _BEFORE_SUBJECT | {""} or after in _AUXILIARIES
