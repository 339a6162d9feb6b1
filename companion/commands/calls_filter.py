"""The options by which the commands choose among the saved calls, as one `Filter`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from companion.events import Category
from companion.store import Filter, FollowUps

_DAY = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.option("--since", type=_DAY, help="From this day on."),
    click.option("--until", type=_DAY, help="Up to this day."),
    click.option("--category", type=click.Choice([each.value for each in Category]), multiple=True),
    click.option("--least-anger", type=click.IntRange(0, 3), default=0, help="At its height."),
    click.option("--least-risk", type=click.IntRange(0, 100), default=0),
    click.option("--least-score", type=click.FloatRange(0, 100), help="Of calls with a score."),
    click.option("--most-score", type=click.FloatRange(0, 100), help="Likewise."),
    click.option("--reviewed/--unreviewed", default=None, help="Whether an evaluation is in."),
    click.option("--disputed", is_flag=True, help="Whose evaluation the agent disputes."),
    click.option(
        "--follow-up",
        type=click.Choice([each.value for each in FollowUps]),
        help="What became of it, as of today.",
    ),
    click.option("--missed", multiple=True, metavar="STEP", help="Calls without this step."),
    click.option("--disposition", multiple=True),
    click.option("--agent", multiple=True),
    click.option("--about", default="", help="In the customer's name or reference."),
)


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command the options; it gets them as `wanted`."""

    @wraps(command)
    def taking(**given: Any) -> Any:
        own = {name: given.pop(name) for name in _NAMES}
        return command(wanted=_wanted(**own), **given)

    for option in _OPTIONS:
        taking = option(taking)
    return taking


_NAMES = tuple(
    "since until category least_anger least_risk least_score most_score reviewed disputed"
    " follow_up missed disposition agent about".split()
)
"""Of the options, as click hands them over."""


def _wanted(
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    category: tuple[str, ...],
    missed: tuple[str, ...],
    disposition: tuple[str, ...],
    agent: tuple[str, ...],
    follow_up: str | None,
    disputed: bool,
    **as_it_is: Any,
) -> Filter:
    return Filter(
        since=since and since.date(),
        until=until and until.date(),
        categories=frozenset(Category(name) for name in category),
        missed=frozenset(missed),
        dispositions=frozenset(disposition),
        agents=frozenset(agent),
        follow_up=FollowUps(follow_up) if follow_up else None,
        disputed=disputed or None,
        **as_it_is,
    )
