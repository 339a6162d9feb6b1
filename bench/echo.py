"""Loudspeakers: how much of the customer lands in the agent's mouth, how much of the agent is lost.

python -m bench.echo

Two made voices, twice both at once; the customer comes back into the microphone at several levels
and delays, straight or through a made room. Needs the model and the extra `tools`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.echo import Samples
from companion.audio.echo_guard import EchoGuard
from companion.errors import OutsideError
from companion.events import AnyEvent, EchoDropped, EchoHeard, Speaker, UtteranceHeard
from companion.models import usable_model
from companion.recognise import Heard
from companion.recognise.supervised import SupervisedRecogniser
from tools.speech import say

_A, _C = Speaker.AGENT, Speaker.CUSTOMER
_LINES = (
    (_A, 0.5, "good morning you are speaking with the service team how can i help you"),
    (_C, 5.5, "my washing machine was delivered three weeks ago and it still does not work"),
    (_A, 11.0, "i am sorry to hear that can you tell me what happened when you turned it on"),
    (_C, 16.5, "it made a terrible noise and then water ran all over the kitchen floor"),
    (_C, 21.5, "i have called four times and nobody ever called me back i want my money"),
    (_A, 23.0, "i understand let me look at your order right now"),
    (_C, 28.5, "this is ridiculous i am going to call my lawyer and leave a bad review"),
    (_A, 30.0, "please give me one moment i can send an engineer on friday"),
    (_A, 35.0, "i have booked the repair for friday morning at nine"),
    (_C, 40.0, "fine but if he does not come i will cancel the whole contract"),
)
_SECONDS = 46
_CASES = (
    (None, 0.0, False),
    (-3.0, 0.0, False),
    (-3.0, 0.04, False),
    (-12.0, 0.04, False),
    (-12.0, 0.18, False),
    (-3.0, 0.06, True),
    (-12.0, 0.06, True),
    (-20.0, 0.06, True),
)
_KEPT = 0.7
"""Of a sentence's words, so many must stand in the agent's lines for it to count as kept."""
_FOREIGN = 3
"""Words of the customer in a row that make a sentence in the agent's mouth."""


@dataclass
class Outcome:
    """What the agent's side became."""

    words: list[tuple[float, str]]
    told: list[EchoHeard]
    dropped: list[str]
    cpu: float


def main() -> None:
    agent, customer = _spoken(_A), _spoken(_C)
    noise = 10 ** (-65 / 20) * np.random.default_rng(5).standard_normal(len(agent))
    print("echo            guard  agent's sentences kept  customer's in the agent's mouth  told")
    for db, delay, room in _CASES:
        mic = agent + noise + (0 if db is None else _echo(customer, db, delay, room))
        for guarded in (False, True):
            outcome = _heard(mic, customer, guarded=guarded)
            where = "none" if db is None else f"{db:.0f} dB {delay * 1000:.0f} ms"
            where += " room" if room else ""
            told = ", ".join(f"{e.at:.1f} s: {e.delay_s * 1000:.0f} ms" for e in outcome.told)
            print(
                f"{where:<16}{'yes' if guarded else 'no':<6} {_kept(outcome):<23} "
                f"{_foreign(outcome):<32} {told}  dropped {outcome.dropped}"
                f"  {outcome.cpu:.3f} of a core"
            )


def _spoken(side: Speaker) -> Samples:
    sound = np.zeros(_SECONDS * RATE)
    for speaker, start, text in _LINES:
        if speaker is side:
            line = say(speaker, text)
            at = round(start * RATE)
            sound[at : at + len(line)] += line
    return sound


def _echo(voice: Samples, db: float, delay: float, room: bool) -> Samples:
    late = np.concatenate([np.zeros(round(delay * RATE)), voice])[: len(voice)]
    if room:
        at = np.arange(round(0.4 * RATE)) / RATE
        tail = np.random.default_rng(0).standard_normal(len(at)) * np.exp(-6.9 * at / 0.3)
        tail *= 0.5 / np.sqrt(np.square(tail).sum())
        tail[0] = 1.0
        late = np.convolve(late, tail / np.sqrt(np.square(tail).sum()))[: len(voice)]
    echo: Samples = 10 ** (db / 20) * late
    return echo


def _heard(mic: Samples, customer: Samples, *, guarded: bool) -> Outcome:
    events: list[Heard | EchoDropped] = []
    told: list[AnyEvent | OutsideError] = []
    model = usable_model()
    guard = EchoGuard((_A, _C), told.append)
    recogniser = SupervisedRecogniser(model.path, (_A, _C), model=model.name)
    recogniser.start(lambda heard: events.extend(guard.sift(heard) if guarded else [heard]))
    cpu = 0.0
    for block in _blocks(mic, customer):
        began = time.thread_time()
        fed = guard(block) if guarded else block
        cpu += time.thread_time() - began
        recogniser.feed(fed)
        recogniser.wait_for_room()
    recogniser.finish()
    said = [one for one in events if isinstance(one, UtteranceHeard) and one.speaker is _A]
    return Outcome(
        [(word.start, word.text) for one in said for word in one.words],
        [one for one in told if isinstance(one, EchoHeard)],
        [one.text for one in events if isinstance(one, EchoDropped)],
        cpu / _SECONDS,
    )


def _blocks(mic: Samples, customer: Samples) -> Iterator[Block]:
    sound = np.clip(np.column_stack([mic, customer]) * 32768, -32768, 32767).astype(np.int16)
    for first in range(0, len(sound), BLOCK_FRAMES):
        yield Block(first, sound[first : first + BLOCK_FRAMES])


def _kept(outcome: Outcome) -> str:
    kept = total = 0
    for speaker, start, text in _LINES:
        if speaker is _A:
            near = {word for at, word in outcome.words if start - 0.5 < at < start + 6}
            words = text.split()
            total += 1
            kept += sum(word in near for word in words) >= _KEPT * len(words)
    return f"{kept} of {total}"


def _foreign(outcome: Outcome) -> str:
    found = total = 0
    spoken = " ".join(word for _, word in outcome.words)
    for speaker, _, text in _LINES:
        if speaker is _C:
            words = text.split()
            total += 1
            found += any(
                " ".join(words[at : at + _FOREIGN]) in spoken
                for at in range(len(words) - _FOREIGN + 1)
            )
    return f"{found} of {total}"


if __name__ == "__main__":
    main()
