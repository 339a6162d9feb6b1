"""Keeps the customer's words out of the agent's mouth where the microphone hears the customer, too.

The rule (decision 0009): the recogniser hears the agent's side without what is known as echo; and
of what it then understood, the words whose sound was nearly all echo are dropped. What the agent
said while the customer spoke stays. The sound itself, as it is recorded and played, is untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TypeVar

import numpy as np

from companion.audio.block import RATE, Block
from companion.audio.echo import EchoPath
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    EchoDropped,
    EchoHeard,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)

OWN_SHARE = 0.15
"""Words of which less is the side's own are an echo. Of echoes alone 0.02 is left; a voice that is
as loud as its echo has half."""
_BESIDE_S = 0.3
"""A word is judged together with neighbours that lie so close: one alone is too short."""
_SAME_DELAY_S = 0.003
_SAME_DB = 1.0
_SAME_SHARE = 0.02
_SAME_S = 5.0
"""Both sides are the same sound where for so long nothing else was heard on either, at one level
and at one time. Sound that went through a room is never that like."""
_SAME_POWER = 50 * 10**-5.8
"""A second of faint speech, as the path sums it up."""

Tell = Callable[[AnyEvent | OutsideError], None]
Anything = TypeVar("Anything")


class EchoGuard:
    """Listens to every block on the pump's thread, and sifts what was understood on any thread.

    `tell` hears of an echo once for each time that one begins.
    """

    def __init__(self, channels: Sequence[Speaker], tell: Tell) -> None:
        self._channels = tuple(channels)
        self._tell = tell
        self._path = EchoPath()
        self._told = False
        self._same = False

    @property
    def at_work(self) -> bool:
        """Whether there are two sides that could be told apart."""
        return {Speaker.AGENT, Speaker.CUSTOMER} <= set(self._channels)

    def __call__(self, block: Block) -> Block:
        """What the recogniser should hear: the block without the echo."""
        if not self.at_work:
            return block
        agent = self._channels.index(Speaker.AGENT)
        customer = self._channels.index(Speaker.CUSTOMER)
        sound = block.pcm / 32768.0
        mine = self._path.take(block.first_frame, sound[:, customer], sound[:, agent])
        self._say(block.end_frame / RATE)
        if mine is None:
            return block
        pcm = block.pcm.copy()
        pcm[:, agent] = np.clip(mine * 32768.0, -32768, 32767).astype(np.int16)
        return Block(block.first_frame, pcm)

    def sift(self, heard: Anything) -> Iterator[Anything | UtteranceHeard | Partial | EchoDropped]:
        """What becomes of something that was understood; everything else passes as it is."""
        match heard:
            case UtteranceHeard(speaker=Speaker.AGENT):
                yield from self._sifted(heard)
            case UtteranceHeard(speaker=Speaker.CUSTOMER) | Partial(speaker=Speaker.CUSTOMER):
                # Nobody is blamed for words where nobody can tell who said them.
                yield replace(heard, speaker=Speaker.UNKNOWN) if self._same else heard
            case Partial(speaker=Speaker.AGENT):
                own = self._path.own.between(heard.start, heard.at)
                yield heard if own >= OWN_SHARE else replace(heard, text="")
            case _:
                yield heard

    def _sifted(self, heard: UtteranceHeard) -> Iterator[UtteranceHeard | Partial | EchoDropped]:
        if not heard.words:
            own = self._path.own.between(heard.start, heard.end) >= OWN_SHARE
            yield from [heard] if own else _dropped(heard, heard.start, heard.end, heard.text)
            return
        judged = list(zip(heard.words, self._are_own(heard.words), strict=True))
        mine = tuple(word for word, own in judged if own)
        if len(mine) == len(judged):
            yield heard
            return
        for own, run in groupby(judged, key=lambda pair: pair[1]):
            if not own:
                words = [word for word, _ in run]
                text = " ".join(word.text for word in words)
                yield from _dropped(heard, words[0].start, words[-1].end, text, wipe=not mine)
        if mine:
            yield replace(
                heard,
                start=mine[0].start,
                end=mine[-1].end,
                text=" ".join(word.text for word in mine),
                confidence=round(sum(word.confidence for word in mine) / len(mine), 3),
                words=mine,
            )

    def _are_own(self, words: Sequence[Word]) -> list[bool]:
        near = [b.start - a.end < _BESIDE_S for a, b in pairwise(words)]
        shares = [
            self._path.own.between(
                words[at - 1 if at and near[at - 1] else at].start,
                words[at + 1 if at < len(near) and near[at] else at].end,
            )
            for at in range(len(words))
        ]
        return [share >= OWN_SHARE for share in shares]

    def _say(self, at: float) -> None:
        path = self._path
        if path.on and not self._told:
            self._tell(
                EchoHeard(
                    at=at,
                    speaker=Speaker.AGENT,
                    delay_s=round(path.delay_s, 3),
                    below_db=path.below_db,
                )
            )
            self._tell(
                OutsideError(
                    "The agent's microphone hears the customer as well.",
                    "Their words are kept apart; a headset would end it.",
                )
            )
        self._told = path.on
        same = self._is_same(at)
        if same and not self._same:
            self._tell(
                OutsideError(
                    "Both sides hear the same sound, so nobody can tell who speaks.",
                    "Choose another device for one of them.",
                )
            )
        self._same = same

    def _is_same(self, at: float) -> bool:
        path = self._path
        alike = abs(path.delay_s) < _SAME_DELAY_S and abs(path.below_db) < _SAME_DB
        if not path.on or not alike:
            return False
        own, everything = path.own.powers(max(0.0, at - _SAME_S), at)
        if everything < _SAME_POWER:
            return self._same  # nobody speaks: nothing new is known
        return own < _SAME_SHARE * everything


def _dropped(
    heard: UtteranceHeard, start: float, end: float, text: str, *, wipe: bool = True
) -> Iterator[EchoDropped | Partial]:
    yield EchoDropped(at=heard.at, speaker=heard.speaker, start=start, end=end, text=text)
    if wipe:  # the partial text that was shown before
        yield Partial(at=heard.at, speaker=heard.speaker, start=heard.at, text="")
