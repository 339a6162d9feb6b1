"""Scorecards read from TOML, with errors that name the file, the question and the field."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import OutsideError
from companion.paths import assets, team
from companion.review.evidence import SOURCES
from companion.review.scorecard import (
    FULL,
    NA,
    NO,
    YES,
    Choice,
    Condition,
    Kind,
    Question,
    Range,
    Scorecard,
    Section,
)

_ID = re.compile(r"[a-z][a-z0-9_]*")
_FORM = frozenset({"id", "version", "title", "pass_mark", "section"})
_SECTION = frozenset({"title", "question"})
_QUESTION = frozenset(
    "id text help type weight good choices ranges unit not_applicable fail_on comment_on only_if "
    "evidence".split()
)
_DEFAULT = "default.toml"


def scorecard_files() -> tuple[Path, ...]:
    """The team's scorecards and those that come with the program; one name is the team's own."""
    found: dict[str, Path] = {}
    for folder in (assets() / "scorecards", team() / "scorecards"):
        found |= {file.name: file for file in sorted(folder.glob("*.toml"))}
    return tuple(sorted(found.values(), key=lambda file: (file.name != _DEFAULT, file.name)))


def load_scorecard(path: Path | None = None) -> Scorecard:
    """The scorecard in this file; without one the team's default, or the program's.

    Raises OutsideError that names the file, and the question and field at fault.
    """
    path = path or scorecard_files()[0]
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutsideError(
            f"The scorecard {path} cannot be read: {error.strerror}.", "Choose another one."
        ) from error
    except UnicodeDecodeError as error:
        raise _Fault(f"byte {error.start} is not UTF-8").told(str(path)) from error
    return read_scorecard(text, str(path))


def read_scorecard(text: str, name: str) -> Scorecard:
    """The scorecard in this text; `name` says in an error whose text it is."""
    try:
        return _form(tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        raise _Fault(str(error)).told(name) from error
    except _Fault as fault:
        raise fault.told(name) from fault


class _Fault(ValueError):
    def told(self, name: str) -> OutsideError:
        return OutsideError(
            f"The scorecard {name} is not usable: {self}.", "Correct it and try again."
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table whose fields are read one by one; `where` begins every complaint."""

    where: str
    fields: Mapping[str, Any]

    def known(self, names: Iterable[str]) -> None:
        for name in self.fields:
            if name not in names:
                raise self.fault(f'there is no field "{name}"')

    def fault(self, what: str) -> _Fault:
        return _Fault(f"{self.where}: {what}" if self.where else what)

    def text(self, name: str, otherwise: str | None = None) -> str:
        value = self.fields.get(name, otherwise)
        if not isinstance(value, str) or (otherwise is None and not value.strip()):
            raise self.fault(f"{name} must be a text")
        return " ".join(value.split())

    def key(self, name: str) -> str:
        value = self.text(name)
        if not _ID.fullmatch(value):
            raise self.fault(f"{name} must be small letters, digits and underscores")
        return value

    def number(self, name: str, least: float, most: float, otherwise: float | None = None) -> float:
        value = self.fields.get(name, otherwise)
        real = isinstance(value, int | float) and not isinstance(value, bool)
        if not real or not math.isfinite(value) or not least <= value <= most:
            if most == math.inf:
                raise self.fault(f"{name} must be a number, {least:g} or more")
            raise self.fault(f"{name} must be a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"{name} must be true or false")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(f"{name} must be a list of texts")
        return tuple(value)

    def tables(self, name: str, title: str, *, needed: bool = True) -> list[_Table]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(f"{name} must be tables")
        if needed and not value:
            raise self.fault(f"at least one {name} is needed")
        begin = f"{self.where}, " if self.where else ""
        return [_Table(f"{begin}{title} {n}", one) for n, one in enumerate(value, start=1)]


def _form(data: Mapping[str, Any], source: str) -> Scorecard:
    table = _Table("", data)
    table.known(_FORM)
    version = table.number("version", 1, 1e6)
    if not version.is_integer():
        raise table.fault("version must be a whole number")
    sections = tuple(_section(one) for one in table.tables("section", "section"))
    form = Scorecard(
        id=table.key("id"),
        version=int(version),
        title=table.text("title"),
        sections=sections,
        source=source,
        pass_mark=table.number("pass_mark", 0, FULL, 0.0),
    )
    _hold_together(form)
    return form


def _section(table: _Table) -> Section:
    table.known(_SECTION)
    questions = tuple(_question(one) for one in table.tables("question", "question"))
    return Section(table.text("title"), questions)


def _question(table: _Table) -> Question:
    name = table.key("id")
    table = _Table(f"question {name}", table.fields)
    table.known(_QUESTION)
    try:
        kind = Kind(table.text("type", Kind.YES_NO.value))
    except ValueError as error:
        raise table.fault(f"type must be one of {', '.join(Kind)}") from error
    _only_for(table, kind, Kind.CHOICE, "choices")
    _only_for(table, kind, Kind.NUMBER, "ranges", "unit")
    _only_for(table, kind, Kind.YES_NO, "good")
    good = table.text("good", YES)
    if good not in (YES, NO):
        raise table.fault('good must be "yes" or "no"')
    question = Question(
        id=name,
        text=table.text("text"),
        kind=kind,
        weight=table.number("weight", 0, FULL),
        help=table.text("help", ""),
        good=good,
        choices=_choices(table) if kind == Kind.CHOICE else (),
        ranges=_ranges(table) if kind == Kind.NUMBER else (),
        unit=table.text("unit", ""),
        may_be_na=table.flag("not_applicable"),
        fail_on=frozenset(table.words("fail_on")),
        comment_on=frozenset(table.words("comment_on")),
        only_if=_condition(table),
        evidence=_evidence(table, kind),
    )
    for name, answers in (("fail_on", question.fail_on), ("comment_on", question.comment_on)):
        for answer in sorted(answers):
            if not question.takes(answer) or (name == "fail_on" and answer == NA):
                raise table.fault(f'{name}: "{answer}" is no answer to it')
    return question


def _only_for(table: _Table, kind: Kind, wanted: Kind, *names: str) -> None:
    for name in names:
        if name in table.fields and kind != wanted:
            raise table.fault(f'{name} is for the type "{wanted}" only')


def _choices(table: _Table) -> tuple[Choice, ...]:
    found = []
    for one in table.tables("choices", "choice"):
        one.known({"id", "title", "points"})
        found.append(Choice(one.key("id"), one.text("title"), one.number("points", 0, FULL)))
    names = [choice.id for choice in found]
    if len(set(names)) < len(names) or NA in names:
        raise table.fault(f'two choices have one id, or one is called "{NA}"')
    if len(found) < 2:
        raise table.fault("at least two choices are needed")
    return tuple(found)


def _ranges(table: _Table) -> tuple[Range, ...]:
    """In order, without gap or overlap; the last one may be open."""
    found: list[Range] = []
    rows = table.tables("ranges", "range")
    for number, one in enumerate(rows, start=1):
        one.known({"from", "below", "points"})
        least = one.number("from", -math.inf, math.inf)
        is_last = number == len(rows)
        is_open = is_last and "below" not in one.fields
        below = None if is_open else one.number("below", -math.inf, math.inf)
        if below is not None and below <= least:
            raise one.fault("below must be more than from")
        if found and found[-1].below != least:
            raise one.fault("it must begin where the range before it ends")
        found.append(Range(least, below, one.number("points", 0, FULL)))
    return tuple(found)


def _condition(table: _Table) -> Condition | None:
    if "only_if" not in table.fields:
        return None
    fields = table.fields["only_if"]
    if not isinstance(fields, dict):
        raise table.fault('only_if must look like { question = "...", is = ["yes"] }')
    inner = _Table(f"{table.where}, only_if", fields)
    inner.known({"question", "is"})
    answers = inner.words("is")
    if not answers:
        raise inner.fault("is must name at least one answer")
    return Condition(inner.key("question"), frozenset(answers))


def _evidence(table: _Table, kind: Kind) -> str:
    text = table.text("evidence", "")
    if not text:
        return ""
    source, colon, rest = text.partition(":")
    known = SOURCES.get(source)
    if known is None:
        raise table.fault(f"evidence must be one of {', '.join(sorted(SOURCES))}")
    if known.kind != kind:
        raise table.fault(f'evidence "{source}" answers the type "{known.kind}"')
    names = [name.strip() for name in rest.split(",")] if colon else []
    wrong = [name for name in names if known.names and name not in known.names]
    if wrong:
        raise table.fault(f'evidence "{source}" knows no "{wrong[0]}"')
    if bool(names) != known.named:
        raise table.fault(f'evidence "{source}" must {"" if known.named else "not "}name what')
    return text


def _hold_together(form: Scorecard) -> None:
    """What no single question can tell: ids, weights, and conditions on earlier questions."""
    seen: dict[str, Question] = {}
    for question in form.questions:
        if question.id in seen:
            raise _Fault(f"two questions have the id {question.id}")
        if question.only_if is not None:
            _check_condition(question, question.only_if, seen)
        seen[question.id] = question
    total = math.fsum(question.weight for question in seen.values())
    if not math.isclose(total, FULL, abs_tol=1e-6):
        raise _Fault(f"the weights make {total:g} and not 100")


def _check_condition(
    question: Question, condition: Condition, earlier: Mapping[str, Question]
) -> None:
    other = earlier.get(condition.question)
    if other is None:
        what = f"only_if must name a question above it, not {condition.question}"
        raise _Fault(f"question {question.id}: {what}")
    unknown = _unknown(condition.answers, other)
    if unknown:
        raise _Fault(f'question {question.id}: "{unknown[0]}" is no answer to {other.id}')


def _unknown(answers: frozenset[str], question: Question) -> Sequence[str]:
    return [answer for answer in sorted(answers) if not question.takes(answer)]
