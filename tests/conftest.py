"""What holds for every test: its own data directory, no network, nothing left running."""

from __future__ import annotations

import multiprocessing
import multiprocessing.resource_tracker
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest

from companion import paths
from companion.models import chosen_model
from companion.vault import ring
from companion.vault.key import Key
from companion.vault.marker import Marker, write_marker

INSTALLED_MODELS = paths.installed_models()
"""Where the models of this machine are; looked up before any test moves `COMPANION_HOME`."""

GRACE_S = 2.0
"""A thread that has been told to end may need a moment; longer is a leak."""

# Speed is shown by benchmarks: a busy machine, or what is made at its first use, is no failure.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

UI_TESTS = Path(__file__).parent / "ui"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden calls' logs anew (then read the difference)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only the tests of the window may start Qt."""
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()) and UI_TESTS not in item.path.parents:
            raise pytest.UsageError(f"{item.nodeid} asks for qtbot outside tests/ui")


@pytest.fixture(autouse=True)
def nothing_outlives_its_test() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process running, and say which."""
    threads = set(threading.enumerate())
    children = {child.pid for child in psutil.Process().children()}
    yield
    left = [_named(thread) for thread in _threads_left(threads)]
    left += [_end(child) for child in _children_left(children)]
    if left:
        pytest.fail("left running: " + ", ".join(left))


def _threads_left(before: set[threading.Thread]) -> list[threading.Thread]:
    deadline = time.monotonic() + GRACE_S
    fresh = [thread for thread in threading.enumerate() if thread not in before]
    for thread in fresh:
        # Threads that other libraries started show up as dummies, and cannot be joined.
        if not isinstance(thread, threading._DummyThread):
            thread.join(max(0.0, deadline - time.monotonic()))
    return [t for t in fresh if t.is_alive() and not isinstance(t, threading._DummyThread)]


def _children_left(before: set[int]) -> list[psutil.Process]:
    multiprocessing.active_children()  # collects those that have ended
    # Python's own helper for spawned processes lives as long as the test run, on purpose.
    tracker = getattr(multiprocessing.resource_tracker._resource_tracker, "_pid", None)
    fresh = [c for c in psutil.Process().children() if c.pid not in before and c.pid != tracker]
    return [] if not fresh else psutil.wait_procs(fresh, timeout=GRACE_S)[1]


def _named(thread: threading.Thread) -> str:
    target = getattr(thread, "_target", None)
    return f"thread {thread.name!r} of {getattr(target, '__qualname__', type(thread).__name__)}"


def _end(child: psutil.Process) -> str:
    name = f"process {child.pid} ({' '.join(child.cmdline())[:120]})"
    child.kill()
    child.wait(GRACE_S)
    return name


@pytest.fixture(autouse=True)
def companion_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of this test alone; not made yet."""
    directory = tmp_path / "companion-home"
    monkeypatch.setenv("COMPANION_HOME", str(directory))
    monkeypatch.setenv("COMPANION_FALLBACK", str(tmp_path / "companion-fallback"))
    return directory


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Key]]:
    """Has what is kept beside a database encrypted, as if that had been switched on long ago."""
    monkeypatch.setenv("COMPANION_KEY_FILE", str(tmp_path / "the.key"))

    def encrypt(database: Path) -> Key:
        key = Key.fresh()
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ring.keep(key)
        write_marker(database, Marker(key.id))
        return key

    yield encrypt
    ring.forget()


@pytest.fixture(scope="session")
def english_model() -> Path:
    """The directory of the installed English model; the test is skipped where there is none."""
    name = chosen_model().name
    directory = INSTALLED_MODELS / name
    if not directory.is_dir():
        pytest.skip(f"the model {name} is not installed: run `companion models install`")
    return directory


@pytest.fixture
def home_with_model(companion_home: Path, english_model: Path) -> Path:
    """This test's data directory, with the English model in its place."""
    models = companion_home / "models"
    models.mkdir(parents=True)
    (models / english_model.name).symlink_to(english_model, target_is_directory=True)
    return companion_home


class NetworkRefusedError(AssertionError):
    """A test reached for the network. No OSError, so that nothing takes it for being offline."""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse connections and name look-ups that leave this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            (socket.socket, "connect"),
            (socket.socket, "connect_ex"),
            (socket, "getaddrinfo"),
        ):
            patch.setattr(owner, name, _local_only(getattr(owner, name)))
        yield


def _local_only(reach: Callable[..., Any]) -> Callable[..., Any]:
    """`reach`, refusing where one of its arguments is, or holds, the name of another machine."""

    def guarded(*args: Any, **kwargs: Any) -> Any:
        host = next((_host(arg) for arg in args if _host(arg) is not None), "localhost")
        if host not in ("localhost", "::1") and not str(host).startswith("127."):
            raise NetworkRefusedError(f"a test reached for {host}")
        return reach(*args, **kwargs)

    return guarded


def _host(argument: object) -> str | None:
    """The host in `(host, port)` or in a host argument; a Unix socket's path has none."""
    found = argument[0] if isinstance(argument, tuple) else argument
    return found if isinstance(found, str) and not found.startswith(("/", "\0")) else None
