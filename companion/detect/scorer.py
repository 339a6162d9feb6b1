"""The trained scorer: what linear weights and the encoder make of a turn, as a chance a label.

The tables know single words and their neighbours, the encoder what a turn means in its course; the
two err differently, and `assets/weights/decisions.toml` says how much each counts for a label.
Rules and chances then decide together; see `companion.detect.scores`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from companion.call import Call
from companion.detect.encoder import EARLIER, LETTERS, Encoder, Numbers, Turn, read_encoder
from companion.detect.linear import SIDES, Linear, read_linear
from companion.detect.scores import Score
from companion.errors import OutsideError
from companion.events import Speaker
from companion.language import Reading, read
from companion.paths import assets

THREATS = ("legal", "regulator", "reputation", "churn", "violence", "self_harm")

LATELY = 3
"""So many of the other side's sentences a word may have been taken from."""

MEMORY = 2 * EARLIER
"""Sentences of a call, before the one that is judged, that are looked at."""

_WORTH_WORDS = 0.1
"""Below this probability nobody asks which words carried it."""

Said = tuple[Speaker, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is made of the sums of one side's labels, in the order of its tables.

    `limits` are the chances from which a label holds without a rule's word, and with one; see
    `companion.detect.scores.Score`.
    """

    linear: Numbers
    encoder: Numbers
    bias: Numbers
    limits: Mapping[str, tuple[float, float]]

    def total(self, linear: Numbers, encoded: Numbers) -> Numbers:
        """The logarithm of the odds of each label."""
        found: Numbers = self.linear * linear + self.encoder * encoded + self.bias
        return found


Decisions = Mapping[Speaker, Decision]


def echoed_words(text: str, speaker: Speaker, earlier: Sequence[Said]) -> frozenset[str]:
    """The longer words of a turn that the other side has used lately, in whatever form."""
    return _echoed(text, tuple([said for side, said in earlier if side is not speaker][-LATELY:]))


@lru_cache(maxsize=4 * EARLIER)
def _echoed(text: str, others: tuple[str, ...]) -> frozenset[str]:
    # Asked for again with each of the next turns.
    stems = {token.stem for said in others for token in read(said).tokens}
    reading = read(text)
    return frozenset(
        reading.words[token.word]
        for token in reading.tokens
        if len(token.norm) > LETTERS and token.stem in stems
    )


class TrainedScorer:
    """A `Scorer` of both sides' sentences. Pure; safe to share between threads."""

    def __init__(self, linear: Linear, encoder: Encoder, decisions: Decisions) -> None:
        self._linear, self._encoder, self._decisions = linear, encoder, decisions
        self._columns = {
            side: [encoder.labels.index(label) for label in linear.labels(side)] for side in SIDES
        }
        # Several detectors ask about the same sentence.
        self._scores = lru_cache(maxsize=16)(self._scores_of)

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        """Of the call's last sentence, or of what the customer is saying after it."""
        heard = call.utterances[-MEMORY - 1 :]
        speaker = Speaker.CUSTOMER
        if heard and read(heard[-1].text) is reading:
            if heard[-1].speaker is Speaker.AGENT:
                speaker = Speaker.AGENT
            heard = heard[:-1]
        earlier = tuple((one.speaker, one.text) for one in heard)
        return self._scores(" ".join(reading.words), speaker, earlier[-MEMORY:])

    def score(
        self, text: str, speaker: Speaker, earlier: Sequence[Said] = ()
    ) -> Mapping[str, Score]:
        """Each label's probability and the words that carried it; nothing for no words."""
        return self._scores(text, speaker, tuple(earlier[-MEMORY:]))

    def sums(self, text: str, speaker: Speaker, earlier: Sequence[Said]) -> tuple[Numbers, Numbers]:
        """Of the tables and of the encoder, by the labels of this side; at least one word."""
        turn, before = self._course(text, speaker, earlier)
        encoded = self._encoder.sums(turn, before)[self._columns[speaker]]
        return self._linear.sums(text, speaker)[0], encoded

    def _scores_of(
        self, text: str, speaker: Speaker, earlier: tuple[Said, ...]
    ) -> Mapping[str, Score]:
        reading = read(text)
        if speaker not in self._decisions or not reading.words:
            return {}
        decision, columns = self._decisions[speaker], self._columns[speaker]
        turn, before = self._course(text, speaker, earlier)
        linear, carried = self._linear.sums(text, speaker)
        encoded = self._encoder.sums(turn, before)[columns]
        chances = 1 / (1 + np.exp(-decision.total(linear, encoded)))
        # What each heard word adds to each label: words by labels.
        shares = turn.shares[:, columns] * decision.encoder
        np.add.at(shares, [token.word for token in reading.tokens], carried * decision.linear)
        found = {}
        for column, label in enumerate(self._linear.labels(speaker)):
            chance = float(chances[column])
            span = (0, len(reading.words))
            if chance >= _WORTH_WORDS:
                span = _strongest(shares[:, column])
            alone, doubtful = decision.limits[label]
            found[label] = Score(chance, span, alone, doubtful)
        return _named_threat(found) if speaker is Speaker.CUSTOMER else found

    def _course(
        self, text: str, speaker: Speaker, earlier: Sequence[Said]
    ) -> tuple[Turn, list[Turn]]:
        """The turn and those before it, as the encoder understands them."""
        said = [*earlier, (speaker, text)]
        turns = []
        for place in range(max(0, len(said) - 1 - EARLIER), len(said)):
            side, spoken = said[place]
            words = read(spoken).words
            if words and side in SIDES:
                echoed = echoed_words(spoken, side, said[:place])
                turns.append(self._encoder.understood(words, side, echoed))
        return turns[-1], turns[:-1]


def _named_threat(found: dict[str, Score]) -> dict[str, Score]:
    """The scores, in which a sure threat of no sure kind is one of the likeliest kind."""
    kinds = {label: found[label] for label in THREATS}
    sure = found["threat"].bears_out(by_rule=False)
    if not sure or any(score.bears_out(by_rule=False) for score in kinds.values()):
        return found
    likeliest = max(kinds, key=lambda label: kinds[label].probability)
    score = kinds[likeliest]
    return found | {likeliest: replace(score, alone_at=score.probability)}


def _strongest(shares: Numbers) -> tuple[int, int]:
    """The run of heard words that speaks for a label most, against the sentence's average."""
    above = shares - max(0.0, float(shares.mean()))
    best, best_sum = (0, len(shares)), 0.0
    start, running = 0, 0.0
    for word, value in enumerate(above.tolist()):
        if running <= 0:
            start, running = word, 0.0
        running += value
        if running > best_sum:
            best, best_sum = (start, word + 1), running
    return best


@cache
def load_scorer() -> TrainedScorer:
    """The scorer that comes with the program. OutsideError where its weights are damaged."""
    weights = assets() / "weights"
    linear = read_linear(weights)
    decisions = read_decisions(weights / "decisions.toml", linear)
    return TrainedScorer(linear, read_encoder(weights), decisions)


def read_decisions(file: Path, linear: Linear) -> Decisions:
    """What a file says of every label. OutsideError where it is missing or damaged."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        return {side: _decision(table[side.value], linear.labels(side)) for side in SIDES}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OutsideError(
            f"The weights {file} are missing or damaged.", "Install the program again."
        ) from error


def _decision(table: Mapping[str, Mapping[str, float]], labels: Sequence[str]) -> Decision:
    def row(name: str) -> Numbers:
        return np.array([table[label][name] for label in labels], dtype=np.float32)

    limits = {label: (table[label]["alone"], table[label]["doubtful"]) for label in labels}
    return Decision(row("linear"), row("encoder"), row("bias"), limits)
