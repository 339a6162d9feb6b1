"""The labelled calls and sentences as examples, one a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from companion.detect import Detector
from companion.detect.scorer import Said
from companion.evaluate.judgement import NO_THREAT, Judgement
from companion.evaluate.labelled import AgentLabels, CustomerLabels, read_calls
from companion.evaluate.run import judge_calls
from companion.events import Speaker

HELD_OUT = 3
"""Every third of the calls that were written after the rules is kept out of the training."""

MISPLACED = 3
"""Of the agents' plain turns every third is taken for a customer's."""

RUN_ON = (2, 3)
"""So many turns of a customer are run together."""

AFTER_RULES = "late"
"""How the names of their files begin."""

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

    `earlier` are the turns before it. Where anger is not known the sentence teaches nothing of it.
    What is `held_out` teaches the encoder nothing: it shows how far rules and chances can be
    trusted.
    """

    speaker: Speaker
    text: str
    labels: frozenset[str]
    by_rule: frozenset[str] = frozenset()
    earlier: tuple[Said, ...] = ()
    in_call: bool = True
    anger_known: bool = True
    held_out: bool = False


def is_held_out(file: Path, number: int) -> bool:
    """Whether the call of this number in this file is kept out of the training."""
    return file.name.startswith(AFTER_RULES) and number % HELD_OUT == 0


def from_calls(files: Iterable[Path], rules: Sequence[Detector]) -> list[Example]:
    """Every turn of every call; `rules` are the detectors without a scorer."""
    examples = []
    for file in files:
        for number, call in enumerate(judge_calls(read_calls(file), rules)):
            earlier: list[Said] = []
            for judged in call.turns:
                turn = judged.turn
                example = Example(
                    turn.speaker,
                    turn.text,
                    names(judged.gold),
                    names(judged.found),
                    tuple(earlier),
                    held_out=is_held_out(file, number),
                )
                examples.append(example)
                earlier.append((turn.speaker, turn.text))
    return examples


def from_sentences(files: Iterable[Path]) -> list[Example]:
    """Single sentences, written for what the calls hold too little of."""
    examples = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            speaker = Speaker.CUSTOMER if "anger" in sentence["labels"] else Speaker.AGENT
            other = Speaker.AGENT if speaker is Speaker.CUSTOMER else Speaker.CUSTOMER
            kind = CustomerLabels if speaker is Speaker.CUSTOMER else AgentLabels
            labels = names(kind(**sentence["labels"]).judgement())
            before = sentence.get("before")
            earlier = ((other, before),) if before else ()
            examples.append(
                Example(speaker, sentence["text"], labels, earlier=earlier, in_call=False)
            )
    return examples


def from_calm(files: Iterable[Path]) -> list[Example]:
    """Customers' sentences without a threat, an insult or a call for somebody higher."""
    return [
        Example(Speaker.CUSTOMER, text, frozenset(), in_call=False, anger_known=False)
        for file in files
        for text in file.read_text(encoding="utf-8").splitlines()
    ]


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


def misplaced(calls: Sequence[Example], lot: random.Random) -> list[Example]:
    """Agents' turns without a slip as if a customer had said them, alone or several in a row.

    Nobody threatens in them: so a threat is known by its words, not by who calls. Of the anger in
    them nothing is known.
    """
    plain = [
        one.text
        for one in calls
        if one.speaker is Speaker.AGENT and one.in_call and "slip" not in one.labels
    ]
    texts = (
        " ".join(plain[place : place + lot.choice((1, 1, 2, 3))])
        for place in range(0, len(plain), MISPLACED)
    )
    return [
        Example(Speaker.CUSTOMER, text, frozenset(), in_call=False, anger_known=False)
        for text in texts
    ]


def run_on(calls: Sequence[Example], lot: random.Random) -> list[Example]:
    """Customers' turns that follow each other as one long one, with all that is true of any."""
    turns = [one for one in calls if one.speaker is Speaker.CUSTOMER and one.in_call]
    found = []
    for place in range(0, len(turns) - RUN_ON[1], RUN_ON[1]):
        chosen = turns[place : place + lot.choice(RUN_ON)]
        # Only the first turns of a call have nothing before them.
        if all(one.earlier for one in chosen[1:]):
            labels = frozenset[str]().union(*(one.labels for one in chosen))
            text = " ".join(one.text for one in chosen)
            found.append(replace(chosen[0], text=text, labels=labels, in_call=False))
    return found


def names(judgement: Judgement) -> frozenset[str]:
    """The labels of a judgement, under the names that the tables know them by."""
    found = {category.value for category in judgement.alerts}
    found |= {f"anger_{level}" for level in (1, 2, 3) if judgement.anger >= level}
    found |= judgement.steps | judgement.conduct
    if judgement.alerts - NO_THREAT:
        found.add("threat")
    if judgement.conduct:
        found.add("slip")
    return frozenset(found)
