"""What a call needs before it can begin: the model, both sides' devices, a name, and a choice about
recording. Shown at the first start, and again whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.audio.choice import Choice, remember, remembered
from companion.audio.devices import Device, list_devices, suggest
from companion.errors import OutsideError
from companion.events import Speaker
from companion.probe import Probe
from companion.settings import Value, load_settings, save_setting
from ui.jobs import Job
from ui.look import Look
from ui.widgets.banner import Banner
from ui.widgets.model_panel import ModelPanel
from ui.widgets.parts import Glyph, Panel, button, label
from ui.widgets.side_chooser import MakeProbe, SideChooser


def _probe(device: Device, words: bool, speakers: Sequence[Speaker]) -> Probe:
    return Probe(device, words=words, speakers=speakers)


class SetupPage(QWidget):
    """Devices are heard only while this page is on the screen. `finished` when all is chosen.

    What is chosen is kept at once. `list_devices` runs on a worker's thread.
    """

    finished = Signal()

    def __init__(
        self,
        look: Look,
        *,
        model: ModelPanel | None = None,
        list_devices: Callable[[], list[Device]] = list_devices,
        make_probe: MakeProbe = _probe,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self._list = list_devices
        self._jobs: list[Job] = []
        self._there: list[Device] = []
        self.banner = Banner(look)
        self.model = model or ModelPanel(look)
        self.agent = SideChooser(look, Speaker.AGENT, make_probe)
        self.customer = SideChooser(look, Speaker.CUSTOMER, make_probe)
        self.one_for_both = QCheckBox(
            self.tr("One device carries both sides: you left, they right")
        )
        self.again = button(look)
        self.again.setText(self.tr("Look again"))
        self.again.setToolTip(self.tr("After something was plugged in"))
        self.name = QLineEdit()
        self.record = QCheckBox(self.tr("Record the sound of calls"))
        self.done = button(look, "primary")
        self.done.setText(self.tr("Done"))
        self._lay_out()
        self._connect()

    @Slot()
    def look_for_devices(self) -> None:
        """Ask the system what there is; both sides are then heard."""
        self._work(self._list, self._on_devices)

    def leave(self) -> None:
        """Let go of all devices, and stop what is under way."""
        for chooser in (self.agent, self.customer):
            chooser.wait()
        self.model.leave()
        for job in self._jobs:
            job.abandon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.banner.clear()
        self._show_settings()
        self.model.examine()
        self.look_for_devices()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for chooser in (self.agent, self.customer):
            chooser.test.setChecked(False)
            chooser.stop()

    @Slot(object)
    def _on_devices(self, found: object) -> None:
        assert isinstance(found, list)
        if not self.isVisible():
            return
        self._there = found
        last, suggested = remembered(), suggest(found)
        names = {device.name for device in found}
        gone = [
            name for name in (last.agent, last.customer, last.both) if name and name not in names
        ]
        both = last.both in names
        self.one_for_both.setVisible(both or any(device.channels > 1 for device in found))
        self.one_for_both.setChecked(both)
        for chooser, kept, fallen_back in (
            (self.agent, last.both or last.agent, suggested.agent),
            (self.customer, last.customer, suggested.customer),
        ):
            there = kept if kept in names else fallen_back.name if fallen_back else ""
            chooser.show_devices(found, there)
        if gone:
            told = self.tr("Not there any more: {names}. Another one is suggested.")
            self._warn(told.format(names=", ".join(gone)))
        self._share(both)
        if not found:
            self.banner.show_error(
                OutsideError(
                    self.tr("There is no sound device."), self.tr("Plug one in, then look again.")
                )
            )

    @Slot()
    def _keep_choice(self) -> None:
        """Remember the devices by their names, as soon as they make a whole."""
        self.banner.clear()
        agent, customer = self.agent.device, self.customer.device
        if agent is None:
            return
        if self.one_for_both.isChecked():
            if agent.channels < 2:
                self._warn(self.tr("That device has one channel only: it cannot carry both sides."))
                return
            self._try(lambda: remember(Choice(both=agent.name)))
        elif customer is not None:
            if customer.name == agent.name:
                self._warn(self.tr("Both sides would hear the same device: choose another one."))
                return
            self._try(lambda: remember(Choice(agent.name, customer.name)))

    @Slot(bool)
    def _share(self, both: bool) -> None:
        """One device for both sides, or one each."""
        self.customer.setVisible(not both)
        if both:
            self.customer.stop()
        elif self.isVisible():
            self.customer.listen()
        self.agent.share(shared=both)

    @Slot()
    def _finish(self) -> None:
        self._keep_choice()
        self._keep("agent_name", self.name.text().strip())
        if self.banner.text == "":
            self.finished.emit()

    def _show_settings(self) -> None:
        try:
            settings = load_settings()
        except OutsideError as error:
            self.banner.show_error(error)
            return
        self.name.setText(settings.agent_name)
        self.record.setChecked(settings.record_calls)

    def _keep(self, name: str, value: Value) -> None:
        self._try(lambda: save_setting(name, value))

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OutsideError as error:
            self.banner.show_error(error)

    def _warn(self, text: str) -> None:
        self.banner.show_error(OutsideError(text))

    def _work(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        job = Job(work, "devices", self)
        job.done.connect(done)
        job.failed.connect(self.banner.show_error)
        self._jobs.append(job)
        job.start()

    def _connect(self) -> None:
        for chooser, other in ((self.agent, self.customer), (self.customer, self.agent)):
            chooser.changed.connect(self._keep_choice)
            chooser.testing.connect(lambda other=other: other.test.setChecked(False))
        self.one_for_both.clicked.connect(self._share)
        self.one_for_both.clicked.connect(self._keep_choice)
        self.again.clicked.connect(self.look_for_devices)
        self.name.editingFinished.connect(
            lambda: self._keep("agent_name", self.name.text().strip())
        )
        self.record.clicked.connect(lambda wanted: self._keep("record_calls", wanted))
        self.done.clicked.connect(self._finish)
        for chooser in (self.agent, self.customer):
            self.model.usable.connect(chooser.test.setEnabled)

    def _lay_out(self) -> None:
        look = self._look
        inside = QWidget()
        inside.setObjectName("page")
        inside.setMaximumWidth(look.u(230))
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.u(6), look.u(4), look.u(6), look.u(4))
        column.setSpacing(look.u(3))
        column.addLayout(self._head())
        column.addWidget(self.banner)
        column.addWidget(self.model)
        sides = QHBoxLayout()
        sides.setSpacing(look.u(3))
        sides.addWidget(self.agent, 1)
        sides.addWidget(self.customer, 1)
        column.addLayout(sides)
        under = QHBoxLayout()
        under.addWidget(self.one_for_both, 1)
        under.addWidget(self.again)
        column.addLayout(under)
        column.addWidget(self._you())
        column.addStretch(1)
        centred = QWidget()
        centred.setObjectName("page")
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidget(centred)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _head(self) -> QHBoxLayout:
        look = self._look
        title = label(self.tr("Set up"))
        title.setFont(look.bold(1.5))
        below = label(
            self.tr("Once, before the first call: a model that hears, your sound, your name."),
            "muted",
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(title)
        texts.addWidget(below)
        row = QHBoxLayout()
        row.setSpacing(look.u(4))
        row.addWidget(Glyph(look, "app", "accent", 12))
        row.addLayout(texts, 1)
        row.addWidget(self.done)
        return row

    def _you(self) -> QWidget:
        """The agent's name, the recording, and what happens with all of it."""
        look = self._look
        panel = Panel(look, self.tr("You and your callers"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setPlaceholderText(self.tr("Your name, as it stands in the calls"))
        self.record.setToolTip(self.tr("Ask the caller first; F6 notes that they agreed."))
        row = QHBoxLayout()
        row.setSpacing(look.u(4))
        row.addWidget(self.name, 1)
        row.addWidget(self.record)
        panel.body.addLayout(row)
        privacy = QHBoxLayout()
        privacy.setSpacing(look.u(2))
        privacy.addWidget(Glyph(look, "lock", "good", 5), 0, Qt.AlignmentFlag.AlignTop)
        privacy.addWidget(label(self._privacy(), "muted", wrap=True), 1)
        panel.body.addLayout(privacy)
        return panel

    def _privacy(self) -> str:
        return self.tr(
            "Everything is heard, understood and kept on this computer; nothing is sent anywhere."
            " Card numbers are masked before anything is written, and while you pause nothing is"
            " heard at all. Sound is kept only if you switch recording on, and every call can be"
            " deleted for good."
        )
