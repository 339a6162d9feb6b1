"""Single keys from a terminal."""

from __future__ import annotations

import os
import queue
import sys

import pytest

from companion.keys import keys

WAIT_S = 10


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_keys_come_one_by_one_without_enter_and_the_terminal_is_left_as_it_was() -> None:
    import termios  # noqa: PLC0415 - not on Windows

    ours, theirs = os.openpty()
    before = termios.tcgetattr(theirs)
    heard: queue.Queue[str] = queue.Queue()
    try:
        with keys(heard.put, theirs):
            os.write(ours, b"pM")
            assert [heard.get(timeout=WAIT_S) for _ in range(2)] == ["p", "m"]
            assert not termios.tcgetattr(theirs)[3] & termios.ICANON
            assert termios.tcgetattr(theirs)[3] & termios.ISIG, "Ctrl-C stays what it is"
        assert termios.tcgetattr(theirs) == before
        with keys(heard.put, theirs):
            os.write(ours, "é".encode())
            assert heard.get(timeout=WAIT_S) == "é"
    finally:
        os.close(ours)
        os.close(theirs)
