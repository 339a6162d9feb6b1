"""The core's own words that the window shows, marked for translation: it knows no Qt itself."""

from __future__ import annotations

import re
from functools import cache

from ui.action_spec import N

TEXTS = (
    N("shipped", "Legal threat"),
    N("shipped", "Official complaint"),
    N("shipped", "Going public"),
    N("shipped", "About to leave"),
    N("shipped", "Threat of violence"),
    N("shipped", "Someone may be in danger"),
    N("shipped", "Abuse"),
    N("shipped", "Asks for someone higher"),
    N("shipped", "No argument can be won"),
    N("shipped", "Leave whose fault it is"),
    N("shipped", "It matters to them"),
    N("shipped", "Let them finish"),
    N("shipped", "Say it your own way"),
    N("shipped", "Not yet"),
    N("shipped", "Yes"),
    N("shipped", "No"),
    N("shipped", "Not applicable"),
    N("shipped", "Ticked by hand; no sentence was heard for it."),
    N("shipped", "No step of it was taken."),
    N("shipped", "It cannot be known for this call."),
    N("shipped", "Heard in one sentence."),
    N("shipped", "Nobody can tell who spoke."),
    N("shipped", "The program had stopped looking for it."),
    N("shipped", "Part of the call was not written down."),
    N("shipped", "Not heard."),
    N("shipped", "Anger at the start"),
    N("shipped", "0 calm to 3 furious"),
    N("shipped", "Anger at the end"),
    N("shipped", "Peak of anger"),
    N("shipped", "Conduct flags a call"),
    N("shipped", "times"),
    N("shipped", "Length"),
    N("shipped", "min"),
    N("shipped", "Agent's talk share"),
    N("shipped", "0 to 1"),
    N("shipped", "Agent's pace"),
    N("shipped", "words a minute"),
    N("shipped", "Dead air"),
    N("shipped", "s"),
    N("shipped", "Agent cuts in"),
    N("shipped", "Score"),
    N("shipped", "0 to 100"),
    N("shipped", "Left angry"),
    N("shipped", "Any threat"),
    N("shipped", "Threat: legal"),
    N("shipped", "Threat: regulator"),
    N("shipped", "Threat: reputation"),
    N("shipped", "Threat: leaving"),
    N("shipped", "Threat: violence"),
    N("shipped", "Speaks of self-harm"),
    N("shipped", "Asks for a supervisor"),
    N("shipped", "Agent argued"),
    N("shipped", "Agent blamed"),
    N("shipped", "Agent dismissed"),
    N("shipped", "Agent hushed"),
    N("shipped", "Canned phrases"),
    N("shipped", "Follow-up agreed"),
    N("shipped", "Follow-up kept"),
    N("shipped", "Reviewed"),
    N("shipped", "No name given"),
    N("shipped", "None recorded"),
    N("shipped", "No step"),
    N("shipped", "Hand-over"),
    N("shipped", "Hand-over to {name}"),
    N("shipped", "Asked for"),
    N("shipped", "Threats and abuse, in exact words"),
    N("shipped", "Steps taken against abuse"),
    N("shipped", "Promised"),
    N("shipped", "Tried"),
    N("shipped", "Note"),
    N("shipped", "Customer: {name}"),
    N("shipped", "name not heard"),
    N("shipped", "Reference: {number}"),
    N("shipped", "Issue: {words}"),
    N("shipped", "none told"),
    N("shipped", "Anger now, {time}: {level}"),
    N("shipped", "Anger now, {time}: {level} (at its height: {height})"),
    N("shipped", "calm"),
    N("shipped", "annoyed"),
    N("shipped", "angry"),
    N("shipped", "furious"),
    N("shipped", "legal"),
    N("shipped", "regulator"),
    N("shipped", "reputation"),
    N("shipped", "churn"),
    N("shipped", "violence"),
    N("shipped", "self harm"),
    N("shipped", "abuse"),
    N("shipped", "escalation"),
    N("shipped", "Agent: {name}"),
    N("shipped", "Call back: {day}"),
    N("shipped", "Call back: {day} at {time}"),
    N("shipped", "Taking in what waits to be saved"),
    N("shipped", "Writing the database anew"),
    N("shipped", "Writing the recordings anew"),
)

SENTENCES = (
    N("shipped", "Heard in {count} sentences."),
    N("shipped", "{count} steps of it taken."),
    N("shipped", "{count} step of it taken."),
    N("shipped", "{day} was agreed."),
    N("shipped", "Measured: {value}."),
    N("shipped", "no sound for {count} s"),
    N("shipped", "Step: {title}"),
)
"""Sentences that hold a number or a day."""


def read(text: str) -> tuple[str, dict[str, str]] | None:
    """Which of `SENTENCES` this is, with what it holds."""
    for sentence, pattern in _patterns():
        if match := pattern.fullmatch(text):
            return sentence, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (text, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text))))
        for text in SENTENCES
    )
