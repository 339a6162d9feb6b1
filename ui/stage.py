"""How the call on the screen stands, and what can be done with it then."""

from __future__ import annotations

from enum import StrEnum

from ui.action_spec import Where


class Stage(StrEnum):
    """How the call on the screen stands."""

    LOADING = "loading"
    LIVE = "live"
    SAVING = "saving"
    SAVED = "saved"
    UNSAVED = "unsaved"
    REPLAY = "replay"


PLACES = {
    Stage.LOADING: {Where.CALL, Where.RUNNING},
    Stage.LIVE: {Where.CALL, Where.RUNNING, Where.OPEN},
    Stage.SAVING: {Where.CALL},
    Stage.SAVED: {Where.CALL, Where.OPEN, Where.WRAP_UP, Where.OVER, Where.IDLE},
    Stage.UNSAVED: {Where.CALL, Where.OVER, Where.IDLE},
    Stage.REPLAY: {Where.CALL, Where.REPLAY, Where.OVER, Where.IDLE},
}
"""What can be done at each stage of a call, beside what always can."""
