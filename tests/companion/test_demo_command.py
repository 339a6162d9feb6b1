"""`companion demo`, as a newcomer runs it: from a clone, with nothing of ours on the PATH."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest

from companion.store import Store

COMPANION = Path(sys.executable).with_name("companion")


@pytest.mark.model
@pytest.mark.usefixtures("home_with_model")
def test_the_demo_shows_the_call_saves_it_and_names_the_command_that_shows_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    command = [sys.executable, "-m", "companion", "demo", "--headless", "--fast"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert any(re.search(r"^ +0:0\d +agent +good morning", line) for line in lines)
    assert any("LEGAL" in line and "call my lawyer" in line for line in lines)
    with Store.open(read_only=True) as store:
        (saved,) = store.calls()
    assert saved.follow_up == dt.date(2026, 11, 27)  # whatever day it is today
    assert lines[-2].startswith(f"Saved as {saved.id} in ")
    again = lines[-1].removeprefix("See it again: ").split()
    assert again[1:] == ["calls", "show", saved.id]
    if COMPANION.exists():  # installed, not only run from the source tree
        printed = subprocess.run(again, capture_output=True, text=True, timeout=60)
        assert "call my lawyer" in printed.stdout
