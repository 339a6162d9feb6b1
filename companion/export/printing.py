"""A page of Markdown as a PDF to print or to file: the call, the incident, a coaching sheet.

Loaded when a page is printed: the library takes a third of a second.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fpdf import FPDF, FontFace, TextStyle
from markdown_it import MarkdownIt

from companion.paths import assets

_INK, _PALE = "#1b1f24", "#5b6570"
_MARGIN_MM = 18
_LINE_HEIGHT = 1.35
_WEIGHTS = {"": "Regular", "B": "SemiBold", "I": "Regular", "BI": "SemiBold"}
"""Printed without a slanted font: emphasis is bold."""


class _Page(FPDF):
    """A4 with the page number at its foot."""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("Inter", size=8)
        self.set_text_color(_PALE)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")


def printed(markdown: str, *, title: str, made: dt.datetime) -> bytes:
    """Markdown as a PDF with this title, dated `made`; the same text makes the same bytes.

    HTML in the text is shown, not obeyed, and so are links and pictures, which might be fetched.
    Letters that the font lacks are left out.
    """
    pdf = _Page(format="A4")
    pdf.set_title(title)
    pdf.set_creation_date(made)
    pdf.set_margin(_MARGIN_MM)
    fonts: Path = assets() / "fonts" / "print"
    for style, weight in _WEIGHTS.items():
        pdf.add_font("Inter", style, fonts / f"Inter-{weight}.ttf")
    pdf.set_font("Inter", size=10)
    pdf.add_page()
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link"])
    ticked = markdown.replace("- [x] ", "- ✓ ").replace("- [ ] ", "- \u2013 ")
    html = parser.render(ticked).replace("<ul>", f'<ul line-height="{_LINE_HEIGHT}">')
    pdf.write_html(html, font_family="Inter", li_prefix_color=_PALE, tag_styles=_styles())
    return bytes(pdf.output())


def _styles() -> dict[str, FontFace]:
    def heading(size: float, above: float) -> TextStyle:
        return TextStyle("Inter", "B", size, _INK, t_margin=above, b_margin=0.3)

    return {
        "h1": heading(18, 0),
        "h2": heading(13, 5),
        "h3": heading(11, 4),
        "ul": TextStyle(t_margin=0),
        "ol": TextStyle(t_margin=0),
        "li": TextStyle(l_margin=4, t_margin=1.2),
        "code": FontFace(family="Inter"),
        "pre": TextStyle("Inter", t_margin=2),
    }
