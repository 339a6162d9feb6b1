"""Figures over many calls, added up from what each adds (`companion/store/packed.py`).

One pass over one index reads what every call over adds and how it may be grouped. Of each figure
the sum, the sum of squares and the number of calls in which it is known come out: all that an
average or a share and its interval need. What they mean is said in `companion.review.trends`.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from companion.store.filter import Filter
from companion.store.library import conditions
from companion.store.packed import AVERAGES, LAYOUT, SHARES


class By(StrEnum):
    """What calls are put together by. A week begins on Monday, in the call's own time."""

    WEEK = "week"
    AGENT = "agent"
    DISPOSITION = "disposition"


@dataclass(frozen=True, slots=True)
class Sums:
    """Of `known` calls. For a share, `total` is the number of calls that have it."""

    known: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.known + other.known, self.total + other.total, self.squares + other.squares
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """The calls that share `key`: a week like "2026-W48", an agent, a disposition."""

    key: str
    calls: int
    sums: Mapping[str, Sums]

    def __add__(self, other: Tally) -> Tally:
        both = {name: sums + other.sums[name] for name, sums in self.sums.items()}
        return Tally(self.key, self.calls + other.calls, both)


@dataclass(frozen=True, slots=True)
class Terms:
    """What calls tell of: the most frequent stems, each with the word that it mostly stands for and
    the number of calls that share it; and how many calls tell any.
    """

    found: tuple[tuple[str, str, int], ...]
    told: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`outcomes`: how many calls have each disposition, "" for none."""

    tallies: tuple[Tally, ...]
    outcomes: Counter[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """`after_steps`: for each step, in how many calls the anger then fell (-1), stayed (0) or rose
    (1).
    """

    issues: Terms
    causes: Terms
    after_steps: Mapping[str, Counter[int]]


_STEP = "step:"
_TERM_COLUMNS = {"issues": "issue_terms", "causes": "cause_terms"}
_COLUMNS = {By.WEEK: "figures", By.AGENT: "agent", By.DISPOSITION: "disposition"}
"""Where it stands what calls are put together by."""

_WEEK = 7

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
_Masks = tuple[npt.NDArray[np.bool_], Values]
"""In which calls a figure is known, and its value, 0 where it is not."""


def figure_names(steps: Iterable[str]) -> tuple[str, ...]:
    """The names of all figures: averages, shares, and one `step:` for each step of the script."""
    return (*AVERAGES, *SHARES, *(f"{_STEP}{step}" for step in steps))


def counted(db: Database, wanted: Filter, by: By, steps: Sequence[str], today: dt.date) -> Counts:
    """All figures by week, agent or disposition, in the order of the key."""
    columns = dict.fromkeys((_COLUMNS[by], "disposition", "steps", "missed", "figures"))
    lines = _Lines(db, _chosen(db, wanted, today), tuple(columns))
    tallies = tuple(_tallied(lines, by, figure_names(steps)))
    return Counts(tallies, Counter(lines["disposition"]))


def lists(db: Database, wanted: Filter, today: dt.date, most_terms: int = 20) -> Lists:
    """What calls tell of, and what followed steps."""
    issues, causes, after = _told(db, _chosen(db, wanted, today))
    return Lists(_terms(*issues, most_terms), _terms(*causes, most_terms), _after_steps(after))


def behind(
    db: Database, wanted: Filter, today: dt.date, by: By, key: str | None, figure: str
) -> list[str]:
    """The ids of the calls behind a figure, the latest first.

    For an average: those in which it is known; for a share: those that have it. `figure` may also
    be "calls", "disposition:x", "issues:term", "causes:term", or "after:step:-1". `key` None: all.
    """
    sought = _TERM_COLUMNS.get(figure.partition(":")[0], "after_steps")
    columns = ("place", "figures", "steps", "missed", "disposition", _COLUMNS[by], sought)
    lines = _Lines(db, _chosen(db, wanted, today), tuple(dict.fromkeys(columns)))
    meant = _has(lines, figure)
    if key is not None:
        of, keys = lines.groups(by)
        meant &= np.array([one == key for one in keys], bool)[of]
    places = [place for place, one in zip(lines["place"], meant.tolist(), strict=True) if one]
    rows = db.execute(
        "SELECT calls.id FROM json_each(?) AS one JOIN calls ON calls.place = one.value"
        " ORDER BY place DESC",
        [json.dumps(places)],
    )
    return [row[0] for row in rows]


def spread(
    db: Database, wanted: Filter, today: dt.date, by: By, figure: str
) -> list[tuple[str, Sums]]:
    """How many calls of each week, agent or disposition have a thing that lists tell of.

    `figure` is "disposition:x", "issues:term", "causes:term" or "after:step:-1"; known of calls
    that tell any issue or cause, or in which something followed that step.
    """
    source, _, rest = figure.partition(":")
    sought = _TERM_COLUMNS.get(source, "after_steps")
    columns = dict.fromkeys(("figures", "disposition", _COLUMNS[by], sought))
    lines = _Lines(db, _chosen(db, wanted, today), tuple(columns))
    has, known = _has(lines, figure), np.ones(lines.count, bool)
    if source in _TERM_COLUMNS:
        known = np.array([bool(text) for text in lines[sought]], bool)
    elif source == "after":
        begin = f" {rest.rpartition(':')[0]}:"
        known = np.array([begin in f" {text}" for text in lines[sought]], bool)
    of, keys = lines.groups(by)
    knowing, having = (np.bincount(of[mask], minlength=len(keys)) for mask in (known, has))
    sums = {key: Sums(int(knowing[n]), float(having[n])) for n, key in enumerate(keys)}
    return sorted(sums.items())


def week_of(day: str) -> str:
    """The week of an ISO day: "2026-11-23" is in "2026-W48"."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def week_days(week: str) -> tuple[str, str]:
    """Monday and Sunday of a week like "2026-W48". ValueError where it is none."""
    monday = dt.date.fromisoformat(f"{week}-1")
    return monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()


_Chosen = tuple[str, list[object]]
"""The calls that are meant, as the end of a query on the index of figures, and its values."""


def _chosen(db: Database, wanted: Filter, today: dt.date) -> _Chosen:
    """The calls that are over and that the filter lets through."""
    terms, values = conditions(db, wanted, today)
    end = "FROM calls INDEXED BY calls_figures WHERE end_reason IS NOT NULL"
    if terms:
        among = f"SELECT place FROM calls INDEXED BY calls_library WHERE {' AND '.join(terms)}"
        end += f" AND place IN ({among})"
    return end, values


def _told(db: Database, chosen: _Chosen) -> tuple[tuple[str, int], tuple[str, int], str]:
    """All terms of issues, and of causes, with the number of calls that tell any; and all that
    followed steps. Put together by the database: one text is read sooner than one a call.
    """
    end, values = chosen
    texts = ", ".join(
        f"coalesce(group_concat({column}, ' '), ''), total({column} <> '')"
        for column in (*_TERM_COLUMNS.values(), "after_steps")
    )
    issues, with_issue, causes, with_cause, after, _ = db.execute(
        f"SELECT {texts} {end}", values
    ).fetchone()
    return (issues, int(with_issue)), (causes, int(with_cause)), after


class _Lines:
    """Columns of the calls that are meant, read in one pass."""

    def __init__(self, db: Database, chosen: _Chosen, columns: Sequence[str]) -> None:
        end, values = chosen
        rows = db.execute(f"SELECT {', '.join(columns)} {end}", values).fetchall()
        self.count = len(rows)
        read = zip(*rows, strict=True) if rows else ((),) * len(columns)
        self._columns: dict[str, Sequence[Any]] = dict(zip(columns, read, strict=True))
        words = (("known", "<u4"), ("has", "<u4"), ("day", "<u4"))
        dtype = np.dtype([*((name, "<f8") for name in AVERAGES), *words])
        assert dtype.itemsize == LAYOUT.size
        self._numbers = np.frombuffer(b"".join(self["figures"]), dtype)
        self._codes: dict[str, tuple[Places, list[str]]] = {}

    def __getitem__(self, column: str) -> Sequence[Any]:
        return self._columns[column]

    def groups(self, by: By) -> tuple[Places, list[str]]:
        """What calls are put together by, and for each call which of these it has."""
        if by != By.WEEK:
            return _coded(self[_COLUMNS[by]])
        weeks, of = np.unique((self._numbers["day"] - 1) // _WEEK, return_inverse=True)
        mondays = (dt.date.fromordinal(int(week) * _WEEK + 1) for week in weeks)
        return of, [week_of(monday.isoformat()) for monday in mondays]

    def figure(self, name: str) -> _Masks:
        """In which calls the figure is known, and its values. KeyError: there is no such figure."""
        if name.startswith(_STEP):
            return self._step(f'"{name.removeprefix(_STEP)}"')
        if name in AVERAGES:
            known = ~np.isnan(self._numbers[name])
            return known, np.where(known, self._numbers[name], 0.0)
        bit = np.uint32(1 << list(SHARES).index(name)) if name in SHARES else None
        if bit is None:
            raise KeyError(name)
        return self._numbers["known"] & bit > 0, (self._numbers["has"] & bit > 0).astype(float)

    def _step(self, quoted: str) -> _Masks:
        """Done, of the calls in which it was done or missed."""
        has, lacks = (self._names(column, quoted) for column in ("steps", "missed"))
        return has | lacks, has.astype(float)

    def _names(self, column: str, quoted: str) -> npt.NDArray[np.bool_]:
        """In which calls a column names a step. Few of its texts differ: each is looked at once."""
        if column not in self._codes:
            self._codes[column] = _coded(self[column])
        of, texts = self._codes[column]
        return np.array([quoted in text for text in texts], bool)[of]


def _tallied(lines: _Lines, by: By, names: Sequence[str]) -> list[Tally]:
    """The sums of every figure, a tally a key."""
    of, keys = lines.groups(by)
    count = len(keys)
    calls = np.bincount(of, minlength=count).astype(float)
    sums: dict[str, tuple[Values, Values, Values]] = {}
    for name in names:
        known, values = lines.figure(name)
        total = np.bincount(of, values, count).astype(float)
        squares = np.bincount(of, values * values, count).astype(float)
        knowing = calls if known.all() else np.bincount(of[known], minlength=count).astype(float)
        sums[name] = knowing, total, squares if name in AVERAGES else total
    return [
        Tally(key, int(calls[n]), {name: _sums(columns, n) for name, columns in sums.items()})
        for n, key in sorted(enumerate(keys), key=itemgetter(1))
    ]


def _coded(texts: Sequence[str]) -> tuple[Places, list[str]]:
    """Each text as the place of its like among those that differ."""
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return np.fromiter(map(places.__getitem__, texts), np.intp, len(texts)), list(places)


def _sums(columns: tuple[Values, Values, Values], number: int) -> Sums:
    known, total, squares = (float(column[number]) for column in columns)
    return Sums(int(known), total, squares)


def _terms(texts: str, told: int, most: int) -> Terms:
    """Of the texts of `told` calls, of which each holds a stem at most once, as "stem=word"."""
    calls: dict[str, int] = {}
    words: dict[str, list[tuple[int, str]]] = {}
    for term, count in Counter(texts.split()).items():
        stem, _, word = term.partition("=")
        calls[stem] = calls.get(stem, 0) + count
        words.setdefault(stem, []).append((count, word))
    shown = heapq.nsmallest(most, calls, key=lambda stem: (-calls[stem], stem))
    return Terms(tuple((stem, _commonest(words[stem]), calls[stem]) for stem in shown), told)


def _commonest(forms: Sequence[tuple[int, str]]) -> str:
    return min(forms, key=lambda form: (-form[0], len(form[1]), form[1]))[1]


def _after_steps(texts: str) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for one, calls in Counter(texts.split()).items():
        step, _, change = one.rpartition(":")
        found.setdefault(step, Counter())[int(change)] += calls
    return found


def _has(lines: _Lines, figure: str) -> npt.NDArray[np.bool_]:
    """The calls behind a figure."""
    source, _, rest = figure.partition(":")
    if figure == "calls":
        return np.ones(lines.count, bool)
    if source == "disposition":
        return np.array([one == rest for one in lines["disposition"]], bool)
    if source in _TERM_COLUMNS:
        begin = f" {rest}="
        return np.array([begin in f" {text}" for text in lines[_TERM_COLUMNS[source]]], bool)
    if source == "after":
        step, _, change = rest.rpartition(":")
        sought = f"{step}:{int(change):+d}"
        return np.array([sought in text.split() for text in lines["after_steps"]], bool)
    known, values = lines.figure(figure)
    return known if figure in AVERAGES else known & (values > 0)
