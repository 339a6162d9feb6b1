"""Figures of merit over judged calls, each with the interval that chance allows.

Turns of one call are no independent witnesses, so the bootstrap draws whole calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from companion.evaluate.judgement import ANGRY, LABELS, Label
from companion.evaluate.run import JudgedCall, JudgedTurn, spoken_seconds
from companion.events import Speaker

_ROUNDS = 1000
_SEED = 20260301
_LEVELS = 4
_TAIL = (2.5, 97.5)

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95 % interval; None where nothing could be measured."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LabelScore:
    label: Label
    gold: int
    """Turns that a person gave this label."""
    found: int
    """Turns that the product gave it."""
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class TrapScore:
    """Turns with one tag; `fired` raised an alert they should not.

    `anger_misread` were taken for angry though they are not, or the other way round.
    """

    tag: str
    turns: int
    fired: int
    anger_misread: int


@dataclass(frozen=True, slots=True)
class Report:
    calls: int
    turns: int
    labels: tuple[LabelScore, ...]
    anger_kappa: Figure
    """Agreement on the four levels of anger, quadratically weighted (Cohen)."""
    traps: tuple[TrapScore, ...]
    trapped: Figure
    """Share of all tagged turns that raised an alert they should not."""
    false_alarms: int
    """Alerts on customer turns that hold nothing of the sort."""
    false_alarms_per_1000: float | None
    """The same a thousand customer turns that hold no threat, insult or escalation request."""
    false_alarms_per_hour: float | None
    """The same an hour of such turns, at the usual pace of speech."""
    last_date_right: int
    """Calls whose last promised day, or its absence, is right."""
    type_right: int
    """Calls whose suggested customer type is the labelled one."""


def score(calls: Sequence[JudgedCall]) -> Report:
    """The figures over these calls; at least one."""
    weights = _weights(len(calls))
    turns = [turn for call in calls for turn in call.turns]
    false_alarms, per_1000, per_hour = _false_alarms(turns)
    return Report(
        calls=len(calls),
        turns=len(turns),
        labels=tuple(_label_score(label, calls, weights) for label in LABELS),
        anger_kappa=_figure(_kappa(np.tensordot(weights, _confusion(calls), axes=1))),
        traps=_traps(turns),
        trapped=_trapped(calls, weights),
        false_alarms=false_alarms,
        false_alarms_per_1000=per_1000,
        false_alarms_per_hour=per_hour,
        last_date_right=sum(call.follow_up == call.promised for call in calls),
        type_right=sum(call.customer_type == call.call.customer_type for call in calls),
    )


def _weights(calls: int) -> Counts:
    """How often each call counts: once in the first row, as drawn by chance in the others."""
    chance = np.random.default_rng(_SEED)
    drawn = chance.multinomial(calls, np.full(calls, 1 / calls), size=_ROUNDS)
    return np.vstack([np.ones(calls), drawn.astype(np.float64)])


def wrong_labels(turn: JudgedTurn) -> list[tuple[Label, bool]]:
    """Labels on which product and person differ; True: found though it is not there."""
    wrong = []
    for label in LABELS:
        if label.speaker is turn.turn.speaker:
            gold, found = label.value(turn.gold), label.value(turn.found)
            if gold != found:
                wrong.append((label, found is not None))
    return wrong


def _label_score(label: Label, calls: Sequence[JudgedCall], weights: Counts) -> LabelScore:
    counts = np.array([_hits(label, call.turns) for call in calls], dtype=float)
    right, found, gold = (weights @ counts).T
    return LabelScore(
        label=label,
        gold=int(gold[0]),
        found=int(found[0]),
        precision=_figure(_ratio(right, found)),
        recall=_figure(_ratio(right, gold)),
        f1=_figure(_ratio(2 * right, found + gold)),
    )


def _hits(label: Label, turns: Sequence[JudgedTurn]) -> tuple[int, int, int]:
    """How many turns have the label rightly found, found, and truly."""
    right = found = gold = 0
    for turn in turns:
        if turn.turn.speaker is label.speaker:
            is_found, is_gold = label.value(turn.found), label.value(turn.gold)
            right += is_gold is not None and is_found == is_gold
            found += is_found is not None
            gold += is_gold is not None
    return right, found, gold


def _confusion(calls: Sequence[JudgedCall]) -> Counts:
    """Per call: how often level i (gold) was rated j."""
    table = np.zeros((len(calls), _LEVELS, _LEVELS))
    for number, call in enumerate(calls):
        for turn in call.turns:
            if turn.turn.speaker is Speaker.CUSTOMER:
                table[number, turn.gold.anger, turn.found.anger] += 1
    return table


def _kappa(tables: Counts) -> Counts:
    """Quadratically weighted kappa of each confusion table."""
    levels = np.arange(_LEVELS)
    cost = (levels[:, None] - levels[None, :]) ** 2
    total = tables.sum(axis=(1, 2))
    by_chance = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :]
    seen = (tables * cost).sum(axis=(1, 2)) * total
    return 1 - _ratio(seen, (by_chance * cost).sum(axis=(1, 2)))


def _fired(turn: JudgedTurn) -> bool:
    return bool(turn.found.alerts - turn.gold.alerts)


def _traps(turns: Sequence[JudgedTurn]) -> tuple[TrapScore, ...]:
    tags = sorted({tag for turn in turns for tag in turn.turn.tags})
    return tuple(_trap(tag, [turn for turn in turns if tag in turn.turn.tags]) for tag in tags)


def _trap(tag: str, turns: Sequence[JudgedTurn]) -> TrapScore:
    misread = sum((turn.gold.anger >= ANGRY) != (turn.found.anger >= ANGRY) for turn in turns)
    return TrapScore(tag, len(turns), sum(map(_fired, turns)), misread)


def _trapped(calls: Sequence[JudgedCall], weights: Counts) -> Figure:
    counts = np.array(
        [
            (
                sum(bool(turn.turn.tags) and _fired(turn) for turn in call.turns),
                sum(bool(turn.turn.tags) for turn in call.turns),
            )
            for call in calls
        ],
        dtype=float,
    )
    fired, tagged = (weights @ counts).T
    return _figure(_ratio(fired, tagged))


def _false_alarms(turns: Sequence[JudgedTurn]) -> tuple[int, float | None, float | None]:
    quiet = [
        turn for turn in turns if turn.turn.speaker is Speaker.CUSTOMER and not turn.gold.alerts
    ]
    alarms = sum(len(turn.found.alerts) for turn in quiet)
    hours = sum(spoken_seconds(turn.turn) for turn in quiet) / 3600
    if not hours:
        return alarms, None, None
    return alarms, 1000 * alarms / len(quiet), alarms / hours


def _ratio(part: Counts, whole: Counts) -> Counts:
    """Part by whole; not a number where there is no whole."""
    shares = np.full(part.shape, np.nan)
    np.divide(part, whole, out=shares, where=whole != 0)
    return shares


def _figure(rounds: Counts) -> Figure:
    """The first value as measured; the interval from those of the bootstrap that are numbers."""
    if np.isnan(rounds[0]):
        return Figure(None)
    drawn = rounds[1:][~np.isnan(rounds[1:])]
    if not drawn.size:
        return Figure(float(rounds[0]))
    low, high = np.percentile(drawn, _TAIL)
    return Figure(float(rounds[0]), float(low), float(high))
