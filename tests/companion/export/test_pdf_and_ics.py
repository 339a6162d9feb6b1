import datetime as dt
import io
from dataclasses import replace

import icalendar
import pypdf
import pytest

from companion.call import Call
from companion.events import By, FollowUpSet, NoteWritten
from companion.export import EXPORTERS
from companion.export.printing import printed

MADE = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


def words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def entry(call: Call) -> icalendar.Event:
    [found] = icalendar.Calendar.from_ical(EXPORTERS["ics"].text(call)).events
    return found


def reminder(found: icalendar.Event) -> object:
    [alarm] = found.walk("VALARM")
    assert isinstance(alarm, icalendar.Alarm)
    return alarm.TRIGGER


def test_the_page_holds_what_was_said_and_agreed(call: Call) -> None:
    made = EXPORTERS["pdf"].render(call)
    assert isinstance(made, bytes)
    text = words(made)

    assert "my *solicitor* & <i>court --> now" in text  # shown, not obeyed
    assert "Friday 27 November 2026 at 15:00" in text
    assert "Refund agreed." in text


def test_the_same_call_makes_the_same_bytes(call: Call) -> None:
    assert EXPORTERS["pdf"].render(call) == EXPORTERS["pdf"].render(call)


def test_letters_of_many_languages_are_printed_and_others_left_out(call: Call) -> None:
    text = words(printed("- Łódź, Ωμέγα, Жук, “größer” … 電話\n", title="t", made=MADE))

    assert "Łódź, Ωμέγα, Жук, “größer” …" in text


def test_pictures_and_links_are_shown_as_text_and_never_fetched() -> None:
    text = words(printed("![a](http://127.0.0.1:1/a.png) [b](x) <b>c</b>\n", title="t", made=MADE))

    assert "![a](http://127.0.0.1:1/a.png) [b](x) <b>c</b>" in text


def test_a_long_text_goes_over_several_pages() -> None:
    made = printed("\n".join(f"- line {n}" for n in range(200)), title="t", made=MADE)

    reader = pypdf.PdfReader(io.BytesIO(made))
    assert len(reader.pages) > 1
    assert f"1 / {len(reader.pages)}" in reader.pages[0].extract_text()
    assert "line 199" in reader.pages[-1].extract_text()


def test_a_follow_up_with_a_time_is_an_appointment_with_a_reminder(call: Call) -> None:
    found = entry(call)

    assert found.start == dt.datetime(2026, 11, 27, 14, tzinfo=dt.UTC)  # 15:00 at +01:00
    assert found["uid"] == "20261123-100000-3f9a1c@call-companion"
    assert "friday at three" in str(found["description"])
    assert reminder(found) == dt.timedelta(minutes=-15)


def test_a_follow_up_without_a_time_takes_the_day_and_is_said_in_the_morning(call: Call) -> None:
    day = FollowUpSet(at=30.0, seq=20, date=dt.date(2026, 12, 1), time=None, by=By.AGENT)
    found = entry(replace(call, follow_up=day))

    assert found.start == dt.date(2026, 12, 1)
    assert found["sequence"] == 20  # moved since: calendars take the higher one
    assert reminder(found) == dt.timedelta(hours=9)


def test_the_entry_names_the_customer_on_one_line(call: Call) -> None:
    name = NoteWritten(at=1.0, field="customer", text="Zoë\r\nBEGIN:VEVENT; Müller, Ltd")
    found = entry(replace(call, notes=(name,)))

    assert found["summary"] == "Follow up: Zoë  BEGIN:VEVENT; Müller, Ltd"


@pytest.mark.parametrize("form", ["ics", "pdf"])
def test_without_a_follow_up_there_is_still_a_file(call: Call, form: str) -> None:
    assert EXPORTERS[form].render(replace(call, follow_up=None))


def test_without_a_follow_up_the_calendar_is_empty(call: Call) -> None:
    text = EXPORTERS["ics"].text(replace(call, follow_up=None))
    assert not icalendar.Calendar.from_ical(text).events
