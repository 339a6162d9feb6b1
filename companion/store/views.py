"""Views for people who open the database in another program, such as Datasette.

They say in words what the columns say in numbers, and nothing that is not in the log.
"""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.places import SPAN

_CLOCK = "printf('%d:%02d', {0} / 60, CAST({0} AS INTEGER) % 60)"

_ANGER = """
    CASE {0} WHEN 0 THEN 'calm' WHEN 1 THEN 'annoyed' WHEN 2 THEN 'angry' WHEN 3 THEN 'furious' END
"""

_VIEWS = {
    "calls_readable": f"""
        SELECT id AS call, started_at AS started, {_CLOCK.format("duration_s")} AS length,
               agent, customer, reference, issue, disposition, outcome,
               {_ANGER.format("peak_anger")} AS anger_at_worst,
               alerts, missed AS steps_missed, slips,
               follow_up, follow_up_time, follow_up_state,
               iif(reviewed, 'yes', 'no') AS reviewed, score, risk,
               iif(recorded, 'yes', 'no') AS recorded, source
        FROM calls ORDER BY place DESC
    """,
    "utterances": f"""
        SELECT calls.id AS call, passages.id % {SPAN} AS seq, {_CLOCK.format("start")} AS time,
               CASE WHEN passages.agent IS NOT NULL THEN 'agent'
                    WHEN passages.customer IS NOT NULL THEN 'customer'
                    ELSE 'unknown' END AS speaker,
               coalesce(passages.agent, passages.customer, passages.unknown) AS text, start
        FROM passages JOIN calls ON calls.place = passages.id - passages.id % {SPAN}
        WHERE kind = 'said' ORDER BY passages.id
    """,
    "alerts": f"""
        SELECT raised.call_id AS call, calls.started_at AS call_started,
               {_CLOCK.format("json_extract(raised.body, '$.start')")} AS time,
               json_extract(raised.body, '$.category') AS category,
               json_extract(raised.body, '$.severity') AS severity,
               json_extract(coalesce(confirmed.body, raised.body), '$.phrase') AS phrase,
               json_extract(said.body, '$.text') AS sentence,
               json_extract(raised.body, '$.rule') AS rule,
               iif(EXISTS (
                   SELECT 1 FROM events AS back WHERE back.call_id = raised.call_id
                   AND back.kind = 'AlertWithdrawn'
                   AND json_extract(back.body, '$.alert') = raised.seq
               ), 'yes', 'no') AS withdrawn
        FROM events AS raised
        JOIN calls ON calls.id = raised.call_id
        LEFT JOIN events AS confirmed ON confirmed.call_id = raised.call_id
            AND confirmed.kind = 'AlertConfirmed'
            AND json_extract(confirmed.body, '$.alert') = raised.seq
        LEFT JOIN events AS said ON said.call_id = raised.call_id
            AND said.seq = coalesce(json_extract(confirmed.body, '$.utterance'),
                                    json_extract(raised.body, '$.utterance'))
        WHERE raised.kind = 'AlertRaised'
    """,
    "follow_ups": """
        SELECT follow_up AS day, follow_up_time AS time, follow_up_state AS state,
               customer, reference, agent, issue, id AS call, started_at AS call_started
        FROM calls WHERE follow_up IS NOT NULL ORDER BY follow_up, follow_up_time
    """,
    "notes": """
        SELECT call_id AS call, seq, json_extract(body, '$.field') AS field,
               json_extract(body, '$.text') AS text,
               coalesce(nullif(json_extract(body, '$.who'), ''), calls.agent) AS who,
               json_extract(body, '$.when') AS written
        FROM events JOIN calls ON calls.id = events.call_id
        WHERE kind = 'NoteWritten' ORDER BY call_id, seq
    """,
    "comments": f"""
        SELECT call_id AS call, seq, {_CLOCK.format("at")} AS time,
               json_extract(body, '$.text') AS text, json_extract(body, '$.tags') AS tags,
               json_extract(body, '$.who') AS who, json_extract(body, '$.when') AS written
        FROM events WHERE kind = 'CommentWritten' ORDER BY call_id, seq
    """,
}


def make_views(db: Database) -> None:
    """Make the views anew; they hold nothing of their own."""
    for name, select in _VIEWS.items():
        db.create_view(name, select, replace=True)
