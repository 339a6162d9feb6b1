"""The note field by field, its history, and the incident part."""

import datetime as dt
from dataclasses import replace

from companion.call import Call, fold
from companion.events import (
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    CallStarted,
    Category,
    FactKept,
    FollowUpSet,
    NoteWritten,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.export import EXPORTERS
from companion.incident import incidents
from companion.note_fields import FIELDS, history, note_fields
from companion.record import call_record

A, C = Speaker.AGENT, Speaker.CUSTOMER
STARTED = CallStarted(
    at=0.0,
    call_id="n",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
    source="made",
    model="none",
    channels=(A, C),
    agent="Ivy",
)


def logged(*events: AnyEvent) -> Call:
    return fold(replace(event, seq=n) for n, event in enumerate((STARTED, *events), 1))


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=start + 2, speaker=speaker, start=start, end=start + 2, text=text)


def alert(utterance: int, category: Category, phrase: str, start: float) -> AlertRaised:
    return AlertRaised(
        at=start + 1,
        category=category,
        severity=Severity.CRITICAL,
        speaker=C,
        phrase=phrase,
        start=start,
        end=start + 1,
        rule="r",
        guidance="g",
        utterance=utterance,
    )


def a_call(*more: AnyEvent) -> Call:
    return logged(
        said(A, 0.0, "quill glazing ivy speaking how can i help"),  # seq 2
        said(C, 3.0, "my name is imogen vance and the pane you fitted has cracked"),
        said(C, 8.0, "my order number is four four one nine two"),  # 4
        said(A, 12.0, "i will send a fitter on friday and refund you fifty pounds"),
        StepTicked(at=14.0, step="next_steps", by=By.HEARD, utterance=5, evidence="i will send"),
        FollowUpSet(
            at=14.0,
            date=dt.date(2026, 11, 27),
            time=dt.time(9),
            by=By.HEARD,
            utterance=5,
            heard="friday",
        ),
        said(C, 20.0, "if nobody comes i will come round and smash your shop"),  # 8
        said(C, 23.0, "and that is a promise"),
        said(A, 26.0, "i understand that you are angry"),  # 10
        said(A, 29.0, "please do not threaten us"),
        said(A, 32.0, "here is what we can do"),
        said(C, 35.0, "fine"),  # 13
        alert(8, Category.VIOLENCE, "smash your shop", 21.0),
        alert(8, Category.ESCALATION, "your shop", 22.0),
        alert(9, Category.LEGAL, "a promise", 24.0),
        AlertWithdrawn(at=36.0, alert=16, by=By.AGENT),
        *more,
    )


def test_every_drafted_line_quotes_its_sentence() -> None:
    fields = note_fields(a_call())
    assert tuple(fields) == FIELDS
    lines = {name: [line.text for line in field.drafted] for name, field in fields.items()}
    assert lines["issue"] == ["my name is imogen vance and the pane you fitted has cracked"]
    assert lines["customer"] == ["imogen vance"]
    assert lines["reference"] == ["44192"]
    assert lines["follow_up"] == ["Friday 27 November 2026 at 09:00"]
    assert "amount: fifty pounds" in lines["facts"]
    assert lines["disposition"] == []
    quotes = [line.quote for field in fields.values() for line in field.drafted]
    assert quotes
    sentences = {heard.seq: heard.text for heard in a_call().utterances}
    for quote in quotes:
        assert quote is not None
        assert sentences[quote.utterance] == quote.text


def test_what_the_agent_took_over_outranks_what_was_guessed() -> None:
    kept = a_call(
        FactKept(at=40.0, kind="name", text="vance", utterance=3),
        FactKept(at=40.0, kind="reference", text="44192-B", utterance=4),
    )
    fields = note_fields(kept)
    assert (fields["customer"].text, fields["reference"].text) == ("vance", "44192-B")


def test_an_edit_stands_and_every_earlier_version_is_kept_with_who_and_when() -> None:
    later = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    call = a_call(
        NoteWritten(at=30.0, text="cracked pane", field="issue"),
        NoteWritten(
            at=40.0, text="cracked pane, wrong glass", field="issue", who="Rae", when=later
        ),
        NoteWritten(at=41.0, text="", field="customer", who="Rae", when=later),
        NoteWritten(at=41.0, text="line one\nline two"),
    )
    fields = note_fields(call)
    assert fields["issue"].text == "cracked pane, wrong glass"
    assert fields["issue"].drafted[0].text.startswith("my name is imogen")
    assert [(v.text, v.who, v.when) for v in history(call, "issue")] == [
        ("cracked pane", "Ivy", dt.datetime(2026, 11, 23, 10, 0, 30, tzinfo=dt.UTC)),
        ("cracked pane, wrong glass", "Rae", later),
    ]
    assert fields["customer"].text == ""  # cleared, not drafted again
    assert fields["note"].text == "line one\nline two"
    record = call_record(call)["note"]
    assert (record["issue"], record["customer"]) == ("cracked pane, wrong glass", None)
    assert [edit["who"] for edit in record["edits"] if edit["field"] == "issue"] == ["Ivy", "Rae"]
    assert record["drafted"]["reference"] == [
        {
            "text": "44192",
            "utterance": 3,
            "quote": "[0:08] customer: my order number is four four one nine two",
        }
    ]


def test_a_call_that_has_not_started_has_no_note() -> None:
    assert note_fields(Call()) == {}


def test_an_incident_has_exact_words_time_and_what_the_agent_answered() -> None:
    [incident] = incidents(a_call())
    assert (incident.category, incident.phrase, incident.at) == (
        Category.VIOLENCE,
        "smash your shop",
        21.0,
    )
    assert incident.said.text == "if nobody comes i will come round and smash your shop"
    assert [quote.text for quote in incident.answer] == [
        "i understand that you are angry",
        "please do not threaten us",
    ]


def test_a_threat_that_nobody_answered_says_so() -> None:
    call = logged(said(C, 1.0, "i will smash your shop"), alert(2, Category.VIOLENCE, "smash", 1.0))
    [incident] = incidents(call)
    assert incident.answer == ()
    assert "no answer" in EXPORTERS["incident.md"].text(call)


def test_the_incident_page_stands_on_its_own() -> None:
    page = EXPORTERS["incident.md"].text(
        a_call(NoteWritten(at=40.0, text="Told the shift lead.", field="incident"))
    )
    assert "Customer: imogen vance" in page
    assert "## 1. Violence (critical), 0:21" in page
    assert "Agent: “please do not threaten us”" in page
    assert "Ivy, 2026-11-23 10:00: Told the shift lead." in page
    assert "## 2." not in page
    assert "No threats or abuse" in EXPORTERS["incident.md"].text(logged(said(A, 1.0, "hello")))
