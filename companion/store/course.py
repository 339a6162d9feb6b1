"""What trends read off a call beside its line: the terms of its matter, and what steps brought.

Both are short texts, so that a hundred thousand calls are counted in a moment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from companion.call import Call
from companion.events import Speaker
from companion.language import stem
from companion.language.words import heard_words
from companion.note import causes_told, issue_told, substance
from companion.plain import plain

NO_STEP = "-"
"""Stands for the agent's first turn that earned no step: what would have happened anyway."""

_FEWEST_WORDS = 4
"""A shorter turn of the agent ("one moment") is no turn to compare a step with."""

_MOST_TERMS = 12

_SAY_LITTLE = frozenset(
    stem(word)
    for word in (
        "about actually after afternoon again ago all already also always another any anybody "
        "anyone anything april ask asked august back because been before being bit both bring "
        "brought call called calling came come couldn't day days december did didn't does "
        "doesn't doing don't done down each else even evening ever every everything february "
        "few find first found four friday gave get gets getting give given go goes going gone "
        "got had hadn't happen happened has hasn't haven't having hear heard her here him his "
        "into isn't it's its january july june keep kept kind know last least less let like "
        "little long look looking lot made make many march may maybe mean monday month months "
        "more morning most much must myself need needed never new next night nobody not nothing "
        "november now october off old once one only or other our out over own people person "
        "phone piece put quite rang rather really right ring said same saturday saw say says "
        "see seem seen send sent september several shall should show since some somebody "
        "someone something soon sort start still stuff such sunday sure take taken tell than "
        "that's their them then these they they're thing things think third this those though "
        "thought three through thursday time times today told tomorrow too took tried try "
        "trying tuesday turn turned twice two under until up use used very wait waited waiting "
        "want wanted wasn't way wednesday week weeks went weren't what's when where whether "
        "which while whole why without won't word work would wouldn't year years yes yesterday "
        "yet you're you've your"
    ).split()
)
"""Words of any call, which name no matter."""


def course_columns(call: Call) -> dict[str, str]:
    """The columns of `calls` that only trends read; empty while the call runs."""
    if call.ended is None:
        return {"issue_terms": "", "cause_terms": "", "after_steps": "", "tags": ""}
    told = issue_told(call)
    issue = call.latest_note("issue") or (told.text if told else "")
    causes = [quote.text for quote in causes_told(call, told) if quote != told]
    tags = {plain(tag) for comment in call.review.comments for tag in comment.tags}
    return {
        "issue_terms": terms(issue),
        "cause_terms": terms(call.latest_note("root_cause") or " ".join(causes)),
        "after_steps": " ".join(f"{s}:{d:+d}" for s, d in sorted(after_steps(call).items())),
        "tags": "".join(f"|{tag}|" for tag in sorted(tags)),
    }


def terms(text: str) -> str:
    """The words of substance as "stem=word", each stem once, in their order."""
    found: dict[str, str] = {}
    for word in substance(" ".join(heard_words(text))):
        one = stem(word)
        if word.isalpha() and len(word) > 2 and one not in _SAY_LITTLE:
            found.setdefault(one, word)
    return " ".join(f"{one}={word}" for one, word in list(found.items())[:_MOST_TERMS])


def after_steps(call: Call) -> dict[str, int]:
    """How the anger moved over the first sentence that earned each step: -1 less, 0 same, 1 more.

    It compares the customer's rated sentences right before and right after, where the one before
    was angry at all. `NO_STEP` is the same for the first turn of the agent that earned none.
    """
    levels = {rated.utterance: rated.level for rated in call.anger}
    rated = sorted(levels)
    earned: dict[int, list[str]] = {}
    for step, seq in _firsts(call).items():
        earned.setdefault(seq, []).append(step)
    found: dict[str, int] = {}
    for seq, steps in earned.items():
        before, after = bisect_left(rated, seq) - 1, bisect_right(rated, seq)
        if before < 0 or after >= len(rated) or levels[rated[before]] < 1:
            continue
        change = levels[rated[after]] - levels[rated[before]]
        found |= dict.fromkeys(steps, (change > 0) - (change < 0))
    return found


def _firsts(call: Call) -> dict[str, int]:
    """The first sentence of each step, and of none: the latter the first after an angry one."""
    firsts: dict[str, int] = {}
    for tick in call.ticks:
        if tick.utterance is not None:
            firsts.setdefault(tick.step, tick.utterance)
    stepped = {tick.utterance for tick in call.ticks}
    angry = next((r.utterance for r in call.anger if r.level > 0), None)
    for heard in call.utterances:
        if angry is None or heard.seq < angry or heard.speaker != Speaker.AGENT:
            continue
        if heard.seq not in stepped and len(heard.text.split()) >= _FEWEST_WORDS:
            firsts[NO_STEP] = heard.seq
            break
    return firsts
