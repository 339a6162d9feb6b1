"""The self-check: is everything here that a call needs, and fast enough?

Each check is a function without arguments that returns a `Finding`, and one line in `CHECKS`. A
check may also raise OutsideError: that is a failure in its words. They are imported one by one, so
that a library which cannot be loaded is a finding too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from companion.errors import OutsideError


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in plain words, and what to do about it where something is to be done."""

    state: State
    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """`where` is the function that looks, as "module:function"."""

    id: str
    title: str
    where: str


CHECKS = (
    Check("python", "Python", "companion.doctor.machine:check_python"),
    Check("packages", "Packages", "companion.doctor.machine:check_packages"),
    Check("window", "Window library", "companion.doctor.machine:check_window_library"),
    Check("display", "Display", "companion.doctor.machine:check_display"),
    Check("sound", "Sound devices", "companion.doctor.machine:check_sound"),
    Check("model", "Speech model", "companion.doctor.recognition:check_model"),
    Check("memory", "Memory", "companion.doctor.recognition:check_memory"),
    Check("speed", "Recognition speed", "companion.doctor.recognition:check_speed"),
    Check("rules", "Rules", "companion.doctor.recognition:check_rules"),
    Check("data", "Data directory", "companion.doctor.data:check_data_directory"),
    Check("space", "Disk space", "companion.doctor.data:check_space"),
    Check("database", "Saved calls", "companion.doctor.data:check_database"),
    Check("unsaved", "Unsaved calls", "companion.doctor.data:check_unsaved"),
    Check("recordings", "Recordings", "companion.doctor.data:check_recordings"),
    Check("encryption", "Encryption", "companion.doctor.data:check_encryption"),
    Check("privacy", "Privacy", "companion.doctor.data:check_privacy"),
)


def run_checks(checks: Iterable[Check] = CHECKS) -> Iterator[tuple[Check, Finding]]:
    """Each check with its finding, as soon as it is known."""
    for check in checks:
        yield check, _finding(check)


def _finding(check: Check) -> Finding:
    module, _, name = check.where.partition(":")
    try:
        look: Callable[[], Finding] = getattr(import_module(module), name)
        return look()
    except OutsideError as error:
        return Finding(State.FAIL, error.problem, error.remedy)
    except OSError as error:
        return Finding(State.FAIL, f"The system refuses: {error}.")
    except ImportError as error:
        return Finding(
            State.FAIL,
            f"A library cannot be loaded: {error}.",
            "Run: pip install --force-reinstall call-companion",
        )
