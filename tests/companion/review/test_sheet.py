from dataclasses import replace

import pytest

from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import (
    AnyEvent,
    DetectorSwitchedOff,
    Speaker,
    UtteranceHeard,
    Verdict,
)
from companion.review.scorecard_file import load_scorecard, read_scorecard
from companion.review.sheet import (
    Sheet,
    form_of,
    open_sheet,
    reopen_sheet,
    replies,
    reply,
    save_sheet,
)
from companion.store import Store
from tests.companion.review.conftest import NOON

CALL = "20261123-100000-aaaaaa"


def finished(sheet: Sheet) -> Sheet:
    given = {
        "empathy": "sometimes",
        "root_cause": "found",
        "threat_met": "well",
        "discreet": "yes",
    }
    for question, value in given.items():
        sheet = sheet.answered(question, value)
    return sheet.commented("blamed", "He was told he should have been in.")


def test_the_call_fills_in_what_it_knows_with_its_sentences(call: Call) -> None:
    sheet = open_sheet(call, load_scorecard())
    known = {
        "listened": ("yes", (2,)),
        "reflected": ("no", ()),
        "apologised": ("yes", (11,)),
        "blamed": ("yes", (6,)),
        "argued": ("no", ()),
        "let_finish": ("0", ()),
        "threatened": ("yes", (8,)),
        "danger": ("no", ()),
        "follow_up": ("yes", (11,)),
    }
    for question, (value, utterances) in known.items():
        assert sheet.value(question) == value
        assert sheet.answers[question].machine == value
        assert sheet.evidence[question].utterances == utterances
    assert sheet.value("empathy") is None


def test_silence_is_no_answer_where_it_proves_nothing(entries: list[AnyEvent]) -> None:
    off = DetectorSwitchedOff(at=2.0, seq=3, detector="conduct", why="a bug")
    sheet = open_sheet(fold([entries[0], entries[1], off]), load_scorecard())
    assert sheet.value("argued") is None
    assert sheet.value("reflected") == "no"
    assert isinstance(entries[1], UtteranceHeard)
    nobody = replace(entries[1], speaker=Speaker.UNKNOWN)
    assert open_sheet(fold([entries[0], nobody]), load_scorecard()).value("reflected") is None


def test_an_override_stands_beside_the_machines_answer(call: Call) -> None:
    sheet = open_sheet(call, load_scorecard()).answered("apologised", "no", comment="Hollow.")
    answer = sheet.answers["apologised"]
    assert (answer.value, answer.machine, answer.comment) == ("no", "yes", "Hollow.")
    assert answer.utterances == (11,)
    assert sheet.overridden("apologised")
    assert not sheet.answered("apologised", "yes").overridden("apologised")


def test_a_value_that_the_question_cannot_have_is_refused(call: Call) -> None:
    sheet = open_sheet(call, load_scorecard())
    with pytest.raises(OutsideError, match='"maybe" is no answer to apologised'):
        sheet.answered("apologised", "maybe")
    with pytest.raises(KeyError):
        sheet.answered("colour", "red")


def test_a_question_appears_when_its_condition_holds(call: Call) -> None:
    sheet = open_sheet(call, load_scorecard())
    assert "threat_met" in [question.id for question in sheet.questions]
    calm = sheet.answered("threatened", "no")
    assert "threat_met" not in [question.id for question in calm.questions]


def test_a_draft_may_have_gaps_and_a_hand_in_may_not(call: Call, store: Store) -> None:
    sheet = open_sheet(call, load_scorecard())
    with pytest.raises(OutsideError, match=r"No answer yet to .*, and 3 more"):
        save_sheet(store, sheet, "Robin", submit=True)
    assert len(store.load(CALL)) == call.last_seq  # nothing was written
    kept = save_sheet(store, sheet, "Robin", submit=False, when=NOON)
    assert not fold(store.load(CALL)).review.reviewed
    with pytest.raises(OutsideError, match="needs a comment"):
        save_sheet(store, finished(kept).commented("blamed", " "), "Robin", submit=True)
    save_sheet(store, finished(kept), "Robin", submit=True, when=NOON)
    review = fold(store.load(CALL)).review
    assert review.reviewed
    # lost: reflected 12, half of empathy 5, blamed 4; not asked: boundary 2, so 98 count
    assert review.score == pytest.approx((98 - 12 - 5 - 4) / 98 * 100)
    assert len(review.forms) == len(review.evaluations) == 1


def test_an_evaluation_stays_with_the_form_that_it_was_made_on(call: Call, store: Store) -> None:
    old = load_scorecard()
    kept = save_sheet(store, open_sheet(call, old), "Robin", submit=False, when=NOON)
    newer = read_scorecard(old.source.replace("version = 1", "version = 2"), "newer")
    save_sheet(store, open_sheet(call, newer), "Sasha", submit=False, when=NOON)
    stored = fold(store.load(CALL))
    assert form_of(stored, kept.evaluation) == old
    again = reopen_sheet(stored, kept.evaluation)
    assert again.form.version == 1
    assert again.answers == kept.answers
    assert [e.version for e in stored.review.evaluations] == [1, 2]


def test_the_agent_takes_note_or_disputes_with_the_sentence(call: Call, store: Store) -> None:
    sheet = finished(open_sheet(call, load_scorecard()))
    kept = save_sheet(store, sheet, "Robin", submit=True, when=NOON)
    stored = fold(store.load(CALL))
    with pytest.raises(OutsideError, match="needs a reason"):
        reply(stored, kept.evaluation, Verdict.DISPUTED, "Dana", question="blamed")
    said = "He had asked me where he was wrong."
    word = reply(stored, kept.evaluation, Verdict.DISPUTED, "Dana", question="blamed", text=said)
    assert word.utterance == 6
    store.add(CALL, word)
    store.add(CALL, reply(stored, kept.evaluation, Verdict.ACKNOWLEDGED, "Dana"))
    found = replies(fold(store.load(CALL)), kept.evaluation)
    assert {question: one.verdict for question, one in found.items()} == {
        "blamed": Verdict.DISPUTED,
        None: Verdict.ACKNOWLEDGED,
    }


def test_a_draft_is_not_answered(call: Call, store: Store) -> None:
    kept = save_sheet(store, open_sheet(call, load_scorecard()), "Robin", submit=False, when=NOON)
    with pytest.raises(OutsideError, match="draft"):
        reply(fold(store.load(CALL)), kept.evaluation, Verdict.ACKNOWLEDGED, "Dana")
