"""From sound to words. What a recogniser promises; who fulfils it is in the modules beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from companion.events import (
    AudioLost,
    Partial,
    RecogniserRestarted,
    TranscriptionStopped,
    UtteranceHeard,
)

if TYPE_CHECKING:  # numpy would cost the recogniser's process 25 MB for a type
    from companion.audio.block import Block

Heard = Partial | UtteranceHeard | AudioLost | RecogniserRestarted | TranscriptionStopped
Hear = Callable[[Heard], None]
"""Takes what was heard, in the order of the call's time whatever the pace. Any thread."""


class Recogniser(Protocol):
    """The ears of a call, all channels of it."""

    @property
    def model(self) -> str:
        """The model's name, as written into the call."""
        ...

    def start(self, hear: Hear) -> None:
        """Be ready to be fed. OutsideError where the model cannot be used."""
        ...

    def feed(self, block: Block) -> None:
        """Take the next block. Never blocks and never loses one; the pump's thread."""
        ...

    def lag(self) -> float:
        """Seconds of sound that were fed and not yet understood. Any thread."""
        ...

    def wait_for_room(self) -> None:
        """Block while much is fed and not understood: for a source faster than speech."""
        ...

    def finish(self) -> None:
        """Return when everything that was fed has been told to `hear`."""
        ...

    def close(self) -> None:
        """Stop at once and let go of all threads and processes. Any thread, any number of times."""
        ...
