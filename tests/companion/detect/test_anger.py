from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, step
from companion.detect.anger import AngerDetector
from companion.detect.rules import Engine
from companion.detect.scores import Score
from companion.events import AngerRated, ConductFlagged, Speaker, UtteranceHeard
from companion.language import Reading

Rate = Callable[..., list[AngerRated]]


@pytest.fixture(scope="session")
def rate(engine: Engine) -> Rate:
    """The ratings of a call: texts of the customer; "agent:" and "slip:" before the agent's."""
    detector = AngerDetector(engine)

    def rated(*lines: str) -> list[AngerRated]:
        call = Call()
        for number, line in enumerate(lines):
            who, _, text = line.rpartition(":")
            speaker = Speaker.AGENT if who else Speaker.CUSTOMER
            at = float(number)
            seq = call.last_seq + 1
            heard = UtteranceHeard(at=at, seq=seq, speaker=speaker, start=at, end=at, text=text)
            call = step(call, heard)
            if who == "slip":
                flag = ConductFlagged(
                    at=at, seq=seq + 1, kind="argue", utterance=seq, phrase="no", say_instead=""
                )
                call = step(call, flag)
            for found in list(detector.look(call, heard)):
                assert isinstance(found, AngerRated)
                call = step(call, replace(found, seq=call.last_seq + 1))
        return list(call.anger)

    return rated


def test_every_sentence_of_the_customer_is_rated(rate: Rate) -> None:
    ratings = rate("hello there", "agent:good morning", "no rush thank you")
    assert [one.level for one in ratings] == [0, 0]
    assert [one.because for one in ratings] == [(), ()]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("you lied to my face you absolute clown", 2),
        ("i am absolutely livid you people never listen", 2),
        ("this is the fourth time i've rung and nobody ever calls me back", 1),
        ("with respect i must insist that you listen to me", 1),
    ],
)
def test_anger_has_its_reasons(rate: Rate, text: str, least: int) -> None:
    (one,) = rate(text)
    assert one.level >= least
    assert one.because
    assert all(reason in text for reason in one.because)


@pytest.mark.parametrize(
    "text",
    [
        "bloody hell that's brilliant thank you",
        "my mother said you were furious",
        "no rush i only wondered where it had got to",
        "thank you that's very kind of you",
    ],
)
def test_calm_and_other_peoples_anger_are_none(rate: Rate, text: str) -> None:
    assert rate(text)[0].level == 0


def test_anger_outlasts_a_sentence_and_cools_with_thanks(rate: Rate) -> None:
    levels = [
        one.level
        for one in rate(
            "you lied to me you bunch of crooks",
            "agent:it was a tuesday",
            "so where does that leave me",
            "agent:i see",
            "well thank you that's kind of you",
            "agent:not at all",
            "thanks bye",
        )
    ]
    assert levels[0] >= 2
    assert levels[1] >= 1
    assert levels[-1] < levels[0]
    assert levels[-1] == min(levels)


def test_a_slip_of_the_agent_feeds_it(rate: Rate) -> None:
    calm = rate("my bill is wrong", "agent:which line", "the second one on the page there")
    fed = rate("my bill is wrong", "slip:no it's right", "the second one on the page there")
    assert fed[-1].level >= calm[-1].level


def test_nobody_is_rated_where_it_is_unknown_who_speaks(engine: Engine) -> None:
    heard = UtteranceHeard(
        at=1.0, seq=1, speaker=Speaker.UNKNOWN, start=0.0, end=1.0, text="you absolute clown"
    )
    assert not list(AngerDetector(engine).look(step(Call(), heard), heard))


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_words_get_a_level_with_words_to_show_for_it(rate: Rate, texts: list[str]) -> None:
    for one in rate(*(text.replace(":", " ") for text in texts)):
        assert 0 <= one.level <= 3
        assert bool(one.because) or one.level == 0


class Scores:
    """A scorer that finds every level of anger this likely, whatever is said."""

    def __init__(self, *chances: float) -> None:
        self._chances = chances

    def scores(self, reading: Reading, call: Call) -> dict[str, Score]:
        words = (0, len(reading.words))
        return {
            f"anger_{level}": Score(chance, words) for level, chance in enumerate(self._chances, 1)
        }


def _level_after_anger(engine: Engine, chances: tuple[float, ...], *, slip: bool) -> int:
    """Of plain words, said after an angry sentence and an agent's answer."""
    before = UtteranceHeard(at=0, seq=1, speaker=Speaker.CUSTOMER, start=0, end=1, text="liars")
    answer = UtteranceHeard(at=2, seq=3, speaker=Speaker.AGENT, start=2, end=3, text="i see")
    said = "and the box is still sitting there by the door where the man left it last week"
    heard = UtteranceHeard(at=4, seq=5, speaker=Speaker.CUSTOMER, start=4, end=5, text=said)
    call = step(Call(), before)
    call = step(call, AngerRated(at=0, seq=2, utterance=1, level=2, because=("liars",)))
    call = step(call, answer)
    if slip:
        flag = ConductFlagged(
            at=3, seq=4, kind="argue", utterance=3, phrase="i see", say_instead=""
        )
        call = step(call, flag)
    (rating,) = AngerDetector(engine, Scores(*chances)).look(step(call, heard), heard)
    assert isinstance(rating, AngerRated)
    return rating.level


def test_the_course_alone_calls_nobody_angry_whose_words_are_unlikely_to_be(engine: Engine) -> None:
    assert _level_after_anger(engine, (0.3, 0.05, 0.01), slip=False) < 2
    assert _level_after_anger(engine, (0.8, 0.6, 0.05), slip=False) == 2


def test_where_the_scores_are_in_doubt_a_slip_decides(engine: Engine) -> None:
    doubtful = (0.6, 0.4, 0.03)
    assert _level_after_anger(engine, doubtful, slip=False) < 2
    assert _level_after_anger(engine, doubtful, slip=True) == 2
