"""One figure over several groups, drawn as dots with their intervals: plain SVG, no script.

A dot is the value, its bar the 95 per cent interval; a hollow dot says that few calls are behind
it. Colours are the page's: the drawing only names classes.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence

import svg

from companion.review.trends import Figure, Group

_WIDTH, _ROW, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 22, 170, 64, 8, 28
_TICKS = 5
_LONGEST_LABEL = 24


def chart(groups: Sequence[Group], name: str) -> str:
    """The chart of a figure as an `<svg>` element. ValueError where no group knows it."""
    figures = [group.figures[name] for group in groups]
    drawn = _Chart(figures, len(groups))
    parts: list[svg.Element] = list(drawn.axis())
    for row, (group, figure) in enumerate(zip(groups, figures, strict=True)):
        parts += drawn.row(row, group.title, figure)
    height = _TOP + _ROW * len(groups) + _BOTTOM
    title = html.escape(f"{figures[0].title}: {len(groups)} rows, the table below has the numbers")
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, _WIDTH, height),
        class_=["chart"],
        elements=parts,
        extra={"role": "img", "aria-label": title},
    )
    return drawing.as_str()


class _Chart:
    """Scales of a chart: `low` to `high` along, a row a group down."""

    def __init__(self, figures: Sequence[Figure], rows: int) -> None:
        known = [figure for figure in figures if figure.value is not None]
        if not known:
            raise ValueError("there is nothing to draw")
        self.is_share = known[0].is_share
        ends = [_end(figure) for figure in known]
        self.ticks = _ticks(1.0 if self.is_share and max(ends) > 0.5 else max(ends))
        self.rows = rows

    def x(self, value: float) -> float:
        """Where a value stands; intervals below nought, or beyond the scale, end at its edge."""
        share = min(1.0, max(0.0, value / self.ticks[-1]))
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def axis(self) -> Iterator[svg.Element]:
        bottom = _TOP + _ROW * self.rows
        for tick in self.ticks:
            x = self.x(tick)
            yield svg.Line(x1=x, x2=x, y1=_TOP, y2=bottom, class_=["grid"])
            yield _text(x, bottom + 16, said(tick, self.is_share), "tick")

    def row(self, row: int, title: str, figure: Figure) -> Iterator[svg.Element]:
        y = _TOP + _ROW * row + _ROW / 2
        yield _text(_LEFT - 10, y + 4, _short(title), "label")
        if figure.value is None:
            yield _text(_LEFT + 6, y + 4, "not known", "note")
            return
        if figure.low is not None and figure.high is not None:
            low, high = self.x(figure.low), self.x(figure.high)
            yield svg.Line(x1=low, x2=high, y1=y, y2=y, class_=["interval"])
        kind = "few" if figure.few else "dot"
        yield svg.Circle(cx=self.x(figure.value), cy=y, r=4.5, class_=[kind])
        yield _text(_WIDTH - _RIGHT + 10, y + 4, f"n = {figure.calls:,}", "count")


def said(value: float | None, is_share: bool) -> str:
    """A value as people read it: a share in per cent, an average with a digit or two."""
    if value is None:
        return "–"  # noqa: RUF001 - a dash stands for no value
    if is_share:
        return f"{value * 100:.0f} %"
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 10 else f"{value:.0f}"


def _end(figure: Figure) -> float:
    """How far the scale must reach: to the interval's end, unless that is far out for few calls."""
    assert figure.value is not None
    reach = figure.value if figure.high is None else figure.high
    return figure.value * 1.1 if figure.few else reach


def _ticks(highest: float) -> list[float]:
    """From nought in round steps (1, 2, 2.5 or 5 of a power of ten) to at least this."""
    rough = max(highest, 1e-6) / (_TICKS - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough)
    return [step * n for n in range(math.ceil(max(highest, 1e-6) / step) + 1)]


def _text(x: float, y: float, text: str, kind: str) -> svg.Element:
    return svg.Text(x=x, y=y, text=html.escape(text), class_=[kind])


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_LABEL else f"{title[: _LONGEST_LABEL - 1]}…"
