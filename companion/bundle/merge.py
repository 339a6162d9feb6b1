"""Taking a bundle in: a call that is new here, or what was added to one that is here already.

A call's log is the same everywhere up to the end of the call. What people add to it afterwards may
differ: the agent edits the note, the reviewer scores. So what the bundle has beyond the common
beginning, and we do not, is appended to ours; importing it again finds nothing more to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import soundfile

from companion import paths
from companion.audio.recorder_files import FORMATS, RecordingFiles, made_file
from companion.bundle.contents import portable
from companion.bundle.read import Bundle, open_bundle
from companion.call import fold
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallEnded,
    CommentRemoved,
    CommentWritten,
    RecordingKept,
)
from companion.store import Store
from companion.vault import files as vault


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: `entries` were appended, of a call that was `new` here; `sound` with them."""

    call_id: str
    new: bool
    entries: int
    sound: bool

    @property
    def changed(self) -> bool:
        return bool(self.entries) or self.sound


def import_bundle(
    file: Path, store: Store, mask: Callable[[Sequence[AnyEvent]], list[AnyEvent]]
) -> Imported:
    """Take the call of this bundle in, wholly or not at all. Twice is as good as once.

    `mask` takes out of a log what must never be stored: a bundle is a file like any other, and not
    believed.
    Raises OutsideError for what is no sound bundle, and for another call of the same name.
    """
    with open_bundle(file) as bundle:
        theirs = mask(portable(bundle.entries))
        _check_files(file, bundle, theirs)
        before = 0

        def more(ours: Sequence[AnyEvent]) -> list[AnyEvent]:
            nonlocal before
            before = len(ours)
            return _missing(file, ours, theirs)

        with _sound_in_place(bundle) as sound:
            added = store.extend(bundle.call_id, more)
    return Imported(bundle.call_id, new=not before, entries=len(added), sound=sound)


def _missing(file: Path, ours: Sequence[AnyEvent], theirs: Sequence[AnyEvent]) -> list[AnyEvent]:
    """What they have and we don't, with its new places in our log."""
    common = 0
    for mine, other in zip(portable(ours), theirs, strict=False):
        if mine != other:
            break
        common += 1
    if ours and not any(isinstance(entry, CallEnded) for entry in ours[:common]):
        raise OutsideError(
            f"{file} holds another call of the same name.",
            "Delete the one that is here, or keep it.",
        )
    places: dict[int, int] = {}
    fresh: list[AnyEvent] = []
    for entry in theirs[common:]:
        entry = _moved(entry, places)
        here = next((mine.seq for mine in ours[common:] if _same(mine, entry)), None)
        if here is None:
            here = len(ours) + len(fresh) + 1
            fresh.append(replace(entry, seq=here))
        places[entry.seq] = here
    return fresh


def _same(mine: AnyEvent, other: AnyEvent) -> bool:
    return replace(mine, seq=0) == replace(other, seq=0)


def _moved(entry: AnyEvent, places: dict[int, int]) -> AnyEvent:
    """Only comments are pointed at by others that come after the call."""
    match entry:
        case CommentWritten(replaces=int(comment)):
            return replace(entry, replaces=places.get(comment, comment))
        case CommentRemoved(comment=comment):
            return replace(entry, comment=places.get(comment, comment))
        case _:
            return entry


def _check_files(file: Path, bundle: Bundle, entries: Sequence[AnyEvent]) -> None:
    """A recording is where we would have put it: a path of others may lead anywhere."""
    files = RecordingFiles(bundle.call_id)
    ours = {str(files.encoded(form).relative_to(paths.home())) for form in FORMATS}
    if any(isinstance(e, RecordingKept) and e.file not in ours for e in entries):
        raise OutsideError(f"{file} names a file that is none of its call's.", "Don't use it.")
    if bundle.sound is not None and fold(entries).sound.recording is None:
        raise OutsideError(
            f"{file} has a recording that its log knows nothing of.", "Don't use it."
        )


@contextmanager
def _sound_in_place(bundle: Bundle) -> Iterator[bool]:
    """The recording at its place while the log is written; taken away again if that fails."""
    kept = fold(bundle.entries).sound.recording
    if bundle.sound is None or kept is None:
        yield False
        return
    target = paths.home() / kept.file
    if target.exists():
        yield False
        return
    paths.made_home()
    partial = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with made_file(partial) as writing:
            bundle.copy_sound(writing)
            vault.sync(writing)
            writing.seek(0)
            soundfile.info(writing)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutsideError(
            f"{target} cannot be written: {error.strerror}.", "Make room, or make it writable."
        ) from error
    except soundfile.SoundFileError as error:
        partial.unlink(missing_ok=True)
        raise OutsideError(
            "The bundle's recording is no sound.", "Ask for it once more."
        ) from error
    try:
        yield True
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
