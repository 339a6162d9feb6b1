"""The report as a plain table for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from companion.evaluate.run import JudgedCall
from companion.evaluate.score import Figure, Report, wrong_labels

SCHEMA = "companion.evaluation/1"


def as_json(report: Report) -> dict[str, Any]:
    """Shares are 0 to 1, null where nothing could be measured; each has its 95 % interval."""
    return {
        "schema": SCHEMA,
        "calls": report.calls,
        "turns": report.turns,
        "labels": [
            {
                "group": row.label.group,
                "label": row.label.name,
                "gold": row.gold,
                "found": row.found,
                "precision": _numbers(row.precision),
                "recall": _numbers(row.recall),
                "f1": _numbers(row.f1),
            }
            for row in report.labels
        ],
        "anger_kappa": _numbers(report.anger_kappa),
        "traps": [
            {"tag": t.tag, "turns": t.turns, "fired": t.fired, "anger_misread": t.anger_misread}
            for t in report.traps
        ],
        "trapped": _numbers(report.trapped),
        "false_alarms": report.false_alarms,
        "false_alarms_per_1000": report.false_alarms_per_1000,
        "false_alarms_per_hour": report.false_alarms_per_hour,
        "last_date_right": report.last_date_right,
        "type_right": report.type_right,
    }


def as_table(report: Report) -> str:
    return "\n".join(_lines(report))


def misses(calls: Sequence[JudgedCall]) -> Iterator[str]:
    """One line a misjudged turn: what was missed (-) and what was wrongly found (+)."""
    for call in calls:
        for turn in call.turns:
            marks = [
                f"{'+' if false_alarm else '-'}{label.name}"
                for label, false_alarm in wrong_labels(turn)
            ]
            if marks:
                where = f"{call.call.call_id} {turn.number:>2} {turn.turn.speaker:8}"
                yield f"{where} {', '.join(marks)}: {turn.turn.text}"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.calls} calls, {report.turns} turns; 95 % intervals over whole calls"
    yield ""
    yield (
        f"{'':9}{'':16}{'gold':>6}{'found':>6}   {'precision':18}{'recall':18}{'F1':18}".rstrip()
    )
    group = ""
    for row in report.labels:
        shown = "" if row.label.group == group else row.label.group
        group = row.label.group
        yield (
            f"{shown:9}{row.label.name:16}{row.gold:>6}{row.found:>6}   "
            f"{_text(row.precision):18}{_text(row.recall):18}{_text(row.f1):18}".rstrip()
        )
    yield ""
    yield f"anger, four levels, quadratic kappa  {_text(report.anger_kappa)}"
    yield f"last date of the call right          {report.last_date_right} of {report.calls}"
    yield f"customer type right                  {report.type_right} of {report.calls}"
    yield f"false alarms                         {_alarms(report)}"
    yield ""
    yield f"{'trap':24}{'turns':>6}{'fired':>7}{'anger misread':>15}"
    for trap in report.traps:
        yield f"{trap.tag:24}{trap.turns:>6}{trap.fired:>7}{trap.anger_misread:>15}"
    yield f"share of tagged turns that fired     {_text(report.trapped)}"


def _alarms(report: Report) -> str:
    if report.false_alarms_per_1000 is None or report.false_alarms_per_hour is None:
        return str(report.false_alarms)
    return (
        f"{report.false_alarms} ({report.false_alarms_per_1000:.1f} per 1,000 quiet turns, "
        f"{report.false_alarms_per_hour:.1f} an hour of them)"
    )


def _numbers(figure: Figure) -> dict[str, float | None]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}


def _text(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f})"
