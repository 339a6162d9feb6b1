"""The script steps that can be heard in the agent's words: listen, reflect, apologise, next steps.

Every sentence that counts ticks its step, with the words that earned it. The follow-up date has a
detector of its own, which looks first: a deed promised for a day is a next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.call import Call
from companion.detect.deeds import deed
from companion.detect.often import often_enough
from companion.detect.recent import last_said, said_of
from companion.detect.reflect import MEMORY, said_back
from companion.detect.rules import Engine
from companion.detect.scores import NoScores, Scorer
from companion.events import AnyEvent, By, Partial, Speaker, StepTicked, UtteranceHeard
from companion.language import Reading, read

STEPS = ("listen", "reflect", "apologise", "next_steps")
DATED = "follow_up_date"


class ChecklistDetector:
    """See the module. `scorer` is a second voice beside the rules, asked by the steps' names."""

    name = "checklist"

    def __init__(self, engine: Engine, scorer: Scorer | None = None) -> None:
        self._engine = engine
        self._scorer = scorer or NoScores()

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.AGENT:
            return
        found = heard_steps(self._engine, call, entry)
        for step, phrase in self._weighed(found, read(entry.text), call):
            yield StepTicked(
                at=entry.at, step=step, by=By.HEARD, utterance=entry.seq, evidence=phrase
            )

    def _weighed(
        self, found: dict[str, str], reading: Reading, call: Call
    ) -> Iterator[tuple[str, str]]:
        """The steps in the script's order, after the second voice has been heard."""
        scores = self._scorer.scores(reading, call)
        for step in STEPS:
            score, phrase = scores.get(step), found.get(step)
            if score is None or score.bears_out(by_rule=phrase is not None):
                if phrase is not None:
                    yield step, phrase
                elif score is not None:
                    yield step, " ".join(reading.words[slice(*score.words)])


def heard_steps(engine: Engine, call: Call, entry: UtteranceHeard) -> dict[str, str]:
    """The steps that the rules hear in an agent's sentence, each with the words that earned it."""
    reading = read(entry.text)
    if not reading.tokens:
        return {}
    found: dict[str, str] = {}
    if phrase := deed(reading) or _dated(call, entry):
        found["next_steps"] = phrase
    said = (entry.speaker, entry.at, entry.seq)
    hits = often_enough(engine, engine.hits(reading, "agent"), call, said)
    for hit in hits:
        if hit.rule.category in STEPS:
            found.setdefault(hit.rule.category, hit.phrase)
    earlier = _customers_turns(call, entry)
    if reflection := said_back(entry.text, earlier):
        found["reflect"] = reflection.phrase
    if not earlier:
        found.pop("next_steps", None)  # a greeting: there is no matter yet to do anything about
    if any(hit.rule.category == "canned" for hit in hits):
        found.pop("listen", None)  # a stock phrase acknowledges nobody
    return found


def _dated(call: Call, entry: UtteranceHeard) -> str | None:
    """The words of a deed that this sentence promises for a day."""
    ticks = said_of(call.ticks, entry.seq)
    return next((tick.evidence for tick in ticks if tick.step == DATED), None)


def _customers_turns(call: Call, entry: UtteranceHeard) -> list[str]:
    """The customer's last sentences before this one, newest last."""
    return [heard.text for heard in last_said(call, Speaker.CUSTOMER, MEMORY, before=entry.seq)]
