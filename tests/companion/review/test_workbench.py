from collections.abc import Iterator
from pathlib import Path

import pytest

from companion import paths
from companion.detect.rules import Engine, default_engine
from companion.detect.rules_pack import Pack, load_packs
from companion.errors import OutsideError
from companion.events import (
    AlertJudged,
    AlertMissed,
    AlertRaised,
    AngerRated,
    AnyEvent,
    CallEnded,
    Category,
    EndReason,
    Severity,
    Speaker,
)
from companion.language import read
from companion.review.corpus import StoppedError
from companion.review.pack_versions import (
    edited,
    enable,
    pack_text,
    version_text,
    versions,
)
from companion.review.trial import Part
from companion.review.workbench import Effect, Workbench
from companion.store import Store
from tests.companion.review.conftest import NOON, keep, made_entries, numbered, said

PACK = """\
# Kept by the team.
title = "Leaving"
party = "customer"
category = "churn"
severity = "warning"
guidance = "Ask."

[[rule]]
id = "leave"
any = ["i be leaving", "close my account"]
unless_near = ["for lunch"]
fires = ["i'm leaving you"]

[[rule]]
id = "stay"
any = ["not staying"]
"""

SAID = (
    "i'm leaving you for good",  # 2
    "i'm leaving for lunch now",
    "close my account today",
    "i'm leaving the office",  # 5
    "take your offer and shove it",
)


def alert(utterance: int) -> AlertRaised:
    return AlertRaised(
        at=9.0,
        category=Category.CHURN,
        severity=Severity.WARNING,
        speaker=Speaker.CUSTOMER,
        phrase="leaving",
        start=1.0,
        end=2.0,
        rule="churn.leave",
        guidance="Ask.",
        utterance=utterance,
    )


def marked() -> list[AnyEvent]:
    """A call in which one alert was right, one wrong, and one missed."""
    lines = [said(Speaker.CUSTOMER, 2.0 * n, text) for n, text in enumerate(SAID)]
    return numbered(
        made_entries()[0],
        *lines,  # 2 to 6
        alert(2),  # 7
        alert(5),  # 8
        CallEnded(at=20.0, reason=EndReason.ENDED),
        AlertJudged(at=1.0, who="R", when=NOON, alert=7, right=True),
        AlertJudged(at=1.0, who="R", when=NOON, alert=8, right=True),
        AlertJudged(at=1.0, who="R", when=NOON, alert=8, right=False),
        AlertMissed(at=1.0, who="R", when=NOON, utterance=6, category=Category.CHURN),
    )


@pytest.fixture
def bench(companion_home: Path, database: Path) -> Iterator[Workbench]:
    own = paths.team() / "phrases"
    own.mkdir(parents=True)
    for file in (paths.assets() / "phrases").glob("*.toml"):
        keepers = ("lists.toml", "anger.toml")
        text = file.read_text() if file.name in keepers else 'title = "None"'
        (own / file.name).write_text(text)
    (own / "churn.toml").write_text(PACK)
    keep(database, marked())
    with Store.open(database, read_only=True) as store:
        yield Workbench(store)


def tried(bench: Workbench, text: str) -> Effect:
    return bench.effect("churn", text)


def test_a_new_phrase_gains_sentences_with_what_reviewers_said(bench: Workbench) -> None:
    text = edited(PACK, "leave", "any", add=["take ~3 shove it"])
    (rule,) = tried(bench, text).rules
    assert rule.rule == "churn.leave"
    assert [(one.utterance, one.phrase) for one in rule.gained] == [
        (6, "take your offer and shove it")
    ]
    assert rule.lost == ()
    before, after = rule.precision_before, rule.precision_after
    assert (before.right, before.wrong, before.share) == (1, 1, 0.5)
    assert (after.right, after.wrong, after.missed_now_found) == (2, 1, 1)
    assert rule.candidates == 1
    assert not rule.every


def test_a_new_exception_loses_sentences_and_makes_it_more_precise(bench: Workbench) -> None:
    text = edited(PACK, "leave", "unless_near", add=["the office"])
    (rule,) = tried(bench, text).rules
    assert [one.text for one in rule.lost] == ["i'm leaving the office"]
    assert rule.gained == ()
    assert rule.precision_after.share == 1.0


def test_taking_an_exception_out_gains_what_it_held_back(bench: Workbench) -> None:
    text = edited(PACK, "leave", "unless_near", remove=["for lunch"])
    (rule,) = tried(bench, text).rules
    assert [one.utterance for one in rule.gained] == [3]


def test_a_phrase_taken_out_a_rule_gone_and_a_rule_made_new(bench: Workbench) -> None:
    text = PACK.replace(', "close my account"', "").replace('id = "stay"', 'id = "other"')
    text = text.replace('"not staying"', '"your offer"')
    effects = {rule.rule: rule for rule in tried(bench, text).rules}
    assert [one.utterance for one in effects["churn.leave"].lost] == [4]
    assert effects["churn.stay"].lost == ()
    assert [one.utterance for one in effects["churn.other"].gained] == [6]


def test_other_circumstances_are_tried_on_every_match(bench: Workbench) -> None:
    text = PACK.replace('any = ["i be leaving"', 'moods = ["will"]\nany = ["i be leaving"')
    (rule,) = tried(bench, text).rules
    assert rule.candidates == 4
    assert rule.gained == ()
    assert 0 < len(rule.lost) < 4


def test_a_sentence_that_another_rule_has_found_is_marked(bench: Workbench) -> None:
    text = edited(PACK, "stay", "any", add=["leaving you"])
    (rule,) = tried(bench, text).rules
    assert [(one.utterance, one.already) for one in rule.gained] == [(2, True)]


def test_a_rule_for_heated_calls_counts_in_heated_calls_only(
    bench: Workbench, database: Path
) -> None:
    entries = marked()[:3]
    heat = AngerRated(at=2.0, utterance=2, level=2, because=())
    shove = said(Speaker.CUSTOMER, 9.0, SAID[-1])
    ended = CallEnded(at=20.0, reason=EndReason.ENDED)
    first = made_entries("heated")[0]
    keep(database, numbered(first, *entries[1:], heat, shove, ended))
    text = edited(PACK, "stay", "any", add=["shove it"]).replace(
        'id = "stay"', 'id = "stay"\nsetting = "heated"'
    )
    (rule,) = tried(bench, text).rules
    assert [one.call_id for one in rule.gained] == ["heated"]


def test_nothing_changed_is_no_effect(bench: Workbench) -> None:
    assert tried(bench, PACK.replace("Ask.", "Ask why.")).rules == ()


def test_words_that_the_model_never_hears_and_failing_tests_are_said(
    companion_home: Path, bench: Workbench, database: Path
) -> None:
    with Store.open(database, read_only=True) as store:
        hearing = Workbench(store, frozenset("i am leaving close my account not staying".split()))
        text = edited(PACK, "leave", "any", add=["trustpilot"], remove=["i be leaving"])
        found = hearing.effect("churn", text)
    assert "trustpilot" in [doubt.phrase for doubt in found.doubts]
    assert [failure.sentence for failure in found.failures] == ["i'm leaving you"]


def test_a_broken_pack_is_one_line(bench: Workbench) -> None:
    with pytest.raises(OutsideError, match="a bracket is not closed"):
        tried(bench, edited(PACK, "leave", "any", add=["(one|two"]))


def test_the_work_can_be_stopped(bench: Workbench) -> None:
    bench.prepare()
    with pytest.raises(StoppedError):
        bench.effect("churn", edited(PACK, "leave", "any", add=["offer"]), lambda done, of: False)


def test_a_run_is_stopped_at_the_sentence_that_it_is_at(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.review.corpus._WATCHED_EVERY_S", 0.0)
    bench.prepare()
    told: list[tuple[int, int]] = []

    def watch(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 2

    text = PACK.replace('any = ["i be leaving"', 'moods = ["will"]\nany = ["i be leaving"')
    with pytest.raises(StoppedError):
        bench.effect("churn", text, watch)
    assert told[-1] == (2, 4)


def test_what_is_found_is_told_meanwhile_the_latest_first(
    bench: Workbench, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.review.trial._TOLD_EVERY_S", 0.0)
    monkeypatch.setattr("companion.review.corpus._A_LOOK", 1)
    keep(database, [*made_entries("later")[:1], *marked()[1:]])
    parts: list[Part] = []
    text = edited(PACK, "leave", "any", add=["take ~3 shove it"], remove=["close my account"])
    (rule,) = bench.effect("churn", text, tell=parts.append).rules
    assert len(parts) > 1
    assert [one for part in parts for one in part.gained] == list(rule.gained)
    assert [one for part in parts for one in part.lost] == list(rule.lost)
    assert [one.call_id for one in rule.gained] == ["later", "20261123-100000-aaaaaa"]
    assert {(part.rule, part.rules) for part in parts} == {("churn.leave", 1)}


EDITS = [
    edited(PACK, "leave", "any", add=["offer"]),
    edited(PACK, "leave", "any", remove=["close my account"]),
    edited(PACK, "leave", "any", add=["offer"], remove=["close my account"]),
    edited(PACK, "leave", "unless_near", add=["the office"]),
    edited(PACK, "leave", "unless_near", remove=["for lunch"]),
    edited(PACK, "leave", "unless_near", add=["the office"], remove=["for lunch"]),
    PACK.replace('any = ["i be leaving"', 'moods = ["will"]\nany = ["i be leaving"'),
    PACK.replace('any = ["i be leaving"', 'with = ["good"]\nany = ["i be leaving"'),
    PACK.replace('id = "leave"', 'id = "go"'),
    PACK.replace('id = "stay"', 'id = "stay"\nenabled = false'),
]


@pytest.mark.parametrize("text", EDITS)
def test_one_look_finds_what_two_would(bench: Workbench, text: str) -> None:
    before, after = bench.drafted("churn", PACK), bench.drafted("churn", text)

    def holding(pack: Pack, name: str) -> set[str]:
        engine = Engine([pack])
        return {
            text
            for text in SAID
            if any(hit.rule.name == name for hit in engine.hits(read(text), "customer"))
        }

    for rule in tried(bench, text).rules:
        was, now = holding(before, rule.rule), holding(after, rule.rule)
        assert {one.text for one in rule.gained} == now - was
        assert {one.text for one in rule.lost} == was - now


def test_editing_keeps_what_a_person_wrote() -> None:
    text = edited(PACK, "leave", "any", add=["goodbye for ever"], remove=["close my account"])
    assert text.startswith("# Kept by the team.\n")
    assert text.replace(', "goodbye for ever"', ', "close my account"') == PACK
    with pytest.raises(OutsideError, match='no rule "gone"'):
        edited(PACK, "gone", "any", add=["x"])
    with pytest.raises(OutsideError, match="is not in any of leave"):
        edited(PACK, "leave", "any", remove=["nothing such"])


def test_enabling_makes_a_version_that_calls_are_heard_by(companion_home: Path) -> None:
    original = pack_text("churn")
    assert versions("churn") == []
    default_engine()
    enable("churn", PACK)
    assert [rule.name for rule in default_engine().rules if rule.category == "churn"] == [
        "churn.leave",
        "churn.stay",
    ]
    second = enable("churn", edited(PACK, "stay", "any", add=["offski"]))
    assert [version.number for version in versions("churn")] == [1, 2, 3]
    assert second.number == 3
    enable("churn", version_text(versions("churn")[0]))
    assert pack_text("churn") == original
    default_engine.cache_clear()


def test_a_pack_that_fails_its_own_tests_is_not_enabled(companion_home: Path) -> None:
    with pytest.raises(OutsideError, match=r'The test "i\'m leaving you" of churn.leave fails'):
        enable("churn", edited(PACK, "leave", "any", remove=["i be leaving"]))
    assert not (paths.team() / "phrases").exists()
    assert len(load_packs()) > 5
