"""The promises of tests/conftest.py, kept by running it on small tests that break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import paths

CONFTEST = Path(__file__).with_name("conftest.py")


def outcomes_of(pytester: pytest.Pytester, test: str) -> tuple[dict[str, int], str]:
    """How a file with this one test fares under our conftest, and what pytest says of it."""
    pytester.makeconftest(
        CONFTEST.read_text(encoding="utf-8").replace("GRACE_S = 2.0", "GRACE_S = 0.05")
    )
    pytester.makepyfile(test)
    unused = ("randomly", "cacheprovider", "hypothesispytest", "pytest_cov")
    result = pytester.runpytest(*(arg for name in unused for arg in ("-p", f"no:{name}")))
    return result.parseoutcomes(), result.stdout.str() + result.stderr.str()


def test_a_thread_that_outlives_its_test_is_named(pytester: pytest.Pytester) -> None:
    outcomes, said = outcomes_of(
        pytester,
        """
        import threading

        stop = threading.Event()

        def test_leaks():
            threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()

        def test_cleans_up():
            stop.set()
        """,
    )
    assert outcomes == {"passed": 2, "errors": 1}
    assert "left running: thread 'forgotten' of Event.wait" in said


def test_a_process_that_outlives_its_test_is_ended_and_named(pytester: pytest.Pytester) -> None:
    outcomes, said = outcomes_of(
        pytester,
        """
        import subprocess, sys

        child = None

        def test_leaks():
            global child
            child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

        def test_the_child_was_ended():
            child.communicate(timeout=10)
        """,
    )
    assert outcomes == {"passed": 2, "errors": 1}
    assert "left running: process" in said
    assert "input()" in said


@pytest.mark.parametrize(
    "reach",
    [
        "socket.create_connection(('example.org', 80), timeout=1)",
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "urllib.request.urlopen('https://example.org', timeout=1)",
    ],
)
def test_no_test_reaches_the_network(pytester: pytest.Pytester, reach: str) -> None:
    outcomes, said = outcomes_of(
        pytester,
        f"""
        import socket, urllib.request

        def test_reaches_out():
            {reach}
        """,
    )
    assert outcomes == {"failed": 1}
    assert "NetworkRefusedError: a test reached for" in said


def test_a_local_server_can_be_reached(pytester: pytest.Pytester) -> None:
    outcomes, _ = outcomes_of(
        pytester,
        """
        import socket

        def test_local():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()
        """,
    )
    assert outcomes == {"passed": 1}


def test_only_the_tests_of_the_window_may_start_qt(pytester: pytest.Pytester) -> None:
    _, said = outcomes_of(pytester, "def test_window(qtbot): ...")
    assert "asks for qtbot outside tests/ui" in said


def test_each_test_has_its_own_data_directory(companion_home: Path, tmp_path: Path) -> None:

    assert paths.home() == companion_home
    assert tmp_path in companion_home.parents
    assert not companion_home.exists()
