"""The source of a live call: what was chosen last, or else what is suggested."""

from __future__ import annotations

from collections.abc import Sequence

from companion.audio.choice import Choice, remembered
from companion.audio.devices import Device, find_device, list_devices, suggest
from companion.audio.live import LiveSource, one_device, two_devices
from companion.errors import OutsideError
from companion.events import Speaker


def chosen_source() -> LiveSource:
    """The source of the devices chosen last; of the suggested ones where none was.

    OutsideError where a chosen device is not there, or none suits a side.
    """
    there, last = list_devices(), remembered()
    if last.both:
        return one_device(find_device(last.both, there))
    return two_devices(*(chosen_device(side, there, last) for side in (_AGENT, _CUSTOMER)))


def chosen_device(side: Speaker, there: Sequence[Device], last: Choice) -> Device:
    """The device of a side. OutsideError where there is none."""
    named = {_AGENT: last.agent, _CUSTOMER: last.customer}[side]
    if named:
        return find_device(named, there)
    suggested = suggest(there)
    found = {_AGENT: suggested.agent, _CUSTOMER: suggested.customer}[side]
    if found is None:
        raise OutsideError(
            f"There is no device that suits the {side}.", "Plug one in, or choose it in the set-up."
        )
    return found


_AGENT, _CUSTOMER = Speaker.AGENT, Speaker.CUSTOMER
