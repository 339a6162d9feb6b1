"""Words that people look for, as a question to the search index."""

from __future__ import annotations

from sqlite_utils import Database

from companion.events import Speaker
from companion.plain import plain
from companion.store.filter import Filter, Where
from companion.store.places import SPAN

_MANY = 20_000
"""Hits that are gathered before the calls are asked one by one instead."""


def fts_query(db: Database, text: str, speaker: Speaker | None = None) -> str:
    """All the words, or "those in quotes" side by side; of one side's talk. Empty: no words.

    Whatever is typed, it is taken as words: nothing of it is an operator.
    """
    words: str = db.quote_fts(plain(text))
    return f"{{{speaker.value}}} : ({words})" if words and speaker is not None else words


def add_words(db: Database, where: Where, wanted: Filter, *, newest_first: bool) -> None:
    """Let through only calls in which the filter's words were said or noted.

    Few hits make a list of calls. Of many, the newest calls are found by asking each call in turn
    until there are enough; any other order needs every call that has a hit.
    """
    query = fts_query(db, wanted.text, wanted.speaker)
    if not query:
        return
    hits = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
    some = db.execute(f"SELECT count(*) FROM ({hits} LIMIT {_MANY + 1})", [query]).fetchone()[0]
    if newest_first and some > _MANY:
        where.add(f"EXISTS ({hits} AND rowid >= place AND rowid < place + {SPAN})", query)
    else:
        where.add(f"place IN (SELECT rowid - rowid % {SPAN} FROM ({hits}))", query)
