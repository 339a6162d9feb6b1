from pathlib import Path

import pytest

from companion.errors import OutsideError
from companion.script import load_script


def test_the_scripts_own_steps_are_the_five_the_program_can_hear() -> None:
    ids = [step.id for step in load_script().steps]
    assert ids == ["listen", "reflect", "apologise", "next_steps", "follow_up_date"]


def test_a_team_may_write_its_own_script(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('[[step]]\nid = "greet"\ntitle = "Greet"\nprompt = "Say your name."\n')
    (step,) = load_script(path).steps
    assert (step.id, step.title, step.prompt) == ("greet", "Greet", "Say your name.")
    assert step.remind_after_min is None


STEP = '[[step]]\nid = "greet"\ntitle = "Greet"\nprompt = "Say your name."\n'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[[step]\n", "line 1"),
        ("title = 1\n", "[[step]]"),
        ("step = 3\n", "[[step]]"),
        ("step = [3]\n", "step 1"),
        (STEP + STEP, "step 2"),
        (STEP + '[[step]]\nid = "b"\ntitle = "B"\n', "step 2: prompt"),
        (STEP.replace('"greet"', '"Greet the caller"'), "step 1: id"),
        (STEP.replace('"Greet"', "7"), "step 1: title"),
        (STEP.replace('"Greet"', f'"{"long " * 10}"'), "step 1: title"),
        (STEP + 'colour = "red"\n', '"colour"'),
        (STEP + "remind_after_min = 0\n", "remind_after_min"),
        (STEP + "remind_after_min = true\n", "remind_after_min"),
    ],
)
def test_a_faulty_script_is_refused_with_the_place_of_the_fault(
    tmp_path: Path, text: str, names: str
) -> None:
    path = tmp_path / "script.toml"
    path.write_text(text)
    with pytest.raises(OutsideError) as caught:
        load_script(path)
    assert str(path) in caught.value.problem
    assert names in caught.value.problem
    assert caught.value.remedy


def test_a_script_that_is_not_there_or_no_text_is_the_outsides_fault(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        load_script(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(OutsideError, match="UTF-8"):
        load_script(tmp_path / "latin.toml")
