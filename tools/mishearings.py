"""Speaks the sentences that must raise an alert, and shows which the model hears as something else.

    python -m tools.mishearings [--pack NAME]...

Two made voices say every `fires` sentence of the customer's packs; the installed model hears them.
A sentence that no longer fires is printed with what was heard instead, so that a team can add the
sound-alike to its list ("solicit her" for "solicitor"). Needs the extra `tools` and the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import click
import numpy as np

from companion.audio import RATE
from companion.detect.rules import Engine
from companion.detect.rules_check import holding
from companion.detect.rules_pack import Rule, load_packs
from companion.events import Category, Speaker
from companion.models import usable_model
from tools.speech import Samples, say


@dataclass(frozen=True)
class Misheard:
    """A sentence of a rule that did not survive being spoken and heard."""

    rule: str
    said: str
    heard: str


def misheard(engine: Engine, packs: tuple[str, ...]) -> Iterator[Misheard]:
    """The sentences that are lost between mouth and rule, voice by voice."""
    hear = _Ear()
    for rule in engine.rules:
        if rule.category not in set(Category) or (packs and rule.name.split(".")[0] not in packs):
            continue
        for sentence in rule.fires:
            for voice in (Speaker.CUSTOMER, Speaker.AGENT):
                heard = hear(say(voice, sentence))
                if not _fires(engine, rule, heard):
                    yield Misheard(rule.name, sentence, heard)


def _fires(engine: Engine, rule: Rule, heard: str) -> bool:
    return any(hit.rule.category == rule.category for hit in holding(engine, heard, rule.party))


class _Ear:
    """The installed model, hearing one sentence at a time."""

    def __init__(self) -> None:
        import vosk  # 20 MB of native code, wanted by nobody who only reads this module

        vosk.SetLogLevel(-1)
        self._recogniser = vosk.KaldiRecognizer(vosk.Model(str(usable_model().path)), RATE)

    def __call__(self, sound: Samples) -> str:
        quiet = np.zeros(RATE // 2, dtype=np.float32)
        pcm = (np.concatenate([quiet, sound, quiet]) * 32767).astype("<i2").tobytes()
        parts = []
        if self._recogniser.AcceptWaveform(pcm):
            parts.append(json.loads(self._recogniser.Result())["text"])
        parts.append(json.loads(self._recogniser.FinalResult())["text"])
        self._recogniser.Reset()
        return " ".join(part for part in parts if part)


@click.command()
@click.option("--pack", "packs", multiple=True, help="Only this pack; may be given again.")
def main(packs: tuple[str, ...]) -> None:
    """Print what the model makes of sentences that must raise an alert."""
    count = 0
    for lost in misheard(Engine(load_packs()), packs):
        count += 1
        print(f"{lost.rule}\n    said:  {lost.said}\n    heard: {lost.heard}")
    print(f"{count} lost between mouth and rule.")


if __name__ == "__main__":
    main()
