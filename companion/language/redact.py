"""Card numbers, security codes and expiry dates are masked before anything is written or shown.

    redactor = Redactor()                  # one a call: it remembers what each side began to read
    heard = redactor.mask(heard)           # before the log, the store and the listeners see it
    heard.text                             # "it's [card number] and the code is [security code]"

A number is masked where it passes for a card's (issuer, length, check digit), also spoken digit by
digit or in groups, and across two sentences of the same speaker; and where the words before it
announced it, even when the recogniser lost a digit. The last four digits, order and telephone
numbers, amounts and dates stay. Other personal data is masked on request:

    Redactor(also=(Personal.PHONE, Personal.EMAIL))

What is masked keeps its times, for the recording to be silenced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from companion.events import (
    AnyEvent,
    EchoDropped,
    MarkPlaced,
    NoteWritten,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.language.card_talk import CARD, CODE, EXPIRY, CardTalk, secrets
from companion.language.digit_runs import Mask, plain_words
from companion.language.personal import Personal, personal

LABELS = (CARD, CODE, EXPIRY, *(kind.label for kind in Personal))
"""What stands in a text for what was masked."""
_WORD = re.compile(r"\S+")

Happened = TypeVar("Happened", bound=AnyEvent | Partial)


class Redactor:
    """Masks what happens in one call, in its order. Belongs to one thread.

    Card data always; the kinds of personal data in `also` as well.
    """

    def __init__(self, also: Collection[Personal] = ()) -> None:
        self._also = frozenset(also)
        self._talk = CardTalk()
        self._asked: Personal | None = None

    def mask(self, happened: Happened) -> Happened:
        """The same with secret numbers masked. A partial leaves no trace in what is remembered."""
        match happened:
            case UtteranceHeard():
                words = self._masked_words(happened)
                text, self._talk, self._asked = self._masked(happened.text, happened.speaker)
                return replace(happened, text=text, words=words)
            case Partial():
                return replace(happened, text=self._masked(happened.text, happened.speaker)[0])
            case EchoDropped():
                # The other side's words: masked as theirs, and remembered where theirs are heard.
                text = self._masked(happened.text, _other(happened.speaker))[0]
                return replace(happened, text=text)
            case NoteWritten():
                return replace(happened, text=masked_text(happened.text, self._also))
            case MarkPlaced():
                return replace(happened, label=masked_text(happened.label, self._also))
            case _:
                return happened

    def _masked(self, text: str, speaker: Speaker) -> tuple[str, CardTalk, Personal | None]:
        spots = [found.span() for found in _WORD.finditer(text)]
        masks, talk, asked = self._look([text[start:end] for start, end in spots], speaker)
        pieces, at = [], 0
        for mask in masks:
            pieces += [text[at : spots[mask.start][0]], mask.label]
            at = spots[mask.end - 1][1]
        return "".join([*pieces, text[at:]]), talk, asked

    def _masked_words(self, heard: UtteranceHeard) -> tuple[Word, ...]:
        masks, _, _ = self._look([word.text for word in heard.words], heard.speaker)
        masked: list[Word] = []
        at = 0
        for mask in masks:
            masked += heard.words[at : mask.start]
            masked += _label_words(mask.label, heard.words[mask.start : mask.end])
            at = mask.end
        return (*masked, *heard.words[at:])

    def _look(
        self, words: Sequence[str], speaker: Speaker
    ) -> tuple[list[Mask], CardTalk, Personal | None]:
        """What is to be masked in these words, and what is to be remembered of them."""
        texts = plain_words(words)
        masks, talk = secrets(texts, speaker, self._talk)
        if not self._also:
            return masks, talk, None
        found, asked = personal(words, texts, self._asked)
        hidden = {at for mask in masks for at in range(mask.start, mask.end)}
        masks += [
            mask.of
            for mask in found
            if mask.kind in self._also and hidden.isdisjoint(range(mask.of.start, mask.of.end))
        ]
        return sorted(masks, key=lambda mask: mask.start), talk, asked


def _other(side: Speaker) -> Speaker:
    return Speaker.CUSTOMER if side is Speaker.AGENT else Speaker.AGENT


def masked_text(text: str, also: Collection[Personal] = ()) -> str:
    """A text that stands by itself, such as a typed note, with secret numbers masked."""
    glimpse = Partial(at=0.0, speaker=Speaker.UNKNOWN, start=0.0, text=text)
    return Redactor(also).mask(glimpse).text


def masked_spans(words: Iterable[Word]) -> list[tuple[float, float]]:
    """Where in the call the masked words were spoken, in seconds, for the sound to be silenced."""
    labels = {part for label in LABELS for part in label.split()}
    return [(word.start, word.end) for word in words if word.text in labels]


def _label_words(label: str, hidden: Sequence[Word]) -> list[Word]:
    """The words of the label over the time of what it hides, so that text and words agree."""
    parts = label.split()
    start, end = hidden[0].start, hidden[-1].end
    edges = [start + (end - start) * index / len(parts) for index in range(len(parts) + 1)]
    confidence = min(word.confidence for word in hidden)
    return [
        Word(part, begin, until, confidence)
        for part, (begin, until) in zip(parts, pairwise(edges), strict=True)
    ]
