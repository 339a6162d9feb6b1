"""Call Companion's core: hears a call, understands it, keeps it. Imports no Qt and no `ui`."""

__version__ = "0.1.0"
