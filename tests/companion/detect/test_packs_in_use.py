"""A team's broken file costs nobody a call: ours stands in its place, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion import paths
from companion.detect.packs_in_use import packs_in_use
from companion.detect.rules import default_engine
from companion.detect.rules_pack import load_packs


@pytest.fixture(autouse=True)
def phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    default_engine.cache_clear()
    folder = paths.team() / "phrases"
    folder.mkdir(parents=True)
    yield folder
    default_engine.cache_clear()


def test_without_files_of_a_team_nothing_is_said() -> None:
    assert packs_in_use().troubles == ()
    assert [pack.name for pack in packs_in_use().packs] == [pack.name for pack in load_packs()]


@pytest.mark.parametrize("text", ["title = ", 'title = "x"\n[[rule]]\nid = "a"\nany = ["(open"]\n'])
def test_ours_stands_in_for_a_broken_one(phrases: Path, text: str) -> None:
    (phrases / "legal.toml").write_text(text, encoding="utf-8")

    found = packs_in_use()

    [trouble] = found.troubles
    assert "legal.toml" in trouble.problem
    assert trouble.remedy == "Correct it; ours is used until then."
    assert {pack.name for pack in found.packs} == {
        path.stem for path in (paths.assets() / "phrases").glob("*.toml")
    } - {"lists"}
    assert any(rule.category == "legal" for rule in default_engine().rules)
    assert [one.problem for one in default_engine().troubles] == [trouble.problem]


def test_a_broken_one_of_the_teams_alone_is_left_out(phrases: Path) -> None:
    (phrases / "own.toml").write_text("nonsense", encoding="utf-8")

    [trouble] = packs_in_use().troubles
    assert trouble.remedy == "Correct it; it is left out until then."


def test_broken_lists_cost_the_lists_alone(phrases: Path) -> None:
    (phrases / "lists.toml").write_text("nonsense", encoding="utf-8")

    found = packs_in_use()
    assert ["lists.toml" in trouble.problem for trouble in found.troubles] == [True]
    assert len(found.packs) == len(list((paths.assets() / "phrases").glob("*.toml"))) - 1
