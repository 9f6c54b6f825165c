"""Recognition: scans, photographs and PDF files → words with their places → searchable PDF, JSON, hOCR, ALTO, text.

::

    from casedocs import ocr

    document = ocr.recognize("bien-ban.pdf")
    ocr.write_searchable_pdf("bien-ban.pdf", document, "bien-ban.tra-cuu.pdf")
    print(document.text)
"""

from casedocs.ocr.alarms import Alarm, AlarmCode
from casedocs.ocr.engines import ENGINE_NAMES, Engine, EngineInfo, create_engine
from casedocs.ocr.explain import explain_page
from casedocs.ocr.formats import from_json, to_alto, to_hocr, to_json, to_text
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.recognition import iter_pages, recognize
from casedocs.ocr.result import (
    Baseline,
    Block,
    BlockKind,
    Line,
    OcrDocument,
    Page,
    PageFailure,
    PageOrigin,
    Table,
    TableCell,
    Word,
)
from casedocs.ocr.searchable import SearchableOptions, write_searchable_pdf
from casedocs.ocr.sheets import Sheet, join_sheets

__all__ = [
    "ENGINE_NAMES",
    "Alarm",
    "AlarmCode",
    "Baseline",
    "Block",
    "BlockKind",
    "Engine",
    "EngineInfo",
    "Line",
    "OcrDocument",
    "OcrOptions",
    "Page",
    "PageFailure",
    "PageOrigin",
    "PageSelection",
    "Picture",
    "PictureOrigin",
    "SearchableOptions",
    "Sheet",
    "Table",
    "TableCell",
    "TextLayerUse",
    "Word",
    "create_engine",
    "explain_page",
    "from_json",
    "iter_pages",
    "join_sheets",
    "recognize",
    "to_alto",
    "to_hocr",
    "to_json",
    "to_text",
    "write_searchable_pdf",
]
