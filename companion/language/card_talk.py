"""What is said of payment cards in a call: which numbers are awaited, and which are secret."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from companion.events import Speaker
from companion.language.card_numbers import (
    LONGEST,
    SHORTEST,
    USUAL,
    almost_a_card,
    card_at,
    is_card_number,
    may_begin_a_card,
)
from companion.language.date_tokens import MONTHS
from companion.language.digit_runs import Mask, Run, is_pause, runs
from companion.language.redact_cues import Cue, cues

CARD = "[card number]"
CODE = "[security code]"
EXPIRY = "[expiry date]"

_SECRETS = (Cue.CARD, Cue.CODE, Cue.EXPIRY)

_PATIENCE = 6
"""Sentences of either side for which an announced number is waited for."""

_SHORT = 4
"""Words between two parts of a number that do not end it: "bear with me"."""

_FREELY_SHOWN = 8
"""First digits of a card number that say only who issued it (PCI DSS 3.4.1)."""


@dataclass(frozen=True, slots=True)
class CardTalk:
    """What has been said of cards so far. `awaited` and `talk` die away after some sentences."""

    awaited: Cue | None = None
    awaited_for: int = 0
    talk_for: int = 0
    collected: int = 0
    said: Mapping[Speaker, str] = field(default_factory=dict)
    """The digits with which each side ended its last sentence."""
    reaches_back: bool = False
    """Whether the last sentence went on with a card number that the ones before had begun."""


def secrets(texts: Sequence[str], speaker: Speaker, state: CardTalk) -> tuple[list[Mask], CardTalk]:
    """What is to be masked in a sentence of plain words, and what is to be remembered of it."""
    announced = deque(cues(texts))
    before = state.said.get(speaker, "")
    state = replace(_aged(state), reaches_back=False)
    awaited = {state.awaited, *(cue for cue, _ in announced)}
    spoken = runs(texts, eagerly=not awaited.isdisjoint(_SECRETS))
    if any(cue in (Cue.TALK, Cue.CARD) for cue, _ in announced):
        state = replace(state, talk_for=_PATIENCE)
    masks: list[Mask] = []
    for run in spoken:
        while announced and announced[0][1] <= run.start:
            state = _announced(state, announced.popleft()[0])
        goes_on = run is spoken[0] and is_pause(texts[: run.start])
        mask = _mask(texts, run, before if goes_on else "", state)
        if mask is not None:
            if goes_on and before and mask.label == CARD:
                state = replace(state, reaches_back=True)
            masks.append(mask)
            state = _collected(state, mask, run)
    for cue, _ in announced:
        state = _announced(state, cue)
    said = {**state.said, speaker: _ending(texts, spoken, before)}
    return masks, replace(state, said=said)


def _mask(texts: Sequence[str], run: Run, said: str, state: CardTalk) -> Mask | None:
    first = card_at(run, said, anywhere=state.talk_for > 0)
    if first is not None:
        start = run.start if _belongs(run, first, state) else run.chunks[first].start
        return Mask(CARD, start, run.end)
    if state.awaited is Cue.EXPIRY and (expiry := _expiry(texts, run)) is not None:
        return expiry
    if state.awaited is Cue.CODE and 3 <= len(run.digits) <= 8:
        return Mask(CODE, run.start, run.end)
    return Mask(CARD, run.start, run.end) if _suspected(run, said, state) else None


def _belongs(run: Run, first: int, state: CardTalk) -> bool:
    """Whether what comes before the card number in a run is a part of it: begun twice, or misheard.

    A single digit before it may be a word: "the visa one".
    """
    head = "".join(chunk.digits for chunk in run.chunks[:first])
    rest = "".join(chunk.digits for chunk in run.chunks[first:])
    return len(head) > 1 and (state.talk_for > 0 or rest.startswith(head))


def _suspected(run: Run, said: str, state: CardTalk) -> bool:
    """Whether the digits are a card's though they don't add up: announced, or one misheard."""
    length = len(run.digits)
    if state.awaited is Cue.CARD and (length >= 4 or (state.collected and length >= 2)):
        return True
    if state.awaited is Cue.HARMLESS:
        return False
    if state.talk_for > 0 and SHORTEST <= length <= LONGEST:
        return True
    return almost_a_card(run.digits, run.unheard) or _grows_to_a_card(said, length)


def _expiry(texts: Sequence[str], run: Run) -> Mask | None:
    """Oh four twenty eight; april twenty eight."""
    digits = run.digits
    if run.start and texts[run.start - 1] in MONTHS and len(digits) in (2, 4):
        return Mask(EXPIRY, run.start - 1, run.end)
    month = digits[: 2 - len(digits) % 2]
    if 3 <= len(digits) <= 6 and 1 <= int(month) <= 12:
        return Mask(EXPIRY, run.start, run.end)
    return None


def _grows_to_a_card(said: str, length: int) -> bool:
    """Whether groups of four, a sentence each, have become too long to be anything else."""
    in_fours = bool(said) and len(said) % 4 == 0 and may_begin_a_card(said)
    return in_fours and len(said) + length > _FREELY_SHOWN


def _aged(state: CardTalk) -> CardTalk:
    """One sentence later."""
    waits = state.awaited_for > 1
    return replace(
        state,
        awaited=state.awaited if waits else None,
        awaited_for=max(0, state.awaited_for - 1),
        talk_for=max(0, state.talk_for - 1),
    )


def _announced(state: CardTalk, cue: Cue) -> CardTalk:
    match cue:
        case Cue.TALK:
            awaited = None if state.awaited is Cue.HARMLESS else state.awaited
            return replace(state, awaited=awaited, talk_for=_PATIENCE)
        case Cue.EXPIRY if not state.talk_for:  # of a contract, an offer
            return state
        case Cue.CARD:
            state = replace(state, talk_for=_PATIENCE, collected=0)
    return replace(state, awaited=cue, awaited_for=_PATIENCE)


def _collected(state: CardTalk, mask: Mask, run: Run) -> CardTalk:
    """An announced number has come, or a part of it."""
    if mask.label != CARD:
        return replace(state, awaited=None, talk_for=_PATIENCE)
    collected = state.collected + len(run.digits)
    if collected >= max(USUAL):  # no more are waited for
        return replace(state, awaited=None, talk_for=_PATIENCE, collected=0)
    return replace(state, awaited_for=_PATIENCE, talk_for=_PATIENCE, collected=collected)


def _ending(texts: Sequence[str], spoken: Sequence[Run], said: str) -> str:
    """The digits that the same speaker's next sentence may go on from."""
    if not spoken:
        return said if len(texts) <= _SHORT else ""
    last = spoken[-1]
    if not is_pause(texts[last.end :]):
        return ""
    whole = (
        said + last.digits if len(spoken) == 1 and is_pause(texts[: last.start]) else last.digits
    )
    return "" if len(whole) > LONGEST or is_card_number(whole) else whole
