"""What is otherwise about a changed pack: which rules, and which sentences that can concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

from companion.detect.rules_pack import Pack, Rule
from companion.detect.rules_pattern import Pattern

_EXCEPTIONS = ("unless_near", "unless_said")
_TOLD = frozenset({"any", "needs", *_EXCEPTIONS, "fires", "quiet", "guidance", "say_instead"})
"""Fields that either change nothing about when a rule holds, or are compared pattern by pattern."""

_CALM = frozenset({"severity", "weight", "wait", "count", "within_s", "once", "cooldown_s",
                   "priority", "due_by_minute"})  # fmt: skip
"""Fields that say what becomes of a sentence for which the rule holds."""


@dataclass(frozen=True)
class Edit:
    """A rule that is otherwise, new (`before` None) or gone (`after` None)."""

    name: str
    before: Rule | None
    after: Rule | None

    @property
    def rule(self) -> Rule:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def party(self) -> str:
        return self.rule.party

    @cached_property
    def touched(self) -> tuple[Pattern, ...]:
        """The patterns without which a sentence is judged as before; none: the rule is as it was.

        Where only patterns differ, those do: whoever fulfils none of them is judged by the same
        others.
        """
        before, after = self.before, self.after
        if before is None or after is None:
            return self.rule.any
        if self._otherwise:
            return (*before.any, *after.any)
        return tuple(
            pattern
            for role in ("any", "needs", *_EXCEPTIONS)
            for some in (self._gone(role), self._fresh(role))
            for pattern in some
        )

    @cached_property
    def may_gain(self) -> bool:
        """Whether the rule can hold for a sentence that it did not hold for."""
        if self.before is None or self.after is None:
            return self.after is not None
        eased = self._fresh("any") or any(self._gone(role) for role in _EXCEPTIONS)
        return bool(eased or self._otherwise or self._fresh("needs"))

    @cached_property
    def may_lose(self) -> bool:
        """Whether the rule can hold no longer for a sentence that it held for."""
        if self.before is None or self.after is None:
            return self.before is not None
        narrowed = self._gone("any") or any(self._fresh(role) for role in _EXCEPTIONS)
        return bool(narrowed or self._otherwise or self._gone("needs"))

    @cached_property
    def _otherwise(self) -> bool:
        """Whether more than patterns differs."""
        before, after = self.before, self.after
        assert before is not None
        assert after is not None
        return (
            before.party != after.party
            or _circumstances(before) != _circumstances(after)
            or bool(before.needs) != bool(after.needs)
        )

    def _fresh(self, role: str) -> list[Pattern]:
        old, new = getattr(self.before, role), getattr(self.after, role)
        return [pattern for pattern in new if pattern not in old]

    def _gone(self, role: str) -> list[Pattern]:
        old, new = getattr(self.before, role), getattr(self.after, role)
        return [pattern for pattern in old if pattern not in new]


def edits(before: Iterable[Rule], after: Iterable[Rule]) -> list[Edit]:
    """The rules that hold otherwise. One that is switched off, or a draft, does not hold."""
    old = {rule.name: rule for rule in before if rule.enabled and not rule.draft}
    new = {rule.name: rule for rule in after if rule.enabled and not rule.draft}
    found = [Edit(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new])]
    return [edit for edit in found if edit.touched]


def alone(rule: Rule) -> Pack:
    """A pack of this rule alone, which holds as often as its words are there."""
    return Pack(rule.name, rule.name, Path(), (replace(rule, count=1),))


def _circumstances(rule: Rule) -> tuple[object, ...]:
    """Everything but patterns on which it depends whether the rule holds."""
    apart = _TOLD | _CALM | {"name", "category", "enabled", "draft"}
    return tuple(getattr(rule, one.name) for one in fields(rule) if one.name not in apart)
