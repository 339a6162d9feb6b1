"""Words that help with the open step of this call: beside the script, never in its place.

What may be said is written by people, in a TOML file that a team can edit, or it is the customer's
own sentence turned round (`companion.reflection`). A reminder says why a step matters now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from companion.call import Call
from companion.cards import BODY_LENGTH
from companion.detect.reminders import APOLOGY_DUE
from companion.events import ReminderDue, Speaker
from companion.facts import Fact
from companion.language.words import heard_words, stem
from companion.note import Quote, issue_told
from companion.reflection import said_back
from companion.script import Script, ScriptStep
from companion.team_file import Table, distinct, load_script_file, read_tables

REFLECT, NEXT_STEPS = "reflect", "next_steps"

LONGEST_LINE = 160
"""Characters: what an agent takes in at a glance."""

_NAME_AGAIN = 12
"""So many of the agent's sentences without the customer's name, and it may be said again."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What can be offered where one of the `terms`, as stems, stands in the customer's issue."""

    terms: tuple[tuple[str, ...], ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompts:
    """`say` by step, the best first; the issues in their order, of which the first fits."""

    say: Mapping[str, tuple[str, ...]]
    issues: tuple[Issue, ...]


class Hint(StrEnum):
    """Why something matters now."""

    APOLOGY_DUE = "apology_due"
    """An angry sentence has had no answer."""
    NOT_DONE = "not_done"
    """The step is open longer than the script would have it."""
    USE_NAME = "use_name"
    """The customer's name was heard, and has not been used for a while."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words for a step. `hint` with its `words` as heard: a sentence, a name, or nothing.

    `made_of` is the customer's sentence that the first line says back.
    """

    step: ScriptStep
    lines: tuple[str, ...]
    made_of: Quote | None = None
    hint: Hint | None = None
    words: str = ""


def load_prompts(path: Path | None = None) -> Prompts:
    """The prompts in this file; without one the team's, or else ours.

    Raises OutsideError that names the file and what is wrong in it, in one line.
    """
    return load_script_file(path, "prompts.toml", read_prompts)


def read_prompts(text: str, name: str) -> Prompts:
    """The prompts in this text; `name` says in an error whose text it is."""
    tables = read_tables(text, name, ["step", "issue"])
    distinct(tables["step"], "id")
    distinct(tables["issue"], "id")
    return Prompts(
        say={table.id(): _said(table) for table in tables["step"]},
        issues=tuple(_issue(table) for table in tables["issue"]),
    )


def prompt_for(call: Call, script: Script, prompts: Prompts, names: tuple[Fact, ...]) -> Prompt:
    """What helps with the step that comes next; `names` are those heard in the call so far.

    ValueError where no step is open.
    """
    due = _due(call)
    step = _next(call, script, due)
    issue = issue_told(call)
    made = _turned_round(call, issue) if issue is not None and step.id == REFLECT else None
    offered = _options(issue.text, prompts) if issue and step.id == NEXT_STEPS else ()
    lines = (*([made] if made else ()), *offered, *prompts.say.get(step.id, (step.prompt,)))
    hint, words = _hint(call, step, due, names)
    return Prompt(step, lines, issue if made else None, hint, words)


def _turned_round(call: Call, issue: Quote) -> str | None:
    """The issue to say back; None also where it is a threat or an insult, best not repeated."""
    alarming = any(one.standing and one.utterance == issue.utterance for one in call.alerts)
    return None if alarming else said_back(issue.text)


def _next(call: Call, script: Script, due: ReminderDue | None) -> ScriptStep:
    """The first open step; but what a reminder names goes first, for as long as it is open."""
    opened = [step for step in script.steps if not call.step_done(step.id)]
    asked = [step for step in script.steps if due is not None and due.step == step.id]
    if not opened and not asked:
        raise ValueError("every step of the script is done")
    return asked[0] if due is not None and asked and due.kind == APOLOGY_DUE else opened[0]


def _due(call: Call) -> ReminderDue | None:
    """The newest reminder, if its step has not come since."""
    if not call.reminders:
        return None
    due = call.reminders[-1]
    came = any(tick.step == due.step and tick.at > due.at for tick in call.ticks)
    return None if came else due


def _hint(
    call: Call, step: ScriptStep, due: ReminderDue | None, names: tuple[Fact, ...]
) -> tuple[Hint | None, str]:
    if due is not None and due.step == step.id:
        if due.kind == APOLOGY_DUE and due.utterance is not None:
            return Hint.APOLOGY_DUE, call.utterance(due.utterance).text
        return Hint.NOT_DONE, ""
    name = customer_name(call, names)
    return (Hint.USE_NAME, name) if name and not _used(call, name) else (None, "")


def customer_name(call: Call, names: tuple[Fact, ...]) -> str:
    """The name that the agent took over, else the newest that the customer gave; or nothing."""
    kept = [fact.text for fact in call.kept_facts if fact.kind == "name"]
    own = [f.text for f in names if f.kind == "name" and f.speaker is Speaker.CUSTOMER]
    return (kept or own or [""])[-1]


def _used(call: Call, name: str) -> bool:
    """Whether the agent has said it lately, or is yet to say enough for it to be missed."""
    called = name.split()[-1]
    lately = [u for u in call.utterances[-3 * _NAME_AGAIN :] if u.speaker is Speaker.AGENT]
    return any(called in u.text.split() for u in lately[-_NAME_AGAIN:])


def _options(issue: str, prompts: Prompts) -> tuple[str, ...]:
    """What fits the first issue of which a term stands in these words."""
    stems = _stems(issue)
    for one in prompts.issues:
        if any(_holds(stems, term) for term in one.terms):
            return one.options
    return ()


def _holds(stems: tuple[str, ...], term: tuple[str, ...]) -> bool:
    return any(stems[at : at + len(term)] == term for at in range(len(stems)))


@lru_cache(maxsize=512)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in heard_words(text.lower()))


def _said(table: Table) -> tuple[str, ...]:
    table.only({"id", "say"})
    return table.texts("say", LONGEST_LINE)


def _issue(table: Table) -> Issue:
    table.only({"id", "terms", "options"})
    table.id()
    terms = tuple(_stems(term) for term in table.texts("terms", BODY_LENGTH))
    if not all(terms):
        raise table.wrong("a term must have letters")
    return Issue(terms, table.texts("options", LONGEST_LINE))
