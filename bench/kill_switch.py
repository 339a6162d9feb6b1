"""Is anything lost when a switch of encryption is killed? `python bench/kill_switch.py --runs 40`.

Each run kills a process that switches encryption on, or off, with SIGKILL at a random moment; then
all that was kept must be read as before, and the same switch, done once more, must finish. The exit
status is 1 where it was not so.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.kill_test import forked
from bench.store import made_call
from companion import paths
from companion.audio.recorder_files import made_directory
from companion.encryption import kept_files, switch_off, switch_on
from companion.errors import OutsideError
from companion.events import CallStarted
from companion.store import Store
from companion.store.repair import faults
from companion.vault import files as vault
from companion.vault.key import Key
from companion.vault.marker import marker_of

CALLS = 60
RECORDINGS = 6
SOUND = os.urandom(400_000)
LONGEST_S = 1.2


def fill() -> None:
    chance = random.Random(1)
    with Store.open() as store:
        for number in range(CALLS):
            entries = made_call(number, chance)
            assert isinstance(entries[0], CallStarted)
            store.log(entries[0].call_id).append(entries)
    directory = made_directory()
    for number in range(RECORDINGS):
        (directory / f"call-{number}.flac").write_bytes(SOUND)


def everything() -> list[object]:
    """All logs, and all sound; and nothing may be wrong with the database."""
    with Store.open(read_only=True) as store:
        found: list[object] = [store.load(call.id) for call in store.calls()]
    for file in sorted(paths.recordings().glob("*.flac")):
        with vault.open_to_read(file) as sound:
            found.append(sound.read() == SOUND)
    return [*found, faults(paths.database())]


def killed(key: Key, *, on: bool, after_s: float) -> None:
    child = forked(lambda: switch_on(key) if on else switch_off())
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def one_run(key: Key, *, on: bool, after_s: float, before: list[object]) -> str:
    killed(key, on=on, after_s=after_s)
    if everything() != before:
        return "LOST"
    found = kept_files()
    state = "finished" if not (found.readable if on else found.encrypted) else "cut short"
    if not (found.encrypted if on else found.readable):
        state = "not begun"
    if on or marker_of(paths.database()) is not None:
        switch_on(key) if on else switch_off()
    found = kept_files()
    whole = not (found.readable if on else found.encrypted) and everything() == before
    return state if whole else "NOT FINISHED BY THE NEXT"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    chance = random.Random(wish.seed)
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        os.environ["COMPANION_HOME"] = f"{name}/home"
        os.environ["COMPANION_FALLBACK"] = f"{name}/elsewhere"
        os.environ["COMPANION_KEY_FILE"] = str(Path(name) / "key")
        fill()
        key = Key.fresh()
        before = everything()
        for number in range(wish.runs):
            on = number % 2 == 0
            try:
                state = one_run(key, on=on, after_s=chance.uniform(0, LONGEST_S), before=before)
            except OutsideError as error:
                state = f"REFUSED: {error}"
            counted[f"{'on' if on else 'off'}: {state}"] += 1
    for state, number in sorted(counted.items()):
        print(f"{state:<40}{number:>6}")
    return int(any(part.isupper() for state in counted for part in state.split()))


if __name__ == "__main__":
    sys.exit(main())
