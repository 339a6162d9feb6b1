"""Gathers the window's texts into assets/translations/*.ts and makes the .qm files of them.

python -m tools.make_translations           gather, say what is not translated yet, make
python -m tools.make_translations --gather  gather alone

Texts of the window come from ui/ (`tr`, `translate`, and `N` for tables). Texts of the table of
settings and of the shipped files are written into a passing file of `N` marks, so that one tool
gathers them all. A text that is not used any more goes. English has a file for its plurals alone.
"""

from __future__ import annotations

import subprocess
import sysconfig
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import click

from companion.settings import FIELDS, shown

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "assets" / "translations"
FILES = {"en": ("-pluralonly",), "de": ()}
"""Options of the gathering by language."""

SHIPPED = ("scripts/*.toml", "scorecards/*.toml", "words/customer_types.toml", "phrases/*.toml")
SHOWN = frozenset({"title", "prompt", "text", "help", "unit", "says", "approach", "guidance"})
"""What of the shipped files the window shows. Words to say to a customer stay in the language of
the calls, and so do rules' phrases.
"""

Marked = tuple[str, str]
"""A context and a text."""


def core_texts() -> Iterator[Marked]:
    """The texts of the table of settings and of the shipped files."""
    for field in FIELDS:
        about = shown(field)
        titles = (title for _, title in about.choices)
        for text in (about.group, about.title, about.help, about.unit, *titles):
            if text:
                yield "settings", text
    for pattern in SHIPPED:
        for path in sorted((ROOT / "assets").glob(pattern)):
            for text in _shown(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield "shipped", text


def gather(into: Path = INTO) -> None:
    """Bring the .ts files of this directory up to date with the texts."""
    with tempfile.TemporaryDirectory() as passing:
        marks = Path(passing) / "core_texts.py"
        lines = (f"N({_quoted(context)}, {_quoted(text)})" for context, text in _once(core_texts()))
        marks.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = [*map(str, sorted((ROOT / "ui").rglob("*.py"))), str(marks)]
        for language, options in FILES.items():
            file = into / f"companion_{language}.ts"
            command = [*options, *sources, "-ts", str(file), "-target-language", language]
            _run("pyside6-lupdate", *_GATHERING, *command)


def make(into: Path, sources: Path = INTO) -> None:
    """Write the .qm file of each .ts file."""
    for language in FILES:
        name = f"companion_{language}"
        _run("pyside6-lrelease", str(sources / f"{name}.ts"), "-qm", str(into / f"{name}.qm"))


def left(language: str, directory: Path = INTO) -> Iterator[Marked]:
    """The texts that have no translation yet."""
    tree = ET.parse(directory / f"companion_{language}.ts")
    for context in tree.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                yield context.findtext("name", ""), message.findtext("source", "")


_GATHERING = (
    *("-tr-function-alias", "QT_TRANSLATE_NOOP+=N"),
    *("-source-language", "en"),
    *("-locations", "none"),
    "-no-obsolete",
    "-silent",
)


def _shown(data: object, key: str = "") -> Iterator[str]:
    match data:
        case dict():
            for name, value in data.items():
                yield from _shown(value, name)
        case list():
            for value in data:
                yield from _shown(value)
        case str() if key in SHOWN and data.strip():
            yield data.strip()


def _once(marked: Iterator[Marked]) -> list[Marked]:
    return list(dict.fromkeys(marked))


def _quoted(text: str) -> str:
    """A text as the gathering tool reads it in a program."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _run(tool: str, *arguments: str) -> None:
    program = which(tool, path=sysconfig.get_path("scripts")) or tool
    subprocess.run([program, *arguments], check=True, capture_output=True)


@click.command(help=__doc__)
@click.option("--gather", "only_gather", is_flag=True, help="Do not make the .qm files.")
def main(only_gather: bool) -> None:
    INTO.mkdir(parents=True, exist_ok=True)
    gather()
    for language in FILES:
        for context, text in left(language):
            print(f"{language}  {context}: {text}")
    if not only_gather:
        make(INTO)


if __name__ == "__main__":
    main()
