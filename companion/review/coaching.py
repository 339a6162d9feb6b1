"""Coaching sheets: what to say to an agent about a call, or a week, with the passages to hear.

They are Markdown, because that can be mended by hand, pasted and printed; a window turns the same
text into a page or a PDF (`QTextDocument.setMarkdown`). A sheet quotes sentences and gives the
reviewer's and the agent's own words: it judges nobody by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from companion.call import Call, fold
from companion.events import Answer, EvaluationSaved, Verdict
from companion.note import clock
from companion.plain import plain
from companion.review.chart import said
from companion.review.clips import Clip, clip_of, commented_clips, playlist
from companion.review.scorecard import FULL, NA, Question, Scorecard
from companion.review.scoring import reckoned
from companion.review.sheet import form_of, replies
from companion.review.trends import Group, trends
from companion.store import Filter, Store
from companion.store.figures import By, week_days

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_WEEK_FIGURES = (
    "score",
    "anger_start",
    "anger_end",
    "step:listen",
    "step:reflect",
    "step:apologise",
    "step:next_steps",
    "step:follow_up_date",
    "slips",
    "follow_up_kept",
    "talk_share",
    "dead_air_s",
)


@dataclass(frozen=True, slots=True)
class CoachingSheet:
    """`markdown` is the sheet, `clips` the passages that it names, in its order."""

    title: str
    markdown: str
    clips: tuple[Clip, ...]


def call_sheet(call: Call) -> CoachingSheet:
    """The sheet of one call: its newest evaluation handed in, if any, and its comments.

    ValueError for a call that has not started.
    """
    if call.started is None:
        raise ValueError("a call that has not started has nothing to coach")
    title = f"Coaching: call of {call.started.started_at:%d.%m.%Y %H:%M}"
    clips: list[Clip] = []
    lines = [f"# {title}", ""]
    lines += [f"Agent: {_safe(call.started.agent)}", ""] if call.started.agent else []
    if call.review.counting is not None:
        lines += _evaluation(call, call.review.counting, clips)
    lines += _comments(commented_clips(call), clips)
    if len(lines) <= 4:
        lines += ["Nothing has been said about this call yet."]
    return CoachingSheet(title, "\n".join(lines).rstrip() + "\n", tuple(clips))


def week_sheet(store: Store, agent: str, week: str) -> CoachingSheet:
    """The sheet of an agent's week, such as "2026-W48", beside their own twelve weeks before.

    ValueError where it is no week.
    """
    first, last = (dt.date.fromisoformat(day) for day in week_days(week))
    one = frozenset({agent})
    before = Filter(agents=one, since=first - dt.timedelta(weeks=12), until=first - _DAY)
    this = Filter(agents=one, since=first, until=last)
    now, earlier = trends(store, wanted=this), trends(store, wanted=before)
    title = f"Coaching: {plain(agent)}, week {week}"
    clips: list[Clip] = []
    lines = [f"# {_safe(title)}", "", *_figures(now.overall, earlier.overall)]
    for call_id in now.behind(store, "calls"):
        lines += _of_call(fold(store.load(call_id)), clips)
    return CoachingSheet(title, "\n".join(lines).rstrip() + "\n", tuple(clips))


def playlist_sheet(store: Store) -> CoachingSheet:
    """The passages that are tagged for training, the latest call first."""
    title = "Training playlist"
    clips: list[Clip] = []
    lines = [f"# {title}", "", *_comments(playlist(store), clips)]
    if not clips:
        lines.append("No comment is tagged for training yet.")
    return CoachingSheet(title, "\n".join(lines).rstrip() + "\n", tuple(clips))


_DAY = dt.timedelta(days=1)


def own_trends(store: Store, agent: str, since: dt.date | None = None) -> tuple[Group, ...]:
    """An agent's own weeks, for their eyes: nothing of it is stored or sent by looking."""
    wanted = Filter(agents=frozenset({agent}), since=since)
    return trends(store, by=By.WEEK, wanted=wanted).groups


def _evaluation(call: Call, saved: EvaluationSaved, clips: list[Clip]) -> Iterator[str]:
    form = form_of(call, saved.evaluation)
    score = "no score" if saved.score is None else f"**{saved.score:.0f}** of 100"
    failed = ", failed outright" if saved.failed else ""
    version = f"{form.title}, version {saved.version}"
    yield f"{_safe(version)}: {score}{failed}. Reviewer: {_safe(saved.who)}."
    yield ""
    yield from _sections(form, saved)
    told = {answer.question: answer for answer in saved.answers}
    rows = [(q, told[q.id]) for q in form.questions if q.id in told and q.weight > 0]
    well = [row for row in rows if _earns(*row) == FULL]
    better = [row for row in rows if row[1].value != NA and _earns(*row) < FULL]
    better += [(q, told[q.id]) for q in form.questions if _fails(q, told)]
    yield from _answers("What went well", well, call, clips)
    yield from _answers("What to practise", list(dict.fromkeys(better)), call, clips)
    yield from _replies(call, saved, form)


def _sections(form: Scorecard, saved: EvaluationSaved) -> Iterator[str]:
    values = {answer.question: answer.value for answer in saved.answers}
    yield "| Section | Score | Weight |"
    yield "|---|--:|--:|"
    for section in reckoned(form, values).sections:
        score = "not applicable" if section.score is None else f"{section.score:.0f}"
        yield f"| {_safe(section.title)} | {score} | {section.weight:g} |"
    yield ""


def _earns(question: Question, answer: Answer) -> float:
    return 0.0 if answer.value == NA else question.points(answer.value)


def _fails(question: Question, told: dict[str, Answer]) -> bool:
    return question.id in told and told[question.id].value in question.fail_on


def _commented(call: Call, saved: EvaluationSaved, clips: list[Clip]) -> Iterator[str]:
    """The answers that the reviewer said something about, each with its passage."""
    form = form_of(call, saved.evaluation)
    told = [answer for answer in saved.answers if answer.comment]
    for answer in told:
        yield from _answer(form.question(answer.question), answer, call, clips)
    if told:
        yield ""


def _answer(question: Question, answer: Answer, call: Call, clips: list[Clip]) -> Iterator[str]:
    named = dict(question.answers).get(answer.value, f"{answer.value} {question.unit}".strip())
    yield f"- {_safe(question.text)} **{_safe(named)}**"
    if answer.comment:
        yield f"  - {_safe(answer.comment)}"
    yield from _quoted(clip_of(call, answer.utterances, question.text), clips)


def _answers(
    title: str, rows: Iterable[tuple[Question, Answer]], call: Call, clips: list[Clip]
) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    yield f"## {title}"
    yield ""
    for question, answer in listed:
        yield from _answer(question, answer, call, clips)
    yield ""


def _replies(call: Call, saved: EvaluationSaved, form: Scorecard) -> Iterator[str]:
    found = replies(call, saved.evaluation)
    if not found:
        return
    yield "## What the agent says"
    yield ""
    for question, one in found.items():
        about = "the evaluation" if question is None else f'"{form.question(question).text}"'
        verb = "disputes" if one.verdict == Verdict.DISPUTED else "takes note of"
        text = f": {one.text}" if one.text else "."
        yield _safe(f"{one.who} {verb} {about}{text}")
        yield ""


def _comments(found: Iterable[Clip], clips: list[Clip]) -> Iterator[str]:
    listed = list(found)
    if not listed:
        return
    yield "## Comments"
    yield ""
    for clip in listed:
        tags = f" ({_safe(', '.join(clip.tags))})" if clip.tags else ""
        yield f"- {_safe(clip.title)}{tags}, {_safe(clip.who)}"
        yield from _quoted(clip, clips)
    yield ""


def _quoted(clip: Clip | None, clips: list[Clip]) -> Iterator[str]:
    if clip is not None:
        clips.append(clip)
        words = f" “{_safe(clip.text)}”" if clip.text else ""
        yield f"  - Clip {len(clips)}, {clock(clip.start)} to {clock(clip.end)}:{words}"


def _figures(now: Group, earlier: Group) -> Iterator[str]:
    calls = "1 call" if now.calls == 1 else f"{now.calls} calls"
    yield f"{calls}; {earlier.calls} in the twelve weeks before."
    yield "Intervals are 95 %: where they overlap, a difference may be chance."
    yield ""
    yield "| Figure | This week | 95 % interval | Calls | Before |"
    yield "|---|--:|--:|--:|--:|"
    for name in _WEEK_FIGURES:
        if name in now.figures:
            one, other = now.figures[name], earlier.figures[name]
            span = "" if one.low is None else _span(one.low, one.high, one.is_share)
            few = " (few)" if one.few else ""
            cells = [said(one.value, one.is_share), span, f"{one.calls}{few}"]
            cells.append(said(other.value, other.is_share))
            yield f"| {_safe(one.title)} | {' | '.join(cells)} |"
    yield ""


def _span(low: float, high: float | None, is_share: bool) -> str:
    return f"{said(low, is_share)} to {said(high, is_share)}"


def _of_call(call: Call, clips: list[Clip]) -> list[str]:
    """A call of the week, where somebody has said something about it."""
    assert call.started is not None
    saved, comments = call.review.counting, commented_clips(call)
    if saved is None and not comments:
        return []
    lines = [f"## Call of {call.started.started_at:%d.%m.%Y %H:%M}", ""]
    if saved is not None:
        score = "no score" if saved.score is None else f"{saved.score:.0f} of 100"
        lines += [f"Score: {score}. Reviewer: {_safe(saved.who)}.", ""]
        lines += _commented(call, saved, clips)
    lines += [line for line in _comments(comments, clips) if not line.startswith("## ")]
    return lines


def _safe(text: str) -> str:
    """Words of people as they stand, with what Markdown would take for its own made harmless."""
    return _SPECIAL.sub(r"\\\1", plain(text))
