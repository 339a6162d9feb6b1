"""The trained scorer: linear weights on words, read from plain tables in `assets/weights`.

Two stages, both sums. First each sentence by itself: words and pairs of neighbours, pieces of
words, and the words once more with weights that words of like meaning share. Then the sentence
where it stands: its own first sums, those of a small net (`companion.detect.net`), those of the
other side's last sentence, how heated the customer was so far, and how much it repeats of what the
other side said. `tools/training/train.py` makes the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from companion.call import Call
from companion.detect.net import Net, read_net
from companion.detect.scores import Score
from companion.detect.weights import Numbers, SideModel, read_model
from companion.events import Speaker
from companion.language import Reading, read
from companion.paths import assets

MEMORY = 8
"""How many earlier sentences of a side count."""

THREATS = ("legal", "regulator", "reputation", "churn", "violence", "self_harm")

_FADE = 0.7
_PIECES = (3, 4, 5)
_BEFORE, _AFTER = "<", ">"
_WORTH_WORDS = 0.1
"""Below this probability nobody asks which words carried it."""

SIDES = (Speaker.CUSTOMER, Speaker.AGENT)

WITH_NET = (Speaker.CUSTOMER,)
"""The sides that have a net; the agent's labels gained nothing by one."""

Turn = tuple[Speaker, str]


class Entry(NamedTuple):
    """What a table looks up, and the first and last token it stands on."""

    text: str
    first: int
    last: int


def grams(reading: Reading) -> list[Entry]:
    """Words and pairs of neighbours, with the edges of the sentence."""
    norms = [token.norm for token in reading.tokens]
    found = [Entry(norm, index, index) for index, norm in enumerate(norms)]
    for index, (left, right) in enumerate(pairwise([_BEFORE, *norms, _AFTER])):
        found.append(Entry(f"{left} {right}", max(0, index - 1), min(index, len(norms) - 1)))
    return found


def pieces(reading: Reading) -> list[Entry]:
    """Pieces of the words: they forgive mis-hearings and unknown endings."""
    return [
        Entry(piece, index, index)
        for index, token in enumerate(reading.tokens)
        for piece in _pieces(token.norm)
    ]


def words(reading: Reading) -> list[Entry]:
    """The words alone, for weights that words of like meaning share."""
    return [Entry(token.norm, index, index) for index, token in enumerate(reading.tokens)]


ENTRIES = {"gram": grams, "piece": pieces, "word": words}
"""Table -> what it looks up in a sentence."""


@lru_cache(maxsize=16384)
def _pieces(norm: str) -> tuple[str, ...]:
    edged = f" {norm} "
    return tuple(edged[at : at + size] for size in _PIECES for at in range(len(edged) - size + 1))


def carried(model: SideModel, reading: Reading) -> Numbers:
    """What each token adds to each label's first sum: tokens by labels."""
    share = np.zeros((len(reading.tokens), len(model.labels)), dtype=np.float32)
    for name, table in model.tables.items():
        found = ENTRIES[name](reading)
        places, rows = table.looked_up(entry.text for entry in found)
        if rows:
            telling = table.telling[rows]
            values = table.weights[rows] * (telling / np.linalg.norm(telling))[:, None] / 2
            np.add.at(share, np.array([found[place].first for place in places]), values)
            np.add.at(share, np.array([found[place].last for place in places]), values)
    return share


class LinearScorer:
    """A `Scorer` of both sides' sentences. Pure; safe to share between threads."""

    def __init__(
        self, customer: SideModel, agent: SideModel, nets: Mapping[Speaker, Net] | None = None
    ) -> None:
        self._models = {Speaker.CUSTOMER: customer, Speaker.AGENT: agent}
        self._nets = dict(nets or {})
        self._carried = lru_cache(maxsize=256)(self._carried_of)
        self._net = lru_cache(maxsize=16)(self._net_of)
        # Several detectors ask about the same sentence.
        self._scores = lru_cache(maxsize=16)(self._scores_of)

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        """Of the call's last sentence, or of what the customer is saying after it."""
        heard = call.utterances[-2 * MEMORY :]
        speaker = Speaker.CUSTOMER
        if heard and read(heard[-1].text) is reading:
            if heard[-1].speaker is Speaker.AGENT:
                speaker = Speaker.AGENT
            heard = heard[:-1]
        earlier = tuple((one.speaker, one.text) for one in heard)
        return self._scores(" ".join(reading.words), speaker, earlier)

    def score(
        self, text: str, speaker: Speaker, earlier: Sequence[Turn] = ()
    ) -> Mapping[str, Score]:
        """Each label's probability and the words that carried it; nothing for no words."""
        return self._scores(text, speaker, tuple(earlier[-2 * MEMORY :]))

    def _scores_of(
        self, text: str, speaker: Speaker, earlier: tuple[Turn, ...]
    ) -> Mapping[str, Score]:
        model = self._models.get(speaker)
        reading = read(text)
        if model is None or not reading.tokens:
            return {}
        total = np.zeros(len(model.labels), dtype=np.float32)
        for sign, value in self.signs(reading, speaker, earlier).items():
            total += model.context[sign] * value
        chances = 1 / (1 + np.exp(-total))
        shares = self._carried(speaker, text)
        if speaker in self._nets:
            shares = shares + self._net(speaker, text, _words_before(earlier, speaker))[1]
        limits = zip(model.alone_at.tolist(), model.doubtful_at.tolist(), strict=True)
        found = {}
        for place, (label, chance, (alone, doubtful)) in enumerate(
            zip(model.labels, chances.tolist(), limits, strict=True)
        ):
            span = (0, len(reading.words))
            if chance >= _WORTH_WORDS:
                span = _strongest(reading, shares[:, place])
            found[label] = Score(chance, span, alone, doubtful)
        return _named_threat(found) if speaker is Speaker.CUSTOMER else found

    def signs(
        self, reading: Reading, speaker: Speaker, earlier: Sequence[Turn]
    ) -> dict[str, float]:
        """What the second stage weighs, by name."""
        other = _other(speaker)
        signs = {"bias": 1.0, "length": min(len(reading.tokens), 40) / 20}
        signs |= self._named("own", speaker, reading)
        if speaker in self._nets:
            before = _words_before(earlier, speaker)
            sums = self._net(speaker, " ".join(reading.words), before)[0].tolist()
            labels = self._nets[speaker].labels
            signs |= {f"net.{name}": value for name, value in zip(labels, sums, strict=True)}
        answered = [text for side, text in earlier if side is other][-1:]
        signs["opening"] = float(not answered)
        for text in answered:
            signs |= self._named("answered", other, read(text))
        signs["heat"], signs["last_heat"] = self._heat(earlier)
        signs["repeated"], signs["repeats"] = _repeated(
            reading, [text for side, text in earlier if side is other]
        )
        return signs

    def _named(self, prefix: str, speaker: Speaker, reading: Reading) -> dict[str, float]:
        first = self._sums(speaker, " ".join(reading.words)).tolist()
        labels = self._models[speaker].labels
        return {f"{prefix}.{label}": value for label, value in zip(labels, first, strict=True)}

    def _sums(self, speaker: Speaker, text: str) -> Numbers:
        """The first sum for each label: what the sentence says by itself."""
        total: Numbers = self._models[speaker].bias + self._carried(speaker, text).sum(axis=0)
        return total

    def _carried_of(self, speaker: Speaker, text: str) -> Numbers:
        return carried(self._models[speaker], read(text))

    def _net_of(self, speaker: Speaker, text: str, before: str) -> tuple[Numbers, Numbers]:
        norms = [token.norm for token in read(text).tokens]
        return self._nets[speaker].sums(norms, before.split())

    def _heat(self, earlier: Sequence[Turn]) -> tuple[float, float]:
        """How angry the customer's earlier sentences were, fading, and how angry the last was."""
        texts = [text for side, text in earlier if side is Speaker.CUSTOMER][-MEMORY:]
        place = self._models[Speaker.CUSTOMER].labels.index("anger_2")
        anger = [float(self._sums(Speaker.CUSTOMER, text)[place]) for text in texts]
        if not anger:
            return 0.0, 0.0
        fading = [_FADE**age for age in range(len(anger))]
        heat = sum(one * weight for one, weight in zip(reversed(anger), fading, strict=True))
        return heat / sum(fading), anger[-1]


def said_before(earlier: Sequence[Turn], speaker: Speaker) -> list[str]:
    """The words, in normal form, that the other side said last."""
    other = _other(speaker)
    last = next((text for side, text in reversed(earlier) if side is other), "")
    return [token.norm for token in read(last).tokens]


def _words_before(earlier: Sequence[Turn], speaker: Speaker) -> str:
    return " ".join(said_before(earlier, speaker))


def _other(speaker: Speaker) -> Speaker:
    return Speaker.AGENT if speaker is Speaker.CUSTOMER else Speaker.CUSTOMER


def _named_threat(found: dict[str, Score]) -> dict[str, Score]:
    """The scores, in which a sure threat of no sure kind is one of the likeliest kind."""
    kinds = {label: found[label] for label in THREATS}
    sure = found["threat"].bears_out(by_rule=False)
    if not sure or any(score.bears_out(by_rule=False) for score in kinds.values()):
        return found
    likeliest = max(kinds, key=lambda label: kinds[label].probability)
    score = kinds[likeliest]
    return found | {likeliest: replace(score, alone_at=score.probability)}


def _repeated(reading: Reading, texts: Sequence[str]) -> tuple[float, float]:
    """The share of a sentence's words of substance that the other side used lately, and how many
    they are.
    """
    own = {token.stem for token in reading.tokens if len(token.norm) > 3}
    said = {t.stem for text in texts[-3:] for t in read(text).tokens if len(t.norm) > 3}
    both = len(own & said)
    return (both / len(own) if own else 0.0), min(both, 6) / 3


def _strongest(reading: Reading, carried: Numbers) -> tuple[int, int]:
    """The run of heard words that speaks for a label most, against the sentence's average."""
    above = carried - max(0.0, float(carried.mean()))
    best, best_sum = (0, len(reading.tokens)), 0.0
    start, running = 0, 0.0
    for token, value in enumerate(above.tolist()):
        if running <= 0:
            start, running = token, 0.0
        running += value
        if running > best_sum:
            best, best_sum = (start, token + 1), running
    return reading.word_span(*best)


@cache
def load_scorer() -> LinearScorer:
    """The scorer that comes with the program. OutsideError where its tables are damaged."""
    weights = assets() / "weights"
    nets = {side: read_net(weights / f"{side.value}_net.npz") for side in WITH_NET}
    customer, agent = (read_model(weights / f"{side.value}.tsv") for side in SIDES)
    return LinearScorer(customer, agent, nets)
