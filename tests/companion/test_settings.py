"""Settings: defaults, keeping, hands in the file, and every way of getting one wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import paths
from companion.errors import OutsideError
from companion.settings import FIELDS, Settings, load_settings, save_setting, shown


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_without_a_file_everything_has_its_default(home: Path) -> None:
    assert load_settings() == Settings()
    assert not home.exists()


def test_a_setting_is_kept_and_comments_stay(home: Path) -> None:
    save_setting("agent_name", "Ines")
    file = home / "settings.toml"
    file.write_text("# the night shift\nagent_name = 'Ines'\nof_next_year = 3\n", encoding="utf-8")

    assert save_setting("keep_days", 90) == Settings(agent_name="Ines", keep_days=90)

    assert load_settings() == Settings(agent_name="Ines", keep_days=90)
    assert "# the night shift" in file.read_text(encoding="utf-8")
    assert "of_next_year = 3" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("keep_days", "many", "must be a whole number"),
        ("keep_days", True, "must be a whole number"),
        ("keep_days", -1, "must lie between 0 and 3650"),
        ("language", "xx", 'must be one of "", "en", "de"'),
        ("record_calls", 1, "must be true or false"),
        ("colour", "blue", 'There is no setting "colour"'),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    home: Path, name: str, value: bool | int | str, told: str
) -> None:
    with pytest.raises(OutsideError, match=told):
        save_setting(name, value)
    assert not (home / "settings.toml").exists()


@pytest.mark.parametrize("text", ["agent_name = ", "keep_days = 'x'", "language = 'xx'"])
def test_a_damaged_file_is_named_and_left_alone(home: Path, text: str) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OutsideError, match=r"settings\.toml"):
        save_setting("agent_name", "Ines")
    assert (home / "settings.toml").read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_named(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(OutsideError, match="not usable"):
        load_settings()


@pytest.mark.parametrize("setting", FIELDS, ids=lambda one: one.name)
def test_every_setting_says_what_it_is(setting: object) -> None:
    about = shown(setting)  # type: ignore[arg-type]
    assert about.group
    assert 0 < len(about.title) <= 42
    assert about.help.endswith(".")


def test_the_teams_own_version_of_a_file_comes_first(home: Path) -> None:
    assert paths.asset("scripts", "default.toml") == paths.assets() / "scripts" / "default.toml"
    own = home / "team" / "scripts" / "default.toml"
    own.parent.mkdir(parents=True)
    own.write_text("", encoding="utf-8")
    assert paths.asset("scripts", "default.toml") == own
