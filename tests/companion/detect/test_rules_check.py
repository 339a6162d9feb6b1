from __future__ import annotations

import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli import main
from companion.detect.rules import Engine
from companion.detect.rules_check import doubts, failures
from companion.detect.rules_pack import load_packs
from companion.detect.vocabulary import words_heard
from companion.errors import OutsideError
from companion.events import Category


def test_the_programs_own_packs_pass_their_tests(engine: Engine) -> None:
    assert [f"{f.rule or f.pack}: {f.sentence}: {f.why}" for f in failures(engine)] == []


def test_every_alert_rule_has_a_test_and_says_what_to_do(engine: Engine) -> None:
    for rule in engine.rules:
        if rule.party == "customer" and rule.category in set(Category):
            assert rule.fires or rule.setting == "despair", rule.name
            assert 0 < len(rule.guidance) <= 300, rule.name


def pack(folder: Path, any_: str, fires: str = "", quiet: str = "") -> Engine:
    (folder / "law.toml").write_text(
        f'party = "customer"\n[[rule]]\nid = "x"\nany = ["{any_}"]\n'
        f'fires = ["{fires}"]\nquiet = ["{quiet}"]\n',
        encoding="utf-8",
    )
    return Engine(load_packs(folder))


def test_a_pack_that_breaks_its_promise_is_caught(tmp_path: Path) -> None:
    found = list(failures(pack(tmp_path, "sue", fires="hello", quiet="i sue")))
    assert [(one.rule, one.sentence) for one in found] == [("law.x", "hello"), ("law.x", "i sue")]


def test_words_that_are_never_heard_and_patterns_too_short(tmp_path: Path) -> None:
    heard = frozenset({"sue", "the", "no"})
    assert [d.phrase for d in doubts(pack(tmp_path, "trustpilot"), heard)] == ["trustpilot"]
    assert "too short" in next(iter(doubts(pack(tmp_path, "no"), heard))).why
    assert not list(doubts(pack(tmp_path, "=sue"), heard))


def symbols(*words: str) -> bytes:
    table = struct.pack("<i", 2125658996) + struct.pack("<i", 1) + b"t"
    table += struct.pack("<qq", len(words), len(words))
    for number, word in enumerate(words):
        table += struct.pack("<i", len(word)) + word.encode() + struct.pack("<q", number)
    return b"header" + table + b"arcs"


def test_a_models_words_are_read_from_its_graph(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "Gr.fst").write_bytes(symbols("lawyer", "ombudsman"))
    assert words_heard(tmp_path) == {"lawyer", "ombudsman"}
    (graph / "words.txt").write_text("court 1\njudge 2\n", encoding="utf-8")
    assert words_heard(tmp_path) == {"court", "judge"}


@pytest.mark.parametrize("data", [b"", b"no table here", symbols("lawyer")[:-9]])
def test_a_damaged_graph_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "Gr.fst").write_bytes(data)
    with pytest.raises(OutsideError):
        words_heard(tmp_path)


def test_check_fails_where_a_test_fails(tmp_path: Path) -> None:
    pack(tmp_path, "sue", fires="hello")
    outcome = CliRunner().invoke(main, ["rules", "check", "--packs", str(tmp_path)])
    assert outcome.exit_code == 1
    assert "FAILED law.x: 'hello'" in outcome.output


def test_test_shows_what_fires_and_what_nearly_did(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text(
        'party = "customer"\n[[rule]]\nid = "x"\nany = ["sue"]\nunless = ["negated"]\n',
        encoding="utf-8",
    )
    runner = CliRunner()
    fires = runner.invoke(main, ["rules", "test", "i will sue", "--packs", str(tmp_path)])
    assert "fires    law.x (law): sue" in fires.output
    silent = runner.invoke(main, ["rules", "test", "i won't sue", "--packs", str(tmp_path)])
    assert "silent   law.x: sue (it is negated)" in silent.output
