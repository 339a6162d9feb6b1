"""`companion evaluate`: the figures are those that a person would work out by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import companion.commands.evaluate as command
from companion.call import Call
from companion.cli import main
from companion.errors import OutsideError
from companion.evaluate.labelled import read_calls
from companion.events import (
    AlertRaised,
    AngerRated,
    AnyEvent,
    By,
    Category,
    ConductFlagged,
    FollowUpSet,
    Partial,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)


class Echo:
    """Finds what the words name, such as `alert legal`, `anger two`, `step listen`, `day 8`."""

    name = "echo"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        if not isinstance(entry, UtteranceHeard):
            return
        words = entry.text.split()
        for kind, what in pairwise(words):
            match kind:
                case "alert":
                    yield AlertRaised(
                        at=entry.at,
                        category=Category(what.replace("selfharm", "self_harm")),
                        severity=Severity.WARNING,
                        speaker=Speaker.CUSTOMER,
                        phrase=what,
                        start=entry.start,
                        end=entry.end,
                        rule="echo",
                        guidance="",
                        utterance=entry.seq,
                    )
                case "anger":
                    level = ["none", "one", "two", "three"].index(what)
                    yield AngerRated(at=entry.at, utterance=entry.seq, level=level, because=())
                case "step":
                    yield StepTicked(at=entry.at, step=what, by=By.HEARD, utterance=entry.seq)
                case "slip":
                    yield ConductFlagged(
                        at=entry.at, kind=what, utterance=entry.seq, phrase=what, say_instead=""
                    )
                case "day":
                    day = call.call_date + dt.timedelta(days=int(what))
                    yield FollowUpSet(
                        at=entry.at, date=day, time=None, by=By.HEARD, utterance=entry.seq
                    )


class Broken:
    name = "broken"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        raise ValueError("a bug")


def customer(text: str, anger: int = 0, *threats: str, **more: Any) -> dict[str, Any]:
    labels = {
        "anger": anger,
        "threats": list(threats),
        "abusive": more.get("abusive", False),
        "escalation_request": more.get("escalation", False),
    }
    return {
        "speaker": "customer",
        "text": text,
        "labels": labels,
        "tags": list(more.get("tags", [])),
    }


def agent(
    text: str, *steps: str, day: str | None = None, faults: Iterable[str] = ()
) -> dict[str, Any]:
    labels = {"steps": list(steps), "follow_up_date": day, "faults": list(faults)}
    return {"speaker": "agent", "text": text, "labels": labels, "tags": []}


def call_of(*turns: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "call_id": "C1",
        "call_date": "2026-03-02",
        "customer_type": "escalator",
        "calm": False,
        "turns": [{"turn": number, **turn} for number, turn in enumerate(turns)],
        **changes,
    }


def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    calls: list[dict[str, Any]],
    *options: str,
    detector: Echo | Broken | None = None,
) -> Result:
    file = tmp_path / "calls.jsonl"
    file.write_text("".join(json.dumps(call) + "\n" for call in calls))
    monkeypatch.setattr(command, "load_detectors", lambda: [detector or Echo()])
    return CliRunner().invoke(main, ["evaluate", str(file), *options])


def figures(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    report["of"] = {row["label"]: row for row in report["labels"]}
    return report


def test_counts_what_a_person_would_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [
        call_of(
            customer("alert legal", 2, "legal"),
            customer("alert churn", 0),
            customer("my lawyer rings at noon", 1, "legal"),
            customer("alert abuse alert escalation anger three", 3, abusive=True, escalation=True),
            agent("step listen step apologise", "listen"),
            agent("slip interrupt", faults=["interrupt_phrase", "argue"]),
        )
    ]
    report = figures(run(tmp_path, monkeypatch, calls, "--json"))
    legal = report["of"]["legal"]
    assert (legal["gold"], legal["found"]) == (2, 1)
    assert legal["precision"]["value"] == 1.0
    assert legal["recall"]["value"] == 0.5
    assert legal["f1"]["value"] == pytest.approx(2 / 3)
    assert report["of"]["any threat"]["precision"]["value"] == 0.5
    assert report["of"]["abuse"]["f1"]["value"] == 1.0
    assert report["of"]["escalation"]["f1"]["value"] == 1.0
    assert report["of"]["angry (2, 3)"]["recall"]["value"] == 0.5
    assert report["of"]["apologise"]["precision"]["value"] == 0.0
    assert report["of"]["interrupt"]["f1"]["value"] == 1.0
    assert report["of"]["argue"]["recall"]["value"] == 0.0
    assert report["of"]["violence"]["f1"]["value"] is None
    assert report["false_alarms"] == 1


def test_a_date_counts_only_when_it_is_the_promised_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [
        call_of(
            agent("step follow_up_date day 1", "follow_up_date", day="2026-03-03"),
            agent("step follow_up_date day 8", "follow_up_date", day="2026-03-09"),
            customer("fine"),
        )
    ]
    report = figures(run(tmp_path, monkeypatch, calls, "--json"))
    assert report["of"]["follow_up_date"]["f1"]["value"] == 1.0
    assert report["of"]["exact date"]["recall"]["value"] == 0.5
    assert report["last_date_right"] == 0


def test_kappa_is_that_of_the_textbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Rated (gold, found): (0, 0), (0, 1), (2, 2), (3, 2). Cost seen 2; by chance 38 / 4 = 9.5.
    calls = [
        call_of(
            customer("calm", 0),
            customer("anger one", 0),
            customer("anger two", 2),
            customer("anger two", 3),
            agent("hello"),
        )
    ]
    report = figures(run(tmp_path, monkeypatch, calls, "--json"))
    assert report["anger_kappa"]["value"] == pytest.approx(1 - 2 / 9.5)


def test_traps_that_fire_are_counted_by_tag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [
        call_of(
            customer("alert violence", tags=["idiom"]),
            customer("that hill nearly killed me", tags=["idiom"]),
            customer("alert churn", 1, "churn", tags=["sarcasm"]),
            customer("how gracious of you", 2, tags=["sarcasm", "polite_anger"]),
            agent("hello"),
        )
    ]
    report = figures(run(tmp_path, monkeypatch, calls, "--json"))
    traps = {trap["tag"]: trap for trap in report["traps"]}
    assert (traps["idiom"]["turns"], traps["idiom"]["fired"]) == (2, 1)
    assert (traps["sarcasm"]["fired"], traps["sarcasm"]["anger_misread"]) == (0, 1)
    assert report["trapped"]["value"] == 0.25


def test_the_interval_holds_the_value_and_narrows_with_more_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = call_of(customer("alert legal", 2, "legal"), agent("hello"))
    wrong = call_of(customer("my lawyer", 2, "legal"), agent("hello"))

    def recall(calls: list[dict[str, Any]]) -> dict[str, float]:
        report = figures(run(tmp_path, monkeypatch, calls, "--json"))
        found: dict[str, float] = report["of"]["legal"]["recall"]
        return found

    few, many = recall([right, wrong] * 3), recall([right, wrong] * 60)
    assert few["low"] < few["value"] < few["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_the_table_names_every_label_and_the_misses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [call_of(customer("my lawyer rings at noon", 2, "legal"), agent("slip blame"))]
    result = run(tmp_path, monkeypatch, calls, "--misses")
    assert result.exit_code == 0
    assert "C1  0 customer -angry (2, 3), -any threat, -legal: my lawyer rings" in result.stdout
    assert "C1  1 agent    +any slip, +blame: slip blame" in result.stdout
    assert "1 calls, 2 turns" in result.stdout
    for name in ("self_harm", "escalation", "exact date", "canned", "quadratic kappa"):
        assert name in result.stdout


def test_a_detector_that_stops_gives_no_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(
        tmp_path,
        monkeypatch,
        [call_of(customer("hello"), agent("hello"))],
        detector=Broken(),
    )
    assert result.exit_code == 1
    assert "broken stopped in call C1" in result.stderr


def test_misses_and_json_exclude_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(
        tmp_path, monkeypatch, [call_of(customer("hi"), agent("hi"))], "--json", "--misses"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"call_date": "soon"}, "call_date"),
        ({"turns": [{"turn": 0, **agent("hello"), "speaker": "customer"}]}, "turns[0]"),
        ({"turns": [{"turn": 0, **customer("hello", 4)}]}, "anger"),
        ({"turns": [{"turn": 0, **customer("hello", 0, "sadness")}]}, "threats"),
        ({"turns": [{"turn": 0, **customer("hello", abusive="no")}]}, "abusive"),
    ],
)
def test_a_wrong_call_is_told_by_line_and_place(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    file = tmp_path / "calls.jsonl"
    right, wrong = call_of(customer("hello")), call_of(customer("hello"), **change)
    file.write_text(json.dumps(right) + "\n" + json.dumps(wrong) + "\n")
    with pytest.raises(OutsideError) as caught:
        read_calls(file)
    assert "line 2" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read"), (b"", "holds no calls"), (b"{", "no JSON"), (b"\xff\xfe", "UTF-8")],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "calls.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OutsideError, match=told):
        read_calls(file)
