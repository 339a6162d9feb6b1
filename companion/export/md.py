"""The call as a page to read and to paste into a ticket: what matters first, the words below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.call import Alert, Call
from companion.events import EndReason, FollowUpSet
from companion.export.lines import LABELS, LEVELS, in_order
from companion.note import clock, draft_note
from companion.plain import plain
from companion.script import load_script

_MARKUP = re.compile(r"([\\`*_\[\]<>~|&])")
_BLOCK = re.compile(r"^(\d*)([#+=.)-])")
"""What makes a line that it begins a heading or a list."""


def render(call: Call) -> str:
    """Markdown. ValueError for a call that has not started."""
    if call.started is None:
        raise ValueError("a call that has not started cannot be exported")
    sections = [list(_head(call))]
    if _looked_at(call):
        sections += [list(_note(call)), list(_incidents(call)), list(_checklist(call))]
    sections.append(list(_transcript(call)))
    return "\n".join("\n".join(lines) + "\n" for lines in sections if lines)


def _looked_at(call: Call) -> bool:
    """Whether detectors saw the call; a bare transcript has no empty checklist."""
    return bool(call.anger or call.ticks or call.alerts or call.notes)


def _head(call: Call) -> Iterator[str]:
    assert call.started is not None
    yield f"# Call of {call.started.started_at:%A %d %B %Y, %H:%M}"
    yield ""
    yield f"- Call: {_said(call.started.call_id)}"
    yield f"- Source: {_said(call.started.source)}, understood by {_said(call.started.model)}"
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
    draft = draft_note(call)
    issue = call.latest_note("issue") or (draft.issue.text if draft.issue else "")
    yield "## Note"
    yield ""
    yield f"- Issue: {_said(issue) or 'none told'}"
    for quote in draft.next_steps:
        yield f"- Next step, {clock(quote.start)}: “{_said(quote.text)}”"
    for line in call.latest_note().splitlines():
        yield f"\n{_paragraph(line)}"


def _incidents(call: Call) -> Iterator[str]:
    if not call.alerts:
        return
    yield "## Threats, abuse and escalation"
    yield ""
    for alert in call.alerts:
        yield f"- {_alert(alert)}"


def _alert(alert: Alert) -> str:
    name = alert.category.value.replace("_", " ")
    text = f"{clock(alert.start)} **{name}** ({alert.severity.value}): “{_said(alert.phrase)}”"
    if alert.withdrawn_by is not None:
        text += f", taken back ({'by hand' if alert.withdrawn_by == 'agent' else 'not borne out'})"
    return text


def _checklist(call: Call) -> Iterator[str]:
    yield "## Checklist"
    yield ""
    for step in load_script().steps:
        ticks = [tick for tick in call.ticks if tick.step == step.id]
        if not ticks:
            yield f"- [ ] {_said(step.title)}"
        elif ticks[0].evidence:
            yield f"- [x] {_said(step.title)}, {clock(ticks[0].at)}: “{_said(ticks[0].evidence)}”"
        else:
            yield f"- [x] {_said(step.title)}, by hand"


def _transcript(call: Call) -> Iterator[str]:
    yield "## Transcript"
    yield ""
    for heard in in_order(call):
        label = LABELS[heard.speaker]
        speaker = f" **{label}**" if label else ""
        yield f"- {clock(heard.start)}{speaker}: {_said(heard.text)}"


def _day(agreed: FollowUpSet) -> str:
    time = f" at {agreed.time:%H:%M}" if agreed.time else ""
    heard = f" (“{_said(agreed.heard)}”)" if agreed.heard else ""
    return f"{agreed.date:%A %d %B %Y}{time}{heard}"


def _said(text: str) -> str:
    """Words of others, on one line, of which nothing is taken for markup."""
    return _MARKUP.sub(r"\\\1", plain(text))


def _paragraph(line: str) -> str:
    return _BLOCK.sub(r"\1\\\2", _said(line).strip())
