"""Checks of the machine: Python and libraries, display, sound devices."""

from __future__ import annotations

import ctypes.util
import os
import platform
import re
import sys
from importlib import metadata

from companion.audio.devices import list_devices, suggest
from companion.doctor import Finding, State
from companion.errors import OutsideError

PRODUCT = "call-companion"
WINDOW = "PySide6-Essentials"
_LOSES_REFERENCES = "6.12.0"
"""The PySide6 that drops references to None and True on a Python before 3.12, and so aborts."""
_QT_LIBRARIES = {"EGL": "libegl1", "GL": "libgl1"}
_QT_X11_LIBRARIES = {
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
}
"""What the window needs of the system and a bare Linux lacks: library -> Debian package."""


def check_python() -> Finding:
    return Finding(State.OK, f"{platform.python_version()} on {platform.system()}.")


def check_packages() -> Finding:
    """The libraries that the installed companion says it needs."""
    try:
        requirements = metadata.requires(PRODUCT) or []
    except metadata.PackageNotFoundError:
        return Finding(
            State.WARN,
            "The companion is not installed as a package, so its libraries are not checked.",
            "Run: pip install -e . in its directory",
        )
    names = [re.split(r"[^\w.-]", line)[0] for line in requirements if "extra ==" not in line]
    versions = {name: _version(name) for name in names}
    missing = [name for name, version in versions.items() if not version]
    if missing:
        return Finding(State.FAIL, f"Missing: {', '.join(missing)}.", f"Run: pip install {PRODUCT}")
    return Finding(State.OK, ", ".join(f"{n} {v}" for n, v in versions.items()) + ".")


def check_window_library() -> Finding:
    version = _version(WINDOW)
    if not version:
        return Finding(
            State.WARN,
            f"{WINDOW} is not installed: there is no window, the commands work.",
            f"Run: pip install '{PRODUCT}[desktop]'",
        )
    if version == _LOSES_REFERENCES and sys.version_info < (3, 12):
        return Finding(
            State.FAIL,
            f"{WINDOW} {version} makes Python {platform.python_version()} abort.",
            f"Run: pip install '{WINDOW}!={version}'",
        )
    return Finding(State.OK, f"{WINDOW} {version}.")


def check_display() -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding(State.OK, f"{platform.system()} has one.")
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not (wayland or x11):
        return Finding(State.WARN, "No display: the window cannot open here, the commands work.")
    wanted = {**_QT_LIBRARIES, **(_QT_X11_LIBRARIES if x11 else {})}
    missing = [package for name, package in wanted.items() if not ctypes.util.find_library(name)]
    if missing:
        return Finding(
            State.WARN,
            f"The window may not open: {', '.join(missing)} not found.",
            f"On Debian or Ubuntu run: sudo apt install {' '.join(missing)}",
        )
    return Finding(State.OK, f"{wayland or x11}.")


def check_sound() -> Finding:
    """Whether both sides of a live call could be heard here, and from what."""
    try:
        devices = list_devices()
    except OutsideError as error:
        return Finding(State.WARN, f"{error.problem} Recordings work.", error.remedy)
    suited = suggest(devices)
    if suited.agent is None and suited.customer is None:
        return Finding(
            State.WARN,
            "No sound input: a live call cannot be heard. Recordings work.",
            "Plug in a headset, or start the sound server.",
        )
    if suited.agent is None or suited.customer is None:
        side, device = ("customer", suited.agent) if suited.agent else ("agent", suited.customer)
        words = device.words if device else ""
        return Finding(
            State.WARN,
            f"Only {words} is there: nothing suits the {side}.",
            "Run: companion devices",
        )
    if suited.agent.muted:
        return Finding(State.WARN, f"{suited.agent.title} is muted.", "Switch it on.")
    return Finding(
        State.OK, f"The agent by {suited.agent.words}, the customer by {suited.customer.words}."
    )


def _version(distribution: str) -> str:
    """The installed version, or "" where it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
