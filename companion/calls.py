"""Calls made ready to run: of a recording, or of a transcript."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from companion.audio.block import AudioSource
from companion.audio.echo_guard import EchoGuard
from companion.audio.file import AgentChannel, FileSource
from companion.audio.line import LineConditioner
from companion.audio.recorder import Recorder
from companion.call import Call
from companion.detect import Detector
from companion.detect.rules import default_engine
from companion.detect.table import load_detectors
from companion.events import CallEnded, CallStarted, EndReason
from companion.language.redact import redactor_as_set
from companion.live import LiveCall, Tap
from companion.models import InstalledModel, usable_model
from companion.recognise.supervised import SupervisedRecogniser
from companion.recordings.control import RecordingControl
from companion.session import Listener, Log, News, Session
from companion.settings import Settings, settings_for_call, settings_trouble
from companion.store import keep_call_log
from companion.transcript import Transcript


def new_call_id(started_at: dt.datetime) -> str:
    """Unique, and sorted by time: 20261123-100000-3f9a1c."""
    return f"{started_at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def started_on(day: dt.date | None) -> dt.datetime:
    """When a call is taken to have begun: now, or at the first minute of a given day."""
    if day is None:
        return dt.datetime.now().astimezone()
    return dt.datetime.combine(day, dt.time()).astimezone()


def open_recording(
    path: Path,
    *,
    agent_channel: AgentChannel = "left",
    listeners: Iterable[Listener] = (),
    taps: Iterable[Tap] = (),
    realtime: bool = True,
    save: bool = True,
    call_date: dt.date | None = None,
    detectors: Iterable[Detector] | None = None,
) -> LiveCall:
    """A call that hears this recording, ready to `start`. Without `detectors`: all of them.

    Decodes the file once to find damage first. OutsideError for a file, a model or a data
    directory that cannot be used; nothing has been written then.
    """
    source = FileSource(path, agent_channel=agent_channel)
    source.check()
    return make_live_call(
        source,
        started_on(call_date),
        file=path.resolve(),
        agent_right=agent_channel == "right",
        listeners=listeners,
        taps=taps,
        realtime=realtime,
        save=save,
        detectors=detectors,
    )


def make_live_call(
    source: AudioSource,
    started_at: dt.datetime,
    *,
    listeners: Iterable[Listener],
    taps: Iterable[Tap],
    realtime: bool,
    save: bool,
    detectors: Iterable[Detector] | None = None,
    file: Path | None = None,
    agent_right: bool = False,
    record: bool | None = None,
) -> LiveCall:
    """A call that hears this source with the installed model. OutsideError as `open_recording`.

    `file` is the recording that the source reads, so that the call can be heard again. `record`:
    as the settings say (None). What is read from a file, or not saved, is not recorded.
    """
    settings = settings_for_call()
    recorded = (settings.record_calls if record is None else record) and save and file is None
    model = usable_model()
    started = _started(source, started_at, model.name, settings.agent_name, file, agent_right)
    # The recorder tells the session, which needs it first: so not before there is one.
    recorder = _recorder(started, settings, lambda news: session.submit(news)) if recorded else None
    session = Session(
        load_detectors() if detectors is None else detectors,
        [*listeners, RecordingControl(recorder)] if recorder else listeners,
        _log_of(started) if save else None,
        mask=redactor_as_set(),
    )
    _tell_troubles(session, ruled=detectors is None)
    return _wired(
        source, model, session, started, recorder, realtime, taps, settings.record_at_once
    )


def _tell_troubles(session: Session, *, ruled: bool) -> None:
    """Say what of this desk's own files the call goes on without. The gravest comes last."""
    for trouble in default_engine().troubles if ruled else ():
        session.submit(trouble)
    unset = settings_trouble()
    if unset is not None:
        session.submit(unset)


def _wired(
    source: AudioSource,
    model: InstalledModel,
    session: Session,
    started: CallStarted,
    recorder: Recorder | None,
    realtime: bool,
    taps: Iterable[Tap],
    at_once: bool,
) -> LiveCall:
    """The call with what stands between its sound and its words."""
    echo = EchoGuard(source.channels, session.submit)
    line = LineConditioner(source.channels, session.submit)
    return LiveCall(
        source,
        SupervisedRecogniser(model.path, source.channels, model=model.name),
        session,
        started,
        realtime=realtime,
        taps=taps,
        condition=lambda block: line(echo(block)),
        sift=echo.sift,
        recording=recorder,
        record_at_once=at_once,
    )


def _recorder(started: CallStarted, settings: Settings, tell: Callable[[News], None]) -> Recorder:
    hours = settings.recording_hours
    return Recorder(started.call_id, len(started.channels), tell, hours=hours)


def _started(
    source: AudioSource,
    started_at: dt.datetime,
    model: str,
    agent: str,
    file: Path | None,
    agent_right: bool,
) -> CallStarted:
    return CallStarted(
        at=0.0,
        call_id=new_call_id(started_at),
        started_at=started_at,
        source=source.name,
        model=model,
        channels=source.channels,
        agent=agent,
        file=str(file) if file else "",
        agent_right=agent_right,
    )


def run_transcript(
    transcript: Transcript,
    *,
    call_date: dt.date | None = None,
    listeners: Iterable[Listener] = (),
    save: bool = False,
) -> Call:
    """The call that these lines make, heard by the same session and detectors as a live one."""
    lines = transcript.lines
    started_at = transcript.started_at or started_on(None)
    if call_date is not None:
        started_at = dt.datetime.combine(call_date, started_at.timetz())
    started = CallStarted(
        at=0.0,
        call_id=new_call_id(started_at),
        started_at=started_at,
        source=transcript.path.name,
        model="transcript",
        channels=tuple(sorted({line.speaker for line in lines})),
        timed=transcript.timed,
        agent=settings_for_call().agent_name,
    )
    open_log = _log_of(started) if save else None
    session = Session(load_detectors(), listeners, open_log, mask=redactor_as_set())
    session.start()
    session.submit(started)
    _tell_troubles(session, ruled=False)
    for line in lines:
        session.submit(line)
    end = max(line.end for line in lines)
    session.submit(CallEnded(at=end, reason=EndReason.SOURCE_ENDED))
    return session.wait()


def _log_of(started: CallStarted) -> Callable[[], AbstractContextManager[Log]]:
    return lambda: keep_call_log(None, started.call_id)
