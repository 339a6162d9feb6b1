"""A row of the transcript: one sentence, and where in it something was set off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from companion.call import Alert
from companion.events import Category, ConductFlagged, Speaker, UtteranceHeard, Word
from ui import words

DOUBTFUL = 0.6
"""Words that the recogniser is less sure of than this are dimmed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line's text, in characters."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Lit:
    """Words of the customer that raised an alert. `where` is None if they are not in the text."""

    alert: int
    category: Category
    phrase: str
    where: Span | None


@dataclass(frozen=True, slots=True)
class Slip:
    """Words of the agent that do harm, and better ones."""

    kind: str
    say_instead: str
    where: Span | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `seq` is the utterance's place in the log, 0 while somebody is still speaking.

    `marked` says that a flag was set while it was being said, or before the next one was.
    """

    speaker: Speaker
    start: float
    text: str
    seq: int = 0
    doubtful: tuple[Span, ...] = ()
    lit: tuple[Lit, ...] = ()
    slips: tuple[Slip, ...] = ()
    marked: bool = False

    @property
    def partial(self) -> bool:
        return self.seq == 0

    @property
    def key(self) -> tuple[float, int]:
        """Orders finished lines: by the time of speaking, then as they were heard."""
        return self.start, self.seq


def read_out(line: Line) -> str:
    """What a screen reader says for a line."""
    said = f"{words.speaker_name(line.speaker)}, {words.clock(line.start)}: {line.text}"
    alerts = [f"{words.category_name(lit.category)}: {lit.phrase}" for lit in line.lit]
    slips = [f"{words.conduct_name(slip.kind)}. {slip.say_instead}" for slip in line.slips]
    marks = [marked_text()] if line.marked else []
    return ". ".join([said, *alerts, *slips, *marks])


def marked_text() -> str:
    """What stands beside a line in which a flag was set."""
    return QCoreApplication.translate("transcript", "Marked")


def as_text(line: Line) -> str:
    """The line as it is copied."""
    return f"{words.clock(line.start)} {words.speaker_name(line.speaker)}: {line.text}"


def tip(line: Line) -> str | None:
    """What the highlights of a line mean, or None where there are none."""
    alerts = [f"{words.category_name(a.category)}: {words.quoted(a.phrase)}" for a in line.lit]
    return "\n".join(alerts) or None


def located(phrase: str, text: str) -> Span | None:
    """Where the phrase stands in the text, at word boundaries, whatever the case."""
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) if pattern else None
    return Span(found.start(), found.end() - found.start()) if found else None


def made_line(
    heard: UtteranceHeard, alerts: Iterable[Alert], slips: Iterable[ConductFlagged]
) -> Line:
    line = Line(
        heard.speaker,
        heard.start,
        heard.text,
        heard.seq,
        doubtful=tuple(_doubtful(heard.text, heard.words)),
        slips=tuple(Slip(s.kind, s.say_instead, located(s.phrase, heard.text)) for s in slips),
    )
    return lit_up(line, alerts)


def lit_up(line: Line, alerts: Iterable[Alert]) -> Line:
    lit = [
        Lit(alert.seq, alert.category, alert.phrase, located(alert.phrase, line.text))
        for alert in alerts
        if alert.standing
    ]
    return replace(line, lit=tuple(sorted(lit, key=lambda one: one.alert)))


def _doubtful(text: str, heard: tuple[Word, ...]) -> Iterator[Span]:
    """Stretches of words that may be misheard; none where words and text do not match."""
    tokens = list(re.finditer(r"\S+", text))
    if len(tokens) != len(heard):
        return
    for token, word in zip(tokens, heard, strict=True):
        if word.confidence < DOUBTFUL:
            yield Span(token.start(), token.end() - token.start())


def spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Where in a text the words stand that are sought."""
    return [Span(found.start(), len(found[0])) for found in pattern.finditer(text)]
