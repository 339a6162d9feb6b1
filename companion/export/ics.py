"""The agreed follow-up for a calendar."""

from __future__ import annotations

from companion.call import Call


def render(call: Call) -> str:
    """iCalendar; without an entry where no follow-up is agreed. ValueError as the others."""
    # Loaded here, because the library takes a quarter of a second.
    from companion.export.calendar_entry import calendar_of  # noqa: PLC0415

    return calendar_of(call)
