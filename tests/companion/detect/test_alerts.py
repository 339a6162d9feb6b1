from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, step
from companion.detect.alerts import AlertDetector
from companion.detect.anger import AngerDetector
from companion.detect.rules import Engine
from companion.detect.scores import Score
from companion.events import (
    AlertConfirmed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    CallStarted,
    Category,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.language import Reading

CUSTOMER = Speaker.CUSTOMER


class Line:
    """A call going on: says what the detectors find in each entry."""

    def __init__(self, *detectors: AlertDetector | AngerDetector) -> None:
        self.detectors = detectors
        self.call = Call()
        sides = (Speaker.AGENT, CUSTOMER)
        self._put(
            CallStarted(
                at=0.0,
                call_id="t",
                started_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
                source="",
                model="",
                channels=sides,
            )
        )

    def _put(self, event: AnyEvent) -> AnyEvent:
        entry = replace(event, seq=self.call.last_seq + 1)
        self.call = step(self.call, entry)
        return entry

    def happens(self, entry: AnyEvent | Partial) -> list[AnyEvent]:
        if not isinstance(entry, Partial):
            entry = self._put(entry)
        found: list[AnyEvent] = []
        for detector in self.detectors:
            found += [self._put(event) for event in list(detector.look(self.call, entry))]
        return found

    def says(self, text: str, speaker: Speaker = CUSTOMER) -> list[AnyEvent]:
        at = self.call.last_at + 2.0
        return self.happens(
            UtteranceHeard(at=at, speaker=speaker, start=at - 1.0, end=at, text=text)
        )

    def is_saying(self, text: str, speaker: Speaker = CUSTOMER) -> list[AnyEvent]:
        at = self.call.last_at + 0.5
        return self.happens(Partial(at=at, speaker=speaker, start=at - 0.5, text=text))


@pytest.fixture
def line(engine: Engine) -> Line:
    return Line(AlertDetector(engine), AngerDetector(engine))


def raised(found: Iterable[AnyEvent]) -> dict[Category, AlertRaised]:
    return {event.category: event for event in found if isinstance(event, AlertRaised)}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i am instructing a barrister in the morning", Category.LEGAL),
        ("this goes straight to the ombudsman", Category.REGULATOR),
        ("i'll be putting the recording on facebook tonight", Category.REPUTATION),
        ("i'm taking my business elsewhere", Category.CHURN),
        ("i know where you park your car", Category.VIOLENCE),
        ("i've been thinking of ending my life", Category.SELF_HARM),
        ("you spineless weasel", Category.ABUSE),
        ("put your supervisor on", Category.ESCALATION),
    ],
)
def test_a_threat_is_raised_with_its_words(line: Line, text: str, category: Category) -> None:
    alert = raised(line.says(text))[category]
    assert alert.phrase in text
    assert alert.guidance
    assert alert.rule.startswith(category.value)
    assert alert.start < alert.end <= line.call.last_at


@pytest.mark.parametrize(
    "text",
    [
        "i'm not going to sue anybody",
        "my brother said sue them",
        "can i take you to court over that",
        "my back is killing me",
        "this heat is murder",
        "the tennis court is booked",
        "i'd like to cancel because we're moving abroad",
        "idiot that i am i lost it",
        "i'll die of boredom in this queue",
        "you've been an absolute legend",
        "scratch what i said about my solicitor",
    ],
)
def test_what_only_sounds_like_a_threat_raises_nothing(line: Line, text: str) -> None:
    assert not raised(line.says(text))


def test_ambiguous_words_count_from_the_angry_only(line: Line) -> None:
    assert not raised(line.says("i want to cancel my subscription"))
    line.says("this is an absolute disgrace you lied to me")
    assert Category.CHURN in raised(line.says("i want to cancel my subscription"))


def test_the_agent_threatens_nobody(line: Line) -> None:
    assert not raised(line.says("i'm calling my lawyer", Speaker.AGENT))


def test_who_speaks_stays_unknown(line: Line) -> None:
    alert = raised(line.says("i'm calling my lawyer", Speaker.UNKNOWN))[Category.LEGAL]
    assert alert.speaker is Speaker.UNKNOWN


def test_a_partial_raises_once_and_the_final_confirms(line: Line) -> None:
    first = line.is_saying("i'm calling my lawyer")
    assert raised(first)[Category.LEGAL].utterance is None
    assert line.is_saying("i'm calling my lawyer right now") == []
    found = line.says("i'm calling my lawyer right now")
    assert not raised(found)
    confirmed = [event for event in found if isinstance(event, AlertConfirmed)]
    assert len(confirmed) == 1
    (alert,) = line.call.alerts
    assert alert.standing
    assert alert.utterance == line.call.utterances[-1].seq


def test_the_final_withdraws_what_it_does_not_bear_out(line: Line) -> None:
    line.is_saying("i'll call my lawyer")
    found = line.says("i'll call my lawyer no i'm only joking")
    assert [event.by for event in found if isinstance(event, AlertWithdrawn)] == [By.HEARD]
    assert not line.call.alerts[0].standing
    assert line.call.open_alerts(CUSTOMER) == []


def test_what_the_agent_called_wrong_is_not_raised_again(line: Line) -> None:
    line.is_saying("i'm calling my lawyer")
    seq = line.call.alerts[0].seq
    line.happens(AlertWithdrawn(at=1.0, alert=seq, by=By.AGENT))
    line.says("i'm calling my lawyer")
    (alert,) = line.call.alerts
    assert alert.withdrawn_by is By.AGENT
    assert alert.utterance is not None


def test_every_occurrence_is_noted(line: Line) -> None:
    line.says("i'm calling my lawyer")
    line.says("i'm calling my lawyer")
    assert len(line.call.alerts) == 2


def test_word_times_are_used_where_there_are_any(line: Line) -> None:
    words = tuple(
        Word(text, 10.0 + n, 10.5 + n, 0.9)
        for n, text in enumerate("i'm calling my lawyer".split())
    )
    heard = UtteranceHeard(
        at=20.0, speaker=CUSTOMER, start=10.0, end=14.0, text="i'm calling my lawyer", words=words
    )
    alert = raised(line.happens(heard))[Category.LEGAL]
    assert (alert.start, alert.end) == (11.0, 13.5)


class Fixed:
    """A scorer that says the same of everything."""

    def __init__(self, **scores: float) -> None:
        self.says(**scores)

    def says(self, **scores: float) -> None:
        self._scores = {label: Score(value, (0, 1)) for label, value in scores.items()}

    def scores(self, reading: Reading, call: Call) -> dict[str, Score]:
        return self._scores


def test_a_sure_score_raises_alone_and_a_doubtful_one_silences(engine: Engine) -> None:
    sure = Line(AlertDetector(engine, Fixed(reputation=0.99)), AngerDetector(engine))
    sure.says("this is an absolute disgrace you useless liars")
    assert Category.REPUTATION in raised(sure.says("wait until the village hears"))
    doubtful = Line(AlertDetector(engine, Fixed(legal=0.0)))
    assert not raised(doubtful.says("i'm calling my lawyer"))
    assert Category.REGULATOR in raised(doubtful.says("i'm calling the ombudsman"))


def test_a_sure_score_alone_makes_no_threat_of_a_calm_caller_s_words(engine: Engine) -> None:
    line = Line(AlertDetector(engine, Fixed(legal=0.99, self_harm=0.95)), AngerDetector(engine))
    assert not raised(line.says("hello i'd like to file a claim for my phone"))
    line.says("and what's your name", Speaker.AGENT)
    assert not raised(line.says("it's mary and thank you for asking"))


def test_a_danger_to_a_life_is_heard_in_calm_talk_sooner_than_a_threat(engine: Engine) -> None:
    """It is told calmly, and anger says nothing of it."""
    line = Line(AlertDetector(engine, Fixed(legal=0.99, self_harm=0.99)))
    assert not raised(line.says("i am ringing about my late wife's account"))
    assert set(raised(line.says("i have left it all on the table for her"))) == {Category.SELF_HARM}


def test_anger_alone_leads_to_no_guess_at_a_danger_to_a_life(engine: Engine) -> None:
    line = Line(AlertDetector(engine, Fixed(legal=0.95, self_harm=0.95)), AngerDetector(engine))
    for _ in range(2):
        line.says("this is a disgrace you useless shower of idiots")
    assert Category.LEGAL in (found := raised(line.says("you have not heard the last of it")))
    assert Category.SELF_HARM not in found


def test_no_score_silences_plain_words_about_a_life(engine: Engine) -> None:
    line = Line(AlertDetector(engine, Fixed(self_harm=0.0)))
    assert Category.SELF_HARM in raised(line.says("i'm going to kill myself"))


def test_a_danger_to_a_life_colours_the_rest_of_the_call(line: Line) -> None:
    """ "It would be quiet" says nothing by itself."""
    assert not raised(line.says("it would be quiet at least"))
    line.says("some days i want to kill myself")
    for _ in range(4):
        line.says("what is your postcode please", Speaker.AGENT)
        line.says("it's a long one and i never remember it")
    assert Category.SELF_HARM in raised(line.says("it would be quiet at least"))


def test_one_guess_at_a_danger_does_not_lead_to_the_next(engine: Engine) -> None:
    """Else a whole call would be taken for one in danger."""
    scorer = Fixed(self_harm=0.99)
    line = Line(AlertDetector(engine, scorer))
    line.says("hello it is about my bill")
    assert Category.SELF_HARM in raised(line.says("and then i shall be gone by friday"))
    scorer.says(self_harm=0.95)
    assert not raised(line.says("and the number is on the back"))


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=60)), max_size=8))
def test_any_course_leaves_one_alert_an_utterance_and_category(
    engine: Engine, course: list[tuple[bool, str]]
) -> None:
    line = Line(AlertDetector(engine))
    for partial, text in course:
        line.is_saying(text) if partial else line.says(text)
    line.says("goodbye")
    assert line.call.open_alerts(CUSTOMER) == []
    kept = [(a.utterance, a.category) for a in line.call.alerts if a.standing]
    assert len(kept) == len(set(kept))


@given(st.lists(st.sampled_from("i will not sue you just call my lawyer cancel it kill".split())))
def test_words_growing_into_a_sentence_agree_with_it(engine: Engine, words: list[str]) -> None:
    text = " ".join(words)
    live, whole = Line(AlertDetector(engine)), Line(AlertDetector(engine))
    for count in range(1, len(words) + 1):
        live.is_saying(" ".join(words[:count]))
    live.says(text)
    whole.says(text)
    standing = {alert.category for alert in live.call.alerts if alert.standing}
    assert standing == {alert.category for alert in whole.call.alerts}
