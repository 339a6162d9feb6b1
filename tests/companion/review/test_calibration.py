"""Agreement against tables reckoned by hand, and against other people's code."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from companion.call import Call, fold
from companion.errors import OutsideError
from companion.review.agreement import agreement
from companion.review.calibration import (
    calibrated,
    exchanged_of,
    exported,
    is_blind,
    read_exchanged,
)
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import Sheet, open_sheet, save_sheet
from companion.store import Store
from tests.companion.review.conftest import NOON

CALL = "20261123-100000-aaaaaa"


def table(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return (
        [("yes", "yes")] * yes_yes
        + [("yes", "no")] * yes_no
        + [("no", "yes")] * no_yes
        + [("no", "no")] * no_no
    )


BY_HAND = [
    # both yes, first alone, second alone, both no; share, kappa
    ((20, 5, 10, 15), 0.70, 0.40),  # 25/50 and 30/50 yes: chance 0.5; (0.7 - 0.5) / 0.5
    ((45, 15, 25, 15), 0.60, 6 / 46),  # 60 and 70 of 100: chance 0.54
    ((25, 35, 5, 35), 0.60, 14 / 54),  # 60 and 30 of 100: chance 0.46
    ((0, 5, 5, 0), 0.00, -1.0),  # always the opposite: chance 0.5
    ((9, 1, 0, 0), 0.90, 0.0),  # the second says yes throughout: no better than chance
    ((10, 0, 0, 10), 1.00, 1.0),
]


@pytest.mark.parametrize(("cells", "share", "kappa"), BY_HAND)
def test_kappa_is_that_of_the_table(
    cells: tuple[int, int, int, int], share: float, kappa: float
) -> None:
    found = agreement(table(*cells))
    assert (found.share, found.kappa) == (pytest.approx(share), pytest.approx(kappa))


def test_where_it_is_not_defined_it_says_so() -> None:
    same = agreement(table(7, 0, 0, 0))
    assert (same.share, same.kappa) == (1.0, None)
    assert same.why == "Both gave one and the same answer throughout."
    assert agreement([]).why == "Nobody has answered it twice."
    assert agreement([]).share is None


ANSWERS = st.sampled_from(["yes", "no", "na", "always"])
PAIRS = st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=40)


@given(PAIRS)
def test_it_agrees_with_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="needs the training extra")
    found = agreement(pairs)
    if found.kappa is not None:
        first, second = zip(*pairs, strict=True)
        assert found.kappa == pytest.approx(metrics.cohen_kappa_score(first, second), abs=1e-9)


@given(PAIRS)
def test_it_agrees_with_nltk(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    if found.kappa is not None:
        rows = [
            row
            for n, (a, b) in enumerate(pairs)
            for row in (("one", str(n), a), ("two", str(n), b))
        ]
        assert found.kappa == pytest.approx(AnnotationTask(rows).kappa(), abs=1e-9)


def handed_in(store: Store, who: str, **answers: str) -> Sheet:
    sheet = open_sheet(fold(store.load(CALL)), load_scorecard())
    given = {
        "empathy": "always",
        "root_cause": "found",
        "threat_met": "well",
        "discreet": "yes",
        **answers,
    }
    for question, value in given.items():
        sheet = sheet.answered(question, value, comment="Because.")
    return save_sheet(store, sheet.commented("blamed", "Yes."), who, submit=True, when=NOON)


def test_two_reviewers_exchange_files_and_see_where_they_differ(
    store: Store, tmp_path: Path
) -> None:
    first = handed_in(store, "Robin", let_finish="1")
    second = handed_in(store, "Sasha", let_finish="2", empathy="never", threatened="no")
    call = fold(store.load(CALL))
    file = tmp_path / "theirs.json"
    file.write_text(exported(call, second.evaluation))
    found = calibrated([exchanged_of(call, first.evaluation)], [read_exchanged(file)])
    assert (found.calls, found.alone) == (1, 0)
    rows = {row.question.id: row for row in found.questions}
    assert rows["empathy"].agreement.share == 0.0
    assert rows["let_finish"].agreement.share == 1.0  # one and two earn the same
    assert (rows["threat_met"].agreement.pairs, rows["threat_met"].one_sided) == (0, 1)
    assert rows["threatened"].agreement.kappa == 0.0
    asked = len(rows) - 3  # two are not asked of either, one of one only
    assert (found.overall.pairs, found.overall.equal) == (asked, asked - 2)
    assert found.mean_difference is not None
    assert found.mean_difference > 0


def test_a_file_carries_no_names_and_no_words_unless_wanted(store: Store) -> None:
    kept = handed_in(store, "Robin")
    call = fold(store.load(CALL))
    bare = exported(call, kept.evaluation)
    for secret in ("Robin", "Dana", "washing machine", "Because.", CALL):
        assert secret not in bare
    told = json.loads(exported(call, kept.evaluation, named=True, comments=True))
    assert (told["reviewer"], told["comments"]["empathy"]) == ("Robin", "Because.")


def test_nobody_sees_anothers_answers_before_their_own_are_in(store: Store) -> None:
    kept = handed_in(store, "Robin")
    draft = open_sheet(fold(store.load(CALL)), load_scorecard())
    save_sheet(store, draft, "Sasha", submit=False, when=NOON)
    call = fold(store.load(CALL))
    assert is_blind(call, kept.evaluation, "Sasha")
    assert not is_blind(call, kept.evaluation, "Robin")
    handed_in(store, "Sasha")
    assert not is_blind(fold(store.load(CALL)), kept.evaluation, "Sasha")


def test_a_draft_does_not_leave(call: Call, store: Store) -> None:
    kept = save_sheet(store, open_sheet(call, load_scorecard()), "Robin", submit=False, when=NOON)
    with pytest.raises(OutsideError, match="draft"):
        exported(fold(store.load(CALL)), kept.evaluation)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "it is not JSON"),
        ("{}", "is no evaluation of this version"),
        ('{"schema": "companion.evaluation/1"}', "is damaged"),
        (
            json.dumps(
                {
                    "schema": "companion.evaluation/1",
                    "digest": "d",
                    "form": load_scorecard().source,
                    "answers": {"empathy": "perhaps"},
                    "score": 1.0,
                }
            ),
            '"perhaps" is no answer to empathy',
        ),
    ],
)
def test_a_file_that_is_none_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "f.json"
    file.write_text(text)
    with pytest.raises(OutsideError) as raised:
        read_exchanged(file)
    assert says in raised.value.problem


def test_files_without_a_call_in_common_are_said_to_have_none() -> None:
    with pytest.raises(OutsideError, match="no call in common"):
        calibrated([], [])
