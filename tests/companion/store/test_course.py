from dataclasses import replace

from companion.call import fold
from companion.events import (
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    EndReason,
    Speaker,
    StepTicked,
)
from companion.store.course import NO_STEP, after_steps, course_columns, terms
from tests.companion.store.conftest import MakeCall, said

LONG = "let me look at the order for you"


def rated(utterance: int, level: int) -> AngerRated:
    return AngerRated(at=1.0, utterance=utterance, level=level, because=())


def heard(make_call: MakeCall, *events: AnyEvent) -> dict[str, int]:
    entries = [make_call()[0], *events]
    return after_steps(fold(replace(e, seq=n) for n, e in enumerate(entries, start=1)))


def test_a_step_is_followed_by_less_the_same_or_more_anger(make_call: MakeCall) -> None:
    found = heard(
        make_call,
        said(Speaker.CUSTOMER, 1.0, "this is a joke"),  # 2
        rated(2, 2),
        said(Speaker.AGENT, 2.0, "i am so sorry"),  # 4
        StepTicked(at=2.0, step="apologise", by=By.HEARD, utterance=4),
        said(Speaker.CUSTOMER, 3.0, "well it is not good enough"),  # 6
        rated(6, 1),
        said(Speaker.AGENT, 4.0, LONG),  # 8: earns no step
        said(Speaker.CUSTOMER, 5.0, "i have had it"),  # 9
        rated(9, 3),
    )
    assert found == {"apologise": -1, NO_STEP: 1}


def test_a_step_in_calm_talk_or_at_the_end_tells_nothing(make_call: MakeCall) -> None:
    found = heard(
        make_call,
        said(Speaker.CUSTOMER, 1.0, "hello there"),  # 2
        rated(2, 0),
        said(Speaker.AGENT, 2.0, "what happened"),  # 4
        StepTicked(at=2.0, step="listen", by=By.HEARD, utterance=4),
        said(Speaker.CUSTOMER, 3.0, "nobody came and i am cross"),  # 6
        rated(6, 1),
        said(Speaker.AGENT, 4.0, "i am sorry"),  # 8: nobody answers any more
        StepTicked(at=4.0, step="apologise", by=By.HEARD, utterance=8),
        StepTicked(at=4.0, step="next_steps", by=By.AGENT),
    )
    assert found == {}


def test_terms_are_the_words_that_name_the_matter() -> None:
    text = "Yes hello, the driver never came with my washing machines and I waited two days"
    assert terms(text) == "driver=driver wash=washing machin=machines"
    assert (
        terms("i called about my refunds, the refund for the driver")
        == "refund=refunds driver=driver"
    )


def test_a_running_call_has_no_course_yet(make_call: MakeCall) -> None:
    running = fold(make_call(ended=False))
    assert not any(course_columns(running).values())
    ended = CallEnded(at=12.0, seq=running.last_seq + 1, reason=EndReason.ENDED)
    assert (
        course_columns(fold([ended], running))["issue_terms"]
        == "solicitor=solicitor wrong=wrong pay=paid"
    )
