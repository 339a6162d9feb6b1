from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion import models
from companion.cli import main


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["models", *arguments])


def test_list_shows_what_there_is_for_people_and_programs(
    announce: Callable[..., None], aar: Path
) -> None:
    assert _run("list").stdout.startswith("fake-en (not installed, used)\n    A fake\n")
    models.install(given=aar)

    (row,) = json.loads(_run("list", "--json").stdout)

    assert (row["name"], row["installed"], row["used"]) == ("fake-en", True, True)
    assert row["download_bytes"] == aar.stat().st_size


def test_install_from_a_file_and_again(announce: Callable[..., None], aar: Path) -> None:
    first = _run("install", "--from", str(aar))
    again = _run("install")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == f"Installed from {aar}: {models.usable_model().path}\n"
    assert again.stdout.startswith("Already installed and whole: ")
    assert first.stderr == ""


def test_a_given_file_called_after_a_model_means_that_model(tmp_path: Path) -> None:
    given = tmp_path / "vosk-model-en-us-0.22-lgraph.zip"
    given.write_bytes(b"something else")

    result = _run("install", "--from", str(given))

    assert result.exit_code == 1
    assert "vosk-model-en-us-0.22-lgraph was not installed" in result.stderr


def test_verify_names_the_damaged_file_and_fails(announce: Callable[..., None], aar: Path) -> None:
    place = models.install(given=aar)[0].path
    assert _run("verify").exit_code == 0
    (place / "conf/mfcc.conf").unlink()

    plain, for_programs = _run("verify"), _run("verify", "--json")

    assert plain.exit_code == for_programs.exit_code == 1
    assert plain.stderr == (
        f"companion: The speech model's file {place}/conf/mfcc.conf is missing."
        " Run: companion models install\n"
    )
    judged = json.loads(for_programs.stdout)
    assert not judged["usable"]
    assert judged["faults"] == [
        {"file": "conf/mfcc.conf", "damage": "missing", "says": "is missing"}
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["verify"], 1),
        (["verify", "nonsense"], 1),
        (["install", "nonsense"], 1),
        (["list", "x"], 2),
    ],
)
def test_failures_are_one_line_and_wrong_usage_is_told_apart(
    arguments: list[str], status: int
) -> None:
    result = _run(*arguments)

    assert result.exit_code == status
    assert result.stdout == ""
    assert status == 2 or result.stderr.count("\n") == 1
