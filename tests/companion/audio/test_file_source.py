from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from companion.audio.block import BLOCK_FRAMES, RATE, Pcm
from companion.audio.file import FileSource
from companion.errors import OutsideError
from companion.events import Speaker

FORMS = [
    ("wav", 8_000, "PCM_16"),
    ("wav", 44_100, "PCM_24"),
    ("wav", 48_000, "FLOAT"),
    ("flac", 16_000, "PCM_16"),
    ("mp3", 44_100, "MPEG_LAYER_III"),
    ("ogg", 22_050, "VORBIS"),
    ("opus", 48_000, "OPUS"),
]


def tone(rate: int, seconds: float, hertz: float) -> npt.NDArray[np.float64]:
    return 0.3 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


def written(path: Path, rate: int, subtype: str | None = None, seconds: float = 3.0) -> Path:
    """A recording with 440 Hz on the left and 1000 Hz on the right."""
    sound = np.column_stack([tone(rate, seconds, 440), tone(rate, seconds, 1000)])
    form = "OGG" if path.suffix == ".opus" else None
    soundfile.write(path, sound, rate, subtype=subtype, format=form)
    return path


def pitch(samples: Pcm) -> float:
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    return float(spectrum.argmax() * RATE / len(samples))


@pytest.mark.parametrize(("ending", "rate", "subtype"), FORMS)
def test_every_form_comes_at_one_rate_with_the_sides_kept_apart(
    tmp_path: Path, ending: str, rate: int, subtype: str
) -> None:
    source = FileSource(written(tmp_path / f"call ü.{ending}", rate, subtype))
    source.check()
    found = list(source.blocks())

    sound = np.concatenate([block.pcm for block in found])
    assert source.channels == (Speaker.AGENT, Speaker.CUSTOMER)
    assert len(sound) == pytest.approx(3 * RATE, abs=0.1 * RATE)  # mp3 pads its ends
    assert pitch(sound[RATE : 2 * RATE, 0]) == pytest.approx(440, abs=2)
    assert pitch(sound[RATE : 2 * RATE, 1]) == pytest.approx(1000, abs=2)
    assert all(len(block.pcm) == BLOCK_FRAMES for block in found[:-1])
    assert [b.first_frame for b in found] == list(range(0, len(sound), BLOCK_FRAMES))


def test_the_agent_may_be_on_the_right(tmp_path: Path) -> None:
    source = FileSource(written(tmp_path / "call.wav", 16_000), agent_channel="right")

    block = next(iter(source.blocks()))

    assert pitch(block.pcm[:, 0]) == pytest.approx(1000, abs=10)


def test_of_one_channel_nobody_can_tell_who_speaks(tmp_path: Path) -> None:
    path = tmp_path / "mono.wav"
    soundfile.write(path, tone(16_000, 1, 440), 16_000)

    source = FileSource(path)

    assert source.channels == (Speaker.UNKNOWN,)
    assert next(iter(source.blocks())).pcm.shape == (BLOCK_FRAMES, 1)


def test_a_closed_source_ends(tmp_path: Path) -> None:
    source = FileSource(written(tmp_path / "call.wav", 16_000, seconds=10))
    blocks = source.blocks()
    next(blocks)
    source.close()

    assert list(blocks) == []


def test_loud_samples_clip_and_do_not_wrap(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, np.sign(tone(8_000, 1, 100)), 8_000, subtype="FLOAT")

    sound = np.concatenate([b.pcm for b in FileSource(path).blocks()])[:, 0].astype(int)

    # A wrapped sample would jump the whole range between neighbours within a plateau.
    assert np.abs(sound[400:500]).min() > 20_000 or np.abs(np.diff(sound)).max() < 60_000


def _broken_flac(path: Path) -> Path:
    chance = np.random.default_rng(1)
    soundfile.write(path, chance.normal(0, 0.1, (RATE * 3, 2)), RATE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def _six_channels(path: Path) -> Path:
    soundfile.write(path, np.zeros((100, 6)) + 0.1, RATE)
    return path


def _no_samples(path: Path) -> Path:
    soundfile.write(path, np.zeros((0, 2)), RATE)
    return path


def _silence(path: Path) -> Path:
    soundfile.write(path, np.zeros((RATE * 2, 2)), RATE)
    return path


def _text(path: Path) -> Path:
    path.write_text("this is no sound\n" * 20)
    return path


def _empty(path: Path) -> Path:
    path.touch()
    return path


def _no_channels(path: Path) -> Path:
    written(path, RATE)
    raw = bytearray(path.read_bytes())
    raw[22:24] = b"\x00\x00"  # the header's number of channels
    path.write_bytes(raw)
    return path


def _slow(path: Path) -> Path:
    soundfile.write(path, tone(4_000, 1, 440), 4_000)
    return path


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (lambda path: path, "gone.wav", "does not exist"),
        (lambda path: path.parent, "x", "is not a file"),
        (_empty, "empty.wav", "is empty"),
        (_text, "text.wav", "cannot be read as sound"),
        (_no_channels, "none.wav", "cannot be read as sound"),
        (_six_channels, "six.wav", "has 6 channels"),
        (_no_samples, "zero.wav", "holds no sound"),
        (_silence, "silent.wav", "is silent throughout"),
        (_broken_flac, "broken.flac", "cannot be read as sound|breaks off"),
        (_slow, "slow.wav", "4000 samples a second"),
    ],
)
def test_an_unfit_file_is_refused_in_one_line(
    tmp_path: Path, make: object, name: str, says: str
) -> None:
    path = make(tmp_path / name)  # type: ignore[operator]

    with pytest.raises(OutsideError, match=says) as refused:
        FileSource(path).check()

    assert "\n" not in str(refused.value)
    assert refused.value.remedy
