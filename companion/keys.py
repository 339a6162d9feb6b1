"""Single keys from a terminal, without Enter, while something else goes on."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Pressed = Callable[[str], None]
"""Gets each key as it is pressed, in lower case, on a thread of its own."""

_LOOK_S = 0.05


@contextmanager
def keys(pressed: Pressed, handle: int | None = None) -> Iterator[None]:
    """Hear the keys of this terminal (by default stdin) while inside; afterwards all is as before.

    Ctrl-C stays what it is.
    """
    if sys.platform == "win32":
        with _windows_keys(pressed):
            yield
    else:
        with _posix_keys(pressed, sys.stdin.fileno() if handle is None else handle):
            yield


if sys.platform == "win32":

    @contextmanager
    def _windows_keys(pressed: Pressed) -> Iterator[None]:
        import msvcrt  # noqa: PLC0415 - only there

        over = threading.Event()

        def listen() -> None:
            while not over.wait(_LOOK_S):
                while msvcrt.kbhit():
                    pressed(msvcrt.getwch().lower())

        thread = threading.Thread(target=listen, name="keys", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

else:

    @contextmanager
    def _posix_keys(pressed: Pressed, handle: int) -> Iterator[None]:
        import select  # noqa: PLC0415 - not on Windows
        import termios  # noqa: PLC0415
        import tty  # noqa: PLC0415

        ended, end = os.pipe()

        def listen() -> None:
            while True:
                ready, _, _ = select.select([handle, ended], [], [])
                if ended in ready:
                    return
                found = os.read(handle, 16)
                if not found:
                    return  # the terminal has gone
                for key in found.decode("utf-8", "ignore").lower():
                    pressed(key)

        before = termios.tcgetattr(handle)
        tty.setcbreak(handle)
        thread = threading.Thread(target=listen, name="keys", daemon=True)
        thread.start()
        try:
            yield
        finally:
            os.write(end, b"x")
            thread.join()
            termios.tcsetattr(handle, termios.TCSADRAIN, before)
            os.close(ended)
            os.close(end)
