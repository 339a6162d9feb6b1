"""Paints a call's lanes: both sides' sound, anger, alerts, steps, talk-over, silences, comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from companion.audio.block import RATE
from companion.events import Category
from companion.lanes import Lanes, Moment, Stretch
from companion.recordings.peaks import STEP, Peaks
from ui import words
from ui.look import Look, painted_icon
from ui.review.wave_scale import WaveScale

STEPS_A_SECOND = RATE / STEP

_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_TICK_ROOM = 18
"""Grid steps between two times on the ruler, at least."""

_FULL_SCALE = 32768
_USUAL = 99.5
"""Per cent of the sound that is not too loud for its lane."""
_MOST_LIFT = 20.0
"""A quiet recording is drawn so much higher at most; silence stays a line."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Band:
    """A lane's place: its name, and its top and height in pixels."""

    key: str
    name: str
    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def bands(look: Look) -> list[Band]:
    """The lanes from top to bottom, under a ruler."""
    translate = QCoreApplication.translate
    steps = (
        ("agent", translate("waveform", "Agent"), 10.0),
        ("customer", translate("waveform", "Customer"), 10.0),
        ("anger", translate("waveform", "Anger"), 5.0),
        ("talk", translate("waveform", "Overlap, silence"), 4.0),
        ("alerts", translate("waveform", "Alerts"), 5.0),
        ("steps", translate("waveform", "Steps"), 5.0),
        ("marks", translate("waveform", "Marks, comments"), 5.0),
    )
    top = ruler_height(look)
    made = []
    for key, name, height in steps:
        made.append(Band(key, name, top, look.u(height)))
        top += look.u(height) + look.u(0.5)
    return made


def ruler_height(look: Look) -> int:
    return QFontMetrics(look.font(0.85)).height() + look.u(1)


def names_width(look: Look) -> int:
    metrics = QFontMetrics(look.font(0.85))
    return max(metrics.horizontalAdvance(band.name) for band in bands(look)) + look.u(5)


class WavePainter:
    """Paints what does not move: all but the place that is played."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._full = float(_FULL_SCALE)

    def fit(self, peaks: Peaks) -> None:
        """Let all but the loudest moments of this sound fill their lanes."""
        loud = np.abs(peaks.astype(np.int32)).max(axis=(1, 2))
        usual = np.percentile(loud, _USUAL) if len(loud) else 0.0
        self._full = float(max(usual, _FULL_SCALE / _MOST_LIFT))

    def paint(self, painter: QPainter, scale: WaveScale, lanes: Lanes, peaks: Peaks | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        placed = {band.key: band for band in bands(self._look)}
        self._names(painter, scale)
        self._grounds(painter, scale, placed.values())
        self._ruler(painter, scale, placed["marks"].bottom)
        self._voices(painter, scale, lanes, placed, peaks)
        self._anger(painter, scale, lanes, placed["anger"])
        self._talk(painter, scale, lanes, placed["talk"])
        for key in ICON_LANES:
            self._icons(painter, scale, placed[key], on_lane(lanes, key))

    def _names(self, painter: QPainter, scale: WaveScale) -> None:
        look = self._look
        painter.setFont(look.font(0.85))
        painter.setPen(look.colour("text_muted"))
        for band in bands(look):
            room = QRectF(0, band.top, scale.left - look.u(2), band.height)
            painter.drawText(room, _RIGHT, band.name)

    def _grounds(self, painter: QPainter, scale: WaveScale, placed: Iterable[Band]) -> None:
        ground = self._look.colour("window")
        for band in placed:
            painter.fillRect(QRectF(scale.left, band.top, scale.room, band.height), ground)

    def _ruler(self, painter: QPainter, scale: WaveScale, bottom: int) -> None:
        look = self._look
        painter.setFont(look.font(0.85))
        metrics = QFontMetrics(painter.font())
        least = look.u(_TICK_ROOM) / scale.per_second
        step = next((tick for tick in _TICKS_S if tick >= least), _TICKS_S[-1])
        second = int(scale.first // step) * step
        while second <= scale.last:
            x = scale.x(second)
            if x >= scale.left:
                painter.setPen(QPen(look.colour("line"), 1))
                painter.drawLine(QPointF(x, ruler_height(look)), QPointF(x, bottom))
                painter.setPen(look.colour("text_dim"))
                text = words.clock(second)
                width = metrics.horizontalAdvance(text) + 2
                left = min(max(x - width / 2, scale.left), scale.left + scale.room - width)
                painter.drawText(QRectF(left, 0, width, metrics.height()), text)
            second += step

    def _voices(
        self,
        painter: QPainter,
        scale: WaveScale,
        lanes: Lanes,
        placed: dict[str, Band],
        peaks: Peaks | None,
    ) -> None:
        sides = (("agent", lanes.agent, 0), ("customer", lanes.customer, 1))
        for key, spoken, column in sides:
            band = placed[key]
            for start, end in within(spoken, scale):
                self._block(painter, scale, band, (start, end), self._look.soft(key))
            if peaks is not None:
                painter.setPen(QPen(self._look.colour(key), 1))
                painter.drawLines(outline(scale, band, peaks[:, column], self._full))
        for start, end in within(lanes.unknown, scale):  # whose it is nobody can tell
            for key in ("agent", "customer"):
                ground = self._look.colour("pressed")
                self._block(painter, scale, placed[key], (start, end), ground)

    def _anger(self, painter: QPainter, scale: WaveScale, lanes: Lanes, band: Band) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for heat in lanes.anger:
            if heat.end < scale.first or heat.start > scale.last:
                continue
            height = band.height * (heat.level + 1) / words.LEVELS
            left = max(scale.x(heat.start), scale.left)
            width = max(2.0, min(scale.x(heat.end), scale.left + scale.room) - left)
            painter.setBrush(self._look.colour(f"anger_{heat.level}"))
            painter.drawRect(QRectF(left, band.bottom - height, width, height))

    def _talk(self, painter: QPainter, scale: WaveScale, lanes: Lanes, band: Band) -> None:
        """Talk-over is hatched, dead air is a low line, a pause is a bar: not by colour alone."""
        look = self._look
        for span in within(lanes.pauses, scale):
            self._block(painter, scale, band, span, look.colour("line_strong"))
        low = Band(band.key, band.name, band.bottom - look.u(1), look.u(1))
        for span in within(lanes.dead_air, scale):
            self._block(painter, scale, low, span, look.colour("unknown"))
        hatched = QBrush(look.colour("warning"), Qt.BrushStyle.BDiagPattern)
        for span in within(lanes.overlap, scale):
            self._block(painter, scale, band, span, hatched)

    def _block(
        self,
        painter: QPainter,
        scale: WaveScale,
        band: Band,
        span: Stretch,
        ground: QColor | QBrush,
    ) -> None:
        left = max(scale.x(span[0]), scale.left)
        right = min(scale.x(span[1]), scale.left + scale.room)
        painter.fillRect(QRectF(left, band.top, max(1.0, right - left), band.height), ground)

    def _icons(
        self, painter: QPainter, scale: WaveScale, band: Band, things: Sequence[Thing]
    ) -> None:
        """An icon for each that has room; the others are a line, for one to come closer."""
        look, size = self._look, self._look.u(4)
        free = scale.left
        for thing in things:
            moment = thing.moment
            if not scale.first <= moment.at <= scale.last:
                continue
            x = scale.x(moment.at)
            name, role = sign(thing)
            painter.setPen(QPen(look.colour(role), 1.5))
            painter.drawLine(QPointF(x, band.top), QPointF(x, band.bottom))
            left = min(x + 1, scale.left + scale.room - size)
            if left >= free:
                painted_icon(painter, look, (left, band.middle - size / 2), name, role, size)
                free = left + size


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that an icon stands for. `kind` is alert, step, mark or comment."""

    kind: str
    moment: Moment


ICON_LANES = ("alerts", "steps", "marks")


def on_lane(lanes: Lanes, key: str) -> list[Thing]:
    """What stands on one of the lanes with icons, in the order of time."""
    if key == "alerts":
        return [Thing("alert", moment) for moment in lanes.alerts]
    if key == "steps":
        return [Thing("step", moment) for moment in lanes.steps]
    both = [Thing("mark", moment) for moment in lanes.marks]
    both += [Thing("comment", moment) for moment in lanes.comments]
    return sorted(both, key=lambda thing: thing.moment.at)


_SIGNS = {"step": ("check", "good"), "mark": ("mark", "accent"), "comment": ("comment", "accent")}


def sign(thing: Thing) -> tuple[str, str]:
    """The icon and the colour role of something on a lane."""
    if thing.kind == "alert":
        return thing.moment.name, thing.moment.name
    return _SIGNS[thing.kind]


def told(thing: Thing) -> str:
    """What a tip says of something on a lane."""
    translate = QCoreApplication.translate
    name = thing.moment.name
    if thing.kind == "alert":
        what = words.category_name(Category(name))
    elif thing.kind == "step":
        what = translate("waveform", "Step: {name}").format(name=name.replace("_", " "))
    else:
        what = name or translate("waveform", "Marked by the agent")
    return f"{words.clock(thing.moment.at)}  {what}"


def within(spans: Sequence[Stretch], scale: WaveScale) -> list[Stretch]:
    """The stretches that are in sight, at least in part."""
    return [span for span in spans if span[1] >= scale.first and span[0] <= scale.last]


def outline(scale: WaveScale, band: Band, side: Peaks, full: float) -> list[QLineF]:
    """One side's sound as a line a pixel, from its lowest to its highest sample there.

    A sample of `full` reaches the edge of the lane.
    """
    edges = np.linspace(scale.first, scale.last, int(scale.room) + 1) * STEPS_A_SECOND
    starts = np.floor(edges[:-1]).astype(int)
    inside = int(np.searchsorted(starts, len(side)))
    if inside == 0:
        return []
    bounded = side[: max(int(edges[inside]), int(starts[inside - 1]) + 1)]
    lows = np.minimum.reduceat(bounded[:, 0], starts[:inside])
    highs = np.maximum.reduceat(bounded[:, 1], starts[:inside])
    half = band.height / 2 - 1
    tops = band.middle - np.maximum(highs / full * half, 0.5).clip(max=half)
    bottoms = band.middle - np.minimum(lows / full * half, -0.5).clip(min=-half)
    left = round(scale.left) + 0.5
    return [
        QLineF(left + n, top, left + n, bottom)
        for n, (top, bottom) in enumerate(zip(tops.tolist(), bottoms.tolist(), strict=True))
    ]
