from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli import main
from companion.settings import FIELDS, load_settings, shown


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["settings", *words])


def test_every_setting_is_listed_with_what_it_does() -> None:
    listed = run("list").output
    for one in FIELDS:
        assert f"  {one.name} = " in listed
        assert shown(one).help in listed
    as_json = json.loads(run("list", "--json").output)
    assert list(as_json) == [one.name for one in FIELDS]
    assert as_json["recording_format"]["choices"] == {"flac": "FLAC", "opus": "Opus"}


@pytest.mark.parametrize(
    ("name", "typed", "value", "said"),
    [
        ("agent_name", "Ines Ödland", "Ines Ödland", "Ines Ödland"),
        ("record_calls", "yes", True, "true"),
        ("record_calls", "off", False, "false"),
        ("recording_hours", "8", 8, "8"),
        ("recording_format", "opus", "opus", "opus"),
        ("language", "", "", '""'),
    ],
)
def test_what_is_set_is_got(name: str, typed: str, value: object, said: str) -> None:
    assert run("set", name, typed).output == f"{name} = {said}\n"
    assert getattr(load_settings(), name) == value
    assert run("get", name).output == f"{said}\n"
    assert json.loads(run("get", name, "--json").output) == value
    assert run("reset", name).exit_code == 0
    assert getattr(load_settings(), name) == next(f.default for f in FIELDS if f.name == name)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("set", "record_calls", "perhaps"), 2, "true or false"),
        (("set", "recording_hours", "many"), 2, "whole number"),
        (("set", "no_such_thing", "1"), 2, "no_such_thing"),
        (("get", "no_such_thing"), 2, "no_such_thing"),
        (("set", "recording_hours", "99"), 1, "between 1 and 24"),
        (("set", "recording_format", "mp3"), 1, 'one of "flac", "opus"'),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], status: int, says: str) -> None:
    result = run(*words)
    assert result.exit_code == status
    assert says in result.output
    assert load_settings() == type(load_settings())()


def test_a_broken_file_is_told_in_one_line(companion_home: Path) -> None:
    companion_home.mkdir()
    (companion_home / "settings.toml").write_text("record_calls = ")
    result = run("list")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "settings.toml" in result.output


def test_what_was_written_by_hand_stays(companion_home: Path) -> None:
    companion_home.mkdir()
    file = companion_home / "settings.toml"
    file.write_text("# mine\nagent_name = 'Bo'  # me\nunknown = 3\n")
    run("set", "record_calls", "true")
    text = file.read_text()
    assert "# mine" in text
    assert "unknown = 3" in text
    assert load_settings().agent_name == "Bo"
