import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from companion import paths
from companion.cli import main
from companion.events import (
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    ConductFlagged,
    EndReason,
    FollowUpSet,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.store import Store, open_call_log

Run = Callable[..., Result]


def call(call_id: str, day: int = 23, *, ended: bool = True) -> list[AnyEvent]:
    events: list[AnyEvent] = [
        CallStarted(
            at=0.0,
            call_id=call_id,
            started_at=dt.datetime(2026, 11, day, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            source="call.wav",
            model="small",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
        ),
        said(Speaker.AGENT, 1.0, "good morning how can i help"),
        said(Speaker.CUSTOMER, 5.0, "my solicitor \x1b[2J says you're wrong"),
        alert(Category.LEGAL, "my solicitor"),
        alert(Category.CHURN, "wrong"),
        AlertWithdrawn(at=8.5, alert=5, by=By.AGENT),
        AngerRated(at=8.5, utterance=3, level=2, because=("you're wrong",)),
        StepTicked(at=3.0, step="listen", by=By.HEARD, utterance=2, evidence="how can i help"),
        StepTicked(at=9.0, step="apologise", by=By.AGENT),
        ConductFlagged(at=9.0, kind="canned", utterance=2, phrase="help", say_instead="I see."),
        FollowUpSet(at=9.0, date=dt.date(2026, 11, 27), time=dt.time(15), by=By.AGENT),
        NoteWritten(at=10.0, text="Refund agreed.\nCall Zoë back."),
        CallEnded(at=61.5, reason=EndReason.ENDED),
    ]
    numbered = [replace(event, seq=number) for number, event in enumerate(events, start=1)]
    return numbered if ended else numbered[:-1]


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=start + 2, speaker=speaker, start=start, end=start + 2, text=text)


def alert(category: Category, phrase: str) -> AlertRaised:
    return AlertRaised(
        at=8.0,
        category=category,
        severity=Severity.CRITICAL,
        speaker=Speaker.CUSTOMER,
        phrase=phrase,
        start=7.0,
        end=8.0,
        rule="rule",
        guidance="Stay calm.",
        utterance=3,
    )


@pytest.fixture
def saved() -> None:
    """Two ended calls and one whose program died; the interrupted one was saved last."""
    with Store.open() as store:
        for entries in (call("aa1"), call("ab2", day=24), call("cc3", day=22, ended=False)):
            assert isinstance(entries[0], CallStarted)
            store.log(entries[0].call_id).append(entries)


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, ["calls", *arguments], **options)

    return invoke


def done(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout


def failed(result: Result) -> str:
    """The one line that a failure says."""
    assert result.exit_code == 1
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return line


def test_the_list_is_a_line_a_call_the_latest_first(saved: None, run: Run) -> None:
    heading, *lines = done(run("list")).splitlines()
    assert heading.split() == [
        "CALL", "STARTED", "LENGTH", "ANGER", "ALERTS", "STEPS", "FOLLOW-UP", "SOURCE", "STATUS",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines] == ["ab2", "aa1", "cc3"]
    assert lines[0].split() == (
        "ab2 2026-11-24 10:00 1:01 angry legal 1 2 of 5 2026-11-27 call.wav".split()
    )
    assert lines[2].endswith("interrupted")


def test_the_list_says_when_it_does_not_show_all(saved: None, run: Run) -> None:
    result = run("list", "--limit", "2")
    assert len(done(result).splitlines()) == 3
    assert result.stderr == "2 of 3 calls; --limit 0 shows all.\n"
    assert len(done(run("list", "--limit", "0")).splitlines()) == 4


def test_an_empty_list_says_what_to_try(run: Run, companion_home: Path) -> None:
    result = run("list")
    assert done(result) == ""
    assert "companion demo" in result.stderr
    assert done(run("list", "--json")) == "[]\n"
    assert not companion_home.exists()


def test_the_list_as_json(saved: None, run: Run) -> None:
    first, *_, last = json.loads(done(run("list", "--json")))
    assert first == {
        "id": "ab2",
        "started_at": "2026-11-24T10:00:00+01:00",
        "duration_s": 61.5,
        "source": "call.wav",
        "model": "small",
        "status": "ended",
        "utterances": 2,
        "peak_anger": 2,
        "alerts": {"legal": 1},
        "steps": ["listen", "apologise"],
        "slips": 1,
        "marks": 0,
        "follow_up": "2026-11-27",
    }
    assert last["status"] == "interrupted"


SHOWN = """\
Call ab2
Tuesday 24 November 2026, 10:00, length 1:01
call.wav, understood by small

   0:01  Agent    good morning how can i help
                  ~ canned: “help”. I see.
   0:05  Customer my solicitor  [2J says you're wrong
                  ▲ legal (critical): “my solicitor”
                  ■■□ angry: “you're wrong”

Threats, abuse and escalation
   0:07  legal (critical): “my solicitor”
   0:07  churn (critical): “wrong”, called wrong by the agent

Checklist
  [x]    Listen, 0:03: “how can i help”
  [ ]    Say it back
  [x]    Apologise, 0:09: by hand
  [ ]    Next steps
  [ ]    Follow-up date

Follow-up
  Friday 27 November 2026 at 15:00, set by hand

Note
  Issue: my solicitor  [2J says you're wrong
  Refund agreed.
  Call Zoë back.
"""


def test_show_prints_the_whole_call(saved: None, run: Run) -> None:
    assert done(run("show", "ab")) == SHOWN


def test_show_says_that_a_call_was_interrupted_or_is_running(saved: None, run: Run) -> None:
    assert "Interrupted: the program stopped in mid-call" in done(run("show", "last"))
    with open_call_log(None, "live") as log:
        log.append(call("live", ended=False))
        assert "Still running." in done(run("show", "live"))


def test_show_colours_only_for_eyes(saved: None, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = done(run("show", "ab", color=True))
    assert "\x1b[33m\x1b[1m\x1b[4mmy solicitor" in coloured
    assert "\x1b[2J" not in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert done(run("show", "ab", color=True)) == SHOWN


def test_show_as_json_is_the_call_record(saved: None, run: Run) -> None:
    record = json.loads(done(run("show", "ab2", "--json")))
    assert record["schema"] == "companion.call/1"
    assert record["call"]["id"] == "ab2"
    assert record["alerts"][1]["withdrawn"] is True


def test_search_shows_where_words_were_said(saved: None, run: Run) -> None:
    assert done(run("search", "Solicitors", "wrong")).splitlines() == [
        f"{call_id}     0:05  Customer my solicitor  [2J says you're wrong"
        for call_id in ("ab2", "aa1", "cc3")
    ]
    result = run("search", "solicitor", "--speaker", "agent")
    assert (done(result), result.stderr) == ("", "Nothing was found.\n")
    limited = run("search", "zoe", "--limit", "1")
    assert done(limited) == "ab2     0:10  Note     Refund agreed. Call Zoë back.\n"
    assert "Only the newest 1 are shown" in limited.stderr


def test_search_as_json_marks_the_words(saved: None, run: Run) -> None:
    hit = json.loads(done(run("search", "--json", "good")))[0]
    assert hit == {
        "call": "ab2",
        "started_at": "2026-11-24T10:00:00+01:00",
        "seq": 2,
        "start": 1.0,
        "speaker": "agent",
        "field": None,
        "snippet": "good morning how can i help",
        "marks": [[0, 4]],
    }


@pytest.mark.parametrize("words", ["*", '"', "NOT", "a AND (", "\x00"])
def test_search_takes_anything_for_words(saved: None, run: Run, words: str) -> None:
    assert run("search", "--", words).exit_code == 0


@pytest.mark.parametrize("form", ["md", "markdown", "json", "csv", "vtt", "srt", "txt"])
def test_export_writes_each_format(saved: None, run: Run, tmp_path: Path, form: str) -> None:
    printed = done(run("export", "ab2", "--format", form))
    assert "how can i help" in printed
    file = tmp_path / "out" / f"call.{form}"
    assert done(run("export", "ab2", "--format", form, "--out", str(file))) == ""
    assert file.read_text(encoding="utf-8-sig") == printed
    assert file.read_bytes().startswith(b"\xef\xbb\xbf") == (form == "csv")


def test_export_names_a_place_that_cannot_be_written(saved: None, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = failed(run("export", "ab2", "--out", str(tmp_path / "file" / "call.md")))
    assert "cannot be written" in line


def test_delete_asks_first(saved: None, run: Run) -> None:
    result = run("delete", "aa", input="n\n")
    assert result.exit_code == 1
    assert "Delete the call of 23 November 2026, 10:00 (1:01, call.wav) for good?" in result.stderr
    assert "aa1" in done(run("list"))
    assert "Deleted aa1" in run("delete", "aa", input="y\n").stderr
    assert "aa1" not in done(run("list"))


def test_delete_does_not_ask_when_told_so(saved: None, run: Run) -> None:
    done(run("delete", "last", "--yes"))
    assert [found["id"] for found in json.loads(done(run("list", "--json")))] == ["ab2", "aa1"]


@pytest.mark.parametrize("command", [["show"], ["export"], ["delete", "--yes"]])
def test_an_unknown_or_unclear_call_is_one_line(saved: None, run: Run, command: list[str]) -> None:
    assert failed(run(*command, "zz")).startswith('companion: There is no call "zz".')
    assert failed(run(*command, "a")).startswith("companion: Several calls begin with a: aa1, ab2.")


@pytest.mark.parametrize("command", [["list"], ["show", "last"], ["search", "x"]])
def test_a_database_that_is_not_ours_is_one_line(run: Run, command: list[str]) -> None:
    paths.made_home()
    paths.database().write_text("something else")
    assert "is not a database" in failed(run(*command))
    assert list(paths.home().iterdir()) == [paths.database()]


def test_the_due_list_and_closing_a_follow_up(saved: None, run: Run) -> None:
    told = json.loads(done(run("due", "--json")))
    dues = [each for part in ("overdue", "today", "coming") for each in told[part]]
    assert {each["call"] for each in dues} == {"aa1", "ab2", "cc3"}
    assert {(each["date"], each["time"]) for each in dues} == {("2026-11-27", "15:00")}
    assert "aa1  unnamed: my solicitor" in done(run("due"))
    assert "is marked as kept" in run("follow-up", "aa1", "--kept").stderr
    assert "aa1" not in done(run("due"))
    assert "is open again" in run("follow-up", "aa1", "--reopen").stderr
    assert "aa1" in done(run("due"))
    assert "no closed follow-up" in failed(run("follow-up", "aa1", "--reopen"))
    assert run("follow-up", "aa1").exit_code == 2
    for call_id in ("aa1", "ab2", "cc3"):
        done(run("follow-up", call_id, "--missed"))
    assert run("due").stderr == "No follow-up is open.\n"


def test_a_note_field_is_written_after_the_call_and_keeps_its_history(
    saved: None, run: Run, companion_home: Path
) -> None:
    (companion_home / "settings.toml").write_text('agent_name = "Rae"\n')
    issue = "my solicitor says you're wrong"
    assert issue.split()[1] in json.loads(done(run("note", "aa1", "--json")))["issue"]
    done(run("note", "aa1", "--field", "issue", "--text", "Invoice was wrong."))
    done(run("note", "aa1", "--field", "issue", "--text", "Invoice of May was wrong."))
    assert "Invoice of May was wrong.  (Rae)" in done(run("note", "aa1", "--field", "issue"))
    told = json.loads(done(run("note", "aa1", "--field", "issue", "--history", "--json")))
    assert [each["text"] for each in told["issue"]] == [
        "Invoice was wrong.",
        "Invoice of May was wrong.",
    ]
    assert {each["who"] for each in told["issue"]} == {"Rae"}
    assert "Rae: Invoice was wrong." in done(run("note", "aa1", "--history"))
    assert done(run("search", "invoice")).splitlines()[0].startswith("aa1")
    assert "no disposition" in failed(run("note", "aa1", "--field", "disposition", "--text", "x"))
    done(run("note", "aa1", "--field", "disposition", "--text", "resolved"))
    assert run("note", "aa1", "--text", "x").exit_code == 2


def test_the_review_queue_has_the_worst_first_or_a_fair_lot(saved: None, run: Run) -> None:
    worst = json.loads(done(run("queue", "--json")))
    assert [each["risk"] for each in worst] == sorted((e["risk"] for e in worst), reverse=True)
    assert len(worst) == 3
    lot = done(run("queue", "--sample", "1")).splitlines()
    assert len(lot) == 1
    assert done(run("queue", "--sample", "1")).splitlines() == lot
    assert run("queue", "--agent", "Nobody").stderr == "There is no call to review.\n"


def test_lists_and_searches_can_be_about_some_calls_only(saved: None, run: Run) -> None:
    listed = done(run("list", "--since", "2026-11-23", "--category", "legal")).splitlines()
    assert [line.split()[0] for line in listed[1:]] == ["ab2", "aa1"]
    assert run("list", "--agent", "Nobody").stderr == "No call is like that.\n"
    found = done(run("search", "solicitor", "--until", "2026-11-22")).splitlines()
    assert [line.split()[0] for line in found] == ["cc3"]
    assert run("search", "solicitor", "--least-anger", "3").stderr == "Nothing was found.\n"
    assert run("list", "--since", "yesterday").exit_code == 2
