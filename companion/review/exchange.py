"""One's own evaluations as files for a second reviewer, and theirs held against one's own.

    written = export_own(store, "Kim", folder)
    found = compared(store, "Kim", [read_exchanged(file) for file in files])
    found.calibration.questions, found.differences["ownership"]

Another's answers are shown only beside one's own that are handed in: calls that one has not
evaluated stay out of what is compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import CallStarted
from companion.paths import write_whole
from companion.review.calibration import (
    Calibration,
    Exchanged,
    calibrated,
    exchanged_of,
    exported,
)
from companion.review.scorecard import Question
from companion.store import Filter, Store

Watch = Callable[[int, int], None]
"""Told how many calls are read, and of how many."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A call in which the two answers to a question differ, in the words of the form."""

    call_id: str
    mine: str
    theirs: str
    began: dt.datetime
    agent: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`differences` by question, the latest call first; `unknown` files are about calls that one
    has not evaluated.
    """

    calibration: Calibration
    differences: Mapping[str, tuple[Difference, ...]]
    unknown: int


def export_own(
    store: Store,
    who: str,
    folder: Path,
    *,
    named: bool = False,
    comments: bool = False,
    watch: Watch = lambda done, of: None,
) -> list[Path]:
    """Write all that this reviewer has handed in, a file a call. OutsideError where it cannot."""
    written = []
    for call, evaluation in _own(store, who, watch):
        assert call.started is not None
        name = re.sub(r"[^\w.-]", "_", call.started.call_id)
        file = folder / f"evaluation-{name}.json"
        write_whole(file, exported(call, evaluation, named=named, comments=comments))
        written.append(file)
    return written


def compared(
    store: Store,
    who: str,
    theirs: Sequence[Exchanged],
    watch: Watch = lambda done, of: None,
) -> Compared:
    """A second reviewer's evaluations against this one's. OutsideError: no call in common."""
    wanted = {one.about: one for one in theirs}
    mine: list[tuple[CallStarted, Exchanged]] = []
    for call, evaluation in _own(store, who, watch):
        assert call.started is not None
        own = exchanged_of(call, evaluation)
        if own.about in wanted:
            mine.append((call.started, own))
    if not mine:
        raise OutsideError(
            "You have handed in no evaluation of these calls on the same form.",
            "Evaluate the calls first; until then the other's answers stay hidden.",
        )
    found = calibrated([own for _, own in mine], theirs)
    differences = {
        one.question.id: tuple(_differences(one.question, mine, wanted)) for one in found.questions
    }
    known = {own.about for _, own in mine}
    return Compared(found, differences, sum(about not in known for about in wanted))


def _own(store: Store, who: str, watch: Watch) -> Iterator[tuple[Call, str]]:
    """The calls that this reviewer has evaluated, with the newest evaluation handed in."""
    reviewed = store.calls(Filter(reviewed=True))
    for done, summary in enumerate(reviewed, start=1):
        call = fold(store.load(summary.id))
        own = [one for one in call.review.evaluations if one.submitted and one.who == who]
        if own:
            yield call, own[-1].evaluation
        watch(done, len(reviewed))


def _differences(
    question: Question,
    mine: Sequence[tuple[CallStarted, Exchanged]],
    theirs: Mapping[tuple[str, str, int], Exchanged],
) -> Iterator[Difference]:
    titles = dict(question.answers)
    for started, own in mine:
        one, other = own.answers.get(question.id), theirs[own.about].answers.get(question.id)
        if one != other and question in own.form.questions:
            ours, others = (titles.get(v or "", v or "") for v in (one, other))
            yield Difference(started.call_id, ours, others, started.started_at, started.agent)
