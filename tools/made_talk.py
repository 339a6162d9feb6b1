"""What is said in a made call: a course of turns drawn by lot from tools/made_calls.toml.

The course follows a plain idea of such talks: a step kept often calms, a slip often does not, and
some customers stay angry whatever is said. It is made up, and proves nothing about people.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.events import Speaker, UtteranceHeard

BOOK: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("made_calls.toml").read_text(encoding="utf-8")
)

_WORDS_A_SECOND = {Speaker.AGENT: 2.7, Speaker.CUSTOMER: 3.0}
_LEVELS = ("calm", "annoyed", "angry", "furious")
_SLIPS = ("argue", "blame", "dismiss", "canned")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()


@dataclass(frozen=True, slots=True)
class Agent:
    """`skill` is how likely a step is kept at first, `gain` what a week adds to it."""

    name: str
    skill: float
    gain: float

    def keeps(self, week: int) -> float:
        return min(0.95, max(0.15, self.skill + self.gain * week))


@dataclass(slots=True)
class Talk:
    """A call being composed. `level` is how angry the customer is now, 0 to 3."""

    chance: random.Random
    agent: Agent
    keeps: float
    day: dt.date
    words: dict[str, str]
    issue: dict[str, Any]
    level: int = 0
    clock: float = 0.5
    lines: list[UtteranceHeard] = field(default_factory=list)

    def say(self, speaker: Speaker, lines: Sequence[str], *, gap: float | None = None) -> None:
        """One of these lines, after a gap; a negative one speaks over the other side."""
        text = self.chance.choice(lines).format(**self.words).replace("-", " ")
        pause = self.chance.uniform(0.2, 1.1) if gap is None else gap
        start = max(0.0, self.clock + pause)
        end = start + len(text.split()) / _WORDS_A_SECOND[speaker]
        start, end = round(start, 2), round(end, 2)
        self.lines.append(UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text))
        self.clock = max(self.clock, end)


def agents(chance: random.Random) -> list[Agent]:
    """The people of the made calls, some of whom get better from week to week."""
    return [
        Agent(name, chance.uniform(0.4, 0.85), chance.choice((0.0, 0.0, 0.0, 0.008, -0.004)))
        for name in BOOK["agents"]
    ]


def talk(chance: random.Random, agent: Agent, day: dt.date, week: int) -> Talk:
    """A whole call of this agent on this day; `week` counts from the first one made."""
    busy = 8 <= week % 26 <= 11  # some weeks the vans break down
    weights = [4 if issue["name"] == "delivery" and busy else 1 for issue in BOOK["issue"]]
    issue = chance.choices(BOOK["issue"], weights)[0]
    words = {
        "agent": agent.name.lower(),
        "thing": chance.choice(issue["things"]),
        "day": chance.choice(_DAYS),
        "ref": " ".join(chance.choices("one two three four five six seven".split(), k=5)),
        "date": _spoken(day + dt.timedelta(days=chance.randint(1, 9))),
    }
    call = Talk(chance, agent, agent.keeps(week), day, words, issue)
    call.level = chance.choices((0, 1, 2), (5, 4, 2))[0]
    _begin(call)
    _middle(call)
    _close(call)
    return call


def _begin(call: Talk) -> None:
    call.say(Speaker.AGENT, BOOK["agent"]["greet"])
    call.say(Speaker.CUSTOMER, call.issue["told"])
    if call.level:
        _customer(call)
    _agent(call, "listen")
    if call.chance.random() < 0.6:
        call.say(Speaker.CUSTOMER, call.issue["because"])
    _customer(call)


def _middle(call: Talk) -> None:
    _agent(call, "reflect")
    _customer(call)
    for _ in range(call.chance.choice((0, 0, 1, 2, 3, 5))):
        _agent(call, "")
        _customer(call)
    _agent(call, "apologise")
    _customer(call)


def _close(call: Talk) -> None:
    _agent(call, "next_steps")
    _customer(call)
    _agent(call, "follow_up")
    ending = "soothed" if call.level < 2 else "bitter"
    call.say(Speaker.CUSTOMER, BOOK["customer"][ending])
    call.say(Speaker.AGENT, BOOK["agent"]["bye"])
    if call.chance.random() < 0.7:
        call.say(Speaker.CUSTOMER, BOOK["customer"]["bye"])


def _customer(call: Talk) -> None:
    """The customer's turn at their level, a threat among it where they are angry."""
    over = -1.4 if call.level > 1 and call.chance.random() < 0.15 else None
    call.say(Speaker.CUSTOMER, BOOK["customer"][_LEVELS[call.level]], gap=over)
    if call.chance.random() < (0.01, 0.03, 0.22, 0.4)[call.level]:
        kinds = ("legal", "regulator", "reputation", "churn", "escalation", "abuse", "violence",
                 "self_harm")  # fmt: skip
        kind = call.chance.choices(kinds, (10, 5, 10, 14, 12, 6, 1, 1))[0]
        call.say(Speaker.CUSTOMER, BOOK["threat"][kind])


def _agent(call: Talk, step: str) -> None:
    """The agent's turn: the step, a slip, or neither; and what it does to the customer."""
    if step and call.chance.random() < call.keeps:
        lines = call.issue["again"] if step == "reflect" else BOOK["agent"][step]
        call.say(Speaker.AGENT, lines)
        _moved(call, -1, 0.55)
    elif call.chance.random() < 0.3 * (1 - call.keeps):
        over = -1.3 if call.chance.random() < 0.3 else None
        call.say(Speaker.AGENT, BOOK["agent"][call.chance.choice(_SLIPS)], gap=over)
        _moved(call, 1, 0.7)
    else:
        call.say(Speaker.AGENT, BOOK["agent"]["plain"])
        if call.chance.random() < 0.2:
            call.clock += call.chance.uniform(3.5, 12.0)  # they look something up
        _moved(call, call.chance.choice((-1, 1)), 0.3)


def _moved(call: Talk, by: int, likely: float) -> None:
    if call.chance.random() < likely:
        call.level = min(3, max(0, call.level + by))


def _spoken(day: dt.date) -> str:
    weekday = f"{day:%A}".lower()
    return f"{weekday} the {_ORDINALS[day.day - 1]} of {_MONTHS[day.month - 1]}"
