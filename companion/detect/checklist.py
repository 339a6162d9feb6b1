"""The script steps that can be heard in the agent's words: listen, reflect, apologise, next steps.

Every sentence that counts ticks its step, with the words that earned it. The follow-up date has a
detector of its own, which looks first: a deed promised for a day is a next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.call import Call
from companion.detect.deeds import deed
from companion.detect.reflect import MEMORY, said_back
from companion.detect.rules import Engine
from companion.detect.scores import NoScores, Scorer
from companion.events import AnyEvent, By, Partial, Speaker, StepTicked, UtteranceHeard
from companion.language import Reading, read

STEPS = ("listen", "reflect", "apologise", "next_steps")
DATED = "follow_up_date"

SURE = 0.85
"""A score alone ticks a step from here on."""

DOUBTFUL = 0.03
"""A score below this takes a tick of the rules back."""


class ChecklistDetector:
    """See the module. `scorer` is a second voice beside the rules, asked by the steps' names."""

    name = "checklist"

    def __init__(self, engine: Engine, scorer: Scorer | None = None) -> None:
        self._engine = engine
        self._scorer = scorer or NoScores()

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.AGENT:
            return
        reading = read(entry.text)
        found = self._rules(reading, _customers_turns(call, entry))
        if dated := _dated(call, entry):
            found.setdefault("next_steps", dated)
        for step, phrase in self._weighed(found, reading, call):
            yield StepTicked(
                at=entry.at, step=step, by=By.HEARD, utterance=entry.seq, evidence=phrase
            )

    def _rules(self, reading: Reading, earlier: list[str]) -> dict[str, str]:
        """Each step the rules hear, with its words."""
        found: dict[str, str] = {}
        for hit in self._engine.hits(reading, "agent"):
            if hit.rule.category in STEPS:
                found.setdefault(hit.rule.category, hit.phrase)
        if reading.tokens and (phrase := deed(reading)):
            found.setdefault("next_steps", phrase)
        if reflection := said_back(" ".join(reading.words), earlier):
            found["reflect"] = reflection.phrase
        return found

    def _weighed(
        self, found: dict[str, str], reading: Reading, call: Call
    ) -> Iterator[tuple[str, str]]:
        """The steps in the script's order, after the second voice has been heard."""
        scores = self._scorer.scores(reading, call)
        for step in STEPS:
            score = scores.get(step)
            if step in found:
                if score is None or score.probability >= DOUBTFUL:
                    yield step, found[step]
            elif score is not None and score.probability >= SURE:
                yield step, " ".join(reading.words[slice(*score.words)])


def _dated(call: Call, entry: UtteranceHeard) -> str | None:
    """The words of a deed that this sentence promises for a day."""
    ticks = (tick for tick in call.ticks if tick.utterance == entry.seq)
    return next((tick.evidence for tick in ticks if tick.step == DATED), None)


def _customers_turns(call: Call, entry: UtteranceHeard) -> list[str]:
    """The customer's last sentences before this one, newest last."""
    earlier = [
        heard.text
        for heard in call.utterances
        if heard.speaker is Speaker.CUSTOMER and heard.seq < entry.seq
    ]
    return earlier[-MEMORY:]
