"""A rule pack while it is being changed: its text, and the lists of its rules as lines."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from companion.detect.rules_pack import SHARED, pack_files, read_pack, shared_lists
from companion.errors import OutsideError
from companion.review.pack_versions import edited, pack_text


@dataclass(frozen=True, slots=True)
class Draft:
    """`text` is the whole pack as it would be stored."""

    name: str
    text: str

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of its rules; none where the text is no TOML."""
        return tuple(str(rule.get("id", "")) for rule in self._rules())

    def entries(self, rule: str, field: str) -> tuple[str, ...]:
        """The lines of a rule's list; none where it has no such list."""
        for one in self._rules():
            if one.get("id") == rule and isinstance(one.get(field), list):
                return tuple(str(entry) for entry in one[field])
        return ()

    def with_entries(self, rule: str, field: str, lines: Sequence[str]) -> Draft:
        """The draft with these lines in the list, else as it stands. OutsideError as `edited`."""
        wanted = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
        now = self.entries(rule, field)
        if wanted == now:
            return self
        gone = [line for line in now if line not in wanted]
        fresh = [line for line in wanted if line not in now]
        return replace(self, text=edited(self.text, rule, field, add=fresh, remove=gone))

    def trouble(self) -> OutsideError | None:
        """What is wrong with it; None where it is a pack."""
        try:
            read_pack(self.text, Path(f"{self.name}.toml"), shared_lists())
        except OutsideError as error:
            return error
        return None

    def _rules(self) -> list[dict[str, Any]]:
        try:
            found = tomllib.loads(self.text).get("rule", [])
        except tomllib.TOMLDecodeError:
            return []
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def draft_of(name: str) -> Draft:
    """The pack in use. OutsideError where it cannot be read."""
    return Draft(name, pack_text(name))


def pack_names() -> list[str]:
    """The packs that can be changed, in their order."""
    return sorted(Path(file).stem for file in pack_files() if file != SHARED)
