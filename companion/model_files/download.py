"""Fetches one archive, going on where an earlier attempt stopped, and believes its checksum only.

The only code of the companion that opens a connection to the outside.
"""

from __future__ import annotations

from pathlib import Path

import requests

from companion import __version__
from companion.model_files.check import file_sum
from companion.model_files.manifest import Archive
from companion.model_files.progress import Progress

_CHUNK = 1 << 14  # what a line that breaks off may cost
_TIMEOUT = (10.0, 30.0)  # seconds to connect, seconds without a byte
_PARTIAL = requests.codes.partial_content
_BROKE_OFF = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
)


class DownloadError(Exception):
    """Why an archive could not be fetched, in some words: "no connection"."""


def download(archive: Archive, part: Path, tell: Progress) -> None:
    """Make `part` the archive, whole and checked; a part that is there already is gone on with.

    DownloadError where that cannot be done; `part` then holds what can be used next time. OSError
    of the disk as it is.
    """
    resumed = _length(part) > 0
    try:
        _fetch(address(archive), part, archive.size, tell)
    except requests.RequestException as error:
        raise DownloadError(_reason(error)) from error
    if file_sum(part).sha256 == archive.sha256:
        return
    part.unlink()
    if not resumed:
        raise DownloadError("what is there now is not the file that was published")
    download(archive, part, tell)  # the old part was to blame, perhaps: once from the start


def address(archive: Archive) -> str:
    """The URL of the archive; for a Maven artifact, where its repository keeps it. Asks nobody."""
    if archive.url:
        return archive.url
    # Imported here: its XML library would cost every other command 30 ms.
    from maven_artifact import Artifact, Downloader, Requestor, Resolver  # noqa: PLC0415

    resolver = (
        Resolver(archive.repository, Requestor()) if archive.repository else Downloader().resolver
    )
    return str(resolver.uri_for_artifact(Artifact.parse(archive.maven)))


def _fetch(url: str, part: Path, size: int, tell: Progress) -> None:
    """Ask for what is missing until nothing is, as long as every answer brings something."""
    while (have := _length(part)) != size:
        if have > size:
            part.unlink()
            continue
        try:
            _append(url, part, have, size, tell)
        except _BROKE_OFF:
            if _length(part) <= have:
                raise
        else:
            if _length(part) <= have:
                raise DownloadError("the answer was empty")


def _append(url: str, part: Path, have: int, size: int, tell: Progress) -> None:
    headers = {"User-Agent": f"call-companion/{__version__}", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        if not answer.ok:
            raise DownloadError(f"the server says {answer.status_code} {answer.reason}")
        goes_on = answer.status_code == _PARTIAL and _range_starts_at(answer, have)
        done = have if goes_on else 0
        announced = answer.headers.get("Content-Length", "")
        if announced.isdecimal() and done + int(announced) != size:
            raise DownloadError(f"the file there has {done + int(announced)} bytes, not {size}")
        with part.open("ab" if goes_on else "wb") as file:
            for chunk in answer.iter_content(_CHUNK):
                file.write(chunk)
                done += len(chunk)
                if done > size:
                    raise DownloadError("the file there does not end where it should")
                tell("Downloading", done, size)


def _range_starts_at(answer: requests.Response, first: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {first}-")


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _reason(error: requests.RequestException) -> str:
    """What went wrong, in words for somebody who does not know what a socket is."""
    if isinstance(error, requests.exceptions.SSLError):
        return "the secure connection was refused"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy could not be reached"
    if isinstance(error, requests.Timeout):
        return "no answer"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return "the download broke off"
