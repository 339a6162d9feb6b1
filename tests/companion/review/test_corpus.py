"""No sentence that a pattern could be fulfilled by is missed by asking the index."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from companion.detect.rules_match import Matcher
from companion.detect.rules_pack import load_packs
from companion.detect.rules_pattern import compiled
from companion.events import AnyEvent, CallEnded, EndReason, Speaker
from companion.language import read
from companion.review.corpus import Corpus, StoppedError
from companion.store import Store
from tests.companion.review.conftest import keep, made_entries, numbered, said

ODD = (
    "I\u2019ll SUE you",
    "i'm suing",
    "a so-called café manager",
    'he said "cancel it" & left',
    "dying to see the lawyer's letter",
    "e-mail your lawyers",
    "won't",
    "it's my solicitors' business",
    "¿qué? İstanbul naïve lawyer…",
    "(cancelling!)",
    "they cancelled/cancel",
)


def sentences() -> list[str]:
    """Every test sentence of every pack, and some that are hard to cut into words."""
    packs = load_packs()
    told = [s for pack in packs for rule in pack.rules for s in (*rule.fires, *rule.quiet)]
    return [*ODD, *told, *(s for pack in packs for s in pack.quiet)]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("corpus") / "calls.db"
    started = made_entries()[0]
    spoken: list[AnyEvent] = [
        said(Speaker.CUSTOMER, float(n), text) for n, text in enumerate(sentences())
    ]
    ended = CallEnded(at=float(len(spoken) + 9), reason=EndReason.ENDED)
    keep(database, numbered(started, *spoken, ended))
    return database


@pytest.fixture
def corpus(big: Path) -> Iterator[Corpus]:
    with Store.open(big, read_only=True) as store:
        found = Corpus(store)
        found.refresh()
        yield found


def test_the_index_misses_nothing_that_any_rule_of_ours_finds(corpus: Corpus) -> None:
    texts = {s.place: s.text for some in corpus.sentences(None, "customer") for s in some}
    assert len(texts) > 1000
    readings = {place: read(text) for place, text in texts.items()}
    for pack in load_packs():
        for rule in pack.rules:
            patterns = (*rule.any, *rule.unless_near, *rule.unless_said, *rule.needs)
            matcher = Matcher(("", pattern) for pattern in patterns)
            places = corpus.candidates(patterns, "customer")
            if places is None:
                continue
            asked = set(places)
            rest = [reading for place, reading in readings.items() if place not in asked]
            missed = [reading.words for reading in rest if any(matcher.find(reading))]
            assert missed == [], rule.name


@pytest.mark.parametrize(
    "text", ["sue", "=suing", "cancel", "lawyer", "cafe|caf", "e mail", "so called"]
)
def test_odd_writing_is_found_as_the_engine_reads_it(corpus: Corpus, text: str) -> None:
    patterns = compiled(f"({text})", {})
    matcher = Matcher(("", pattern) for pattern in patterns)
    found = set(corpus.candidates(patterns, "customer") or ())
    every = [one for some in corpus.sentences(None, "customer") for one in some]
    for sentence in every[-len(ODD) :]:  # the latest come first
        if any(matcher.find(read(sentence.text))):
            assert sentence.place in found, sentence.text


def test_a_pattern_that_names_no_word_asks_for_all(corpus: Corpus) -> None:
    assert corpus.candidates(compiled("<< _ _ >>", {}), "customer") is None
    assert corpus.candidates(compiled("xylophones", {}), "customer") == []
    assert corpus.candidates(compiled("lawyer", {}), "agent") == []
    assert corpus.count("agent") == 0


def test_calls_that_come_later_are_learnt(database: Path) -> None:
    keep(database, made_entries("first"))
    with Store.open(database) as store:
        corpus = Corpus(store)
        assert corpus.refresh() == 1
        assert corpus.candidates(compiled("zebra", {}), "customer") == []
        entries = made_entries("second")
        entries[3] = replace(entries[3], text="a zebra ate my order")  # type: ignore[arg-type]
        keep(database, entries)
        told: list[tuple[int, int]] = []

        def watch(done: int, of: int) -> bool:
            told.append((done, of))
            return True

        assert corpus.refresh(watch) == 2
        assert told == [(6, 6)]
        places = corpus.candidates(compiled("zebra", {}), "customer")
        assert places is not None
        (found,) = next(corpus.sentences(places, "customer"))
        assert (found.seq, corpus.calls([found.call_place])[found.call_place].call_id) == (
            4,
            "second",
        )


def test_work_can_be_stopped_and_begun_again(store: Store) -> None:
    corpus = Corpus(store)
    with pytest.raises(StoppedError):
        corpus.refresh(lambda done, of: False)
    assert corpus.refresh() == 1
    assert corpus.candidates(compiled("solicitor", {}), "customer")


def test_sentences_come_with_the_latest_first_and_each_once(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.review.corpus._A_LOOK", 7)
    places = [one.place for some in corpus.sentences(None, "customer") for one in some]
    assert places == sorted(set(places), reverse=True)
    assert len(places) == corpus.count("customer")
    again = [one.place for some in corpus.sentences(places, "customer") for one in some]
    assert again == places


def test_the_question_to_the_index_is_stopped_in_its_middle(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.review.corpus._WATCHED_OPCODES", 1)
    patterns = compiled("lawyer", {})
    with pytest.raises(StoppedError):
        corpus.candidates(patterns, "customer", lambda done, of: False)
    assert corpus.candidates(patterns, "customer", lambda done, of: True)
