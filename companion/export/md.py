"""The call as a page to read and to paste into a ticket: what matters first, the words below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.call import Alert, Call
from companion.events import EndReason, FollowUpSet
from companion.export.lines import LABELS, LEVELS, in_order, looked_at
from companion.note import clock
from companion.note_fields import FREE, NoteField, note_fields
from companion.plain import plain
from companion.script import load_script

_MARKUP = re.compile(r"([\\`*_\[\]<>~|&])")
_BLOCK = re.compile(r"^(\d*)([#+=.)-])")
"""What makes a line that it begins a heading or a list."""

_ELSEWHERE = ("follow_up", "incident", "summary")
"""Fields that repeat what the page says in sections of its own."""


def render(call: Call) -> str:
    """Markdown. ValueError for a call that has not started."""
    if call.started is None:
        raise ValueError("a call that has not started cannot be exported")
    sections = [list(_head(call))]
    if looked_at(call):
        sections += [list(_note(call)), list(_incidents(call)), list(_checklist(call))]
    sections.append(list(_transcript(call)))
    return "\n".join("\n".join(lines) + "\n" for lines in sections if lines)


def _head(call: Call) -> Iterator[str]:
    assert call.started is not None
    yield f"# Call of {call.started.started_at:%A %d %B %Y, %H:%M}"
    yield ""
    yield f"- Call: {escaped(call.started.call_id)}"
    yield f"- Source: {escaped(call.started.source)}, understood by {escaped(call.started.model)}"
    yield f"- Length: {clock(call.ended.at if call.ended else call.last_at)}"
    if call.ended is None or call.ended.reason is EndReason.INTERRUPTED:
        yield "- The program stopped in mid-call; this is what it heard until then."
    if not call.started.timed:
        yield "- The transcript had no times; these are estimates."
    levels = {rated.utterance: rated.level for rated in call.anger}
    if levels:
        yield f"- Anger at its height: {LEVELS[max(levels.values())]}"
    if call.follow_up is not None:
        yield f"- Follow-up: {_day(call.follow_up)}"


def _note(call: Call) -> Iterator[str]:
    fields = note_fields(call)
    yield "## Note"
    yield ""
    if not fields["issue"].text:
        yield "- Issue: none told"
    for name, field in fields.items():
        if name not in (*_ELSEWHERE, FREE):
            yield from _field(field)
    for line in fields[FREE].text.splitlines() if FREE in fields else ():
        yield f"\n{_paragraph(line)}"


def _field(field: NoteField) -> Iterator[str]:
    """What somebody wrote, with who and when; else each drafted line with its sentence."""
    title = escaped(field.name.replace("_", " ").capitalize())
    if field.written is not None:
        by = f" ({escaped(field.written.who)}, {field.written.when:%Y-%m-%d %H:%M})"
        for line in filter(str.strip, field.written.text.splitlines()):
            yield f"- {title}: {escaped(line)}{by}"
        return
    for drafted in field.drafted:
        quote = drafted.quote
        if quote is None:
            yield f"- {title}: {escaped(drafted.text)}"
        elif quote.text == drafted.text:
            yield f"- {title}, {clock(quote.start)}: “{escaped(quote.text)}”"
        else:
            said = f"{clock(quote.start)}: “{escaped(quote.text)}”"
            yield f"- {title}: {escaped(drafted.text)}, {said}"


def _incidents(call: Call) -> Iterator[str]:
    if not (call.alerts or call.abuse_steps or call.handed_over):
        return
    yield "## Threats, abuse and escalation"
    yield ""
    for alert in call.alerts:
        yield f"- {_alert(alert)}"
    yield from (f"- {line}" for line in steps_taken(call))


def steps_taken(call: Call) -> Iterator[str]:
    """What the agent did about it: the steps against abuse, the hand-over."""
    for step in call.abuse_steps:
        yield f"{clock(step.at)} the agent took the step “{escaped(step.step)}”"
    if call.handed_over is not None:
        to = f" to {escaped(call.handed_over.to)}" if call.handed_over.to else ""
        yield f"{clock(call.handed_over.at)} the call was handed over{to}"


def _alert(alert: Alert) -> str:
    name = alert.category.value.replace("_", " ")
    text = f"{clock(alert.start)} **{name}** ({alert.severity.value}): “{escaped(alert.phrase)}”"
    if alert.withdrawn_by is not None:
        text += f", taken back ({'by hand' if alert.withdrawn_by == 'agent' else 'not borne out'})"
    return text


def _checklist(call: Call) -> Iterator[str]:
    yield "## Checklist"
    yield ""
    for step in load_script().steps:
        ticks = [tick for tick in call.ticks if tick.step == step.id]
        if not ticks:
            yield f"- [ ] {escaped(step.title)}"
        elif ticks[0].evidence:
            evidence = f"{clock(ticks[0].at)}: “{escaped(ticks[0].evidence)}”"
            yield f"- [x] {escaped(step.title)}, {evidence}"
        else:
            yield f"- [x] {escaped(step.title)}, by hand"


def _transcript(call: Call) -> Iterator[str]:
    yield "## Transcript"
    yield ""
    for heard in in_order(call):
        label = LABELS[heard.speaker]
        speaker = f" **{label}**" if label else ""
        yield f"- {clock(heard.start)}{speaker}: {escaped(heard.text)}"


def _day(agreed: FollowUpSet) -> str:
    time = f" at {agreed.time:%H:%M}" if agreed.time else ""
    heard = f" (“{escaped(agreed.heard)}”)" if agreed.heard else ""
    return f"{agreed.date:%A %d %B %Y}{time}{heard}"


def escaped(text: str) -> str:
    """Words of others, on one line, of which nothing is taken for markup."""
    return _MARKUP.sub(r"\\\1", plain(text))


def _paragraph(line: str) -> str:
    return _BLOCK.sub(r"\1\\\2", escaped(line).strip())
