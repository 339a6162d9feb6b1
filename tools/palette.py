"""Pictures as small as a guide needs them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

_RGB = (np.uint32(16), np.uint32(8), np.uint32(0))


def with_palette(picture: QImage) -> QImage:
    """The picture in its 256 most frequent colours, a third of the size: the rest are edges."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.width())
    colours, where, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts, kind="stable")[:256]]
    nearest = [int(np.argmin(_distance(kept, colour))) for colour in colours]
    indices = np.array(nearest, np.uint8)[where].reshape(pixels.shape)
    made = QImage(
        indices.tobytes(),
        plain.width(),
        plain.height(),
        plain.width(),
        QImage.Format.Format_Indexed8,
    )
    made.setColorTable([int(colour) for colour in kept])
    return made.copy()  # owns its pixels


def _distance(kept: npt.NDArray[np.uint32], colour: np.uint32) -> npt.NDArray[np.int64]:
    apart = [((kept >> shift) & 255).astype(int) - int((colour >> shift) & 255) for shift in _RGB]
    far: npt.NDArray[np.int64] = np.square(apart).sum(axis=0)
    return far
