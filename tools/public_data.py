"""Measure the product's detectors on public labelled utterances; see docs/detection-public.md.

    python -m tools.public_data FILE.jsonl TASK [--split NAME] [--in-dialogues] [--rules-only]
                                                [--show]

FILE holds one JSON object a line: `text` as a recogniser would write it, `task`, `label` ("none"
where the task's label does not hold) and, where the set has them, `speaker`, `group` (the
dialogue), `turn` and `before` (what the other side said last). Only lines of TASK count. `calm`
asks for false alarms, the other tasks for precision and recall. Nothing is stored.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from companion.call import Call
from companion.detect import Detector
from companion.detect.rules import default_engine
from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.evaluate.judgement import ANGRY, NO_THREAT
from companion.events import (
    CallEnded,
    CallStarted,
    Category,
    EndReason,
    Speaker,
    UtteranceHeard,
)
from companion.language import read
from companion.session import Session

CALL_LENGTH = 40
"""Utterances after which a new call begins where a set does not say where its calls end."""

_LABELS = {
    "churn": "churn",
    "violence_threat": "violence",
    "open_question": "asks",
    "reflect": "reflect",
    "apologise": "apologise",
}
"""The sets' names for what the product has a name of its own for."""

_ASKING = {"listen.open_question", "listen.whats_the_story", "listen.tell_me"}
"""The rules of the step `listen` that hear a question; its other ones hear sympathy."""

_SECONDS = 2.0
_PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance of a public set. `holds`: whether the task's label is true of it."""

    text: str
    speaker: Speaker
    holds: bool
    group: str = ""
    before: str = ""


@dataclass(slots=True)
class Found:
    """What the product says of one utterance: names of alerts and steps, each with its cause."""

    causes: dict[str, str] = field(default_factory=dict)
    anger: int = 0


def read_rows(lines: Iterable[str], task: str, split: str | None = None) -> Iterator[Row]:
    """The rows of a task, and of one split of the set if it is named.

    Who speaks is the agent where the set says so, else the customer.
    """
    for line in lines:
        data: dict[str, Any] = json.loads(line)
        if data["task"] == task and split in (None, data.get("split")):
            speaker = Speaker.AGENT if data.get("speaker") == "agent" else Speaker.CUSTOMER
            yield Row(
                data["text"],
                speaker,
                data["label"] != "none",
                data.get("group", ""),
                data.get("before", ""),
            )


def judge_alone(rows: Iterable[Row], detectors: Sequence[Detector]) -> Iterator[tuple[Row, Found]]:
    """Every utterance as the customer's first words of a call; the same words are asked once."""
    known: dict[str, Found] = {}
    for row in rows:
        if row.text not in known:
            known[row.text] = _judged([(Speaker.CUSTOMER, row.text)], detectors)[0]
        yield replace(row, speaker=Speaker.CUSTOMER), known[row.text]


def judge_in_dialogues(
    rows: Iterable[Row], detectors: Sequence[Detector]
) -> Iterator[tuple[Row, Found]]:
    """Every utterance by its own speaker, after what was said before it."""
    for group, members in groupby(rows, key=lambda row: row.group):
        dialogue = list(members)
        length = len(dialogue) if group else CALL_LENGTH
        for start in range(0, len(dialogue), length):
            yield from _judged_dialogue(dialogue[start : start + length], detectors)


def _judged_dialogue(
    rows: Sequence[Row], detectors: Sequence[Detector]
) -> Iterator[tuple[Row, Found]]:
    turns: list[tuple[Speaker, str]] = []
    places = []
    last_before = ""
    for row in rows:
        if row.before and row.before != last_before:
            other = Speaker.CUSTOMER if row.speaker is Speaker.AGENT else Speaker.AGENT
            turns.append((other, row.before))
        last_before = row.before
        places.append(len(turns))
        turns.append((row.speaker, row.text))
    found = _judged(turns, detectors)
    yield from ((row, found[place]) for row, place in zip(rows, places, strict=True))


def _judged(turns: Sequence[tuple[Speaker, str]], detectors: Sequence[Detector]) -> list[Found]:
    """What a live call of these turns, in this order, would have noted of each."""
    call = _played(turns, detectors)
    if call.troubles:
        raise SystemExit(f"A detector stopped: {call.troubles[0]}")
    found = {heard.seq: Found() for heard in call.utterances}
    for alert in call.alerts:
        if alert.standing and alert.utterance is not None:
            found[alert.utterance].causes[alert.category.value] = alert.raised.rule
    for tick in call.ticks:
        if tick.utterance is not None:
            found[tick.utterance].causes.setdefault(tick.step, tick.evidence)
    for heard in call.utterances:
        for hit in default_engine().hits(read(heard.text), heard.speaker.value):
            if hit.rule.name in _ASKING:
                found[heard.seq].causes["asks"] = hit.phrase
    for rated in call.anger:
        found[rated.utterance].anger = rated.level
    return [found[heard.seq] for heard in call.utterances]


def _played(turns: Sequence[tuple[Speaker, str]], detectors: Sequence[Detector]) -> Call:
    session = Session(detectors)
    session.start()
    noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    sides = (Speaker.AGENT, Speaker.CUSTOMER)
    session.submit(
        CallStarted(
            at=0,
            call_id="",
            started_at=noon,
            source="public",
            model="",
            channels=sides,
            timed=False,
        )
    )
    for place, (speaker, text) in enumerate(turns):
        start = place * _SECONDS
        end = start + _SECONDS
        session.submit(UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text))
    session.submit(CallEnded(at=len(turns) * _SECONDS, reason=EndReason.SOURCE_ENDED))
    return session.wait(_PATIENCE)


THREATS = tuple(one.value for one in Category if one not in NO_THREAT)


def quality(judged: Iterable[tuple[Row, Found]], name: str) -> str:
    """A row of the table: how many, how many true, precision, recall and F1 of what has `name`."""
    counts = Counter((row.holds, name in found.causes) for row, found in judged)
    right, gold = counts[True, True], counts[True, True] + counts[True, False]
    said = right + counts[False, True]
    precision, recall = right / max(1, said), right / max(1, gold)
    f1 = 2 * right / max(1, said + gold)
    return f"{counts.total()} | {gold} | {precision:.2f} / {recall:.2f} / {f1:.2f}"


def alarms(judged: Iterable[tuple[Row, Found]]) -> str:
    """A row of the table: how many of the customer's utterances, and a thousand of them raise:
    any threat, each of `THREATS`, abuse, escalation, anger of an angry or furious customer.
    """
    counts: Counter[str] = Counter()
    heard = 0
    for row, found in judged:
        if row.speaker is Speaker.CUSTOMER:
            heard += 1
            counts.update(found.causes.keys())
            counts["any"] += any(name in found.causes for name in THREATS)
            counts["angry"] += found.anger >= ANGRY
    names = ("any", *THREATS, *sorted(one.value for one in NO_THREAT), "angry")
    cells = (f"{1000 * counts[name] / max(1, heard):.2f}" for name in names)
    return " | ".join((str(heard), *cells))


def wrong(judged: Iterable[tuple[Row, Found]], name: str | None) -> Iterator[str]:
    """The misjudged utterances, with the cause where something was found that is not there."""
    for row, found in judged:
        if name is None:
            alerts = (one.value for one in Category)
            for fired in (one for one in alerts if one in found.causes):
                yield f"{fired} [{found.causes[fired]}] {row.text}"
            if found.anger >= ANGRY:
                yield f"anger {found.anger} {row.text}"
        elif row.holds != (name in found.causes):
            yield f"{'missed' if row.holds else found.causes[name]}: {row.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("task", choices=["calm", *_LABELS])
    parser.add_argument("--split", help="only this part of the set, such as test")
    parser.add_argument("--in-dialogues", action="store_true", help="with what was said before")
    parser.add_argument("--rules-only", action="store_true", help="without the trained scorer")
    parser.add_argument("--show", action="store_true", help="list what was misjudged")
    options = parser.parse_args()
    detectors = load_detectors(NoScores() if options.rules_only else None)
    judge: Callable[..., Iterator[tuple[Row, Found]]] = (
        judge_in_dialogues if options.in_dialogues else judge_alone
    )
    with options.file.open(encoding="utf-8") as lines:
        judged = list(judge(read_rows(lines, options.task, options.split), detectors))
    name = _LABELS.get(options.task)
    print(f"| {options.file.stem} | {options.task} |", end=" ")
    print(alarms(judged) if name is None else quality(judged, name), "|")
    if options.show:
        print(*wrong(judged, name), sep="\n")


if __name__ == "__main__":
    main()
