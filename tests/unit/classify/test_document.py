from casedocs.classify.document import DocumentView, Linear, TextDocument
from casedocs.geometry import Box, Size
from casedocs.ocr.result import Block, Line, OcrDocument, Page, PageOrigin, Word
from casedocs.spans import Span


def scanned() -> OcrDocument:
    first = Line((Word("Số:", Box(10, 10, 30, 20), 0.9), Word("12/QĐ-VKS", Box(32, 10, 90, 20), 0.8)))
    second = Line((Word("QUYẾT", Box(10, 30, 50, 40), 0.7), Word("ĐỊNH", Box(52, 30, 90, 40))))
    pages = tuple(Page(number, Size(595, 842), PageOrigin.OCR, (Block((first, second)),)) for number in (1, 2))
    return OcrDocument("a.pdf", "0" * 64, 2, pages)


def test_a_recognised_document_fits_as_it_is() -> None:
    view: DocumentView = scanned()
    assert Linear(view).text == "Số: 12/QĐ-VKS\nQUYẾT ĐỊNH\n\f" * 2


def test_a_span_leads_back_to_words_on_every_line_it_touches() -> None:
    linear = Linear(scanned())
    start = linear.text.index("12/QĐ", 20)
    places = linear.places(Span(start, start + len("12/QĐ-VKS\nQUYẾT")))
    assert [(place.page_number, place.line_index, place.box, place.confidence) for place in places] == [
        (2, 0, Box(32, 10, 90, 20), 0.8),
        (2, 1, Box(10, 30, 50, 40), 0.7),
    ]


def test_an_empty_span_stands_in_its_word_and_a_gap_nowhere() -> None:
    linear = Linear(TextDocument.from_text("một hai"))
    assert [place.line_index for place in linear.places(Span(1, 1))] == [0]
    assert linear.places(Span(3, 4)) == ()
    assert Linear(TextDocument(())).places(Span(0, 5)) == ()


def test_form_feeds_end_pages_and_empty_lines_are_left_out() -> None:
    document = TextDocument.from_text("một\n\n hai  ba \n\f\fbốn\n\f")
    assert [[line.text for line in page.lines] for page in document.pages] == [["một", "hai ba"], [], ["bốn"]]
    assert document.pages[0].lines[1].box is None
    assert [word.text for word in document.pages[0].lines[1].words] == ["hai", "ba"]
