"""`companion analyse` as its users run it: the sample call in every form, and bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import soundfile
import soxr
from click.testing import CliRunner, Result

from companion import paths
from companion.audio import RATE
from companion.cli import main
from companion.store import Store

SAMPLE = paths.assets() / "sample_call.flac"
SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "call_record.schema.json").read_text())
LAWYER = "i will call my lawyer"


def analyse(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)])


def record_of(*arguments: str | Path) -> dict[str, Any]:
    result = analyse(*arguments, "--call-date", "2026-11-23", "--json", "-")
    assert result.exit_code == 0, result.output
    record: dict[str, Any] = json.loads(result.stdout)
    return record


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "call.jsonl"
    rows = [
        {"speaker": "agent", "text": "good morning what has happened"},
        {"speaker": "customer", "text": "if it is not here by friday i will call my lawyer"},
        {"speaker": "agent", "text": "i am sorry i will send it to you tomorrow"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_a_transcript_becomes_a_record_that_keeps_the_contract(transcript: Path) -> None:
    record = record_of(transcript)

    jsonschema.validate(record, SCHEMA)
    assert [u["seq"] for u in record["utterances"]] == [1, 2, 3]
    assert [(a["category"], a["utterance"]) for a in record["alerts"]] == [("legal", 2)]
    assert record["follow_up"]["date"] == "2026-11-24"


def test_several_files_give_one_line_each_and_a_bad_one_costs_no_other(
    transcript: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"

    result = analyse(transcript, tmp_path / "gone.wav", transcript, "--json", out)

    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert result.exit_code == 1
    assert [row["source"] for row in rows] == [
        str(transcript),
        str(tmp_path / "gone.wav"),
        str(transcript),
    ]
    assert set(rows[1]) == {"source", "error"}
    assert "does not exist" in rows[1]["error"]
    assert rows[0]["utterances"] == rows[2]["utterances"]


def test_without_json_the_call_is_printed_for_people(transcript: Path) -> None:
    result = analyse(transcript)

    assert result.exit_code == 0
    assert "LEGAL" in result.stdout
    assert LAWYER in result.stdout


def test_a_failed_file_alone_prints_one_line_and_leaves_no_output_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"

    result = analyse(tmp_path / "gone.wav", "--json", out)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()


def test_only_save_keeps_the_call(transcript: Path) -> None:
    analyse(transcript)
    with Store.open(read_only=True) as store:
        assert store.count() == 0

    analyse(transcript, "--save")
    with Store.open(read_only=True) as store:
        (summary,) = store.calls()
        assert summary.source == "call.jsonl"


def test_a_card_number_reaches_neither_the_record_nor_the_disk(
    tmp_path: Path, companion_home: Path
) -> None:
    path = tmp_path / "card.jsonl"
    spoken = "my card number is four one one one one one one one one one one one one one one one"
    path.write_text(json.dumps({"speaker": "customer", "text": spoken}))

    record = record_of(path, "--save")

    assert "one one" not in json.dumps(record)
    for file in companion_home.rglob("*"):
        if file.is_file():
            assert b"one one one" not in file.read_bytes()


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "23.11.2026"])
def test_a_date_that_is_none_is_wrong_usage(transcript: Path, day: str) -> None:
    assert analyse(transcript, "--call-date", day).exit_code == 2


def test_without_a_model_one_line_says_how_to_get_it() -> None:
    result = analyse(SAMPLE)

    assert result.exit_code == 1
    assert "companion models install" in result.stderr
    assert len(result.stderr.splitlines()) == 1


# --- the sample call, with the real model


def assert_is_the_sample_call(record: dict[str, Any]) -> None:
    """What anybody hears in the sample call, whatever form it comes in."""
    jsonschema.validate(record, SCHEMA)
    standing = [alert for alert in record["alerts"] if not alert.get("withdrawn")]
    assert [(a["category"], a["speaker"]) for a in standing] == [("legal", "customer")]
    assert "lawyer" in standing[0]["phrase"]
    assert {row["step"]: row["done"] for row in record["checklist"]} == dict.fromkeys(
        ["listen", "reflect", "apologise", "next_steps", "follow_up_date"], True
    )
    assert all(row["evidence"] and row["utterances"] for row in record["checklist"])
    assert (record["follow_up"]["date"], record["follow_up"]["time"][:5]) == (
        "2026-11-27",
        "15:00",
    )
    assert [flag["kind"] for flag in record["conduct"]] == ["blame"]
    assert max(row["level"] for row in record["anger"]) >= 2


@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
def test_the_sample_call_is_understood() -> None:
    assert_is_the_sample_call(record_of(SAMPLE))


@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
@pytest.mark.parametrize(
    ("name", "rate", "subtype", "swapped"),
    [
        ("call.wav", 8_000, "PCM_16", False),
        ("call.wav", 44_100, "PCM_16", True),
        ("call.mp3", 44_100, "MPEG_LAYER_III", False),
        ("call.opus", 48_000, "OPUS", True),
    ],
)
def test_every_form_of_the_sample_call_gives_the_same_alerts_and_steps(
    tmp_path: Path, name: str, rate: int, subtype: str, swapped: bool
) -> None:
    sound, _ = soundfile.read(SAMPLE)
    other = soxr.resample(sound, RATE, rate)
    if swapped:
        other = np.ascontiguousarray(other[:, ::-1])
    form = "OGG" if name.endswith("opus") else None
    soundfile.write(tmp_path / name, other, rate, subtype=subtype, format=form)
    channel = ["--agent-channel", "right"] if swapped else []

    assert_is_the_sample_call(record_of(tmp_path / name, *channel))
