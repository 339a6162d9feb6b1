from pathlib import Path

import pytest

from companion import paths
from companion.errors import OutsideError
from companion.review.scorecard import NA, Kind, Scorecard
from companion.review.scorecard_file import load_scorecard, read_scorecard, scorecard_files
from companion.script import load_script

FORM = """
id = "small"
version = 2
title = "Small"

[[section]]
title = "One"

[[section.question]]
id = "first"
text = "First?"
weight = 60
comment_on = ["no"]

[[section.question]]
id = "second"
text = "Second?"
type = "choice"
weight = 30
choices = [
  { id = "a", title = "A", points = 100 },
  { id = "b", title = "B", points = 0 },
]
only_if = { question = "first", is = ["yes"] }

[[section.question]]
id = "third"
text = "Third?"
type = "number"
unit = "s"
weight = 10
not_applicable = true
ranges = [
  { from = 0, below = 10, points = 100 },
  { from = 10, points = 25 },
]
"""


def read(text: str) -> Scorecard:
    return read_scorecard(text, "small.toml")


def test_a_form_is_read_with_all_its_fields() -> None:
    form = read(FORM)
    assert (form.id, form.version, form.title, form.source) == ("small", 2, "Small", FORM)
    first, second, third = form.questions
    assert first.answers == (("yes", "Yes"), ("no", "No"))
    assert second.only_if is not None
    assert second.only_if.answers == {"yes"}
    assert third.kind == Kind.NUMBER
    assert third.answers == ((NA, "Not applicable"),)
    assert [third.points(value) for value in ("0", "9.9", "10", "400")] == [100, 100, 25, 25]
    assert not third.takes("-1")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("weight = 10", "weight = 11", "the weights make 101 and not 100"),
        ("weight = 10", "weight = -1", "question third: weight must be a number from 0 to 100"),
        ("weight = 10", "weight = nan", "question third: weight must be a number from 0 to 100"),
        ('id = "third"', 'id = "first"', "two questions have the id first"),
        ('id = "third"', 'id = "Third!"', "id must be small letters, digits and underscores"),
        ('type = "number"', 'type = "stars"', "type must be one of yes_no, choice, number"),
        ('question = "first"', 'question = "third"', "only_if must name a question above it"),
        ('is = ["yes"]', 'is = ["perhaps"]', '"perhaps" is no answer to first'),
        ('is = ["yes"]', "is = []", "is must name at least one answer"),
        ("from = 10, points", "from = 11, points", "range 2: it must begin where the range before"),
        ("below = 10", "below = 0", "range 1: below must be more than from"),
        ('{ id = "b", title = "B", points = 0 },', "", "at least two choices are needed"),
        ("points = 0 }", "points = 101 }", "choice 2: points must be a number from 0 to 100"),
        ('comment_on = ["no"]', 'comment_on = ["dunno"]', 'comment_on: "dunno" is no answer'),
        ('comment_on = ["no"]', 'fail_on = ["na"]', 'fail_on: "na" is no answer'),
        ('comment_on = ["no"]', 'evidence = "magic"', "evidence must be one of"),
        ('comment_on = ["no"]', 'evidence = "measure:agent_wpm"', 'answers the type "number"'),
        ('comment_on = ["no"]', 'evidence = "conduct:rude"', 'knows no "rude"'),
        ('comment_on = ["no"]', 'evidence = "step"', 'evidence "step" must name what'),
        ('comment_on = ["no"]', "colour = 1", 'question first: there is no field "colour"'),
        ('comment_on = ["no"]', "ranges = []", 'ranges is for the type "number" only'),
        ("version = 2", "version = 2.5", "version must be a whole number"),
        ("version = 2", "", "version must be a number"),
        ('title = "One"', "", "section 1: title must be a text"),
        ('id = "small"', 'id = "small', "line 2"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(was: str, becomes: str, says: str) -> None:
    assert was in FORM
    with pytest.raises(OutsideError) as raised:
        read(FORM.replace(was, becomes, 1))
    assert says in raised.value.problem
    assert raised.value.problem.startswith("The scorecard small.toml is not usable: ")
    assert "\n" not in raised.value.problem
    assert raised.value.problem.endswith(".")


def test_the_form_that_comes_with_the_program_asks_for_every_step() -> None:
    form = load_scorecard()
    asked = " ".join(question.evidence for question in form.questions)
    for step in load_script().steps:
        assert f"step:{step.id}" in asked
    assert sum(question.weight for question in form.questions) == 100
    assert any(question.fail_on for question in form.questions)


def test_a_teams_own_form_takes_the_place_of_the_one_with_its_name(companion_home: Path) -> None:
    own = paths.team() / "scorecards"
    own.mkdir(parents=True)
    (own / "default.toml").write_text(FORM)
    (own / "billing.toml").write_text(FORM.replace('"small"', '"billing"'))
    assert [file.name for file in scorecard_files()] == ["default.toml", "billing.toml"]
    assert load_scorecard().id == "small"


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read: No such file"):
        load_scorecard(tmp_path / "none.toml")
