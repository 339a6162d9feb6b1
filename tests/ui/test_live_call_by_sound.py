"""A live call in the window, spoken into a real sound server and heard by the real model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import tests.companion.audio.conftest as sounding
from companion.audio.block import Pcm
from companion.audio.choice import Choice, remember
from companion.events import Category, EndReason, Speaker
from companion.settings import save_setting
from companion.store import Store
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

sound_server, sample_call = sounding.sound_server, sounding.sample_call

EXCERPT_S = slice(41, 60)
"""The agent is sorry, the customer will call a lawyer, the agent sends the refund."""

PATIENCE_MS = 60_000


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.slow
def test_a_call_from_f9_to_the_saved_note(
    home_with_model: Path,
    sound_server: sounding.SoundServer,
    sample_call: tuple[Pcm, int],
    window: MainWindow,
    page: CallPage,
    qtbot: QtBot,
) -> None:
    remember(Choice(sounding.MICROPHONE, f"{sounding.PLAYBACK}.monitor"))
    save_setting("agent_name", "Dana")
    save_setting("record_calls", True)
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.stage == Stage.LIVE, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.header.consent.isVisible(), timeout=PATIENCE_MS)
    QTest.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "agreed" in page.header.recording.text, timeout=PATIENCE_MS)

    sound, rate = sample_call
    excerpt = sound[EXCERPT_S.start * rate : EXCERPT_S.stop * rate]
    sound_server.play(excerpt[:, 0], sounding.MOUTH, rate)
    sound_server.play(excerpt[:, 1], sounding.PLAYBACK, rate)
    qtbot.waitUntil(
        lambda: any(alert.category == Category.LEGAL for alert in page.alerts.alerts),
        timeout=PATIENCE_MS,
    )
    assert "lawyer" in page.card.title
    QTest.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(page.veil.isVisible)
    lines = page.lines.rowCount()
    QTest.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(page.transcript.isVisible)
    assert page.lines.rowCount() >= lines

    QTest.keyClick(
        window,
        Qt.Key.Key_E,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(page.wrap_up.isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.header.recording.text == "Sound kept", timeout=PATIENCE_MS)
    window.commands["save"].trigger()
    saved_as_spoken(home_with_model, window)


def saved_as_spoken(home: Path, window: MainWindow) -> None:
    summary = window.start_page.calls.summary(0)
    assert summary.agent == "Dana"
    with Store.open(read_only=True) as store:
        window.replay(summary.id)
        assert store.summary(summary.id).has_recording
    call = window.call_page.call
    assert call.ended is not None
    assert call.ended.reason == EndReason.ENDED
    customer = " ".join(u.text for u in call.utterances if u.speaker == Speaker.CUSTOMER)
    assert "lawyer" in customer
    assert len(call.pauses) == 1
    assert call.sound.recording is not None
    assert (home / call.sound.recording.file).is_file()
