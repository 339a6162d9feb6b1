import datetime as dt
import json
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from companion import paths
from companion.bundle import Imported, import_bundle, write_bundle
from companion.call import fold
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    CallStarted,
    CommentRemoved,
    CommentWritten,
    NoteWritten,
    UtteranceHeard,
)
from companion.export import EXPORTERS
from companion.recordings import open_sound
from companion.store import Store
from tests.companion.bundle.conftest import CALL, Go, made_call, masked, save, stored

WHEN = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def comment(text: str, replaces: int | None = None) -> CommentWritten:
    return CommentWritten(at=1.0, who="Omar", when=WHEN, text=text, replaces=replaces)


def add(event: AnyEvent) -> int:
    with Store.open() as store:
        return store.add(CALL, event).seq


def bundled(file: Path) -> Path:
    write_bundle(stored(), file)
    return file


def take_in(file: Path) -> Imported:
    with Store.open() as store:
        return import_bundle(file, store, masked)


@pytest.fixture
def sent(machine: Go, tmp_path: Path) -> Path:
    """The bundle of a recorded call of Ines; we are at Omar's now."""
    machine("ines")
    save(made_call(recorded=True))
    file = bundled(tmp_path / "one.callbundle")
    machine("omar")
    return file


def test_a_call_goes_to_another_machine_with_its_sound(sent: Path, machine: Go) -> None:
    assert take_in(sent) == Imported(CALL, new=True, entries=5, sound=True)

    here = fold(stored())
    with open_sound(here) as sound:
        there = sound.read(0.5, 1.0)
    machine("ines")
    with open_sound(fold(stored())) as sound:
        assert (sound.read(0.5, 1.0) == there).all()
    assert here.utterances[0].text == "where is\u2028my parcel"
    assert here.latest_note() == "Parcel found."


def test_only_its_owner_can_read_what_came(sent: Path) -> None:
    take_in(sent)

    for file in (sent, *paths.home().rglob("*")):
        assert not stat.S_IMODE(file.stat().st_mode) & 0o077, file


def test_export_import_export_makes_the_same_bytes(sent: Path, tmp_path: Path) -> None:
    take_in(sent)
    again = bundled(tmp_path / "two.callbundle")

    assert again.read_bytes() == sent.read_bytes()
    assert json.loads(zipfile.ZipFile(again).read("record.json")) == json.loads(
        EXPORTERS["json"].text(fold(stored()))
    )


def test_the_same_bundle_twice_changes_nothing(sent: Path) -> None:
    take_in(sent)
    before = stored()

    assert take_in(sent) == Imported(CALL, new=False, entries=0, sound=False)
    assert stored() == before


def test_where_the_call_came_from_on_the_other_machine_stays_there(sent: Path) -> None:
    take_in(sent)
    started = stored()[0]

    assert isinstance(started, CallStarted)
    assert started.file == ""
    assert b"/home/ines" not in b"".join(map(zipfile.ZipFile(sent).read, ["events.jsonl"]))


def test_both_write_on_and_each_gets_what_the_other_wrote(
    sent: Path, machine: Go, tmp_path: Path
) -> None:
    take_in(sent)
    first = add(comment("Where was the apology?"))
    add(comment("Where was the apology for the wait?", replaces=first))
    reviewed = bundled(tmp_path / "reviewed.callbundle")

    machine("ines")
    add(NoteWritten(at=2.0, text="Parcel delivered.", who="Ines", when=WHEN))
    found = take_in(reviewed)
    assert (found.new, found.entries) == (False, 2)

    call = fold(stored())
    assert [c.text for c in call.review.comments] == ["Where was the apology for the wait?"]
    assert call.latest_note() == "Parcel delivered."
    assert take_in(reviewed).entries == 0


def test_a_comment_that_was_removed_elsewhere_is_removed_here(
    sent: Path, machine: Go, tmp_path: Path
) -> None:
    take_in(sent)
    first = add(comment("Too harsh."))
    with_comment = bundled(tmp_path / "with.callbundle")
    add(CommentRemoved(at=1.0, who="Omar", when=WHEN, comment=first))
    without = bundled(tmp_path / "without.callbundle")

    machine("ines")
    add(comment("My own."))
    take_in(with_comment)
    take_in(without)

    assert [c.text for c in fold(stored()).review.comments] == ["My own."]


def test_a_bundle_without_sound_says_so(machine: Go, tmp_path: Path) -> None:
    machine("ines")
    save(made_call(recorded=True))
    write_bundle(stored(), tmp_path / "words.callbundle", sound=False)
    machine("omar")

    assert not take_in(tmp_path / "words.callbundle").sound
    with pytest.raises(OutsideError, match="is gone"):
        open_sound(fold(stored()))


def test_the_sound_can_come_later(sent: Path, machine: Go, tmp_path: Path) -> None:
    machine("ines")
    write_bundle(stored(), tmp_path / "words.callbundle", sound=False)
    machine("omar")
    take_in(tmp_path / "words.callbundle")

    assert take_in(sent) == Imported(CALL, new=False, entries=0, sound=True)


def test_another_call_of_the_same_name_is_not_mixed_with_it(sent: Path) -> None:
    other = [
        replace(e, text="something else") if isinstance(e, UtteranceHeard) else e
        for e in made_call()
    ]
    save(other)

    with pytest.raises(OutsideError, match="another call of the same name"):
        take_in(sent)
    assert stored() == other
    assert not list(paths.home().rglob("*.flac"))


def test_a_card_number_that_comes_in_a_bundle_is_masked(machine: Go, tmp_path: Path) -> None:
    machine("ines")
    loud = [
        replace(e, text="it's 4111 1111 1111 1111") if isinstance(e, UtteranceHeard) else e
        for e in made_call()
    ]
    write_bundle(loud, tmp_path / "loud.callbundle")
    machine("omar")

    take_in(tmp_path / "loud.callbundle")
    assert "1111" not in fold(stored()).utterances[0].text


def test_a_card_number_over_several_sentences_is_masked_from_its_first(
    machine: Go, tmp_path: Path
) -> None:
    machine("ines")
    started, heard, *rest = made_call()
    assert isinstance(heard, UtteranceHeard)
    parts = [
        replace(heard, at=n + 1.0, start=n + 0.5, end=n + 1.0, text=said)
        for n, said in enumerate(
            ["four one one one one one", "one one one one", "one one one one one one"]
        )
    ]
    log = [replace(e, seq=n) for n, e in enumerate([started, *parts, *rest], start=1)]
    write_bundle(log, tmp_path / "loud.callbundle")
    machine("omar")

    take_in(tmp_path / "loud.callbundle")
    assert not [u.text for u in fold(stored()).utterances if "one" in u.text or "four" in u.text]
