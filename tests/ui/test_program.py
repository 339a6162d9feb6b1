"""The window as a program of its own: `companion-desktop`, `python -m ui`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion.events import EndReason
from companion.store import Status, Store
from tools.staged_call import staged_entries
from ui.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
START_S = 20


def test_help_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for word in ("RECORDING", "--demo", "--theme", "light,dark,system"):
        assert word in told


def test_another_word_than_it_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--theme", "pink"])
    assert ended.value.code == 2
    assert "pink" in capsys.readouterr().err


def printed(program: str) -> str:
    """What this program prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_process_that_imports_the_program_again_has_no_qt() -> None:
    """The recogniser's child does so when it is spawned."""
    found = "import sys, ui.__main__; print(any(m.startswith('PySide6') for m in sys.modules))"
    assert printed(found) == "False"


def test_no_source_is_read_only_because_qt_is_there() -> None:
    program = (
        "from ui.lighter_imports import skip_sources; skip_sources()\n"
        "import linecache, ui.app\n"
        "print([name for name in linecache.cache if 'ui' in name])"
    )
    assert printed(program) == "[]"


def test_the_first_painting_needs_no_call_and_no_store() -> None:
    program = (
        "import sys, ui.app as a; app, window = a.open_window(['t'])\n"
        "heavy = 'companion.events', 'companion.store', 'numpy', 'click', 'attr', 'tomlkit'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert printed(program) == "[]"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
def test_a_log_out_closes_the_window_and_ends_well(companion_home: Path, number: int) -> None:
    program = (
        "import ui.app as a; app, window = a.open_window(['t']); window.show();"
        " print('ready', flush=True); raise SystemExit(app.exec())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        os.kill(running.pid, number)
        assert running.wait(START_S) == 0
    assert (companion_home / "window.ini").is_file()


@pytest.mark.slow
def test_a_call_whose_program_died_is_marked_when_the_window_opens() -> None:
    entries = staged_entries(30.0)[:-1]
    with Store.open() as store:
        store.log("20261123-100000-5ta6ed").append(entries)
    program = (
        "import ui.app as a; app, window = a.open_window(['t']); window.show()\n"
        "while not window.start_page.calls.rowCount(): app.processEvents()\n"
        "assert 'cut off' in window.start_page.banner.text\n"
        "window.close()"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=START_S)
    with Store.open(read_only=True) as store:
        assert store.calls()[0].status == Status.INTERRUPTED
        last = store.load("20261123-100000-5ta6ed")[-1]
    assert getattr(last, "reason", None) == EndReason.INTERRUPTED


@pytest.mark.slow
def test_the_first_start_leads_to_the_set_up() -> None:
    program = (
        "import ui.app as a; app, window = a.open_window(['t']); window.show()\n"
        "while not window.setup_page.isVisible(): app.processEvents()\n"
        "window.close()"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=START_S)
