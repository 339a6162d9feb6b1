"""A call from a prompt book: every word at its second, the same each time.

For pictures of the window and for its tests. What is found in the words is part of the book, so
nothing here depends on detectors or on a recogniser.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from companion.audio.devices import Device
from companion.call import Call
from companion.events import (
    AlertConfirmed,
    AlertRaised,
    AngerRated,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    Category,
    ConductFlagged,
    CustomerTypeSuggested,
    DeviceChanged,
    EndReason,
    FollowUpSet,
    Partial,
    RecordingKept,
    Severity,
    Speaker,
    StepTicked,
    UtteranceHeard,
    Word,
)
from companion.session import Listener, News, Session

Cue = tuple[float, Callable[[Call], AnyEvent | Partial]]
"""When something happens, and what, given the call until then."""

STARTED_AT = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
PATIENCE_S = 5.0

_A_WORD_S = 0.28
_FINAL_AFTER_S = 0.5


@dataclass(frozen=True, slots=True)
class Threat:
    category: Category
    severity: Severity
    phrase: str
    guidance: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and all that follows from it. `unsure` words get a low confidence."""

    speaker: Speaker
    start: float
    text: str
    unsure: str = ""
    anger: int | None = None
    because: str = ""
    threat: Threat | None = None
    step: str = ""
    slip: tuple[str, str, str] | None = None
    follow_up: tuple[dt.date, str] | None = None
    suggests: tuple[str, str] | None = None

    @property
    def end(self) -> float:
        return self.start + _A_WORD_S * len(self.text.split())


_AGENT, _CUSTOMER = Speaker.AGENT, Speaker.CUSTOMER

BOOK = (
    Said(_AGENT, 0.6, "good morning this is dana at northgate homeware how can i help"),
    Said(
        _CUSTOMER,
        5.0,
        "yes hello i ordered a washing machine three weeks ago and it still has not come",
        anger=0,
    ),
    Said(
        _AGENT,
        10.2,
        "thank you for calling about it can you tell me what happened from the start",
        step="listen",
    ),
    Said(
        _CUSTOMER,
        15.0,
        "the driver rang once and drove off and nobody has called me back since i took two days"
        " off work for this",
        unsure="drove",
        anger=1,
        because="nobody has called me back",
    ),
    Said(
        _AGENT,
        22.4,
        "so the driver left without delivering and you lost two days of work waiting for us",
        step="reflect",
    ),
    Said(
        _CUSTOMER,
        27.8,
        "exactly and every time i call somebody tells me something different this is a joke",
        anger=2,
        because="this is a joke",
        suggests=("im_done", "every time i call"),
    ),
    Said(
        _AGENT,
        33.0,
        "well you should have been at home when he came",
        slip=("blame", "should have been at home", "Let me see why the delivery failed."),
    ),
    Said(
        _CUSTOMER,
        36.6,
        "i was at home i am sick of this if it is not here by friday i will call my lawyer and you"
        " can explain it to her",
        anger=3,
        because="i am sick of this",
        threat=Threat(
            Category.LEGAL,
            Severity.CRITICAL,
            "i will call my lawyer",
            "Stay calm and take it seriously. Ask who acts for them and what they ask for. Promise"
            " nothing about fault. Say what you do today and who confirms it in writing.",
        ),
    ),
    Said(
        _AGENT,
        45.6,
        "i am truly sorry for what these weeks have been like for you",
        step="apologise",
    ),
    Said(
        _CUSTOMER,
        50.2,
        "i just want my machine and not another excuse",
        anger=1,
        because="another excuse",
    ),
    Said(
        _AGENT,
        54.0,
        "here is what happens now i book a driver myself and our depot confirms it to you by text"
        " today",
        step="next_steps",
    ),
    Said(
        _CUSTOMER,
        60.4,
        "and if it goes wrong again i will put all of it online",
        anger=2,
        because="all of it online",
        threat=Threat(
            Category.REPUTATION,
            Severity.WARNING,
            "put all of it online",
            "Do not argue about reviews. Make sure they know what happens next and when.",
        ),
    ),
    Said(
        _AGENT,
        65.2,
        "i will ring you on friday the twenty seventh of november to make sure it came",
        step="follow_up_date",
        follow_up=(dt.date(2026, 11, 27), "friday the twenty seventh of november"),
    ),
    Said(_CUSTOMER, 71.4, "all right then friday thank you for sorting it out", anger=0),
    Said(_AGENT, 75.2, "thank you for your patience have a better day"),
)

DURATION_S = 79.0


class StagedCall:
    """A running call (`ui.running.Running`) that goes on only when told to; `added` after it."""

    def __init__(
        self,
        book: tuple[Said, ...] = BOOK,
        channels: tuple[Speaker, ...] = (_AGENT, _CUSTOMER),
        started_at: dt.datetime = STARTED_AT,
    ) -> None:
        self._started_at = started_at
        self.added: list[AnyEvent] = []
        self.asks = False
        self.retried = 0
        self.sound: RecordingKept | None = None
        self.entries: list[AnyEvent] = []
        self._channels = channels
        self._cues = list(cues(book))
        self._now = 0.0
        self._told = threading.Semaphore(0)
        self._session: Session | None = None

    @property
    def title(self) -> str:
        return "northgate-homeware.wav"

    @property
    def call(self) -> Call:
        return self._session.call if self._session else Call()

    def open(self, listener: Listener) -> None:
        self._session = Session(listeners=[listener, self._count])
        self._session.start()
        self._session.submit(
            CallStarted(
                at=0.0,
                call_id=f"{self._started_at:%Y%m%d-%H%M%S}-5ta6ed",
                started_at=self._started_at,
                source=self.title,
                model="prompt book",
                channels=self._channels,
            )
        )
        self._wait()

    def play(self, until: float) -> None:
        """Let everything happen up to this second; the listeners have heard it then."""
        while self._cues and self._cues[0][0] <= until:
            at, cue = self._cues.pop(0)
            self._now = at
            assert self._session is not None
            self._session.submit(cue(self.call))
            self._wait()
        self._now = until

    def submit(self, event: AnyEvent) -> None:
        assert self._session is not None
        self._session.submit(event)
        self._wait()

    def add(self, event: AnyEvent) -> AnyEvent:
        entry = replace(event, seq=self.call.last_seq + 1 + len(self.added))
        self.added.append(entry)
        return entry

    @property
    def asks_consent(self) -> bool:
        return self.asks

    def use(self, speaker: Speaker, device: Device) -> None:
        self.submit(DeviceChanged(at=self._now, speaker=speaker, device=device.title))

    def retry(self) -> None:
        self.retried += 1

    def keep_sound(self, cancelled: Callable[[], bool]) -> AnyEvent | None:
        return None if cancelled() else self.sound

    def now(self) -> float:
        return self._now

    def lag(self) -> float:
        return 0.0

    def end(self, reason: EndReason = EndReason.ENDED) -> None:
        if self._session is not None and self.call.ended is None:
            self._session.submit(CallEnded(at=self._now, reason=reason))
            self._wait()

    def finish(self) -> None:
        assert self._session is not None
        self._session.wait(PATIENCE_S)

    def close(self) -> None:
        if self._session is not None:
            self.end()
            self._session.wait(PATIENCE_S)

    def _count(self, news: News) -> None:
        if not isinstance(news, Partial | Exception):
            self.entries.append(news)
        self._told.release()

    def _wait(self) -> None:
        if not self._told.acquire(timeout=PATIENCE_S):
            raise TimeoutError("the session did not tell what it was given")


def staged_entries(
    until: float = DURATION_S, started_at: dt.datetime = STARTED_AT
) -> list[AnyEvent]:
    """The log of the staged call, begun on that day and ended at this second."""
    staged = StagedCall(started_at=started_at)
    staged.open(lambda _: None)
    staged.play(until)
    staged.close()
    return staged.entries


def cues(book: tuple[Said, ...]) -> Iterator[Cue]:
    """The book in the order in which things become known."""
    found = [cue for said in book for cue in _cues_of(said)]
    return iter(sorted(found, key=lambda cue: cue[0]))


def _cues_of(said: Said) -> Iterator[Cue]:
    words = said.text.split()
    for count in range(1, len(words) + 1):
        at = said.start + _A_WORD_S * count
        yield at, _partial(said, at, " ".join(words[:count]))
        if said.threat and " ".join(words[:count]).endswith(said.threat.phrase):
            yield at, _raised(said, said.threat, at)
    final = said.end + _FINAL_AFTER_S
    yield final, lambda _: _utterance(said, final)
    yield from ((final, finding) for finding in _findings(said, final))


def _partial(said: Said, at: float, text: str) -> Callable[[Call], Partial]:
    return lambda _: Partial(at=at, speaker=said.speaker, start=said.start, text=text)


def _raised(said: Said, threat: Threat, at: float) -> Callable[[Call], AlertRaised]:
    return lambda _: AlertRaised(
        at=at,
        category=threat.category,
        severity=threat.severity,
        speaker=said.speaker,
        phrase=threat.phrase,
        start=at - _A_WORD_S * len(threat.phrase.split()),
        end=at,
        rule=f"{threat.category}.staged",
        guidance=threat.guidance,
    )


def _utterance(said: Said, at: float) -> UtteranceHeard:
    unsure = said.unsure.split()
    words = tuple(
        Word(
            text,
            said.start + _A_WORD_S * number,
            said.start + _A_WORD_S * (number + 1),
            0.41 if text in unsure else 0.97,
        )
        for number, text in enumerate(said.text.split())
    )
    return UtteranceHeard(
        at=at,
        speaker=said.speaker,
        start=said.start,
        end=said.end,
        text=said.text,
        confidence=sum(word.confidence for word in words) / len(words),
        words=words,
    )


def _findings(said: Said, at: float) -> Iterator[Callable[[Call], AnyEvent]]:
    if said.threat:
        yield lambda call: AlertConfirmed(
            at=at,
            alert=call.alerts[-1].seq,
            utterance=_heard(call, said),
            phrase=call.alerts[-1].phrase,
            start=call.alerts[-1].start,
            end=call.alerts[-1].end,
        )
    if said.anger is not None:
        level, because = said.anger, (said.because,) if said.because else ()
        yield lambda call: AngerRated(
            at=at, utterance=_heard(call, said), level=level, because=because
        )
    if said.step:
        yield lambda call: StepTicked(
            at=at, step=said.step, by=By.HEARD, utterance=_heard(call, said), evidence=said.text
        )
    if said.suggests:
        customer_type, reason = said.suggests
        yield lambda _: CustomerTypeSuggested(at=at, type=customer_type, because=(reason,))
    if said.slip:
        kind, phrase, instead = said.slip
        yield lambda call: ConductFlagged(
            at=at, kind=kind, utterance=_heard(call, said), phrase=phrase, say_instead=instead
        )
    if said.follow_up:
        date, heard = said.follow_up
        yield lambda call: FollowUpSet(
            at=at, date=date, time=None, by=By.HEARD, utterance=_heard(call, said), heard=heard
        )


def _heard(call: Call, said: Said) -> int:
    """The place in the log of this sentence: other things may have come between."""
    return next(u.seq for u in reversed(call.utterances) if u.start == said.start)
