"""How long calls are kept: the rules of the settings, and the calls that they let go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.errors import OutsideError
from companion.settings import Settings
from companion.store.filter import Filter
from companion.store.store import Store
from companion.store.summary import CallSummary, Status

BY_RULE = "the settings"
"""Who deletes what is due at the start of the program."""

_ONE = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*(\d{1,5})\s*")


@dataclass(frozen=True, slots=True)
class Rule:
    """Calls with one of these dispositions, or with none of `but`, are kept for so many days."""

    days: int
    dispositions: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    @property
    def why(self) -> str:
        """As it stands in the log of deletions."""
        ended = f", ended as {', '.join(sorted(self.dispositions))}" if self.dispositions else ""
        return f"older than {self.days} days{ended}"


def rules(settings: Settings) -> list[Rule]:
    """What the settings say; nothing for calls that are kept for ever. OutsideError as `_days`."""
    own = _days(settings.keep_days_by_outcome)
    found = [Rule(days, frozenset({name})) for name, days in own.items() if days]
    if settings.keep_days:
        found.append(Rule(settings.keep_days, but=frozenset(own)))
    return found


def due(store: Store, rule: Rule, today: dt.date) -> list[CallSummary]:
    """The calls that this rule lets go, none of them live. The day of a call is not counted."""
    last = today - dt.timedelta(days=rule.days + 1)
    found = store.calls(Filter(until=last, dispositions=rule.dispositions), today=today)
    return [
        call
        for call in found
        if call.status is not Status.LIVE and call.disposition not in rule.but
    ]


def purge(store: Store, settings: Settings, today: dt.date) -> Iterator[tuple[Rule, int]]:
    """Delete what is due for good; each rule with the number of calls that it let go."""
    for rule in rules(settings):
        calls = [call.id for call in due(store, rule, today)]
        if calls:
            store.erase(calls, who=BY_RULE, why=rule.why)
            yield rule, len(calls)


def _days(text: str) -> dict[str, int]:
    """Days by disposition, written as "abuse = 730, resolved = 30"; 0 days: for ever."""
    days: dict[str, int] = {}
    for part in filter(str.strip, text.split(",")):
        found = _ONE.fullmatch(part)
        if found is None:
            raise OutsideError(
                f'The setting keep_days_by_outcome is not usable: "{part.strip()}" is no outcome'
                " with a number of days.",
                "Write it like: abuse = 730, resolved = 30",
            )
        days[found[1]] = int(found[2])
    return days
