"""The files that a team may write anew for itself: which there are, whether they hold, saving them.

    for file in team_files():
        checked = check(file, file.text())
        if checked.error is None: ...       # checked.content is what the editor previews
    save(checked)                           # from the next call on it stands in the place of ours

A team's file lies below `paths.team()` where ours lies below `paths.assets()`. A file more that can
be edited is one line in `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from companion import paths
from companion.abuse_protocol import read_protocol
from companion.detect.rules import Engine, default_engine
from companion.detect.rules_check import Failure, failures
from companion.detect.rules_pack import (
    SHARED,
    Pack,
    load_pack,
    pack_files,
    read_lists,
    read_pack,
    shared_lists,
)
from companion.errors import OutsideError
from companion.outcomes import read_outcomes
from companion.policy import read_policies
from companion.prompts import read_prompts
from companion.review.scorecard_file import read_scorecard
from companion.script import read_script
from companion.team_versions import Version, keep, put_in_use, text_of, versions

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\.toml")
"""Of any file of a team's: what cannot lead out of its folder on any system."""


@dataclass(frozen=True, slots=True)
class RuleTests:
    """What the rules' own tests said of packs that are being written."""

    packs: tuple[Pack, ...]
    """The packs whose tests were made: all of them where the lists are what changes."""
    failed: tuple[Failure, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of file. `place` is below the team's folder; a star in it stands for any name.

    `read` makes of a text, and the name to call it in an error, what the program makes of it:
    OutsideError where that is nothing. `counts` says from when on a saved one is used.
    """

    id: str
    title: str
    place: str
    read: Callable[[str, str], object]
    counts: str = "from the next call on"

    @property
    def many(self) -> bool:
        return "*" in self.place

    def holds(self, place: PurePosixPath) -> bool:
        folder, name = PurePosixPath(self.place).parent, PurePosixPath(self.place).name
        return place.parent == folder and name in ("*.toml", place.name)


def _pack(text: str, name: str) -> RuleTests:
    return tested({name: text})


KINDS = (
    Kind("script", "Script", "scripts/default.toml", read_script),
    Kind("outcomes", "Outcomes", "scripts/outcomes.toml", read_outcomes),
    Kind("prompts", "Words to say", "scripts/prompts.toml", read_prompts),
    Kind("policy", "Policy", "scripts/policy.toml", read_policies),
    Kind("abuse", "Steps against abuse", "scripts/abuse.toml", read_protocol),
    Kind("scorecard", "Scorecard", "scorecards/*.toml", read_scorecard, "from the next review on"),
    Kind("lists", "Shared words", "phrases/lists.toml", _pack),
    Kind("pack", "Rules", "phrases/*.toml", _pack),
)
"""The first line whose place fits counts, so a name goes before a star."""


@dataclass(frozen=True, slots=True)
class TeamFile:
    """`place` is where it lies below the team's folder, and ours below the program's."""

    kind: Kind
    place: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.place).name

    @property
    def own(self) -> Path:
        """The team's version. Perhaps not there."""
        return paths.team() / self.place

    @property
    def ours(self) -> Path:
        """The one that comes with the program. Perhaps there is none of that name."""
        return paths.assets() / self.place

    @property
    def is_own(self) -> bool:
        return self.own.is_file()

    @property
    def is_ours(self) -> bool:
        return self.ours.is_file()

    @property
    def in_use(self) -> Path:
        return self.own if self.is_own else self.ours

    def text(self) -> str:
        """What is in use, as text. OutsideError where it cannot be read."""
        return text_of(self.in_use)

    def versions(self) -> list[Version]:
        """What was once in use, the first one first."""
        return versions(self.own)


@dataclass(frozen=True, slots=True)
class Checked:
    """A text and whether the program can use it.

    `content` is what it makes of it, if anything: with an error too where only rules' tests fail.
    `line` counts from 1; None where the error has no place.
    """

    file: TeamFile
    text: str
    content: object
    error: OutsideError | None = None
    line: int | None = None


def team_files() -> list[TeamFile]:
    """Every file that can be edited, sort by sort, ours and those that only the team has."""
    found: dict[str, TeamFile] = {}
    for kind in KINDS:
        for root in (paths.assets(), paths.team()) if kind.many else ():
            for file in sorted(root.glob(kind.place)):
                place = file.relative_to(root).as_posix()
                if _NAME.fullmatch(file.name):
                    found.setdefault(place, TeamFile(kind, place))
        if not kind.many:
            found[kind.place] = TeamFile(kind, kind.place)
    order = [kind.id for kind in KINDS]
    return sorted(found.values(), key=lambda file: (order.index(file.kind.id), _rank(file)))


def team_file(place: str) -> TeamFile:
    """The file at a place below the team's folder. OutsideError where none can be edited."""
    where = PurePosixPath(place)
    if str(where) == place and _NAME.fullmatch(where.name):
        for kind in KINDS:
            if kind.holds(where):
                return TeamFile(kind, place)
    raise OutsideError(
        f"{place!r} is no file of a team's.", "`companion team list` names those there are."
    )


def check(file: TeamFile, text: str) -> Checked:
    """Read a text as the program would, rules with their tests. Up to a second: not for the GUI."""
    try:
        content = file.kind.read(text, file.name)
    except OutsideError as error:
        return Checked(file, text, None, error, line_of(text, error.problem))
    if isinstance(content, RuleTests) and content.failed:
        first = content.failed[0]
        return Checked(file, text, content, first.error(), _line_with(text, first.sentence))
    return Checked(file, text, content)


def tested(texts: Mapping[str, str]) -> RuleTests:
    """The tests of packs with these texts, by name, among the other packs in use.

    With new shared lists every pack is tested. OutsideError where one cannot be understood.
    """
    files = pack_files()
    shared = read_lists(texts[SHARED], Path(SHARED)) if SHARED in texts else shared_lists()
    fresh = [read_pack(text, Path(n), shared) for n, text in texts.items() if n != SHARED]
    others = [load_pack(file, shared) for n, file in files.items() if n not in (*texts, SHARED)]
    engine = Engine([*fresh, *others], drafts=True)
    tried = engine.packs if SHARED in texts else tuple(fresh)
    failed = tuple(one for pack in tried for one in failures(engine, pack.name))
    return RuleTests(tried, failed, sum(_sentences(pack) for pack in tried))


def save(checked: Checked) -> None:
    """Make it the team's own. What was in use is kept as a version. OutsideError where it must.

    ValueError for what did not hold: only what has been checked can be saved.
    """
    if checked.error is not None:
        raise ValueError(f"{checked.file.place} is not usable")
    put_in_use(checked.file.own, checked.text, checked.file.in_use if _exists(checked) else None)
    default_engine.cache_clear()


def restore(file: TeamFile) -> None:
    """Back to what comes with the program; the team's version is kept beside its place.

    A file that only the team has goes out of use. OutsideError where other files of the team's rely
    on the team's version, or where it cannot be moved.
    """
    if not file.is_own:
        return
    if file.is_ours:
        back = check(file, text_of(file.ours))
        if back.error is not None:
            raise back.error
    keep(file.own, file.own)
    try:
        file.own.unlink()
    except OSError as error:
        raise OutsideError(
            f"{file.own} cannot be removed: {error.strerror}.", "Make its folder writable."
        ) from error
    default_engine.cache_clear()


def line_of(text: str, problem: str) -> int | None:
    """The line that a complaint about this text means, counted from 1, as far as it says so.

    Complaints name a line, or the number or the id of a table ("step 2", "question greeting").
    """
    lines = text.splitlines()
    if named := re.search(r"\bline (\d+)", problem):
        return min(int(named[1]), max(1, len(lines)))
    if "end of document" in problem:
        return max(1, len(lines))
    for sort, which in re.findall(r"\b([a-z_]+) (\w+)\b", problem):
        begin = re.compile(rf"\s*\[\[(?:\w+\.)*{sort}\]\]")
        tables = [number for number, line in enumerate(lines, 1) if begin.match(line)]
        if which.isdecimal() and 0 < int(which) <= len(tables):
            return tables[int(which) - 1]
        own = re.compile(rf"\s*id\s*=\s*[\"']{re.escape(which)}[\"']")
        found = [number for number, line in enumerate(lines, 1) if own.match(line)]
        if tables and found:
            return found[0]
    return None


def _line_with(text: str, words: str) -> int | None:
    return next((n for n, line in enumerate(text.splitlines(), 1) if words in line), None)


def _exists(checked: Checked) -> bool:
    return checked.file.is_own or checked.file.is_ours


def _rank(file: TeamFile) -> tuple[bool, str]:
    """The default of its sort first, the others by name."""
    return file.name != "default.toml", file.name


def _sentences(pack: Pack) -> int:
    tests: Sequence[int] = [len(r.fires) + len(r.quiet) for r in pack.rules if r.enabled]
    return sum(tests) + len(pack.quiet)
