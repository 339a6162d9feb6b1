"""The options by which the commands choose among the saved calls, as one `Filter`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from companion.events import Category
from companion.store import Filter

_DAY = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.option("--since", type=_DAY, help="From this day on."),
    click.option("--until", type=_DAY, help="Up to this day."),
    click.option("--category", type=click.Choice([each.value for each in Category]), multiple=True),
    click.option("--least-anger", type=click.IntRange(0, 3), default=0, help="At its height."),
    click.option("--missed", multiple=True, metavar="STEP", help="Calls without this step."),
    click.option("--disposition", multiple=True),
    click.option("--agent", multiple=True),
    click.option("--about", default="", help="In the customer's name or reference."),
)


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command the options; it gets them as `wanted`."""

    @wraps(command)
    def taking(
        since: dt.datetime | None,
        until: dt.datetime | None,
        category: tuple[str, ...],
        least_anger: int,
        missed: tuple[str, ...],
        disposition: tuple[str, ...],
        agent: tuple[str, ...],
        about: str,
        **others: Any,
    ) -> Any:
        wanted = Filter(
            since=since and since.date(),
            until=until and until.date(),
            categories=frozenset(Category(name) for name in category),
            least_anger=least_anger,
            missed=frozenset(missed),
            dispositions=frozenset(disposition),
            agents=frozenset(agent),
            about=about,
        )
        return command(wanted=wanted, **others)

    for option in _OPTIONS:
        taking = option(taking)
    return taking
