"""Alerts about the customer's words: threats, insults, and asking for somebody higher.

Raised on a partial as soon as the words are there, and confirmed or withdrawn by the final;
raised on the final otherwise. At most one an utterance and category, and every one is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.call import Alert, Call
from companion.detect.heat import fits, hopeless, roused
from companion.detect.often import often_enough
from companion.detect.recent import last_said
from companion.detect.rules import Engine, Hit, Refusal
from companion.detect.rules_pack import PLAIN
from companion.detect.scores import QUIETLY_RARER, RARER, NoScores, Score, Scorer, guess
from companion.events import (
    AlertConfirmed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    By,
    Category,
    Partial,
    Severity,
    Speaker,
    UtteranceHeard,
)
from companion.kinds import DANGERS
from companion.language import Reading, read

CLEAR = 0.85
"""Mean confidence of the words from which on a sentence counts as heard.

On the example calls its median is 0.96 on a clean line, 0.89 with hiss 20 dB below the voice.
"""

AROUND = 40
"""A cue so many words away, in a speech without a pause, no longer colours a rule's words."""

_RANK = {Severity.NOTICE: 0, Severity.WARNING: 1, Severity.CRITICAL: 2}


@dataclass(frozen=True, slots=True)
class _Found:
    """Why there is an alert: words `first` to `last` (not included) fired `rule`."""

    category: Category
    severity: Severity
    rule: str
    guidance: str
    first: int
    last: int
    settled: bool
    cooldown_s: float | None = None
    priority: int = 0


class AlertDetector:
    """See the module. `engine` holds the packs; `scorer` may add to and take from the rules."""

    name = "alerts"

    def __init__(self, engine: Engine, scorer: Scorer | None = None) -> None:
        self._engine = engine
        self._scorer = scorer or NoScores()
        self._guidance = {
            rule.category: (rule.severity, rule.guidance)
            for rule in reversed(engine.rules)
            if rule.party == "customer"
        }

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        match entry:
            case Partial(speaker=Speaker.CUSTOMER | Speaker.UNKNOWN):
                return self._on_partial(call, entry)
            case UtteranceHeard(speaker=Speaker.CUSTOMER | Speaker.UNKNOWN):
                return self._on_final(call, entry)
        return ()

    def _on_partial(self, call: Call, partial: Partial) -> Iterator[AnyEvent]:
        open_already = {alert.category for alert in call.open_alerts(partial.speaker)}
        reading = read(partial.text)
        said = (partial.speaker, partial.at, None)
        for found in self._found(reading, call, said).values():
            if found.settled and found.category not in open_already:
                start, end = _guessed_times(partial.start, partial.at, found, len(reading.words))
                yield _raised(partial.at, partial.speaker, found, reading, (start, end), None)

    def _on_final(self, call: Call, heard: UtteranceHeard) -> Iterator[AnyEvent]:
        reading = read(heard.text)
        said = (heard.speaker, heard.at, heard.seq)
        found = self._found(reading, call, said, clear=_heard_clearly(heard))
        for alert in _one_each(call.open_alerts(heard.speaker)):
            reason = found.pop(alert.category, None)
            if reason is None:
                by = alert.withdrawn_by or By.HEARD
                yield AlertWithdrawn(at=heard.at, alert=alert.seq, by=by, utterance=heard.seq)
            else:
                start, end = _times(heard, reason, len(reading.words))
                yield AlertConfirmed(
                    at=heard.at,
                    alert=alert.seq,
                    utterance=heard.seq,
                    phrase=_words(reading, reason),
                    start=start,
                    end=end,
                )
        for reason in found.values():
            times = _times(heard, reason, len(reading.words))
            yield _raised(heard.at, heard.speaker, reason, reading, times, heard.seq)

    def _found(
        self,
        reading: Reading,
        call: Call,
        said: tuple[Speaker, float, int | None],
        *,
        clear: bool = True,
    ) -> dict[Category, _Found]:
        """The strongest reason for each category, by place in the utterance.

        Where the words were not heard clearly, statistics alone raise nothing. `said`: by whom, at
        which second, and the place in the log, as in `often_enough`.
        """
        utterance = said[2]
        every, refusals = self._engine.explained(reading, "customer")
        hits = often_enough(self._engine, every, call, said)
        if utterance is None and not hits:
            return {}  # what scores alone say of a partial is not said before its final
        scores = self._scorer.scores(reading, call)
        rarer = _rarer(call, hits, said)
        best = _by_rules(hits, reading, call, scores, utterance, rarer)
        if clear:
            likely = _likely(scores, frozenset(best), rarer)
            for label, score in likely.items():
                if label in self._guidance and not _excepted(label, score, refusals):
                    best.setdefault(Category(label), self._by_score(label, score))
        return dict(sorted(best.items(), key=lambda item: item[1].first))

    def _by_score(self, label: str, score: Score) -> _Found:
        severity, guidance = self._guidance[label]
        first, last = score.words
        return _Found(Category(label), severity, guess(label), guidance, first, last, settled=False)


_CATEGORIES = frozenset(Category)
_THREATS = _CATEGORIES - {Category.ABUSE, Category.ESCALATION}
_GUESSED_ALONE = _THREATS - DANGERS
"""What a score alone says of a sentence only if no rule has found another threat in it."""


def _rarer(
    call: Call, hits: Sequence[Hit], said: tuple[Speaker, float, int | None]
) -> dict[str, float]:
    """How many times rarer a category is after such a course than the scores' limits take it to be.

    One that is not there is as common. An insult brings its own heat, so it always is.
    """
    if hopeless(call, hits):
        return {}
    speaker, _, utterance = said
    rarer: dict[str, float] = {}
    if not roused(call, utterance):
        rarer |= dict.fromkeys(_CATEGORIES - {Category.ABUSE}, RARER)
    opened = last_said(call, speaker, 1, before=utterance)
    rarer[Category.SELF_HARM] = QUIETLY_RARER if opened else RARER
    return rarer


def _by_rules(
    hits: Sequence[Hit],
    reading: Reading,
    call: Call,
    scores: Mapping[str, Score],
    utterance: int | None,
    rarer: Mapping[str, float],
) -> dict[Category, _Found]:
    """The strongest rule of each category that the scores do not outweigh."""
    best: dict[Category, _Found] = {}
    for hit in hits:
        reason = _by_rule(hit, reading, scores, rarer)
        around = [one for one in hits if abs(one.start - hit.start) <= AROUND]
        if reason is None or not fits(hit.rule.setting, call, around, utterance):
            continue
        if hit.rule.once and _noted(hit.rule.name, call, utterance):
            continue
        known = best.get(reason.category)
        if known is None or _RANK[reason.severity] > _RANK[known.severity]:
            best[reason.category] = reason
    return best


def _likely(
    scores: Mapping[str, Score], ruled: frozenset[Category], rarer: Mapping[str, float]
) -> dict[str, Score]:
    """The scores that need no rule, after what rules have found and what has led to the words."""
    threatened = not ruled.isdisjoint(_THREATS)  # of what, the rule knows better
    return {
        label: score
        for label, score in scores.items()
        if not (label in _GUESSED_ALONE and threatened)
        and score.bears_out(by_rule=False, rarer=rarer.get(label, 1.0))
    }


def _by_rule(
    hit: Hit, reading: Reading, scores: Mapping[str, Score], rarer: Mapping[str, float]
) -> _Found | None:
    rule = hit.rule
    if rule.category not in _CATEGORIES:
        return None
    category = Category(rule.category)
    score = scores.get(rule.category)
    # Plain words about a danger are never outweighed: statistics have seen too few of them.
    plain = rule.weight >= PLAIN or (category in DANGERS and not rule.setting)
    # A veiled wording alone says little where nothing has led to it.
    veiled_rarer = rarer.get(category, 1.0) if rule.setting == "veiled" else 1.0
    if score is not None and not plain and not score.bears_out(by_rule=True, rarer=veiled_rarer):
        return None
    first, last = hit.words
    settled = len(reading.words) - last >= rule.wait and not hit.at_end
    return _Found(
        category,
        rule.severity,
        rule.name,
        rule.guidance,
        first,
        last,
        settled,
        rule.cooldown_s,
        rule.priority,
    )


def _noted(rule: str, call: Call, utterance: int | None) -> bool:
    """Whether an earlier sentence has raised this rule's alert already."""
    return any(
        alert.raised.rule == rule and alert.standing and alert.utterance not in (None, utterance)
        for alert in call.alerts
    )


def _excepted(label: str, score: Score, refusals: Iterable[Refusal]) -> bool:
    """Whether a pack's list of exceptions speaks of the words that the score rests on."""
    first, last = score.words
    return any(
        one.excluded and one.rule.category == label and one.words[0] < last and first < one.words[1]
        for one in refusals
    )


def _heard_clearly(heard: UtteranceHeard) -> bool:
    return heard.confidence is None or heard.confidence >= CLEAR


def _raised(
    at: float,
    speaker: Speaker,
    found: _Found,
    reading: Reading,
    times: tuple[float, float],
    utterance: int | None,
) -> AlertRaised:
    return AlertRaised(
        at=at,
        category=found.category,
        severity=found.severity,
        speaker=speaker,
        phrase=_words(reading, found),
        start=times[0],
        end=times[1],
        rule=found.rule,
        guidance=found.guidance,
        utterance=utterance,
        cooldown_s=found.cooldown_s,
        priority=found.priority,
    )


def _words(reading: Reading, found: _Found) -> str:
    return " ".join(reading.words[found.first : found.last])


def _times(heard: UtteranceHeard, found: _Found, count: int) -> tuple[float, float]:
    """From the recogniser's word times where there are any, else by proportion."""
    if len(heard.words) == count:
        return heard.words[found.first].start, heard.words[found.last - 1].end
    return _guessed_times(heard.start, heard.end, found, count)


def _guessed_times(start: float, end: float, found: _Found, count: int) -> tuple[float, float]:
    each = max(0.0, end - start) / max(1, count)
    return start + each * found.first, start + each * found.last


def _one_each(alerts: Sequence[Alert]) -> list[Alert]:
    """The newest open alert of each category."""
    return list({alert.category: alert for alert in alerts}.values())
