"""Results as JSON (both ways), hOCR, ALTO and plain text."""

import json
from dataclasses import asdict
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from casedocs import __version__
from casedocs._reading import Node
from casedocs.errors import FormatError
from casedocs.geometry import Box, Size
from casedocs.ocr.alarms import Alarm, AlarmCode
from casedocs.ocr.quality import review_of
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

__all__ = ["from_json", "page_from_data", "page_to_data", "read_alarm", "to_alto", "to_hocr", "to_json", "to_text"]

SCHEMA = "casedocs.ocr/1"
_ALTO = "http://www.loc.gov/standards/alto/ns-v4#"


def to_text(document: OcrDocument) -> str:
    """NFC text, one line per line, a form feed after each page."""
    return document.text


# --- JSON ---------------------------------------------------------------------------------------------------------


def _box_data(box: Box) -> list[float]:
    rounded = box.rounded()
    return [rounded.left, rounded.top, rounded.right, rounded.bottom]


def _word_data(word: Word) -> dict[str, Any]:
    data: dict[str, Any] = {"text": word.text, "box": _box_data(word.box)}
    if word.confidence is not None:
        data["confidence"] = round(word.confidence, 4)
    if word.handwritten:
        data["handwritten"] = True
    return data


def _line_data(line: Line) -> dict[str, Any]:
    data: dict[str, Any] = {"text": line.text, "box": _box_data(line.box)}
    if line.baseline is not None:
        base = line.baseline
        data["baseline"] = [round(value, 2) for value in (base.x0, base.y0, base.x1, base.y1)]
    if line.needs_review:
        data["needs_review"] = True
    data["words"] = [_word_data(word) for word in line.words]
    return data


def _block_data(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": block.kind.value, "box": _box_data(block.box)}
    data["lines"] = [_line_data(line) for line in block.lines]
    if block.table is not None:
        cells = [
            {
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "box": _box_data(cell.box),
                "lines": list(cell.lines),
                "text": block.cell_text(cell),
            }
            for cell in block.table.cells
        ]
        data["table"] = {"rows": block.table.rows, "columns": block.table.columns, "cells": cells}
    return data


def _review_data(page: Page) -> dict[str, Any]:
    review = review_of(page)
    return {"lines": review.lines, "share": round(review.share, 4), "reasons": list(review.reasons)}


def page_to_data(page: Page) -> dict[str, Any]:
    """The page as plain data, the form it has inside the document's JSON."""
    data: dict[str, Any] = {
        "page_number": page.page_number,
        "width": round(page.size.width, 2),
        "height": round(page.size.height, 2),
        "origin": page.origin.value,
        "reason": page.reason,
        "engine": page.engine,
        "dpi": None if page.dpi is None else round(page.dpi, 1),
        "seconds": round(page.seconds, 4),
        "confidence": None if page.confidence is None else round(page.confidence, 4),
        "replaces_text_layer": page.replaces_text_layer,
        "review": _review_data(page),
    }
    if page.failure is not None:
        failure = page.failure
        data["failure"] = {"code": failure.code, "message": failure.message, "hint": failure.hint}
    if page.alarms:
        data["alarms"] = [asdict(alarm) for alarm in page.alarms]
    if page.fingerprint:
        data["fingerprint"] = page.fingerprint.hex()
    data["blocks"] = [_block_data(block) for block in page.blocks]
    return data


def to_json(document: OcrDocument, *, indent: int | None = None) -> str:
    """The whole result as JSON text, boxes in points with two decimals; `from_json` reads it back."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "software": f"casedocs {__version__}",
        "source_name": document.source_name,
        "sha256": document.sha256,
        "page_count": document.page_count,
        "options": document.options,
        "warnings": list(document.warnings),
        "pages": [],
    }
    if indent is not None:
        data["pages"] = [page_to_data(page) for page in document.pages]
        return json.dumps(data, ensure_ascii=False, indent=indent)
    # Page by page: the encoder holds every word of what it is given twice.
    pages = ", ".join([json.dumps(page_to_data(page), ensure_ascii=False) for page in document.pages])
    return json.dumps(data, ensure_ascii=False).removesuffix("]}") + pages + "]}"


def _numbers(node: Node, count: int) -> list[float]:
    values = [item.number() for item in node.items()]
    if len(values) != count:
        raise FormatError(f"expected {count} numbers, found {len(values)}", path=node.path)
    return values


def _read_box(node: Node) -> Box:
    left, top, right, bottom = _numbers(node, 4)
    if left > right or top > bottom:
        raise FormatError("left > right or top > bottom", path=node.path)
    return Box(left, top, right, bottom)


def _read_word(node: Node) -> Word:
    confidence, handwritten = node.find("confidence"), node.find("handwritten")
    return Word(
        node.get("text").text(),
        _read_box(node.get("box")),
        None if confidence is None else confidence.number(),
        handwritten is not None and handwritten.boolean(),
    )


def _read_line(node: Node) -> Line:
    words = tuple(_read_word(item) for item in node.get("words").items())
    if not words:
        raise FormatError("a line needs a word", path=node.path)
    baseline = node.find("baseline")
    return Line(words, None if baseline is None else Baseline(*_numbers(baseline, 4)))


def _read_block(node: Node) -> Block:
    lines = tuple(_read_line(item) for item in node.get("lines").items())
    if not lines:
        raise FormatError("a block needs a line", path=node.path)
    kind = node.get("kind")
    if kind.text() not in set(BlockKind):
        raise FormatError(f"unknown kind {kind.text()!r}", path=kind.path)
    table = node.find("table")
    return Block(lines, BlockKind(kind.text()), None if table is None else _read_table(table, len(lines)))


def _read_table(node: Node, line_count: int) -> Table:
    cells = tuple(_read_cell(item, line_count) for item in node.get("cells").items())
    return Table(node.get("rows").integer(), node.get("columns").integer(), cells)


def _read_cell(node: Node, line_count: int) -> TableCell:
    lines = tuple(item.integer() for item in node.get("lines").items())
    if not all(0 <= index < line_count for index in lines):
        raise FormatError("names a line that the block does not have", path=node.path)
    return TableCell(
        node.get("row").integer(),
        node.get("column").integer(),
        node.get("row_span").integer(),
        node.get("column_span").integer(),
        _read_box(node.get("box")),
        lines,
    )


def _read_failure(node: Node) -> PageFailure:
    return PageFailure(node.get("code").text(), node.get("message").text(), node.get("hint").text())


def _count(node: Node, least: int) -> int:
    value = node.integer()
    if value < least:
        raise FormatError(f"must be at least {least}, found {value}", path=node.path)
    return value


def _read_size(node: Node) -> Size:
    size = Size(node.get("width").number(), node.get("height").number())
    if size.width < 0 or size.height < 0:
        raise FormatError("width or height is negative", path=node.path)
    return size


def page_from_data(data: object, path: str = "") -> Page:
    """The page that `page_to_data` wrote.

    Raises:
        FormatError: If the data is not a page; ``.path`` says where.
    """
    node = data if isinstance(data, Node) else Node(data, path)
    origin = node.get("origin")
    if origin.text() not in set(PageOrigin):
        raise FormatError(f"unknown origin {origin.text()!r}", path=origin.path)
    dpi, failure = node.find("dpi"), node.find("failure")
    alarms, fingerprint = node.find("alarms"), node.find("fingerprint")
    return Page(
        page_number=_count(node.get("page_number"), 1),
        size=_read_size(node),
        origin=PageOrigin(origin.text()),
        blocks=tuple(_read_block(item) for item in node.get("blocks").items()),
        reason=node.get("reason").text(),
        engine=node.get("engine").text(),
        dpi=None if dpi is None else dpi.number(),
        seconds=node.get("seconds").number(),
        failure=None if failure is None else _read_failure(failure),
        replaces_text_layer=node.get("replaces_text_layer").boolean(),
        alarms=() if alarms is None else tuple(read_alarm(item) for item in alarms.items()),
        fingerprint=b"" if fingerprint is None else _read_bytes(fingerprint),
    )


def read_alarm(node: Node) -> Alarm:
    """The alarm that was written as plain data.

    Raises:
        FormatError: If the data is no alarm; ``.path`` says where.
    """
    code = node.get("code")
    if code.text() not in set(AlarmCode):
        raise FormatError(f"unknown alarm {code.text()!r}", path=code.path)
    return Alarm(AlarmCode(code.text()), node.get("value").number(), node.get("vi").text(), node.get("en").text())


def _read_bytes(node: Node) -> bytes:
    try:
        return bytes.fromhex(node.text())
    except ValueError as error:
        raise FormatError("not hexadecimal", path=node.path) from error


def from_json(text: str) -> OcrDocument:
    """The document that `to_json` wrote.

    Raises:
        FormatError: If the text is not such a document; ``.path`` says where.
    """
    node = Node.parse(text)
    schema = node.get("schema")
    if schema.text() != SCHEMA:
        raise FormatError(f"expected {SCHEMA!r}, found {schema.text()!r}", path=schema.path)
    return OcrDocument(
        source_name=node.get("source_name").text(),
        sha256=node.get("sha256").text(),
        page_count=_count(node.get("page_count"), 0),
        pages=tuple(page_from_data(item) for item in node.get("pages").items()),
        options=node.get("options").text(),
        warnings=tuple(item.text() for item in node.get("warnings").items()),
    )


# --- hOCR ---------------------------------------------------------------------------------------------------------


def _xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r" or (char >= "\x20" and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff")
    )


def _hocr_box(box: Box, scale: float) -> str:
    return "bbox " + " ".join(str(round(value * scale)) for value in (box.left, box.top, box.right, box.bottom))


def _hocr_word(parent: Element, word: Word, scale: float) -> None:
    title = _hocr_box(word.box, scale)
    if word.confidence is not None:
        title += f"; x_wconf {round(word.confidence * 100)}"
    SubElement(parent, "span", {"class": "ocrx_word", "title": title}).text = _xml_text(word.text)


def _hocr_page(body: Element, page: Page, source_name: str) -> None:
    dpi = page.dpi or 300.0
    scale = dpi / 72
    box = _hocr_box(Box(0, 0, page.size.width, page.size.height), scale)
    name = source_name.replace("\\", "\\\\").replace('"', '\\"')
    title = f'image "{name}"; {box}; ppageno {page.page_number - 1}; scan_res {round(dpi)} {round(dpi)}'
    area = SubElement(body, "div", {"class": "ocr_page", "id": f"page_{page.page_number}", "title": _xml_text(title)})
    for block in page.blocks:
        carea = SubElement(area, "div", {"class": "ocr_carea", "title": _hocr_box(block.box, scale)})
        paragraph = SubElement(carea, "p", {"class": "ocr_par", "title": _hocr_box(block.box, scale)})
        for line in block.lines:
            row = SubElement(paragraph, "span", {"class": "ocr_line", "title": _hocr_box(line.box, scale)})
            for word in line.words:
                _hocr_word(row, word, scale)


def to_hocr(document: OcrDocument) -> str:
    """The result as hOCR 1.2 (XHTML); boxes in pixels of the recognised picture, 300 dpi where there was none."""
    html = Element("html", {"xmlns": "http://www.w3.org/1999/xhtml", "lang": "vi"})
    head = SubElement(html, "head")
    SubElement(head, "title").text = _xml_text(document.source_name)
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "ocr-system", "content": f"casedocs {__version__}"})
    capabilities = "ocr_page ocr_carea ocr_par ocr_line ocrx_word"
    SubElement(head, "meta", {"name": "ocr-capabilities", "content": capabilities})
    body = SubElement(html, "body")
    for page in document.pages:
        _hocr_page(body, page, document.source_name)
    indent(html)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode") + "\n"


# --- ALTO ---------------------------------------------------------------------------------------------------------


def _alto_place(box: Box) -> dict[str, str]:
    """Position in 1/1200 inch, the unit declared in the header."""
    scale = 1200 / 72
    return {
        "HPOS": str(round(box.left * scale)),
        "VPOS": str(round(box.top * scale)),
        "WIDTH": str(round(box.width * scale)),
        "HEIGHT": str(round(box.height * scale)),
    }


def _alto_page(layout: Element, page: Page) -> None:
    whole = _alto_place(Box(0, 0, page.size.width, page.size.height))
    number = str(page.page_number)
    sheet = SubElement(
        layout,
        "Page",
        {"ID": f"page_{number}", "PHYSICAL_IMG_NR": number, "WIDTH": whole["WIDTH"], "HEIGHT": whole["HEIGHT"]},
    )
    space = SubElement(sheet, "PrintSpace", whole)
    for index, block in enumerate(page.blocks):
        area = SubElement(space, "TextBlock", {"ID": f"block_{number}_{index}", **_alto_place(block.box)})
        for line in block.lines:
            row = SubElement(area, "TextLine", _alto_place(line.box))
            for word in line.words:
                place = {"CONTENT": _xml_text(word.text), **_alto_place(word.box)}
                if word.confidence is not None:
                    place["WC"] = f"{word.confidence:.3f}"
                SubElement(row, "String", place)


def to_alto(document: OcrDocument) -> str:
    """The result as ALTO 4 XML, positions in 1/1200 inch."""
    root = Element("alto", {"xmlns": _ALTO})
    description = SubElement(root, "Description")
    SubElement(description, "MeasurementUnit").text = "inch1200"
    information = SubElement(description, "sourceImageInformation")
    SubElement(information, "fileName").text = _xml_text(document.source_name)
    processing = SubElement(description, "OCRProcessing", {"ID": "ocr_1"})
    step = SubElement(processing, "ocrProcessingStep")
    software = SubElement(step, "processingSoftware")
    SubElement(software, "softwareName").text = "casedocs"
    SubElement(software, "softwareVersion").text = __version__
    layout = SubElement(root, "Layout")
    for page in document.pages:
        _alto_page(layout, page)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
