"""The language of the window: its texts, and how it writes dates and numbers.

Texts of the window are marked by `tr`, `translate` or `N`. Texts that the core or the shipped files
bring (settings, steps, outcomes, the scorecard, cards) are looked up as they come; what a team has
written itself has no translation and stays as it is. `tools/make_translations.py` gathers both.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from companion.paths import assets
from ui.core_texts import read

SOURCE = "en"
LANGUAGES = (SOURCE, "de")
"""In which there are all texts; the first is the one that they are written in."""

_HOMES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
}

_spoken: list[QTranslator] = []


def speak(app: QCoreApplication, chosen: str, system: QLocale | None = None) -> QLocale:
    """Let the application use a language of `LANGUAGES`, or that of the `system` where "".

    Dates and numbers follow the texts: in the manner of the system's country where that speaks the
    language, else of the language's home. To be called before any widget is made.
    """
    system = system or QLocale.system()
    spoken = _code(system)
    language = chosen or (spoken if spoken in LANGUAGES else SOURCE)
    locale = system if spoken == language else _HOMES[language]
    QLocale.setDefault(locale)
    while _spoken:
        app.removeTranslator(_spoken.pop())
    for name, directory in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("companion", str(assets() / "translations")),
    ):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", directory):
            app.installTranslator(translator)
            _spoken.append(translator)
    return locale


def shipped(text: str) -> str:
    """A text of the core or of a shipped file in the language of the window."""
    found = QCoreApplication.translate("shipped", text)
    if found != text:
        return found
    known = read(text)
    if known is None:
        return text
    sentence, held = known
    return QCoreApplication.translate("shipped", sentence).format(
        **{name: shipped(value) for name, value in held.items()}
    )


def within(title: str) -> str:
    """A title inside a sentence: English writes it small there, German as it stands."""
    return title.lower() if _code(QLocale()) == SOURCE else title


def number(value: float, digits: int = 0) -> str:
    """A number as the language writes it, such as 1,234.5 or 1.234,5."""
    return QLocale().toString(float(value), "f", digits)


def _code(locale: QLocale) -> str:
    return QLocale.languageToCode(locale.language())
