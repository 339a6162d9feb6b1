"""Card data is masked before anything is written; other numbers stay. Invented numbers only."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.events import (
    EchoDropped,
    MarkPlaced,
    NoteWritten,
    Partial,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.language.card_numbers import is_card_number, passes_luhn
from companion.language.digit_runs import plain_words, runs
from companion.language.personal import Personal
from companion.language.redact import Redactor, masked_spans, masked_text

TABLES = Path(__file__).parents[2] / "data" / "redaction"
SPEAKERS = {"a": Speaker.AGENT, "c": Speaker.CUSTOMER, "?": Speaker.UNKNOWN}

CARDS = [  # prefixes and lengths that are issued; the last digit is worked out
    digits + next(last for last in "0123456789" if passes_luhn(digits + last))
    for digits in (
        "424242424242424", "491633850608283", "400000000000000", "555555555555444",
        "223000304122000", "510510510510510", "37828224631000", "34569821456302",
        "601111111111111", "353011133330000", "620000000000000", "3056930902590",
        "675964982643845", "506699991111000",
    )
]  # fmt: skip


def utterance(speaker: Speaker, text: str) -> UtteranceHeard:
    words = tuple(Word(word, float(at), at + 1.0, 0.9) for at, word in enumerate(text.split()))
    return UtteranceHeard(
        at=0.0, speaker=speaker, start=0.0, end=float(len(words)), text=text, words=words
    )


def redacted(turns: str, also: Collection[Personal] = ()) -> str:
    """The turns ("c: ... | a: ...") as they go into the log."""
    redactor = Redactor(also)
    log: list[UtteranceHeard] = []
    signs = {speaker: sign for sign, speaker in SPEAKERS.items()}
    for number, turn in enumerate(turns.split(" | ")):
        who, text = turn.split(": ", 1)
        heard = redactor.mask(replace(utterance(SPEAKERS[who], text), start=float(number)))
        late = {one.start: one for one in redactor.late()}
        log = [*(late.get(one.start, one) for one in log), heard]
    for heard in log:
        assert " ".join(word.text for word in heard.words) == " ".join(heard.text.split())
    return " | ".join(f"{signs[heard.speaker]}: {heard.text}" for heard in log)


def rows(name: str) -> list[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("said", "kept"), rows("secrets.tsv"))
def test_secrets_are_masked(said: str, kept: str) -> None:
    assert redacted(said) == kept


def test_hardly_any_other_number_is_masked() -> None:
    near_misses = [said for [said] in rows("near_misses.tsv")]
    masked = [said for said in near_misses if redacted(said) != said]

    assert len(near_misses) >= 100
    assert len(masked) <= 0.02 * len(near_misses), masked


# The many ways of reading one number out

NAMES = "oh one two three four five six seven eight nine".split()
TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def grouped(digits: str, size: int = 4) -> list[str]:
    return [digits[at : at + size] for at in range(0, len(digits), size)]


def singly(digits: str) -> str:
    return " ".join(NAMES[int(digit)] for digit in digits)


def doubled(digits: str) -> str:
    pairs = re.findall(r"(\d)\1|(\d)", digits)
    return " ".join(f"double {NAMES[int(a)]}" if a else NAMES[int(b)] for a, b in pairs)


def tripled(digits: str) -> str:
    runs_of = re.findall(r"(\d)\1\1|(\d)", digits)
    return " ".join(f"triple {NAMES[int(a)]}" if a else NAMES[int(b)] for a, b in runs_of)


def pair(digits: str) -> str:
    ten, one = int(digits[0]), int(digits[-1])
    if len(digits) < 2 or ten == 0:
        return singly(digits)
    return TEENS[one] if ten == 1 else f"{TENS[ten]} {NAMES[one] if one else ''}".strip()


def in_pairs(digits: str) -> str:
    return " ".join(pair(two) for group in grouped(digits) for two in grouped(group, 2))


WAYS: dict[str, Callable[[str], str]] = {
    "digit by digit": lambda card: f"c: {singly(card)}",
    "zero": lambda card: f"c: {singly(card).replace('oh', 'zero')}",
    "double": lambda card: f"c: it's {doubled(card)} okay",
    "in pairs": lambda card: f"c: {in_pairs(card)}",
    "hesitating": lambda card: "c: " + " uh ".join(map(singly, grouped(card))),
    "with words between": lambda card: "c: " + " and then ".join(map(singly, grouped(card))),
    "written in groups": lambda card: "c: " + " ".join(grouped(card)),
    "written in one": lambda card: f"c: {card}, thanks",
    "written with hyphens": lambda card: "c: " + "-".join(grouped(card)),
    "two sentences": lambda card: f"c: {singly(card[:8])} | c: {singly(card[8:])}",
    "three sentences": lambda card: " | ".join(f"c: {singly(part)}" for part in grouped(card, 6)),
    "four sentences, with pauses": lambda card: (
        " | c: um | a: mm | ".join(f"c: and {singly(part)}" for part in grouped(card, 4))
    ),
    "a part a sentence": lambda card: " | ".join(f"c: {singly(part)}" for part in grouped(card, 5)),
    "written, two notes": lambda card: f"c: {card[:10]} | c: {card[10:]}",
    "corrected": lambda card: f"c: it's {singly(card[:4])} no sorry {singly(card)}",
    "triple": lambda card: f"c: {tripled(card)}",
    "interrupted": lambda card: f"c: {singly(card[:6])} | a: uh huh | c: {singly(card[6:])}",
    "asked for, a group a sentence": lambda card: (
        "a: the long card number please | "
        + " | a: yes | ".join("c: " + singly(group) for group in grouped(card, 5))
    ),
    "a digit lost behind the cue": lambda card: f"c: my card number is {singly(card[:-1])}",
    "a digit wrong behind the cue": lambda card: (
        f"c: it's a visa {singly(card[:-1] + str((int(card[-1]) + 1) % 10))}"
    ),
    "expiry and code at once": lambda card: f"c: {singly(card)} oh four twenty eight one oh nine",
    "read back": lambda card: f"a: so that's {singly(card)} is it",
    "after other talk": lambda card: f"c: i moved to number five in may and it's {singly(card)}",
}  # fmt: skip


def digits_left(masked: str) -> list[str]:
    turns = [turn.split(": ", 1)[1] for turn in masked.split(" | ")]
    return [run.digits for turn in turns for run in runs(plain_words(turn.split()))]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("way", WAYS)
def test_no_card_number_is_left_however_it_is_read_out(way: str, card: str) -> None:
    left = "".join(digits_left(redacted(WAYS[way](card))))

    assert left in ("", "5")  # "number five in may" is no part of it


@pytest.mark.parametrize("way", ["digit by digit", "in pairs", "hesitating"])
def test_what_is_masked_keeps_its_time(way: str) -> None:
    said = WAYS[way](CARDS[0])[3:]
    heard = Redactor().mask(utterance(Speaker.CUSTOMER, f"it is {said} thank you"))

    assert [word.text for word in heard.words] == ["it", "is", "[card", "number]", "thank", "you"]
    assert masked_spans(heard.words)[0][0] == 2.0
    assert masked_spans(heard.words)[-1][1] == heard.end - 2.0


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("c: ring me on oh seven double seven double oh nine double oh one two three",
         "c: ring me on [phone number]"),
        ("a: what's the best phone number | c: four one five five five five two six seven one",
         "a: what's the best phone number | c: [phone number]"),
        ("c: it's +44 7700 900123", "c: it's [phone number]"),
        ("c: my email is jane dot smith at example dot com thanks",
         "c: my email is [e-mail address] thanks"),
        ("c: it's j smith forty two at example dot co dot uk", "c: it's [e-mail address]"),
        ("c: Write to jane.smith@example.com.", "c: Write to [e-mail address]"),
        ("c: g b two nine n w b k six oh one six one three three one nine two six eight one nine",
         "c: [bank account]"),
        ("c: my iban is GB29 NWBK 6016 1331 9268 19", "c: my iban is [bank account]"),
        ("c: my social security number is oh seven eight oh five one one two oh",
         "c: my social security number is [national id]"),
        ("c: it is 078-05-1120", "c: it is [national id]"),
        ("c: my card is 4242 4242 4242 4242 and my phone 020 7946 0018",
         "c: my card is [card number] and my phone [phone number]"),
        ("c: order number four oh seven two nine nine one two",
         "c: order number four oh seven two nine nine one two"),
        ("c: he works at the shop at ten", "c: he works at the shop at ten"),
    ],
)  # fmt: skip
def test_other_personal_data_is_masked_on_request(said: str, kept: str) -> None:
    assert redacted(said, also=tuple(Personal)) == kept


def test_other_personal_data_stays_unless_asked_for() -> None:
    said = "c: my email is jane dot smith at example dot com and my phone is 020 7946 0018"

    assert redacted(said) == said
    assert redacted(said, also=[Personal.EMAIL]).endswith("020 7946 0018")


def test_a_partial_is_masked_and_leaves_no_trace() -> None:
    redactor = Redactor()
    glimpse = Partial(at=1.0, speaker=Speaker.CUSTOMER, start=0.0, text=singly(CARDS[0]))

    assert redactor.mask(glimpse).text == "[card number]"
    assert redactor.mask(utterance(Speaker.CUSTOMER, "four two")).text == "four two"


def test_notes_and_marks_are_masked_and_keep_their_lines() -> None:
    note = NoteWritten(at=1.0, text="Paid by phone.\nCard 4242 4242 4242 4242,\tcode later.")
    mark = MarkPlaced(at=1.0, label="card 4242424242424242")

    assert Redactor().mask(note).text == "Paid by phone.\nCard [card number]\tcode later."
    assert Redactor().mask(mark).label == "card [card number]"


@pytest.mark.parametrize(
    "digits",
    [
        "4242424242424241",  # check digit
        "356938035643809",  # a telephone's IMEI passes the same check
        "42424242424242424242",  # too long
        "0000000000000000",  # nobody's
        "",
    ],
)
def test_other_numbers_are_no_card_numbers(digits: str) -> None:
    assert not is_card_number(digits)


SAID = st.sampled_from(
    "card number ends in security code expiry four two forty double triple oh hundred thousand to "
    "for 4242 4242-4242 04/28 and uh my the on back of order phone is pounds april visa at dot "
    "com g b jane@example.com 078-05-1120".split()
)
SENTENCES: st.SearchStrategy[Sequence[str]] = st.lists(
    st.one_of(SAID, st.text(max_size=6)), max_size=30
)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.tuples(st.sampled_from(list(Speaker)), SENTENCES), max_size=6))
def test_any_talk_is_masked_without_complaint(talk: list[tuple[Speaker, list[str]]]) -> None:
    redactor = Redactor(tuple(Personal))
    for speaker, words in talk:
        heard = redactor.mask(utterance(speaker, " ".join(words)))
        assert " ".join(word.text for word in heard.words) == " ".join(heard.text.split())


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(st.characters(exclude_categories=["N"]), max_size=60))
def test_a_text_without_numbers_stays(text: str) -> None:
    has_number_words = any(True for _ in runs(plain_words(text.split())))

    assert has_number_words or masked_text(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "four two " * 5_000,
        "visa card number " * 3_300,
        "phone at dot com " * 2_500,
        "g b two nine " * 2_500,
        "4242 " * 10_000,
    ],
)
def test_ten_thousand_words_take_no_more_than_their_share(line: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        masked_text(text, also=tuple(Personal))
        return time.process_time() - began

    def least(text: str) -> float:
        return min(seconds(text) for _ in range(3))

    short = line[: len(line) // 8]

    # Eight times the words: eight times the work, with room for measuring it, not sixty-four.
    assert least(line) < 32 * least(short) + 0.01


def test_what_an_echo_dropped_is_masked_as_the_other_side_s_words() -> None:
    redactor = Redactor()
    number = "four one one one one one one one one one one one one one one one"
    echo = EchoDropped(
        at=9, speaker=Speaker.AGENT, start=1, end=8, text=f"my card number is {number}"
    )
    masked = redactor.mask(echo).text
    assert "one one" not in masked
    assert masked.startswith("my card number is [card number]")
