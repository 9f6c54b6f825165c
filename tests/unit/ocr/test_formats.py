import json
import unicodedata
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedocs.errors import FormatError
from casedocs.geometry import Box, Size
from casedocs.ocr import formats
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

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"

# Numbers with two decimals are what goes into files.
cents = st.integers(0, 200_000).map(lambda value: value / 100)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(cents), draw(cents)
    return Box(left, top, round(left + draw(cents), 2), round(top + draw(cents), 2))


confidences = st.none() | st.integers(0, 10_000).map(lambda value: value / 10_000)
words = st.builds(Word, texts, boxes(), confidences)
baselines = st.none() | st.builds(Baseline, cents, cents, cents, cents)
lines = st.builds(Line, st.lists(words, min_size=1, max_size=3).map(tuple), baselines)
counts = st.integers(0, 40)


@st.composite
def blocks_of_lines(draw: st.DrawFn) -> Block:
    held = tuple(draw(st.lists(lines, min_size=1, max_size=2)))
    named = st.lists(st.integers(0, len(held) - 1), max_size=2).map(tuple)
    cells = st.lists(st.builds(TableCell, counts, counts, counts, counts, boxes(), named), max_size=3).map(tuple)
    table = draw(st.none() | st.builds(Table, counts, counts, cells))
    return Block(held, draw(st.sampled_from(BlockKind)), table)


blocks = blocks_of_lines()
pages = st.builds(
    Page,
    page_number=st.integers(1, 10_000),
    size=st.builds(Size, cents, cents),
    origin=st.sampled_from(PageOrigin),
    blocks=st.lists(blocks, max_size=2).map(tuple),
    reason=texts,
    engine=texts,
    dpi=st.none() | st.integers(1, 24_000).map(lambda value: value / 10),
    seconds=st.integers(0, 10**6).map(lambda value: value / 10_000),
    failure=st.none() | st.builds(PageFailure, texts, texts, texts),
    replaces_text_layer=st.booleans(),
)
documents = st.builds(
    OcrDocument,
    source_name=texts,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    page_count=st.integers(0, 10_000),
    pages=st.lists(pages, max_size=3).map(tuple),
    options=texts,
    warnings=st.lists(texts, max_size=2).map(tuple),
)

EXAMPLE = OcrDocument(
    "Bản khai & <1>.pdf",
    "ab" * 32,
    1,
    (
        Page(
            1,
            Size(595.28, 841.89),
            PageOrigin.OCR,
            (
                Block(
                    (
                        Line(
                            (
                                Word("Nguyễn", Box(72, 144, 108, 156), 0.873),
                                Word("<&\x00\ufffe>", Box(112, 144, 120, 156)),
                            ),
                            Baseline(72, 154, 120, 154),
                        ),
                    )
                ),
            ),
            dpi=144.0,
        ),
    ),
)


@given(documents)
def test_json_reads_back_what_was_written(document: OcrDocument) -> None:
    assert formats.from_json(formats.to_json(document)) == document
    assert formats.from_json(formats.to_json(document, indent=1)) == document
    whole = json.dumps(json.loads(formats.to_json(document, indent=1)), ensure_ascii=False)
    assert formats.to_json(document) == whole  # though it is written page by page


@given(documents)
def test_xml_formats_are_well_formed_and_hold_every_word(document: OcrDocument) -> None:
    count = sum(len(line.words) for page in document.pages for line in page.lines)
    hocr = ET.fromstring(formats.to_hocr(document))
    assert len(hocr.findall(f".//{XHTML}span[@class='ocrx_word']")) == count
    alto = ET.fromstring(formats.to_alto(document))
    assert len(alto.findall(f".//{ALTO}String")) == count


def test_text_is_nfc_with_a_form_feed_a_page() -> None:
    text = formats.to_text(EXAMPLE)
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n\f")
    assert text.startswith("Nguyễn ")


def test_json_says_what_it_is_and_rounds_places() -> None:
    word = Word("x", Box(1 / 3, 0, 2 / 3, 1), 1 / 3)
    page = Page(1, Size(1, 1), PageOrigin.OCR, (Block((Line((word,)),)),))
    data = json.loads(formats.to_json(OcrDocument("a", "0" * 64, 1, (page,))))
    assert data["schema"] == "casedocs.ocr/1"
    line = data["pages"][0]["blocks"][0]["lines"][0]
    assert line["words"] == [{"text": "x", "box": [0.33, 0, 0.67, 1], "confidence": 0.3333}]
    assert line["text"] == "x"


def test_hocr_places_are_pixels_of_the_recognised_picture() -> None:
    root = ET.fromstring(formats.to_hocr(EXAMPLE))
    page = root.find(f".//{XHTML}div[@class='ocr_page']")
    assert page is not None
    assert "bbox 0 0 1191 1684; ppageno 0; scan_res 144 144" in page.attrib["title"]
    word, other = root.findall(f".//{XHTML}span[@class='ocrx_word']")
    assert word.attrib["title"] == "bbox 144 288 216 312; x_wconf 87"
    assert word.text == "Nguyễn"
    assert other.text == "<&>"
    assert "x_wconf" not in other.attrib["title"]


def test_alto_places_are_in_the_unit_that_it_declares() -> None:
    root = ET.fromstring(formats.to_alto(EXAMPLE).encode())
    assert root.findtext(f".//{ALTO}MeasurementUnit") == "inch1200"
    page = root.find(f".//{ALTO}Page")
    assert page is not None
    assert (page.attrib["WIDTH"], page.attrib["HEIGHT"]) == ("9921", "14032")
    word = root.findall(f".//{ALTO}String")[0]
    assert word.attrib == {
        "CONTENT": "Nguyễn",
        "HPOS": "1200",
        "VPOS": "2400",
        "WIDTH": "600",
        "HEIGHT": "200",
        "WC": "0.873",
    }


def test_hocr_names_the_picture_even_with_quotes_in_its_name() -> None:
    document = replace(EXAMPLE, source_name='a "b".pdf')
    page = ET.fromstring(formats.to_hocr(document)).find(f".//{XHTML}div[@class='ocr_page']")
    assert page is not None
    assert page.attrib["title"].startswith('image "a \\"b\\".pdf"; bbox')


def broken(path: str, value: object) -> str:
    """The example's JSON with one value changed, or taken out when `value` is ``...``."""
    data = json.loads(formats.to_json(EXAMPLE))
    node: Any = data
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        node = node[part]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "value", "path"),
    [
        ("schema", "casedocs.ocr/9", "schema"),
        ("schema", ..., "schema"),
        ("pages", {}, "pages"),
        ("pages.0.origin", "magic", "pages[0].origin"),
        ("pages.0.page_number", 0, "pages[0].page_number"),
        ("pages.0.page_number", True, "pages[0].page_number"),
        ("page_count", -1, "page_count"),
        ("pages.0.width", -5, "pages[0]"),
        ("pages.0.blocks.0.kind", "poem", "pages[0].blocks[0].kind"),
        ("pages.0.blocks.0.lines", [], "pages[0].blocks[0]"),
        ("pages.0.blocks.0.lines.0.words", [], "pages[0].blocks[0].lines[0]"),
        ("pages.0.blocks.0.lines.0.words.0.box", [1, 2, 3], "pages[0].blocks[0].lines[0].words[0].box"),
        ("pages.0.blocks.0.lines.0.words.0.box", [9, 2, 3, 4], "pages[0].blocks[0].lines[0].words[0].box"),
        ("pages.0.blocks.0.lines.0.words.0.text", 7, "pages[0].blocks[0].lines[0].words[0].text"),
        ("pages.0.blocks.0.lines.0.baseline", [1], "pages[0].blocks[0].lines[0].baseline"),
        ("pages.0.failure", {"code": "x"}, "pages[0].failure.message"),
    ],
)
def test_wrong_json_is_named_with_its_place(change: str, value: object, path: str) -> None:
    with pytest.raises(FormatError) as caught:
        formats.from_json(broken(change, value))
    assert caught.value.path == path


@pytest.mark.parametrize("text", ["", "null", "[]", "3", "[" * 100_000, '{"schema": NaN}', "{" + '"a":' * 9])
def test_what_is_no_result(text: str) -> None:
    with pytest.raises(FormatError):
        formats.from_json(text)


def test_a_cell_that_names_no_line_of_its_block_is_refused() -> None:
    line = Line((Word("01", Box(0, 0, 10, 10)),))
    table = Table(1, 1, (TableCell(0, 0, 1, 1, Box(0, 0, 20, 20), (1,)),))
    page = Page(1, Size(100, 100), PageOrigin.OCR, (Block((line, line), BlockKind.TABLE, table),))
    data = json.loads(formats.to_json(OcrDocument("a.pdf", "0" * 64, 1, (page,))))
    assert formats.from_json(json.dumps(data)).pages == (page,)
    data["pages"][0]["blocks"][0]["lines"].pop()
    with pytest.raises(FormatError, match="names a line") as caught:
        formats.from_json(json.dumps(data))
    assert caught.value.path == "pages[0].blocks[0].table.cells[0]"
