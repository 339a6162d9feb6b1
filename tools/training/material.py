"""The labelled calls and sentences as examples, one a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from companion.detect import Detector
from companion.detect.linear import Turn
from companion.evaluate.judgement import NO_THREAT, Judgement
from companion.evaluate.labelled import AgentLabels, CustomerLabels, read_calls
from companion.evaluate.run import judge_calls
from companion.events import Speaker

PARTS = 5
"""Every call belongs to one of so many parts, which are held out in turn."""

LABELS = {
    Speaker.CUSTOMER: (
        *("anger_1", "anger_2", "anger_3", "threat", "legal", "regulator", "reputation"),
        *("churn", "violence", "self_harm", "abuse", "escalation"),
    ),
    Speaker.AGENT: (
        *("listen", "reflect", "apologise", "next_steps", "follow_up_date", "slip"),
        *("argue", "blame", "dismiss", "interrupt", "canned"),
    ),
}


@dataclass(frozen=True)
class Example:
    """A sentence, what is true of it and what the rules alone say of it.

    `part` is the one it is held out with; `earlier` the turns before it. Where anger is not known
    the sentence teaches nothing of it.
    """

    speaker: Speaker
    text: str
    labels: frozenset[str]
    part: int
    by_rule: frozenset[str] = frozenset()
    earlier: tuple[Turn, ...] = ()
    in_call: bool = True
    anger_known: bool = True


def from_calls(files: Iterable[Path], rules: Sequence[Detector]) -> list[Example]:
    """Every turn of every call; `rules` are the detectors without a scorer."""
    examples = []
    for file in files:
        for call in judge_calls(read_calls(file), rules):
            part = random.randrange(PARTS)
            earlier: list[Turn] = []
            for judged in call.turns:
                turn = judged.turn
                examples.append(
                    Example(
                        turn.speaker,
                        turn.text,
                        _names(judged.gold),
                        part,
                        _names(judged.found),
                        tuple(earlier),
                    )
                )
                earlier.append((turn.speaker, turn.text))
    return examples


def from_sentences(files: Iterable[Path], calls: Sequence[Example]) -> list[Example]:
    """Single sentences, written for what the calls hold too little of.

    Each is set into a moment of one of the calls, drawn by lot among those of its side; where the
    sentence names what the agent said `before`, that is the last thing said.
    """
    moments = {speaker: [one for one in calls if one.speaker is speaker] for speaker in LABELS}
    examples = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            speaker = Speaker.CUSTOMER if "anger" in sentence["labels"] else Speaker.AGENT
            kind = CustomerLabels if speaker is Speaker.CUSTOMER else AgentLabels
            labels = _names(kind(**sentence["labels"]).judgement())
            moment = random.choice(moments[speaker])
            before = sentence.get("before")
            earlier = (*moment.earlier, (Speaker.AGENT, before)) if before else moment.earlier
            examples.append(
                Example(
                    speaker,
                    sentence["text"],
                    labels,
                    moment.part,
                    earlier=earlier,
                    in_call=False,
                )
            )
    return examples


def from_calm(files: Iterable[Path], calls: Sequence[Example]) -> list[Example]:
    """Customers' sentences without a threat, an insult or a call for somebody higher.

    Every other one opens a call, the rest are set into moments of the calls.
    """
    moments = [one for one in calls if one.speaker is Speaker.CUSTOMER]
    examples = []
    for file in files:
        for place, text in enumerate(file.read_text(encoding="utf-8").splitlines()):
            moment = random.choice(moments)
            examples.append(
                Example(
                    Speaker.CUSTOMER,
                    text,
                    frozenset(),
                    moment.part,
                    earlier=moment.earlier if place % 2 else (),
                    in_call=False,
                    anger_known=False,
                )
            )
    return examples


def from_heard(files: Iterable[Path], examples: Sequence[Example]) -> list[Example]:
    """What the recogniser made of some of these sentences on a noisy line.

    Each is as true as the sentence that was `said`, stands where that stood, and is held out with
    it; a sentence that is in none of the examples any more teaches nothing.
    """
    said = {(one.speaker, one.text): one for one in examples}
    heard = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            known = said.get((Speaker(sentence["speaker"]), sentence["said"]))
            if known is not None:
                heard.append(replace(known, text=sentence["text"], in_call=False))
    return heard


def _names(judgement: Judgement) -> frozenset[str]:
    """The labels of a judgement, under the names that the tables know them by."""
    found = {category.value for category in judgement.alerts}
    found |= {f"anger_{level}" for level in (1, 2, 3) if judgement.anger >= level}
    found |= judgement.steps | judgement.conduct
    if judgement.alerts - NO_THREAT:
        found.add("threat")
    if judgement.conduct:
        found.add("slip")
    return frozenset(found)
