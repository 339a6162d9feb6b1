"""A device that comes and goes, and what is done until it is certain whose sound it brings."""

from __future__ import annotations

import queue
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from companion.audio.block import RATE
from companion.audio.keeper import Certain, Doubt, Gone, Keeper, Leg, Opening, Report, Sound
from companion.audio.route import RouteWatch
from companion.errors import OutsideError
from tests.companion.audio.plugged import AGENT, CUSTOMER, WAIT_S, Plug


@contextmanager
def kept(plug: Plug, leg: Leg = AGENT, stall: float = 60) -> Iterator[tuple[Keeper, Reports]]:
    reports = Reports()
    keeper = Keeper(0, leg, reports.put, plug, stall=stall)
    keeper.start()
    try:
        yield keeper, reports
    finally:
        keeper.close()
        keeper.join()


class Reports(queue.SimpleQueue[Report]):
    def after(self, kind: type[Report]) -> Report:
        """The next report of this kind; those before it are dropped."""
        while not isinstance(report := self.get(timeout=WAIT_S), kind):
            pass
        return report


def test_a_device_that_ends_is_told_and_opened_again() -> None:
    plug = Plug()
    with kept(plug) as (_, reports):
        first = plug.opened.get(timeout=WAIT_S)
        first.hand_over(b"\1\0")
        assert isinstance(sound := reports.after(Sound), Sound)
        assert (sound.stream, sound.pcm) == (1, b"\1\0")
        first.plugged = False
        assert isinstance(gone := reports.after(Gone), Gone)
        assert gone.stream == 1
        assert str(reports.after(OutsideError)).startswith("The agent's sound is gone (Headset)")
        again = plug.opened.get(timeout=WAIT_S)
        assert first.closed.is_set()
        assert again.tag != first.tag
        assert reports.after(Opening) == Opening(0, 2, RATE)


def test_vain_tries_are_told_once() -> None:
    plug = Plug(refusals=2)
    with kept(plug) as (keeper, reports):
        for _ in range(2):
            reports.after(Gone)
            keeper.retry()
        plug.opened.get(timeout=WAIT_S)
        told = []
        while not reports.empty():
            told.append(reports.get())
        assert not any(isinstance(report, OutsideError) for report in told[1:])


def test_a_stream_that_says_it_is_active_but_delivers_nothing_has_failed() -> None:
    plug = Plug()
    with kept(plug, stall=0.0) as (_, reports):
        assert isinstance(gone := reports.after(Gone), Gone)
        assert gone.why == "the device has stopped to deliver"


def looked(routes: dict[str, str]) -> list[Report]:
    """What is reported when the server gives these sources, by side, to the two streams."""
    reports: list[Report] = []
    keepers = [Keeper(n, leg, reports.append, Plug()) for n, leg in enumerate((AGENT, CUSTOMER))]
    by_tag = {keepers[("agent", "customer").index(side)].tag: to for side, to in routes.items()}
    RouteWatch(keepers, reports.append, routes=lambda: by_tag).look()
    return reports


def test_sound_is_held_back_until_it_is_certain_whose_it_is() -> None:
    assert looked({"agent": "mic", "customer": "out.monitor"}) == [
        Doubt(0),
        Doubt(1),
        Certain(0),
        Certain(1),
    ]


def test_a_moved_stream_is_given_up_before_its_sound_is_let_through() -> None:
    assert looked({"agent": "mic", "customer": "mic"}) == [
        Doubt(0),
        Doubt(1),
        Certain(0),
        Gone(1, 0, "the system has moved it to another device"),
        Certain(1),
    ]


def test_a_server_that_does_not_answer_does_not_hold_sound_back_for_ever() -> None:
    def refused() -> dict[str, str]:
        raise OutsideError("The sound server does not answer.", "Start it.")

    reports: list[Report] = []
    keeper = Keeper(0, AGENT, reports.append, Plug())
    RouteWatch([keeper], reports.append, routes=refused).look()
    assert reports == [Doubt(0), Certain(0)]


def test_the_watch_looks_at_every_change_of_the_sources() -> None:
    lines = "Event 'new' on client #1\\nEvent 'change' on source-output #3\\n"
    looks: queue.SimpleQueue[None] = queue.SimpleQueue()

    def subscribed() -> subprocess.Popen[str]:
        script = f"import sys; sys.stdout.write('''{lines}'''); sys.stdout.flush(); input()"
        return subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def routes() -> dict[str, str]:
        looks.put(None)
        return {}

    reports: list[Report] = []
    watch = RouteWatch(
        [Keeper(0, AGENT, reports.append, Plug())],
        reports.append,
        routes=routes,
        subscribed=subscribed,
    )
    watch.start()
    try:
        looks.get(timeout=WAIT_S)  # at the beginning
        looks.get(timeout=WAIT_S)  # at the change
        assert looks.empty()
    finally:
        watch.close()
