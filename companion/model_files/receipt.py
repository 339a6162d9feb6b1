"""The receipt beside an installed model: where it came from and the sums of its files.

For a model whose files are not in the manifest it is what later checks compare with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cattrs
from cattrs.preconf.json import make_converter

from companion.model_files.check import file_sum, model_files
from companion.model_files.manifest import FileSum, Model

_NAME = "receipt.json"
_CONVERTER = make_converter()


@dataclass(frozen=True, slots=True)
class Receipt:
    """`source` is what was downloaded or given; `files` what was unpacked, as it was then."""

    model: str
    source: str
    files: dict[str, FileSum]
    schema: int = 1


def write_receipt(directory: Path, model: Model, source: str) -> Receipt:
    """Hash the model's files as they are now and say so beside them."""
    sums = dict(model.files) or {
        name: file_sum(directory / name) for name in sorted(model_files(directory))
    }
    receipt = Receipt(model.name, source, sums)
    text = _CONVERTER.dumps(receipt, indent=1, ensure_ascii=False)
    (directory / _NAME).write_text(text + "\n", encoding="utf-8")
    return receipt


def read_receipt(directory: Path) -> Receipt | None:
    """The receipt of an installed model, or None where there is none that can be read."""
    try:
        text = (directory / _NAME).read_text(encoding="utf-8")
        return _CONVERTER.loads(text, Receipt)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, cattrs.BaseValidationError):
        return None
