"""What only a call needs: its page, the strip, the tray, and what moves it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from companion.call import fold
from companion.events import AnyEvent
from ui.action_spec import Where
from ui.action_table import STEP_KEYS
from ui.actions import Actions, plain
from ui.drivers import LiveDriver
from ui.look import Look
from ui.memory import Memory
from ui.replay_driver import ReplayDriver, open_clock, replay_on
from ui.running import Running
from ui.stage import PLACES, Stage
from ui.team import Team
from ui.tray import Tray
from ui.windows.call_page import CallPage
from ui.windows.compact import CompactStrip, Shape
from ui.windows.helping import Helping


class Calling(QObject):
    """Holds the one call on the screen. GUI thread only.

    It takes a fifth of a second to load and to make, so it is made after the first painting, or
    when it is asked for before. `show` brings a page of the window to the front. `left` says that
    the call is done with, `refused` carries the OutsideError for which it could not begin.
    """

    left = Signal()
    refused = Signal(object)

    def __init__(
        self,
        look: Look,
        actions: Actions,
        team: Team,
        memory: Memory,
        window: QMainWindow,
        show: Callable[[QWidget], None],
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._show = show
        self.driver: LiveDriver | ReplayDriver | None = None
        self.page = CallPage(look, actions, team)
        self.strip = CompactStrip(look, actions, self.page)
        self.shape = Shape(window, self.strip, memory)
        self.tray = Tray(look, actions, self.page, window)
        self.helping = Helping(look, actions, self.page, self.strip, self.shape, window)
        self._connect()

    def run(self, running: Running) -> None:
        """Show a call as it happens."""
        driver = LiveDriver(running, self.page, self)
        driver.refused.connect(self.refused)
        self.driver = driver
        self._show(self.page)
        driver.start()
        self.page.transcript.setFocus()

    def replay(
        self, name: str, entries: Sequence[AnyEvent], found: int, *, silent: bool = False
    ) -> None:
        """Show a saved call, at the utterance that was `found` in it (a `seq`) if there is one."""
        clock, trouble = open_clock(fold(entries), silent=silent)
        self.driver = driver = ReplayDriver(entries, clock, self)
        self._show(self.page)
        replay_on(self.page, driver, name)
        if trouble is not None:
            self.page.banner.show_error(trouble)
        self.page.transcript.show_utterance(found)
        self.page.transcript.setFocus()

    def find(self) -> None:
        """Let words be found in the call on the screen."""
        self.shape.in_whole(self.page.finder.open)()

    def let_go(self) -> None:
        """Leave the call that is on the screen; what was said so far is stored on return."""
        if self.driver is not None:
            self.driver.close()
            self.driver.deleteLater()
            self.driver = None

    def close(self) -> None:
        """Take away what stands beside the window, and leave the call."""
        self.shape.close()
        self.let_go()
        self.tray.icon.hide()

    @Slot(object)
    def _on_stage(self, stage: Stage) -> None:
        self._actions.enable({Where.ALWAYS, *PLACES[stage]})
        if stage in (Stage.SAVED, Stage.UNSAVED) and self.strip.isVisible():
            self.shape.expand()  # the wrap-up needs the room

    def _replaying(self, move: Callable[[ReplayDriver], None]) -> Callable[[], None]:
        """What a key of the replay does, if a replay is on the screen."""

        def act() -> None:
            if isinstance(self.driver, ReplayDriver):
                move(self.driver)

        return act

    @Slot()
    def _save(self) -> None:
        """Store the wrap-up and go on; what could not be stored stays on the screen."""
        self.page.wrap_up.confirm()
        self.page.flush()
        if not self.page.wrap_up.changed:
            self.left.emit()

    @Slot()
    def _end(self) -> None:
        if isinstance(self.driver, LiveDriver):
            self.driver.end()

    def _connect(self) -> None:
        page = self.page
        for action, slot in {
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
            "filter": self.shape.in_whole(page.finder.open_choice),
            "find_next": page.finder.go_on,
            "find_previous": page.finder.go_back,
        }.items():
            self._actions[action].triggered.connect(plain(slot))
        for number, place in product(range(STEP_KEYS), (page, self.strip)):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), place)
            key.activated.connect(partial(page.tick, number))
        again = QShortcut(QKeySequence("Ctrl+Return"), page)
        again.activated.connect(self._actions["save"].trigger)
        page.stage_changed.connect(self._on_stage)
        self.tray.wanted.connect(self.shape.expand)
