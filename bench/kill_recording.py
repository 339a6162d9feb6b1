"""Kill a recorded call at random moments, start again, and see what is left of it.

python -m bench.kill_recording [--runs 10] [--at-once 4] [--seed 1]

Each run hears the sample call at its own pace with the real model, recording switched on, in a
process of its own that is killed with SIGKILL. Then the next start does what it does. Told are the
seconds of sound that are missing, and where the transcript ends, against an undisturbed run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import click
import numpy as np

from companion import paths
from companion.audio.block import RATE, Block
from companion.audio.file import FileSource
from companion.audio.recorder_files import RecordingFiles
from companion.call import Call, fold
from companion.calls import make_live_call, started_on
from companion.recordings import finish_all, open_sound
from companion.store import Store, tidy_up
from companion.vault import ring
from companion.vault.key import Key
from companion.vault.marker import Marker, write_marker

_SAMPLE = "sample_call.flac"
_MODELS = paths.installed_models()
_EARLIEST_S, _LATEST_S = 4.0, 78.0
_ALLOWED_S = 2.0


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a call that was killed at second `killed`.

    Of the words of an undisturbed run those count as expected that end 2 s before, or earlier.
    """

    killed: float
    sound: float
    same: bool
    stored_words: int
    words: int
    expected: int
    found: int
    took: float


def speak() -> None:
    """In the child: hear the sample call as a live one, and say when it began."""
    live = make_live_call(
        FileSource(paths.assets() / _SAMPLE),
        started_on(None),
        listeners=[],
        taps=[_say_when_begun],
        realtime=True,
        save=True,
        record=True,
    )
    live.start()
    live.wait()


def _say_when_begun(block: Block) -> None:
    if block.first_frame == 0:
        sys.stdout.write(f"{time.monotonic() - block.end_frame / RATE}\n")
        sys.stdout.flush()


def _child(home: Path) -> subprocess.Popen[str]:
    home.mkdir(parents=True)
    (home / "models").symlink_to(_MODELS)
    if "COMPANION_KEY_FILE" in os.environ:
        key = Key.from_phrase(Path(os.environ["COMPANION_KEY_FILE"]).read_text())
        write_marker(home / "calls.db", Marker(key.id))
    (home / "settings.toml").write_text("record_at_once = true\n")
    return subprocess.Popen(
        [sys.executable, "-m", "bench.kill_recording", "--child"],
        env={**os.environ, "COMPANION_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed(home: Path, at: float) -> float:
    """Run a call until it is killed at this second of it; the second at which it was."""
    child = _child(home)
    assert child.stdout is not None
    began = float(child.stdout.readline())
    time.sleep(max(0.0, began + at - time.monotonic()))
    child.send_signal(signal.SIGKILL)
    killed = time.monotonic() - began
    child.wait()
    child.stdout.close()
    return killed


def _call(home: Path) -> Call:
    """The call that was heard there; from here on this is our data directory."""
    os.environ["COMPANION_HOME"] = str(home)
    with Store.open(read_only=True) as store:
        return fold(store.load(store.find("last")))


def _words(call: Call) -> Iterator[tuple[str, float]]:
    """Each word with its end, in order of time."""
    words = [word for heard in call.utterances for word in heard.words]
    yield from ((word.text, word.end) for word in sorted(words, key=lambda word: word.end))


def _look(home: Path, killed: float, whole: list[tuple[str, float]]) -> Left:
    stored = len(list(_words(_call(home))))
    begun = time.monotonic()
    tidy_up()
    finish_all()
    took = time.monotonic() - begun
    call = _call(home)
    with open_sound(call) as sound:
        end = sound.end
        heard = sound.read(0, end)
    assert not RecordingFiles(call.started.call_id if call.started else "").raw.exists()
    words = list(_words(call))
    expected = [word for word, until in whole if until <= killed - _ALLOWED_S]
    matcher = SequenceMatcher(None, expected, [word for word, _ in words], autojunk=False)
    found = sum(block.size for block in matcher.get_matching_blocks())
    same = bool(np.array_equal(heard, _sample()[: len(heard)]))
    return Left(killed, end, same, stored, len(words), len(expected), found, took)


def _sample() -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """The sample call as a call hears it."""
    blocks = FileSource(paths.assets() / _SAMPLE).blocks()
    return np.concatenate([block.pcm for block in blocks])


@click.command()
@click.option("--runs", default=10, show_default=True)
@click.option("--at-once", default=4, show_default=True, help="Calls at the same time.")
@click.option("--seed", default=1, show_default=True)
@click.option("--encrypted", is_flag=True, help="With encryption switched on.")
@click.option("--child", is_flag=True, hidden=True)
def main(runs: int, at_once: int, seed: int, encrypted: bool, child: bool) -> None:
    """Kill recorded calls at random moments and show what is left of them."""
    if child:
        speak()
        return
    chosen = random.Random(seed)
    moments = [chosen.uniform(_EARLIEST_S, _LATEST_S) for _ in range(runs)]
    with tempfile.TemporaryDirectory() as directory:
        if encrypted:
            os.environ["COMPANION_FALLBACK"] = f"{directory}/elsewhere"
            os.environ["COMPANION_KEY_FILE"] = f"{directory}/key"
            ring.keep(Key.fresh())
        homes = [Path(directory) / f"run-{number}" for number in range(runs)]
        with ThreadPoolExecutor(at_once) as pool:
            undisturbed = _child(Path(directory) / "whole")
            killed = list(pool.map(_killed, homes, moments))
            undisturbed.communicate()
        whole = list(_words(_call(Path(directory) / "whole")))
        click.echo("killed at  sound lost  sound  words stored  after  expected  found  took")
        for home, at in zip(homes, killed, strict=True):
            left = _look(home, at, whole)
            click.echo(
                f"{left.killed:8.2f} s {left.killed - left.sound:9.2f} s"
                f"  {'same' if left.same else 'OTHER'}  {left.stored_words:12d}  {left.words:5d}"
                f"  {left.expected:8d}  {left.found:5d} {left.took:5.1f} s"
            )


if __name__ == "__main__":
    main()
