"""Whatever happens in a call, the store gives it back as it was."""

import datetime as dt
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.events import AnyEvent, CallStarted, WordsMasked
from companion.store import Store

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # half characters among them
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    float: st.floats(allow_nan=False, allow_infinity=False),
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    type(None): st.none(),
    dt.datetime: st.datetimes(timezones=ZONES),
    dt.date: st.dates(),
    dt.time: st.times(),
}
BOTH_KINDS = True


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of([values(each) for each in get_args(hint)])
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})
    assert issubclass(hint, Enum)
    return st.sampled_from(list(hint))


OTHERS = st.one_of(  # what is masked late is not given back as it was: tests of its own
    [values(kind) for kind in get_args(AnyEvent) if kind not in (CallStarted, WordsMasked)]
)


@st.composite
def calls(draw: st.DrawFn) -> list[AnyEvent]:
    entries = draw(st.lists(OTHERS, max_size=12))
    start = replace(draw(values(CallStarted)), call_id=uuid4().hex)
    entries.insert(draw(st.integers(0, len(entries))), start)
    return [replace(entry, seq=number) for number, entry in enumerate(entries, start=1)]


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("data") / "calls.db") as opened:
        yield opened


@settings(deadline=None, max_examples=60)
@given(entries=calls(), cuts=st.lists(st.integers(0, 13)))
def test_what_is_appended_is_loaded(
    shared_store: Store, entries: list[AnyEvent], cuts: list[int]
) -> None:
    call_id = next(entry.call_id for entry in entries if isinstance(entry, CallStarted))
    log = shared_store.log(call_id)
    edges = [0, *sorted(min(cut, len(entries)) for cut in cuts), len(entries)]
    for start, end in pairwise(edges):
        log.append(entries[start:end])
    assert shared_store.load(call_id) == entries
    assert shared_store.log(call_id).call == log.call


@settings(deadline=None, max_examples=200)
@given(text=st.one_of(TEXT, st.text('"*^:()-+{} andORNOTNEAR', max_size=12)))
def test_no_search_raises(shared_store: Store, text: str) -> None:
    assert isinstance(shared_store.search(text), list)
