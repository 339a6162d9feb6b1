"""The tests of the window draw offscreen, whatever display the machine has."""

from __future__ import annotations

import os

# Read when the first QApplication is made, which no fixture can come before.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
