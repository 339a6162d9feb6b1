"""Choosing and trying what a call needs, on devices that are made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from companion.audio.choice import Choice, remember, remembered
from companion.audio.devices import Device
from companion.errors import OutsideError
from companion.events import Speaker
from companion.model_files.progress import Progress
from companion.models import Condition
from companion.probe import Level, Words
from companion.settings import load_settings, save_setting
from tools.staged_devices import ADAPTER, DEVICES, HEADSET, PHONE, StagedProbe, condition
from ui.look import Look
from ui.theme import load_theme
from ui.widgets.model_panel import ModelPanel
from ui.windows.main_window import MainWindow
from ui.windows.setup_page import SetupPage

Open = Callable[..., SetupPage]


@pytest.fixture
def probes() -> list[StagedProbe]:
    return []


@pytest.fixture
def opened(qtbot: QtBot, probes: list[StagedProbe]) -> Iterator[Open]:
    """A page on the staged devices and a model that is there, unless told otherwise."""
    pages = []

    def probe(device: Device, words: bool, speakers: object) -> StagedProbe:
        probes.append(StagedProbe(device, words, tuple(speakers)))  # type: ignore[arg-type]
        return probes[-1]

    def show(devices: list[Device] | None = None, model: ModelPanel | None = None) -> SetupPage:
        look = Look(load_theme("light"), 10.5)
        model = model or ModelPanel(look, look_at=lambda: condition(there=True))
        page = SetupPage(
            look,
            model=model,
            list_devices=lambda: DEVICES if devices is None else devices,
            make_probe=probe,
        )
        qtbot.addWidget(page)
        pages.append(page)
        page.show()
        qtbot.waitUntil(lambda: "Checking" not in model.text)
        qtbot.waitUntil(lambda: page.agent.device is not None or page.banner.text != "")
        return page

    yield show
    for page in pages:
        page.leave()


def test_the_suggestion_is_chosen_and_both_sides_are_heard_at_once(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    assert (page.agent.device, page.customer.device) == (HEADSET, PHONE)
    qtbot.waitUntil(lambda: page.agent.meter.word == page.customer.meter.word == "Good")
    live = [probe for probe in probes if not probe.words]
    assert {probe.device for probe in live} == {HEADSET, PHONE}


def test_nothing_is_kept_before_somebody_chose(opened: Open) -> None:
    opened()
    assert remembered() == Choice()


def test_done_keeps_the_devices_by_name_and_who_the_agent_is(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.name.setText(" Dana ")
    page.record.click()
    with qtbot.waitSignal(page.finished):
        page.done.click()
    assert remembered() == Choice(HEADSET.name, PHONE.name)
    assert load_settings().agent_name == "Dana"
    assert load_settings().record_calls


def test_what_was_chosen_last_is_chosen_again(opened: Open) -> None:
    remember(Choice(ADAPTER.name, PHONE.name))
    save_setting("agent_name", "Lee")
    page = opened()
    assert page.agent.device == ADAPTER
    assert page.name.text() == "Lee"


def test_for_a_device_that_is_gone_another_one_is_suggested(opened: Open, qtbot: QtBot) -> None:
    remember(Choice("lost-headset", PHONE.name))
    page = opened()
    assert page.agent.device == HEADSET
    assert page.customer.device == PHONE
    assert "lost-headset" in page.banner.text
    page.banner.clear()
    with qtbot.waitSignal(page.finished):
        page.done.click()
    assert remembered() == Choice(HEADSET.name, PHONE.name)


def test_try_it_shows_the_words_of_one_side_at_a_time(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    page.agent.test.click()
    qtbot.waitUntil(lambda: "the quick brown fox" in page.agent.words)
    probes[-1].hear(Words(Speaker.AGENT, "jumps", final=False))
    qtbot.waitUntil(lambda: "jumps" in page.agent.words)
    page.customer.test.click()
    qtbot.waitUntil(lambda: "the quick brown fox" in page.customer.words)
    assert not page.agent.test.isChecked()


def test_too_loud_and_silent_are_said_in_words(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    qtbot.waitUntil(lambda: page.agent.meter.word == "Good")
    probe = next(p for p in reversed(probes) if p.device == HEADSET)
    probe.hear(Level(Speaker.AGENT, -3.0, 0.0))
    qtbot.waitUntil(lambda: page.agent.meter.word == "Too loud")
    for _ in range(40):
        probe.hear(Level(Speaker.AGENT, -80.0, -70.0))
    qtbot.waitUntil(lambda: page.agent.meter.word == "Heard")
    page.agent.meter.rest()
    assert page.agent.meter.word == "Silent"


def test_a_device_in_trouble_says_so_and_the_page_goes_on(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    probe = next(p for p in reversed(probes) if p.device == HEADSET)
    probe.hear(OutsideError("The headset is taken.", "Close what uses it."))
    qtbot.waitUntil(lambda: "taken" in page.agent.words)


def test_one_device_may_carry_both_sides(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    page.one_for_both.click()
    assert "one channel only" in page.banner.text
    assert not page.customer.isVisible()
    page.agent.devices.setCurrentIndex(DEVICES.index(ADAPTER))
    page.agent.devices.activated.emit(DEVICES.index(ADAPTER))
    assert remembered() == Choice(both=ADAPTER.name)
    assert probes[-1].speakers == (Speaker.AGENT, Speaker.CUSTOMER)
    assert page.banner.text == ""


def test_the_same_device_for_both_sides_is_refused(opened: Open) -> None:
    page = opened()
    page.customer.devices.setCurrentIndex(DEVICES.index(HEADSET))
    page.customer.devices.activated.emit(DEVICES.index(HEADSET))
    assert "same device" in page.banner.text
    page.done.click()
    assert remembered() == Choice()


def test_without_any_device_the_remedy_is_named(opened: Open) -> None:
    page = opened(devices=[])
    assert "Plug one in" in page.banner.text


def test_devices_are_let_go_when_the_page_is_left(
    opened: Open, probes: list[StagedProbe], qtbot: QtBot
) -> None:
    page = opened()
    page.hide()
    probes[-1].hear(Level(Speaker.AGENT, 0.0, 0.0))
    page.leave()
    assert page.agent.meter.word != "Too loud"


def model_panel(
    look: Look, states: list[Condition], get: Callable[..., object] = lambda **_: None
) -> ModelPanel:
    """A panel that finds the model in these states, one after the other."""
    return ModelPanel(look, look_at=lambda: states.pop(0), get=get)


def test_a_missing_model_is_installed_with_progress(opened: Open, qtbot: QtBot) -> None:
    look = Look(load_theme("light"), 10.5)
    told: list[str] = []

    def get(given: Path | None, tell: Progress) -> None:
        assert given is None
        tell("Downloading", 20, 40)

    panel = model_panel(look, [condition(there=False), condition(there=True)], get)
    page = opened(model=panel)
    assert "is not installed" in panel.text
    assert not page.agent.test.isEnabled()
    panel._told.connect(lambda doing, done: told.append(f"{doing} {done}"))
    panel.fetch.click()
    qtbot.waitUntil(lambda: "Installed and whole" in panel.text)
    assert told == ["Downloading 500"]
    assert page.agent.test.isEnabled()
    assert not panel.fetch.isVisible()


def test_a_model_that_cannot_be_fetched_names_the_remedy(opened: Open, qtbot: QtBot) -> None:
    def get(given: Path | None, tell: Progress) -> None:
        raise OutsideError("There is no network.", "Fetch it with another machine.")

    panel = model_panel(Look(load_theme("light"), 10.5), [condition(there=False)], get)
    opened(model=panel)
    panel.fetch.click()
    qtbot.waitUntil(lambda: "another machine" in panel.text)
    assert panel.fetch.isVisible()
    assert panel.fetch.isEnabled()


def test_the_window_leads_there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["setup"].trigger()
    assert window.setup_page.isVisible()
    qtbot.waitUntil(lambda: "Checking" not in window.setup_page.model.text)
    assert "is not installed" in window.setup_page.model.text
    window.setup_page.finished.emit()
    assert window.start_page.isVisible()
