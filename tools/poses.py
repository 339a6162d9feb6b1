"""The states of the window that pictures are made of, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from companion.errors import OutsideError
from companion.events import (
    AbuseStepTaken,
    AudioLost,
    EchoHeard,
    LineQualityChanged,
    MarkPlaced,
    Partial,
    RecordingStarted,
    SideFellQuiet,
    Speaker,
    TranscriptionStopped,
)
from companion.store import Store
from companion.vault.key import Key
from tools.staged_abuse import ABUSIVE_BOOK
from tools.staged_call import BOOK, DURATION_S, StagedCall
from tools.staged_devices import setup_page
from tools.studio import Studio
from ui.replay_driver import ReplayDriver
from ui.stage import Stage

BOOK_WORDS = Partial(
    at=48.6, speaker=Speaker.AGENT, start=45.6, text="i am truly sorry for what these weeks"
)


def first(studio: Studio) -> None:
    studio.window.start_page.show_calls([])


def start(studio: Studio) -> None:
    studio.window.show_start()


def found(studio: Studio) -> None:
    studio.window.commands["find"].trigger()
    studio.window.start_page.search.setText("call lawyer")
    studio.window.start_page.look_for()


def refused(studio: Studio) -> None:
    error = OutsideError("The English model is not installed.", "Run: companion models install")
    studio.window.start_page.banner.show_error(error)


def loading(studio: Studio) -> None:
    studio.window.show_page(studio.page)
    studio.page.begin("northgate-homeware.wav", Stage.LOADING, float)


def calm(studio: Studio) -> None:
    studio.play(24.0)


def angry(studio: Studio) -> None:
    studio.play(48.6)


def wordy(studio: Studio) -> None:
    """The longest card there can be."""
    advice = "Name what they ask for, say what you can do, promise no more than that. " * 4
    threat = BOOK[7].threat
    assert threat is not None
    longest = replace(BOOK[7], threat=replace(threat, guidance=advice.strip()))
    studio.play(48.6, StagedCall((*BOOK[:7], longest, *BOOK[8:])))


def abused(studio: Studio) -> None:
    """An insult, of which the first step has been answered."""
    staged = studio.play(67.6, StagedCall(ABUSIVE_BOOK))
    staged.submit(AbuseStepTaken(at=67.4, step="warn"))
    studio.settle()
    studio.page.set_now(67.6)


def hand_over(studio: Studio) -> None:
    abused(studio)
    studio.window.commands["hand_over"].trigger()
    studio.shown = studio.window.calling.helping.hand_over


def slip(studio: Studio) -> None:
    studio.play(38.4)


def new_below(studio: Studio) -> None:
    staged = studio.play(60.0)
    studio.page.transcript.verticalScrollBar().setValue(0)
    staged.play(72.0)


def date(studio: Studio) -> None:
    studio.play(71.0)
    studio.page.follow_up.start_editing()


def trouble(studio: Studio) -> None:
    staged = studio.play(20.0, StagedCall(channels=(Speaker.UNKNOWN,)))
    staged.submit(TranscriptionStopped(at=20.0, why="the recogniser died too often"))


def poor_lines(studio: Studio) -> None:
    staged = studio.play(38.4)
    side = Speaker.CUSTOMER
    staged.submit(AudioLost(at=38.0, speaker=side, seconds=1.4, why="overrun"))
    staged.submit(LineQualityChanged(at=38.2, speaker=side, noise_below_db=18.0, suppressed=True))
    studio.settle()
    studio.page.set_now(38.4, lag=3.2)


def saved(studio: Studio) -> None:
    staged = studio.play(DURATION_S)
    studio.page.mark()
    studio.page.accept_date()
    studio.page.notes.editor.setPlainText("Depot confirms by text today.\nOwn driver booked.")
    studio.settle()
    staged.end()
    while not studio.page.wrap_up.outcome.currentData():  # suggested a moment after the draft
        studio.settle()


def replay(studio: Studio) -> None:
    with Store.open(read_only=True) as store:
        studio.window.replay(store.calls(limit=1)[0].id)
    assert isinstance(studio.window.driver, ReplayDriver)
    studio.window.driver.seek(65.0)


def finding(studio: Studio) -> None:
    """Words that are sought, in what the customer has said alone."""
    replay(studio)
    studio.window.commands["find"].trigger()
    studio.page.finder.only.setCurrentIndex(1)
    studio.page.finder.field.setText("call")


def marks(studio: Studio) -> None:
    """What was marked alone."""
    staged = studio.play(60.0)
    staged.submit(MarkPlaced(at=59.0))
    staged.submit(MarkPlaced(at=38.0))
    studio.settle()
    studio.window.commands["filter"].trigger()
    studio.page.finder.only.setCurrentIndex(studio.page.finder.only.count() - 1)


def keys(studio: Studio) -> None:
    studio.window.commands["keys"].trigger()
    studio.shown = studio.window.beside.keys


def preferences(studio: Studio) -> None:
    studio.window.commands["preferences"].trigger()
    studio.shown = studio.window.beside.preferences


def encryption(studio: Studio) -> None:
    preferences(studio)
    window = studio.window.beside.preferences
    window.groups.setCurrentRow(window.groups.count() - 3)
    while window.encryption.state is None:
        studio.settle()


def phrase(studio: Studio) -> None:
    """The recovery phrase, of a key that nothing is encrypted with."""
    encryption(studio)
    rows = studio.window.beside.preferences.encryption
    rows.phrase.show_phrase(Key(bytes(range(32))))
    rows._enter(rows.phrase)  # noqa: SLF001 - the key ring of this machine is none of its business


def recording(studio: Studio) -> None:
    """Sound is recorded, and nobody has asked yet."""
    studio.play(24.0).submit(RecordingStarted(at=0.5, file="recordings/a.pcm"))


def paused(studio: Studio) -> None:
    staged = studio.play(48.6)
    staged.submit(RecordingStarted(at=0.5, file="recordings/a.pcm"))
    studio.settle()
    studio.page.pause()
    studio.settle()
    studio.page.set_now(66.0)


def dead_leg(studio: Studio) -> None:
    staged = studio.play(24.0)
    staged.submit(
        SideFellQuiet(at=24.0, speaker=Speaker.CUSTOMER, why="the output plays nothing since 0:16")
    )


def echo(studio: Studio) -> None:
    staged = studio.play(24.0)
    staged.submit(EchoHeard(at=24.0, speaker=Speaker.AGENT, delay_s=0.2, below_db=12.0))


def compact(studio: Studio) -> None:
    studio.play(48.6)
    studio.window.commands["compact"].trigger()
    studio.window.calling.strip.show_words(BOOK_WORDS)
    studio.shown = studio.window.calling.strip


def compact_paused(studio: Studio) -> None:
    compact(studio)
    studio.page.pause()
    studio.settle()
    studio.page.set_now(66.0)


def setup(studio: Studio) -> None:
    """The first run: devices found, no model yet."""
    page = setup_page(studio.look)
    studio.show(page)
    while page.agent.device is None or not page.model.fetch.isVisibleTo(page):
        studio.settle()


def setup_ready(studio: Studio) -> None:
    page = setup_page(studio.look, there=True)
    studio.show(page)
    page.name.setText("Dana")
    while page.agent.device is None or not page.model.verify.isEnabled():
        studio.settle()
    page.agent.test.setChecked(True)
    while not {"“", "„"} & set(page.agent.words):
        studio.settle()


STATES: dict[str, Callable[[Studio], None]] = {
    state.__name__: state
    for state in (
        first,
        start,
        found,
        refused,
        loading,
        calm,
        slip,
        wordy,
        abused,
        hand_over,
        angry,
        new_below,
        date,
        trouble,
        poor_lines,
        saved,
        replay,
        finding,
        marks,
        keys,
        preferences,
        encryption,
        phrase,
        recording,
        paused,
        dead_leg,
        echo,
        compact,
        compact_paused,
        setup,
        setup_ready,
    )
}
