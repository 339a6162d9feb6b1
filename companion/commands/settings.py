"""`companion settings`: what a user can set, made from the table in `companion/settings.py`."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import click

from companion.settings import FIELDS, Settings, Value, load_settings, save_setting, shown

_DEFAULTS = Settings()
_YES = ("true", "yes", "on", "1")
_NO = ("false", "no", "off", "0")


class _Name(click.Choice[str]):
    """The name of a setting."""

    def __init__(self) -> None:
        super().__init__([one.name for one in FIELDS])


@click.group()
def settings() -> None:
    """See and change what can be set.

    Kept in settings.toml beside the calls; what somebody wrote there by hand stays.
    """


@settings.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, by name.")
def list_(as_json: bool) -> None:
    """Every setting with its value and what it does."""
    current = load_settings()
    if as_json:
        click.echo(json.dumps({one.name: _described(current, one) for one in FIELDS}, indent=2))
        return
    group = ""
    for one in FIELDS:
        about = shown(one)
        if about.group != group:
            click.echo(("\n" if group else "") + click.style(about.group, bold=True))
            group = about.group
        value, default = getattr(current, one.name), getattr(_DEFAULTS, one.name)
        changed = "" if value == default else f"  (default: {_said(default)})"
        click.echo(f"  {one.name} = {_said(value)}{changed}")
        click.echo(click.style(f"      {about.title}. {about.help}", dim=True))
        if allowed := _allowed(one):
            click.echo(click.style(f"      {allowed}", dim=True))


@settings.command()
@click.argument("name", type=_Name(), metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def get(name: str, as_json: bool) -> None:
    """The value of one setting."""
    value = getattr(load_settings(), name)
    click.echo(json.dumps(value) if as_json else _said(value))


@settings.command(name="set")
@click.argument("name", type=_Name(), metavar="NAME")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """Change one setting. `companion settings list` says what it may be."""
    one = next(one for one in FIELDS if one.name == name)
    saved = save_setting(name, _typed(one, value))
    click.echo(f"{name} = {_said(getattr(saved, name))}")


@settings.command()
@click.argument("name", type=_Name(), metavar="NAME")
def reset(name: str) -> None:
    """Give one setting its default again."""
    saved = save_setting(name, getattr(_DEFAULTS, name))
    click.echo(f"{name} = {_said(getattr(saved, name))}")


def _typed(one: dataclasses.Field[Any], typed: str) -> Value:
    """What was typed, as the setting's kind; wrong usage where it is none."""
    if isinstance(one.default, bool):
        if typed.lower() in (*_YES, *_NO):
            return typed.lower() in _YES
        raise click.BadParameter(f"{one.name} is true or false.", param_hint="VALUE")
    if isinstance(one.default, int):
        try:
            return int(typed)
        except ValueError:
            raise click.BadParameter(f"{one.name} is a whole number.", param_hint="VALUE") from None
    return typed


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value != "" else '""'


def _allowed(one: dataclasses.Field[Any]) -> str:
    about = shown(one)
    if about.choices:
        titles = ", ".join(f"{_said(value)} ({title})" for value, title in about.choices)
        return f"One of {titles}."
    return f"From {about.least} to {about.most} {about.unit}".rstrip() + "." if about.most else ""


def _described(current: Settings, one: dataclasses.Field[Any]) -> dict[str, Any]:
    about = shown(one)
    described: dict[str, Any] = {
        "value": getattr(current, one.name),
        "default": one.default,
        "group": about.group,
        "title": about.title,
        "help": about.help,
    }
    if about.choices:
        described["choices"] = dict(about.choices)
    if about.most:
        described |= {"least": about.least, "most": about.most, "unit": about.unit}
    return described
