"""Whatever stands on a page: nothing raises, nothing is answered with confidence, every page stays in its place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.classify import (
    Linear,
    SplitOptions,
    TextDocument,
    TextLine,
    TextPage,
    TextWord,
    predict,
    read_header,
    split,
)
from casedocs.classify.records import classification_to_record, split_to_record
from casedocs.geometry import Box, Size
from tests.support.boxed_pages import BoxedLine, BoxedPage

TEXTS = st.text(max_size=60)
CUES = st.sampled_from(
    ("Số:", "/QĐ", "QUYẾT", "ĐỊNH", "ngày", "tháng", "năm", "2025", "Mẫu", "số", "MẬT", "SAO Y",
     "ĐẾN", "V/v", "Kính gửi", "BL 12",
     "CỘNG", "HÒA", "XÃ", "HỘI", "BIÊN", "BẢN", "-", "…", "\u0301", "\x00", "𝕏", "ß", "İ")
)  # fmt: skip
LINES = st.lists(st.one_of(TEXTS, st.lists(CUES, max_size=12).map(" ".join)), max_size=30)
NUMBERS = st.floats(-50, 1500, allow_nan=False)


@st.composite
def boxed_pages(draw: st.DrawFn) -> BoxedPage:
    lines = []
    for text in draw(LINES):
        words = []
        for word in text.split():
            left, top = draw(NUMBERS), draw(NUMBERS)
            words.append(TextWord(word, Box(left, top, left + 10, top + 12), draw(st.sampled_from((None, 0.1, 0.9)))))
        lines.append(BoxedLine(tuple(words)))
    size = draw(st.sampled_from((Size(595, 842), Size(0, 0), Size(842, 595))))
    return BoxedPage(1, tuple(lines), size)


@given(LINES)
@settings(max_examples=80, deadline=None)
def test_spans_of_a_header_lie_in_the_text(lines: list[str]) -> None:
    page = TextPage(1, tuple(TextLine(line) for line in lines))
    text = Linear(TextDocument((page,))).text
    header = read_header(page)
    parts = [*header.agencies, header.motto, header.slogan, header.subject, header.addressee]
    parts += [mark.part for mark in header.marks]
    parts += [header.title.kind] if header.title else []
    for part in parts:
        for span in part.spans if part else ():
            assert 0 <= span.start <= span.end <= len(text)
            assert "\n" not in span.of(text)


@given(boxed_pages())
@settings(max_examples=60, deadline=None)
def test_boxed_pages_never_raise(page: BoxedPage) -> None:
    found = predict(page.document)
    assert 0 <= found.confidence < 1
    assert abs(sum(candidate.confidence for candidate in found.candidates)) <= 1.001
    classification_to_record(found)


@given(st.lists(st.text(alphabet="abcdefghik mnoprstuvxy0123456789.,/-", max_size=80), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_pages_of_chance_get_no_confident_kind(lines: list[str]) -> None:
    document = TextDocument((TextPage(1, tuple(TextLine(line) for line in lines)),))
    found = predict(document)
    assert found.kind is None or found.kind.id == "page_blank"


@given(st.lists(LINES, max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_page_of_a_pile_is_in_one_document(pages: list[list[str]]) -> None:
    pile = [TextPage(number, tuple(TextLine(line) for line in lines)) for number, lines in enumerate(pages, 1)]
    found = split(pile, options=SplitOptions(classify=None))
    covered = [page for one in found.documents for page in range(one.first_page, one.last_page + 1)]
    assert covered == list(range(1, len(pages) + 1))
    split_to_record(found)
