"""A recognised paper with boxes, built by hand, and its extraction."""

from casedocs.classify import TextDocument
from casedocs.extract import Extraction, Field, FieldName, Person, Reason, fields
from casedocs.extract.values import Value
from casedocs.geometry import Box, Size
from casedocs.ocr.result import Block, Line, OcrDocument, Page, PageOrigin, Word
from casedocs.spans import Span

__all__ = ["ORDER", "extracted", "field", "made", "person", "recognised"]

ORDER = """\
CÔNG AN TỈNH SÔNG THANH
CƠ QUAN CẢNH SÁT ĐIỀU TRA
Số: 147/QĐ-CSHS
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Thanh, ngày 18 tháng 9 năm 2025
QUYẾT ĐỊNH
KHỞI TỐ BỊ CAN
Căn cứ Quyết định khởi tố vụ án hình sự số 12/QĐ-CSHS ngày 16/9/2025 của Cơ quan Cảnh sát điều tra;
QUYẾT ĐỊNH:
Điều 1. Khởi tố bị can đối với:
Họ tên: LÂM VĂN ĐẠT Giới tính: Nam
Sinh ngày 05 tháng 6 năm 1988 tại: xã An Hiệp, tỉnh Sông Thanh
Quốc tịch: Việt Nam; Dân tộc: Kinh; Tôn giáo: Không
Số CCCD: 094088001234 cấp ngày 12/8/2021
Nơi thường trú: ấp Phú Lợi, xã An Hiệp, tỉnh Sông Thanh
Nơi tạm trú:
Về tội: Trộm cắp tài sản
Quy định tại khoản 1 Điều 173 Bộ luật Hình sự.
KT. THỦ TRƯỞNG
PHÓ THỦ TRƯỞNG
Thượng tá Võ Đình Khải
"""


def extracted(text: str) -> Extraction:
    """The fields of a text."""
    return fields(TextDocument.from_text(text))


def recognised(text: str = ORDER, *, confidence: float = 0.97, doubtful: tuple[str, ...] = ()) -> OcrDocument:
    """The lines of a text as a recognised page of A4 paper; words in `doubtful` have a low confidence."""
    lines: list[Line] = []
    for row, line in enumerate(text.splitlines()):
        words: list[Word] = []
        left = 60.0
        for word in line.split():
            width = 4.4 * len(word)
            sure = 0.4 if word in doubtful else confidence
            words.append(Word(word, Box(left, 60 + 20 * row, left + width, 74 + 20 * row), sure))
            left += width + 4
        lines.append(Line(tuple(words)))
    page = Page(1, Size(595, 842), PageOrigin.OCR, tuple(Block((line,)) for line in lines))
    return OcrDocument("qd.png", "0" * 64, 1, (page,))


def made(*fields_: Field, persons: tuple[Person, ...] = (), text: str = "") -> Extraction:
    """An extraction of these fields."""
    return Extraction(text=text, fields=fields_, persons=persons)


def field(name: FieldName, value: Value, *, confidence: float = 0.95) -> Field:
    """A field without a place."""
    return Field(
        name=name, value=value, raw=str(value), span=Span(0, 0), confidence=confidence, reason=Reason("", "", "test")
    )


def person(name: str, *details: Field, role: str = "") -> Person:
    """A person."""
    roles = (field(FieldName.ROLE, role),) if role else ()
    return Person(name=field(FieldName.NAME, name), roles=roles, details=details)
