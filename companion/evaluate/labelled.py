"""Labelled calls: transcripts in which a person has judged every turn.

A file holds one JSON object a line; `tools/training/README.md` describes the form.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cattrs
from cattrs.preconf.json import make_converter

from companion.errors import OutsideError
from companion.evaluate.judgement import Judgement
from companion.events import Category, Speaker

_REMEDY = "Mend the file; the form is described in tools/training/README.md."

Threat = Literal["legal", "regulator", "violence", "self_harm", "reputation", "churn"]
Step = Literal["listen", "reflect", "apologise", "next_steps", "follow_up_date"]
Fault = Literal["argue", "blame", "dismiss", "interrupt_phrase", "canned"]
Anger = Literal[0, 1, 2, 3]

_CONDUCT = {"interrupt_phrase": "interrupt"}
"""The labels name the words that interrupt; the product's flag names the deed."""


@dataclass(frozen=True, slots=True)
class CustomerLabels:
    anger: Anger
    threats: tuple[Threat, ...]
    abusive: bool
    escalation_request: bool

    def judgement(self) -> Judgement:
        alerts = {Category(threat) for threat in self.threats}
        if self.abusive:
            alerts.add(Category.ABUSE)
        if self.escalation_request:
            alerts.add(Category.ESCALATION)
        return Judgement(anger=self.anger, alerts=frozenset(alerts))


@dataclass(frozen=True, slots=True)
class AgentLabels:
    steps: tuple[Step, ...]
    follow_up_date: dt.date | None
    faults: tuple[Fault, ...]

    def judgement(self) -> Judgement:
        return Judgement(
            steps=frozenset(self.steps),
            follow_up=self.follow_up_date,
            conduct=frozenset(_CONDUCT.get(fault, fault) for fault in self.faults),
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as the recogniser would write it. `tags` say why it is easy to misjudge.

    `said` has the words spoken where the text holds a mistake of the recogniser.
    """

    speaker: Speaker
    text: str
    labels: CustomerLabels | AgentLabels
    tags: tuple[str, ...] = ()
    said: str | None = None

    def __post_init__(self) -> None:
        expected = {Speaker.CUSTOMER: CustomerLabels, Speaker.AGENT: AgentLabels}.get(self.speaker)
        if expected is None or not isinstance(self.labels, expected):
            raise ValueError(f"the labels do not suit the speaker {self.speaker}")

    @property
    def words_spoken(self) -> str:
        return self.said or self.text


@dataclass(frozen=True, slots=True)
class LabelledCall:
    call_id: str
    call_date: dt.date
    turns: tuple[Turn, ...]
    customer_type: str | None = None


def read_calls(path: Path) -> list[LabelledCall]:
    """The calls in a file. OutsideError names the line and what is wrong with it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}."
        raise OutsideError(problem, "Name a file of labelled calls.") from error
    except UnicodeDecodeError as error:
        raise OutsideError(f"{path} is no UTF-8 text.", _REMEDY) from error
    calls = [
        _read_call(line, f"{path}, line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not calls:
        raise OutsideError(f"{path} holds no calls.", "Name a file of labelled calls.")
    return calls


def _read_call(line: str, where: str) -> LabelledCall:
    try:
        return _CONVERTER.structure(json.loads(line), LabelledCall)
    except json.JSONDecodeError as error:
        raise OutsideError(f"{where} is no JSON: {error.msg}.", _REMEDY) from error
    except cattrs.BaseValidationError as error:
        first = cattrs.transform_error(error, path="call")[0]
        raise OutsideError(f"{where}: {first.rstrip('.')}.", _REMEDY) from error


def _make_converter() -> cattrs.Converter:
    converter = make_converter()
    converter.register_structure_hook_func(lambda kind: kind is str, _text)
    converter.register_structure_hook(bool, _truth)
    return converter


def _text(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _truth(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


_CONVERTER = _make_converter()
