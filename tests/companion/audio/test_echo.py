"""One side's voice in the other's device: found, told once, and kept out of the words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.audio.echo import Samples
from companion.audio.echo_guard import EchoGuard
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    AudioLost,
    EchoDropped,
    EchoHeard,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)

BOTH = (Speaker.AGENT, Speaker.CUSTOMER)


def voice(seconds: float, seed: int, *spoken: tuple[float, float]) -> Samples:
    """Noise with the rhythm of syllables, while it speaks; a hiss 65 dB below full scale else."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    noise = random.standard_normal(count)
    at = np.arange(count) / RATE
    talks = np.zeros(count)
    for start, end in spoken:
        talks[round(start * RATE) : round(end * RATE)] = 1
    syllables = 0.05 + np.clip(np.sin(2 * np.pi * 4 * at + seed), 0, 1)
    hiss: Samples = noise * (0.08 * talks * syllables + 10 ** (-65 / 20))
    return hiss


def echo_of(sound: Samples, db: float, delay: float, room: bool = False) -> Samples:
    late = np.concatenate([np.zeros(round(delay * RATE)), sound])[: len(sound)]
    if room:
        random = np.random.default_rng(7)
        tail = random.standard_normal(4800) * np.exp(-6.9 * np.arange(4800) / (0.3 * RATE))
        tail *= 0.5 / np.sqrt(np.square(tail).sum())
        tail[0] = 1
        late = np.convolve(late, tail / np.sqrt(np.square(tail).sum()))[: len(sound)]
    echo: Samples = 10 ** (db / 20) * late
    return echo


def blocks(agent: Samples, customer: Samples) -> Iterator[Block]:
    sound = (np.column_stack([agent, customer]) * 32768).clip(-32768, 32767).astype(np.int16)
    for first in range(0, len(sound) - BLOCK_FRAMES + 1, BLOCK_FRAMES):
        yield Block(first, sound[first : first + BLOCK_FRAMES])


class Guarded:
    """A guard that has heard these two sides."""

    def __init__(self, agent: Samples, customer: Samples) -> None:
        self.told: list[AnyEvent | OutsideError] = []
        self.guard = EchoGuard(BOTH, self.told.append)
        self.cleaned: Pcm = np.concatenate([self.guard(b).pcm for b in blocks(agent, customer)])

    @property
    def echoes(self) -> list[EchoHeard]:
        return [told for told in self.told if isinstance(told, EchoHeard)]

    @property
    def troubles(self) -> list[str]:
        return [told.problem for told in self.told if isinstance(told, OutsideError)]

    def says(self, *words: tuple[str, float, float]) -> list[object]:
        """What becomes of a sentence of the agent's with these words."""
        heard = tuple(Word(text, start, end, 1.0) for text, start, end in words)
        text = " ".join(word.text for word in heard)
        start, end = heard[0].start, heard[-1].end
        said = UtteranceHeard(
            at=end + 0.5, speaker=Speaker.AGENT, start=start, end=end, text=text, words=heard
        )
        return list(self.guard.sift(said))


@pytest.mark.parametrize(
    ("db", "delay", "room"),
    [
        (-3.0, 0.0, False),
        (-3.0, 0.04, True),
        (-12.0, 0.18, False),
        (-12.0, 0.06, True),
        (-3.0, 0.3, True),
        (3.0, 0.06, False),
    ],
)
def test_an_echo_is_told_once_with_its_delay_and_level(db: float, delay: float, room: bool) -> None:
    customer = voice(12, 1, (2, 6), (8, 11))
    agent = voice(12, 2, (0.2, 1.5), (9, 10)) + echo_of(customer, db, delay, room)
    guarded = Guarded(agent, customer)

    (told,) = guarded.echoes
    assert told.at < 3.5
    assert told.delay_s == pytest.approx(delay, abs=0.002)
    assert told.below_db == pytest.approx(-db, abs=2)
    assert guarded.troubles == ["The agent's microphone hears the customer as well."]
    assert guarded.guard._path.own.between(2.2, 5.5) < 0.05
    assert guarded.guard._path.own.between(9.1, 9.9) > 0.3
    assert guarded.guard._path.own.between(0.3, 1.4) > 0.95


@pytest.mark.parametrize(
    ("agent", "customer"),
    [
        (voice(20, 2, (0, 4), (8, 13)), voice(20, 1, (4, 8), (10, 19))),
        (voice(15, 2), voice(15, 1, (0, 15))),
        (voice(15, 2, (0, 15)), voice(15, 1, (0, 15))),
    ],
    ids=["they take turns", "one listens", "both talk all the time"],
)
def test_two_sides_apart_are_left_as_they_are(agent: Samples, customer: Samples) -> None:
    guarded = Guarded(agent, customer)
    assert guarded.told == []
    untouched = np.concatenate([block.pcm for block in blocks(agent, customer)])
    assert np.array_equal(guarded.cleaned, untouched)
    said = guarded.says(("where", 11, 11.4), ("is", 11.4, 11.8))
    assert [heard.text for heard in said if isinstance(heard, UtteranceHeard)] == ["where is"]


def test_mains_hum_on_both_lines_is_no_echo() -> None:
    at = np.arange(20 * RATE) / RATE
    hum = 0.02 * np.sin(2 * np.pi * 50 * at) + 0.005 * np.sin(2 * np.pi * 150 * at)
    guarded = Guarded(voice(20, 2, (8, 12)) + hum, voice(20, 1, (2, 7)) + hum)
    assert guarded.told == []


def test_the_agent_s_own_words_stay_and_only_the_echo_s_go() -> None:
    customer = voice(14, 1, (2, 6), (8, 12))
    agent = voice(14, 2, (9, 10.4)) + echo_of(customer, -3, 0.05)
    guarded = Guarded(agent, customer)

    (dropped, wiped) = guarded.says(("give", 2.5, 2.9), ("me", 2.9, 3.2), ("money", 3.2, 3.8))
    assert isinstance(dropped, EchoDropped)
    assert (dropped.speaker, dropped.text) == (Speaker.AGENT, "give me money")
    assert (dropped.start, dropped.end) == (2.5, 3.8)
    assert isinstance(wiped, Partial)
    assert wiped.text == ""

    both = guarded.says(
        ("refund", 8.2, 8.5), ("now", 8.5, 8.7), ("one", 9.1, 9.6), ("moment", 9.6, 10.2)
    )
    assert [heard.text for heard in both if isinstance(heard, EchoDropped)] == ["refund now"]
    (kept,) = [heard for heard in both if isinstance(heard, UtteranceHeard)]
    assert (kept.text, kept.start, kept.end) == ("one moment", 9.1, 10.2)


def test_an_echo_s_partial_text_is_not_shown() -> None:
    customer = voice(10, 1, (2, 9))
    guarded = Guarded(voice(10, 2) + echo_of(customer, -6, 0.05), customer)
    partial = Partial(at=7.0, speaker=Speaker.AGENT, start=4.0, text="give me my money")
    assert [told.text for told in guarded.guard.sift(partial)] == [""]
    theirs = Partial(at=7.0, speaker=Speaker.CUSTOMER, start=4.0, text="give me my money")
    assert list(guarded.guard.sift(theirs)) == [theirs]


def test_what_the_recogniser_hears_of_an_echo_is_silence_and_of_double_talk_the_agent() -> None:
    customer = voice(14, 1, (2, 6), (8, 12))
    own = voice(14, 2, (9, 10.4))
    guarded = Guarded(own + echo_of(customer, -3, 0.05), customer)
    mine = guarded.cleaned[:, 0] / 32768

    def level(start: float, end: float) -> float:
        part = mine[round(start * RATE) : round(end * RATE)]
        return 10 * float(np.log10(np.square(part).mean() + 1e-12))

    assert level(4, 6) < -60
    off = mine[round(9.1 * RATE) : round(10.3 * RATE)] - own[round(9.1 * RATE) : round(10.3 * RATE)]
    assert 10 * float(np.log10(np.square(off).mean())) < level(9.1, 10.3) - 12
    theirs = np.round(customer * 32768).clip(-32768, 32767)
    assert np.abs(guarded.cleaned[:, 1] - theirs[: len(mine)]).max() <= 1


def test_an_echo_that_ends_and_comes_again_is_told_again() -> None:
    customer = voice(36, 1, (1, 35))
    echo = echo_of(customer, -6, 0.05)
    echo[5 * RATE : 29 * RATE] = 0
    assert len(Guarded(voice(36, 2) + echo, customer).echoes) == 2


def test_both_sides_the_same_sound_is_told_and_nobody_is_blamed() -> None:
    mixed = voice(16, 1, (1, 7), (9, 15))
    guarded = Guarded(mixed, mixed)

    assert "Both sides hear the same sound, so nobody can tell who speaks." in guarded.troubles
    assert len(guarded.troubles) == 2
    said = UtteranceHeard(at=13, speaker=Speaker.CUSTOMER, start=11, end=12.5, text="i will sue")
    (told,) = guarded.guard.sift(said)
    assert told.speaker is Speaker.UNKNOWN


def test_after_a_pause_the_sound_before_it_counts_no_more() -> None:
    told: list[AnyEvent | OutsideError] = []
    guard = EchoGuard(BOTH, told.append)
    customer = voice(12, 1, (1, 12))
    agent = voice(12, 2) + echo_of(customer, -6, 0.05)
    for block in blocks(agent, customer):
        if not 4 * RATE <= block.first_frame < 7 * RATE:
            guard(block)
    assert len([event for event in told if isinstance(event, EchoHeard)]) == 1
    assert guard._path.own.between(4.5, 6.5) == 1.0
    assert guard._path.own.between(8, 11) < 0.05


def test_one_channel_and_other_news_pass_as_they_are() -> None:
    mono = EchoGuard((Speaker.UNKNOWN,), lambda told: pytest.fail(f"told {told}"))
    block = Block(0, np.ones((BLOCK_FRAMES, 1), np.int16))
    assert mono(block) is block
    lost = AudioLost(at=1, speaker=Speaker.AGENT, seconds=1, why="unplugged")
    assert list(mono.sift(lost)) == [lost]
