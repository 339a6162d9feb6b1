import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.events import CallEnded, CallStarted, EndReason, Speaker, UtteranceHeard
from companion.export import EXPORTERS
from companion.record import call_record


def test_vtt_has_a_cue_a_sentence_in_spoken_order(call: Call) -> None:
    assert EXPORTERS["vtt"].text(call) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.200\n<v Agent>good morning [31m how can i help\n\n"
        "00:00:05.000 --> 00:00:09.250\n"
        "<v Customer>=1+1 my *solicitor* &amp; &lt;i&gt;court --&gt; now\n\n"
        "01:02:05.500 --> 01:02:05.600\ngoodbye\n"
    )


def test_srt_numbers_its_cues(call: Call) -> None:
    assert EXPORTERS["srt"].text(call) == (
        "1\n00:00:01,000 --> 00:00:03,200\nAgent: good morning [31m how can i help\n\n"
        "2\n00:00:05,000 --> 00:00:09,250\n"
        "Customer: =1+1 my *solicitor* & <i>court --> now\n\n"
        "3\n01:02:05,500 --> 01:02:05,600\ngoodbye\n"
    )


def test_txt_is_a_line_a_sentence(call: Call) -> None:
    assert EXPORTERS["txt"].text(call).splitlines() == [
        "   0:01  Agent     good morning [31m how can i help",
        "   0:05  Customer  =1+1 my *solicitor* & <i>court --> now",
        "1:02:05            goodbye",
        "",
        "NOTE",
        "Issue: =1+1 my *solicitor* & <i>court --> now",
        "Follow up: Friday 27 November 2026 at 15:00",
        "Incident: 0:07 legal (critical): “my *solicitor*”. Agent answered: nothing",
        "Summary: [0:05] customer: =1+1 my *solicitor* & <i>court --> now",
        "Note: Refund agreed.",
        "Note: # Not a heading",
    ]


def test_estimated_times_are_called_so(call: Call) -> None:
    assert call.started is not None
    untimed = replace(call, started=replace(call.started, timed=False))
    assert "NOTE\nThe transcript had no times" in EXPORTERS["vtt"].text(untimed)
    assert "The transcript had no times" in EXPORTERS["md"].text(untimed)


def test_csv_has_a_row_a_sentence(call: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(EXPORTERS["csv"].text(call))))
    assert [row["speaker"] for row in rows] == ["customer", "agent", "unknown"]
    first, second, _ = rows
    assert (first["utterance"], first["start"], first["end"]) == ("1", "5.0", "9.25")
    assert (first["anger"], first["alerts"]) == ("2", "legal")
    assert (second["steps"], second["conduct"]) == ("listen", "argue")


@given(st.text(st.sampled_from("=+-@\t\r\n ab\"',"), min_size=1))
def test_no_spreadsheet_computes_a_callers_words(text: str) -> None:
    rows = list(csv.reader(io.StringIO(EXPORTERS["csv"].text(spoken(text)))))
    assert len(rows) == 2
    assert rows[1][4][0] not in "=+-@\t\r"
    guard = "'" if text[0] in "=+-@\t\r" else ""
    assert rows[1][4] == guard + re.sub(r"[\t\r\n]", " ", text)


def spoken(text: str) -> Call:
    """A call of one sentence."""
    started = CallStarted(
        at=0.0,
        seq=1,
        call_id="c",
        started_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        source="s",
        model="m",
        channels=(Speaker.AGENT,),
    )
    heard = UtteranceHeard(at=1.0, seq=2, speaker=Speaker.AGENT, start=0.0, end=1.0, text=text)
    return fold([started, heard])


def test_json_is_the_call_record(call: Call) -> None:
    assert json.loads(EXPORTERS["json"].text(call)) == call_record(call)


def test_markdown_says_what_matters_first(call: Call) -> None:
    assert EXPORTERS["md"].text(call) == MARKDOWN


MARKDOWN = r"""# Call of Monday 23 November 2026, 10:00

- Call: 20261123-100000-3f9a1c
- Source: call.wav, understood by small
- Length: 1:02:06
- Anger at its height: angry
- Follow-up: Friday 27 November 2026 at 15:00 (“friday at three”)

## Note

- Issue, 0:05: “=1+1 my \*solicitor\* \& \<i\>court --\> now”

Refund agreed.

\# Not a heading

## Threats, abuse and escalation

- 0:07 **legal** (critical): “my \*solicitor\*”
- 0:07 **churn** (critical): “now”, taken back (by hand)

## Checklist

- [x] Listen, 0:03: “how can i help”
- [ ] Say it back
- [x] Apologise, by hand
- [ ] Next steps
- [ ] Follow-up date

## Transcript

- 0:01 **Agent**: good morning \[31m how can i help
- 0:05 **Customer**: =1+1 my \*solicitor\* \& \<i\>court --\> now
- 1:02:05: goodbye
"""


def test_a_bare_transcript_has_no_empty_checklist(call: Call) -> None:
    assert call.started is not None
    bare = fold([call.started, *call.utterances, CallEnded(at=1.0, reason=EndReason.SOURCE_ENDED)])
    text = EXPORTERS["md"].text(bare)
    assert "Checklist" not in text
    assert "goodbye" in text


@pytest.mark.parametrize("ended", [None, CallEnded(at=1.0, reason=EndReason.INTERRUPTED)])
def test_an_interrupted_call_is_called_so(call: Call, ended: CallEnded | None) -> None:
    text = EXPORTERS["md"].text(replace(call, ended=ended))
    assert "The program stopped in mid-call" in text


def test_an_empty_call_can_be_exported(call: Call) -> None:
    assert call.started is not None
    for exporter in EXPORTERS.values():
        exporter.content_of(exporter.render(fold([call.started])))  # raises nothing
