"""Whole calls, word for word: what the program makes of them must not change unnoticed.

`tests/golden/NAME/call.jsonl` is a transcript and `events.jsonl` the log it gives. After a change
that is meant, `pytest tests/companion/test_golden_calls.py --update-golden` writes the logs anew;
the reviewer reads the difference.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.call import Alert, Call
from companion.calls import run_transcript
from companion.codec import encode
from companion.detect.table import load_detectors
from companion.events import AnyEvent, CallStarted, Partial
from companion.language.redact import Redactor
from companion.live import LiveCall
from companion.recognise.scripted import ScriptedRecogniser
from companion.session import News, Session
from companion.store import Store
from companion.transcript import read_transcript
from tests.companion.test_live import Silence

GOLDEN = Path(__file__).parents[1] / "golden"
CALLS = sorted(path.parent.name for path in GOLDEN.glob("*/call.jsonl"))


def log_of(name: str) -> list[AnyEvent]:
    """The log of the transcript, without what differs from run to run."""
    told: list[News] = []
    run_transcript(read_transcript(GOLDEN / name / "call.jsonl"), listeners=[told.append])
    events = [news for news in told if not isinstance(news, Partial | Exception)]
    return [replace(e, call_id=name) if isinstance(e, CallStarted) else e for e in events]


def standing(call: Call) -> list[tuple[str, int | None]]:
    """Category and number of the sentence of each alert that was not withdrawn."""
    return sorted((a.category, _number(call, a)) for a in call.alerts if a.standing)


def _number(call: Call, alert: Alert) -> int | None:
    return None if alert.utterance is None else call.number(alert.utterance)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_gives_the_log_it_gave_before(name: str, pytestconfig: pytest.Config) -> None:
    expected = GOLDEN / name / "events.jsonl"
    found = "".join(encode(event) + "\n" for event in log_of(name))
    if pytestconfig.getoption("--update-golden"):
        expected.write_text(found, encoding="utf-8")

    assert found.splitlines() == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", CALLS)
def test_a_call_heard_live_with_partials_ends_as_its_transcript_does(name: str) -> None:
    transcript = read_transcript(GOLDEN / name / "call.jsonl")
    told: list[News] = []
    run_transcript(transcript, listeners=[told.append])
    from_text = next(news for news in told if isinstance(news, CallStarted))
    session = Session(load_detectors(), mask=Redactor())
    length = transcript.lines[-1].end + 1
    live = LiveCall(
        Silence(length), ScriptedRecogniser(transcript.lines), session, from_text, realtime=False
    )
    live.start()
    call = live.wait(60)

    whole = run_transcript(transcript)
    assert standing(call) == standing(whole)
    assert {t.step for t in call.ticks} == {t.step for t in whole.ticks}
    assert [rated.level for rated in call.anger] == [rated.level for rated in whole.anger]


def test_a_saved_call_comes_back_as_it_was_heard() -> None:
    told: list[News] = []
    path = GOLDEN / CALLS[0] / "call.jsonl"
    call = run_transcript(read_transcript(path), listeners=[told.append], save=True)
    assert call.started is not None

    with Store.open(read_only=True) as store:
        assert store.load(call.started.call_id) == told
