"""Keeps Qt for Python from reading the source of every module that is imported after it.

It looks there for `from __feature__ import snake_case` and the like, of which nothing here makes
use, and keeps all it has read: a tenth of a second and 17 MB for the window with its reviews.
"""

from __future__ import annotations

import importlib


def skip_sources() -> None:
    """To be called before our own modules are imported. Without that function there, does nothing.

    Modules count as such that use no feature, which is what they are.
    """
    importlib.import_module("PySide6.QtCore")
    try:
        feature = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, _ASKS):
        setattr(feature, _ASKS, lambda module: False)


_ASKS = "_mod_uses_pyside"
