"""What a team may write anew for itself, as the window needs it: the script and the outcomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from companion import paths
from companion.errors import OutsideError
from companion.outcomes import Outcome, load_outcomes
from companion.script import Script, load_script
from ui.language import shipped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Team:
    """`troubles` names each file of the team's that is not usable; ours stands in its place."""

    script: Script
    outcomes: tuple[Outcome, ...]
    troubles: tuple[OutsideError, ...] = ()

    def titles(self) -> dict[str, str]:
        """What steps and outcomes are called in the language of the window, by their ids."""
        steps = {step.id: shipped(step.title) for step in self.script.steps}
        return steps | {outcome.id: shipped(outcome.title) for outcome in self.outcomes}


def load_team() -> Team:
    """The team's own files where it has any, else those that come with the program."""
    troubles: list[OutsideError] = []
    return Team(
        script=_own_or_ours(load_script, "default.toml", troubles),
        outcomes=_own_or_ours(load_outcomes, "outcomes.toml", troubles),
        troubles=tuple(troubles),
    )


def _own_or_ours(load: Callable[[Path], T], name: str, troubles: list[OutsideError]) -> T:
    ours = paths.assets() / "scripts" / name
    found = paths.asset("scripts", name)
    try:
        return load(found)
    except OutsideError as error:
        if found == ours:
            raise
        troubles.append(OutsideError(error.problem, "Correct it; ours is used until then."))
        return load(ours)
