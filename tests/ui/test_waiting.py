"""A call that begins by itself, and a device that is changed in mid-call."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.errors import OutsideError
from companion.events import RecordingKept, SideFellQuiet, Speaker
from companion.settings import save_setting
from tools.staged_call import StagedCall
from tools.staged_devices import DEVICES, HEADSET
from ui.stage import Stage
from ui.waiting import Waiting
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow


class StagedBeginning:
    """Both sides have sound as soon as `speak` is called."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._spoken = False
        self.closed = False

    def speak(self) -> None:
        self._spoken = True
        self._changed.set()

    def wait(self, tell: Callable[[OutsideError], None]) -> bool:
        self._changed.wait()
        return self._spoken

    def close(self) -> None:
        self.closed = True
        self._changed.set()


@pytest.fixture
def beginning(monkeypatch: pytest.MonkeyPatch) -> StagedBeginning:
    save_setting("start_by_itself", True)
    made = StagedBeginning()
    monkeypatch.setattr("ui.front.voice_start", lambda: made)
    return made


def test_a_call_begins_by_itself_when_both_sides_have_sound(
    beginning: StagedBeginning,
    window: MainWindow,
    page: CallPage,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    begun: list[object] = []

    def staged(source: object) -> StagedCall:
        begun.append(source)
        return StagedCall()

    monkeypatch.setattr("ui.running.DeviceCall", staged)
    assert "Waiting" in window.start_page.told
    beginning.speak()
    qtbot.waitUntil(lambda: page.stage == Stage.LIVE)
    assert begun == [beginning]
    assert not beginning.closed


def test_no_call_begins_by_itself_on_another_page(
    beginning: StagedBeginning, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    window.run_call(StagedCall())
    assert beginning.closed
    qtbot.waitUntil(lambda: page.stage == Stage.LIVE)


def test_what_cannot_be_waited_for_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail() -> StagedBeginning:
        raise OutsideError("There is no headset.", "Plug it in.")

    assert "Waiting" not in window.start_page.told
    save_setting("start_by_itself", True)
    monkeypatch.setattr("ui.front.voice_start", fail)
    window.show_start()
    qtbot.waitUntil(lambda: "Plug it in." in window.start_page.banner.text)


def test_a_source_that_comes_too_late_is_let_go(window: MainWindow) -> None:
    beginning = StagedBeginning()
    waiting = Waiting(lambda: beginning, window)
    begun: list[object] = []
    waiting.begun.connect(begun.append)
    beginning.speak()
    waiting.stop()
    waiting._tell(beginning)
    assert beginning.closed
    assert begun == []


def test_a_failed_device_is_tried_again_by_hand(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    staged.submit(SideFellQuiet(at=9.0, speaker=Speaker.AGENT, why=""))
    qtbot.waitUntil(page.sound.retry.isVisible)
    page.sound.retry.click()
    assert staged.retried == 1


def test_another_device_can_be_chosen_in_mid_call(
    page: CallPage, staged: StagedCall, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("companion.audio.devices.list_devices", lambda: DEVICES)
    staged.submit(SideFellQuiet(at=9.0, speaker=Speaker.AGENT, why=""))
    qtbot.waitUntil(page.sound.choose.isVisible)
    page.sound.choose.click()
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in page.findChildren(QMenu)))
    (menu,) = (menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert menu.actions()[0].text() == "Headset"
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(page.call.sound.devices))
    assert page.call.sound.devices[0].device == HEADSET.title


def test_a_caller_is_to_be_asked_before_anything_is_recorded(
    window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    staged = StagedCall()
    staged.asks = True
    window.run_call(staged)
    qtbot.waitUntil(lambda: page.header.recording.text == "Not recorded yet: ask the caller")
    assert page.header.consent.isVisible()
    window.commands["consent"].trigger()
    qtbot.waitUntil(lambda: page.header.recording.text == "Not recorded")
    assert not page.header.consent.isVisible()


def test_the_sound_is_kept_after_the_wrap_up_is_shown(
    page: CallPage, staged: StagedCall, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(20.0)
    staged.sound = RecordingKept(at=20.0, seq=900, file="recordings/a.flac", seconds=20.0)
    staged.end()
    qtbot.waitUntil(page.wrap_up.isVisible)
    qtbot.waitUntil(lambda: page.header.recording.text == "Sound kept")
