from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call
from companion.detect.anger import AngerDetector
from companion.detect.conduct import LET_THEM_FINISH, ConductDetector
from companion.detect.rules import Engine
from companion.detect.scores import Score
from companion.events import ConductFlagged, Speaker, UtteranceHeard
from companion.language import Reading

Play = Callable[..., Call]
Turn = tuple[str, str]
Slips = Callable[..., set[str]]

ANGRY = ("customer", "this is a disgrace you have ruined my kitchen and nobody gives a damn")
CALM = ("customer", "the tap in the kitchen drips a little")


@pytest.fixture(scope="module")
def slips(engine: Engine, play: Play) -> Slips:
    """What the last sentence of a call is flagged for."""
    detectors = [AngerDetector(engine), ConductDetector(engine)]

    def run(*turns: Turn) -> set[str]:
        call = play(detectors, *turns)
        return {f.kind for f in call.conduct if f.utterance == call.utterances[-1].seq}

    return run


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("that's simply not true", "argue"),
        ("no sir it was signed for on the ninth", "argue"),
        ("our records show you were at home", "argue"),
        ("you should have read the leaflet", "blame"),
        ("that was your own mistake", "blame"),
        ("had you rung us on the day it would have been free", "blame"),
        ("there's nothing i can do about it", "dismiss"),
        ("calm down madam", "dismiss"),
        ("plenty of people have it worse", "dismiss"),
        ("let me finish please", "interrupt"),
        ("shush now i'm talking", "interrupt"),
        ("your call is important to us", "canned"),
        ("rest assured it will be addressed in due course", "canned"),
    ],
)
def test_each_slip_is_named_and_has_words_to_say_instead(
    engine: Engine, play: Play, said: str, kind: str
) -> None:
    call = play([ConductDetector(engine)], ("agent", said))
    flagged = {f.kind: f for f in call.conduct}
    assert kind in flagged
    assert flagged[kind].phrase in said
    assert flagged[kind].say_instead


@pytest.mark.parametrize(
    "said",
    [
        "you're right about the leaflet",
        "none of this was your fault",
        "i can't waive it but i can spread it over three months",
        "hold the line while i fetch the folder",
        "good morning castle glass this is imogen",
        "i won't be spoken to like that",
        "i'll put you through to the workshop",
        "no worries at all",
    ],
)
def test_agreeing_helping_limits_and_greetings_are_no_slips(slips: Slips, said: str) -> None:
    assert not slips(ANGRY, ("agent", said))


def test_a_canned_apology_is_still_flagged_as_canned(slips: Slips) -> None:
    assert slips(("agent", "we apologise for any inconvenience caused")) == {"canned"}


def test_a_hint_counts_only_against_somebody_who_is_not_calm(slips: Slips) -> None:
    said = ("agent", "maybe you pressed it twice")
    assert slips(ANGRY, said) == {"blame"}
    assert not slips(CALM, said)


def test_a_hint_beside_help_is_no_slip(slips: Slips) -> None:
    said = "i'm so sorry about it people do tend to overtighten them"
    assert not slips(ANGRY, ("agent", said))


def test_a_defence_by_facts_is_arguing_with_somebody_who_is_angry(slips: Slips) -> None:
    said = ("agent", "the gate was shut at noon so nobody came in that way")
    assert slips(ANGRY, said) == {"argue"}
    assert not slips(CALM, said)
    assert not slips(ANGRY, ("agent", "was the gate shut when they came"))


def test_the_customers_words_are_no_conduct(slips: Slips) -> None:
    assert not slips(("customer", "you should have read the leaflet"))


def heard(speaker: Speaker, start: float, end: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


LONG = heard(Speaker.CUSTOMER, 0.0, 8.0, "and then the ladder went through the window and")
OVER = heard(Speaker.AGENT, 4.0, 6.0, "well the ladder belongs to the roofers")


def _interrupts(call: Call) -> list[ConductFlagged]:
    return [f for f in call.conduct if f.kind == "interrupt"]


@pytest.mark.parametrize("events", [(LONG, OVER), (OVER, LONG)])
def test_talking_over_the_customer_is_flagged_once_whoever_finishes_first(
    engine: Engine, play: Play, events: tuple[UtteranceHeard, ...]
) -> None:
    call = play([ConductDetector(engine)], events=events, timed=True)
    (flag,) = _interrupts(call)
    assert call.utterance(flag.utterance).speaker is Speaker.AGENT
    assert flag.say_instead == LET_THEM_FINISH


def test_estimated_times_accuse_nobody(engine: Engine, play: Play) -> None:
    assert not _interrupts(play([ConductDetector(engine)], events=(LONG, OVER), timed=False))


def test_the_customer_may_cut_in(engine: Engine, play: Play) -> None:
    agent = heard(Speaker.AGENT, 0.0, 8.0, "so what we do is we take the pane out first and")
    customer = heard(Speaker.CUSTOMER, 3.0, 6.0, "no you will not take it out again")
    assert not _interrupts(play([ConductDetector(engine)], events=(agent, customer), timed=True))


WORDS = st.sampled_from("you no not the was calm rules policy sorry i will let me why".split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40), max_size=4))
def test_any_talk_is_judged_without_error_each_slip_once(
    engine: Engine, play: Play, sentences: list[str]
) -> None:
    turns = [("agent" if n % 2 else "customer", text) for n, text in enumerate(sentences)]
    call = play([AngerDetector(engine), ConductDetector(engine)], *turns)
    flags = [(flag.utterance, flag.kind) for flag in call.conduct]
    assert len(flags) == len(set(flags))
    assert all(flag.say_instead for flag in call.conduct)


class _Doubts:
    """A second voice that is sure of blame and doubts what the rules call arguing."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        return {"blame": Score(0.99, (0, 2)), "argue": Score(0.0, (0, 1))}


def test_a_second_voice_adds_a_slip_and_takes_one_back(engine: Engine, play: Play) -> None:
    call = play([ConductDetector(engine, _Doubts())], ("agent", "that's simply not true"))
    (flag,) = call.conduct
    assert (flag.kind, flag.phrase) == ("blame", "that's simply")
    assert flag.say_instead
