"""Lines of text, each sealed for its place, for files that only ever grow by whole lines."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from companion.vault import ring
from companion.vault.files import cipher
from companion.vault.key import Key

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals the lines of one file; without a key it leaves them as they are."""

    key: Key | None = None
    salt: bytes = b""

    @classmethod
    def fresh(cls, key: Key | None) -> Seal:
        return cls(key, secrets.token_bytes(16)) if key is not None else cls()

    @classmethod
    def named(cls, told: Mapping[str, Any]) -> Seal:
        """The seal of which the file's heading says `told`. OutsideError, KeyError, ValueError."""
        if "key" not in told:
            return cls()
        return cls(ring.find(str(told["key"])), bytes.fromhex(told["salt"]))

    def told(self) -> dict[str, str]:
        """What the heading must say so that the lines can be opened again; no secret."""
        return {} if self.key is None else {"key": self.key.id, "salt": self.salt.hex()}

    def close(self, line: str, place: int) -> str:
        if self.key is None:
            return line
        nonce = secrets.token_bytes(_NONCE)
        sealed = cipher(self.key, self.salt).encrypt(nonce, line.encode(), _told_place(place))
        return base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, line: str, place: int) -> str:
        """The line as it was. ValueError where it is damaged, or stood in another place."""
        if self.key is None:
            return line
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded with the cipher

        try:
            whole = base64.b64decode(line, validate=True)
            opener = cipher(self.key, self.salt)
            return opener.decrypt(whole[:_NONCE], whole[_NONCE:], _told_place(place)).decode()
        except (InvalidTag, binascii.Error) as error:
            raise ValueError("a sealed line is damaged") from error


def _told_place(place: int) -> bytes:
    return place.to_bytes(8, "little")
