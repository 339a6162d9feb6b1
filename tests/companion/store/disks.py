"""Small disks of their own for tests: to be filled, and to be made read-only."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def mount(*arguments: str | Path) -> int:
    if shutil.which("mount") is None:
        return 1
    return subprocess.run(["mount", *arguments], stderr=subprocess.DEVNULL, check=False).returncode


def fill(ballast: Path) -> None:
    """Write until nothing more fits."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return
