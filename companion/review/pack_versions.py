"""Rule packs as a team writes them: a pattern put in or taken out, and versions to go back to.

A team's pack lies in team/phrases of the data directory and stands in the place of the program's
of that name. Every version that was in use is kept beside it, in versions/NAME.N.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array

from companion import paths
from companion.detect.rules import Engine, default_engine
from companion.detect.rules_check import failures
from companion.detect.rules_pack import load_packs, pack_files, read_pack, shared_lists
from companion.errors import OutsideError
from companion.team_versions import Version, put_in_use, text_of
from companion.team_versions import versions as earlier

PATTERN_FIELDS = ("any", "with", "unless_near", "unless_said")
SENTENCE_FIELDS = ("fires", "quiet")
"""A rule's own tests: put a sentence here with the pattern that is for it."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def pack_text(name: str) -> str:
    """The pack in use, as text. OutsideError where there is none of that name."""
    file = pack_files().get(f"{name}.toml")
    if file is None:
        known = ", ".join(sorted(Path(one).stem for one in pack_files()))
        raise OutsideError(f'There is no rule pack "{name}".', f"There are: {known}.")
    return text_of(file)


def edited(
    text: str, rule: str, field: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> str:
    """A pack's text with entries of a rule's list put in and taken out; all else stays as it is.

    `rule` is its id in the pack. OutsideError where the text, the rule or an entry is not there.
    """
    if field not in (*PATTERN_FIELDS, *SENTENCE_FIELDS):
        raise ValueError(f"{field} is no list of a rule")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise OutsideError(f"The pack is not valid TOML: {error}.", "Correct that line.") from error
    tables = document.get("rule")
    found = [t for t in tables if t.get("id") == rule] if isinstance(tables, AoT) else []
    if not found:
        raise OutsideError(f'The pack has no rule "{rule}".', "Choose one that it has.")
    entries = found[0].get(field)
    if not isinstance(entries, Array):
        entries = tomlkit.array()
        found[0][field] = entries
    for gone in remove:
        if gone not in entries:
            raise OutsideError(f'"{gone}" is not in {field} of {rule}.', "Copy it as it stands.")
        entries.remove(gone)
    for fresh in add:
        if fresh not in entries:
            entries.append(fresh)
    return tomlkit.dumps(document)


def enable(name: str, text: str) -> Version:
    """Make this text the pack in use, as the team's own, and a new version of it.

    Calls that begin from now on are heard by it. OutsideError where it is no pack or fails one of
    its own tests, and where it cannot be written; nothing has changed then.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a pack")
    pack = read_pack(text, _file(name), shared_lists())
    others = (one for one in load_packs() if one.name != name)
    failed = next(failures(Engine([*others, pack], drafts=True), name), None)
    if failed is not None:
        raise failed.error()
    kept = put_in_use(_file(name), text, pack_files().get(f"{name}.toml"))
    default_engine.cache_clear()
    return kept


def versions(name: str) -> list[Version]:
    """The versions of a pack that have been in use, the first one first; none: it is as it came."""
    return earlier(_file(name))


def version_text(version: Version) -> str:
    """What a version says; `enable` it to go back to it."""
    return version.text()


def _file(name: str) -> Path:
    return paths.team() / "phrases" / f"{name}.toml"
