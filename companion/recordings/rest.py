"""What a call's program did not live to write down: understood afterwards, from the recording.

A program that dies takes the open sentence with it, and a recogniser that gave up left the rest of
the call unheard. The sound is there. So its last part is heard again before the recording is
encoded; the words come into the log, and a card number among them is found, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.line import LineConditioner
from companion.call import Call, step
from companion.detect import Detector
from companion.detect.table import load_detectors
from companion.events import (
    AnyEvent,
    CallEnded,
    EndReason,
    Speaker,
    UtteranceHeard,
)
from companion.language.redact import redactor_as_set
from companion.models import usable_model
from companion.recognise import Heard
from companion.recognise.supervised import SupervisedRecogniser
from companion.recordings.sound import CallSound

_LONGEST_SENTENCE_S = 25.0
"""The recogniser ends a sentence after 20 s at the latest, however fast somebody talks."""
_SETTLED_S = 0.05
"""After a sentence's last word, the rest of its sound."""

Write = Callable[[AnyEvent], AnyEvent]
"""Writes an entry into the call's log and returns it with its place there."""


def hear_rest(
    call: Call, sound: CallSound, write: Write, go_on: Callable[[], None]
) -> list[UtteranceHeard]:
    """Understand the end of the recording, write what is new into the log, and return it.

    The call's end moves to that of its sound. `go_on` is asked again and again and may raise, as
    long as nothing is written. OutsideError where there is no usable model.
    """
    assert call.ended is not None
    redactor = redactor_as_set()
    for known in call.utterances:
        redactor.mask(known)
    detectors = load_detectors()
    fresh = []
    for heard in _heard(call, sound, go_on):
        entry = write(redactor.mask(heard))
        assert isinstance(entry, UtteranceHeard)
        fresh.append(entry)
        call = _looked(step(call, entry), entry, detectors, write)
    write(CallEnded(at=max(sound.end, call.ended.at if call.ended else 0.0), reason=_reason(call)))
    return fresh


def _reason(call: Call) -> EndReason:
    return call.ended.reason if call.ended is not None else EndReason.INTERRUPTED


def _looked(call: Call, entry: UtteranceHeard, detectors: Sequence[Detector], write: Write) -> Call:
    """The call after what the detectors say to the entry, as if it had come in the call."""
    for detector in detectors:
        for found in detector.look(replace(call, ended=None), entry):
            call = step(call, write(found))
    return call


def _heard(call: Call, sound: CallSound, go_on: Callable[[], None]) -> list[UtteranceHeard]:
    """The sentences after those that are known, with times of the call."""
    begin = _begin(call, sound)
    told: list[UtteranceHeard] = []

    def hear(heard: Heard) -> None:
        if isinstance(heard, UtteranceHeard):
            told.append(_later(heard, begin))

    model = usable_model()
    recogniser = SupervisedRecogniser(model.path, sound.speakers, model=model.name)
    condition = LineConditioner(sound.speakers, lambda quality: None)
    try:
        recogniser.start(hear)
        for block in _blocks(call, sound, begin):
            recogniser.feed(condition(block))
            recogniser.wait_for_room()
            go_on()
        recogniser.finish()
    finally:
        recogniser.close()
    return told


def _begin(call: Call, sound: CallSound) -> float:
    """From where on something may be unheard: no sentence was open for longer than one lasts."""
    ends = [_known_until(call, speaker) for speaker in sound.speakers]
    latest = max((heard.at for heard in call.utterances), default=0.0) - _LONGEST_SENTENCE_S
    return max(sound.starts_at, min(ends), min(latest, max(ends)))


def _known_until(call: Call, speaker: Speaker) -> float:
    """Up to here the words of this side are in the log."""
    ends = [heard.end for heard in call.utterances if heard.speaker is speaker]
    return max(ends) + _SETTLED_S if ends else 0.0


def _blocks(call: Call, sound: CallSound, begin: float) -> Iterator[Block]:
    """The sound from there on, silent on each side as far as its words are known."""
    known = [_known_until(call, speaker) for speaker in sound.speakers]
    frame = 0
    at = begin
    while at < sound.end:
        until = min(sound.end, at + BLOCK_FRAMES / RATE)
        pcm = sound.read(at, until)[:, : len(sound.speakers)].copy()
        for channel, heard_until in enumerate(known):
            pcm[: max(0, round((heard_until - at) * RATE)), channel] = 0
        if not len(pcm):
            return
        yield Block(frame, pcm)
        frame += len(pcm)
        at = begin + frame / RATE


def _later(heard: UtteranceHeard, by: float) -> UtteranceHeard:
    words = tuple(
        replace(word, start=round(word.start + by, 3), end=round(word.end + by, 3))
        for word in heard.words
    )
    return replace(heard, at=heard.at + by, start=heard.start + by, end=heard.end + by, words=words)
