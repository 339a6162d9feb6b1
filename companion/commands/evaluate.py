"""`companion evaluate`: how well the detectors do on calls that a person has labelled."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from companion.audio import RATE
from companion.audio.file import FileSource
from companion.detect import Detector
from companion.detect.table import load_detectors
from companion.evaluate.audio import HeardCall, SpokenCall, find_recordings, hear_call
from companion.evaluate.labelled import read_calls
from companion.evaluate.run import judge_calls
from companion.evaluate.score import score
from companion.evaluate.sound import score_sound, sound_json, sound_lines
from companion.evaluate.table import as_json, as_table, misses
from companion.live import Tap


@click.command(short_help="Measure quality on labelled calls.")
@click.argument(
    "files", metavar="CALLS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--audio",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Hear the calls' recordings in DIR instead of reading their text.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--misses", "misses_wanted", is_flag=True, help="List each misjudged turn first.")
def evaluate(
    files: tuple[Path, ...], audio: Path | None, json_wanted: bool, misses_wanted: bool
) -> None:
    """Run labelled calls as if they were live and compare every turn with its labels.

    With --audio each call is heard by the recogniser from DIR/<call_id>.flac or .wav, with
    DIR/<call_id>.json that has the times of its turns; the words misheard, the threats lost and
    the delay of alerts are measured as well.

    Use --misses only on calls that rules may be written on: what has been looked at no longer
    measures anything.
    """
    if json_wanted and misses_wanted:
        raise click.UsageError("--misses is for people, --json for programs: choose one.")
    calls = [call for file in files for call in read_calls(file)]
    detectors = load_detectors()
    judged, sound = judge_calls(calls, detectors), None
    if audio is not None:
        from_text = score(judged)
        heard = _hear(find_recordings(calls, audio), detectors)
        judged = [call.judged for call in heard]
        sound = score_sound(heard, score(judged), from_text)
    report = score(judged)
    if json_wanted:
        figures = as_json(report) | ({"sound": sound_json(sound)} if sound else {})
        click.echo(json.dumps(figures, indent=1))
        return
    if misses_wanted:
        for line in misses(judged):
            click.echo(line)
        click.echo()
    click.echo(as_table(report))
    if sound:
        click.echo()
        for line in sound_lines(sound):
            click.echo(line)


def _hear(spoken: Sequence[SpokenCall], detectors: Sequence[Detector]) -> list[HeardCall]:
    """One recording after the other, with one bar over all of them where stderr is a terminal."""
    seconds = [math.ceil(FileSource(call.recording).duration) for call in spoken]
    shown = sys.stderr.isatty()
    with click.progressbar(
        length=sum(seconds), label="hearing", file=sys.stderr, hidden=not shown
    ) as bar:

        def from_second(before: int) -> Tap:
            return lambda block: bar.update(before + block.end_frame // RATE - bar.pos)

        return [
            hear_call(call, detectors, [from_second(sum(seconds[:number]))])
            for number, call in enumerate(spoken)
        ]
