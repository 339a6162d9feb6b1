"""The reviewer's room: library and desk, and what leads from one to the other."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from companion.call import fold
from companion.errors import OutsideError
from companion.recordings import has_sound
from companion.store import CallSummary, Store
from ui import words
from ui.action_spec import Where
from ui.actions import Actions
from ui.look import Look
from ui.models.calls import title
from ui.models.library import Listed
from ui.replay_driver import ReplayDriver, open_clock
from ui.review.carrying import Carrying
from ui.review.desk_page import DeskPage
from ui.review.learning import Learning
from ui.review.library_page import LibraryPage
from ui.review.opened import following, opened
from ui.review.person import reviewer
from ui.review.reply_dialog import ReplyDialog
from ui.review.sound_outline import SoundOutline
from ui.review.writer import Writer
from ui.team import Team


class Frame(Protocol):
    """What the room asks of the window it is in."""

    @property
    def driver(self) -> object: ...

    def add_page(self, page: QWidget) -> None: ...

    def show_page(self, page: QWidget) -> None: ...

    def take_driver(self, driver: ReplayDriver | None) -> None:
        """Close what is on the screen, and let the keys of the replay move this one."""
        ...

    def setWindowTitle(self, title: str) -> None: ...

    def replay(self, call_id: str, found: int = 0) -> None: ...


class ReviewRoom(QObject):
    """Its pages are made when they are first asked for. GUI thread only.

    The window leads here by `show_library` and `toggle_review`.
    """

    def __init__(
        self,
        look: Look,
        actions: Actions,
        team: Team,
        frame: Frame,
        parent: QObject,
        *,
        silent: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._team = look, actions, team
        self._frame = frame
        self._silent = silent
        self._queue: list[str] = []
        self._from_library = False
        self._outline: SoundOutline | None = None
        self._made: list[QWidget] = []
        self._current = ""
        self.learning = Learning(look, actions, team, self, self)
        for action, slot in {
            "next_call": self.open_next,
            "only_agent": self._only_agent,
            "only_customer": self._only_customer,
            "skip_silence": self._skip_silence,
            "worst_first": lambda: self.library.worst_first(),
            "take_in": lambda: self.carrying.ask_in(self.library),
            "write_call": lambda: self.carrying.ask_out(self.desk, self._current),
            "sort": lambda: self.library.sort.box.setFocus(),
            "draw_lot": lambda: self.library.draw_lot(),
        }.items():
            actions[action].triggered.connect(slot)
        actions["go_transcript"].triggered.connect(self._to_transcript)

    @cached_property
    def writer(self) -> Writer:
        return Writer(self)

    @cached_property
    def carrying(self) -> Carrying:
        made = Carrying(self)
        made.came.connect(self._on_came)
        made.told.connect(lambda text: self._told_page().banner.show_note(text))
        made.failed.connect(lambda error: self._told_page().banner.show_error(error))
        return made

    @Slot()
    def _on_came(self) -> None:
        """List the calls that have come, too."""
        if self.in_library:
            self._enter_library()
            self.library.refresh()

    @cached_property
    def library(self) -> LibraryPage:
        made = LibraryPage(self._look, self._actions, self._team)
        made.chosen.connect(self._on_chosen)
        self._add(made)
        return made

    @cached_property
    def desk(self) -> DeskPage:
        made = DeskPage(self._look, self._actions, self._team, self.writer)
        made.submitted.connect(self._on_submitted)
        self._add(made)
        return made

    @property
    def at_desk(self) -> bool:
        return self._shown("desk")

    @property
    def in_library(self) -> bool:
        return self._shown("library")

    @Slot()
    def show_library(self) -> None:
        """List the saved calls."""
        self.learning.forget_way()
        self._enter_library()
        self.library.refresh()

    def list_calls(self, listed: Listed) -> None:
        """List these calls alone."""
        self._enter_library()
        self.library.show_listed(listed)

    def enter(self, page: QWidget, title: str, places: set[Where]) -> None:
        """Leave what is on the screen and show this page."""
        self.leave()
        self._frame.take_driver(None)
        if page not in self._made:
            self._add(page)
        self._frame.show_page(page)
        self._frame.setWindowTitle(title)
        self._actions.enable(places)

    def _enter_library(self) -> None:
        self._from_library = False
        places = {Where.ALWAYS, Where.IDLE, Where.OVER, Where.LIBRARY}
        self.enter(self.library, self.tr("Library"), places)
        try:
            with Store.open(read_only=True) as store:
                self.library.filters.show_agents(store.agents())
        except OutsideError as error:
            self.library.banner.show_error(error)
        self.library.table.setFocus()

    @Slot()
    def show_coaching(self) -> None:
        """The coaching sheet of the call on the desk, or of a week."""
        driver = self._frame.driver
        if self.at_desk and isinstance(driver, ReplayDriver):
            self.learning.show_coaching(self._current, driver.position)
        else:
            self.learning.show_coaching("", 0.0)

    @Slot()
    def answer_evaluation(self) -> None:
        """Let the agent say something to the evaluation of the call that is replayed."""
        driver = self._frame.driver
        if not isinstance(driver, ReplayDriver) or driver.whole.started is None:
            return
        try:
            found = opened(driver.whole.started.call_id)
        except OutsideError as error:
            self._told_page().banner.show_error(error)
            return
        self.replies.show_call(fold(found.entries), reviewer())
        self.replies.show()

    @cached_property
    def replies(self) -> ReplyDialog:
        parent = self.parent()
        assert isinstance(parent, QWidget)
        made = ReplyDialog(self._look, self.writer, parent)
        made.sought.connect(self._seek)
        return made

    @Slot(float)
    def _seek(self, second: float) -> None:
        driver = self._frame.driver
        if isinstance(driver, ReplayDriver):
            driver.seek(second)

    def find(self) -> bool:
        """Move the keys to the library's search, if the library is on the screen."""
        if not self.in_library:
            return False
        self.library.filters.search.setFocus()
        self.library.filters.search.selectAll()
        return True

    def back(self) -> bool:
        """To where this page was entered from; False where that was the start."""
        if not (self.at_desk and self._from_library):
            return any(map(_on_screen, self._made)) and self.learning.back()
        here = self._current
        self._enter_library()
        self.library.refresh()
        self.library.select(here)
        return True

    @Slot()
    def toggle_review(self) -> None:
        """From what the agent saw to the desk, and back."""
        driver = self._frame.driver
        if not isinstance(driver, ReplayDriver) or driver.whole.started is None:
            return
        call_id, at = driver.whole.started.call_id, driver.position
        if self.at_desk:
            self.leave()
            self._frame.replay(call_id)
            moved = self._frame.driver
            assert isinstance(moved, ReplayDriver)
            moved.seek(at)
        else:
            self.review(call_id, at if at < driver.duration else 0.0)

    @Slot()
    def open_next(self) -> None:
        """The next call of the list that this one was opened from."""
        if self._queue:
            following = self._queue.pop(0)
            rest, kept = self._queue, self._from_library
            self.review(following)
            self._queue, self._from_library = rest, kept
        elif not self.back():
            self.show_library()

    def review(self, call_id: str, at: float = 0.0) -> None:
        """Open a saved call on the desk, at this second."""
        self.leave()
        unwritten = self.writer.finish()
        try:
            found = opened(call_id)
        except OutsideError as error:
            self._told_page().banner.show_error(error)
            return
        call = fold(found.entries)
        clock, trouble = open_clock(call, silent=self._silent)
        driver = ReplayDriver(found.entries, clock, self, call)
        self._frame.take_driver(driver)
        self._current = call_id
        name = title(found.summary)
        self._frame.setWindowTitle(name)
        self._frame.show_page(self.desk)
        self._actions.enable(
            {Where.ALWAYS, Where.IDLE, Where.CALL, Where.OVER, Where.REPLAY, Where.DESK}
        )
        self.desk.show_replay(driver, name, self._about(found.summary), reviewer())
        for told in (trouble, unwritten):
            if told is not None:
                self.desk.on_trouble(told)
        if has_sound(call):
            self._read_outline(driver)
        else:
            self.desk.waves.wave.show_hint(self.tr("No sound: the words play on their times."))
        if at > 0:
            self.desk.go_to(at)
        self._actions["next_call"].setEnabled(True)
        self.desk.transcript.setFocus()

    def leave(self) -> None:
        """Nothing of a call is wanted any more: keep the draft, stop reading."""
        if self._outline is not None:
            self._outline.close()
            self._outline.deleteLater()
            self._outline = None
        if "desk" in self.__dict__:
            self.desk.leave()

    def close(self) -> None:
        """Leave in a hurry: all that was said to be written is."""
        self.leave()
        if "library" in self.__dict__:
            self.library.model.close()
        self.learning.close()
        if "carrying" in self.__dict__:
            self.carrying.close()
        if "writer" in self.__dict__:
            self.writer.finish()

    @Slot(str, float)
    def _on_chosen(self, call_id: str, at: float) -> None:
        """Open a call out of the library, and remember what comes after it."""
        row, query = self.library.model.row_of(call_id), self.library.model.query
        try:
            self._queue = following(query, row)
        except OutsideError as error:
            self.library.banner.show_error(error)
            self._queue = []
        queue = self._queue
        self.review(call_id, max(at, 0.0))
        self._queue, self._from_library = queue, True

    @Slot(str)
    def _on_submitted(self, call_id: str) -> None:
        del call_id
        self.desk.next_call.setFocus()

    @Slot()
    def _to_transcript(self) -> None:
        if self.at_desk:
            self.desk.transcript.setFocus()

    @Slot()
    def _only_agent(self) -> None:
        self._hear_only(agent=1.0, customer=0.0)

    @Slot()
    def _only_customer(self) -> None:
        self._hear_only(agent=0.0, customer=1.0)

    def _hear_only(self, *, agent: float, customer: float) -> None:
        """One side alone; both again where it is alone already."""
        driver = self._frame.driver
        if isinstance(driver, ReplayDriver):
            now = (driver.manner.agent, driver.manner.customer)
            driver.set_sides(*((1.0, 1.0) if now == (agent, customer) else (agent, customer)))

    @Slot()
    def _skip_silence(self) -> None:
        driver = self._frame.driver
        if isinstance(driver, ReplayDriver):
            driver.skip_silence(not driver.manner.skipped)

    def _read_outline(self, driver: ReplayDriver) -> None:
        wave = self.desk.waves.wave
        wave.show_hint(self.tr("Reading the sound…"))
        self._outline = SoundOutline(driver.whole, self)
        self._outline.done.connect(wave.show_peaks)
        self._outline.sketched.connect(wave.show_sketch)
        self._outline.progress.connect(self._on_outline_progress)
        self._outline.failed.connect(self._on_no_outline)

    @Slot(float)
    def _on_outline_progress(self, part: float) -> None:
        if self._outline is not None:
            text = self.tr("Reading the sound, {percent} %").format(percent=int(part * 100))
            self.desk.waves.wave.show_hint(text)

    @Slot(object)
    def _on_no_outline(self, error: object) -> None:
        self.desk.waves.wave.show_hint(str(error))

    def _about(self, summary: CallSummary) -> str:
        """What is worth knowing of the call before it is heard, in one line."""
        parts = [summary.agent, summary.customer, words.clock(summary.duration_s)]
        if summary.peak_anger:
            parts.append(words.anger_name(summary.peak_anger))
        parts.append(self.tr("risk {risk}").format(risk=summary.risk))
        return " · ".join(part for part in parts if part)

    def _told_page(self) -> LibraryPage | DeskPage:
        return self.desk if self.at_desk else self.library

    def _add(self, page: QWidget) -> None:
        self._made.append(page)
        self._frame.add_page(page)

    def _shown(self, name: str) -> bool:
        page = self.__dict__.get(name)
        return page is not None and _on_screen(page)


def _on_screen(page: QWidget) -> bool:
    holder = page.parentWidget()
    return holder is not None and page.isVisibleTo(holder)
