"""The call's page as a PDF."""

from __future__ import annotations

from companion.call import Call
from companion.export import md


def render(call: Call) -> bytes:
    """The call as `md` has it. ValueError for a call that has not started."""
    # Loaded here, because the library takes a third of a second.
    from companion.export.printing import printed  # noqa: PLC0415

    page = md.render(call)
    assert call.started is not None
    begun = call.started.started_at
    return printed(page, title=f"Call of {begun:%Y-%m-%d %H:%M}", made=begun)
