"""What reviewers said of alerts: right, wrong, or missed; by sentence and category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlite_utils import Database

from companion.codec import decode
from companion.events import AlertConfirmed, AlertJudged, AlertMissed, AlertRaised, AnyEvent
from companion.review.intervals import share_interval
from companion.store import Store

Place = tuple[str, int, str]
"""Call, sentence by its place in the log, category."""

_MARKS = "('AlertJudged', 'AlertMissed')"
_ALERTS = "('AlertRaised', 'AlertConfirmed')"


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the sentences found that reviewers have marked, how many are right.

    `missed_now_found` are among `right`: no alert came, and a reviewer said one should have.
    `share`, `low` and `high` are None where nothing found is marked.
    """

    right: int
    wrong: int
    missed_now_found: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def marked(self) -> int:
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class Marks:
    """`right` says of a sentence and category whether an alert is right there; `missed` are those
    that a reviewer missed.
    """

    right: Mapping[Place, bool]
    missed: frozenset[Place]

    def precision(self, found: Iterable[Place]) -> Precision:
        """How right these findings are, as far as somebody has marked them."""
        places = set(found)
        told = [self.right[place] for place in places if place in self.right]
        again = len(places & self.missed)
        right, wrong = sum(told) + again, len(told) - sum(told)
        interval = share_interval(right, right + wrong)
        share = right / (right + wrong) if right + wrong else None
        return Precision(
            right,
            wrong,
            again,
            share,
            interval.low if interval else None,
            interval.high if interval else None,
        )


def read_marks(store: Store) -> Marks:
    """All marks of the stored calls; of several on one alert the newest counts."""
    right: dict[Place, bool] = {}
    missed: set[Place] = set()
    for call_id, marks in store.read(_marks).items():
        alerts = store.read(partial(alert_places, call_id=call_id))
        for mark in marks:
            if isinstance(mark, AlertMissed):
                missed.add((call_id, mark.utterance, mark.category.value))
            elif isinstance(mark, AlertJudged) and mark.alert in alerts:
                utterance, category, _ = alerts[mark.alert]
                right[call_id, utterance, category] = mark.right
    return Marks(right, frozenset(missed) - right.keys())


def alert_places(db: Database, call_id: str) -> dict[int, tuple[int, str, str]]:
    """Sentence, category and rule of each alert of a call, by the alert's place in the log."""
    found: dict[int, tuple[int, str, str]] = {}
    raised: dict[int, AlertRaised] = {}
    for event in _events(db, call_id, _ALERTS):
        if isinstance(event, AlertRaised):
            raised[event.seq] = event
            if event.utterance is not None:
                found[event.seq] = (event.utterance, event.category.value, event.rule)
        elif isinstance(event, AlertConfirmed) and event.alert in raised:
            alert = raised[event.alert]
            found[event.alert] = (event.utterance, alert.category.value, alert.rule)
    return found


def _marks(db: Database) -> dict[str, list[AnyEvent]]:
    rows = db.execute(
        f"SELECT call_id, body FROM events INDEXED BY events_marks WHERE kind IN {_MARKS}"
        " ORDER BY call_id, seq"
    )
    found: dict[str, list[AnyEvent]] = {}
    for call_id, body in rows:
        found.setdefault(call_id, []).append(decode(body))
    return found


def _events(db: Database, call_id: str, kinds: str) -> list[AnyEvent]:
    rows = db.execute(
        f"SELECT body FROM events WHERE call_id = ? AND kind IN {kinds} ORDER BY seq", [call_id]
    )
    return [decode(row[0]) for row in rows]
