from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.calls import run_transcript
from companion.errors import OutsideError
from companion.events import Speaker
from companion.transcript import read_transcript


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "call.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_lines_with_times_keep_them(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"call": {"started_at": "2026-11-23T10:00:00+01:00"}},
        {"speaker": "agent", "text": "good morning", "start": 0.5, "end": 1.5},
        {"speaker": "customer", "text": "hello", "start": 2, "end": 2.4},
    )

    found = read_transcript(path)

    assert found.timed
    assert found.started_at is not None
    assert found.started_at.date() == dt.date(2026, 11, 23)
    assert [(u.speaker, u.start, u.end) for u in found.lines] == [
        (Speaker.AGENT, 0.5, 1.5),
        (Speaker.CUSTOMER, 2.0, 2.4),
    ]


def test_lines_without_times_are_put_in_order_and_called_estimates(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"speaker": "agent", "text": "good morning how are you"},
        {"speaker": "customer", "text": ""},
        {"speaker": "customer", "text": "fine"},
    )

    found = read_transcript(path)

    assert not found.timed
    starts = [u.start for u in found.lines]
    assert starts == sorted(starts)
    assert len(found.lines) == 3, "an empty line counts, or all later numbers would be wrong"


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"speaker": "agent", "text": "hi"}\r\n\r\n')

    assert [u.text for u in read_transcript(path).lines] == ["hi"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("no json", "line 2: it is not JSON"),
        ("[1]", "line 2: it is not an object"),
        ({"speaker": "robot", "text": "x"}, "line 2: the speaker must be"),
        ({"speaker": "agent"}, "line 2: the text is missing"),
        ({"speaker": "agent", "text": "x", "start": "soon"}, "line 2: start must be seconds"),
        ({"speaker": "agent", "text": "x", "start": -1}, "line 2: start must be seconds"),
        ('{"speaker": "agent", "text": "x", "start": NaN}', "line 2: start must be seconds"),
        ({"speaker": "agent", "text": "x", "start": 5, "end": 4}, "line 2: it ends before"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, row: object, says: str) -> None:
    path = written(tmp_path, {"speaker": "agent", "text": "hello"}, row)

    with pytest.raises(OutsideError, match=says):
        read_transcript(path)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b'{"call": {}}', b"\xff\xfe\x00", b'{"call": 3}']
)
def test_a_file_without_a_call_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "call.jsonl"
    path.write_bytes(content)

    with pytest.raises(OutsideError):
        read_transcript(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "call.jsonl"
    path.write_bytes(content)

    try:
        found = read_transcript(path)
    except OutsideError:
        return
    assert found.lines


def test_the_date_given_by_hand_wins_over_the_heading(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"call": {"started_at": "2026-11-23T10:00:00"}},
        {"speaker": "agent", "text": "i will call you tomorrow"},
    )

    call = run_transcript(read_transcript(path), call_date=dt.date(2026, 2, 27))

    assert call.call_date == dt.date(2026, 2, 27)
    assert call.ended is not None
