"""The packs that a call uses: the team's own where they can be understood, ours where not.

A slip of the pen in a team's file must cost nobody a call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from companion.detect.rules_pack import (
    SHARED,
    Pack,
    load_pack,
    load_packs,
    pack_files,
    shared_lists,
)
from companion.detect.rules_pattern import Lists
from companion.errors import OutsideError
from companion.paths import assets


@dataclass(frozen=True, slots=True)
class PacksInUse:
    """`troubles` says of each of the team's files that is not used why, and what is instead."""

    packs: tuple[Pack, ...]
    troubles: tuple[OutsideError, ...] = ()


def packs_in_use() -> PacksInUse:
    """OutsideError where one of the program's own packs is broken."""
    try:
        return PacksInUse(load_packs())
    except OutsideError:
        troubles: list[OutsideError] = []
        return PacksInUse(tuple(_usable(troubles)), tuple(troubles))


def _usable(troubles: list[OutsideError]) -> Iterator[Pack]:
    ours = pack_files(_ours())
    shared = _shared(troubles)
    for name, file in sorted(pack_files().items()):
        if name == SHARED:
            continue
        try:
            yield load_pack(file, shared)
        except OutsideError as error:
            if file == ours.get(name):
                raise
            troubles.append(_told(error, replaced=name in ours))
            if name in ours:
                yield load_pack(ours[name], shared_lists(_ours()))


def _shared(troubles: list[OutsideError]) -> Lists:
    try:
        return shared_lists()
    except OutsideError as error:
        troubles.append(_told(error, replaced=True))
        return shared_lists(_ours())


def _told(error: OutsideError, *, replaced: bool) -> OutsideError:
    instead = "ours is used until then" if replaced else "it is left out until then"
    return OutsideError(error.problem, f"Correct it; {instead}.")


def _ours() -> Path:
    return assets() / "phrases"
