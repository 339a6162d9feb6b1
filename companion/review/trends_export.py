"""Trends as JSON and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from companion.export.csv import cell
from companion.review.trends import AfterStep, Figure, Group, Term, Trends

SCHEMA = "companion.trends/1"

_COLUMNS = ("group", "title", "figure", "what", "unit", "calls", "value", "low", "high", "few")
_DIGITS = 4


def trends_record(found: Trends) -> dict[str, Any]:
    """All of it, ready for `json.dumps`; numbers rounded to four places."""
    return {
        "schema": SCHEMA,
        "by": found.by.value,
        "as_of": found.today.isoformat(),
        "since": found.wanted.since.isoformat() if found.wanted.since else None,
        "until": found.wanted.until.isoformat() if found.wanted.until else None,
        "overall": _group(found.overall),
        "groups": [_group(group) for group in found.groups],
        "outcomes": [
            {"disposition": key, "title": title, "calls": calls}
            for key, title, calls in found.outcomes
        ],
        "issues": {"told": found.issues_told, "terms": [_term(term) for term in found.issues]},
        "causes": {"told": found.causes_told, "terms": [_term(term) for term in found.causes]},
        "after_steps": [_after(one) for one in found.after_steps],
    }


def trends_table(found: Trends) -> str:
    """One line a figure and group, with a header, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for group in (*found.groups, found.overall):
        for figure in group.figures.values():
            record = _figure(figure)
            numbers = [record[name] for name in ("calls", "value", "low", "high")]
            what = [group.key or "all", group.title, figure.name, figure.title, figure.unit]
            writer.writerow([*(cell(text) for text in what), *numbers, int(figure.few)])
    return out.getvalue()


def _group(group: Group) -> dict[str, Any]:
    figures = {name: _figure(figure) for name, figure in group.figures.items()}
    return {"key": group.key, "title": group.title, "calls": group.calls, "figures": figures}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": figure.title,
        "unit": figure.unit or "share",
        "calls": figure.calls,
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "few": figure.few,
    }


def _term(term: Term) -> Mapping[str, Any]:
    return {
        "term": term.term,
        "word": term.word,
        "calls": term.calls,
        "share": _rounded(term.share),
        "low": _rounded(term.low),
        "high": _rounded(term.high),
    }


def _after(one: AfterStep) -> Mapping[str, Any]:
    return {
        "step": one.step,
        "title": one.title,
        "calls": one.calls,
        "less": one.less,
        "same": one.same,
        "more": one.more,
        "share_less": _rounded(one.share_less),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
