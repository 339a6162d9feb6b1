"""A changed rule held against sentences, and what comes of it gathered call by call."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from sqlite_utils import Database

from companion.detect.rules import Engine, Hit
from companion.events import Category
from companion.review.corpus import Corpus, Sentence
from companion.review.edits import Edit, alone
from companion.review.marks import alert_places
from companion.store import Store

_TOLD_EVERY_S = 0.4


@dataclass(frozen=True, slots=True)
class Change:
    """A stored sentence that a rule gains or loses, and the words that do it; when its call began,
    and whose it is.

    `already`: another alert of the same category stands on the sentence in the stored call.
    """

    call_id: str
    utterance: int
    start: float
    text: str
    phrase: str
    already: bool
    began: dt.datetime
    agent: str


@dataclass(frozen=True, slots=True)
class Part:
    """What has been found of a rule since the last part; `rules` are changed in all."""

    rule: str
    rules: int
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]


Tell = Callable[[Part], None]
"""Shown what is found while it is being found."""

Holds = Callable[[Engine | None, Edit, Sentence], Hit | None]


def untold(part: Part) -> None:
    """For those who wait for the whole."""
    del part


class Trial:
    """One rule as it was and as it would be; `engines` hold it alone, None where there is none."""

    def __init__(self, edit: Edit, holds: Holds) -> None:
        self._edit, self._holds = edit, holds
        self.engines = [Engine([alone(one)]) if one else None for one in (edit.before, edit.after)]

    def change(self, sentence: Sentence) -> tuple[Hit | None, Hit | None]:
        """Why the rule gains the sentence, or why it loses it; both None where nothing changes.

        What can only gain held for nothing that it does not hold for now, and what can only lose
        the other way round: then one look is enough for most sentences.
        """
        edit, (before, after) = self._edit, self.engines
        if not edit.may_lose:
            now = self._holds(after, edit, sentence)
            new = now is not None and self._holds(before, edit, sentence) is None
            return (now if new else None), None
        was = self._holds(before, edit, sentence)
        if was is None and not edit.may_gain:
            return None, None
        now = self._holds(after, edit, sentence)
        return (now if was is None else None), (was if now is None else None)


class Gathered:
    """What one rule gains and loses, told in parts while it grows."""

    def __init__(self, edit: Edit, corpus: Corpus, store: Store, rules: int, tell: Tell) -> None:
        self._edit, self._corpus, self._store = edit, corpus, store
        self._rules, self._tell = rules, tell
        self._told = time.monotonic()
        self._fresh: tuple[list[tuple[Sentence, Hit]], ...] = ([], [])
        self._whole: tuple[list[Change], ...] = ([], [])
        self._alerts: dict[str, list[tuple[int, str, str]]] = {}

    def add(self, sentence: Sentence, gained: Hit | None, lost: Hit | None) -> None:
        for hit, fresh in zip((gained, lost), self._fresh, strict=True):
            if hit is not None:
                fresh.append((sentence, hit))

    def tell_now_and_then(self) -> None:
        """Tell what has come since the last time, if that is some time ago."""
        if time.monotonic() - self._told >= _TOLD_EVERY_S:
            self._tell_fresh()

    def whole(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """All that is gained, and all that is lost."""
        self._tell_fresh()
        gained, lost = self._whole
        return tuple(gained), tuple(lost)

    def _tell_fresh(self) -> None:
        self._told = time.monotonic()
        if any(self._fresh):
            gained, lost = (tuple(self._changes(fresh)) for fresh in self._fresh)
            for part, whole in zip((gained, lost), self._whole, strict=True):
                whole.extend(part)
            self._fresh = ([], [])
            self._tell(Part(self._edit.name, self._rules, gained, lost))

    def _changes(self, fresh: Iterable[tuple[Sentence, Hit]]) -> Iterable[Change]:
        found = list(fresh)
        calls = self._corpus.calls(sentence.call_place for sentence, _ in found)
        self._look_up_alerts(call.call_id for call in calls.values())
        for sentence, hit in found:
            call_id, began, agent = calls[sentence.call_place]
            yield Change(
                call_id,
                sentence.seq,
                sentence.start,
                sentence.text,
                hit.phrase,
                self._already(call_id, sentence.seq),
                began,
                agent,
            )

    def _look_up_alerts(self, call_ids: Iterable[str]) -> None:
        """Of the calls that have an alert of the category at all, which; of each call once."""
        category = self._edit.rule.category
        fresh = [one for one in call_ids if one not in self._alerts]
        self._alerts |= {one: [] for one in fresh}
        if category in set(Category):
            for one in self._store.read(partial(_having, call_ids=fresh, category=category)):
                found = self._store.read(partial(alert_places, call_id=one))
                self._alerts[one] = list(found.values())

    def _already(self, call_id: str, utterance: int) -> bool:
        rule = self._edit.rule
        return any(
            seq == utterance and category == rule.category and by != rule.name
            for seq, category, by in self._alerts[call_id]
        )


def _having(db: Database, call_ids: list[str], category: str) -> list[str]:
    rows = db.execute(
        "SELECT calls.id FROM json_each(?) AS one JOIN calls ON calls.id = one.value"
        f" WHERE {Category(category).value} > 0",
        [json.dumps(call_ids)],
    )
    return [row[0] for row in rows]
