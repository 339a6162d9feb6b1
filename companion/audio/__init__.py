"""Sound: where it comes from, at one rate, on one timeline."""

RATE = 16_000
"""Frames a second, everywhere behind a source: the only rate the English models hear."""
