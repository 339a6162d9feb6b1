"""The call record of the contract, for other programs."""

from __future__ import annotations

import json

from companion.call import Call
from companion.record import call_record


def render(call: Call) -> str:
    return json.dumps(call_record(call), indent=2) + "\n"
