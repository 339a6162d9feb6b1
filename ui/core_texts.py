"""The core's own words that the window shows, marked for translation: it knows no Qt itself."""

from __future__ import annotations

import re

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
)

SENTENCES = (
    N("shipped", "Heard in {count} sentences."),
    N("shipped", "{count} steps of it taken."),
    N("shipped", "{count} step of it taken."),
    N("shipped", "{day} was agreed."),
    N("shipped", "Measured: {value}."),
    N("shipped", "no sound for {count} s"),
)
"""Sentences that hold a number or a day."""


def read(text: str) -> tuple[str, dict[str, str]] | None:
    """Which of `SENTENCES` this is, with what it holds."""
    for sentence, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return sentence, match.groupdict()
    return None


_PATTERNS = tuple(
    (text, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^ ]+)", re.escape(text))))
    for text in SENTENCES
)
