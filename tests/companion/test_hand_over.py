from __future__ import annotations

import pytest

from companion.abuse_protocol import load_protocol
from companion.call import Call
from companion.events import (
    AbuseStepTaken,
    AngerRated,
    AnyEvent,
    By,
    Category,
    FactKept,
    HandedOver,
    StepTicked,
)
from companion.export import EXPORTERS
from companion.export.hand_over import Wording, markdown, text
from companion.hand_over import hand_over
from companion.record import call_record
from tests.companion.test_note import A, C, alert, logged, said

PROTOCOL = load_protocol()
EVENTS: tuple[AnyEvent, ...] = (
    said(C, 1.0, "my name is patel and i've been charged twice for my broadband"),
    said(A, 6.0, "i am sorry that you have had to go through this"),
    StepTicked(at=8.0, step="apologise", by=By.HEARD, utterance=3, evidence="i am sorry"),
    said(C, 10.0, "you are an idiot_ get me your *supervisor*"),
    alert(5, Category.ABUSE),
    alert(5, Category.ESCALATION),
    AngerRated(at=12.0, utterance=5, level=3, because=("idiot",)),
    AbuseStepTaken(at=14.0, step="warn"),
    said(C, 15.0, "my account number is four four one nine two"),
    AngerRated(at=17.0, utterance=10, level=1, because=()),
    FactKept(at=18.0, kind="name", text="patel", utterance=2),
    FactKept(at=18.5, kind="reference", text="four four one nine two", utterance=10, value="44192"),
)


def test_it_tells_who_what_and_how_it_stands_in_the_words_that_were_said() -> None:
    told = text(hand_over(logged(*EVENTS)), PROTOCOL)
    for line in (
        "Customer: patel",
        "Reference: 44192",
        "Issue: “my name is patel and i've been charged twice for my broadband”",
        "Anger now, 1:30: annoyed (at its height: furious)",
        "- 0:10 “you are an idiot_ get me your *supervisor*”",
        "- 1:24 abuse: “you are an idiot_ get me your *supervisor*”",
        "- 0:14 Warn once",
        "- 0:06 “i am sorry that you have had to go through this”",
    ):
        assert line in told.splitlines()


def test_its_own_words_can_be_said_otherwise_and_those_of_the_call_stay() -> None:
    asked: list[str] = []

    def say(words: str) -> str:
        asked.append(words)
        return words.upper() if "{" not in words else words

    told = text(hand_over(logged(*EVENTS)), PROTOCOL, Wording(say))
    assert "- 1:24 ABUSE: “you are an idiot_ get me your *supervisor*”" in told.splitlines()
    assert "- 0:14 WARN ONCE" in told.splitlines()
    assert "Anger now, {time}: {level} (at its height: {height})" in asked
    assert not any("idiot" in words for words in asked)


def test_in_markdown_words_are_no_markup() -> None:
    made = markdown(hand_over(logged(*EVENTS)), PROTOCOL)
    assert r"idiot\_ get me your \*supervisor\*" in made
    assert made == EXPORTERS["handover.md"].text(logged(*EVENTS))


def test_it_stays_half_a_page_however_long_the_call() -> None:
    said_much = [
        entry
        for n in range(60)
        for entry in (
            said(C, 20.0 + n, f"you are an idiot number {n}"),
            alert(14 + 2 * n, Category.ABUSE),
        )
    ]
    told = text(hand_over(logged(*EVENTS, *said_much)), PROTOCOL)
    assert len(told.splitlines()) <= 36


def test_a_call_in_which_nothing_was_said_has_a_page_too() -> None:
    told = text(hand_over(logged()), PROTOCOL)
    assert "name not heard" in told
    assert "Issue: none told" in told


def test_a_call_that_has_not_begun_has_none() -> None:
    with pytest.raises(ValueError, match="not started"):
        hand_over(Call())


def test_the_hand_over_and_what_was_kept_stand_in_the_record_and_the_reports() -> None:
    call = logged(*EVENTS, HandedOver(at=20.0, to="Dana"))
    record = call_record(call)
    assert record["handed_over"] == {"to": "Dana", "at": 20.0}
    assert record["abuse_steps"] == [{"step": "warn", "at": 14.0}]
    assert record["kept_facts"][1] == {
        "kind": "reference",
        "text": "four four one nine two",
        "value": "44192",
        "utterance": 4,
    }
    assert record["note"]["customer"] == "patel"
    assert record["note"]["reference"] == "44192"
    for form in ("md", "incident.md"):
        made = EXPORTERS[form].text(call)
        assert "0:14 the agent took the step “warn”" in made
        assert "the call was handed over to Dana" in made
    assert "# Hand-over to Dana" in EXPORTERS["handover.md"].text(call)


def test_once_facts_were_accepted_the_note_holds_these() -> None:
    heard = logged(*EVENTS[:9])
    assert "facts: name: patel" not in EXPORTERS["md"].text(heard)
    drafted = call_record(logged(*EVENTS))["note"]["drafted"]["facts"]
    assert [line["text"] for line in drafted] == [
        "name: patel",
        "reference: four four one nine two (44192)",
    ]
