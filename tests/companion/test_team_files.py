"""A team's own files: which there are, what is wrong in them, saving, going back, carrying."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import paths
from companion.cli import main
from companion.detect.rules import default_engine
from companion.errors import OutsideError
from companion.language import read
from companion.outcomes import Outcome, load_outcomes
from companion.script import Script, load_script
from companion.team_bundle import MOST_BYTES, export_team, import_team
from companion.team_files import KINDS, RuleTests, check, restore, save, team_file, team_files

SCRIPT = '[[step]]\nid = "greet"\ntitle = "Greet"\nprompt = "Say your name."\n'
OUTCOMES = '[[outcome]]\nid = "sent"\ntitle = "Sent a van"\n'
PACK = """party = "customer"
category = "churn"
severity = "warning"
guidance = "Ask what would help."

[[rule]]
id = "umbrella"
any = ["purple umbrella"]
fires = ["i want a purple umbrella"]
"""


@pytest.fixture(autouse=True)
def no_rules_of_another_test() -> Iterator[None]:
    """The rules in use are read once a process; each test has a data directory of its own."""
    default_engine.cache_clear()
    yield
    default_engine.cache_clear()


def saved(place: str, text: str) -> None:
    save(check(team_file(place), text))


def hits(text: str) -> set[str]:
    return {hit.rule.name for hit in default_engine().hits(read(text), "customer")}


def test_every_sort_of_file_that_comes_with_the_program_is_listed_and_holds() -> None:
    files = team_files()
    assert {file.kind.id for file in files} == {kind.id for kind in KINDS}
    assert {"scripts/default.toml", "scripts/outcomes.toml", "phrases/abuse.toml"} <= {
        file.place for file in files
    }
    for file in files:
        assert (file.is_ours, file.is_own) == (True, False)
    scripts = [file for file in files if file.kind.id != "pack"]
    assert [check(file, file.text()).error for file in scripts] == [None] * len(scripts)


def test_what_is_made_of_a_text_comes_back_for_the_preview() -> None:
    assert isinstance(check(team_file("scripts/default.toml"), SCRIPT).content, Script)
    outcomes = check(team_file("scripts/outcomes.toml"), OUTCOMES)
    assert outcomes.content == (Outcome("sent", "Sent a van"),)
    tests = check(team_file("phrases/own.toml"), PACK).content
    assert isinstance(tests, RuleTests)
    assert (tests.sentences, tests.failed) == (1, ())


@pytest.mark.parametrize(
    ("place", "text", "told", "line"),
    [
        ("scripts/default.toml", "[[step]]\nid = 3 4", "line 2", 2),
        ("scripts/default.toml", "[[step]]\nid =", "not usable", 2),
        ("scripts/default.toml", SCRIPT + '\n[[step]]\nid = "x"\n', "title must be", 6),
        ("scripts/default.toml", "a = 1", "[[step]] tables", None),
        ("scripts/outcomes.toml", OUTCOMES + "\n[[outcome]]\nid = 3\n", "outcome 2", 5),
        ("phrases/own.toml", PACK.replace("any =", "anny ="), "'anny' is not known", 8),
        ("phrases/own.toml", PACK.replace('"purple', '"[purpl]'), "line 8", 8),
        (
            "phrases/own.toml",
            PACK.replace("want a purple", "see on line 2 a red"),
            "fails: silent",
            9,
        ),
        ("phrases/lists.toml", "lawyer = []", "'lawyer' is not known", 1),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(
    place: str, text: str, told: str, line: int | None
) -> None:
    found = check(team_file(place), text)
    assert found.error is not None
    assert told in found.error.problem
    assert "\n" not in str(found.error)
    assert found.line == line
    with pytest.raises(ValueError, match="not usable"):
        save(found)
    assert not found.file.is_own


def test_a_scorecards_complaint_leads_to_its_question() -> None:
    file = team_file("scorecards/default.toml")
    lines = file.text().splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("weight"))
    asked = max(n for n, line in enumerate(lines[:place]) if line.startswith("id"))
    lines[place] = "weight = -1"
    assert check(file, "\n".join(lines)).line == asked + 1


def test_a_saved_file_counts_at_once_and_what_was_in_use_is_kept() -> None:
    ours = load_script()
    file = team_file("scripts/default.toml")
    saved(file.place, SCRIPT)
    assert [step.id for step in load_script().steps] == ["greet"]
    saved(file.place, SCRIPT.replace("Greet", "Hello"))
    kept = file.versions()
    assert [version.number for version in kept] == [1, 2, 3]
    assert kept[0].text() == file.ours.read_text(encoding="utf-8")

    restore(file)
    assert load_script() == ours
    assert not file.is_own
    assert file.versions() == kept


def test_rules_are_used_from_the_next_call_on() -> None:
    said = "i want a purple umbrella"
    assert "own.umbrella" not in hits(said)
    saved("phrases/own.toml", PACK)
    assert "own.umbrella" in hits(said)
    restore(team_file("phrases/own.toml"))
    assert "own.umbrella" not in hits(said)


def test_a_damaged_file_of_the_teams_costs_no_call_and_can_be_mended() -> None:
    ours = load_script(), load_outcomes()
    for name in ("default.toml", "outcomes.toml"):
        (paths.team() / "scripts").mkdir(parents=True, exist_ok=True)
        (paths.team() / "scripts" / name).write_bytes(b"\xff[[")
    assert (load_script(), load_outcomes()) == ours
    file = team_file("scripts/default.toml")
    assert check(file, file.text()).error is not None
    saved(file.place, SCRIPT)
    assert [step.id for step in load_script().steps] == ["greet"]


def test_shared_words_are_refused_where_a_pack_needs_what_they_lose() -> None:
    lists = team_file("phrases/lists.toml")
    without = check(lists, '[lists]\nnone = ["none"]\n')
    assert without.error is not None
    saved(lists.place, lists.text() + '\numbrella = ["purple umbrella"]\n')
    saved("phrases/own.toml", PACK.replace("purple umbrella", "[umbrella]", 1))
    with pytest.raises(OutsideError, match="umbrella"):
        restore(lists)
    assert lists.is_own


def test_files_go_from_desk_to_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = team_file("phrases/lists.toml")
    saved(lists.place, lists.text() + '\numbrella = ["purple umbrella"]\n')
    saved("phrases/own.toml", PACK.replace("purple umbrella", "[umbrella]", 1))
    saved("scripts/outcomes.toml", OUTCOMES)
    target = tmp_path / "team.zip"
    assert len(export_team(target)) == 3
    assert target.stat().st_mode & 0o777 == 0o600

    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "other"))
    assert {file.place for file in import_team(target)} == {
        "phrases/lists.toml", "phrases/own.toml", "scripts/outcomes.toml"
    }  # fmt: skip
    assert [outcome.id for outcome in load_outcomes()] == ["sent"]
    assert "own.umbrella" in hits("i want a purple umbrella")


def packed(file: Path, *entries: tuple[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return file


BAD_NAMES = (
    "../settings.toml", "/etc/passwd", "scripts/../../settings.toml", "scripts\\default.toml",
    "C:/scripts/default.toml", "scripts//default.toml", "./scripts/default.toml",
    "scripts/default.toml.exe", "phrases/versions/abuse.1.toml", "settings.toml", "phrases/.toml",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    source = packed(tmp_path / "x.zip", ("scripts/outcomes.toml", OUTCOMES), (name, SCRIPT))
    with pytest.raises(OutsideError, match="no file of a team's"):
        import_team(source)
    assert not paths.team().exists()


@given(name=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_name_is_accepted_stays_in_the_teams_folder(name: str) -> None:
    for place in (name, f"phrases/{name}", f"scorecards/{name}.toml"):
        try:
            file = team_file(place)
        except OutsideError:
            continue
        assert file.own.resolve().is_relative_to(paths.team().resolve())
        assert file.own.parent.name in ("phrases", "scorecards")


def test_a_zip_with_one_bad_file_changes_nothing(tmp_path: Path) -> None:
    good = ("scripts/outcomes.toml", OUTCOMES)
    bad: list[tuple[tuple[str, str | bytes], str]] = [
        (("scripts/default.toml", "[["), "not usable"),
        (("scripts/default.toml", b"\xff"), "not UTF-8"),
        (("scripts/default.toml", "#" * (MOST_BYTES + 1)), "too large"),
        (("phrases/own.toml", PACK.replace("i want a", "i want no")[:-20]), "own.toml"),
        (("phrases/own.toml", PACK.replace('["purple', '["green')), "fails: silent"),
    ]
    for entry, told in bad:
        with pytest.raises(OutsideError, match=told):
            import_team(packed(tmp_path / "x.zip", good, entry))
    assert not paths.team().exists()


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "x.zip"
    broken.write_bytes(b"PK\x03\x04nothing")
    for file, told in ((broken, "no zip"), (tmp_path / "none.zip", "cannot be read")):
        with pytest.raises(OutsideError, match=told):
            import_team(file)
    with pytest.raises(OutsideError, match="holds 0 files"):
        import_team(packed(tmp_path / "empty.zip"))


def test_the_commands_list_check_and_carry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    saved("scripts/outcomes.toml", OUTCOMES)
    listed = json.loads(run.invoke(main, ["team", "list", "--json"]).stdout)
    assert [one["file"] for one in listed if one["own"]] == ["scripts/outcomes.toml"]
    assert "the team's own" in run.invoke(main, ["team", "list"]).stdout

    zipped = str(tmp_path / "team.zip")
    assert run.invoke(main, ["team", "export", zipped]).exit_code == 0
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "other"))
    assert run.invoke(main, ["team", "export", zipped]).exit_code == 1
    taken = run.invoke(main, ["team", "import", zipped])
    assert taken.stdout == "1 file taken over: scripts/outcomes.toml\n"

    (paths.team() / "scripts" / "outcomes.toml").write_text("[[outcome]]\n", encoding="utf-8")
    checked = run.invoke(main, ["team", "check", "scripts/outcomes.toml", "scripts/default.toml"])
    assert checked.exit_code == 1
    assert checked.stdout.startswith("scripts/outcomes.toml, line 1: ")
    assert checked.stdout.endswith("2 files: 1 not usable.\n")
    wrong = run.invoke(main, ["team", "check", "scripts/outcomes.toml", "--json"])
    assert json.loads(wrong.stdout)[0]["line"] == 1
    assert run.invoke(main, ["team", "check", "../x.toml"]).exit_code == 1
