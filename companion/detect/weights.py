"""The tables of the trained scorer: plain text, one line an entry, weights in twentieths.

A line is tab-separated: kind, entry, cells. `labels` names the columns; a row in one of `TABLES`
begins with how telling the entry is in general; an empty cell is nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.errors import OutsideError

Numbers = npt.NDArray[np.float32]

SCALE = 20
TABLES = ("gram", "piece", "word")


@dataclass(frozen=True, slots=True)
class Table:
    """Entries with a general weight (how telling they are) and one weight for each label."""

    rows: Mapping[str, int]
    telling: Numbers
    weights: Numbers

    def looked_up(self, entries: Iterable[str]) -> tuple[list[int], list[int]]:
        """Places in `entries` that the table has, and their rows; each row at its first place."""
        first: dict[int, int] = {}
        for place, entry in enumerate(entries):
            row = self.rows.get(entry)
            if row is not None:
                first.setdefault(row, place)
        return list(first.values()), list(first)


@dataclass(frozen=True, slots=True)
class SideModel:
    """What is known of one side's sentences."""

    labels: tuple[str, ...]
    bias: Numbers
    tables: Mapping[str, Table]
    """By name, as in `TABLES`."""


def read_model(path: Path) -> SideModel:
    """The tables in a file. OutsideError where they are missing or damaged."""
    try:
        return _parsed(path.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError, LookupError) as error:
        raise OutsideError(
            f"The table of weights {path} is missing or damaged.", "Install the program again."
        ) from error


def written(model: SideModel, remarks: Sequence[str]) -> str:
    """The file that `read_model` reads."""
    return "".join(line + "\n" for line in _lines(model, remarks))


def _parsed(lines: Sequence[str]) -> SideModel:
    labels: tuple[str, ...] = ()
    kinds: dict[str, dict[str, list[float]]] = {name: {} for name in ("bias", *TABLES)}
    for line in lines:
        kind, entry, *cells = line.split("\t")
        if kind == "labels":
            labels = tuple(cells)
        elif not kind.startswith("#"):
            kinds[kind][entry] = [int(cell or 0) / SCALE for cell in cells]
    model = SideModel(
        labels,
        np.array(kinds["bias"][""], dtype=np.float32),
        {name: _table(kinds[name]) for name in TABLES},
    )
    widths = {table.weights.shape[1] for table in model.tables.values()} | {len(model.bias)}
    if widths != {len(labels)}:
        raise ValueError("the rows do not fit the labels")
    return model


def _table(entries: Mapping[str, Sequence[float]]) -> Table:
    numbers = np.array(list(entries.values()), dtype=np.float32)
    rows = {entry: row for row, entry in enumerate(entries)}
    return Table(rows, numbers[:, 0].copy(), numbers[:, 1:].copy())


def _lines(model: SideModel, remarks: Sequence[str]) -> Iterator[str]:
    yield from (f"# {remark}\t" for remark in remarks)
    yield "\t".join(("labels", "", *model.labels))
    yield _line("bias", "", model.bias * SCALE)
    for kind, table in model.tables.items():
        for entry, place in table.rows.items():
            row = np.append(table.telling[place], table.weights[place])
            yield _line(kind, entry, row * SCALE)


def _line(kind: str, entry: str, numbers: Numbers) -> str:
    cells = (round(float(number)) for number in numbers)
    return "\t".join((kind, entry, *(str(cell) if cell else "" for cell in cells)))
