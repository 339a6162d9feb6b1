"""Rule packs: TOML files in `assets/phrases`, read with errors that name file, line and field.

    title = "Legal threats"
    party = "customer"            # whose words: customer or agent
    category = "legal"            # these six may also stand in a single rule
    severity = "critical"
    guidance = "What to do."
    unless = ["negated", "reported", "asked", "hypothetical", "retracted"]

    [lists]
    lawyer = ["lawyer", "solicitor", "legal team"]

    [[rule]]
    id = "lawyer"                 # its full name is the file's name, a dot, and this
    any = ["(call|instruct) ~4 [lawyer]"]     # one of these patterns must be there
    with = []                     # if given: and one of these anywhere in the utterance
    unless_near = ["[lawyer] by trade"]       # not with these next to it
    unless_said = []              # not with these anywhere in the utterance
    actors = ["me", "mine"]       # who acts in the clause: me mine you yours other thing none
    moods = ["will", "done"]      # how: will done can want plain
    only = []                     # if given: only in one of these frames
    setting = "heated"            # only where the customer shows anger ("despair": hopelessness;
                                  # "veiled": anywhere, unless the trained scorer doubts it)
    wait = 1                      # words that must follow before it counts in a partial
    weight = 2.0                  # among cues of anger or slips; from 2 on no score outweighs it
    count = 3                     # only from the third sentence on that it holds for
    within_s = 120                # ... in so many seconds; without it: in the call
    once = true                   # noted once a call
    cooldown_s = 90               # so long no further card; it is noted all the same
    priority = 5                  # of two equally grave cards the higher number is shown
    due_by_minute = 4             # the agent is reminded where it has not been said by then
    draft = true                  # tried by `rules check` and `rules test`, not used in calls
    enabled = false               # not read at all
    fires = ["i'm calling my lawyer"]         # the rule's own tests
    quiet = ["my lawyer loves your shop"]

`assets/phrases/lists.toml` holds lists that all packs may use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from companion.detect.rules_pattern import Lists, Pattern, PatternError, compiled, list_entry
from companion.errors import OutsideError
from companion.events import Severity
from companion.kinds import DANGERS
from companion.language import Actor, Frame, Mood
from companion.paths import assets, team

SHARED = "lists.toml"
SETTINGS = ("", "heated", "despair", "veiled")

PLAIN = 2.0
"""From this weight on a rule's words can hardly mean anything else: they count beside anything, and
no score outweighs them.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, compiled. `weight` and `say_instead` are for the detectors that use them.

    In a call it counts from the `count`th sentence on that fulfils it, within `within_s` seconds.
    `wait` words must follow in a partial before it counts there; `setting` is what
    the call must be like for it to count: "heated" or "despair" (companion/detect/heat.py).
    """

    name: str
    party: str
    category: str
    severity: Severity
    guidance: str
    any: tuple[Pattern, ...]
    needs: tuple[Pattern, ...] = ()
    unless_near: tuple[Pattern, ...] = ()
    unless_said: tuple[Pattern, ...] = ()
    actors: frozenset[Actor] = frozenset()
    moods: frozenset[Mood] = frozenset()
    unless: frozenset[Frame] = frozenset()
    only: frozenset[Frame] = frozenset()
    say_instead: str = ""
    weight: float = 1.0
    wait: int = 0
    setting: str = ""
    count: int = 1
    within_s: float | None = None
    once: bool = False
    cooldown_s: float | None = None
    priority: int = 0
    due_by_minute: float | None = None
    draft: bool = False
    enabled: bool = True
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One file of rules. `quiet` are sentences on which none of its rules may fire."""

    name: str
    title: str
    path: Path
    rules: tuple[Rule, ...]
    quiet: tuple[str, ...] = ()
    lists: Lists = field(default_factory=dict)


def load_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """Every pack of a folder, by name; otherwise the program's, the team's own in their place.

    Raises OutsideError, naming file, line and field, where one cannot be understood.
    """
    files = pack_files(folder)
    shared_file = files.pop(SHARED, None)
    shared = _lists(_Source.read(shared_file), {}) if shared_file else {}
    return tuple(load_pack(files[name], shared) for name in sorted(files))


def pack_files(folder: Path | None = None) -> dict[str, Path]:
    """The files of `load_packs` by name, the shared lists among them."""
    folders = (folder,) if folder else (assets() / "phrases", team() / "phrases")
    return {file.name: file for one in folders for file in sorted(one.glob("*.toml"))}


def shared_lists(folder: Path | None = None) -> Lists:
    """The lists that all packs may use. OutsideError as `load_packs`."""
    file = pack_files(folder).get(SHARED)
    return _lists(_Source.read(file), {}) if file else {}


def read_lists(text: str, path: Path) -> Lists:
    """Lists for all packs that are being written; `path` as for `read_pack`."""
    source = _Source.parsed(text, path)
    unknown = set(source.data) - {"lists"}
    if unknown:
        raise source.error(f"field '{min(unknown)}' is not known", min(unknown))
    return _lists(source, {})


def load_pack(path: Path, shared: Lists | None = None) -> Pack:
    """One pack. OutsideError where it cannot be read or understood."""
    return _pack(_Source.read(path), shared)


def read_pack(text: str, path: Path, shared: Lists | None = None) -> Pack:
    """A pack that is being written; `path` is where it will lie. OutsideError as `load_pack`."""
    return _pack(_Source.parsed(text, path), shared)


def _pack(source: _Source, shared: Lists | None) -> Pack:
    unknown = set(source.data) - _PACK_FIELDS - _INHERITED
    if unknown:
        raise source.error(f"field '{min(unknown)}' is not known", f"{min(unknown)} =")
    lists = {**(shared or {}), **_lists(source, shared or {})}
    tables = source.data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise source.error("rules must be written as [[rule]] tables", "rule")
    rules = tuple(_rule(source, table, lists) for table in tables)
    names = [rule.name for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise source.error(f"two rules are called {twice}", twice.partition(".")[2])
    quiet = _texts(source, source.data, "quiet", "pack")
    title = str(source.data.get("title", source.path.stem))
    return Pack(source.path.stem, title, source.path, rules, quiet, lists)


_INHERITED = frozenset(
    {"party", "category", "severity", "guidance", "unless", "say_instead", "actors", "moods"}
)
_PACK_FIELDS = frozenset({"title", "lists", "rule", "quiet"})
_RULE_FIELDS = _INHERITED | {
    "id", "any", "with", "unless_near", "unless_said", "only", "weight", "wait", "setting",
    "enabled", "fires", "quiet", "count", "within_s", "once", "cooldown_s", "priority",
    "due_by_minute", "draft"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    """A pack's text and data, so that an error can name the line."""

    path: Path
    text: str
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> _Source:
        try:
            return cls.parsed(path.read_text(encoding="utf-8"), path)
        except (OSError, UnicodeDecodeError) as error:
            raise OutsideError(f"{path} cannot be read: {error}.", "Put the file back.") from error

    @classmethod
    def parsed(cls, text: str, path: Path) -> _Source:
        try:
            return cls(path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise OutsideError(
                f"{path} is not valid TOML: {error}.", "Correct that line, then try again."
            ) from error

    def error(self, why: str, near: str, rule: str = "") -> OutsideError:
        """The complaint, with the line where `near` stands (behind the rule's id, if given)."""
        start = max(0, self.text.find(f'"{rule}"')) if rule else 0
        place = self.text.find(near, start)
        line = self.text.count("\n", 0, max(place, start)) + 1
        where = f"{self.path}, line {line}" + (f", rule {rule}" if rule else "")
        return OutsideError(f"{where}: {why}.", "Correct it, then run `companion rules check`.")


def _lists(source: _Source, shared: Lists) -> dict[str, tuple[tuple[tuple[bool, str], ...], ...]]:
    """The named lists; an entry "[other]" takes over a list named before it."""
    tables = source.data.get("lists", {})
    if not isinstance(tables, Mapping):
        raise source.error("[lists] must be a table", "lists")
    found = dict(shared)
    for name, items in tables.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise source.error(f"list '{name}' must be a list of phrases", name)
        try:
            found[name] = tuple(p for item in items for p in list_entry(item, found))
        except PatternError as error:
            raise source.error(f"list '{name}': {error}", f"{name} =") from error
    return found


def _rule(source: _Source, table: dict[str, Any], lists: Lists) -> Rule:
    name = table.get("id")
    if not isinstance(name, str) or not name:
        raise source.error("a rule has no id", "[[rule]]")
    unknown = set(table) - _RULE_FIELDS
    if unknown:
        raise source.error(f"field '{min(unknown)}' is not known", min(unknown), name)
    given = {key: source.data[key] for key in _INHERITED if key in source.data} | table

    def patterns(key: str) -> tuple[Pattern, ...]:
        return _patterns(source, given, key, name, lists)

    if not _texts(source, given, "any", name):
        raise source.error("field any: at least one pattern is needed", "any", name)
    rule = Rule(
        name=f"{source.path.stem}.{name}",
        party=_one(source, given, "party", name, ("customer", "agent")),
        category=_text(source, given, "category", name) or source.path.stem,
        severity=Severity(_one(source, given, "severity", name, tuple(Severity), "notice")),
        guidance=_text(source, given, "guidance", name),
        any=patterns("any"),
        needs=patterns("with"),
        unless_near=patterns("unless_near"),
        unless_said=patterns("unless_said"),
        actors=frozenset(Actor(a) for a in _several(source, given, "actors", name, tuple(Actor))),
        moods=frozenset(Mood(m) for m in _several(source, given, "moods", name, tuple(Mood))),
        unless=frozenset(Frame(f) for f in _several(source, given, "unless", name, tuple(Frame))),
        only=frozenset(Frame(f) for f in _several(source, given, "only", name, tuple(Frame))),
        say_instead=_text(source, given, "say_instead", name),
        weight=_number(source, given, "weight", name),
        wait=int(_number(source, given, "wait", name, 0)),
        setting=_one(source, given, "setting", name, SETTINGS, ""),
        draft=_flag(source, given, "draft", name),
        enabled=_flag(source, given, "enabled", name, True),
        fires=_texts(source, given, "fires", name),
        quiet=_texts(source, table, "quiet", name),
    )
    return _with_occurrence(rule, source, given, name)


def _with_occurrence(rule: Rule, source: _Source, given: Mapping[str, Any], name: str) -> Rule:
    """The rule with what its table says of how often it counts and how it is shown."""
    rule = replace(
        rule,
        count=int(_above_nought(source, given, "count", name) or 1),
        within_s=_above_nought(source, given, "within_s", name),
        once=_flag(source, given, "once", name),
        cooldown_s=_above_nought(source, given, "cooldown_s", name),
        priority=int(_number(source, given, "priority", name, 0)),
        due_by_minute=_above_nought(source, given, "due_by_minute", name),
    )
    if rule.category in DANGERS and (rule.once or rule.cooldown_s):
        field_name = "once" if rule.once else "cooldown_s"
        raise source.error(
            f"field {field_name}: {rule.category} is never silenced", field_name, name
        )
    return rule


def _patterns(
    source: _Source, table: Mapping[str, Any], key: str, rule: str, lists: Lists
) -> tuple[Pattern, ...]:
    found: list[Pattern] = []
    for text in _texts(source, table, key, rule):
        try:
            found += compiled(text, lists)
        except PatternError as error:
            raise source.error(f"field {key}: {error}", text, rule) from error
    return tuple(found)


def _text(source: _Source, table: Mapping[str, Any], key: str, rule: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise source.error(f"field {key} must be a text", key, rule)
    return value


def _flag(
    source: _Source, table: Mapping[str, Any], key: str, rule: str, otherwise: bool = False
) -> bool:
    value = table.get(key, otherwise)
    if not isinstance(value, bool):
        raise source.error(f"field {key} must be true or false", key, rule)
    return value


def _number(
    source: _Source, table: Mapping[str, Any], key: str, rule: str, otherwise: float = 1.0
) -> float:
    value = table.get(key, otherwise)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise source.error(f"field {key} must be a number", key, rule)
    return float(value)


def _above_nought(source: _Source, table: Mapping[str, Any], key: str, rule: str) -> float | None:
    """A number above 0; None where the field is not given."""
    if key not in table:
        return None
    value = _number(source, table, key, rule)
    if value <= 0:
        raise source.error(f"field {key} must be above 0", key, rule)
    return value


def _texts(source: _Source, table: Mapping[str, Any], key: str, rule: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise source.error(f"field {key} must be a list of texts", key, rule)
    return tuple(value)


def _several(
    source: _Source, table: Mapping[str, Any], key: str, rule: str, known: Iterable[str]
) -> tuple[str, ...]:
    values = _texts(source, table, key, rule)
    for value in values:
        if value not in known:
            choices = ", ".join(known)
            raise source.error(f"field {key}: '{value}' is not one of {choices}", key, rule)
    return values


def _one(
    source: _Source,
    table: Mapping[str, Any],
    key: str,
    rule: str,
    known: tuple[str, ...],
    otherwise: str = "",
) -> str:
    value = table.get(key, otherwise)
    if value not in known:
        raise source.error(f"field {key} must be one of {', '.join(known)}", key, rule)
    return str(value)
