"""Where the key is: in the system's key ring, or in the file that `COMPANION_KEY_FILE` names.

A key that was found is remembered as long as the program runs: a key ring may ask a person.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import ModuleType

from companion import paths
from companion.errors import OutsideError
from companion.vault.key import Key

_SERVICE = "call-companion"
_VARIABLE = "COMPANION_KEY_FILE"
_RECOVER = "Bring it back from the recovery phrase: companion encryption recover"
INSTALL = "Install what it needs: pip install 'call-companion[encryption]'"

_found: dict[str, Key] = {}


def find(key_id: str) -> Key:
    """The key with this id. OutsideError where it is missing, another one, or out of reach."""
    known = _found.get(key_id)
    if known is None:
        file = _file()
        phrase = _from_ring(key_id) if file is None else _from_file(file)
        known = Key.from_phrase(phrase)
        if known.id != key_id:
            raise OutsideError(f"The key in {place()} is that of other calls.", _RECOVER)
        _found[key_id] = known
    return known


def keep(key: Key) -> None:
    """Put the key into its place, and read it back from there. OutsideError."""
    phrase = "-".join(key.phrase)
    file = _file()
    if file is None:
        _to_ring(key.id, phrase)
    elif file.exists() and Key.from_phrase(_from_file(file)) != key:
        raise OutsideError(f"{file} holds another key.", "Name a file that is not there yet.")
    else:
        paths.write_whole(file, f"{phrase}\n")
    _found.pop(key.id, None)
    find(key.id)


def check() -> None:
    """OutsideError where no key can be kept, before anybody writes down a phrase for one."""
    if _file() is None:
        _asked("none")


def forget() -> None:
    """Forget what was found, as if the program had just begun."""
    _found.clear()


def place() -> str:
    """Where the key is looked for, for a person."""
    file = _file()
    return "the system's key ring" if file is None else str(file)


def _file() -> Path | None:
    named = os.environ.get(_VARIABLE)
    return Path(named).expanduser() if named else None


def _from_file(file: Path) -> str:
    try:
        with file.open(encoding="ascii", errors="replace") as reading:
            mode = stat.S_IMODE(os.fstat(reading.fileno()).st_mode)
            phrase = reading.read(1000)
    except OSError as error:
        problem = f"The key file {file} cannot be read: {error.strerror}."
        raise OutsideError(problem, _RECOVER) from error
    if os.name == "posix" and mode & 0o077:
        raise OutsideError(f"Others may read the key file {file}.", f"Run: chmod 600 {file}")
    return phrase


def _asked(key_id: str) -> str | None:
    """What the key ring has under this name."""
    keyring = _keyring()
    try:
        phrase: str | None = keyring.get_password(_SERVICE, key_id)
    except keyring.errors.KeyringError as error:
        raise _no_ring(error) from error
    return phrase


def _from_ring(key_id: str) -> str:
    phrase = _asked(key_id)
    if phrase is None:
        raise OutsideError("The key of the saved calls is not in the system's key ring.", _RECOVER)
    return phrase


def _to_ring(key_id: str, phrase: str) -> None:
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, key_id, phrase)
    except keyring.errors.KeyringError as error:
        raise _no_ring(error) from error


def _keyring() -> ModuleType:
    try:
        # Looks through all installed packages for key rings; only encrypted calls need one.
        import keyring  # noqa: PLC0415
        import keyring.errors  # noqa: PLC0415
    except ImportError as error:
        raise OutsideError("The package `keyring` is not installed.", INSTALL) from error
    return keyring


def _no_ring(error: Exception) -> OutsideError:
    why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return OutsideError(
        f"The system's key ring cannot be used: {why[:120]}.",
        f"Unlock it, or let {_VARIABLE} name a file for the key that only you can read.",
    )
