"""The arithmetic against tables reckoned by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.review.scorecard import NA
from companion.review.scorecard_file import read_scorecard
from companion.review.scoring import asked, reckoned

FORM = read_scorecard(
    """
id = "sums"
version = 1
title = "Sums"
pass_mark = 70

[[section]]
title = "Words"
[[section.question]]
id = "greet"
text = "Greeted?"
weight = 20
not_applicable = true
[[section.question]]
id = "argue"
text = "Argued?"
weight = 30
good = "no"

[[section]]
title = "Deeds"
[[section.question]]
id = "cause"
text = "Cause?"
type = "choice"
weight = 40
not_applicable = true
choices = [
  { id = "found", title = "Found", points = 100 },
  { id = "partly", title = "Partly", points = 50 },
  { id = "no_try", title = "No", points = 0 },
]
[[section.question]]
id = "threat"
text = "Threat?"
weight = 0
[[section.question]]
id = "met"
text = "Met?"
weight = 10
only_if = { question = "threat", is = ["yes"] }
fail_on = ["no"]
comment_on = ["no"]
""",
    "sums",
)

# greet 20, argue 30 ("no" is good), cause 40 (100/50/0), met 10 (asked after a threat only)
TABLE = [
    # answers, score, and how it comes to that
    ("yes no found no", 100.0),  # (20 + 30 + 40) / 90
    ("yes no found yes yes", 100.0),  # (20 + 30 + 40 + 10) / 100
    ("no no found no", 70 / 90 * 100),  # 30 + 40 of 90
    ("yes yes found no", 60 / 90 * 100),  # 20 + 40 of 90
    ("yes no partly no", 70 / 90 * 100),  # 20 + 30 + 20 of 90
    ("yes no partly yes yes", 80.0),  # 20 + 30 + 20 + 10 of 100
    ("na no partly no", 50 / 70 * 100),  # 30 + 20 of 70: the greeting's 20 are spread
    ("na no na no", 100.0),  # 30 of 30
    ("na yes na no", 0.0),  # 0 of 30
    ("no yes no_try no", 0.0),  # 0 of 90
    ("yes no found yes no", 0.0),  # fails outright; it would have earned 90
]


@pytest.mark.parametrize(("row", "score"), TABLE)
def test_scores_are_those_reckoned_by_hand(row: str, score: float) -> None:
    values = dict(zip(("greet", "argue", "cause", "threat", "met"), row.split(), strict=False))
    result = reckoned(FORM, values)
    assert result.score == pytest.approx(score)
    assert result.open == ()
    assert result.passed is (score >= 70)


def test_an_automatic_fail_shows_what_was_earned_without_it() -> None:
    values = {"greet": "yes", "argue": "no", "cause": "found", "threat": "yes", "met": "no"}
    result = reckoned(FORM, values)
    assert (result.score, result.earned, result.failed_by) == (0.0, 90.0, ("met",))
    assert result.uncommented == ("met",)
    assert not result.complete
    assert reckoned(FORM, values, {"met": "No line was given."}).complete


def test_sections_have_their_own_scores() -> None:
    result = reckoned(FORM, {"greet": "no", "argue": "no", "cause": NA, "threat": "no"})
    assert [(s.title, s.score, s.weight) for s in result.sections] == [
        ("Words", 60.0, 50.0),
        ("Deeds", None, 50.0),
    ]


def test_nothing_answered_is_no_score_rather_than_zero() -> None:
    result = reckoned(FORM, {})
    assert (result.score, result.passed) == (None, None)
    assert result.open == ("greet", "argue", "cause", "threat")


def test_a_question_whose_condition_fell_away_counts_no_more() -> None:
    values = {"greet": "yes", "argue": "no", "cause": "found", "threat": "no", "met": "no"}
    assert [question.id for question in asked(FORM, values)][-1] == "threat"
    assert reckoned(FORM, values).score == 100.0


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "greet": st.sampled_from(["yes", "no", NA]),
        "argue": st.sampled_from(["yes", "no"]),
        "cause": st.sampled_from(["found", "partly", "no_try", NA]),
        "threat": st.sampled_from(["yes", "no"]),
        "met": st.sampled_from(["yes", "no"]),
    },
)


@given(ANSWERS)
def test_a_score_lies_between_0_and_100_and_a_better_answer_never_costs(
    values: dict[str, str],
) -> None:
    before = reckoned(FORM, values).score
    assert before is None or 0 <= before <= 100
    if values.get("greet") == "no" and before is not None:
        after = reckoned(FORM, values | {"greet": "yes"}).score
        assert after is not None
        assert after >= before
