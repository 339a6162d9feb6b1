"""The window on real sound: through the recogniser, the detectors and the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion import sample
from companion.events import Category, EndReason
from companion.store import Status, Store
from ui.running import RecordedCall
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

MODEL_MS = 60_000


def test_a_file_that_is_not_there_is_refused_with_a_reason(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_recording(tmp_path / "nothing.wav")
    qtbot.waitUntil(lambda: window.start_page.banner.text != "")
    assert "nothing.wav" in window.start_page.banner.text
    assert window.start_page.isVisible()


def test_a_file_that_is_no_sound_is_refused_with_a_reason(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "letter.wav").write_text("dear sirs")
    window.open_recording(tmp_path / "letter.wav")
    qtbot.waitUntil(lambda: window.start_page.banner.text != "")
    assert "letter.wav" in window.start_page.banner.text


@pytest.mark.model
@pytest.mark.slow
def test_the_sample_call_from_sound_to_the_list_of_saved_calls(
    home_with_model: Path, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    assert home_with_model.is_dir()
    window.run_call(RecordedCall(sample.recording(), realtime=False, day=sample.DAY))
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED, timeout=MODEL_MS)
    assert page.call.ended is not None
    assert page.call.ended.reason == EndReason.SOURCE_ENDED
    assert Category.LEGAL in {alert.category for alert in page.alerts.alerts}
    assert page.steps.done == page.steps.rowCount()
    assert "27 Nov 2026" in page.follow_up.shown_day
    page.accept_date()
    page.notes.editor.setPlainText("sent the refund")
    page.flush()
    window.commands["back"].trigger()
    assert window.start_page.calls.summary(0).status == Status.ENDED
    with Store.open(read_only=True) as store:
        stored = store.load(window.start_page.calls.summary(0).id)
    assert [entry.seq for entry in stored] == list(range(1, len(stored) + 1))
    window.replay(window.start_page.calls.summary(0).id)
    assert page.call.latest_note() == "sent the refund"
    assert page.call.follow_up is not None
    assert page.call.follow_up.accepted
