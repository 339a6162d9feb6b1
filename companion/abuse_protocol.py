"""The steps against abuse: warn, offer to talk later, end the call; each with words to say.

Read from a TOML file that a team can edit. That a step was taken is an event of the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion.call import Call
from companion.cards import BODY_LENGTH, TITLE_LENGTH
from companion.events import AbuseStepTaken, Category
from companion.team_file import distinct, load_script_file, read_tables, wrong

MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class AbuseStep:
    """`say` is words to say; `id` stands in the record."""

    id: str
    title: str
    say: str


def load_protocol(path: Path | None = None) -> tuple[AbuseStep, ...]:
    """The steps in their order, one to five; without a path the team's, or else ours.

    Raises OutsideError that names the file and what is wrong in it, in one line.
    """
    return load_script_file(path, "abuse.toml", read_protocol)


def read_protocol(text: str, name: str) -> tuple[AbuseStep, ...]:
    """The steps in this text; `name` says in an error whose text it is."""
    tables = read_tables(text, name, ["step"])["step"]
    distinct(tables, "id")
    if not 0 < len(tables) <= MOST_STEPS:
        raise wrong(name, f"it must have 1 to {MOST_STEPS} steps")
    for table in tables:
        table.only({"id", "title", "say"})
    return tuple(
        AbuseStep(table.id(), table.text("title", TITLE_LENGTH), table.text("say", BODY_LENGTH))
        for table in tables
    )


def abused(call: Call) -> bool:
    """Whether the call has come to abuse: it was raised and stands, or a step was taken."""
    raised = any(one.standing and one.category is Category.ABUSE for one in call.alerts)
    return raised or bool(call.abuse_steps)


def taken(call: Call, step: str) -> AbuseStepTaken | None:
    """When this step was taken first; None while it was not."""
    return next((each for each in call.abuse_steps if each.step == step), None)


def next_step(call: Call, protocol: tuple[AbuseStep, ...]) -> AbuseStep | None:
    """The step that comes after the furthest one that was taken; None after the last."""
    done = {each.step for each in call.abuse_steps}
    furthest = max((n for n, step in enumerate(protocol) if step.id in done), default=-1)
    return protocol[furthest + 1] if furthest + 1 < len(protocol) else None
