import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion import paths
from companion.cli import main
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.detect.scores import NoScores
from companion.detect.table import detectors_with
from companion.events import (
    AlertWithdrawn,
    AnyEvent,
    By,
    CallEnded,
    EndReason,
    Speaker,
    StepUnticked,
)
from companion.review.recheck import recheck
from companion.session import News, Session
from tests.companion.review.conftest import keep, made_entries, numbered, said


def talk() -> list[AnyEvent]:
    started = made_entries()[0]
    return [
        started,
        said(Speaker.AGENT, 1.0, "can you tell me what happened from the start"),
        said(Speaker.CUSTOMER, 5.0, "nobody came and i am sick of this"),
        said(Speaker.AGENT, 9.0, "i am so sorry that you waited for nothing"),
        # Heard too badly for statistics to say anything of it that no rule has said.
        replace(said(Speaker.CUSTOMER, 13.0, "i will call my lawyer over this"), confidence=0.8),
        CallEnded(at=20.0, reason=EndReason.ENDED),
    ]


@pytest.fixture(scope="module")
def stored() -> list[AnyEvent]:
    """The talk as the program's own rules, without statistics, have heard it live."""
    entries: list[AnyEvent] = []

    def listen(news: News) -> None:
        if isinstance(news, AnyEvent):
            entries.append(news)

    session = Session(detectors_with(Engine(load_packs()), NoScores()), [listen])
    session.start()
    for event in talk():
        session.submit(event)
    session.wait()
    return entries


def test_the_same_rules_find_the_same(stored: list[AnyEvent]) -> None:
    found = recheck(stored, detectors_with(Engine(load_packs()), NoScores()))
    assert {one.what for one in found.before} >= {"legal", "listen", "apologise"}
    assert found.before == found.after
    assert not found.changed


def test_what_was_corrected_by_hand_was_found_all_the_same(stored: list[AnyEvent]) -> None:
    last = stored[-1]
    alert = next(e.seq for e in stored if type(e).__name__ == "AlertRaised")
    hands: list[AnyEvent] = [
        AlertWithdrawn(at=20.0, alert=alert, by=By.AGENT),
        StepUnticked(at=20.0, step="apologise"),
    ]
    corrected = [*stored, *(replace(e, seq=last.seq + n) for n, e in enumerate(hands, start=1))]
    assert not recheck(corrected, detectors_with(Engine(load_packs()), NoScores())).changed


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The program's packs, but that a lawyer is no threat, and a wait is one."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for file in (paths.assets() / "phrases").glob("*.toml"):
        if file.name not in ("legal.toml", "churn.toml"):
            (folder / file.name).write_text(file.read_text())
    (folder / "churn.toml").write_text(
        'party = "customer"\ncategory = "churn"\nseverity = "warning"\nguidance = "Ask."\n'
        '[[rule]]\nid = "nobody"\nweight = 2\nany = ["nobody came"]\n'
    )
    return folder


def test_other_rules_gain_and_lose(stored: list[AnyEvent], rules: Path) -> None:
    found = recheck(stored, detectors_with(Engine(load_packs(rules)), NoScores()))
    assert [(one.kind, one.what, one.rule) for one in found.gained if one.kind == "alert"] == [
        ("alert", "churn", "churn.nobody")
    ]
    assert [one.what for one in found.lost if one.kind == "alert"] == ["legal"]
    assert found.call.utterance(found.gained[0].utterance).text.startswith("nobody came")


def test_the_command_shows_both_sides(
    companion_home: Path, stored: list[AnyEvent], rules: Path
) -> None:
    keep(companion_home / "calls.db", stored)
    told = CliRunner().invoke(main, ["recheck", "last", "--rules", str(rules)])
    assert told.exit_code == 0
    assert "  + alert churn: nobody came" in told.stdout
    assert "  - alert legal: " in told.stdout
    assert "1 call looked at, 1 would be otherwise." in told.stdout
    record = json.loads(
        CliRunner().invoke(main, ["recheck", "--json", "--rules", str(rules)]).stdout
    )
    assert [one["utterance"] for one in record["gained"] if one["what"] == "churn"] == [2]
    assert record["call"] == "20261123-100000-aaaaaa"


def test_a_log_without_a_start_is_no_call() -> None:
    with pytest.raises(ValueError, match="has not started"):
        recheck(numbered(said(Speaker.AGENT, 1.0, "hello")), [])


def test_a_team_may_have_its_own_pack(companion_home: Path) -> None:
    own = paths.team() / "phrases"
    own.mkdir(parents=True)
    (own / "legal.toml").write_text(
        'party = "customer"\nseverity = "warning"\n[[rule]]\nid = "own"\nany = ["my barrister"]\n'
    )
    packs = {pack.name: pack for pack in load_packs()}
    assert [rule.name for rule in packs["legal"].rules] == ["legal.own"]
    assert len(packs["churn"].rules) > 5
