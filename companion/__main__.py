"""`python -m companion`, and the start of the frozen terminal program."""

from __future__ import annotations

import multiprocessing

from companion.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # in a frozen program the recogniser's process begins here too
    main()
