"""The texts of the window in another language: all of them, whole, and nothing of a mixture."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion.cards import BODY_LENGTH, CONDUCT_HEADINGS, HEADINGS, TITLE_LENGTH, approaches
from companion.script import load_script
from companion.settings import FIELDS, shown
from tools import make_translations
from ui import words
from ui.actions import keys
from ui.core_texts import TEXTS
from ui.language import LANGUAGES, shipped, speak
from ui.widgets.setting_rows import translated
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences

_HELD = re.compile(r"\{\w*(?::[^}]*)?\}|%L?n|%\d")


class Message(NamedTuple):
    context: str
    source: str
    forms: tuple[str, ...]
    state: str


def messages(language: str, directory: Path = make_translations.INTO) -> list[Message]:
    tree = ET.parse(directory / f"companion_{language}.ts")
    return [
        _message(c.findtext("name", ""), m) for c in tree.iter("context") for m in c.iter("message")
    ]


def _message(context: str, message: ET.Element) -> Message:
    translation = message.find("translation")
    assert translation is not None
    plural = tuple(form.text or "" for form in translation.iter("numerusform"))
    return Message(
        context,
        message.findtext("source", ""),
        plural or (translation.text or "",),
        translation.get("type", ""),
    )


GERMAN = messages("de")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .ts files as they are when the texts are gathered anew."""
    directory = tmp_path_factory.mktemp("gathered")
    for file in make_translations.INTO.glob("*.ts"):
        shutil.copy(file, directory)
    make_translations.gather(directory)
    return directory


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_that_are_translated_are_those_of_the_window(
    gathered: Path, language: str
) -> None:
    now = {(one.context, one.source) for one in messages(language, gathered)}
    assert now == {(one.context, one.source) for one in messages(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert not [one for one in messages(language) if one.state or not all(one.forms)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_is_made_of_the_texts(tmp_path: Path, language: str) -> None:
    make_translations.make(tmp_path)
    name = f"companion_{language}.qm"
    assert (tmp_path / name).read_bytes() == (make_translations.INTO / name).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_kept(language: str) -> None:
    for one in messages(language):
        for form in one.forms:
            held, wanted = set(_HELD.findall(form)), set(_HELD.findall(one.source))
            one_is_a_word = len(one.forms) > 1 and form == one.forms[0]
            optional = {"%n", "%Ln"} if one_is_a_word else set()
            assert wanted - optional <= held <= wanted, one


def test_dots_and_ends_of_sentences_are_kept() -> None:
    for one in GERMAN:
        for end in (".", "…", ":"):
            if one.source.endswith(end):
                assert all(form.endswith(end) for form in one.forms), one


def test_buttons_and_heads_stay_short() -> None:
    """A short text must fit the room it has; a sentence has a line that wraps."""
    for one in GERMAN:
        if len(one.source) <= TITLE_LENGTH and not one.source.endswith("."):
            most = max(14, round(1.7 * len(one.source)) + 6)
            assert all(len(form) <= most for form in one.forms), one


def test_what_stands_on_a_card_fits_it() -> None:
    for one in GERMAN:
        if one.context == "shipped":
            is_title = len(one.source) <= TITLE_LENGTH and not one.source.endswith((".", "?"))
            most = TITLE_LENGTH if is_title else BODY_LENGTH
            assert len(one.forms[0]) <= max(most, len(one.source)), one


@pytest.mark.usefixtures("german")
def test_no_letter_of_a_menu_is_taken_by_a_key() -> None:
    letters = [key.menu[key.menu.index("&") + 1].upper() for key in keys()]
    taken = {key.keys.rpartition("+")[2].upper() for key in keys() if key.keys.startswith("Alt+")}
    assert not taken & set(letters)
    assert len(set(letters)) == len({key.menu for key in keys()})


@pytest.mark.usefixtures("german")
def test_texts_dates_and_numbers_are_of_one_language(window: MainWindow) -> None:
    assert window.commands["preferences"].iconText() == "Einstellungen"
    assert shipped(load_script().steps[0].title) == "Zuhören"
    assert shipped("Heard in 3 sentences.") == "In 3 Sätzen gehört."
    assert words.day(dt.date(2026, 11, 27)) == "Freitag, 27. November 2026"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"


@pytest.mark.usefixtures("german")
def test_qt_speaks_the_language_too(qapp: QApplication) -> None:
    assert qapp.translate("QPlatformTheme", "Close") == "Schließen"


@pytest.mark.usefixtures("german")
def test_settings_are_translated() -> None:
    for field in FIELDS:
        assert translated(shown(field).help) != shown(field).help


@pytest.mark.usefixtures("german")
def test_heads_of_cards_are_translated() -> None:
    for heading in (*HEADINGS.values(), *CONDUCT_HEADINGS.values(), *_approaches()):
        assert shipped(heading) != heading


def _approaches() -> list[str]:
    return [text for words_for in approaches().values() for text in words_for.values()]


def test_the_words_of_the_core_are_still_its_own() -> None:
    """What has been worded anew there would be shown untranslated."""
    core = " ".join(
        file.read_text(encoding="utf-8")
        for file in (make_translations.ROOT / "companion").rglob("*.py")
    )
    assert not [text for text in TEXTS if f'"{text}"' not in core]


@pytest.mark.usefixtures("german")
def test_what_a_team_wrote_stays() -> None:
    assert shipped("Greet them by name") == "Greet them by name"


def test_one_and_many_are_told_apart_in_english_too(window: MainWindow) -> None:
    window.start_page.show_recovered(1)
    assert window.start_page.banner.text.startswith("A call was cut off")
    window.start_page.show_recovered(3)
    assert window.start_page.banner.text.startswith("3 calls were cut off")


@pytest.fixture
def spoken_again(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    speak(qapp, "en", QLocale("en_GB"))


@pytest.mark.parametrize(
    ("chosen", "system", "locale"),
    [
        ("", "de_AT", "de_AT"),
        ("", "fr_FR", "en_GB"),
        ("", "en_US", "en_US"),
        ("de", "en_US", "de_DE"),
        ("de", "de_CH", "de_CH"),
        ("en", "de_DE", "en_GB"),
    ],
)
def test_dates_follow_the_texts_and_the_country_where_it_can(
    spoken_again: QApplication, chosen: str, system: str, locale: str
) -> None:
    assert speak(spoken_again, chosen, QLocale(system)).name() == locale
    assert (shipped("Yes") == "Ja") == locale.startswith("de")


def test_another_language_is_said_to_count_from_the_next_start(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["preferences"].trigger()
    preferences = window.findChild(Preferences)
    assert isinstance(preferences, Preferences)
    preferences.rows["language"].changed.emit("language", "de")
    assert "next start" in preferences.banner.text
