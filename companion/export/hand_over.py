"""The page for whoever takes the call over: to read, to paste into a ticket, to print."""

from __future__ import annotations

from collections.abc import Iterator

from companion.abuse_protocol import AbuseStep, load_protocol
from companion.call import Call
from companion.events import FollowUpSet
from companion.export.lines import LEVELS
from companion.export.md import escaped
from companion.hand_over import HandOver, hand_over
from companion.incident import Incident
from companion.note import Quote, clock
from companion.plain import plain

Section = tuple[str, list[str]]
"""A heading, and the lines under it as they are, with nothing escaped."""


def render(call: Call) -> str:
    """Markdown. ValueError for a call that has not started."""
    return markdown(hand_over(call), load_protocol())


def markdown(page: HandOver, protocol: tuple[AbuseStep, ...]) -> str:
    """The page in Markdown; `protocol` names the steps against abuse."""
    [(title, head), *rest] = sections(page, protocol)
    lines = [f"# {escaped(title)}", "", *(f"- {escaped(line)}" for line in head)]
    for heading, told in rest:
        lines += ["", f"## {heading}", "", *(f"- {escaped(line)}" for line in told)]
    return "\n".join(lines) + "\n"


def text(page: HandOver, protocol: tuple[AbuseStep, ...]) -> str:
    """The page as plain text."""
    [(title, head), *rest] = sections(page, protocol)
    lines = [plain(title).upper(), *map(plain, head)]
    for heading, told in rest:
        lines += ["", heading.upper(), *(f"- {plain(line)}" for line in told)]
    return "\n".join(lines) + "\n"


def sections(page: HandOver, protocol: tuple[AbuseStep, ...]) -> list[Section]:
    """The head first; of the others only those that have lines."""
    titles = {step.id: step.title for step in protocol}
    steps = [f"{clock(each.at)} {titles.get(each.step, each.step)}" for each in page.abuse_steps]
    sections: list[Section] = [
        ("Asked for", [_said(quote) for quote in page.asked]),
        ("Threats and abuse, in exact words", [_incident(one) for one in page.incidents]),
        ("Steps taken against abuse", steps),
        ("Promised", [*(_said(quote) for quote in page.promised), *_day(page.follow_up)]),
        ("Tried", [_said(quote) for quote in page.tried]),
        ("Note", [line for line in page.note.splitlines() if line.strip()]),
    ]
    title = f"Hand-over to {page.to}" if page.to else "Hand-over"
    return [(title, list(_head(page))), *((name, told) for name, told in sections if told)]


def _head(page: HandOver) -> Iterator[str]:
    yield f"Customer: {page.customer or 'name not heard'}"
    if page.reference:
        yield f"Reference: {page.reference}"
    yield f"Issue: “{page.issue}”" if page.issue else "Issue: none told"
    if page.anger is not None and page.height is not None:
        height = f" (at its height: {LEVELS[page.height]})" if page.height > page.anger else ""
        yield f"Anger now, {clock(page.at)}: {LEVELS[page.anger]}{height}"
    if page.agent:
        yield f"Agent: {page.agent}"


def _said(quote: Quote) -> str:
    return f"{clock(quote.start)} “{quote.text}”"


def _incident(one: Incident) -> str:
    name = one.category.value.replace("_", " ")
    return f"{clock(one.at)} {name}: “{one.said.text}”"


def _day(agreed: FollowUpSet | None) -> list[str]:
    if agreed is None:
        return []
    time = f" at {agreed.time:%H:%M}" if agreed.time else ""
    return [f"Call back: {agreed.date:%A %d %B %Y}{time}"]
