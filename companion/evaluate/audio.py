"""Labelled calls heard instead of read: their recordings through the recogniser and the detectors.

A directory holds for each call its recording, <call_id>.flac or .wav (left the agent), and
<call_id>.json with the times of its turns, as `tools/speak_calls.py` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cattrs

from companion.audio.file import FileSource
from companion.call import Call
from companion.calls import open_recording
from companion.detect import Detector
from companion.errors import OutsideError
from companion.evaluate.judgement import Judgement
from companion.evaluate.labelled import LabelledCall, Turn
from companion.evaluate.run import JudgedCall, PromisedDays, compared, judgements
from companion.events import Speaker, UtteranceHeard
from companion.language.forms import british
from companion.language.words import heard_words
from companion.live import Tap, whole

_FORMS = ("flac", "wav")
_REMEDY = "Speak the calls with: python -m tools.speak_calls CALLS.jsonl DIR"


@dataclass(frozen=True, slots=True)
class TurnTimes:
    """When a turn was spoken, in seconds of the recording."""

    speaker: Speaker
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Beside:
    """The file beside a recording."""

    turns: tuple[TurnTimes, ...]


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """A labelled call, its recording, and when each of its turns was spoken."""

    call: LabelledCall
    recording: Path
    times: tuple[TurnTimes, ...]


@dataclass(frozen=True, slots=True)
class HeardCall:
    """What the product found in a call's sound, and how well it heard.

    The texts of the judged turns are what was heard; `said` has the words spoken. `errors` counts
    the words substituted, left out and put in, of `words` spoken. `delays`: from the end of each
    standing alert's phrase to the alert, in seconds of call audio.
    """

    judged: JudgedCall
    words: int
    errors: int
    delays: tuple[float, ...]


def find_recordings(calls: Iterable[LabelledCall], directory: Path) -> list[SpokenCall]:
    """The recordings of these calls. OutsideError names what is missing or does not fit."""
    return [_find(call, directory) for call in calls]


def hear_call(
    spoken: SpokenCall, detectors: Sequence[Detector], taps: Iterable[Tap] = ()
) -> HeardCall:
    """Hear a recording as fast as it can be understood, and judge it as a live call is judged.

    OutsideError where the recording or the model cannot be used or the recogniser gives up.
    """
    promised = PromisedDays()
    running = open_recording(
        spoken.recording,
        listeners=[promised],
        taps=taps,
        realtime=False,
        save=False,
        call_date=spoken.call.call_date,
        detectors=detectors,
    )
    try:
        running.start()
        call = whole(running.wait())
    except BaseException:
        running.close()
        raise
    return judge_heard(spoken, call, promised)


def judge_heard(spoken: SpokenCall, call: Call, promised: PromisedDays) -> HeardCall:
    """What was found in a call that has been heard, turn by turn of the labelled one."""
    found = judgements(call, promised.days)
    of_turn: list[list[UtteranceHeard]] = [[] for _ in spoken.times]
    for utterance in call.utterances:
        turn = turn_of(utterance, spoken.times)
        if turn is not None:
            of_turn[turn].append(utterance)
    united = [_united(found[utterance.seq] for utterance in heard) for heard in of_turn]
    errors, words = _word_errors(spoken.call.turns, call.utterances)
    turns = tuple(
        replace(turn, text=" ".join(part.text for part in heard), said=turn.words_spoken)
        for turn, heard in zip(spoken.call.turns, of_turn, strict=True)
    )
    return HeardCall(
        judged=compared(replace(spoken.call, turns=turns), united, call),
        words=words,
        errors=errors,
        delays=tuple(
            round(alert.raised.at - alert.end, 3)
            for alert in call.alerts
            if alert.standing and alert.utterance is not None
        ),
    )


def turn_of(utterance: UtteranceHeard, times: Sequence[TurnTimes]) -> int | None:
    """The turn of the same speaker that most of the utterance lies in, or else the nearest.

    None where this speaker has no turn at all.
    """

    def shared(number: int) -> float:
        """Seconds of overlap; below zero, the seconds that lie between."""
        turn = times[number]
        return min(turn.end, utterance.end) - max(turn.start, utterance.start)

    own = [number for number, turn in enumerate(times) if turn.speaker is utterance.speaker]
    return max(own, key=shared, default=None)


def _united(found: Iterable[Judgement]) -> Judgement:
    """All that was found in one turn; of two days the later promise stands."""
    whole_turn = Judgement()
    for part in found:
        whole_turn = replace(
            whole_turn,
            anger=max(whole_turn.anger, part.anger),
            alerts=whole_turn.alerts | part.alerts,
            steps=whole_turn.steps | part.steps,
            follow_up=part.follow_up or whole_turn.follow_up,
            conduct=whole_turn.conduct | part.conduct,
        )
    return whole_turn


def _word_errors(turns: Sequence[Turn], utterances: Sequence[UtteranceHeard]) -> tuple[int, int]:
    """Errors and words spoken, each side of the call as one text: where it is cut is no error."""
    # Importing nltk costs a third of a second: only where words are really compared.
    from nltk.metrics.distance import edit_distance  # noqa: PLC0415

    errors = words = 0
    for speaker in (Speaker.AGENT, Speaker.CUSTOMER):
        said = _words(turn.words_spoken for turn in turns if turn.speaker is speaker)
        heard = _words(u.text for u in utterances if u.speaker is speaker)
        errors += edit_distance(said, heard)
        words += len(said)
    return errors, words


def _words(texts: Iterable[str]) -> list[str]:
    """Hyphens part words, and British or American spelling is the same: nobody can hear either."""
    return [british(word) for text in texts for word in heard_words(text.replace("-", " "))]


def _find(call: LabelledCall, directory: Path) -> SpokenCall:
    paths = [directory / f"{call.call_id}.{form}" for form in _FORMS]
    recording = next((path for path in paths if path.is_file()), None)
    if recording is None:
        raise OutsideError(f"{directory} holds no recording of call {call.call_id}.", _REMEDY)
    if Speaker.UNKNOWN in FileSource(recording).channels:
        raise OutsideError(f"{recording} has one channel: nobody can tell who speaks.", _REMEDY)
    times = _read_times(recording.with_suffix(".json"))
    if [turn.speaker for turn in times] != [turn.speaker for turn in call.turns]:
        raise OutsideError(f"{recording} was made from other turns than the labels'.", _REMEDY)
    return SpokenCall(call, recording, times)


def _read_times(path: Path) -> tuple[TurnTimes, ...]:
    try:
        return cattrs.structure(json.loads(path.read_text(encoding="utf-8")), _Beside).turns
    except OSError as error:
        raise OutsideError(f"{path} cannot be read: {error.strerror}.", _REMEDY) from error
    except (ValueError, cattrs.BaseValidationError) as error:
        raise OutsideError(f"{path} does not hold the times of turns.", _REMEDY) from error
