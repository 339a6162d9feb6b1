"""The whole demo, from the recogniser's process to the saved call, without a network to be had."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HOOK = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        family = arguments[1] if event == "socket.__new__" else "-"
        with open(os.environ["SOCKETS_SEEN"], "a") as seen:
            seen.write(f"{os.getpid()} {event} {family!s}\\n")

sys.addaudithook(watch)
with open(os.environ["SOCKETS_SEEN"], "a") as seen:
    seen.write(f"{os.getpid()} watched -\\n")
"""
"""Loaded by every Python process as it starts, the recogniser's among them."""


def without_network() -> list[str]:
    """A command that runs another one in a network namespace without any interface in use."""
    unshare = shutil.which("unshare")
    options = ["-n"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["-r", "-n"]
    if unshare is None or subprocess.run([unshare, *options, "true"], check=False).returncode:
        pytest.skip("a network namespace of its own is not permitted here")
    return [unshare, *options]


def traced(log: Path) -> list[str]:
    """A command that writes down every socket which another one and its children open."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    options = ["-f", "--seccomp-bpf", "-e", "trace=socket,connect,sendto", "-o", str(log)]
    works = subprocess.run([strace, *options, "true"], capture_output=True, check=False)
    return [strace, *options] if works.returncode == 0 else []


@pytest.mark.model
@pytest.mark.slow
def test_the_demo_opens_no_socket_to_a_network(home_with_model: Path, tmp_path: Path) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK)
    seen, system = tmp_path / "sockets", tmp_path / "strace"
    demo = [sys.executable, "-m", "companion", "demo", "--headless", "--fast", "--silent"]
    tracing = traced(system)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "hook"), str(ROOT)]),
        "SOCKETS_SEEN": str(seen),
    }
    ran = subprocess.run(
        [*without_network(), *tracing, *demo],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "Saved as" in ran.stdout
    lines = [line.split() for line in seen.read_text().splitlines()]
    processes = {process for process, event, _ in lines if event == "watched"}
    assert len(processes) >= 2  # the program and its recogniser
    inet = [line for line in lines if line[2] in ("2", "10") or "getaddrinfo" in line[1]]
    assert inet == []
    if tracing:
        assert re.findall(r".*AF_INET.*", system.read_text()) == []


def test_the_hook_sees_what_it_is_to_see(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOOK)
    seen = tmp_path / "sockets"
    code = "import socket; socket.socket(socket.AF_INET).close()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SOCKETS_SEEN": str(seen)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    families = [line.split()[2] for line in seen.read_text().splitlines()]

    assert "2" in families, json.dumps(families)
