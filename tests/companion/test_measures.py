import datetime as dt

import pytest

from companion.call import Call, fold
from companion.events import AudioLost, CallStarted, Speaker, UtteranceHeard, Word
from companion.measures import measure, talk_overs

A, C, U = Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN
Turn = tuple[Speaker, float, float, str]
LONG = "one two three four five six seven eight nine ten"


def heard(speaker: Speaker, start: float, end: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


def call_of(*turns: Turn, timed: bool = True, lost: tuple[AudioLost, ...] = ()) -> Call:
    started = CallStarted(
        at=0.0,
        call_id="m",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="made",
        model="none",
        channels=(A, C),
        timed=timed,
    )
    return fold([started, *(heard(*turn) for turn in turns), *lost])


def test_share_and_pace_come_from_the_time_each_side_spoke() -> None:
    found = measure(call_of((A, 0.0, 4.0, LONG), (C, 4.5, 10.5, LONG)))
    assert found.agent_talk_share == pytest.approx(0.4)
    assert found.agent_wpm == pytest.approx(150)
    assert (found.agent_interrupts, found.customer_interrupts) == (0, 0)


def test_a_pause_between_words_is_not_talk_time() -> None:
    words = (Word("well", 0.0, 1.0, 1.0), Word("then", 3.0, 4.0, 1.0))
    spoken = UtteranceHeard(at=4.0, speaker=A, start=0.0, end=4.0, text="well then", words=words)
    call = fold([spoken], call_of())
    assert measure(call).agent_wpm == pytest.approx(60)


@pytest.mark.parametrize(
    ("second", "cut_in"),
    [
        ((A, 3.0, 6.0, "hang on let me tell you something"), True),
        ((A, 4.2, 6.0, "hang on let me tell you something"), False),  # 0.8 s: a slip
        ((A, 0.1, 6.0, "hang on let me tell you something"), False),  # both started at once
        ((A, 1.0, 4.0, "mhm right okay"), False),  # listening
        ((C, 1.0, 4.0, "and another thing"), False),  # their own sentence
        ((U, 1.0, 4.0, "who knows who this is"), False),
    ],
)
def test_who_starts_while_the_other_is_in_mid_sentence_interrupts(
    second: Turn, cut_in: bool
) -> None:
    overs = talk_overs([heard(C, 0.0, 5.0, LONG), heard(*second)])
    assert [over.by.speaker for over in overs] == ([A] if cut_in else [])


def test_one_voice_heard_on_both_channels_interrupts_nobody() -> None:
    bleed = heard(A, 1.0, 6.0, "three four five six seven eight nine ten")
    assert talk_overs([heard(C, 0.0, 5.0, LONG), bleed]) == []


def test_the_order_in_which_sentences_were_finished_does_not_matter() -> None:
    shorter, longer = heard(A, 3.0, 6.0, "no no listen to me"), heard(C, 0.0, 9.0, LONG)
    (over,) = talk_overs([shorter, longer])
    assert (over.by, over.over, over.at) == (shorter, longer, 3.0)
    assert over.seconds == pytest.approx(3.0)


def test_dead_air_is_silence_above_three_seconds_between_words() -> None:
    turns = ((A, 2.0, 4.0, "hello"), (C, 6.5, 8.0, "well"), (A, 12.0, 13.0, "right then"))
    assert measure(call_of(*turns)).dead_air_s == pytest.approx(4.0)


def test_lost_sound_is_no_dead_air() -> None:
    gap = AudioLost(at=2.0, speaker=C, seconds=6.0, why="unplugged")
    call = call_of((A, 0.0, 2.0, "hello"), (C, 8.0, 9.0, "well"), lost=(gap,))
    assert measure(call).dead_air_s == 0.0


def test_the_longest_monologue_goes_on_over_a_mhm_and_ends_at_a_word() -> None:
    call = call_of(
        (A, 0.0, 5.0, LONG),
        (C, 5.2, 5.6, "mhm"),
        (A, 6.0, 12.0, LONG),
        (C, 12.5, 13.0, "but my parcel"),
        (A, 13.5, 20.0, LONG),
    )
    assert measure(call).longest_monologue_s == pytest.approx(12.0)


def test_estimated_times_measure_nothing() -> None:
    found = measure(call_of((A, 0.0, 4.0, LONG), (C, 9.0, 12.0, LONG), timed=False))
    assert found.agent_talk_share is None
    assert found.agent_interrupts is None
    assert found.dead_air_s is None


def test_with_one_channel_only_silence_is_known() -> None:
    found = measure(call_of((U, 0.0, 4.0, LONG), (U, 9.0, 12.0, LONG)))
    assert found.dead_air_s == pytest.approx(5.0)
    assert found.agent_talk_share is None
    assert found.longest_monologue_s is None
