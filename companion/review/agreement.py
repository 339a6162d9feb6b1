"""How far two people agree: the share of equal answers, and Cohen's kappa, which takes chance out.

    kappa = (observed - expected) / (1 - expected)

`observed` is the share of equal answers, `expected` the share that would be equal by chance if each
kept to their own frequencies. Where both give one and the same answer throughout, chance alone
explains all of it and kappa is not defined: it is None then, and says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `pairs` answers `equal` were the same. `share` and `kappa` are None where undefined."""

    pairs: int
    equal: int
    share: float | None
    kappa: float | None
    why: str = ""
    """Why there is no kappa; empty where there is one."""


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Agreement over pairs of answers to the same question about the same calls."""
    count = len(pairs)
    if not count:
        return Agreement(0, 0, None, None, "Nobody has answered it twice.")
    equal = sum(one == other for one, other in pairs)
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    # Whole numbers, so that "always the same answer" is no matter of rounding.
    by_chance = sum(times * second[answer] for answer, times in first.items())
    if by_chance == count * count:
        why = "Both gave one and the same answer throughout."
        return Agreement(count, equal, equal / count, None, why)
    kappa = (equal * count - by_chance) / (count * count - by_chance)
    return Agreement(count, equal, equal / count, kappa)
