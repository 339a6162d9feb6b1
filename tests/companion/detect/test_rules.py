from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.detect.rules import Engine
from companion.detect.rules_pack import load_pack, load_packs
from companion.errors import OutsideError
from companion.language import read


def engine_of(folder: Path, text: str) -> Engine:
    (folder / "law.toml").write_text(textwrap.dedent(text), encoding="utf-8")
    return Engine(load_packs(folder))


HEAD = 'party = "customer"\ncategory = "legal"\n'


def fired(engine: Engine, text: str) -> list[str]:
    return [hit.phrase for hit in engine.hits(read(text), "customer")]


@pytest.mark.parametrize(
    ("pattern", "text", "phrase"),
    [
        ("cancel", "it was cancelled", "cancelled"),
        ("=cancel", "it was cancelled", None),
        ("call my lawyer", "i'll just bloody well call my lawyer", "call my lawyer"),
        ("call ~2 lawyer", "call a good lawyer", "call a good lawyer"),
        ("call ~1 lawyer", "call a good lawyer", None),
        ("call my? lawyer", "call lawyer", "call lawyer"),
        ("(call|speak to) [law]", "i'll speak to a solicitor", "speak to a solicitor"),
        ("(call ~2 [law]|sue)", "call my old solicitor", "call my old solicitor"),
        ("< sue", "so sue me", "sue"),
        ("< sue", "i sue", None),
        ("sue >>", "sue me", None),
        ("<< sue", "well sue me", "sue"),
        ("you _ clown", "you old clown", "you old clown"),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, text: str, phrase: str | None) -> None:
    lists = '[lists]\nlaw = ["a solicitor", "solicitor"]\n'
    pack = f'{HEAD}{lists}[[rule]]\nid = "x"\nany = ["{pattern}"]\n'
    assert fired(engine_of(tmp_path, pack), text) == ([phrase] if phrase else [])


def test_circumstances(tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path,
        f"""
        {HEAD.replace(chr(10), chr(10) + "        ")}
        [[rule]]
        id = "x"
        any = ["call ~3 lawyer"]
        actors = ["me"]
        moods = ["will"]
        unless = ["negated"]
        unless_near = ["lawyer friend"]
        unless_said = ["wedding"]
        with = ["you"]
        """,
    )
    assert fired(engine, "i'll call my lawyer on you")
    for text in (
        "he'll call my lawyer on you",
        "i could call my lawyer on you",
        "i won't call my lawyer on you",
        "i'll call my lawyer friend with you",
        "i'll call my lawyer with you about the wedding",
        "i'll call my lawyer",
    ):
        assert not fired(engine, text), text


def test_a_negator_of_the_pattern_does_not_deny_it(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "x"\nany = ["not pay"]\nunless = ["negated"]\n'
    assert fired(engine_of(tmp_path, HEAD + rule), "i will not pay") == ["not pay"]


def test_a_later_place_counts_where_an_earlier_does_not(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "x"\nany = ["sue"]\nunless = ["reported"]\n'
    engine = engine_of(tmp_path, HEAD + rule)
    assert fired(engine, "she said sue them but i will sue them anyway") == ["sue"]
    hit = engine.hits(read("she said sue them but i will sue them anyway"), "customer")[0]
    assert hit.words == (7, 8)


def test_a_refusal_says_why(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "x"\nany = ["sue"]\nunless = ["negated"]\n'
    _, refusals = engine_of(tmp_path, HEAD + rule).explained(read("i won't sue"), "customer")
    assert [(one.phrase, one.why) for one in refusals] == [("sue", "it is negated")]


@pytest.mark.parametrize(
    ("rule", "line", "complaint"),
    [
        ('id = "x"\nany = ["(a|b"]', 5, "bracket"),
        ('id = "x"\nany = ["[law]"]', 5, "no list 'law'"),
        ('id = "x"\nany = ["a ~99 b"]', 5, "gap"),
        ('id = "x"\nany = ["a"]\nseverity = "bad"', 6, "severity must be one of"),
        ('id = "x"\nany = ["a"]\nunless = ["odd"]', 6, "'odd' is not one of"),
        ('id = "x"\nany = ["a"]\ncolour = "red"', 6, "'colour' is not known"),
        ('id = "x"\nany = ["a"]\nweight = "much"', 6, "weight must be a number"),
        ('id = "x"\nany = "a"', 5, "any must be a list of texts"),
        ('id = "x"', 4, "at least one pattern"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, rule: str, line: int, complaint: str) -> None:
    path = tmp_path / "law.toml"
    path.write_text(f"{HEAD}[[rule]]\n{rule}\n", encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        load_pack(path)
    assert complaint in caught.value.problem
    assert f"line {line}" in caught.value.problem
    assert caught.value.problem.endswith(".")


def test_broken_toml_and_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text("party = ", encoding="utf-8")
    with pytest.raises(OutsideError, match="not valid TOML"):
        load_packs(tmp_path)
    with pytest.raises(OutsideError, match="cannot be read"):
        load_pack(tmp_path / "none.toml")


@given(st.text())
def test_any_text_can_be_matched(engine: Engine, text: str) -> None:
    for party in ("customer", "agent"):
        for hit in engine.hits(read(text), party):
            assert hit.phrase == " ".join(read(text).words[hit.words[0] : hit.words[1]])


@pytest.mark.parametrize(
    "words", ["just ", "you ", "i will ", "my lawyer will not call you ", "sue you court "]
)
def test_ten_thousand_words_take_seconds_not_minutes(engine: Engine, words: str) -> None:
    text = words * (10_000 // len(words.split()))
    began = time.thread_time()
    engine.hits(read(text), "customer")
    assert time.thread_time() - began < 10
