"""The team's own files: used where they are good, named where they are not."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.look import Look
from ui.memory import Memory
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.main_window import MainWindow

OUTCOMES = '[[outcome]]\nid = "sent"\ntitle = "Sent a van"\n'


def written(home: Path, name: str, text: str) -> None:
    scripts = home / "team" / "scripts"
    scripts.mkdir(parents=True, exist_ok=True)
    (scripts / name).write_text(text, encoding="utf-8")


def test_a_teams_own_outcomes_stand_in_place_of_ours(companion_home: Path) -> None:
    written(companion_home, "outcomes.toml", OUTCOMES)
    team = load_team()
    assert [outcome.title for outcome in team.outcomes] == ["Sent a van"]
    assert team.troubles == ()


def test_a_broken_file_is_named_in_one_line_and_ours_is_used(
    companion_home: Path, qtbot: QtBot
) -> None:
    ours = load_team()
    written(companion_home, "outcomes.toml", "[[outcome]]\nid = 3\n")
    written(companion_home, "default.toml", OUTCOMES)
    team = load_team()
    assert (team.script, team.outcomes) == (ours.script, ours.outcomes)
    assert [str(trouble).count("\n") for trouble in team.troubles] == [0, 0]
    window = MainWindow(Look(load_theme("light"), 10.5), lambda: team, Memory(), silent=True)
    qtbot.addWidget(window)
    window.start_page.complete()
    assert "outcomes.toml" in window.start_page.banner.text
    assert "ours is used until then" in window.start_page.banner.text
