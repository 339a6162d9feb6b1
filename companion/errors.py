"""Two sorts of failure: what the outside did, and our own bugs.

Anything that is not an `OutsideError` is a bug of ours and is logged with its traceback.
"""

from __future__ import annotations


class OutsideError(Exception):
    """Something outside the program failed: no model, no device, a full disk, a bad file.

    `problem` says in one line what happened, `remedy` what the person can do about it. Both are
    shown as they are, in the terminal and in the window's banner.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()
