import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli import main
from companion.events import CallStarted
from tests.companion.review.conftest import keep, made_entries


@pytest.fixture
def home(companion_home: Path) -> Path:
    """Three calls of Dana's and of one whose name would upset a page or a spreadsheet."""
    for number, agent in enumerate(("Dana", "Dana", "=1+1 <b>&")):
        entries = made_entries(f"call-{number}", agent=agent)
        assert isinstance(entries[0], CallStarted)
        keep(companion_home / "calls.db", entries)
    return companion_home


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["trends", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_holds_every_figure_with_its_count(home: Path) -> None:
    record = json.loads(run("--json", "--by", "agent"))
    assert record["schema"] == "companion.trends/1"
    assert [(g["key"], g["calls"]) for g in record["groups"]] == [("=1+1 <b>&", 1), ("Dana", 2)]
    legal = record["overall"]["figures"]["threat:legal"]
    assert (legal["value"], legal["calls"], legal["few"]) == (1.0, 3, True)
    assert legal["low"] == pytest.approx(0.4385, abs=1e-4)


def test_the_table_is_safe_in_a_spreadsheet(home: Path, tmp_path: Path) -> None:
    run("--by", "agent", "--csv", str(tmp_path / "t.csv"))
    rows = list(csv.DictReader((tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["title"] for row in rows} == {"'=1+1 <b>&", "Dana", "All calls"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.charts = 0
        self.reaches: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.charts += tag == "svg"
        self.reaches += [str(v) for n, v in attrs if n in ("src", "href", "xlink:href")]
        if tag not in ("meta", "line", "circle"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


def test_the_page_stands_alone_and_is_well_formed(home: Path, tmp_path: Path) -> None:
    run("--by", "agent", "--html", str(tmp_path / "t.html"))
    text = (tmp_path / "t.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert page.charts >= 5
    assert page.reaches == []
    assert "<script" not in text
    assert not re.search(r"url\(|@import|http", text.replace("http://www.w3.org/2000/svg", ""))
    assert "<b>&" not in text
    assert "=1+1 &lt;b&gt;&amp;" in text
    assert "call-2" in text


def test_a_figure_names_its_calls(home: Path) -> None:
    found = run("--by", "agent", "--behind", "threat:legal", "--key", "Dana").split()
    assert sorted(found) == ["call-0", "call-1"]


def test_a_figure_that_is_none_is_wrong_usage(home: Path) -> None:
    result = CliRunner().invoke(main, ["trends", "--behind", "colour"])
    assert result.exit_code == 2
    assert "--behind must name a figure" in result.output


def test_no_calls_are_said_to_be_none(companion_home: Path) -> None:
    assert run() == "There are no calls to count.\n"
