import datetime as dt
from dataclasses import replace

from companion.call import Call, fold
from companion.events import (
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AnyEvent,
    By,
    CallStarted,
    Category,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.note import clock, draft_note

A, C = Speaker.AGENT, Speaker.CUSTOMER
STARTED = CallStarted(
    at=0.0,
    call_id="n",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
    source="made",
    model="none",
    channels=(A, C),
)


def logged(*events: AnyEvent) -> Call:
    return fold(replace(event, seq=n) for n, event in enumerate((STARTED, *events), 1))


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=start + 2, speaker=speaker, start=start, end=start + 2, text=text)


def alert(utterance: int, category: Category) -> AlertRaised:
    return AlertRaised(
        at=90.0,
        category=category,
        severity=Severity.WARNING,
        speaker=C,
        phrase="x",
        start=84.0,
        end=85.0,
        rule="r",
        guidance="g",
        utterance=utterance,
    )


def test_the_issue_is_the_customers_first_sentence_of_substance() -> None:
    call = logged(
        said(A, 0.0, "quill glazing imogen speaking how can i help"),
        said(C, 3.0, "hello good morning"),
        said(C, 5.0, "k r double two nine six"),
        said(C, 9.0, "the pane you fitted in march has cracked right across"),
        said(C, 14.0, "and the putty is falling out of the other three"),
    )
    issue = draft_note(call).issue
    assert issue is not None
    assert issue.line == "[0:09] customer: the pane you fitted in march has cracked right across"


def test_a_call_without_words_has_an_empty_note() -> None:
    note = draft_note(logged())
    assert note.issue is None
    assert note.summary == ()
    assert note.facts == ()


def test_threats_and_abuse_stand_whole_with_their_time_unless_withdrawn() -> None:
    call = logged(
        said(C, 83.0, "my lawyer gets the photographs tonight"),  # seq 2
        said(C, 99.0, "you useless clowns"),
        said(C, 110.0, "the other lawyer was only joking"),
        alert(2, Category.LEGAL),
        alert(3, Category.ABUSE),
        alert(4, Category.LEGAL),
        AlertWithdrawn(at=112.0, alert=7, by=By.HEARD),
    )
    note = draft_note(call)
    assert [quote.line for quote in note.threats] == [
        "[1:23] customer: my lawyer gets the photographs tonight"
    ]
    assert [quote.text for quote in note.abuse] == ["you useless clowns"]


def test_next_steps_and_offers_are_the_agents_own_sentences() -> None:
    call = logged(
        said(A, 1.0, "i'm sending a glazier on friday"),
        said(A, 5.0, "and the refund for the second pane is on its way"),
        said(A, 9.0, "i can't refund the first one"),
        StepTicked(at=3.0, step="next_steps", by=By.HEARD, utterance=2, evidence="sending"),
    )
    note = draft_note(call)
    assert [quote.text for quote in note.next_steps] == ["i'm sending a glazier on friday"]
    assert [quote.text for quote in note.offered] == [
        "and the refund for the second pane is on its way"
    ]


def test_a_root_cause_is_somebodys_sentence_that_says_why() -> None:
    call = logged(
        said(C, 1.0, "there is water in my hall"),
        said(A, 4.0, "it burst because nobody lagged the pipe"),
        said(C, 8.0, "you never sent the plumber you promised"),
    )
    causes = [quote.text for quote in draft_note(call).root_causes]
    assert causes == [
        "you never sent the plumber you promised",
        "it burst because nobody lagged the pipe",
    ]


def test_the_summary_quotes_in_the_order_of_time_what_mattered_and_how_it_ended() -> None:
    call = logged(
        said(C, 1.0, "the pane you fitted in march has cracked across"),
        said(A, 5.0, "right"),
        said(C, 8.0, "this is the shoddiest work i ever saw"),
        said(A, 12.0, "i'm sending a glazier on friday"),
        said(C, 16.0, "well that will have to do i suppose"),
        said(C, 20.0, "bye"),
        AngerRated(at=10.0, utterance=4, level=2, because=("shoddiest",)),
        StepTicked(at=14.0, step="next_steps", by=By.HEARD, utterance=5, evidence="sending"),
    )
    starts = [quote.start for quote in draft_note(call).summary]
    assert starts == [1.0, 8.0, 12.0, 16.0]


def test_a_long_call_keeps_its_summary_short() -> None:
    turns = [said(A, float(n), f"i'm sending number {n} on friday") for n in range(40)]
    ticks = [
        StepTicked(at=1.0, step="next_steps", by=By.HEARD, utterance=n + 2, evidence="x")
        for n in range(40)
    ]
    assert len(draft_note(logged(*turns, *ticks)).summary) == 12


def test_times_are_written_as_people_read_them() -> None:
    assert [clock(s) for s in (0.0, 24.9, 725.0, 3723.0)] == ["0:00", "0:24", "12:05", "1:02:03"]
