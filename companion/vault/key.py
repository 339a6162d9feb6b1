"""The one key of a data directory, and the phrase that brings it back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cached_property

from companion.errors import OutsideError

KEY_BYTES = 32
GROUPS = 14
"""A phrase has so many groups of four letters and digits."""
_GROUP = 4
_CHECK_BYTES = 3
_ASKED = 3
_LOOKALIKES = str.maketrans("018", "OIB")
"""Digits that a phrase never has, as somebody may have read them off paper."""


@dataclass(frozen=True)
class Key:
    """32 random bytes. Everything is encrypted under keys derived from it, never under itself."""

    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Key:
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_phrase(cls, phrase: str) -> Key:
        """The key of this phrase, however it is grouped. OutsideError where it was misread."""
        letters = "".join(c for c in phrase.upper() if c.isalnum()).translate(_LOOKALIKES)
        try:
            whole = base64.b32decode(letters)
        except ValueError:
            whole = b""
        secret, check = whole[:KEY_BYTES], whole[KEY_BYTES:]
        if len(whole) != KEY_BYTES + _CHECK_BYTES or check != _check(secret):
            raise OutsideError(
                "This is not a recovery phrase, or a letter of it is wrong.",
                f"It has {GROUPS} groups of {_GROUP}; compare it with the paper and try again.",
            )
        return cls(secret)

    @cached_property
    def id(self) -> str:
        """Names the key and tells nothing of it: 16 hexadecimal digits."""
        return hashlib.sha256(b"call-companion key\0" + self.secret).hexdigest()[:16]

    @property
    def phrase(self) -> list[str]:
        """The groups of the recovery phrase: the key itself and three bytes to check it by."""
        letters = base64.b32encode(self.secret + _check(self.secret)).decode("ascii")
        return [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]

    def has_group(self, place: int, typed: str) -> bool:
        """Whether this was written down as that group of the phrase, the first being 0."""
        return typed.strip().upper().translate(_LOOKALIKES) == self.phrase[place]

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes for this purpose alone (HMAC-SHA-256)."""
        return hmac.digest(self.secret, purpose, "sha256")


def parts_to_ask() -> list[int]:
    """Places of groups to be asked for, so that whoever wrote none down is not locked out."""
    return sorted(secrets.SystemRandom().sample(range(GROUPS), _ASKED))


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"call-companion phrase\0" + secret).digest()[:_CHECK_BYTES]
