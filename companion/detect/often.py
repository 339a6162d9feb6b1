"""Rules that count only when they come again: `count` and `within_s` of the packs."""

from __future__ import annotations

from collections.abc import Sequence

from companion.call import Call
from companion.detect.recent import last_said
from companion.detect.rules import Engine, Hit
from companion.events import Speaker
from companion.language import read

_LOOKED_BACK = 200
"""Sentences of the speaker in which earlier occurrences are looked for."""


def often_enough(
    engine: Engine,
    hits: Sequence[Hit],
    call: Call,
    said: tuple[Speaker, float, int | None],
) -> tuple[Hit, ...]:
    """The hits whose rule has held for as many sentences of the call as it asks for.

    `said`: who says these words, at which second, and their place in the log (None: a partial).
    """
    return tuple(
        hit
        for hit in hits
        if hit.rule.count <= 1 or _times(engine, hit, call, said) >= hit.rule.count
    )


def _times(engine: Engine, hit: Hit, call: Call, said: tuple[Speaker, float, int | None]) -> int:
    speaker, at, utterance = said
    since = float("-inf") if hit.rule.within_s is None else at - hit.rule.within_s
    earlier = last_said(call, speaker, _LOOKED_BACK, before=utterance)
    return 1 + sum(
        any(one.rule is hit.rule for one in engine.hits(read(heard.text), hit.rule.party))
        for heard in earlier
        if heard.end >= since
    )
