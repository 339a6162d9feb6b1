"""A few runs of the kill test: nothing but the open sentence is lost, nothing is damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forks of one process")
@pytest.mark.parametrize("trouble", ["killed", "full"])
def test_a_kill_costs_the_open_sentence_at_most(trouble: str) -> None:
    if trouble == "full" and os.geteuid():
        pytest.skip("only root may mount a small disk")
    ran = subprocess.run(
        [sys.executable, "bench/kill_test.py", "--json", "--runs", "6", "--trouble", trouble],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    counted = json.loads(ran.stdout)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert counted["runs"] == 6
    assert counted["runs that lost more"] == 0
    assert counted["runs that lost an acknowledged sentence"] == 0
    assert counted["runs with a damaged database or log"] == 0
