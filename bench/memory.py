"""Memory of a process and its children, as the operating system counts it."""

from __future__ import annotations

import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

_EVERY_S = 0.1


def own_peak_mb() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


class Watched:
    """What `watched` found: the peak of the sum over all processes, in MB, and their CPU time."""

    peak_mb = 0.0
    cpu_s = 0.0


@contextmanager
def watched(process: psutil.Process) -> Iterator[Watched]:
    """Sample a process and all its children while the block runs.

    Where the system tells (Linux), pages that several processes share are counted once in all;
    elsewhere once for each, and the sum is an upper bound.
    """
    seen = Watched()
    over = threading.Event()
    cpu: dict[int, float] = {}

    def sample() -> None:
        while not over.wait(_EVERY_S):
            total = 0.0
            for one in [process, *_children(process)]:
                try:
                    memory = one.memory_full_info()
                    total += getattr(memory, "pss", memory.rss) / 1e6
                    times = one.cpu_times()
                except psutil.Error:
                    continue  # it has just ended
                cpu[one.pid] = times.user + times.system
            seen.peak_mb = max(seen.peak_mb, total)
        seen.cpu_s = sum(cpu.values())

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []
