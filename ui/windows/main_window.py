"""The window: the start page, and what leads from it to calls, set-up and reviews."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from companion.errors import OutsideError
from ui.action_spec import Where
from ui.actions import Actions, plain
from ui.front import Front
from ui.keys import Keys
from ui.look import Look, resolved
from ui.memory import Memory
from ui.stage import Stage
from ui.theme import load_theme
from ui.windows.beside import Beside
from ui.windows.start_page import StartPage

if TYPE_CHECKING:
    from companion.audio.block import AudioSource
    from ui.drivers import LiveDriver
    from ui.replay_driver import ReplayDriver
    from ui.review.room import ReviewRoom
    from ui.running import Running
    from ui.team import Team
    from ui.windows.call_page import CallPage
    from ui.windows.calling import Calling
    from ui.windows.setup_page import SetupPage

_UNDER_WAY = (Stage.LIVE, Stage.SAVING)


class MainWindow(QMainWindow):
    """Holds the pages. What its first painting has no use for is made, and even loaded, later.

    `team` reads the team's files.
    """

    def __init__(
        self, look: Look, team: Callable[[], Team], memory: Memory, *, silent: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._load_team = team
        self._memory = memory
        self._silent = silent
        self.setWindowIcon(look.icon("app"))
        self.commands = Actions(self, look, Keys(memory.keys, memory.keep_keys))
        self.commands.fill(self.menuBar())
        self.start_page = StartPage(look, self.commands, lambda: len(self.team.script.steps))
        self.front = Front(self.start_page, self)
        self.beside = Beside(look, self.commands, self)
        self._calling: Calling | None = None
        self._setup_page: SetupPage | None = None
        self._room: ReviewRoom | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self.setCentralWidget(self._pages)
        self._connect()
        self.setMinimumSize(look.u(200), look.u(110))
        self.resize(look.u(320), look.u(200))
        memory.restore(self)
        self._check_theme(memory.theme)
        self.show_page(self.start_page)
        self.commands.enable({Where.ALWAYS, Where.IDLE})

    @cached_property
    def team(self) -> Team:
        """The team's files as they were when they were first asked for."""
        found = self._load_team()
        for trouble in found.troubles:
            self.start_page.banner.show_error(trouble)
        return found

    @property
    def calling(self) -> Calling:
        """What a call needs. Made after the first painting, or when it is asked for before."""
        if self._calling is None:
            from ui.windows.calling import Calling  # noqa: PLC0415

            look, memory = self._look, self._memory
            made = Calling(look, self.commands, self.team, memory, self, self.show_page)
            self._pages.addWidget(made.page)
            made.left.connect(self.show_start)
            made.refused.connect(self._on_refused)
            self._calling = made
        return self._calling

    @property
    def call_page(self) -> CallPage:
        return self.calling.page

    @property
    def in_call(self) -> bool:
        """Whether a call is running, or being stored."""
        return self._calling is not None and self._calling.page.stage in _UNDER_WAY

    @property
    def driver(self) -> LiveDriver | ReplayDriver | None:
        return self._calling.driver if self._calling else None

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
        self.front.begin()
        self.start_page.complete()
        self.calling.tray.start()

    @property
    def room(self) -> ReviewRoom:
        """Library and desk. Made when they are first asked for: they load the players of sound."""
        if self._room is None:
            from ui.review.room import ReviewRoom  # noqa: PLC0415

            look, team = self._look, self.team
            self._room = ReviewRoom(look, self.commands, team, self, self, silent=self._silent)
        return self._room

    def add_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)

    def take_driver(self, driver: ReplayDriver | None) -> None:
        """Leave the call that is on the screen; the keys of the replay move this one now."""
        self._let_go()
        if driver is not None:
            self.calling.driver = driver

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
        from ui.running import DeviceCall  # noqa: PLC0415 - as all that a call needs

        self.run_call(DeviceCall())

    def run_call(self, running: Running) -> None:
        """Show a call as it happens."""
        self._let_go()
        if self.beside.take_changes():
            self.call_page.use_team(self._load_team())
        self.setWindowTitle(running.title)
        self.calling.run(running)

    def open_recording(self, path: Path) -> None:
        from ui.running import RecordedCall  # noqa: PLC0415 - as all that a call needs

        self.run_call(RecordedCall(path, silent=self._silent))

    @Slot(str, int)
    def replay(self, call_id: str, found: int = 0) -> None:
        """Open a saved call, at the utterance that was `found` in it (a `seq`) if there is one."""
        from ui import archive  # noqa: PLC0415 - the store: not before the first painting
        from ui.models.calls import title  # noqa: PLC0415

        try:
            summary, entries = archive.opened(call_id)
        except OutsideError as error:
            self.start_page.banner.show_error(error)
            return
        self._let_go()
        self.setWindowTitle(title(summary))
        self.calling.replay(title(summary), entries, found, silent=self._silent)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.beside.may_close():
            event.ignore()
            return
        self._memory.keep(self)
        self._let_go()
        if self._calling is not None:
            self._calling.close()
        if self._room is not None:
            self._room.close()
        self.front.close()
        self.beside.close()
        if self._setup_page is not None:
            self._setup_page.leave()
        super().closeEvent(event)

    @Slot(object)
    def _on_begun(self, source: AudioSource) -> None:
        from ui.running import DeviceCall  # noqa: PLC0415 - as all that a call needs

        self.run_call(DeviceCall(source))

    def _let_go(self) -> None:
        if self._room is not None:
            self._room.leave()
        self.front.leave()
        if self._calling is not None:
            self._calling.let_go()

    @Slot()
    def _back(self) -> None:
        if self._room is None or not self._room.back():
            self.show_start()

    @Slot()
    def _find(self) -> None:
        if self._calling is not None and self._pages.currentWidget() is self.call_page:
            self._calling.find()
            return
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
        from companion import sample  # noqa: PLC0415
        from ui.running import RecordedCall  # noqa: PLC0415 - as all that a call needs

        self.run_call(RecordedCall(sample.recording(), silent=self._silent, day=sample.DAY))

    @Slot(object)
    def _on_refused(self, error: OutsideError) -> None:
        self.show_start()
        self.start_page.banner.show_error(error)

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
        for action, slot in {
            "start": self.start_call,
            "setup": self.show_setup,
            "preferences": self.beside.show_preferences,
            "open": self._ask_recording,
            "sample": self.play_sample,
            "find": self._find,
            "back": self._back,
            "quit": self.close,
            "keys": self.beside.show_keys,
            **self._ways_to_the_room(),
        }.items():
            self.commands[action].triggered.connect(plain(slot))
        self.commands.themes.triggered.connect(self._on_theme)
        self.start_page.chosen.connect(self.replay)
        self.front.begun.connect(self._on_begun)
        self.front.setup_needed.connect(self.show_setup)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
