"""A call as one JSON object, schema "companion.call/1": what exports and other programs read.

Sentences are counted from 1 in the order in which they were heard, whatever else the log holds.
"""

from __future__ import annotations

from typing import Any

from companion.call import Alert, Call
from companion.events import AngerRated, ConductFlagged, FactKept, Speaker, UtteranceHeard
from companion.facts import KINDS
from companion.incident import Incident, incidents
from companion.measures import measure
from companion.note import Quote, draft_note
from companion.note_fields import Drafted, NoteField, Version, history, note_fields
from companion.script import Script, ScriptStep, load_script

SCHEMA = "companion.call/1"

_ONE_LINE = ("root_cause", "follow_up", "outcome", "disposition", "customer", "reference")


def call_record(call: Call, script: Script | None = None) -> dict[str, Any]:
    """The record of the call so far, ready for `json.dumps`.

    `script` names the checklist's steps; without one it is the script that comes with the program.
    Times are seconds of call audio. Raises ValueError for a call that has not started.
    """
    if call.started is None:
        raise ValueError("a call that has not started has no record")
    numbers = {heard.seq: number for number, heard in enumerate(call.utterances, start=1)}
    steps = (script or load_script()).steps
    return {
        "schema": SCHEMA,
        "call": _head(call),
        "utterances": [_utterance(numbers[u.seq], u) for u in call.utterances],
        "alerts": [_alert(alert, numbers) for alert in call.alerts],
        "anger": _anger(call, numbers),
        "checklist": [_step(call, step, numbers) for step in steps],
        "conduct": [_conduct(flagged, numbers) for flagged in call.conduct],
        "follow_up": _follow_up(call, numbers),
        "customer_type": _customer_type(call),
        "measures": _measures(call),
        "note": _note(call, numbers),
        "kept_facts": [_kept(fact, numbers) for fact in call.kept_facts],
        "abuse_steps": [{"step": step.step, "at": _seconds(step.at)} for step in call.abuse_steps],
        "handed_over": _handed_over(call),
    }


def _head(call: Call) -> dict[str, Any]:
    assert call.started is not None
    return {
        "id": call.started.call_id,
        "started_at": call.started.started_at.isoformat(),
        "duration_s": _seconds(call.ended.at if call.ended else call.last_at),
        "source": call.started.source,
        "model": call.started.model,
        "timed": call.started.timed,
    }


def _utterance(number: int, heard: UtteranceHeard) -> dict[str, Any]:
    return {
        "seq": number,
        "speaker": heard.speaker.value,
        "start": _seconds(heard.start),
        "end": _seconds(heard.end),
        "text": heard.text,
        "confidence": None if heard.confidence is None else round(heard.confidence, 3),
    }


def _alert(alert: Alert, numbers: dict[int, int]) -> dict[str, Any]:
    record = {
        "category": alert.category.value,
        "speaker": alert.raised.speaker.value,
        "utterance": None if alert.utterance is None else numbers.get(alert.utterance),
        "phrase": alert.phrase,
        "severity": alert.severity.value,
        "start": _seconds(alert.start),
        "end": _seconds(alert.end),
        "raised_at": _seconds(alert.raised.at),
        "rule": alert.raised.rule,
        "guidance": alert.raised.guidance,
    }
    return record if alert.standing else {**record, "withdrawn": True}


def _anger(call: Call, numbers: dict[int, int]) -> list[dict[str, Any]]:
    """Every customer sentence that was rated, calm ones too: a course needs its zeros."""
    customers = {u.seq for u in call.utterances if u.speaker == Speaker.CUSTOMER}
    latest: dict[int, AngerRated] = {r.utterance: r for r in call.anger if r.utterance in customers}
    return [
        {"utterance": numbers[seq], "level": rated.level, "because": list(rated.because)}
        for seq, rated in sorted(latest.items())
    ]


def _step(call: Call, step: ScriptStep, numbers: dict[int, int]) -> dict[str, Any]:
    ticks = [tick for tick in call.ticks if tick.step == step.id]
    first = ticks[0] if ticks else None
    heard = {numbers[t.utterance] for t in ticks if t.utterance in numbers}
    return {
        "step": step.id,
        "done": first is not None,
        "utterance": numbers.get(first.utterance) if first and first.utterance else None,
        "by": first.by.value if first else None,
        "evidence": first.evidence if first else None,
        "utterances": sorted(heard),
    }


def _conduct(flagged: ConductFlagged, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "kind": flagged.kind,
        "utterance": numbers.get(flagged.utterance),
        "phrase": flagged.phrase,
        "say_instead": flagged.say_instead,
    }


def _follow_up(call: Call, numbers: dict[int, int]) -> dict[str, Any] | None:
    agreed = call.follow_up
    if agreed is None:
        return None
    return {
        "date": agreed.date.isoformat(),
        "time": agreed.time.strftime("%H:%M") if agreed.time else None,
        "utterance": numbers.get(agreed.utterance) if agreed.utterance else None,
        "heard": agreed.heard,
    }


def _kept(fact: FactKept, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "text": fact.text,
        "value": fact.value,
        "utterance": numbers.get(fact.utterance),
    }


def _handed_over(call: Call) -> dict[str, Any] | None:
    over = call.handed_over
    return None if over is None else {"to": over.to, "at": _seconds(over.at)}


def _customer_type(call: Call) -> dict[str, Any] | None:
    hint = call.customer_type
    if hint is None or hint.type is None:
        return None
    return {"type": hint.type, "because": list(hint.because)}


def _measures(call: Call) -> dict[str, Any]:
    found = measure(call)
    return {
        "agent_talk_share": _rounded(found.agent_talk_share, 3),
        "agent_wpm": _rounded(found.agent_wpm, 0),
        "interruptions": {"agent": found.agent_interrupts, "customer": found.customer_interrupts},
        "dead_air_s": _rounded(found.dead_air_s, 1),
        "longest_monologue_s": _rounded(found.longest_monologue_s, 1),
    }


def _note(call: Call, numbers: dict[int, int]) -> dict[str, Any]:
    """The draft, with what somebody wrote in its place where they wrote something."""
    draft = draft_note(call)
    fields = note_fields(call, draft)
    return {
        "issue": fields["issue"].text or None,
        "root_causes": _text_lines(fields["root_cause"]) or [q.text for q in draft.root_causes],
        "next_steps": _text_lines(fields["next_steps"]),
        "offered": _text_lines(fields["offered"]),
        **{name: fields[name].text or None for name in _ONE_LINE},
        "threats": _lines(draft.threats),
        "abuse": _lines(draft.abuse),
        "escalations": _lines(draft.escalations),
        "incident": [_incident(each, numbers) for each in incidents(call)],
        "facts": {kind: [fact.text for fact in draft.facts if fact.kind == kind] for kind in KINDS},
        "earlier_contacts": draft.earlier_contacts,
        "summary": _lines(draft.summary),
        "text": call.latest_note(),
        "drafted": {
            name: [_drafted(line, numbers) for line in field.drafted]
            for name, field in fields.items()
            if field.drafted
        },
        "edits": [_edit(name, version) for name in fields for version in history(call, name)],
    }


def _text_lines(field: NoteField) -> list[str]:
    return [line.strip() for line in field.text.splitlines() if line.strip()]


def _incident(incident: Incident, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "category": incident.category.value,
        "severity": incident.severity.value,
        "phrase": incident.phrase,
        "start": _seconds(incident.at),
        "speaker": incident.said.speaker.value,
        "utterance": numbers[incident.said.utterance],
        "text": incident.said.text,
        "answer": _lines(incident.answer),
    }


def _drafted(line: Drafted, numbers: dict[int, int]) -> dict[str, Any]:
    """The line with its sentence: its number and the time; null where it was set by hand."""
    return {
        "text": line.text,
        "utterance": None if line.quote is None else numbers.get(line.quote.utterance),
        "quote": None if line.quote is None else line.quote.line,
    }


def _edit(field: str, version: Version) -> dict[str, Any]:
    return {
        "field": field,
        "text": version.text,
        "who": version.who,
        "when": version.when.isoformat(),
    }


def _lines(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.line for quote in quotes]


def _seconds(seconds: float) -> float:
    return round(seconds, 2)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
