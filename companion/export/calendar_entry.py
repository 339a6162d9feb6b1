"""The agreed follow-up as an entry for a calendar (iCalendar, RFC 5545), with a reminder.

Loaded when one is made: the library takes a quarter of a second.
"""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Calendar, Event

from companion.call import Call
from companion.note import draft_note
from companion.note_fields import note_fields
from companion.plain import plain

_LASTS = dt.timedelta(minutes=30)
_REMIND_BEFORE = dt.timedelta(minutes=15)
_REMIND_AT = dt.timedelta(hours=9)
"""On the morning of a day for which no time was agreed."""


def calendar_of(call: Call) -> str:
    """A calendar with one entry; without one where no follow-up is agreed.

    The entry keeps its UID, so that a calendar that knows it moves it instead of adding another.
    Times are in UTC. ValueError for a call that has not started.
    """
    if call.started is None:
        raise ValueError("a call that has not started cannot be exported")
    calendar = Calendar()
    calendar.add("prodid", "-//Call Companion//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if call.follow_up is not None:
        calendar.add_component(_entry(call))
    return bytes(calendar.to_ical()).decode()


def _entry(call: Call) -> Event:
    assert call.started is not None
    assert call.follow_up is not None
    agreed, begun = call.follow_up, call.started.started_at
    entry = Event()
    entry.add("uid", f"{call.started.call_id}@call-companion")
    entry.add("dtstamp", begun.astimezone(dt.UTC))
    entry.add("sequence", agreed.seq)
    entry.add("summary", _title(call))
    entry.add("description", _about(call))
    entry.add("class", "PRIVATE")
    if agreed.time is None:
        entry.add("dtstart", agreed.date)
        entry.add("dtend", agreed.date + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    else:
        # The offset of the day of the call: the only one that is known of where it was.
        start = dt.datetime.combine(agreed.date, agreed.time, begun.tzinfo).astimezone(dt.UTC)
        entry.add("dtstart", start)
        entry.add("dtend", start + _LASTS)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _title(call))
    alarm.add("trigger", _REMIND_AT if agreed.time is None else -_REMIND_BEFORE)
    entry.add_component(alarm)
    return entry


def _title(call: Call) -> str:
    customer = plain(note_fields(call)["customer"].text)
    return f"Follow up: {customer}" if customer else "Follow up on a call"


def _about(call: Call) -> str:
    assert call.started is not None
    assert call.follow_up is not None
    draft = draft_note(call)
    issue = call.latest_note("issue") or (draft.issue.text if draft.issue else "")
    lines = [f"Call {call.started.call_id} of {call.started.started_at:%d %B %Y, %H:%M}"]
    lines += [f"Issue: {plain(issue)}"] if issue else []
    lines += [f"Heard: {plain(call.follow_up.heard)}"] if call.follow_up.heard else []
    lines += [f"Promised: {plain(quote.text)}" for quote in draft.next_steps]
    return "\n".join(lines)
