from pathlib import Path

import pytest

from companion.errors import OutsideError
from companion.outcomes import load_outcomes


def test_the_outcomes_that_come_with_the_program_can_be_chosen_from() -> None:
    found = load_outcomes()
    assert "resolved" in {outcome.id for outcome in found}
    assert all(outcome.title for outcome in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[outcome", "not usable"),
        ("a = 1", "[[outcome]] tables"),
        ('[[outcome]]\nid = "a"', "outcome 1 must have"),
        ('[[outcome]]\nid = "A b"\ntitle = "x"', "small letters"),
        ('[[outcome]]\nid = "a"\ntitle = ""', "1 to 42"),
        ('[[outcome]]\nid = "a"\ntitle = "x"\n[[outcome]]\nid = "a"\ntitle = "y"', "same id"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        load_outcomes(path)
    assert told in caught.value.problem
    assert str(path) in caught.value.problem


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        load_outcomes(tmp_path / "none.toml")
