import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from companion.call import Call, fold
from companion.cli import main
from companion.events import CallStarted, CommentWritten, Verdict
from companion.review.calibration import exported
from companion.review.clips import PLAYLIST, clip_of, playlist, write_clip
from companion.review.coaching import call_sheet, own_trends, week_sheet
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import open_sheet, reply, save_sheet
from companion.store import Store
from tests.companion.review.conftest import NOON, keep, made_entries

CALL = "20261123-100000-aaaaaa"


def comment(text: str, *tags: str, utterance: int | None = None, at: float = 8.0) -> CommentWritten:
    return CommentWritten(at=at, who="Robin", when=NOON, text=text, tags=tags, utterance=utterance)


@pytest.fixture
def home(companion_home: Path, tmp_path: Path) -> Path:
    """A reviewed and commented call, made from a sound file in which each second has its value."""
    second = np.repeat(np.arange(30, dtype=np.int16) * 100, 16_000)
    file = tmp_path / "call.wav"
    soundfile.write(file, np.stack([second, -second], axis=1), 16_000)
    entries = made_entries()
    assert isinstance(entries[0], CallStarted)
    entries[0] = replace(entries[0], file=str(file))
    keep(companion_home / "calls.db", entries)
    with Store.open() as store:
        sheet = open_sheet(fold(store.load(CALL)), load_scorecard())
        for question, value in {
            "empathy": "sometimes",
            "root_cause": "found",
            "threat_met": "well",
            "discreet": "yes",
        }.items():
            sheet = sheet.answered(question, value)
        kept = save_sheet(
            store, sheet.commented("blamed", "He was *told* off."), "Robin", submit=True, when=NOON
        )
        call = fold(store.load(CALL))
        words = "He asked me where he was wrong."
        verdict = Verdict.DISPUTED
        store.add(
            CALL, reply(call, kept.evaluation, verdict, "Dana", question="blamed", text=words)
        )
        store.add(CALL, comment("Fine opening.", "good example", utterance=2))
        store.add(CALL, comment("Slow here.", at=15.0))
    return companion_home


def stored() -> Call:
    with Store.open(read_only=True) as store:
        return fold(store.load(CALL))


def test_a_calls_sheet_says_what_went_well_and_what_to_practise(home: Path) -> None:
    sheet = call_sheet(stored())
    text = sheet.markdown
    assert text.startswith("# Coaching: call of 23.11.2026 10:00\n")
    assert "A calm call, version 1: **79** of 100. Reviewer: Robin." in text
    well, practise = text.split("## What to practise")
    assert "Did the agent draw the customer's story out? **Yes**" in well
    assert "say the matter back in their own words? **No**" in practise
    assert "He was \\*told\\* off." in practise
    assert "“you should have been at home”" in practise
    assert "Dana disputes " in practise
    assert "Fine opening. (good example), Robin" in practise


def test_every_quotation_of_a_sheet_is_a_clip(home: Path) -> None:
    sheet = call_sheet(stored())
    for number, clip in enumerate(sheet.clips, start=1):
        assert f"Clip {number}, " in sheet.markdown
        assert clip.call_id == CALL
    assert any((clip.start, clip.end) == (6.5, 11.5) for clip in sheet.clips)  # 8 to 10, and around


def test_a_call_that_nobody_has_judged_says_so(call: Call) -> None:
    assert "Nothing has been said about this call yet." in call_sheet(call).markdown


def test_a_week_stands_beside_the_weeks_before(home: Path) -> None:
    with Store.open(read_only=True) as store:
        sheet = week_sheet(store, "Dana", "2026-W48")
        assert "# Coaching: Dana, week 2026-W48" in sheet.markdown
        assert "1 call; 0 in the twelve weeks before." in sheet.markdown
        asked, told = (
            "on somebody in the house? **Yes**\n  - He was \\*told\\* off.\n",
            sheet.markdown,
        )
        assert asked in told
        assert told.partition(asked)[2].startswith(
            "  - Clip 1, 0:06 to 0:11: “you should have been"
        )
        assert [clip.title for clip in sheet.clips][1:] == ["Fine opening.", "Slow here."]
        assert "| Score | 79 |  | 1 (few) |" in sheet.markdown
        assert "Fine opening." in sheet.markdown
        assert own_trends(store, "Dana")[0].calls == 1
        assert own_trends(store, "Kim") == ()
        with pytest.raises(ValueError, match="Invalid"):
            week_sheet(store, "Dana", "2026-W99")


def test_the_playlist_has_the_passages_with_its_tags(home: Path) -> None:
    with Store.open(read_only=True) as store:
        (clip,) = playlist(store)
        assert (clip.title, clip.text) == ("Fine opening.", "what happened from the start")
        assert playlist(store, ["nothing such"]) == []


def test_a_clip_is_cut_to_its_seconds(home: Path, tmp_path: Path) -> None:
    call = stored()
    clip = clip_of(call, [6], "Blame")
    assert clip is not None
    write_clip(call, clip, tmp_path / "clip.flac")
    pcm, rate = soundfile.read(tmp_path / "clip.flac", dtype="int16")
    assert (len(pcm) / rate, pcm.shape[1]) == (5.0, 2)
    assert (pcm[0, 0], pcm[-1, 0]) == (600, 1100)  # from 6.5 s to 11.5 s
    assert clip_of(call, [999], "None") is None


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["review", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_commands_write_sheets_clips_and_lists(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.md"
    run("coach", "last", "--out", str(out), "--clips", str(tmp_path / "clips"))
    assert "What to practise" in out.read_text()
    files = sorted(file.name for file in (tmp_path / "clips").glob("*.flac"))
    assert len(files) == len(call_sheet(stored()).clips)
    listed = (tmp_path / "clips" / PLAYLIST).read_text().splitlines()
    assert listed[0] == "#EXTM3U"
    assert listed[2::2] == files
    assert all(line.startswith("#EXTINF:") for line in listed[1::2])
    assert "Fine opening. (good example)" in run("playlist")
    (record,) = json.loads(run("playlist", "--json"))
    assert (record["call_id"], record["tags"]) == (CALL, ["good example"])
    assert "calm_call, version 1: 19 questions." in run("scorecards")
    assert "Coaching: Dana" in run("coach", "--agent", "Dana", "--week", "2026-W48")


def test_commands_compare_two_files(home: Path, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.json", tmp_path / "theirs.json"
    run("export", "last", "--out", str(mine))
    call = stored()
    assert call.review.counting is not None
    theirs.write_text(
        exported(call, call.review.counting.evaluation).replace('"sometimes"', '"never"')
    )
    told = run("compare", str(mine), str(theirs))
    assert "1 calls scored by both; 0 by one only." in told
    assert any(line.startswith("empathy") and "0% of 1" in line for line in told.splitlines())
    record = json.loads(run("compare", str(mine), str(theirs), "--json"))
    assert {q["question"]: q["share"] for q in record["questions"]}["listened"] == 1.0


def test_wrong_usage_is_said(home: Path) -> None:
    both = CliRunner().invoke(main, ["review", "coach", "last", "--agent", "Dana"])
    assert (both.exit_code, "Give a CALL, or --agent and --week." in both.output) == (2, True)
    week = CliRunner().invoke(main, ["review", "coach", "--agent", "D", "--week", "soon"])
    assert (week.exit_code, "--week must look like" in week.output) == (2, True)
    none = CliRunner().invoke(main, ["review", "export", "last", "--evaluation", "x"])
    assert (none.exit_code, "no such evaluation" in none.output) == (1, True)
