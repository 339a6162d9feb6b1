"""What a scorecard comes to, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from companion.review.scorecard import Scorecard
from companion.review.scoring import Result
from ui import words
from ui.language import shipped

translate = QCoreApplication.translate


def verdict_said(form: Scorecard, result: Result) -> str:
    """What fails the call, or whether it passes; nothing while that is open, or is not asked."""
    if result.failed:
        asked = words.quoted(shipped(form.question(result.failed_by[0]).text))
        earned = f"{result.earned or 0.0:.0f}"
        text = translate("score", "Fails the call: {question} Without that: {earned} / 100.")
        return text.format(question=asked, earned=earned)
    if result.open or result.passed is None or not form.pass_mark:
        return ""
    text = translate("score", "Not passed: {mark} are needed.")
    if result.passed:
        text = translate("score", "Passed: {mark} or more.")
    return text.format(mark=f"{form.pass_mark:g}")
