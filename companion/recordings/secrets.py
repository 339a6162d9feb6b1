"""Where in a call's sound a card number, or another masked datum, was spoken.

The text masks exact words; a recogniser's word times are good to some tenths of a second, digits
go unheard, and a loudspeaker carries a voice to the other side. So the sound is silenced on both
sides, wider than the words, together with the digits that were read out around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from companion.events import UtteranceHeard, Word
from companion.language.digit_runs import plain_words, runs
from companion.language.redact import LABELS, masked_spans

PAD_S = 0.4
"""How much wider than its words a span is, on both ends."""
NEAR_S = 15.0
"""Digits so close to a masked number may be a part of it: the first of its groups, a repetition."""
_BRIDGE_S = 2.0
"""Between two spans that are closer, digits went unheard rather than that something was said."""
_DIGITS = 2
"""So many digits in a row are a number."""

Span = tuple[float, float]


def secret_spans(utterances: Sequence[UtteranceHeard]) -> list[Span]:
    """The seconds of call time that no recording may hold, in order, none touching another."""
    masked = [span for heard in utterances for span in _masked(heard)]
    if not masked:
        return []
    around = [
        (start, end)
        for heard in utterances
        for start, end in _digits(heard)
        if any(start < until + NEAR_S and end > since - NEAR_S for since, until in masked)
    ]
    return _joined((start - PAD_S, end + PAD_S) for start, end in (*masked, *around))


def _masked(heard: UtteranceHeard) -> list[Span]:
    if heard.words:
        return masked_spans(heard.words)
    return [(heard.start, heard.end)] if any(label in heard.text for label in LABELS) else []


def _digits(heard: UtteranceHeard) -> list[Span]:
    """Numbers of some length that were read out, masked or not."""
    words: tuple[Word, ...] = heard.words
    return [
        (words[run.start].start, words[run.end - 1].end)
        for run in runs(plain_words([word.text for word in words]), eagerly=True)
        if len(run.digits) >= _DIGITS
    ]


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        start = max(0.0, start)
        if joined and start - joined[-1][1] < _BRIDGE_S:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
