"""The window: the start page, the call page, and what leads from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from companion import sample
from companion.call import fold
from companion.errors import OutsideError
from ui.action_spec import Where
from ui.action_table import STEP_KEYS
from ui.actions import Actions
from ui.drivers import LiveDriver
from ui.front import Front
from ui.keys import Keys
from ui.look import Look, resolved
from ui.memory import Memory
from ui.models.calls import title
from ui.running import DeviceCall, RecordedCall, Running
from ui.team import Team, load_team
from ui.theme import load_theme
from ui.tray import Tray
from ui.widgets.header import Stage
from ui.windows.beside import Beside
from ui.windows.call_page import CallPage
from ui.windows.compact import CompactStrip, Shape
from ui.windows.helping import Helping
from ui.windows.start_page import StartPage

if TYPE_CHECKING:
    from companion.audio.block import AudioSource
    from ui.replay_driver import ReplayDriver
    from ui.review.room import ReviewRoom
    from ui.windows.setup_page import SetupPage

_PLACES = {
    Stage.LOADING: {Where.CALL, Where.RUNNING},
    Stage.LIVE: {Where.CALL, Where.RUNNING, Where.OPEN},
    Stage.SAVING: {Where.CALL},
    Stage.SAVED: {Where.CALL, Where.OPEN, Where.WRAP_UP, Where.OVER, Where.IDLE},
    Stage.UNSAVED: {Where.CALL, Where.OVER, Where.IDLE},
    Stage.REPLAY: {Where.CALL, Where.REPLAY, Where.OVER, Where.IDLE},
}
"""What can be done at each stage of a call."""


class MainWindow(QMainWindow):
    """Holds the pages and the one call on the screen."""

    def __init__(self, look: Look, team: Team, memory: Memory, *, silent: bool = False) -> None:
        super().__init__()
        self._look = look
        self._team = team
        self._memory = memory
        self._silent = silent
        self._driver: LiveDriver | ReplayDriver | None = None
        self.setWindowIcon(look.icon("app"))
        self.commands = Actions(self, look, Keys(memory.keys, memory.keep_keys))
        self.commands.fill(self.menuBar())
        self.start_page = StartPage(look, self.commands, len(team.script.steps))
        self.front = Front(self.start_page, self)
        self.call_page = CallPage(look, self.commands, team)
        self.beside = Beside(look, self.commands, self)
        self.strip = CompactStrip(look, self.commands, self.call_page)
        self.shape = Shape(self, self.strip, memory)
        self.tray = Tray(look, self.commands, self.call_page, self)
        self._setup_page: SetupPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.call_page)
        self.setCentralWidget(self._pages)
        self.helping = Helping(look, self.commands, self.call_page, self.strip, self.shape)
        self._room: ReviewRoom | None = None
        self._connect()
        self.setMinimumSize(look.u(200), look.u(110))
        self.resize(look.u(320), look.u(200))
        memory.restore(self)
        self._check_theme(memory.theme)
        self.show_page(self.start_page)
        self.commands.enable({Where.ALWAYS, Where.IDLE})
        for trouble in team.troubles:
            self.start_page.banner.show_error(trouble)

    @property
    def driver(self) -> LiveDriver | ReplayDriver | None:
        return self._driver

    @Slot()
    def show_start(self) -> None:
        """Leave the call that is over, and list the saved ones."""
        self._let_go()
        self.show_page(self.start_page)
        self.commands.enable({Where.ALWAYS, Where.IDLE})
        self.start_page.banner.clear()
        self.setWindowTitle(self.tr("Call Companion"))
        self.front.show_all()

    def begin(self) -> None:
        """After the first painting: what an empty window can wait for."""
        self.tray.start()
        self.front.begin()

    @property
    def room(self) -> ReviewRoom:
        """Library and desk. Made when they are first asked for: they load the players of sound."""
        if self._room is None:
            from ui.review.room import ReviewRoom  # noqa: PLC0415

            look, team = self._look, self._team
            self._room = ReviewRoom(look, self.commands, team, self, self, silent=self._silent)
        return self._room

    def add_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)

    def take_driver(self, driver: ReplayDriver | None) -> None:
        """Leave the call that is on the screen; the keys of the replay move this one now."""
        self._let_go()
        self._driver = driver

    @property
    def setup_page(self) -> SetupPage:
        """Made when it is first asked for: it loads what trying a device takes."""
        if self._setup_page is None:
            from ui.windows.setup_page import SetupPage  # noqa: PLC0415

            self._setup_page = SetupPage(self._look)
            self._setup_page.finished.connect(self.show_start)
            self._pages.addWidget(self._setup_page)
        return self._setup_page

    @Slot()
    def show_setup(self) -> None:
        """Let the devices, the model and what else a call needs be chosen."""
        self._let_go()
        self.show_page(self.setup_page)
        self.commands.enable({Where.ALWAYS, Where.IDLE})
        self.setWindowTitle(self.tr("Set up"))
        self.setup_page.done.setFocus()

    @Slot()
    def start_call(self) -> None:
        """Hear both sides from now on, from the devices chosen last."""
        self.run_call(DeviceCall())

    def run_call(self, running: Running) -> None:
        """Show a call as it happens."""
        self._let_go()
        if self.beside.take_changes():
            self.call_page.use_team(load_team())
        self.setWindowTitle(running.title)
        driver = LiveDriver(running, self.call_page, self)
        driver.refused.connect(self._on_refused)
        self._driver = driver
        self.show_page(self.call_page)
        driver.start()
        self.call_page.transcript.setFocus()

    def open_recording(self, path: Path) -> None:
        self.run_call(RecordedCall(path, silent=self._silent))

    @Slot(str, int)
    def replay(self, call_id: str, found: int = 0) -> None:
        """Open a saved call, at the utterance that was `found` in it (a `seq`) if there is one."""
        from ui import archive  # noqa: PLC0415 - as in list_calls
        from ui.replay_driver import ReplayDriver, open_clock, replay_on  # noqa: PLC0415

        try:
            summary, entries = archive.opened(call_id)
        except OutsideError as error:
            self.start_page.banner.show_error(error)
            return
        self._let_go()
        name = title(summary)
        self.setWindowTitle(name)
        clock, trouble = open_clock(fold(entries), silent=self._silent)
        self._driver = ReplayDriver(entries, clock, self)
        self.show_page(self.call_page)
        replay_on(self.call_page, self._driver, name)
        if trouble is not None:
            self.call_page.banner.show_error(trouble)
        self.call_page.transcript.show_utterance(found)
        self.call_page.transcript.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.beside.may_close():
            event.ignore()
            return
        self._memory.keep(self)
        self.shape.close()
        self._let_go()
        if self._room is not None:
            self._room.close()
        self.tray.icon.hide()
        self.front.close()
        if self._setup_page is not None:
            self._setup_page.leave()
        super().closeEvent(event)

    @Slot(object)
    def _on_begun(self, source: AudioSource) -> None:
        self.run_call(DeviceCall(source))

    def _let_go(self) -> None:
        if self._room is not None:
            self._room.leave()
        self.front.leave()
        if self._driver is not None:
            self._driver.close()
            self._driver.deleteLater()
            self._driver = None

    @Slot()
    def _back(self) -> None:
        if self._room is None or not self._room.back():
            self.show_start()

    @Slot()
    def _find(self) -> None:
        if self._room is not None and self._room.find():
            return
        self.show_start()
        self.start_page.search.setFocus()
        self.start_page.search.selectAll()

    @Slot()
    def _ask_recording(self) -> None:
        kinds = self.tr("Recordings (*.wav *.flac *.ogg *.opus *.mp3);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open recording"), "", kinds)
        if name:
            self.open_recording(Path(name))

    @Slot()
    def play_sample(self) -> None:
        self.run_call(RecordedCall(sample.recording(), silent=self._silent, day=sample.DAY))

    @Slot(object)
    def _on_refused(self, error: OutsideError) -> None:
        self.show_start()
        self.start_page.banner.show_error(error)

    @Slot(object)
    def _on_stage(self, stage: Stage) -> None:
        self.commands.enable({Where.ALWAYS, *_PLACES[stage]})
        if stage in (Stage.SAVED, Stage.UNSAVED) and self.strip.isVisible():
            self.shape.expand()  # the wrap-up needs the room

    @Slot(QAction)
    def _on_theme(self, action: QAction) -> None:
        self._memory.theme = action.data()
        self._look.use(load_theme(resolved(action.data())))

    @Slot()
    def _on_scheme(self) -> None:
        if self._memory.theme == "system":
            self._look.use(load_theme(resolved("system")))

    def _check_theme(self, choice: str) -> None:
        for action in self.commands.themes.actions():
            action.setChecked(action.data() == choice)

    def _replaying(self, move: Callable[[ReplayDriver], None]) -> Callable[[], None]:
        """What a key of the replay does, if a replay is on the screen."""

        def act() -> None:
            if self._driver is not None and not isinstance(self._driver, LiveDriver):
                move(self._driver)

        return act

    @Slot()
    def _save(self) -> None:
        """Store the wrap-up and go on; what could not be stored stays on the screen."""
        self.call_page.wrap_up.confirm()
        self.call_page.flush()
        if not self.call_page.wrap_up.changed:
            self.show_start()

    @Slot()
    def _end(self) -> None:
        if isinstance(self._driver, LiveDriver):
            self._driver.end()

    def _ways_to_the_room(self) -> dict[str, Callable[[], object]]:
        """What leads into the reviewer's room, which is made on the way."""
        return {
            "trends": lambda: self.room.learning.show_trends(),
            "workbench": lambda: self.room.learning.show_workbench(),
            "calibration": lambda: self.room.learning.show_calibration(),
            "coaching": lambda: self.room.show_coaching(),
            "reply": lambda: self.room.answer_evaluation(),
            "own_trends": lambda: self.room.learning.show_own_trends(),
            "library": lambda: self.room.show_library(),
            "review": lambda: self.room.toggle_review(),
        }

    def _connect(self) -> None:
        page = self.call_page
        for action, slot in {
            "start": self.start_call,
            "setup": self.show_setup,
            "preferences": self.beside.show_preferences,
            "open": self._ask_recording,
            "sample": self.play_sample,
            "find": self._find,
            "back": self._back,
            "quit": self.close,
            "dismiss": page.dismiss,
            "snooze": page.snooze,
            "wrong": page.withdraw,
            "mark": page.mark,
            "pause": page.pause,
            "consent": page.consent,
            "compact": self.shape.toggle,
            "accept_date": page.accept_date,
            "edit_date": self.shape.in_whole(page.follow_up.start_editing),
            "clear_date": page.clear_date,
            "end": self._end,
            "save": self._save,
            "play": self._replaying(lambda replay: replay.toggle()),
            "rewind": self._replaying(lambda replay: replay.rewind()),
            "forward": self._replaying(lambda replay: replay.forward()),
            "slower": self._replaying(lambda replay: replay.slower()),
            "faster": self._replaying(lambda replay: replay.faster()),
            "go_transcript": self.shape.in_whole(page.transcript.setFocus),
            "go_notes": self.shape.in_whole(page.notes.editor.setFocus),
            "newest": page.transcript.follow,
            "keys": self.beside.show_keys,
            **self._ways_to_the_room(),
        }.items():
            self.commands[action].triggered.connect(_plain(slot))
        self._connect_pages()

    def _connect_pages(self) -> None:
        page = self.call_page
        for number, place in product(range(STEP_KEYS), (page, self.strip)):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), place)
            key.activated.connect(partial(page.tick, number))
        again = QShortcut(QKeySequence("Ctrl+Return"), page)
        again.activated.connect(self.commands["save"].trigger)
        self.commands.themes.triggered.connect(self._on_theme)
        self.start_page.chosen.connect(self.replay)
        self.front.begun.connect(self._on_begun)
        self.front.setup_needed.connect(self.show_setup)
        page.stage_changed.connect(self._on_stage)
        self.tray.wanted.connect(self.shape.expand)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)


def _plain(slot: Callable[[], object]) -> Callable[[], None]:
    """The slot without the `checked` that `triggered` carries."""

    def act() -> None:
        slot()

    return act
