"""One window, to be brought into a state and drawn offscreen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tools.palette import with_palette
from tools.staged_call import StagedCall
from ui.look import Look
from ui.memory import Memory
from ui.stage import Stage
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.main_window import MainWindow
from ui.windows.setup_page import SetupPage

POINTS = 10.5


class Studio:
    """One window, dressed in one theme, to be brought into a state."""

    def __init__(self, app: QApplication, theme: str, size: QSize, points: float = POINTS) -> None:
        self._app = app
        self.look = look = Look(load_theme(theme), points)
        look.apply()
        self.window = MainWindow(look, load_team, Memory(), silent=True)
        self.page = self.window.call_page
        self.shown: QWidget = self.window
        self._lent: SetupPage | None = None
        self.window.resize(size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(20):
            self._app.processEvents()

    def show(self, page: SetupPage) -> None:
        """Put a page that is no part of the window into it."""
        pages = self.window.centralWidget()
        assert isinstance(pages, QStackedWidget)
        pages.addWidget(page)
        self.window.show_page(page)
        self._lent = page

    def wait_for(self, stage: Stage) -> None:
        while self.page.stage != stage:
            self._app.processEvents()

    def play(self, until: float, staged: StagedCall | None = None) -> StagedCall:
        staged = staged or StagedCall()
        self.window.run_call(staged)
        self.wait_for(Stage.LIVE)
        staged.play(until)
        self.settle()
        self.page.set_now(until)
        return staged

    def save(self, path: Path) -> None:
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        with_palette(self.shown.grab().toImage()).save(str(path), None, 0)  # 0: as small as it gets
        print(f"{path.name}  {path.stat().st_size // 1024} kB")

    def close(self) -> None:
        if self._lent is not None:
            self._lent.leave()
        self.window.close()
        self.settle()
