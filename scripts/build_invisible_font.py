"""Builds `src/casedocs/ocr/_data/invisible.ttf`: one empty glyph, half an em wide, for invisible text layers.

Run `python scripts/build_invisible_font.py` (needs fontTools); tests/unit/ocr/test_searchable.py checks the result.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "ocr" / "_data" / "invisible.ttf"


def main() -> None:
    """Writes the font."""
    names = [".notdef", "blank"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, fsType=0)
    builder.setupNameTable({"familyName": "CasedocsInvisible", "styleName": "Regular", "psName": "CasedocsInvisible"})
    builder.setupPost()
    builder.updateHead(created=3786912000, modified=3786912000)
    builder.font.recalcTimestamp = False
    TARGET.parent.mkdir(exist_ok=True)
    builder.save(TARGET)


if __name__ == "__main__":
    main()
