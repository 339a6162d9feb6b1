from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from companion.events import CallEnded, EndReason, MarkPlaced, Partial, Speaker, UtteranceHeard
from companion.session import News
from ui.feed import Feed

FACTS = 2000


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[object] = set()

    @Slot(object)
    def hear(self, news: object) -> None:
        self.heard.append(news)
        self.threads.add(QThread.currentThread())


def listening(feed: Feed) -> Ear:
    ear = Ear()
    feed.arrived.connect(ear.hear)
    return ear


def partial(text: str, speaker: Speaker = Speaker.CUSTOMER) -> Partial:
    return Partial(at=1.0, speaker=speaker, start=0.0, text=text)


def from_elsewhere(feed: Feed, news: list[News]) -> None:
    def tell() -> None:
        for one in news:
            feed(one)

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()


def test_facts_all_arrive_in_order_on_the_gui_thread(qtbot: QtBot) -> None:
    feed = Feed()
    ear = listening(feed)
    facts: list[News] = [MarkPlaced(at=float(n), seq=n) for n in range(1, FACTS)]
    from_elsewhere(feed, facts)
    qtbot.waitUntil(lambda: len(ear.heard) == len(facts))
    assert ear.heard == facts
    assert ear.threads == {QThread.currentThread()}


def test_of_many_partials_the_newest_of_each_speaker_arrives(qtbot: QtBot) -> None:
    feed = Feed()
    ear = listening(feed)
    texts = [partial(f"word {n}") for n in range(200)]
    last = partial("and me", Speaker.AGENT)
    from_elsewhere(feed, [*texts, last])
    qtbot.waitUntil(lambda: last in ear.heard)
    assert texts[-1] in ear.heard
    assert len(ear.heard) < 10


def test_no_partial_outlives_the_sentence_that_overtook_it(qtbot: QtBot) -> None:
    feed = Feed()
    ear = listening(feed)
    said = UtteranceHeard(at=2, seq=1, speaker=Speaker.CUSTOMER, start=0, end=2, text="so there")
    ended = CallEnded(at=3, seq=2, reason=EndReason.ENDED)
    from_elsewhere(feed, [partial("so"), partial("so there"), said, ended])
    qtbot.waitUntil(lambda: ended in ear.heard)
    assert ear.heard == [said, ended]
