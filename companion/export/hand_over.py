"""The page for whoever takes the call over: to read, to paste into a ticket, to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from companion.abuse_protocol import AbuseStep, load_protocol
from companion.call import Call
from companion.events import Category, FollowUpSet
from companion.export.lines import LEVELS
from companion.export.md import escaped
from companion.hand_over import HandOver, hand_over
from companion.incident import Incident
from companion.note import Quote, clock
from companion.plain import plain

Section = tuple[str, list[str]]
"""A heading, and the lines under it as they are, with nothing escaped."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the page's own words are said, in another language perhaps. What somebody said in the
    call stays as it was said.
    """

    say: Callable[[str], str] = str
    day: Callable[[dt.date], str] = "{:%A %d %B %Y}".format


ENGLISH = Wording()


def render(call: Call) -> str:
    """Markdown. ValueError for a call that has not started."""
    return markdown(hand_over(call), load_protocol())


def markdown(page: HandOver, protocol: tuple[AbuseStep, ...], wording: Wording = ENGLISH) -> str:
    """The page in Markdown; `protocol` names the steps against abuse."""
    [(title, head), *rest] = sections(page, protocol, wording)
    lines = [f"# {escaped(title)}", "", *(f"- {escaped(line)}" for line in head)]
    for heading, told in rest:
        lines += ["", f"## {heading}", "", *(f"- {escaped(line)}" for line in told)]
    return "\n".join(lines) + "\n"


def text(page: HandOver, protocol: tuple[AbuseStep, ...], wording: Wording = ENGLISH) -> str:
    """The page as plain text."""
    [(title, head), *rest] = sections(page, protocol, wording)
    lines = [plain(title).upper(), *map(plain, head)]
    for heading, told in rest:
        lines += ["", heading.upper(), *(f"- {plain(line)}" for line in told)]
    return "\n".join(lines) + "\n"


def sections(
    page: HandOver, protocol: tuple[AbuseStep, ...], wording: Wording = ENGLISH
) -> list[Section]:
    """The head first; of the others only those that have lines."""
    say = wording.say
    titles = {step.id: say(step.title) for step in protocol}
    steps = [f"{clock(each.at)} {titles.get(each.step, each.step)}" for each in page.abuse_steps]
    day = _day(page.follow_up, wording)
    sections: list[Section] = [
        (say("Asked for"), [_said(quote) for quote in page.asked]),
        (say("Threats and abuse, in exact words"), [_incident(i, say) for i in page.incidents]),
        (say("Steps taken against abuse"), steps),
        (say("Promised"), [*(_said(quote) for quote in page.promised), *day]),
        (say("Tried"), [_said(quote) for quote in page.tried]),
        (say("Note"), [line for line in page.note.splitlines() if line.strip()]),
    ]
    title = say("Hand-over to {name}").format(name=page.to) if page.to else say("Hand-over")
    head = list(_head(page, say))
    return [(title, head), *((name, told) for name, told in sections if told)]


def _head(page: HandOver, say: Callable[[str], str]) -> Iterator[str]:
    yield say("Customer: {name}").format(name=page.customer or say("name not heard"))
    if page.reference:
        yield say("Reference: {number}").format(number=page.reference)
    yield say("Issue: {words}").format(words=f"“{page.issue}”" if page.issue else say("none told"))
    if page.anger is not None and page.height is not None:
        told = say("Anger now, {time}: {level}")
        if page.height > page.anger:
            told = say("Anger now, {time}: {level} (at its height: {height})")
        level, height = say(LEVELS[page.anger]), say(LEVELS[page.height])
        yield told.format(time=clock(page.at), level=level, height=height)
    if page.agent:
        yield say("Agent: {name}").format(name=page.agent)


def _said(quote: Quote) -> str:
    return f"{clock(quote.start)} “{quote.text}”"


def _incident(one: Incident, say: Callable[[str], str]) -> str:
    name = "self harm" if one.category is Category.SELF_HARM else one.category.value
    return f"{clock(one.at)} {say(name)}: “{one.said.text}”"


def _day(agreed: FollowUpSet | None, wording: Wording) -> list[str]:
    if agreed is None:
        return []
    day = wording.day(agreed.date)
    if agreed.time is None:
        return [wording.say("Call back: {day}").format(day=day)]
    time = f"{agreed.time:%H:%M}"
    return [wording.say("Call back: {day} at {time}").format(day=day, time=time)]
