"""Events to and from JSON: the one form in which they are stored and carried along."""

from __future__ import annotations

import datetime as dt
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from companion.events import AnyEvent


@cache
def _converter() -> JsonConverter:
    """Made when it is first used: it writes a function for every kind of event."""
    converter = make_converter()
    # The JSON converter knows dates and datetimes, but no times of day.
    converter.register_unstructure_hook(dt.time, dt.time.isoformat)
    converter.register_structure_hook(dt.time, lambda text, _: dt.time.fromisoformat(text))
    configure_tagged_union(AnyEvent, converter, tag_name="event")
    return converter


def encode(event: AnyEvent) -> str:
    """One line of JSON, with the class name as `event`: no event has a field of that name."""
    return _converter().dumps(event, unstructure_as=AnyEvent, ensure_ascii=False)


def decode(text: str) -> AnyEvent:
    """The event in a line written by `encode`; an unknown field is ignored.

    Raises an exception of `cattrs`, `json` or KeyError where the text is no event.
    """
    event: AnyEvent = _converter().loads(text, AnyEvent)  # type: ignore[arg-type]
    return event
