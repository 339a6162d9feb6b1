"""The documentation is true: generated pages are fresh, links lead somewhere, names exist."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from companion import __version__, cli
from tools import make_docs

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))

LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def links(page: Path) -> Iterator[tuple[str, str]]:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.finditer(prose):
        yield link["text"], link["target"]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, spelt as GitHub spells them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_link_leads_somewhere(page: Path) -> None:
    for _, target in links(page):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in anchors(there), f"{target}: no such heading"


def names_in(module: Path) -> set[str]:
    """The dotted names of a module's functions, classes, their methods, and its constants."""

    def within(nodes: list[ast.stmt], prefix: str) -> Iterator[str]:
        for node in nodes:
            match node:
                case ast.ClassDef():
                    yield prefix + node.name
                    yield from within(node.body, f"{prefix}{node.name}.")
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield prefix + node.name
                case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                    yield prefix + name

    return set(within(ast.parse(module.read_text(encoding="utf-8")).body, ""))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_code_that_a_link_names_is_in_the_file_it_leads_to(page: Path) -> None:
    for text, target in links(page):
        named = re.fullmatch(r"`(\w[\w.]*)`", text)
        if target.endswith(".py") and named and not named[1].endswith(".py"):
            module = (page.parent / target).resolve()
            assert named[1] in names_in(module), f"no {named[1]} in {target}"


def commands_named(page: Path) -> Iterator[list[str]]:
    """The command lines in a page's shell blocks and in its sentences, split into words."""
    text = page.read_text(encoding="utf-8")
    for inline in re.finditer(r"`(companion [^`]+)`", FENCE.sub("", text)):
        yield inline[1].split()
    for block in FENCE.finditer(text):
        if block["language"] in ("sh", "bash", "console"):
            for line in block["code"].splitlines():
                yield shlex.split(line.removeprefix("$ "), comments=True)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_command_that_is_named_exists(page: Path) -> None:
    for words in commands_named(page):
        if words and words[0].startswith("./"):
            assert (ROOT / words[0]).is_file(), words
        if words and words[0] == "companion":
            assert resolves(words[1:]), words


def resolves(words: list[str]) -> bool:
    """Whether `companion` followed by these words is a known command with known options."""
    command: click.Command = cli.main
    context = click.Context(command, **command.context_settings)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words.pop(0))
        if found is None:
            return False
        command = found
    options = {name for param in command.get_params(context) for name in param.opts}
    return {word.split("=")[0] for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize(
    ("page", "made"),
    [
        (make_docs.COMMANDS, make_docs.commands_page),
        (make_docs.CONTENTS, make_docs.contents_page),
    ],
    ids=["commands", "contents"],
)
def test_generated_pages_are_fresh(page: Path, made: Callable[[], str]) -> None:
    assert page.read_text(encoding="utf-8") == made(), "run: python -m tools.make_docs"


def test_every_document_is_on_the_contents_page() -> None:
    contents = ROOT / "docs" / "README.md"
    listed = {(contents.parent / target).resolve() for _, target in links(contents)}
    assert set(ROOT.glob("docs/**/*.md")) - listed == {contents}


@pytest.mark.parametrize("decision", DECISIONS, ids=page_id)
def test_every_decision_has_the_short_form(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    number = decision.name[:4]
    assert re.match(rf"# {number}: \S", text), "the title starts with the number"
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    for wanted in ("Decision", "Reasons", "Alternatives"):
        assert any(heading.startswith(wanted) for heading in headings), wanted
    assert re.search(r"^Status: (proposed|accepted|superseded by \d{4})", text, re.MULTILINE)


def test_no_two_decisions_share_a_number() -> None:
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert len(set(numbers)) == len(numbers)


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## \[(.*?)\]", changelog, re.MULTILINE)[:2]
    assert __version__ in newest


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    readme = list(commands_named(ROOT / "README.md"))
    assert ["./scripts/test"] in readme
    assert "./scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
