from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call
from companion.detect.checklist import ChecklistDetector
from companion.detect.follow_up import FollowUpDetector
from companion.detect.rules import Engine
from companion.detect.scores import Score
from companion.events import By, Partial, Speaker
from companion.language import Reading

Play = Callable[..., Call]
Turn = tuple[str, str]


@pytest.fixture(scope="module")
def steps(engine: Engine, play: Play) -> Callable[..., set[str]]:
    """The steps that the last sentence of a call is ticked for."""
    detectors = [FollowUpDetector(), ChecklistDetector(engine)]

    def run(*turns: Turn) -> set[str]:
        call = play(detectors, *turns)
        return {t.step for t in call.ticks if t.utterance == call.utterances[-1].seq}

    return run


Steps = Callable[..., set[str]]


@pytest.mark.parametrize(
    "said",
    [
        "how did the landing look when you came down this morning",
        "walk me through the evening from when the guests arrived",
        "no wonder you're at the end of your patience",
        "anybody would be raging at that",
        "poor you three nights in a corridor",
        "what a rotten way to find out",
        "are you thinking of ending your life",
    ],
)
def test_open_questions_invitations_and_acknowledged_feelings_are_listening(
    steps: Steps, said: str
) -> None:
    assert "listen" in steps(("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "how can i help",
        "what's the postcode there",
        "how many tiles are cracked",
        "i can see it on my screen here",
        "oh no",
        "we understand your frustration",
        "what do you expect me to do about it",
    ],
)
def test_greetings_form_fillers_and_stock_phrases_are_not(steps: Steps, said: str) -> None:
    assert "listen" not in steps(("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "i'm so sorry for the state of that kitchen",
        "you have our apology mrs quill and you should have had it in june",
        "forgive us for the muddle over the keys",
        "we let you down there's no other word for it",
        "we apologise for any inconvenience caused",
    ],
)
def test_regret_for_what_happened_is_an_apology(steps: Steps, said: str) -> None:
    assert "apologise" in steps(("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "sorry could you say the street again",
        "sorry i didn't catch the name",
        "sorry to interrupt but it's all in the contract",
        "there's nothing for you to be sorry about",
        "i'm sorry you feel that way",
        "on the ninth no sorry the tenth",
    ],
)
def test_other_sorries_are_none(steps: Steps, said: str) -> None:
    assert "apologise" not in steps(("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "i'm cancelling both charges as we speak",
        "the foreman will ring you himself",
        "a glazier is loading his van",
        "your replacement goes out tonight",
        "i've waived the fee",
        "we're after ordering you a new door",
        "the reminder is withdrawn",
        "you'll have the drawings by noon",
        "pop the old one in the box and leave it on the step",
        "would you send me the two photographs",
        "the callout's on us",
    ],
)
def test_a_deed_with_somebody_who_does_it_is_a_next_step(steps: Steps, said: str) -> None:
    assert "next_steps" in steps(("customer", "the pane cracked"), ("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "let me have a look",
        "i'll put you through to accounts",
        "it will be dealt with",
        "please hold the line",
        "i'm not sending anybody",
        "did you send it back",
        "if we collect it you pay the van",
        "i'm talking to you",
        "he said he'd ring you",
        "i'm ending the call if that goes on",
    ],
)
def test_looking_holding_passing_on_and_vague_words_are_none(steps: Steps, said: str) -> None:
    assert "next_steps" not in steps(("customer", "the pane cracked"), ("agent", said))


def test_a_greeting_promises_nothing(steps: Steps) -> None:
    assert "next_steps" not in steps(("agent", "seeds by post good morning merryn here"))


def test_a_day_that_was_promised_is_a_next_step_too(steps: Steps) -> None:
    said = "myself thursday at nine i used to fit those"
    assert "next_steps" in steps(("customer", "and who will come"), ("agent", said))


LAMPS = ("customer", "two lamps came out of the crate and neither shade fits the stand")


@pytest.mark.parametrize(
    "said",
    [
        "so two lamps and no shade that fits",
        "what i'm hearing is the shades don't go on the stands",
        "two lamps and neither shade fits",
        "so you unpacked the crate and there wasn't a shade you could use",
        "right you've two lamps and nothing sits on the stand",
    ],
)
def test_saying_the_customers_matter_back_is_reflecting(steps: Steps, said: str) -> None:
    assert "reflect" in steps(LAMPS, ("agent", said))


@pytest.mark.parametrize(
    "said",
    [
        "i see",
        "good morning",
        "no the shades fit every stand we sell",
        "which crate was it in",
        "i'll send you two new shades for the lamps",
        "our records show the lamps and shades were checked",
        "what's the number on the crate",
    ],
)
def test_acknowledging_contradicting_asking_and_promising_are_not(steps: Steps, said: str) -> None:
    assert "reflect" not in steps(LAMPS, ("agent", said))


def test_nothing_can_be_said_back_before_the_customer_has_spoken(steps: Steps) -> None:
    assert "reflect" not in steps(("agent", "two lamps and neither shade fits"))


def test_a_greeting_said_back_is_no_reflection(steps: Steps) -> None:
    said = ("customer", "good morning to you")
    assert "reflect" not in steps(said, ("agent", "good morning to you"))


def test_every_sentence_that_counts_is_listed_with_its_words(engine: Engine, play: Play) -> None:
    call = play(
        [ChecklistDetector(engine)],
        ("agent", "sorry what was that"),
        ("agent", "i'm sorry about your gate"),
        ("agent", "and i apologise for the noise"),
    )
    ticks = [tick for tick in call.ticks if tick.step == "apologise"]
    assert [tick.utterance for tick in ticks] == [u.seq for u in call.utterances[1:]]
    assert all(tick.by is By.HEARD and tick.evidence for tick in ticks)
    assert ticks[0].evidence in call.utterances[1].text


def test_only_the_agents_finished_sentences_tick(engine: Engine, play: Play) -> None:
    text = "i'm so sorry about your gate"
    detector = ChecklistDetector(engine)
    assert not play([detector], ("customer", text), ("unknown", text)).ticks
    partial = Partial(at=1.0, speaker=Speaker.AGENT, start=0.0, text=text)
    assert not list(detector.look(Call(), partial))


class _Sure:
    """A second voice that is sure of one step and doubts another."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        return {"listen": Score(0.99, (0, 2)), "apologise": Score(0.0, (0, 1))}


def test_a_second_voice_adds_a_step_and_takes_one_back(engine: Engine, play: Play) -> None:
    call = play([ChecklistDetector(engine, _Sure())], ("agent", "i'm sorry about your gate"))
    assert [(tick.step, tick.evidence) for tick in call.ticks] == [("listen", "i'm sorry")]


WORDS = st.sampled_from(
    "so you i will not the send sorry what how happened friday new card no never so".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=40), max_size=4))
def test_any_talk_is_heard_without_error_and_quoted(
    engine: Engine, play: Play, sentences: list[str]
) -> None:
    turns = [("agent" if n % 2 else "customer", text) for n, text in enumerate(sentences)]
    call = play([ChecklistDetector(engine)], *turns)
    for tick in call.ticks:
        assert tick.utterance is not None
        said = call.utterance(tick.utterance).text.lower().split()
        assert tick.evidence.split()[0] in " ".join(said)
