"""Trends as one web page that needs nothing else: no network, no script, light and dark, to print.

The drawings show the figures that most people ask for; the tables below hold every figure.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from companion.review.chart import chart, said
from companion.review.trends import FEW, AfterStep, Figure, Group, Term, Trends
from companion.store import Store
from companion.store.course import NO_STEP
from companion.store.figures import By

_DRAWN = (
    "anger_start",
    "anger_end",
    "threat",
    "step:apologise",
    "step:follow_up_date",
    "follow_up_kept",
    "talk_share",
    "dead_air_s",
    "score",
)
_MOST_ROWS = 60
"""A drawing of more groups shows the last ones, by week, or those with the most calls."""

_MOST_CALLS = 30
_LED_TO = ("left_angry", "threat", "abuse", "escalation")
"""Whose calls are listed on the page."""

_WORD = {By.WEEK: "Week", By.AGENT: "Agent", By.DISPOSITION: "Disposition"}

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6475; --line: #dfe3ea; --page: #fff;
  --mark: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #a3adbd; --line: #353d4a;
  --page: #171b22; --mark: #7fb0ff; } }
body { font: 15px/1.5 Inter, system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; margin-bottom: .25rem } h2 { font-size: 1.15rem; margin-top: 2.25rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem } p, caption { color: var(--soft); max-width: 44rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--line) }
th:first-child, td:first-child { text-align: left } thead th { font-weight: 600 }
tr.few td { color: var(--soft) } .wide { overflow-x: auto }
.chart { width: 100%; height: auto } .chart text { font-size: 12px; fill: var(--soft) }
.chart .label { text-anchor: end; fill: var(--ink) } .chart .tick { text-anchor: middle }
.grid { stroke: var(--line) } .interval { stroke: var(--mark); stroke-width: 2; opacity: .55 }
.dot { fill: var(--mark) } .few { stroke: var(--mark); fill: var(--page); stroke-width: 2 }
code { font-size: .85em } details { margin: .5rem 0 }
@media print { body { margin: 0; max-width: none } section { break-inside: avoid } }
"""


def trends_page(found: Trends, store: Store) -> str:
    """The page as HTML. `store` is asked for the calls behind the figures that list them."""
    parts = [
        *_head(found),
        *_drawings(found),
        *_table("All figures, all calls", [found.overall], found),
        *_groups(found),
        *_after_steps(found.after_steps),
        *_terms("What calls are about", found.issues, found.issues_told),
        *_terms("Why it went wrong, as it was said", found.causes, found.causes_told),
        *_outcomes(found),
        *_calls(found, store),
        "</main></body></html>",
    ]
    return "\n".join(parts)


def _head(found: Trends) -> Iterator[str]:
    since, until = found.wanted.since, found.wanted.until
    span = " ".join(
        f"{word} {day:%d.%m.%Y}" for word, day in (("from", since), ("to", until)) if day
    )
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>Trends</title><style>{_STYLE}</style></head><body><main>"
    yield f"<h1>Trends by {found.by}</h1>"
    yield f"<p>{found.overall.calls:,} calls {span or 'in all'}, as of {found.today:%d.%m.%Y}.</p>"
    yield (
        "<p>A dot is the average or the share, its bar the 95 % interval: where the true value may"
        " well lie. Where bars overlap, a difference may be chance. Hollow dots and grey rows rest"
        f" on fewer than {FEW} calls: nothing is to be concluded from them. Nothing here says that"
        " one thing caused another.</p>"
    )


def _drawings(found: Trends) -> Iterator[str]:
    groups = _shown(found)
    for name in _DRAWN:
        figure = found.overall.figures.get(name)
        if figure is None or all(group.figures[name].value is None for group in groups):
            continue
        unit = f" <small>({_safe(figure.unit)})</small>" if figure.unit else ""
        yield f"<section><h3>{_safe(figure.title)}{unit}</h3>"
        yield f"{chart(groups, name)}</section>"


def _shown(found: Trends) -> Sequence[Group]:
    if len(found.groups) <= _MOST_ROWS:
        return found.groups
    if found.by == By.WEEK:
        return found.groups[-_MOST_ROWS:]
    kept = {g.key for g in sorted(found.groups, key=lambda g: -g.calls)[:_MOST_ROWS]}
    return [group for group in found.groups if group.key in kept]


def _table(title: str, groups: Sequence[Group], found: Trends) -> Iterator[str]:
    yield f"<section><h2>{_safe(title)}</h2><table><thead><tr><th>Figure</th><th>Value</th>"
    yield "<th>95 % interval</th><th>Calls</th></tr></thead><tbody>"
    for group in groups:
        for figure in group.figures.values():
            yield _row([figure.title, *_numbers(figure)], few=figure.few)
    yield "</tbody></table></section>"


def _groups(found: Trends) -> Iterator[str]:
    yield f"<h2>By {found.by}</h2>"
    for name, whole in found.overall.figures.items():
        yield f"<details><summary>{_safe(whole.title)}</summary><table><thead><tr>"
        yield f"<th>{_WORD[found.by]}</th><th>Value</th><th>95 % interval</th><th>Calls</th>"
        yield "</tr></thead><tbody>"
        for group in found.groups:
            figure = group.figures[name]
            yield _row([group.title, *_numbers(figure)], few=figure.few)
        yield "</tbody></table></details>"


def _numbers(figure: Figure) -> list[str]:
    low, high = said(figure.low, figure.is_share), said(figure.high, figure.is_share)
    interval = "" if figure.low is None else f"{low} to {high}"
    return [said(figure.value, figure.is_share), interval, f"{figure.calls:,}"]


def _after_steps(steps: Sequence[AfterStep]) -> Iterator[str]:
    if not steps:
        return
    yield "<section><h2>What followed a step</h2>"
    yield (
        "<p>The customer's sentence before the step was angry; this compares it with the next one."
        " Anger also falls by itself: the row without a step says how often. Steps are not taken"
        " by lot, so these are counts and no proof of an effect.</p>"
    )
    yield "<table><thead><tr><th>Step</th><th>Less anger</th><th>The same</th><th>More</th>"
    yield "<th>Share with less</th><th>95 % interval</th></tr></thead><tbody>"
    for one in steps:
        title = "No step (to compare)" if one.step == NO_STEP else one.title
        interval = f"{said(one.low, True)} to {said(one.high, True)}"
        counts = [str(one.less), str(one.same), str(one.more)]
        yield _row([title, *counts, said(one.share_less, True), interval], few=one.calls < FEW)
    yield "</tbody></table></section>"


def _terms(title: str, terms: Sequence[Term], told: int) -> Iterator[str]:
    if not terms:
        return
    yield f"<section><h2>{_safe(title)}</h2><p>Words that at least two calls share, of {told:,}"
    yield " calls that say it. A word is no diagnosis: open the calls before acting on one.</p>"
    yield "<table><thead><tr><th>Word</th><th>Calls</th><th>Share</th><th>95 % interval</th></tr>"
    yield "</thead><tbody>"
    for term in terms:
        interval = f"{said(term.low, True)} to {said(term.high, True)}"
        yield _row([term.word, f"{term.calls:,}", said(term.share, True), interval])
    yield "</tbody></table></section>"


def _outcomes(found: Trends) -> Iterator[str]:
    if found.outcomes:
        yield "<section><h2>Outcomes</h2><table><thead><tr><th>Outcome</th><th>Calls</th></tr>"
        yield "</thead><tbody>"
        for _, title, calls in found.outcomes:
            yield _row([title, f"{calls:,}"])
        yield "</tbody></table></section>"


def _calls(found: Trends, store: Store) -> Iterator[str]:
    yield "<h2>The calls behind</h2>"
    for name in _LED_TO:
        ids = found.behind(store, name)
        if ids:
            title = _safe(found.overall.figures[name].title)
            more = f" (the latest {_MOST_CALLS})" if len(ids) > _MOST_CALLS else ""
            yield f"<details><summary>{title}: {len(ids):,} calls{more}</summary><p>"
            yield " ".join(f"<code>{_safe(one)}</code>" for one in ids[:_MOST_CALLS])
            yield "</p></details>"


def _row(cells: Sequence[str], *, few: bool = False) -> str:
    inner = "".join(f"<td>{_safe(cell)}</td>" for cell in cells)
    return f'<tr class="few">{inner}</tr>' if few else f"<tr>{inner}</tr>"


def _safe(text: str) -> str:
    return html.escape(text)
