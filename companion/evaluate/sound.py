"""What is lost through sound: words misheard, threats no longer found, seconds until an alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from companion.evaluate.audio import HeardCall
from companion.evaluate.score import Report

_THREAT = "any threat"


@dataclass(frozen=True, slots=True)
class SoundReport:
    """Shares are None where nothing could be measured; delays in seconds of call audio."""

    words: int
    word_error_rate: float | None
    read_recall: float | None
    """Recall of threats in the text that was spoken ..."""
    heard_recall: float | None
    """... and in its sound."""
    alerts: int
    delay_p50: float | None
    """From the end of an alert's phrase to the alert."""
    delay_p95: float | None

    @property
    def recall_lost(self) -> float | None:
        if self.read_recall is None or self.heard_recall is None:
            return None
        return self.read_recall - self.heard_recall


def score_sound(heard: Sequence[HeardCall], from_sound: Report, from_text: Report) -> SoundReport:
    """The reports are of the same calls, from their sound and from the text that was spoken."""
    words = sum(call.words for call in heard)
    delays = [delay for call in heard for delay in call.delays]
    p50, p95 = np.percentile(delays, [50, 95]).tolist() if delays else (None, None)
    return SoundReport(
        words=words,
        word_error_rate=sum(call.errors for call in heard) / words if words else None,
        read_recall=_threat_recall(from_text),
        heard_recall=_threat_recall(from_sound),
        alerts=len(delays),
        delay_p50=p50,
        delay_p95=p95,
    )


def sound_lines(report: SoundReport) -> Iterator[str]:
    """For people, in the form of the table of the labels."""
    yield f"word error rate                      {_text(report.word_error_rate)}"
    yield (
        f"recall of threats, text and sound    {_text(report.read_recall)} and "
        f"{_text(report.heard_recall)}, lost {_text(report.recall_lost)}"
    )
    yield (
        f"phrase end to alert, seconds         p50 {_text(report.delay_p50)}, "
        f"p95 {_text(report.delay_p95)} ({report.alerts} alerts)"
    )


def sound_json(report: SoundReport) -> dict[str, Any]:
    return {
        "words": report.words,
        "word_error_rate": report.word_error_rate,
        "threat_recall_text": report.read_recall,
        "threat_recall_sound": report.heard_recall,
        "threat_recall_lost": report.recall_lost,
        "alerts": report.alerts,
        "alert_delay_s": {"p50": report.delay_p50, "p95": report.delay_p95},
    }


def _threat_recall(report: Report) -> float | None:
    return next(row.recall.value for row in report.labels if row.label.name == _THREAT)


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
