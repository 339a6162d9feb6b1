"""Puts a model in its place: fetched or given, unpacked beside, checked, then renamed.

At every moment there is either no model, the old one or the whole new one in the place. What a
killed installation leaves are a partial download, which is gone on with, and a staging directory,
which is cleared away.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from companion.errors import OutsideError
from companion.model_files.check import Fault, file_sum, find_faults
from companion.model_files.download import DownloadError, address, download
from companion.model_files.manifest import Model
from companion.model_files.progress import Progress
from companion.model_files.receipt import Receipt, write_receipt
from companion.model_files.unpack import UnfitSourceError, unpack

_STAGING = ".staging-"
_DOWNLOADS = ".downloads"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def install_from(given: Path, model: Model, models: Path, tell: Progress) -> Receipt:
    """Install from an archive or a directory that somebody has. OutsideError where it is unfit."""
    with _room(models, model.unpacked_size):
        if not given.exists():
            raise OutsideError(f"There is no {given}.", "Check the path after --from.")
        if not model.files and not _is_published(given, model):
            raise _unfit(given, "is not the archive that was published", model)
        try:
            return _place(given, model, models, str(given), tell)
        except UnfitSourceError as error:
            raise _unfit(given, str(error), model) from error


def install_from_sources(model: Model, models: Path, tell: Progress) -> Receipt:
    """Download from the first source that works. OutsideError names all of them."""
    failures = []
    with _room(models, model.unpacked_size + model.download_size):
        for archive in model.archive:
            part = _made(models / _DOWNLOADS) / f"{model.name}-{archive.sha256[:12]}.part"
            try:
                download(archive, part, tell)
                receipt = _place(part, model, models, archive.title, tell)
            except (DownloadError, UnfitSourceError) as error:
                failures.append(f"{archive.title}: {error}")
            else:
                part.unlink()
                return receipt
    raise OutsideError(
        f"The speech model {model.name} could not be downloaded ({'; '.join(failures)}).",
        f"With another machine fetch {_addresses(model)}, "
        f"then run: {model.install_command} --from FILE",
    )


def _place(source: Path, model: Model, models: Path, name: str, tell: Progress) -> Receipt:
    """Unpack beside, check, put into the place. UnfitSourceError where it is not the model."""
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=models))
    try:
        fresh = staging / model.name
        fresh.mkdir()
        unpack(source, fresh, model, tell)
        receipt = write_receipt(fresh, model, name)
        if faults := find_faults(fresh, receipt.files):
            raise UnfitSourceError(_summary(faults))
        place = models / model.name
        if place.is_symlink() or place.exists():
            place.rename(staging / "old")
        fresh.rename(place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return receipt


def _summary(faults: list[Fault]) -> str:
    more = f", and {len(faults) - 1} more files are not right" if len(faults) > 1 else ""
    return f"does not hold the model: {faults[0].file} {faults[0].says}{more}"


def _addresses(model: Model) -> str:
    return " or ".join(
        f"{archive.maven} ({address(archive)})" if archive.maven else archive.url
        for archive in model.archive
    )


def _is_published(given: Path, model: Model) -> bool:
    """Whether this is an archive of the manifest, byte for byte; a directory never is."""
    known = {archive.sha256 for archive in model.archive}
    return given.is_file() and file_sum(given).sha256 in known


def _unfit(given: Path, reason: str, model: Model) -> OutsideError:
    return OutsideError(
        f"{given} {reason}, so {model.name} was not installed.", f"Fetch {_addresses(model)}."
    )


@contextmanager
def _room(models: Path, needed: int) -> Iterator[None]:
    """The models' directory, made, ours alone for the time, with `needed` bytes free.

    What the disk refuses meanwhile comes out as an OutsideError of one line.
    """
    try:
        with filelock.FileLock(_made(models) / ".install.lock", timeout=0):
            for left in models.glob(f"{_STAGING}*"):
                shutil.rmtree(left)
            free = shutil.disk_usage(models).free
            if free < needed:
                raise OSError(errno.ENOSPC, "")
            yield
    except filelock.Timeout as error:
        raise OutsideError("Another installation is running.", "Wait until it is done.") from error
    except OSError as error:
        raise _disk_trouble(error, models, needed) from error


def _made(directory: Path) -> Path:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def _disk_trouble(error: OSError, models: Path, needed: int) -> OutsideError:
    if error.errno in _FULL:
        return OutsideError(
            f"The disk is full: the speech model needs up to {needed / 1e6:.0f} MB in {models}.",
            "Make room, or set COMPANION_HOME to a directory on another disk.",
        )
    place = Path(error.filename or models)
    if not place.is_relative_to(models):
        return OutsideError(f"{place} cannot be read: {error.strerror}.", "Make it readable.")
    return OutsideError(
        f"The speech model cannot be installed: {place}: {error.strerror}.",
        "Make the directory writable, or set COMPANION_HOME to another one.",
    )
