"""Downloads, from a server on this machine that misbehaves as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from companion import models, paths
from companion.errors import OutsideError


@dataclass
class Shop:
    """Serves `goods` at every path; the rest says how it misbehaves."""

    goods: bytes
    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range of every request."""
    break_off_after: int = 0
    """Bytes after which each answer breaks off; 0 for never."""
    knows_ranges: bool = True
    first_byte: int | None = None
    """Where a range begins, whatever was asked for."""
    status: int = 200
    says_length: bool = True


@pytest.fixture
def shop(aar: Path) -> Iterator[Shop]:
    shop = Shop(aar.read_bytes())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _serve(shop, self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield shop
    server.shutdown()
    server.server_close()
    thread.join()


def _serve(shop: Shop, request: BaseHTTPRequestHandler) -> None:
    wanted = request.headers.get("Range", "")
    shop.asked.append((request.path, wanted))
    ranged = bool(wanted) and shop.knows_ranges
    first = int(wanted.removeprefix("bytes=").removesuffix("-")) if ranged else 0
    first = first if shop.first_byte is None else shop.first_byte
    body = shop.goods[first:]
    request.send_response(206 if ranged else shop.status)
    if ranged:
        last, size = len(shop.goods) - 1, len(shop.goods)
        request.send_header("Content-Range", f"bytes {first}-{last}/{size}")
    if shop.says_length:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body[: shop.break_off_after] if shop.break_off_after else body)
    request.close_connection = True


@pytest.fixture
def sold(announce: Callable[..., None], shop: Shop) -> Shop:
    """The shop, and a manifest that sends people there."""
    announce(f"{shop.url}/fake.aar")
    return shop


def _parts() -> list[Path]:
    return list((paths.installed_models() / ".downloads").glob("*"))


def test_a_model_is_downloaded(sold: Shop) -> None:
    told: list[tuple[str, int, int]] = []

    _, source = models.install(tell=lambda *step: told.append(step))

    assert models.usable_model().name == "fake-en"
    assert source == f"{sold.url}/fake.aar"
    assert sold.asked == [("/fake.aar", "")]
    assert ("Downloading", len(sold.goods), len(sold.goods)) in told
    assert told[-1][0] == "Unpacking"
    assert told[-1][1] == told[-1][2]
    assert _parts() == []


def test_a_maven_artifact_is_found_where_its_repository_keeps_it(
    announce: Callable[..., None], shop: Shop
) -> None:
    announce(("com.example:fake-model:aar:1.2.3", f"{shop.url}/maven2"))

    _, source = models.install()

    assert source == "com.example:fake-model:aar:1.2.3"
    assert [path for path, _ in shop.asked] == [
        "/maven2/com/example/fake-model/1.2.3/fake-model-1.2.3.aar"
    ]


def test_a_download_that_breaks_off_is_gone_on_with_at_once(sold: Shop) -> None:
    sold.break_off_after = len(sold.goods) // 3

    models.install()

    starts = [int(asked[len("bytes=") : -1] or 0) for _, asked in sold.asked]
    assert len(starts) > 2
    assert starts == sorted(set(starts))
    assert models.usable_model().name == "fake-en"


def test_a_stopped_download_is_gone_on_with_by_the_next_installation(sold: Shop) -> None:
    sold.goods, whole = sold.goods[: len(sold.goods) // 2], sold.goods
    sold.says_length = False
    with pytest.raises(OutsideError):
        models.install()
    (half,) = [path.stat().st_size for path in _parts()]
    assert half > 0

    sold.goods = whole
    sold.asked.clear()
    models.install()

    assert sold.asked == [("/fake.aar", f"bytes={half}-")]
    assert _parts() == []


def test_a_server_without_ranges_makes_it_start_again(sold: Shop) -> None:
    _leave_part(sold, sold.goods[:50])
    sold.knows_ranges = False

    models.install()

    assert [asked for _, asked in sold.asked] == ["bytes=50-"]
    assert models.usable_model().name == "fake-en"


def test_a_range_that_starts_elsewhere_is_not_appended(sold: Shop) -> None:
    _leave_part(sold, sold.goods[:50])
    sold.first_byte = 0

    models.install()

    assert models.usable_model().name == "fake-en"


def test_a_part_of_something_else_is_thrown_away(sold: Shop) -> None:
    _leave_part(sold, b"x" * 50)

    models.install()

    assert [asked for _, asked in sold.asked] == ["bytes=50-", ""]
    assert models.usable_model().name == "fake-en"


def test_a_part_that_is_too_long_is_thrown_away(sold: Shop) -> None:
    _leave_part(sold, sold.goods + b"more")

    models.install()

    assert [asked for _, asked in sold.asked] == [""]


def test_a_complete_part_needs_no_connection(sold: Shop) -> None:
    _leave_part(sold, sold.goods)

    models.install()

    assert sold.asked == []
    assert models.usable_model().name == "fake-en"


def test_another_file_of_the_same_size_is_refused(sold: Shop) -> None:
    sold.goods = sold.goods[:-1] + bytes([sold.goods[-1] ^ 1])

    with pytest.raises(OutsideError, match="is not the file that was published"):
        models.install()

    assert _parts() == []
    assert not models.examine(models.chosen_model()).installed


def test_a_file_of_another_size_is_refused_before_it_is_fetched(sold: Shop) -> None:
    wanted = len(sold.goods)
    sold.goods = b"<html>please log in</html>"

    with pytest.raises(OutsideError, match=f"the file there has 26 bytes, not {wanted}"):
        models.install()

    assert _parts() == []


def test_an_answer_without_end_is_cut(sold: Shop) -> None:
    sold.goods, sold.says_length = sold.goods * 2, False

    with pytest.raises(OutsideError, match="does not end where it should"):
        models.install()


def test_the_next_source_is_tried_where_the_first_fails(
    announce: Callable[..., None], shop: Shop
) -> None:
    announce("http://127.0.0.1:9/gone.zip", f"{shop.url}/fake.aar")

    _, source = models.install()

    assert source == f"{shop.url}/fake.aar"


def test_a_refusal_of_the_server_is_told(sold: Shop) -> None:
    sold.status = 404

    with pytest.raises(OutsideError, match="the server says 404 Not Found"):
        models.install()


def test_offline_one_line_names_what_to_fetch_and_where_to_put_it(
    announce: Callable[..., None],
) -> None:
    nowhere = "http://127.0.0.1:9"
    announce(("com.example:fake:aar:1", nowhere), f"{nowhere}/fake.zip")

    with pytest.raises(OutsideError) as raised:
        models.install()

    assert raised.value.problem == (
        "The speech model fake-en could not be downloaded (com.example:fake:aar:1: no connection;"
        f" {nowhere}/fake.zip: no connection)."
    )
    assert raised.value.remedy == (
        f"With another machine fetch com.example:fake:aar:1 ({nowhere}/com/example/fake/1/"
        f"fake-1.aar) or {nowhere}/fake.zip, then run: companion models install --from FILE"
    )


def test_a_stop_in_the_middle_of_a_download_keeps_what_came(sold: Shop) -> None:
    def stop(doing: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        models.install(tell=stop)
    models.install()

    assert models.usable_model().name == "fake-en"


def _leave_part(shop: Shop, data: bytes) -> None:
    """As an earlier attempt would have: the same file name, other bytes."""
    says_length, goods = shop.says_length, shop.goods
    shop.says_length, shop.goods = False, b"begun"
    with pytest.raises(OutsideError):
        models.install()
    (part,) = _parts()
    part.write_bytes(data)
    shop.says_length, shop.goods = says_length, goods
    shop.asked.clear()
