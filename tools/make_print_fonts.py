"""Make the fonts of printed pages from those of the window: `python -m tools.make_print_fonts`.

PDF readers want TrueType outlines in a font that is not keyed by character collection, and Inter
comes with PostScript ones. The curves are approximated to a thousandth of the em; only the letters
and signs of European languages are kept, with what stands in notes (ticks, arrows, bullets).
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
WEIGHTS = ("Regular", "SemiBold")
_LETTERS = {
    *range(0x20, 0x24F),  # Latin with all its accents
    *range(0x370, 0x52F),  # Greek and Cyrillic
    *range(0x1E00, 0x1EFF),
    *range(0x2010, 0x2045),  # dashes, quotes, dots
    *range(0x20A0, 0x20C0),  # currencies
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x25CF, 0x2713, 0x2717, 0x2610, 0x2611),
}
_NAMES = {"copyright": 0, "version": 5, "licenseDescription": 13, "licenseInfoURL": 14}
_ERROR = 0.001
"""Of the em: how far a curve may lie from the original."""


def main() -> None:
    (FONTS / "print").mkdir(exist_ok=True)
    for weight in WEIGHTS:
        made = _with_true_type_outlines(TTFont(FONTS / f"Inter-{weight}.otf"), weight)
        made.save(FONTS / "print" / f"Inter-{weight}.ttf")


def _with_true_type_outlines(font: TTFont, weight: str) -> FontBuilder:
    letters = {code: name for code, name in font.getBestCmap().items() if code in _LETTERS}
    names = [".notdef", *dict.fromkeys(letters.values())]
    error = _ERROR * font["head"].unitsPerEm
    glyphs, drawn = font.getGlyphSet(), {}
    for name in names:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        drawn[name] = pen.glyph()
    made = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap(letters)
    made.setupGlyf(drawn)
    widths = {name: font["hmtx"][name][0] for name in names}
    left = made.font["glyf"]
    made.setupHorizontalMetrics({n: (widths[n], getattr(left[n], "xMin", 0)) for n in names})
    made.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    about = {key: font["name"].getDebugName(number) for key, number in _NAMES.items()}
    made.setupNameTable({"familyName": "Inter", "styleName": weight, **about})
    made.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent)
    made.setupPost()
    return made


if __name__ == "__main__":
    main()
