"""Makes a database of calls to look at: `python -m tools.made_calls HOME --calls 2000`.

HOME becomes a data directory (COMPANION_HOME) that holds the calls of half a year: twelve agents,
varied matters and courses of anger, follow-ups kept and missed, some calls reviewed, commented and
with alerts judged. What is said is made up (tools/made_talk.py); what is found in it comes from the
real session and its detectors. The same seed makes the same calls.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from sqlite_utils import Database

from companion.call import Call, fold
from companion.detect.table import load_detectors
from companion.events import (
    AlertJudged,
    AnyEvent,
    CallEnded,
    CallStarted,
    CommentWritten,
    EndReason,
    FollowUpClosed,
    NoteWritten,
    Speaker,
)
from companion.language.redact import Redactor
from companion.review.scorecard import Kind, Question, Scorecard
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import Sheet, open_sheet
from companion.session import News, Session
from companion.store import CallLog, Store
from tools.made_talk import BOOK, Agent, agents, talk

LAST_DAY = dt.date(2026, 11, 20)
WEEKS = 26
_ZONE = dt.timezone(dt.timedelta(hours=1))
_A_TRANSACTION = 500


def made_call(number: int, seed: int, count: int) -> list[AnyEvent]:
    """Call `number` of `count`, whole: as it was heard and what was done with it afterwards."""
    people = agents(random.Random(seed))
    chance = random.Random(f"{seed}-{number}")
    first = LAST_DAY - dt.timedelta(weeks=WEEKS) + dt.timedelta(days=1)
    day = first + dt.timedelta(days=number * WEEKS * 7 // count)
    if day.weekday() == 6:
        day -= dt.timedelta(days=1)
    agent = chance.choice(people)
    entries = _heard(chance, agent, day, (day - first).days // 7, number)
    call = fold(entries)
    for event in _afterwards(chance, call):
        entry = replace(event, seq=call.last_seq + 1)
        call = fold([entry], call)
        entries.append(entry)
    return entries


def fill(database: Path, count: int, seed: int = 1, workers: int = 2) -> None:
    """Make so many calls into a database, which is made if need be."""
    Store.open(database).close()
    db = Database(database)
    db.execute("PRAGMA synchronous = OFF")  # it can be made again

    @contextmanager
    def already_writing() -> Iterator[Database]:
        yield db

    make = partial(made_call, seed=seed, count=count)
    with ProcessPoolExecutor(workers) as pool:
        made = pool.map(make, range(count), chunksize=20)
        for start in range(0, count, _A_TRANSACTION):
            with db.atomic():
                for _ in range(min(_A_TRANSACTION, count - start)):
                    entries = next(made)
                    assert isinstance(entries[0], CallStarted)
                    CallLog(entries[0].call_id, already_writing).append(entries)
    db.close()


def _heard(
    chance: random.Random, agent: Agent, day: dt.date, week: int, number: int
) -> list[AnyEvent]:
    """The call through the session and its detectors, as if it were live."""
    made = talk(chance, agent, day, week)
    began = dt.datetime.combine(
        day, dt.time(chance.randint(8, 17), chance.randint(0, 59), chance.randint(0, 59)), _ZONE
    )
    entries: list[AnyEvent] = []

    def keep(news: News) -> None:
        if isinstance(news, AnyEvent):
            entries.append(news)

    session = Session(load_detectors(), [keep], mask=Redactor())
    session.start()
    session.submit(
        CallStarted(
            at=0.0,
            call_id=f"{began:%Y%m%d-%H%M%S}-{number:06x}",
            started_at=began,
            source="made",
            model="made",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
            agent=agent.name,
        )
    )
    for line in made.lines:
        session.submit(line)
    session.submit(CallEnded(at=made.clock + 1.0, reason=EndReason.ENDED))
    session.wait()
    return entries


def _afterwards(chance: random.Random, call: Call) -> Iterator[AnyEvent]:
    """The agent's wrap-up, and what a reviewer made of the call, if any did."""
    assert call.started is not None
    assert call.ended is not None
    at, when, agent = call.ended.at, call.started.started_at, call.started.agent
    after = when + dt.timedelta(minutes=12)
    note = partial(NoteWritten, at=at, who=agent, when=after)
    yield note(field="disposition", text=_disposition(chance, call))
    yield note(field="customer", text=chance.choice(BOOK["customers"]))
    yield note(field="reference", text=f"C{chance.randrange(10**5, 10**6)}")
    if call.follow_up is not None and call.follow_up.date < LAST_DAY and chance.random() < 0.9:
        done = dt.datetime.combine(call.follow_up.date, dt.time(16), _ZONE)
        yield FollowUpClosed(at=at, who=agent, when=done, kept=chance.random() < 0.82)
    if chance.random() < 0.25:
        reviewer = chance.choice(BOOK["reviewers"])
        yield from _reviewed(chance, call, reviewer, when + dt.timedelta(days=chance.randint(1, 6)))


def _disposition(chance: random.Random, call: Call) -> str:
    angry = bool(call.anger) and call.anger[-1].level > 1
    names = ("resolved", "follow_up", "escalated", "compensated", "declined", "abandoned", "abuse")
    calm_weights, angry_weights = (10, 6, 1, 3, 1, 0, 0), (2, 4, 5, 3, 4, 4, 1)
    return chance.choices(names, angry_weights if angry else calm_weights)[0]


def _reviewed(chance: random.Random, call: Call, who: str, when: dt.datetime) -> Iterator[AnyEvent]:
    sheet = _filled(chance, open_sheet(call, _form()))
    sheet = replace(sheet, evaluation=f"{chance.randrange(16**8):08x}")
    yield sheet.form_used(who, when)
    yield sheet.saved(who, when, submit=True)
    for alert in call.alerts:
        if chance.random() < 0.7:
            right = chance.random() < 0.9
            yield AlertJudged(at=alert.start, who=who, when=when, alert=alert.seq, right=right)
    if chance.random() < 0.5:
        good = chance.random() < 0.4
        heard = chance.choice(call.utterances)
        yield CommentWritten(
            at=heard.start,
            who=who,
            when=when,
            text=chance.choice(BOOK["note"]["good" if good else "practise"]),
            tags=("good example",) if good else chance.choice((("practise",), (), ("training",))),
            utterance=heard.seq,
        )


@cache
def _form() -> Scorecard:
    return load_scorecard()


def _filled(chance: random.Random, sheet: Sheet) -> Sheet:
    """Every question answered: the machine's answer mostly stands, the rest is drawn by lot."""
    for question in sheet.form.questions:
        asked = question in sheet.questions
        if asked and (sheet.value(question.id) is None or chance.random() < 0.06):
            sheet = sheet.answered(question.id, _answer(chance, question))
        value = sheet.value(question.id)
        if sheet.overridden(question.id) or value in question.comment_on:
            sheet = sheet.commented(question.id, chance.choice(BOOK["note"]["overruled"]))
    return sheet


def _answer(chance: random.Random, question: Question) -> str:
    if question.kind == Kind.NUMBER:
        return str(chance.randint(0, 3))
    known = [value for value, _ in question.answers if value not in question.fail_on]
    return chance.choices(known, range(len(known) + 1, 1, -1))[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    database = given.home / "calls.db"
    if database.exists():
        sys.exit(f"{database} is there already.")
    began = time.monotonic()
    fill(database, given.calls, given.seed, given.workers)
    print(f"{given.calls} calls in {time.monotonic() - began:.0f} s: {database}")


if __name__ == "__main__":
    main()
