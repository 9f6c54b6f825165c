"""Page image → text lines in reading order, with tables, header, signature and margins told apart."""

from casedocs.ocr.layout.crop import crop_line, without_rules
from casedocs.ocr.layout.find import find_lines, lay_out
from casedocs.ocr.layout.model import Block, BlockKind, PageLayout, Rule, Table, TableCell, TextLine
from casedocs.ocr.layout.options import LayoutOptions

__all__ = [
    "Block",
    "BlockKind",
    "LayoutOptions",
    "PageLayout",
    "Rule",
    "Table",
    "TableCell",
    "TextLine",
    "crop_line",
    "find_lines",
    "lay_out",
    "without_rules",
]
