import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from companion.events import (
    AngerRated,
    CallStarted,
    EvaluationSaved,
    FollowUpClosed,
    NoteWritten,
)
from companion.review.trends import Trends, trends
from companion.store import Filter, Store
from companion.store.figures import By
from tests.companion.review.conftest import BEGAN, NOON, keep, made_entries

DAY = dt.timedelta(days=1)


def scored(score: float) -> EvaluationSaved:
    return EvaluationSaved(
        at=0.0,
        who="Robin",
        when=NOON,
        evaluation="e",
        scorecard="s",
        version=1,
        answers=(),
        submitted=True,
        score=score,
    )


def outcome(disposition: str) -> NoteWritten:
    return NoteWritten(at=30.0, text=disposition, field="disposition")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four calls: three of Dana's in one week, one of Kim's in the next, with other courses."""
    database = tmp_path_factory.mktemp("trends") / "calls.db"
    for number, agent in enumerate(("Dana", "Dana", "Dana", "Kim")):
        call_id = f"call-{number}"
        entries = made_entries(call_id, agent=agent)
        began = BEGAN + DAY * (7 if agent == "Kim" else number)
        assert isinstance(entries[0], CallStarted)
        entries[0] = replace(entries[0], started_at=began)
        if agent == "Kim":  # no apology, and it gets worse
            entries = [
                replace(e, level=3) if isinstance(e, AngerRated) and e.utterance == 16 else e
                for e in entries
            ]
            entries = [e for e in entries if getattr(e, "step", "") != "apologise"]
        keep(database, entries)
        with Store.open(database) as store:
            store.add(call_id, outcome("resolved" if number < 2 else "escalated"))
            if number < 3:
                store.add(call_id, scored(60 + 10 * number))
                store.add(call_id, FollowUpClosed(at=30.0, who="D", when=NOON, kept=number > 0))
    return database


def read(database: Path, by: By = By.WEEK, wanted: Filter | None = None) -> Trends:
    with Store.open(database, read_only=True) as store:
        return trends(store, by=by, wanted=wanted, today=dt.date(2026, 12, 10))


def test_weeks_have_counts_averages_and_shares(filled: Path) -> None:
    found = read(filled)
    assert [(group.key, group.calls) for group in found.groups] == [
        ("2026-W48", 3),
        ("2026-W49", 1),
    ]
    first, second = found.groups
    score = first.figures["score"]
    assert (score.value, score.calls, score.few) == (70.0, 3, True)
    assert score.low is not None
    assert score.low == pytest.approx(70 - 4.3027 * 10 / 3**0.5, rel=1e-3)
    assert second.figures["score"].value is None
    assert second.figures["score"].low is None
    kept = first.figures["follow_up_kept"]
    assert (kept.value, kept.calls) == (pytest.approx(2 / 3), 3)
    assert second.figures["follow_up_kept"].calls == 0
    assert first.figures["step:apologise"].value == 1.0
    assert second.figures["step:apologise"].value == 0.0
    assert first.figures["step:reflect"].value == 0.0
    assert first.figures["conduct:blame"].value == 1.0
    assert first.figures["threat:legal"].value == 1.0
    assert first.figures["threat:churn"].value == 0.0
    assert first.figures["anger_start"].value == pytest.approx(4 / 3)
    assert second.figures["anger_end"].value == pytest.approx(7 / 3)
    assert found.overall.calls == 4
    assert found.overall.figures["peak_anger"].value == 3.0


def test_calls_are_grouped_by_agent_and_by_disposition(filled: Path) -> None:
    agents = read(filled, By.AGENT)
    assert [(g.title, g.calls) for g in agents.groups] == [("Dana", 3), ("Kim", 1)]
    ended = read(filled, By.DISPOSITION)
    assert [(g.key, g.title, g.calls) for g in ended.groups] == [
        ("escalated", "Handed to someone higher", 2),
        ("resolved", "Resolved in the call", 2),
    ]
    assert {key: n for key, _, n in ended.outcomes} == {"escalated": 2, "resolved": 2}


def test_a_filter_holds_for_every_figure(filled: Path) -> None:
    found = read(filled, wanted=Filter(agents=frozenset({"Kim"})))
    assert found.overall.calls == 1
    assert [key for key, _, _ in found.outcomes] == ["escalated"]
    assert found.issues == ()  # one call shares its words with nobody
    assert {one.step: (one.less, one.same, one.more) for one in found.after_steps}[
        "next_steps"
    ] == (
        0,
        1,
        0,
    )


def test_what_followed_a_step_is_counted_beside_what_follows_anyway(filled: Path) -> None:
    steps = {one.step: one for one in read(filled).after_steps}
    assert (steps["apologise"].less, steps["apologise"].more) == (3, 0)
    assert steps["apologise"].low == pytest.approx(0.4385, abs=1e-4)  # three calls prove little
    assert (steps["next_steps"].less, steps["next_steps"].same) == (3, 1)
    assert (steps["-"].title, steps["-"].more) == ("No step", 4)


def test_issues_are_counted_by_the_terms_they_share(filled: Path) -> None:
    found = read(filled)
    assert found.issues_told == 4
    assert {term.term for term in found.issues} == {"driver", "wash", "machin"}
    assert {term.calls for term in found.issues} == {4}


@pytest.mark.parametrize(
    ("figure", "key", "calls"),
    [
        ("calls", "2026-W48", ["call-2", "call-1", "call-0"]),
        ("calls", None, ["call-3", "call-2", "call-1", "call-0"]),
        ("score", None, ["call-2", "call-1", "call-0"]),
        ("follow_up_kept", "2026-W48", ["call-2", "call-1"]),
        ("step:apologise", None, ["call-2", "call-1", "call-0"]),
        ("left_angry", None, ["call-3"]),
        ("conduct:blame", "2026-W49", ["call-3"]),
        ("disposition:resolved", None, ["call-1", "call-0"]),
        ("issues:driver", "2026-W49", ["call-3"]),
        ("after:apologise:-1", None, ["call-2", "call-1", "call-0"]),
        ("after:apologise:1", None, []),
    ],
)
def test_every_figure_leads_to_its_calls(
    filled: Path, figure: str, key: str | None, calls: list[str]
) -> None:
    found = read(filled)
    with Store.open(filled, read_only=True) as store:
        assert found.behind(store, figure, key) == calls


@pytest.mark.parametrize(
    ("by", "figure", "told"),
    [
        (By.WEEK, "disposition:resolved", {"2026-W48": (2, 3), "2026-W49": (0, 1)}),
        (By.AGENT, "issues:driver", {"Dana": (3, 3), "Kim": (1, 1)}),
        (By.WEEK, "causes:nothing", {"2026-W48": (0, 0), "2026-W49": (0, 0)}),
        (By.AGENT, "after:apologise:-1", {"Dana": (3, 3), "Kim": (0, 0)}),
        (By.DISPOSITION, "after:next_steps:0", {"escalated": (1, 2), "resolved": (0, 2)}),
    ],
)
def test_what_lists_tell_is_spread_over_the_groups(
    filled: Path, by: By, figure: str, told: dict[str, tuple[int, int]]
) -> None:
    found = read(filled, by)
    with Store.open(filled, read_only=True) as store:
        spread = {key: one for key, _, one in found.spread(store, figure)}
        behind = {key: len(found.behind(store, figure, key)) for key in spread}
    counts = {key: (round((one.value or 0) * one.calls), one.calls) for key, one in spread.items()}
    assert counts == told
    assert behind == {key: having for key, (having, _) in told.items()}
    for one in spread.values():
        assert (one.low is None) == (one.calls == 0)
        assert one.few


@pytest.mark.parametrize("by", By)
def test_so_many_calls_lead_to_a_figure_as_it_counts(filled: Path, by: By) -> None:
    found = read(filled, by)
    with Store.open(filled, read_only=True) as store:
        for group in found.groups:
            for name, figure in group.figures.items():
                calls = found.behind(store, name, group.key)
                having = round((figure.value or 0) * figure.calls)
                assert len(calls) == (having if figure.is_share else figure.calls), name


def test_a_figure_that_there_is_not_is_refused(filled: Path) -> None:
    with Store.open(filled, read_only=True) as store, pytest.raises(KeyError):
        read(filled).behind(store, "luck")


def test_no_calls_are_no_trend(database: Path) -> None:
    found = read(database)
    assert (found.groups, found.overall.calls, found.issues) == ((), 0, ())
    assert found.overall.figures["score"].value is None
