from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.detect.sound_alikes import MOST, SoundAlikes

KNOWN = "trust pilot whats app sue sew court caught lawyer listener so right write".split()


@pytest.mark.parametrize(
    ("word", "offer"),
    [
        ("trustpilot", "trust pilot"),
        ("whatsapp", "whats app"),
        ("rite", "write"),
        ("cort", "court"),
    ],
)
def test_what_sounds_alike_is_offered(word: str, offer: str) -> None:
    assert offer in SoundAlikes(KNOWN).offers(word)


def test_nothing_is_offered_for_what_sounds_like_nothing() -> None:
    assert SoundAlikes(KNOWN).offers("xylophone") == ()
    assert SoundAlikes(KNOWN).offers("24") == ()


@given(st.text(max_size=30))
def test_any_word_can_be_asked_for(word: str) -> None:
    offers = SoundAlikes(KNOWN).offers(word)
    assert len(offers) <= MOST
    assert all(part in KNOWN for offer in offers for part in offer.split())
