"""Threats and abuse of a call on a page of their own: exact words, times, and the answers."""

from __future__ import annotations

from collections.abc import Iterator

from companion.call import Call
from companion.export.lines import LABELS
from companion.export.md import escaped, steps_taken
from companion.incident import Incident, incidents
from companion.note import Quote, clock
from companion.note_fields import history, note_fields


def render(call: Call) -> str:
    """Markdown. ValueError for a call that has not started."""
    if call.started is None:
        raise ValueError("a call that has not started cannot be exported")
    found = incidents(call)
    lines = [*_head(call)]
    for number, incident in enumerate(found, start=1):
        lines += ["", *_incident(number, incident)]
    if not found:
        lines += ["", "No threats or abuse were noted in this call."]
    return "\n".join([*lines, *_added(call)]) + "\n"


def _head(call: Call) -> Iterator[str]:
    assert call.started is not None
    fields = note_fields(call)
    yield f"# Incident report, call of {call.started.started_at:%A %d %B %Y, %H:%M}"
    yield ""
    yield f"- Call: {escaped(call.started.call_id)}"
    for name in ("customer", "reference"):
        if fields[name].text:
            yield f"- {name.capitalize()}: {escaped(fields[name].text)}"
    if call.started.agent:
        yield f"- Agent: {escaped(call.started.agent)}"
    for line in steps_taken(call):
        yield f"- {line}"


def _incident(number: int, incident: Incident) -> Iterator[str]:
    name = incident.category.value.replace("_", " ")
    yield f"## {number}. {name.capitalize()} ({incident.severity}), {clock(incident.at)}"
    yield ""
    yield f"- Words: “{escaped(incident.phrase)}”"
    yield f"- {_line(incident.said)}"
    for quote in incident.answer:
        yield f"- {_line(quote)}"
    if not incident.answer:
        yield "- The agent gave no answer before the customer went on."
    if incident.judged_right is not None:
        yield f"- A reviewer called this {'right' if incident.judged_right else 'wrong'}."


def _line(quote: Quote) -> str:
    speaker = LABELS[quote.speaker] or "Unknown"
    return f"{clock(quote.start)} {speaker}: “{escaped(quote.text)}”"


def _added(call: Call) -> Iterator[str]:
    """What people wrote of it, each version."""
    versions = history(call, "incident")
    if versions:
        yield ""
        yield "## Written about it"
        yield ""
    for version in versions:
        yield f"- {escaped(version.who)}, {version.when:%Y-%m-%d %H:%M}: {escaped(version.text)}"
