"""The library: filters, orders, pages, and the fair lot."""

import datetime as dt
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.events import (
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    EndReason,
    EvaluationAnswered,
    EvaluationSaved,
    FollowUpClosed,
    FollowUpReopened,
    FollowUpSet,
    NoteWritten,
    RecordingErased,
    RecordingKept,
    Speaker,
    StepTicked,
    UtteranceHeard,
    Verdict,
)
from companion.risk import HIGHEST
from companion.store import CallSummary, Filter, FollowUps, FollowUpState, Order, Store
from tests.companion.store.conftest import alert

STEPS = ("listen", "reflect", "apologise", "next_steps", "follow_up_date")
AGENTS = ("Ann", "Ben", "Cy")
TODAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 1, 12).astimezone()  # of this machine's clock
LATER: dict[str, Any] = {"who": "Rae", "when": NOON}
HEARD = ("where is my refund", "you broke the lamp", "i want my money back")


@dataclass(frozen=True)
class Made:
    """A call as the tests want it: what is asked about is drawn by lot."""

    number: int
    agent: str
    day: int
    categories: tuple[Category, ...]
    levels: tuple[int, ...]
    done: tuple[str, ...]
    disposition: str
    customer: str
    follow_up: int | None
    closed: bool | None
    score: float | None
    disputed: bool
    recorded: bool
    text: str

    @property
    def id(self) -> str:
        return f"call-{self.number}"


def made(number: int, chance: random.Random) -> Made:
    return Made(
        number=number,
        agent=chance.choice(AGENTS),
        day=chance.randrange(30),
        categories=tuple(chance.sample(list(Category), chance.choice([0, 0, 1, 2]))),
        levels=tuple(chance.choices(range(4), k=chance.randrange(4))),
        done=tuple(chance.sample(STEPS, chance.randrange(6))),
        disposition=chance.choice(["", "resolved", "declined"]),
        customer=chance.choice(["", "Zoë Lamb", "100% Ltd", "a_b"]),
        follow_up=chance.choice([None, 17, 19, 20, 23]),
        closed=chance.choice([None, None, True, False]),
        score=chance.choice([None, 40.0, 90.0]),
        disputed=chance.random() < 0.3,
        recorded=chance.random() < 0.5,
        text=chance.choice(HEARD),
    )


def entries(call: Made) -> Iterator[AnyEvent]:
    at = NOON + dt.timedelta(days=call.day, minutes=call.number)
    yield CallStarted(
        at=0.0,
        call_id=call.id,
        started_at=at,
        source="made",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
        agent=call.agent,
    )
    yield UtteranceHeard(at=1.0, speaker=Speaker.CUSTOMER, start=1.0, end=2.0, text=call.text)
    yield UtteranceHeard(
        at=3.0, speaker=Speaker.AGENT, start=3.0, end=4.0, text="the refund is due"
    )
    yield from (replace(alert(category), at=2.0) for category in call.categories)
    for place, level in enumerate(call.levels):
        yield AngerRated(at=2.0, utterance=10 + place, level=level, because=())
    for step in call.done:
        yield StepTicked(at=3.0, step=step, by=By.AGENT)
    for name, text in (("disposition", call.disposition), ("customer", call.customer)):
        if text:
            yield NoteWritten(at=4.0, text=text, field=name)
    if call.follow_up is not None:
        yield FollowUpSet(at=4.0, date=TODAY.replace(day=call.follow_up), time=None, by=By.AGENT)
    yield CallEnded(at=60.0 + call.number, reason=EndReason.ENDED)
    if call.closed is not None:
        yield FollowUpClosed(at=4.0, kept=call.closed, **LATER)
    if call.score is not None:
        yield evaluated(call.score)
        if call.disputed:
            yield disputed()
    if call.recorded:
        yield RecordingKept(at=60.0, file="a.flac", seconds=60.0)


def evaluated(score: float) -> EvaluationSaved:
    return EvaluationSaved(
        at=0.0,
        evaluation="e",
        scorecard="s",
        version=1,
        answers=(),
        submitted=True,
        score=score,
        **LATER,
    )


def disputed() -> EvaluationAnswered:
    return EvaluationAnswered(
        at=0.0,
        who="Ann",
        when=NOON,
        evaluation="e",
        verdict=Verdict.DISPUTED,
        question="q",
        text="I did.",
    )


def save(store: Store, call: Made) -> None:
    log = store.log(call.id)
    log.append([replace(entry, seq=n) for n, entry in enumerate(entries(call), start=1)])


CALLS = [made(number, random.Random(number)) for number in range(80)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("library") / "calls.db") as store:
        for call in CALLS:
            save(store, call)
        yield store


def open_until(call: Made, last_day: int) -> bool:
    return call.follow_up is not None and call.closed is None and call.follow_up <= last_day


FOLLOW_UPS: dict[FollowUps, Callable[[Made], bool]] = {
    FollowUps.OPEN: lambda call: open_until(call, 31),
    FollowUps.DUE: lambda call: open_until(call, 20),
    FollowUps.OVERDUE: lambda call: open_until(call, 19),
    FollowUps.KEPT: lambda call: call.follow_up is not None and call.closed is True,
    FollowUps.MISSED: lambda call: call.follow_up is not None and call.closed is False,
    FollowUps.NONE: lambda call: call.follow_up is None,
}


def said(call: Made, wanted: Filter) -> bool:
    texts = {Speaker.CUSTOMER: call.text, Speaker.AGENT: "the refund is due"}
    heard = [texts[wanted.speaker]] if wanted.speaker else list(texts.values())
    return any(set(wanted.text.split()) <= set(text.split()) for text in heard)


def passes(call: Made, wanted: Filter) -> bool:
    """The filter's meaning, said once more in plain Python."""
    day = (NOON + dt.timedelta(days=call.day, minutes=call.number)).date()
    return all(
        (
            wanted.since is None or day >= wanted.since,
            wanted.until is None or day <= wanted.until,
            not wanted.categories or bool(wanted.categories & set(call.categories)),
            max(call.levels, default=0) >= wanted.least_anger,
            not wanted.missed or bool(wanted.missed - set(call.done)),
            not wanted.dispositions or call.disposition in wanted.dispositions,
            not wanted.agents or call.agent in wanted.agents,
            wanted.reviewed in (None, call.score is not None),
            wanted.disputed in (None, call.score is not None and call.disputed),
            wanted.least_score is None or (call.score or -1) >= wanted.least_score,
            wanted.most_score is None or (call.score or 101) <= wanted.most_score,
            wanted.recorded in (None, call.recorded),
            wanted.follow_up is None or FOLLOW_UPS[wanted.follow_up](call),
            wanted.about.casefold() in call.customer.casefold(),
            not wanted.text or said(call, wanted),
        )
    )


def sets(values: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(list(values)), max_size=3))


DAYS = st.none() | st.dates(NOON.date(), NOON.date() + dt.timedelta(days=31))
FILTERS = st.builds(
    Filter,
    since=DAYS,
    until=DAYS,
    categories=sets(Category),
    least_anger=st.sampled_from([0, 0, 1, 3]),
    missed=sets(STEPS),
    dispositions=sets(["", "resolved", "declined"]),
    agents=sets(AGENTS),
    reviewed=st.sampled_from([None, None, True, False]),
    disputed=st.sampled_from([None, None, True, False]),
    least_score=st.sampled_from([None, None, 40.0, 41.0]),
    most_score=st.sampled_from([None, None, 89.5, 90.0]),
    recorded=st.sampled_from([None, None, True, False]),
    follow_up=st.none() | st.sampled_from(FollowUps),
    about=st.sampled_from(["", "", "lamb", "%", "_", "0% l"]),
    text=st.sampled_from(["", "", "refund", "my money", "lamp refund"]),
    speaker=st.none() | st.sampled_from([Speaker.AGENT, Speaker.CUSTOMER]),
)


@settings(deadline=None, max_examples=300)
@given(wanted=FILTERS)
def test_a_filter_lets_through_what_it_says(library: Store, wanted: Filter) -> None:
    expected = {call.id for call in CALLS if passes(call, wanted)}
    assert {found.id for found in library.calls(wanted, today=TODAY)} == expected
    assert library.count(wanted, today=TODAY) == len(expected)


@pytest.mark.parametrize("least", [0, 20, HIGHEST])
def test_risk_is_filtered_by(library: Store, least: int) -> None:
    expected = {call.id for call in library.calls() if call.risk >= least}
    found = library.calls(Filter(least_risk=least))
    assert {call.id for call in found} == expected


def known(value: float | None) -> float:
    """Something to sort by where None is wanted last, straight and turned round."""
    return math.inf if value is None else value


KEYS: dict[Order, Callable[[CallSummary], tuple[Any, ...]]] = {
    Order.NEWEST: lambda call: (-call.started_at.timestamp(),),
    Order.RISK: lambda call: (-call.risk,),
    Order.ANGER: lambda call: (known(call.peak_anger and -call.peak_anger), -call.risk),
    Order.WORST_SCORE: lambda call: (known(call.score),),
    Order.FOLLOW_UP: lambda call: (known(call.follow_up.toordinal() if call.follow_up else None),),
    Order.LONGEST: lambda call: (-call.duration_s,),
    Order.ALERTS: lambda call: (-sum(call.alerts.values()), -call.risk),
    Order.MISSED: lambda call: (-len(call.missed), -call.risk),
    Order.UNREVIEWED: lambda call: (call.reviewed, not call.disputed, -call.risk),
}
NAMES: dict[Order, Callable[[CallSummary], str]] = {
    Order.AGENT: lambda call: call.agent.lower(),
    Order.CUSTOMER: lambda call: (call.customer or call.reference).lower(),
    Order.DISPOSITION: lambda call: call.disposition,
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("order", KEYS)
def test_an_order_puts_first_what_it_says_and_turns_round(
    library: Store, order: Order, turned: bool
) -> None:
    keys = [KEYS[order](call) for call in library.calls(order=order, turned=turned)]
    some = [key for key in keys if math.inf not in key]
    if turned:
        some = [tuple(-part for part in key) for key in some]
    assert some == sorted(some)
    assert all(math.inf in key for key in keys[len(some) :])  # what is not known comes last


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("order", NAMES)
def test_names_are_in_the_order_of_the_alphabet_and_none_comes_last(
    library: Store, order: Order, turned: bool
) -> None:
    names = [NAMES[order](call) for call in library.calls(order=order, turned=turned)]
    some = [name for name in names if name]
    assert some == sorted(some, reverse=turned)
    assert not any(names[len(some) :])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("order", Order)
def test_pages_fit_together_and_the_later_of_equals_comes_first(
    library: Store, order: Order, turned: bool
) -> None:
    whole = library.calls(order=order, turned=turned)
    pages = [
        library.calls(order=order, turned=turned, limit=17, offset=offset)
        for offset in range(0, 80, 17)
    ]
    assert [call for page in pages for call in page] == whole
    key = (KEYS | NAMES)[order]
    for one, next_one in pairwise(whole):
        assert key(one) != key(next_one) or one.started_at >= next_one.started_at


def test_the_lot_is_fair_repeatable_and_undisturbed_by_later_calls(store: Store) -> None:
    for call in CALLS[:40]:
        save(store, call)
    drawn = store.sample(per_agent=2, seed=7)
    assert sorted(call.agent for call in drawn) == sorted([*AGENTS, *AGENTS])
    assert store.sample(per_agent=2, seed=7) == drawn
    assert any(store.sample(per_agent=2, seed=seed) != drawn for seed in range(8, 12))
    of_ann = Filter(agents=frozenset({"Ann"}))
    assert {call.agent for call in store.sample(of_ann, per_agent=3, seed=1)} == {"Ann"}
    before = {agent: [c.id for c in drawn if c.agent == agent] for agent in AGENTS}
    save(store, replace(CALLS[50], agent="Dee"))
    after = store.sample(per_agent=2, seed=7)
    assert {agent: [c.id for c in after if c.agent == agent] for agent in AGENTS} == before


def test_each_call_of_an_agent_is_drawn_about_as_often(library: Store) -> None:
    drawn: dict[str, int] = {call.id: 0 for call in CALLS if call.agent == "Ann"}
    of_ann = Filter(agents=frozenset({"Ann"}))
    for seed in range(20 * len(drawn)):
        [call] = library.sample(of_ann, per_agent=1, seed=seed)
        drawn[call.id] += 1
    assert min(drawn.values()) >= 5
    assert max(drawn.values()) <= 45


def test_the_agents_are_known_by_name(library: Store) -> None:
    assert library.agents() == sorted(AGENTS)


def test_a_line_follows_what_is_done_after_the_call(store: Store) -> None:
    save(store, replace(CALLS[0], follow_up=20, closed=None, score=None, recorded=True))
    call_id = CALLS[0].id

    def line() -> CallSummary:
        return store.summary(call_id)

    assert (line().follow_up_state, line().reviewed) == (FollowUpState.OPEN, False)
    before = line().risk
    store.add(call_id, FollowUpClosed(at=4.0, kept=False, **LATER))
    assert line().follow_up_state is FollowUpState.MISSED
    assert before < line().risk <= HIGHEST
    store.add(call_id, FollowUpReopened(at=4.0, **LATER))
    assert (line().follow_up_state, line().risk) == (FollowUpState.OPEN, before)
    form: dict[str, Any] = {"evaluation": "e", "scorecard": "s", "version": 1, "answers": ()}
    store.add(call_id, EvaluationSaved(at=0.0, score=55.0, **form, **LATER))
    assert (line().reviewed, line().score) == (False, None)
    store.add(call_id, EvaluationSaved(at=0.0, score=60.0, submitted=True, **form, **LATER))
    assert (line().reviewed, line().score) == (True, 60.0)
    store.add(call_id, disputed())
    assert line().disputed
    store.add(call_id, replace(disputed(), verdict=Verdict.ACKNOWLEDGED))
    assert not line().disputed
    store.add(call_id, disputed())
    store.add(call_id, EvaluationSaved(at=0.0, score=70.0, submitted=True, **form, **LATER))
    assert (line().disputed, line().score) == (False, 70.0)
    store.add(call_id, NoteWritten(at=0.0, text="Oslo AS", field="customer"))
    store.add(call_id, RecordingErased(at=0.0, why="retention"))
    assert (line().customer, line().has_recording) == ("Oslo AS", False)


@settings(deadline=None, max_examples=200)
@given(
    text=st.sampled_from(["refund", "lamp", "broke lamp", '"my money"', "the"]),
    speaker=st.none() | st.sampled_from([Speaker.AGENT, Speaker.CUSTOMER]),
    wanted=FILTERS,
    few=st.sampled_from([0, 200]),
)
def test_a_search_finds_the_words_in_the_wanted_calls_only(
    library: Store, text: str, speaker: Speaker | None, wanted: Filter, few: int
) -> None:
    words = Filter(text=text.strip('"'), speaker=speaker)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("companion.store.search._FEW_CALLS", few)  # either way of searching
        hits = library.search(text, wanted, speaker=speaker, limit=200, today=TODAY)
    expected = {call.id for call in CALLS if passes(call, wanted) and said(call, words)}
    assert {hit.call_id for hit in hits} == expected
    times = [hit.started_at for hit in hits]
    assert times == sorted(times, reverse=True)
    shown = library.search(text, wanted, speaker=speaker, limit=3, today=TODAY)
    assert shown == hits[:3]


@pytest.mark.parametrize("many", [0, 20_000])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.RISK])
def test_calls_with_common_words_are_the_same_ones_either_way(
    library: Store, many: int, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.words._MANY", many)
    wanted = Filter(text="refund", speaker=Speaker.CUSTOMER)
    expected = {call.id for call in CALLS if "refund" in call.text}
    assert {call.id for call in library.calls(wanted, order=order)} == expected
    assert library.count(wanted) == len(expected)
