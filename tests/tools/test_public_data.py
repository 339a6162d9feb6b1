from __future__ import annotations

import json

from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.events import Speaker
from tools.public_data import (
    Row,
    alarms,
    judge_alone,
    judge_in_dialogues,
    quality,
    read_rows,
    wrong,
)

RULES = load_detectors(NoScores())
THREAT = "i'm calling my lawyer today"
CALM = "i would like to pay my bill"


def customer(text: str, *, holds: bool = False) -> Row:
    return Row(text, Speaker.CUSTOMER, holds)


def line(text: str, task: str, label: str, **more: str) -> str:
    return json.dumps({"text": text, "task": task, "label": label, **more})


def test_only_lines_of_the_task_and_of_the_split_are_read() -> None:
    lines = [
        line("a", "churn", "churn", split="test", speaker="agent", group="7", before="b"),
        line("c", "churn", "none", split="train", speaker="unknown"),
        line("d", "calm", "none"),
    ]
    agent = Row("a", Speaker.AGENT, holds=True, group="7", before="b")
    assert list(read_rows(lines, "churn")) == [agent, customer("c")]
    assert list(read_rows(lines, "churn", "test")) == [agent]


def test_alone_everyone_is_taken_for_a_customer() -> None:
    judged = list(judge_alone([Row(THREAT, Speaker.AGENT, holds=False), customer(CALM)], RULES))
    assert [set(found.causes) for _, found in judged] == [{"legal"}, set()]
    assert all(row.speaker is Speaker.CUSTOMER for row, _ in judged)
    assert alarms(judged).startswith("2 | 500.00 | 500.00 | 0.00")


def test_in_dialogues_an_agent_threatens_nobody() -> None:
    rows = [Row(THREAT, Speaker.AGENT, holds=False), customer(THREAT)]
    judged = list(judge_in_dialogues(rows, RULES))
    assert ["legal" in found.causes for _, found in judged] == [False, True]
    assert alarms(judged).startswith("1 | 1000.00")


def test_what_the_other_side_said_before_is_said_once() -> None:
    before = "my kitchen has been flooded for three weeks"
    rows = [
        Row("so your kitchen has been flooded for three weeks", Speaker.AGENT, True, "1", before),
        Row("thank you", Speaker.AGENT, False, "1", before),
    ]
    judged = list(judge_in_dialogues(rows, RULES))
    assert quality(judged, "reflect") == "2 | 1 | 1.00 / 1.00 / 1.00"
    lone = [Row(rows[0].text, Speaker.AGENT, True, "2")]
    assert quality(judge_in_dialogues(lone, RULES), "reflect") == "1 | 1 | 0.00 / 0.00 / 0.00"


def test_what_was_misjudged_is_named_with_its_cause() -> None:
    judged = list(judge_alone([customer(THREAT), customer(CALM, holds=True)], RULES))
    assert list(wrong(judged, None)) == [f"legal [{judged[0][1].causes['legal']}] {THREAT}"]
    assert list(wrong(judged, "legal"))[1] == f"missed: {CALM}"
