"""A saved call as lines for the terminal. Every colour has its word as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from companion.call import Alert, Call
from companion.events import By, Speaker, UtteranceHeard
from companion.export.lines import LABELS, LEVELS, in_order
from companion.note import clock, draft_note
from companion.plain import plain
from companion.script import load_script
from companion.store import Status

_COLOURS = {Speaker.AGENT: "cyan", Speaker.CUSTOMER: "yellow", Speaker.UNKNOWN: None}
_INDENT = " " * 18
_STATUS = {
    Status.INTERRUPTED: "Interrupted: the program stopped in mid-call; this is all until then.",
    Status.LIVE: "Still running.",
}


def call_lines(call: Call, status: Status) -> Iterator[str]:
    """The call to read, from its head to the agent's notes."""
    yield from _head(call, status)
    sections = {
        "": _conversation(call),
        "Threats, abuse and escalation": map(_alert, call.alerts),
        "Checklist": _checklist(call),
        "Follow-up": _follow_up(call),
        "Note": _note(call),
    }
    for title, lines in sections.items():
        yield from _section(title, list(lines))


def highlighted(text: str, marks: Iterable[tuple[int, int]], colour: str | None) -> str:
    """The text in its colour, with the (start, end) parts in bold."""
    done, parts = 0, []
    for start, end in marks:
        parts.append(click.style(text[done:start], fg=colour))
        parts.append(click.style(text[start:end], fg=colour, bold=True, underline=True))
        done = end
    return "".join([*parts, click.style(text[done:], fg=colour)])


def speaker_colour(speaker: Speaker | None) -> str | None:
    return None if speaker is None else _COLOURS[speaker]


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        if title:
            yield click.style(title, bold=True)
        yield from lines


def _head(call: Call, status: Status) -> Iterator[str]:
    assert call.started is not None
    started = call.started
    length = clock(call.ended.at if call.ended else call.last_at)
    yield click.style(f"Call {plain(started.call_id)}", bold=True)
    yield f"{started.started_at:%A %d %B %Y, %H:%M}, length {length}"
    yield f"{plain(started.source)}, understood by {plain(started.model)}"
    if status in _STATUS:
        yield click.style(_STATUS[status], fg="red")
    if not started.timed:
        yield "The transcript had no times; these are estimates."
    if started.channels == (Speaker.UNKNOWN,):
        yield "One channel only: cannot tell who said what."


def _conversation(call: Call) -> Iterator[str]:
    for heard in in_order(call):
        yield from _utterance(call, heard)


def _utterance(call: Call, heard: UtteranceHeard) -> Iterator[str]:
    alerts = [a for a in call.alerts if a.utterance == heard.seq and a.standing]
    flagged = [c for c in call.conduct if c.utterance == heard.seq]
    text = plain(heard.text)
    phrases = [plain(a.phrase) for a in alerts] + [plain(c.phrase) for c in flagged]
    words = highlighted(text, _places(text, phrases), _COLOURS[heard.speaker])
    head = f"{clock(heard.start):>7}  {LABELS[heard.speaker]:<9}"
    yield click.style(head, fg=_COLOURS[heard.speaker]) + words
    for alert in alerts:
        yield _mark("▲", f"{_name(alert)}: “{plain(alert.phrase)}”", "red")
    level, because = _anger(call, heard.seq)
    if level:
        reasons = ", ".join(f"“{plain(words)}”" for words in because)
        yield _mark("■" * level + "□" * (3 - level), f"{LEVELS[level]}: {reasons}", "magenta")
    for slip in flagged:
        kind = plain(slip.kind)
        yield _mark("~", f"{kind}: “{plain(slip.phrase)}”. {plain(slip.say_instead)}", "blue")


def _places(text: str, phrases: list[str]) -> list[tuple[int, int]]:
    """Where the phrases are in the text, in order and without overlap."""
    found = sorted((text.find(p), text.find(p) + len(p)) for p in phrases if p and p in text)
    places: list[tuple[int, int]] = []
    for start, end in found:
        if not places or start >= places[-1][1]:
            places.append((start, end))
    return places


def _anger(call: Call, utterance: int) -> tuple[int, tuple[str, ...]]:
    rated = [each for each in call.anger if each.utterance == utterance]
    return (rated[-1].level, rated[-1].because) if rated else (0, ())


def _alert(alert: Alert) -> str:
    said = f"{clock(alert.start):>7}  {_name(alert)}: “{plain(alert.phrase)}”"
    if alert.withdrawn_by is By.AGENT:
        return click.style(f"{said}, called wrong by the agent", dim=True)
    if alert.withdrawn_by is By.HEARD:
        return click.style(f"{said}, taken back: the sentence did not bear it out", dim=True)
    if alert.utterance is None:
        return f"{said}, raised on words that never became a sentence"
    return click.style(said, fg="red") + (", read by the agent" if alert.dismissed else "")


def _name(alert: Alert) -> str:
    return f"{alert.category.value.replace('_', ' ')} ({alert.severity.value})"


def _checklist(call: Call) -> Iterator[str]:
    for step in load_script().steps:
        ticks = [tick for tick in call.ticks if tick.step == step.id]
        if not ticks:
            yield f"  [ ]    {plain(step.title)}"
            continue
        how = f"“{plain(ticks[0].evidence)}”" if ticks[0].evidence else "by hand"
        done = click.style(f"  [x]    {plain(step.title)}", fg="green")
        yield f"{done}, {clock(ticks[0].at)}: {how}"


def _follow_up(call: Call) -> Iterator[str]:
    agreed = call.follow_up
    if agreed is None:
        return
    time = f" at {agreed.time:%H:%M}" if agreed.time else ""
    how = f"heard: “{plain(agreed.heard)}”" if agreed.heard else "set by hand"
    sure = ", accepted by the agent" if agreed.accepted else ""
    yield f"  {agreed.date:%A %d %B %Y}{time}, {how}{sure}"


def _note(call: Call) -> Iterator[str]:
    draft = draft_note(call)
    issue = call.latest_note("issue") or (draft.issue.text if draft.issue else "")
    if issue:
        yield f"  Issue: {plain(issue)}"
    for quote in draft.next_steps:
        yield f"  Next step, {clock(quote.start)}: “{plain(quote.text)}”"
    for line in call.latest_note().splitlines():
        yield f"  {plain(line)}"


def _mark(sign: str, text: str, colour: str) -> str:
    return _INDENT + click.style(f"{sign} {text}", fg=colour)
