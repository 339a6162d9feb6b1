"""A live call as a source: the agent's device and the customer's, whatever happens to them."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

import numpy as np

from companion.audio import clock
from companion.audio.block import Block, SourceNews
from companion.audio.devices import Device
from companion.audio.keeper import CHOSEN, Certain, Doubt, Gone, Keeper, Leg, Opening, Report, Sound
from companion.audio.losses import Losses
from companion.audio.overload import OverloadWatch
from companion.audio.route import RouteWatch
from companion.audio.silence import SilenceWatch
from companion.audio.stream import OpenStream, open_stream
from companion.audio.timeline import HELD_S, Timeline
from companion.errors import OutsideError
from companion.events import DeviceChanged, Speaker

START_S = 3.0
"""How long the call's beginning waits for a device that does not deliver yet."""


class LiveSource:
    """Hears each leg's device at its own rate and joins them on one timeline.

    Two legs are agent and customer; one leg with two speakers is a device that carries both. The
    call's time begins when every device has delivered something. `blocks` gives, besides sound,
    what was lost of it, and what became of the devices; it raises OutsideError where no device
    delivers at all.
    """

    def __init__(
        self,
        legs: Sequence[Leg],
        *,
        open_stream: OpenStream = open_stream,
        monotonic: Callable[[], float] = clock.now,
    ) -> None:
        self._legs = tuple(legs)
        self._monotonic = monotonic
        self._inbox: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
        self._keepers = [
            Keeper(number, leg, self._inbox.put, open_stream, monotonic=monotonic)
            for number, leg in enumerate(self._legs)
        ]
        self._route = RouteWatch(self._keepers, self._inbox.put)
        self._streams: dict[int, int] = {}
        self._doubted: dict[int, list[Sound]] = {}
        self._losses = Losses(self._legs)
        self._silence = SilenceWatch(self.channels)
        self._began_at: float | None = None
        self._seen = 0.0

    @property
    def name(self) -> str:
        return " and ".join(leg.device.title for leg in self._legs)

    @property
    def channels(self) -> tuple[Speaker, ...]:
        return tuple(speaker for leg in self._legs for speaker in leg.speakers)

    def close(self) -> None:
        self._inbox.put(None)

    def retry(self) -> None:
        """Open again at once whatever device has failed. Any thread."""
        for keeper in self._keepers:
            keeper.retry()

    def use(self, speaker: Speaker, device: Device) -> None:
        """Hear this side from another device from now on; the other side goes on. Any thread.

        OutsideError for a device that cannot be: it hears the other side, or lacks a channel.
        Whether it can be opened shows in the blocks that follow.
        """
        keeper = next((k for k in self._keepers if speaker in k.leg.speakers), None)
        if keeper is None:
            raise OutsideError(f"The call has no {speaker.value}'s side.", "Name another side.")
        for other in self._keepers:
            if other is not keeper and other.leg.device.name == device.name:
                raise _same_device()
        if device.channels < len(keeper.leg.speakers):
            raise _one_channel(device)
        keeper.use(device)

    def said_at(self, instant: float) -> float:
        """The second of the call that was being said at this instant; 0 before it began."""
        return 0.0 if self._began_at is None else max(0.0, instant - self._began_at)

    def blocks(self) -> Iterator[Block | SourceNews]:
        for keeper in self._keepers:
            keeper.start()
        self._route.start()
        try:
            yield from self._call()
        finally:
            self._route.close()
            for keeper in self._keepers:
                keeper.close()
            for keeper in self._keepers:
                keeper.join()

    def _call(self) -> Iterator[Block | SourceNews]:
        early = self._first_reports()
        self._began_at = began = self._began(early)
        timeline = Timeline([len(leg.speakers) for leg in self._legs], began)
        silence, overload = self._silence, OverloadWatch(self.channels)
        reports: Iterator[Report] = iter(early)
        while True:
            for report in reports:
                if isinstance(report, OutsideError):
                    yield report
                else:
                    yield from self._take(timeline, report)
            for block in timeline.ready(self._seen):
                yield block
                yield from silence.look(block)
                yield from overload.look(block)
            yield from self._losses.add(timeline.losses(), timeline.at)
            waiting = self._waiting(timeline.due())
            if waiting is None:
                break
            reports = iter(waiting)
        for report in self._last_reports():
            yield from self._take(timeline, report)
        yield from timeline.rest()
        yield from self._losses.add(timeline.losses(), timeline.at)
        yield from self._losses.rest()

    def _last_reports(self) -> Iterator[Report]:
        """At the call's end: what tells whose the sound is that is still held back."""
        patience = self._monotonic() + HELD_S
        while self._doubted and self._monotonic() < patience:
            try:
                report = self._inbox.get(timeout=HELD_S)
            except queue.Empty:
                return
            if isinstance(report, Certain | Gone):
                yield report

    def _first_reports(self) -> list[Report]:
        """What is reported until every device has delivered, or has had time enough."""
        reports: list[Report] = []
        patience = self._monotonic() + START_S
        while len({report.leg for report in reports if isinstance(report, Sound)}) < len(
            self._legs
        ):
            fresh = self._waiting(patience)
            if fresh is None:
                self._inbox.put(None)  # closed before it began: let the call see it
                break
            reports += fresh
            if self._monotonic() >= patience:
                self._refuse_deaf(reports)
                break
        return reports

    def _began(self, early: Sequence[Report]) -> float:
        """The instant at which the last device had begun to deliver; now, where one has not."""
        firsts: dict[int, float] = {}
        for report in early:
            if isinstance(report, Sound):
                firsts.setdefault(report.leg, report.arrived)
        return max(firsts.values()) if len(firsts) == len(self._legs) else self._monotonic()

    def _refuse_deaf(self, reports: Sequence[Report]) -> None:
        if any(isinstance(report, Sound) for report in reports):
            return
        troubles = [report for report in reports if isinstance(report, OutsideError)]
        raise (
            troubles[0]
            if troubles
            else OutsideError("No sound comes from the chosen devices.", "Run: companion devices")
        )

    def _waiting(self, until: float) -> list[Report] | None:
        """The next reports, none if there are none until then, or None at the call's end.

        All that had arrived at the instant `_seen` is among them. However long this thread is held
        up by a busy machine, nothing that waits here is taken for missing.
        """
        first: list[Report | None] = []
        with suppress(queue.Empty):
            first.append(self._inbox.get(timeout=max(0.0, until - self._monotonic())))
        self._seen = self._monotonic()
        fresh: list[Report] = []
        for report in chain(first, self._at_once()):
            if report is not None:
                fresh.append(report)
            elif not fresh:
                return None
            else:
                self._inbox.put(None)  # first these, then the end
                break
        return fresh

    def _at_once(self) -> Iterator[Report | None]:
        with suppress(queue.Empty):
            while True:
                yield self._inbox.get_nowait()

    def _take(self, timeline: Timeline, report: Report) -> Iterator[SourceNews]:
        match report:
            case Opening():
                self._streams[report.leg] = report.stream
                timeline.open(report.leg, report.rate)
                if report.chosen:
                    for speaker in self._legs[report.leg].speakers:
                        yield DeviceChanged(
                            at=timeline.at, speaker=speaker, device=report.chosen, why=CHOSEN
                        )
            case Gone() if self._streams.get(report.leg) == report.stream:
                del self._streams[report.leg]
                self._losses.explain(report.leg, report.why)
                if report.why != CHOSEN:
                    for speaker in self._legs[report.leg].speakers:
                        yield from self._silence.gone(speaker, report.why, timeline.at)
            case Doubt():
                self._doubted.setdefault(report.leg, [])
                timeline.hold(report.leg, held=True)
            case Certain():
                timeline.hold(report.leg, held=False)
                for sound in self._doubted.pop(report.leg, []):
                    yield from self._place(timeline, sound)
            case Sound() if report.leg in self._doubted:
                self._doubted[report.leg].append(report)
            case Sound():
                yield from self._place(timeline, report)

    def _place(self, timeline: Timeline, sound: Sound) -> Iterator[SourceNews]:
        if self._streams.get(sound.leg) != sound.stream:
            return
        self._losses.heard(sound.leg, timeline.at)
        speakers = self._legs[sound.leg].speakers
        for speaker in speakers:
            yield from self._silence.back(speaker, timeline.at)
        pcm = np.frombuffer(sound.pcm, np.int16).reshape(-1, len(speakers))
        timeline.take(sound.leg, sound.arrived, pcm)


def _same_device() -> OutsideError:
    return OutsideError(
        "Both sides would hear the same device.",
        "Name two, or one that carries both sides with --both.",
    )


def _one_channel(device: Device) -> OutsideError:
    return OutsideError(
        f"{device.title} has one channel only, so it cannot carry both sides.",
        "Name a device for each side with --agent and --customer.",
    )


def two_devices(agent: Device, customer: Device) -> LiveSource:
    """A call heard from two devices. OutsideError where they are one and the same."""
    if agent.name == customer.name:
        raise _same_device()
    return LiveSource([Leg(agent, (Speaker.AGENT,)), Leg(customer, (Speaker.CUSTOMER,))])


def one_device(device: Device) -> LiveSource:
    """A call heard from one device, the agent on its first channel and the customer on the other.

    OutsideError where it has one channel only.
    """
    if device.channels < 2:
        raise _one_channel(device)
    return LiveSource([Leg(device, (Speaker.AGENT, Speaker.CUSTOMER))])
