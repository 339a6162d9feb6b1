"""Card numbers, security codes and expiry dates are masked before anything is written or shown.

    redactor = Redactor()                  # one a call: it remembers what each side began to read
    heard = redactor.mask(heard)           # before the log, the store and the listeners see it
    heard.text                             # "it's [card number] and the code is [security code]"

A number is masked where it passes for a card's (issuer, length, check digit), also spoken digit by
digit or in groups, and across sentences of the same speaker; and where the words before it
announced it, even when the recogniser lost a digit. Where nothing announced it and it comes in
parts, the first parts are known for what they are only when the last one is heard: `late` then
gives those sentences masked, for the log to write them over. The last four digits, order and
telephone numbers, amounts and dates stay. Other personal data is masked on request:

    Redactor(also=(Personal.PHONE, Personal.EMAIL))

What is masked keeps its times, for the recording to be silenced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from companion.events import (
    AnyEvent,
    CommentWritten,
    EchoDropped,
    EvaluationAnswered,
    EvaluationSaved,
    FactKept,
    MarkPlaced,
    NoteWritten,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.language.card_talk import CARD, CODE, EXPIRY, CardTalk, secrets
from companion.language.digit_runs import Mask, plain_words, runs
from companion.language.personal import Personal, personal
from companion.settings import settings_for_call

LABELS = (CARD, CODE, EXPIRY, *(kind.label for kind in Personal))
"""What stands in a text for what was masked."""
_QUOTING = ("phrase", "evidence", "heard", "because")
"""Fields of events in which words of the call are quoted."""
_NAMING = ("customer", "reference")
"""Note fields that say who called."""
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
        self._begun: dict[Speaker, list[UtteranceHeard]] = {}
        self._late: list[UtteranceHeard] = []

    def mask(self, happened: Happened) -> Happened:
        """The same with secret numbers masked. A partial leaves no trace in what is remembered."""
        match happened:
            case UtteranceHeard():
                before = self._talk.said.get(happened.speaker, "")
                words = self._masked_words(happened)
                text, self._talk, self._asked = self._masked(happened.text, happened.speaker)
                shown = replace(happened, text=text, words=words)
                self._remember(shown, before)
                return shown
            case Partial() | EchoDropped():
                # Dropped are the other side's words: masked as theirs, remembered with theirs.
                side = happened.speaker
                side = _other(side) if isinstance(happened, EchoDropped) else side
                return replace(happened, text=self._masked(happened.text, side)[0])
            case NoteWritten() | CommentWritten() | EvaluationAnswered() | FactKept():
                return replace(happened, text=masked_text(happened.text, self._also))
            case EvaluationSaved():
                answers = [
                    replace(answer, comment=masked_text(answer.comment, self._also))
                    for answer in happened.answers
                ]
                return replace(happened, answers=tuple(answers))
            case MarkPlaced():
                return replace(happened, label=masked_text(happened.label, self._also))
            case _:
                return happened

    def late(self) -> list[UtteranceHeard]:
        """Earlier sentences, masked, that the last one has shown to begin a card number."""
        return self._late

    def _remember(self, shown: UtteranceHeard, before: str) -> None:
        """Which sentences of a side may have begun a number; `before` is their digits."""
        speaker = shown.speaker
        begun = self._begun.get(speaker, [])
        self._late = [_ending_masked(one) for one in begun] if self._talk.reaches_back else []
        said = self._talk.said[speaker]
        if not said:
            self._begun[speaker] = []
        elif before and said.startswith(before):
            self._begun[speaker] = [*(self._late or begun), shown]
        else:
            self._begun[speaker] = [shown]

    def _masked(self, text: str, speaker: Speaker) -> tuple[str, CardTalk, Personal | None]:
        masks, talk, asked = self._look(_WORD.findall(text), speaker)
        return _with_masks(text, masks), talk, asked

    def _masked_words(self, heard: UtteranceHeard) -> tuple[Word, ...]:
        masks, _, _ = self._look([word.text for word in heard.words], heard.speaker)
        return _words_with_masks(heard.words, masks)

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


def redactor_as_set() -> Redactor:
    """A redactor of what the settings say: cards always, personal data where a site asks."""
    return Redactor(tuple(Personal) if settings_for_call().mask_personal else ())


def redacted(entries: Iterable[AnyEvent]) -> list[AnyEvent]:
    """A whole log with all personal data masked that we know to mask, for others to learn from.

    Also in what quotes the words, and in the note's fields for name and reference.
    """
    masked = masked_log(entries, Redactor(tuple(Personal)))
    return [_without_a_name(_quotes_masked(entry)) for entry in masked]


def masked_log(entries: Iterable[AnyEvent], redactor: Redactor) -> list[AnyEvent]:
    """A whole log as `redactor` would have let it come about; it must be a fresh one."""
    shown: list[AnyEvent] = []
    for entry in entries:
        masked = redactor.mask(entry)
        late = (
            {one.seq: one for one in redactor.late()} if isinstance(masked, UtteranceHeard) else {}
        )
        shown = [late.get(one.seq, one) for one in shown] if late else shown
        shown.append(masked)
    return shown


def _without_a_name(entry: AnyEvent) -> AnyEvent:
    if isinstance(entry, NoteWritten) and entry.field in _NAMING and entry.text:
        return replace(entry, text=f"[{entry.field}]")
    return entry


def _quotes_masked(entry: AnyEvent) -> AnyEvent:
    changed: dict[str, Any] = {}
    for name in _QUOTING:
        match getattr(entry, name, None):
            case str(text):
                changed[name] = masked_text(text, tuple(Personal))
            case tuple(texts):
                changed[name] = tuple(masked_text(text, tuple(Personal)) for text in texts)
    return replace(entry, **changed) if changed else entry


def masked_text(text: str, also: Collection[Personal] = ()) -> str:
    """A text that stands by itself, such as a typed note, with secret numbers masked."""
    glimpse = Partial(at=0.0, speaker=Speaker.UNKNOWN, start=0.0, text=text)
    return Redactor(also).mask(glimpse).text


def masked_spans(words: Iterable[Word]) -> list[tuple[float, float]]:
    """Where in the call the masked words were spoken, in seconds, for the sound to be silenced."""
    labels = {part for label in LABELS for part in label.split()}
    return [(word.start, word.end) for word in words if word.text in labels]


def _with_masks(text: str, masks: Iterable[Mask]) -> str:
    spots = [found.span() for found in _WORD.finditer(text)]
    pieces, at = [], 0
    for mask in masks:
        pieces += [text[at : spots[mask.start][0]], mask.label]
        at = spots[mask.end - 1][1]
    return "".join([*pieces, text[at:]])


def _words_with_masks(words: Sequence[Word], masks: Iterable[Mask]) -> tuple[Word, ...]:
    masked: list[Word] = []
    at = 0
    for mask in masks:
        masked += words[at : mask.start]
        masked += _label_words(mask.label, words[mask.start : mask.end])
        at = mask.end
    return (*masked, *words[at:])


def _ending_masked(heard: UtteranceHeard) -> UtteranceHeard:
    """The sentence with the number masked with which it ends."""
    return replace(
        heard,
        text=_with_masks(heard.text, _last_number(_WORD.findall(heard.text))),
        words=_words_with_masks(heard.words, _last_number([word.text for word in heard.words])),
    )


def _last_number(words: Sequence[str]) -> list[Mask]:
    found = runs(plain_words(words), eagerly=True)
    return [Mask(CARD, found[-1].start, found[-1].end)] if found else []


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
