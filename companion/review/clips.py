"""Passages of calls to listen to: of comments, of answers, of what was found; and their sound."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import soundfile
from sqlite_utils import Database

from companion.audio import RATE
from companion.call import Call, fold
from companion.errors import OutsideError
from companion.paths import write_whole
from companion.plain import plain
from companion.recordings import NoSoundError, open_sound
from companion.store import Filter, Store
from companion.store.library import conditions

PLAYLIST = "playlist.m3u8"

TRAINING = ("good example", "training")
"""The tags that make the training playlist."""

_AROUND_S = 1.5
_MOMENT_S = 10.0
"""A comment at a time and on no sentence is about so many seconds from there on."""


@dataclass(frozen=True, slots=True)
class Clip:
    """From `start` to `end` seconds of a call, and why it is worth hearing. `text` is what is said
    there; `who` wrote the title.
    """

    call_id: str
    start: float
    end: float
    title: str
    text: str = ""
    who: str = ""
    tags: tuple[str, ...] = ()


def clip_of(call: Call, utterances: Iterable[int], title: str) -> Clip | None:
    """These sentences with a breath around them; None where the call has none of them."""
    assert call.started is not None
    wanted = set(utterances)
    heard = [one for one in call.utterances if one.seq in wanted]
    if not heard:
        return None
    return Clip(
        call.started.call_id,
        max(0.0, min(one.start for one in heard) - _AROUND_S),
        max(one.end for one in heard) + _AROUND_S,
        title,
        " / ".join(one.text for one in heard),
    )


def commented_clips(call: Call, tags: Iterable[str] | None = None) -> list[Clip]:
    """The passages that have comments, in the order of the call; only with one of these tags."""
    assert call.started is not None
    wanted = None if tags is None else set(tags)
    found = []
    for comment in call.review.comments:
        if wanted is not None and not wanted.intersection(comment.tags):
            continue
        sentence = [] if comment.utterance is None else [comment.utterance]
        clip = clip_of(call, sentence, comment.text)
        start, end, text = comment.at, comment.at + _MOMENT_S, ""
        if clip is not None:
            start, end, text = clip.start, clip.end, clip.text
        found.append(
            Clip(call.started.call_id, start, end, comment.text, text, comment.who, comment.tags)
        )
    return sorted(found, key=lambda clip: clip.start)


def playlist(
    store: Store, tags: Iterable[str] = TRAINING, wanted: Filter | None = None
) -> list[Clip]:
    """The passages of all calls whose comments have one of these tags, the latest call first."""
    sought = tuple(tags)
    found: list[Clip] = []
    for call_id in store.read(lambda db: _tagged(db, sought, wanted or Filter())):
        found += commented_clips(fold(store.load(call_id)), sought)
    return found


def _tagged(db: Database, tags: tuple[str, ...], wanted: Filter) -> list[str]:
    terms, values = conditions(db, wanted, dt.date.today())
    tagged = " OR ".join(["instr(tags, ?) > 0"] * len(tags))
    rows = db.execute(
        f"SELECT id FROM calls WHERE {' AND '.join([f'({tagged})', *terms])}"
        " ORDER BY started_s DESC, number DESC",
        [*(f"|{plain(tag)}|" for tag in tags), *values],
    )
    return [row[0] for row in rows]


def write_clip(call: Call, clip: Clip, file: Path) -> None:
    """Write the clip's sound, both sides in two channels; the file's ending says in which form.

    NoSoundError where the call has no sound; OutsideError where it cannot be read or written.
    """
    with open_sound(call) as sound:
        pcm = sound.read(clip.start, min(clip.end, max(clip.start, sound.end)))
    try:
        soundfile.write(file, pcm, RATE)
    except (soundfile.LibsndfileError, OSError, TypeError) as error:
        raise OutsideError(
            f"{file} cannot be written: {error}.", "Choose another place."
        ) from error


def write_clips(store: Store, clips: Iterable[Clip], folder: Path) -> tuple[list[Path], list[Clip]]:
    """Write the clips as FLAC files, in their order, and a playlist for any player.

    Returns the files, and the clips without sound. OutsideError where they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    silent: list[Clip] = []
    listed = ["#EXTM3U"]
    for number, clip in enumerate(clips, start=1):
        name = re.sub(r"[^\w.-]", "_", clip.call_id)
        file = folder / f"{number:03}-{name}-{clip.start:.0f}s.flac"
        try:
            write_clip(fold(store.load(clip.call_id)), clip, file)
        except NoSoundError:
            silent.append(clip)
        else:
            written.append(file)
            title = " ".join(plain(clip.title).split())
            listed += [f"#EXTINF:{clip.end - clip.start:.0f},{title}", file.name]
    if written:
        write_whole(folder / PLAYLIST, "\n".join(listed) + "\n")
    return written, silent
