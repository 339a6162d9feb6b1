"""What a user can set. One field a setting: the preferences, the commands and the docs are made of
this table. Kept in `settings.toml` beside the calls; what somebody wrote there by hand stays.
"""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from companion import paths
from companion.errors import OutsideError

Value = bool | int | str

RECORDING = "Recording"
"""The heading of what is about the sound of calls."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a setting is shown. `group` is a heading; `choices` are values with their titles.

    A number lies between `least` and `most`; `unit` follows it, such as "days".
    """

    group: str
    title: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    unit: str = ""


def _setting(default: Value, group: str, title: str, help: str, **more: Any) -> Any:
    return field(default=default, metadata={"shown": Setting(group, title, help, **more)})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this user. To add one, add a field: everything else follows from it."""

    agent_name: str = _setting(
        "", "You", "Your name", "Stands in the calls that you take and in what you review."
    )
    language: str = _setting(
        "",
        "Window",
        "Language",
        "Of menus and texts. Calls are understood in English.",
        choices=(("", "As the system"), ("en", "English"), ("de", "Deutsch")),
    )
    compact_opacity: int = _setting(
        100,
        "Window",
        "Opacity of the compact window",
        "Below 100, what lies behind shines through.",
        least=40,
        most=100,
        unit="%",
    )
    start_by_itself: bool = _setting(
        False, "Calls", "Start by itself", "Begin a call when both sides have sound."
    )
    voice_measures: bool = _setting(
        False,
        "Calls",
        "Show the customer's loudness and pace",
        "Against the beginning of the call. A measure, no judgement; never of the agent.",
    )
    record_calls: bool = _setting(
        False, RECORDING, "Record the sound of calls", "Ask the caller first. Off: words only."
    )
    record_at_once: bool = _setting(
        False,
        RECORDING,
        "Record before the caller has agreed",
        "For where callers are told by other means. Off: it begins when you note their consent.",
    )
    recording_format: str = _setting(
        "flac",
        RECORDING,
        "Format of recordings",
        "FLAC keeps every detail, Opus takes a tenth of the room.",
        choices=(("flac", "FLAC"), ("opus", "Opus")),
    )
    recording_hours: int = _setting(
        4,
        RECORDING,
        "Longest recording",
        "After this the recording stops; the call goes on.",
        least=1,
        most=24,
        unit="hours",
    )
    mask_personal: bool = _setting(
        False,
        "Privacy",
        "Mask personal data",
        "Phone numbers, e-mail addresses and account numbers too. Card numbers always are.",
    )
    keep_days: int = _setting(
        0,
        "Privacy",
        "Keep calls for",
        "Older calls are deleted for good. 0 keeps them.",
        least=0,
        most=3650,
        unit="days",
    )
    keep_days_by_outcome: str = _setting(
        "",
        "Privacy",
        "Keep calls by outcome",
        "Days for outcomes of their own, such as: abuse = 730, resolved = 30. 0 keeps them.",
    )


_CAREFUL: dict[str, Any] = {"mask_personal": True}
"""In place of the default where somebody set something that cannot be read."""

FIELDS: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(Settings)


def shown(setting: dataclasses.Field[Any]) -> Setting:
    """How a field of `Settings` is shown."""
    found = setting.metadata["shown"]
    assert isinstance(found, Setting)
    return found


@dataclass(frozen=True, slots=True)
class Usable:
    """Settings that a call can go on with. `trouble` says what of the file is not usable, if any
    of it is not: the defaults count there, but personal data is masked if nobody can tell whether
    it should be.
    """

    settings: Settings
    trouble: OutsideError | None = None


def settings_for_call() -> Settings:
    """What a call goes by; `settings_trouble` says what it does not go by."""
    return usable_settings().settings


def settings_trouble() -> OutsideError | None:
    """For whoever takes a call: one line with the remedy, if not all that was set counts."""
    trouble = usable_settings().trouble
    if trouble is None:
        return None
    return OutsideError(f"{trouble.problem} The defaults count in its place.", trouble.remedy)


def load_settings() -> Settings:
    """The user's settings; what is not set has its default.

    OutsideError names the file and the setting at fault. A name that we do not know is left alone:
    a newer version may have written it.
    """
    found = usable_settings()
    if found.trouble is not None:
        raise found.trouble
    return found.settings


def usable_settings() -> Usable:
    """The user's settings as far as they can be used: a call is not refused for the rest."""
    try:
        document = tomllib.loads(_text())
    except OutsideError as error:
        return Usable(Settings(**_CAREFUL), error)
    except tomllib.TOMLDecodeError as error:
        return Usable(Settings(**_CAREFUL), _unusable(error))
    values: dict[str, Any] = {}
    trouble = None
    for one in FIELDS:
        if one.name in document:
            try:
                values[one.name] = _checked(one, document[one.name])
            except OutsideError as error:
                trouble = trouble or error
                values |= {n: value for n, value in _CAREFUL.items() if n == one.name}
    return Usable(Settings(**values), trouble)


def save_setting(name: str, value: Value) -> Settings:
    """Keep one setting and return them all. OutsideError for a value that it cannot have."""
    one = next((one for one in FIELDS if one.name == name), None)
    if one is None:
        names = ", ".join(one.name for one in FIELDS)
        raise OutsideError(f'There is no setting "{name}".', f"There are: {names}.")
    change: dict[str, Any] = {name: _checked(one, value)}
    settings = replace(load_settings(), **change)
    import tomlkit  # noqa: PLC0415 - takes a fiftieth of a second, and reading needs none of it

    document = tomlkit.parse(_text())
    document[name] = value
    paths.made_home()
    paths.write_whole(_file(), tomlkit.dumps(document))
    return settings


def _checked(one: dataclasses.Field[Any], value: object) -> Value:
    about = shown(one)
    if type(value) is not type(one.default):
        kinds = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
        raise _wrong(one.name, f"must be {kinds[type(one.default)]}")
    if about.choices and value not in dict(about.choices):
        raise _wrong(one.name, "must be one of " + ", ".join(f'"{c}"' for c, _ in about.choices))
    assert isinstance(value, bool | int | str)
    if about.most and not about.least <= value <= about.most:  # type: ignore[operator]
        raise _wrong(one.name, f"must lie between {about.least} and {about.most}")
    return value


def _text() -> str:
    try:
        return _file().read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OutsideError(
            f"The settings {_file()} cannot be read: {error.strerror}.", "Make the file readable."
        ) from error
    except UnicodeDecodeError as error:
        raise _unusable(error) from error


def _unusable(error: ValueError) -> OutsideError:
    return OutsideError(
        f"The settings {_file()} are not usable: {error}.", "Correct or delete the file."
    )


def _wrong(name: str, what: str) -> OutsideError:
    return OutsideError(f"The setting {name} in {_file()} {what}.", "Correct it and try again.")


def _file() -> Path:
    return paths.home() / "settings.toml"
