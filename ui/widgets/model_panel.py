"""The speech model on the set-up page: whether it is there and whole, and how to get it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from companion.errors import OutsideError
from companion.models import Condition, chosen_model, examine, install
from ui.jobs import Job
from ui.look import Look
from ui.widgets.parts import Glyph, Panel, announce, button, label

_STEPS = 1000
"""Of the progress bar: a model has more bytes than a bar can count."""


class _Stopped(Exception):
    """The window closes while a model is being fetched; a download goes on the next time."""


class ModelPanel(Panel):
    """`usable` says whenever it is known that the model can be used, or cannot.

    `get` installs a model from a file, or downloads it where that is None, and tells how far it
    is; it runs on a worker's thread, as `look_at` does, which reads every byte of the model.
    """

    usable = Signal(bool)
    _told = Signal(str, int)

    def __init__(
        self,
        look: Look,
        parent: QWidget | None = None,
        *,
        look_at: Callable[[], Condition] = lambda: examine(chosen_model()),
        get: Callable[..., object] = install,
    ) -> None:
        super().__init__(look, "", parent)
        self._look_at, self._get = look_at, get
        self._job: Job | None = None
        self._leaving = False
        self.heading.setText(self.tr("Speech model"))
        self.setAccessibleName(self.tr("Speech model"))
        self._icon = Glyph(look, "notice", "text_muted", 5)
        self._text = label(wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the model is"))
        self.bar.setRange(0, _STEPS)
        self.fetch, self.from_file, self.verify = (
            button(look, "primary"),
            button(look),
            button(look),
        )
        self.fetch.setText(self.tr("Download and install"))
        self.from_file.setText(self.tr("From a file…"))
        self.verify.setText(self.tr("Check it"))
        self.verify.setToolTip(self.tr("Reads every file of the model and compares its checksum"))
        self.fetch.clicked.connect(self._fetch)
        self.from_file.clicked.connect(self._ask_file)
        self.verify.clicked.connect(self.examine)
        self._told.connect(self._on_told)
        self._lay_out(look)
        self._offer(missing=False)

    @property
    def text(self) -> str:
        return self._text.text()

    @Slot()
    def examine(self) -> None:
        """Say whether the model is there and whole."""
        self._say("notice", "text_muted", self.tr("Checking the model…"))
        self._work(self._look_at)

    def install_from(self, given: Path | None) -> None:
        """Install from this file or directory; None downloads it."""
        self._say("notice", "text_muted", self.tr("Installing…"))

        def work() -> Condition:
            self._get(given=given, tell=self._tell)
            return self._look_at()

        self.bar.setValue(0)
        self.bar.show()
        self._work(work)

    def leave(self) -> None:
        """Stop what is under way; what was downloaded is gone on with the next time."""
        self._leaving = True
        if self._job is not None:
            self._job.abandon()

    def _work(self, work: Callable[[], Condition]) -> None:
        for knob in (self.fetch, self.from_file, self.verify):
            knob.setEnabled(False)
        self._job = Job(lambda: _unless_stopped(work), "model", self)
        self._job.done.connect(self._on_condition)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _tell(self, doing: str, done: int, total: int) -> None:
        """On the worker's thread."""
        if self._leaving:
            raise _Stopped
        self._told.emit(doing, done * _STEPS // max(total, 1))

    @Slot(str, int)
    def _on_told(self, doing: str, done: int) -> None:
        self._text.setText(self.tr("{doing}, {percent} %").format(doing=doing, percent=done // 10))
        self.bar.setValue(done)

    @Slot(object)
    def _on_condition(self, condition: Condition) -> None:
        model = condition.model
        if condition.usable:
            self._say("done", "good", self.tr("Installed and whole. It runs on this computer."))
            self._text.setToolTip(f"{model.name}: {model.title}")
        else:
            size = self.tr("{size} MB to download, once.").format(
                size=round(model.download_size / 1e6)
            )
            self._say("warning", "warning", f"{condition.problem} {size}")
        self._offer(missing=not condition.usable)
        self.usable.emit(condition.usable)

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._say("warning", "warning", str(error))
        self._offer(missing=True)
        self.usable.emit(False)

    @Slot()
    def _fetch(self) -> None:
        self.install_from(None)

    @Slot()
    def _ask_file(self) -> None:
        kinds = self.tr("Models (*.zip *.aar);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Speech model"), "", kinds)
        if name:
            self.install_from(Path(name))

    def _offer(self, *, missing: bool) -> None:
        self.bar.hide()
        self.verify.setVisible(not missing)
        for knob in (self.fetch, self.from_file):
            knob.setVisible(missing)
        for knob in (self.fetch, self.from_file, self.verify):
            knob.setEnabled(True)

    def _say(self, icon: str, role: str, text: str) -> None:
        self._icon.show_icon(icon, role)
        self._text.setText(text)
        announce(self, text)

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.u(2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for knob in (self.fetch, self.from_file, self.verify):
            row.addWidget(knob)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)


def _unless_stopped(work: Callable[[], Condition]) -> Condition:
    try:
        return work()
    except _Stopped as stopped:
        text = QCoreApplication.translate("ModelPanel", "The installation was stopped.")
        raise OutsideError(text) from stopped
