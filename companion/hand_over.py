"""Half a page for whoever takes the call over: read in ten seconds, every word somebody's own.

A fold of the call: what was tried, threatened, promised and asked are quotations with their times.
How the page reads is in `companion.export.hand_over`.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.call import Call
from companion.events import AbuseStepTaken, FollowUpSet, Speaker
from companion.incident import Incident, incidents
from companion.note import Note, Quote, draft_note, quoted
from companion.note_fields import note_fields

MOST_LINES = 3
"""Of each kind: half a page, and no more. The newest ones where there are more."""

_TRIED = ("listen", "reflect", "apologise")


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the next person has to know. `anger` is the customer's level now, None if unrated."""

    customer: str
    reference: str
    agent: str
    at: float
    issue: str
    anger: int | None
    height: int | None
    asked: tuple[Quote, ...]
    tried: tuple[Quote, ...]
    promised: tuple[Quote, ...]
    follow_up: FollowUpSet | None
    incidents: tuple[Incident, ...]
    abuse_steps: tuple[AbuseStepTaken, ...]
    note: str
    to: str


def hand_over(call: Call, draft: Note | None = None) -> HandOver:
    """The page as it stands after this prefix of the call. ValueError before it has begun."""
    if call.started is None:
        raise ValueError("a call that has not started cannot be handed over")
    draft = draft or draft_note(call)
    fields = note_fields(call, draft)
    levels = [rated.level for rated in call.anger]
    return HandOver(
        customer=fields["customer"].text,
        reference=fields["reference"].text,
        agent=call.started.agent,
        at=call.last_at,
        issue=fields["issue"].text,
        anger=levels[-1] if levels else None,
        height=max(levels, default=None),
        asked=_asked(call, draft),
        tried=_newest((*_ticked(call, _TRIED), *draft.offered)),
        promised=_newest(draft.next_steps),
        follow_up=call.follow_up,
        incidents=incidents(call)[-MOST_LINES:],
        abuse_steps=call.abuse_steps,
        note=call.latest_note(),
        to=call.handed_over.to if call.handed_over else "",
    )


def _asked(call: Call, draft: Note) -> tuple[Quote, ...]:
    """Who or what they asked for: the sentences that ask for somebody higher, else their last."""
    if draft.escalations:
        return draft.escalations[-MOST_LINES:]
    last = next((u for u in reversed(call.utterances) if u.speaker is Speaker.CUSTOMER), None)
    return (quoted(last),) if last else ()


def _ticked(call: Call, steps: tuple[str, ...]) -> tuple[Quote, ...]:
    """Of each step the sentence that earned it last."""
    newest = {tick.step: tick.utterance for tick in call.ticks if tick.utterance is not None}
    return tuple(quoted(call.utterance(newest[step])) for step in steps if step in newest)


def _newest(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    in_order = {quote.utterance: quote for quote in sorted(quotes, key=lambda q: q.start)}
    return tuple(in_order.values())[-MOST_LINES:]
