"""What the workbench found, in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from companion.review.chart import said
from companion.review.marks import Precision
from companion.review.trends import FEW
from companion.review.workbench import Effect, RuleEffect
from ui import words
from ui.review.bench import Outcome

translate = QCoreApplication.translate

_MOST_WORDS = 6


def precision_said(effect: Effect) -> str:
    """Of every changed rule, how right it was and would be by the reviewers' marks."""
    if not effect.rules:
        return translate("bench", "No rule holds otherwise than before.")
    return "\n".join(_of_rule(one, named=len(effect.rules) > 1) for one in effect.rules)


def doubts_said(outcome: Outcome) -> str:
    """Tests that fail, words the model cannot hear, patterns that are too short."""
    lines = [
        translate("bench", "Test fails: {sentence}: {why}").format(
            sentence=words.quoted(one.sentence), why=one.why
        )
        for one in outcome.effect.failures[:_MOST_WORDS]
    ]
    lines += _doubts(outcome)
    if not outcome.compared:
        lines.append(
            translate(
                "bench",
                "No speech model is installed: words that it cannot hear are not found.",
            )
        )
    return "\n".join(lines)


def _doubts(outcome: Outcome) -> Iterable[str]:
    changed = {one.rule for one in outcome.effect.rules}
    told = [one for one in outcome.effect.doubts if one.rule in changed]
    for doubt in told[:_MOST_WORDS]:
        offers = ", ".join(doubt.offers)
        text = translate("bench", "Doubtful: {phrase}: {why}.")
        line = text.format(phrase=words.quoted(doubt.phrase), why=doubt.why)
        if offers:
            sounds = translate("bench", "It may write {offers}.")
            line = f"{line} {sounds.format(offers=offers)}"
        yield f"⚠ {line}"


def _of_rule(effect: RuleEffect, *, named: bool) -> str:
    before, after = effect.precision_before, effect.precision_after
    head = f"{effect.rule}: " if named else ""
    if not before.marked and not after.marked:
        text = translate("bench", "no reviewer has marked what it finds yet.")
        return head + text if named else text[:1].upper() + text[1:]
    text = translate("bench", "Right by reviewers' marks: before {before}; now {after}.")
    line = text.format(before=_share(before), after=_share(after))
    if min(before.marked or FEW, after.marked or FEW) < FEW:
        line += " " + translate("bench", "Too few marks to conclude anything.")
    return head + line


def _share(precision: Precision) -> str:
    if precision.share is None:
        return translate("bench", "none marked")
    span = ""
    if precision.low is not None and precision.high is not None:
        ends = said(precision.low, True).removesuffix(" %"), said(precision.high, True)
        span = translate("bench", ", 95 % interval {low} to {high}").format(
            low=ends[0], high=ends[1]
        )
    text = translate("bench", "{share} of {marked}{span}")
    return text.format(share=said(precision.share, True), marked=precision.marked, span=span)
