"""What a pen filled in and nobody could read is not known."""

from dataclasses import replace

import pytest

from casedocs.extract import FieldName, fields
from casedocs.extract._pen import HANDWRITTEN, UNREADABLE
from casedocs.extract.correcting import _typed
from casedocs.extract.exports import RowKind, make_table
from casedocs.extract.records import extraction_from_json, extraction_to_json
from casedocs.ocr.result import Block, OcrDocument, Word
from casedocs.text.calendar_values import PartialDate
from tests.support.extract import ORDER, recognised

N = FieldName


def penned(text: str, *words: str, confidence: float = 0.2, handwritten: bool = True) -> OcrDocument:
    """The recognised paper with these words written by a pen."""
    document = recognised(text)
    page = document.pages[0]

    def by_pen(word: Word) -> Word:
        return replace(word, confidence=confidence, handwritten=handwritten) if word.text in words else word

    blocks = tuple(
        Block(tuple(replace(line, words=tuple(map(by_pen, line.words))) for line in block.lines))
        for block in page.blocks
    )
    return replace(document, pages=(replace(page, blocks=blocks),))


@pytest.mark.parametrize("serial", ["147", "4/", "l4Z"])
def test_a_penned_number_is_not_known_and_its_looks_are_kept(serial: str) -> None:
    found = fields(penned(ORDER.replace("147/QĐ-CSHS", f"{serial} /QĐ-CSHS"), serial)).find(N.NUMBER)
    assert found is not None
    assert (found.value, found.canonical, found.reason.rule) == (None, "", HANDWRITTEN)
    assert found.raw == f"Số: {serial} /QĐ-CSHS"
    assert found.confidence < 0.7
    assert found.places[0].box is not None


def test_a_number_that_was_read_well_from_a_pen_is_known() -> None:
    found = fields(penned(ORDER.replace("147/QĐ", "147 /QĐ"), "147", confidence=0.8)).find(N.NUMBER)
    assert found is not None
    assert found.canonical == "147/QĐ-CSHS"


@pytest.mark.parametrize("day", ["(l", "1l", "1"])
def test_a_penned_day_is_not_known(day: str) -> None:
    found = fields(penned(ORDER.replace("ngày 18", f"ngày {day}"), day)).find(N.DATE)
    assert found is not None
    assert (found.value, found.reason.rule) == (None, HANDWRITTEN)


def test_a_letter_in_the_place_of_the_month_is_no_month() -> None:
    document = penned(ORDER.replace("tháng 9", "tháng S"), "S", confidence=0.7, handwritten=False)
    found = fields(document).find(N.DATE)
    assert found is not None
    assert (found.value, found.reason.rule) == (None, UNREADABLE)


def test_a_blank_is_no_handwriting() -> None:
    found = fields(recognised(ORDER.replace("147/QĐ", "/QĐ").replace("ngày 18", "ngày ...")))
    assert found.find(N.NUMBER) is None
    assert found.find(N.DATE) is None


def test_so_alone_with_a_pen_behind_it() -> None:
    document = penned(ORDER.replace("Số: 147/QĐ-CSHS", "Số\n35) /qo-unp"), "35)", "/qo-unp")
    found = fields(document).find(N.NUMBER)
    assert found is not None
    assert (found.value, found.reason.rule) == (None, HANDWRITTEN)


def test_what_is_not_known_travels_and_is_not_exported() -> None:
    extraction = fields(penned(ORDER.replace("147/QĐ", "147 /QĐ"), "147"))
    again = extraction_from_json(extraction_to_json(extraction)).find(N.NUMBER)
    assert again is not None
    assert (again.value, again.raw, again.reason.rule) == (None, "Số: 147 /QĐ-CSHS", HANDWRITTEN)
    for kind in RowKind:
        assert "None" not in {cell for row in make_table([extraction], kind, least=0.0).rows for cell in row}


def test_a_person_gives_the_date_its_type() -> None:
    document = penned(ORDER.replace("ngày 18", "ngày 1l"), "1l")
    found = fields(document).find(N.DATE)
    assert found is not None
    assert _typed(found, "2025-09-11") == PartialDate(2025, 9, 11)
