"""No byte of a card number, said or written, reaches a file: database, log, fallback, export."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion import paths
from companion.call import Call, fold
from companion.calls import run_transcript
from companion.cli import main
from companion.errors import OutsideError
from companion.events import (
    Answer,
    AnyEvent,
    CallEnded,
    CallStarted,
    CommentWritten,
    EndReason,
    EvaluationSaved,
    FactKept,
    NoteWritten,
    Speaker,
    UtteranceHeard,
    Word,
    WordsMasked,
)
from companion.export import EXPORTERS
from companion.language.redact import Redactor
from companion.session import Session
from companion.settings import save_setting
from companion.store import Store, keep_call_log
from companion.store.fallback import waiting
from companion.transcript import read_transcript

SECRETS = Path(__file__).parents[1] / "data" / "redaction" / "secrets.tsv"
SPEAKERS = {"a": Speaker.AGENT, "c": Speaker.CUSTOMER, "?": Speaker.UNKNOWN}
CARD = "4242 4242 4242 4242"


def talks() -> list[tuple[list[str], list[str]]]:
    """The turns of each secret talk, as they are said and as they may be kept."""
    lines = [line for line in SECRETS.read_text().splitlines() if not line.startswith("#")]
    pairs = [line.split("\t") for line in lines]
    return [(said.split(" | "), kept.split(" | ")) for said, kept in pairs]


def call_of(call_id: str, turns: list[str]) -> Iterator[AnyEvent]:
    yield CallStarted(
        at=0.0,
        call_id=call_id,
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="call.wav",
        model="small",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )
    for number, turn in enumerate(turns, start=1):
        who, text = turn.split(": ", 1)
        words = tuple(Word(w, number, number + 0.5, 0.9) for w in text.split())
        yield UtteranceHeard(
            at=number + 1,
            speaker=SPEAKERS[who],
            start=float(number),
            end=number + 1,
            text=text,
            words=words,
        )
    yield NoteWritten(at=90.0, text=f"Paid with {CARD}, cvv 123.")
    yield CallEnded(at=99.0, reason=EndReason.ENDED)


def run(call_id: str, turns: list[str]) -> Call:
    session = Session([], [], lambda: keep_call_log(None, call_id), mask=Redactor())
    session.start()
    for event in call_of(call_id, turns):
        session.submit(event)
    with suppress(OutsideError):  # where it is kept elsewhere
        session.wait(20)
    return session.call


def everything_written(*more: str) -> bytes:
    places = [paths.home(), *paths.elsewhere()]
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    return b"\n".join([*(file.read_bytes() for file in files), *(m.encode() for m in more)])


def secret_sentences() -> list[bytes]:
    """What was said and is not to be kept as it was said, long enough to be nobody else's words."""
    found = []
    for said, kept in talks():
        for before, after in zip(said, kept, strict=True):
            if before != after and len(before) > 30:
                found.append(before[3:].encode())
    return found


def exported() -> list[str]:
    with Store.open(read_only=True) as store:
        folded = [fold(store.load(call.id)) for call in store.calls()]
    # Of a pdf the text is packed; it is made of what the page in markdown is made of.
    texts = [EXPORTERS[name] for name in ("md", "json", "csv", "vtt", "srt", "txt")]
    return [exporter.text(call) for call in folded for exporter in texts]


def test_not_in_the_database_nor_its_log_nor_an_export() -> None:
    with Store.open(read_only=False):  # a connection stays open: the write-ahead log stays, too
        for number, (said, kept) in enumerate(talks()):
            call = run(f"call-{number}", said)
            assert [u.text for u in call.utterances] == [turn[3:] for turn in kept]
        written = everything_written(*exported())

    assert len(secret_sentences()) > 60
    assert [said for said in secret_sentences() if said in written] == []
    assert CARD.encode() not in written
    assert b"[card number]" in written


def test_not_in_the_fallback() -> None:
    paths.database().mkdir(parents=True)  # a directory in its place
    for number, (said, _) in enumerate(talks()):
        run(f"call-{number}", said)
    written = everything_written()

    assert len(waiting(paths.database())) == len(talks())
    assert [said for said in secret_sentences() if said in written] == []
    assert CARD.encode() not in written
    assert b"[card number]" in written


@pytest.mark.parametrize("sizes", [(4, 4, 8), (6, 6, 4), (8, 8), (5, 5, 6), (2, 2, 12)])
def test_parts_that_were_logged_before_the_last_one_came_are_written_over(
    sizes: tuple[int, ...],
) -> None:
    names = "zero one two three four five six seven eight nine".split()
    digits, turns = "4916338506082832", []
    for size in sizes:
        turns.append("c: " + " ".join(names[int(digit)] for digit in digits[:size]))
        digits = digits[size:]
    call = run("one", turns)

    assert {utterance.text for utterance in call.utterances} == {"[card number]"}
    with Store.open(read_only=True) as store:
        entries = store.load("one")
        assert fold(entries) == call
        assert any(isinstance(entry, WordsMasked) for entry in entries)
        assert store.search("three") == []
        assert store.search('"card number"') != []
    written = everything_written()
    assert [turn for turn in turns if len(turn) > 12 and turn[3:].encode() in written] == []


# Numbers that are nobody's secret

NAMES = "oh one two three four five six seven eight nine".split()
MONTHS = "january march may july september november".split()


def spoken(digits: str) -> str:
    return " ".join(NAMES[int(digit)] for digit in digits)


def drawn(chance: random.Random, length: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(length))


NEAR_MISSES: dict[str, Callable[[random.Random], str]] = {
    "order": lambda c: f"c: my order number is {spoken(drawn(c, c.choice((6, 8, 10, 12, 16))))}",
    "order, written": lambda c: f"c: order {drawn(c, 8)}",
    "tracking": lambda c: f"c: the tracking number is {spoken(drawn(c, 18))}",
    "mobile": lambda c: f"c: my number is oh seven {spoken(drawn(c, 9))}",
    "phone, written": lambda c: f"c: call me on 0{drawn(c, 4)} {drawn(c, 6)}",
    "phone in parts": lambda c: (
        f"c: oh two oh | c: {spoken(drawn(c, 4))} | c: {spoken(drawn(c, 4))}"
    ),
    "account": lambda c: f"c: account number {spoken(drawn(c, 8))} sort code {spoken(drawn(c, 6))}",
    "amount": lambda c: f"a: that is {c.randint(2, 9)} hundred and {c.randint(20, 99)} pounds",
    "amount, written": lambda c: f"a: the refund is £{c.randint(10, 999)}.{drawn(c, 2)} today",
    "date": lambda c: f"a: on the {c.randint(2, 28)}th of {c.choice(MONTHS)} twenty twenty six",
    "date, written": lambda c: f"a: by {c.randint(10, 28)}/0{c.randint(1, 9)}/2026 at 10:30",
    "meter": lambda c: f"c: the meter reads {spoken(drawn(c, 5))}",
    "last four": lambda c: f"c: the card ends in {spoken(drawn(c, 4))}",
    "room": lambda c: f"c: it's flat {c.randint(2, 99)} and the postcode is s e {c.randint(1, 9)}",
}


def is_masked(turns: str) -> bool:
    redactor = Redactor()
    heard = [e for e in call_of("x", turns.split(" | ")) if isinstance(e, UtteranceHeard)]
    return any(redactor.mask(one).text != one.text for one in heard)


def test_hardly_any_number_of_other_kinds_is_masked() -> None:
    chance = random.Random(7)
    said = [make(chance) for make in NEAR_MISSES.values() for _ in range(40)]
    masked = [turns for turns in said if is_masked(turns)]

    assert len(said) == 560
    assert len(masked) <= 0.02 * len(said), masked


def test_what_is_written_down_after_the_call_is_masked_too() -> None:
    run("one", ["c: hello"])
    when = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    answer = Answer(question="listened", value="yes", comment=f"read out {CARD}")
    with Store.open() as store:
        for event in (
            NoteWritten(at=1.0, field="issue", text=f"card {CARD}"),
            CommentWritten(at=1.0, text=f"he gave {CARD}", who="Ines", when=when),
            EvaluationSaved(
                at=1.0,
                who="Ines",
                when=when,
                evaluation="e",
                scorecard="s",
                version=1,
                answers=(answer,),
            ),
            FactKept(at=1.0, kind="reference", text=CARD, utterance=2),
        ):
            assert "[card number]" in str(store.add("one", event))
    assert CARD.encode() not in everything_written()


def test_other_personal_data_is_masked_by_the_setting() -> None:
    said = ["c: my email is jane dot smith at example dot com"]
    assert not masks_personal_data(said)
    save_setting("mask_personal", True)
    assert masks_personal_data(said)


def masks_personal_data(turns: list[str]) -> bool:
    """Whether a transcript of these turns is masked on its way through the program."""
    file = paths.home() / "transcript.jsonl"
    file.parent.mkdir(exist_ok=True)
    lines = [{"speaker": "customer", "text": turn[3:]} for turn in turns]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    call = run_transcript(read_transcript(file))
    return "[e-mail address]" in call.utterances[0].text


def test_an_export_for_training_is_redacted() -> None:
    run("one", ["c: my email is jane dot smith at example dot com and my name is jane"])
    plain = CliRunner().invoke(main, ["calls", "export", "one", "--format", "json"]).stdout
    redacted = CliRunner().invoke(main, ["calls", "export", "one", "--format", "json", "--redact"])
    assert "jane dot smith" in plain
    assert redacted.exit_code == 0
    assert "jane dot smith" not in redacted.stdout
    assert "[e-mail address]" in redacted.stdout
