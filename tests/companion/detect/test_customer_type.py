from collections.abc import Callable

import pytest

from companion.call import Call
from companion.detect.alerts import AlertDetector
from companion.detect.anger import AngerDetector
from companion.detect.customer_type import CustomerTypeDetector
from companion.detect.rules import Engine
from companion.events import CustomerTypeSuggested

Play = Callable[..., Call]
Suggest = Callable[..., CustomerTypeSuggested | None]


@pytest.fixture(scope="module")
def suggest(engine: Engine, play: Play) -> Suggest:
    detectors = [AlertDetector(engine), AngerDetector(engine), CustomerTypeDetector(engine)]

    def run(*said: str) -> CustomerTypeSuggested | None:
        return play(detectors, *(("customer", text) for text in said)).customer_type

    return run


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "know_it_all",
            ["i'm a joiner thirty years on the tools", "page six of your own manual says beech"],
        ),
        (
            "im_done",
            ["this is the fifth time i've rung", "same story every month i'm just over it"],
        ),
        (
            "champagne_taster",
            [
                "we booked the penthouse for the anniversary",
                "for what we're paying one expects ice",
            ],
        ),
        (
            "escalator",
            [
                "this is ridiculous",
                "get me your manager right now you useless idiots",
                "i'll have my lawyer on you",
            ],
        ),
        (
            "cooperator",
            ["hello there no rush at all", "thank you that would be lovely take your time"],
        ),
    ],
)
def test_hints_add_up_to_a_suggestion_with_reasons(
    suggest: Suggest, kind: str, said: list[str]
) -> None:
    found = suggest(*said)
    assert found is not None
    assert found.type == kind
    assert found.because


def test_one_sentence_is_too_little(suggest: Suggest) -> None:
    assert suggest("i'm a joiner thirty years on the tools") is None


def test_nothing_is_suggested_where_nothing_tells(suggest: Suggest) -> None:
    assert suggest("the tap drips", "it is the left one") is None


def test_a_suggestion_is_made_once_until_it_changes(engine: Engine, play: Play) -> None:
    detector = CustomerTypeDetector(engine)
    said = ["hello", "i'm a joiner thirty years on the tools", "beech", "oak"]
    call = play([detector], *(("customer", text) for text in said))
    assert call.customer_type is not None
    assert call.customer_type.type == "know_it_all"
    assert call.customer_type.seq < call.utterances[2].seq
    assert not list(detector.look(call, call.utterances[-1]))
