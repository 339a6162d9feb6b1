"""What the companion costs beside plain vosk on the same recording, in one run.

    python -m bench.cost [RECORDING] [--rounds N]

Runs the plain loop and `companion analyse` in turn as whole processes, N times, and prints
medians and their ratios: real-time factor, CPU time, peak memory of all processes. Shared
machines are noisy: quote the ratios.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.memory import watched
from companion import paths
from companion.models import usable_model

Figures = dict[str, float]


def plain(recording: Path) -> Figures:
    model = usable_model().path
    return run([sys.executable, "-m", "bench.plain_vosk", str(model), str(recording)])


def companion(recording: Path) -> Figures:
    return run([sys.executable, "-m", "companion.cli", "analyse", str(recording), "--json", "-"])


def run(command: list[str]) -> Figures:
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        with watched(psutil.Process(process.pid)) as seen:
            output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"failed: {' '.join(command)}")
    said = json.loads(output)
    sound_s = said["sound_s"] if "sound_s" in said else said["call"]["duration_s"]
    wall = time.monotonic() - began
    return {
        "wall_s": wall,
        "real_time_factor": wall / sound_s,
        "cpu_s": seen.cpu_s,
        "peak_mb": seen.peak_mb,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "recording", nargs="?", type=Path, default=paths.assets() / "sample_call.flac"
    )
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    rounds = [(plain(given.recording), companion(given.recording)) for _ in range(given.rounds)]
    print(f"{given.recording.name}, {given.rounds} rounds, medians")
    print(f"{'':18}{'plain vosk':>12}{'companion':>12}{'ratio':>8}{'difference':>12}")
    for name in rounds[0][0]:
        ours = statistics.median(r[1][name] for r in rounds)
        theirs = statistics.median(r[0][name] for r in rounds)
        ratio = statistics.median(r[1][name] / r[0][name] for r in rounds)
        print(f"{name:18}{theirs:12.3f}{ours:12.3f}{ratio:8.2f}{ours - theirs:12.3f}")


if __name__ == "__main__":
    main()
