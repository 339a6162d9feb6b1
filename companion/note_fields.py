"""The note field by field: what the program drafted, what people wrote over it, and when.

A field is what somebody wrote last; where nobody wrote, it is the draft. Each drafted line carries
the sentence that it was read off, so that whoever reads it can hear for themselves. Nothing that
was ever written is lost: the log keeps the earlier versions, with who wrote them and when.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from companion.call import Call
from companion.events import FactKept, NoteWritten, Speaker
from companion.facts import Fact
from companion.incident import Incident, incidents
from companion.note import Note, Quote, clock, draft_note, quoted

FREE = "note"
"""The field for whatever the agent types in the call."""

FIELDS = (
    "issue",
    "root_cause",
    "facts",
    "offered",
    "next_steps",
    "follow_up",
    "outcome",
    "disposition",
    "customer",
    "reference",
    "incident",
    "summary",
)
"""The fields of a note, in the order in which they are read. `disposition` is an outcome's id."""

_INTRODUCED = re.compile(r"\b(?:my name is|my name's|the name's|the name is|this is|speaking)\b")
"""The customer names themselves, and not the person who promised them something."""

_UNNAMED = "agent"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A line that the program made. `quote` is the sentence behind it; None: set by hand."""

    text: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Version:
    """What stood in a field from `when` on, written by `who`. `seq` is its place in the log."""

    text: str
    who: str
    when: dt.datetime
    seq: int


@dataclass(frozen=True, slots=True)
class NoteField:
    """A field of the note. `written` is the newest version; an empty one clears the field."""

    name: str
    drafted: tuple[Drafted, ...]
    written: Version | None

    @property
    def text(self) -> str:
        """What the field says: lines, or nothing."""
        if self.written is not None:
            return self.written.text
        return "\n".join(line.text for line in self.drafted)


def note_fields(call: Call, draft: Note | None = None) -> dict[str, NoteField]:
    """All of `FIELDS`, then what else was written; a call that has not started has none."""
    if call.started is None:
        return {}
    drafted = {name: tuple(lines) for name, lines in _drafted(call, draft or draft_note(call))}
    names = dict.fromkeys((*FIELDS, *(note.field for note in call.notes)))
    return {name: NoteField(name, drafted.get(name, ()), _newest(call, name)) for name in names}


def history(call: Call, field: str) -> tuple[Version, ...]:
    """Every version of the field that somebody wrote, the first one first."""
    return tuple(_version(call, note) for note in call.notes if note.field == field)


def _newest(call: Call, field: str) -> Version | None:
    note = next((note for note in reversed(call.notes) if note.field == field), None)
    return None if note is None else _version(call, note)


def _version(call: Call, note: NoteWritten) -> Version:
    """In the call it was the agent who wrote, at that moment of the call."""
    assert call.started is not None
    when = note.when or call.started.started_at + dt.timedelta(seconds=note.at)
    return Version(note.text, note.who or call.started.agent or _UNNAMED, when, note.seq)


def _drafted(call: Call, draft: Note) -> Iterator[tuple[str, list[Drafted]]]:
    yield "issue", _quotes([draft.issue] if draft.issue else [])
    yield "root_cause", _quotes(quote for quote in draft.root_causes if quote != draft.issue)
    yield "facts", [_fact(call, fact) for fact in _taken_over(call) or draft.facts]
    yield "offered", _quotes(draft.offered)
    yield "next_steps", _quotes(draft.next_steps)
    yield "follow_up", _follow_up(call)
    yield "customer", _customer(call, draft.facts)
    yield "reference", _reference(call, draft.facts)
    yield "incident", [_incident(one) for one in incidents(call)]
    yield "summary", [Drafted(quote.line, quote) for quote in draft.summary]


def _quotes(quotes: Iterable[Quote]) -> list[Drafted]:
    return [Drafted(quote.text, quote) for quote in quotes]


def _taken_over(call: Call) -> list[Fact | FactKept]:
    """What the agent accepted, each once: then the note holds these and no others."""
    return list({(kept.kind, kept.text): kept for kept in call.kept_facts}.values())


def _fact(call: Call, fact: Fact | FactKept) -> Drafted:
    value = f" ({fact.value})" if fact.value and fact.value != fact.text else ""
    return Drafted(f"{fact.kind}: {fact.text}{value}", _sentence(call, fact.utterance))


def _follow_up(call: Call) -> list[Drafted]:
    agreed = call.follow_up
    if agreed is None:
        return []
    time = f" at {agreed.time:%H:%M}" if agreed.time else ""
    quote = None if agreed.utterance is None else _sentence(call, agreed.utterance)
    return [Drafted(f"{agreed.date:%A %d %B %Y}{time}", quote)]


def _customer(call: Call, facts: Iterable[Fact]) -> list[Drafted]:
    """The name that the agent took over, or the first by which the customer named themselves."""
    kept = [(fact.text, fact.utterance) for fact in call.kept_facts if fact.kind == "name"]
    if not kept:
        own = (f for f in facts if f.kind == "name" and f.speaker is Speaker.CUSTOMER)
        kept = [(f.text, f.utterance) for f in own if _introduced(call, f.utterance)]
    return [Drafted(text, _sentence(call, seq)) for text, seq in kept[:1]]


def _introduced(call: Call, seq: int) -> bool:
    return bool(_INTRODUCED.search(call.utterance(seq).text))


def _reference(call: Call, facts: Iterable[Fact]) -> list[Drafted]:
    """The number that the agent took over, or the first one said, as signs."""
    taken = [fact for fact in call.kept_facts if fact.kind == "reference"]
    kept = [(fact.value or fact.text, fact.utterance) for fact in taken]
    kept = kept or [(fact.value, fact.utterance) for fact in facts if fact.kind == "reference"]
    return [Drafted(text, _sentence(call, seq)) for text, seq in kept[:1]]


def _sentence(call: Call, seq: int) -> Quote | None:
    """The sentence with this place in the log; None where the log has none there."""
    try:
        return quoted(call.utterance(seq))
    except KeyError:
        return None


def _incident(incident: Incident) -> Drafted:
    name = incident.category.value.replace("_", " ")
    answer = "; ".join(f"“{quote.text}”" for quote in incident.answer) or "nothing"
    return Drafted(
        f"{clock(incident.at)} {name} ({incident.severity}): “{incident.phrase}”."
        f" Agent answered: {answer}",
        incident.said,
    )
