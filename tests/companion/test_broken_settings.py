"""Settings that cannot be used cost no call: the defaults count, and one line says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion import paths, sample
from companion.calls import open_recording
from companion.cli import main
from companion.errors import OutsideError
from companion.session import News
from companion.settings import Settings, settings_for_call, settings_trouble
from companion.store import Store

BROKEN = {
    "no TOML": b"agent_name = ",
    "a wrong value": b"agent_name = 'Ines'\nkeep_days = 'x'\n",
    "no text": b"\xff\xfe",
}
LINES = (
    {"speaker": "agent", "text": "good morning", "start": 0.0, "end": 1.0},
    {
        "speaker": "customer",
        "text": "ring me on oh seven seven double oh nine hundred one two three",
    },
)


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest) -> str:
    file = paths.made_home() / "settings.toml"
    file.write_bytes(BROKEN[request.param])
    return str(file)


def test_what_can_be_read_counts_and_the_rest_has_its_default(broken: str) -> None:
    expected = {Settings(agent_name="Ines"), Settings(mask_personal=True)}
    assert settings_for_call() in expected
    told = str(settings_trouble())
    assert broken in told
    assert "The defaults count in its place." in told
    assert "\n" not in told


def test_without_trouble_nothing_is_said() -> None:
    assert settings_trouble() is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mask_personal = tru", True),
        ("mask_personal = 'yes'", True),
        ("mask_personal = true\nlanguage = 'xx'", True),
        ("mask_personal = false\nlanguage = 'xx'", False),
        ("language = 'xx'", False),
    ],
)
def test_who_may_have_asked_for_masking_gets_it(text: str, masked: bool) -> None:
    (paths.made_home() / "settings.toml").write_text(text)
    assert settings_for_call().mask_personal is masked


@pytest.mark.parametrize("options", [[], ["--json", "-"]], ids=["read", "json"])
def test_a_transcript_is_analysed_all_the_same(
    broken: str, tmp_path: Path, options: list[str]
) -> None:
    file = tmp_path / "call.jsonl"
    file.write_text("\n".join(map(json.dumps, LINES)))
    done = CliRunner().invoke(main, ["analyse", str(file), *options])
    assert done.exit_code == 0, done.output
    assert "good morning" in done.output
    assert done.output.count("The defaults count") == 1


@pytest.mark.model
def test_a_call_is_heard_all_the_same_and_says_so(home_with_model: Path) -> None:
    (home_with_model / "settings.toml").write_text("agent_name = ")
    heard: list[News] = []
    running = open_recording(
        sample.recording(), listeners=[heard.append], realtime=False, call_date=sample.DAY
    )
    running.start()
    call = running.wait()
    running.close()
    assert call.utterances
    (trouble,) = [news for news in heard if isinstance(news, OutsideError)]
    assert "The defaults count" in str(trouble)
    with Store.open(read_only=True) as store:
        assert store.calls()[0].follow_up is not None
