"""A pile of pages → documents: where each begins and ends, how sure that is, and what is wrong with the order.

Every sign for or against a cut between two pages has a weight; their sum decides, its size is the confidence. Pages are
never moved: a number that is missing, twice there or out of order is told as a finding.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from casedocs.classify._page_signs import PageSigns, read_signs
from casedocs.classify.document import DocumentView, PageView
from casedocs.classify.prediction import Classification, Classifier, ClassifyOptions, predict
from casedocs.errors import UsageError

__all__ = ["CutReason", "Split", "SplitDocument", "SplitFinding", "SplitOptions", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOptions:
    """How to split.

    Attributes:
        bias: What is added to the sum of each place between two pages: above zero cuts more, below less.
        review: Documents whose first cut is less sure than this are to be looked at.
        classify: Options of the classification of each document; None leaves it out.
    """

    bias: float = 0.0
    review: float = 0.9
    classify: ClassifyOptions | None = field(default_factory=ClassifyOptions)

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not -20 <= self.bias <= 20 or not 0 <= self.review <= 1:
            raise UsageError("bias must be from -20 to 20, review from 0 to 1")

    def fingerprint(self) -> str:
        """A text that changes with every option."""
        inner = self.classify.fingerprint() if self.classify else "-"
        return f"{self.bias:g}:{self.review:g}:{inner}"


@dataclass(frozen=True, slots=True)
class CutReason:
    """A sign for (weight above zero) or against a cut before a page."""

    code: str
    vi: str
    en: str
    weight: float


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A document of the pile.

    Attributes:
        first_page: 1-based, in the pile.
        last_page: Likewise; blank backs belong to the document before them.
        confidence: From 0 to 1: how sure it is that it begins and ends there.
        needs_review: Whether a person should look.
        reasons: For the cut before it, the strongest first.
        annexes: Pages on which annexes begin.
        blank_pages: Pages without text.
        folios: First and last folio number read on it; None where none was.
        classification: What it is; None where that was not asked for.
    """

    first_page: int
    last_page: int
    confidence: float
    needs_review: bool
    reasons: tuple[CutReason, ...]
    annexes: tuple[int, ...]
    blank_pages: tuple[int, ...]
    folios: tuple[str, str] | None
    classification: Classification | None

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return self.last_page - self.first_page + 1


@dataclass(frozen=True, slots=True)
class SplitFinding:
    """Something that is wrong with the order of the pages; nothing is mended.

    Attributes:
        code: ``missing_pages``, ``wrong_order``, ``double_page``, ``beginning_missing``, ``folio_gap``,
            ``folio_double``, ``folio_order``.
        page_number: 1-based, in the pile.
        vi: The sentence in Vietnamese.
        en: The sentence in English.
    """

    code: str
    page_number: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Split:
    """The documents of a pile, in its order; every page belongs to one of them."""

    documents: tuple[SplitDocument, ...]
    findings: tuple[SplitFinding, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    pages: tuple[PageView, ...]


def split(
    pages: Iterable[PageView], *, classifier: Classifier | None = None, options: SplitOptions | None = None
) -> Split:
    """Finds the documents in a pile of pages.

    Args:
        pages: All pages in the order of the scan; pages count from 1 in this order.
        classifier: For the kind of each document; None means the shipped one.
        options: How; None means `SplitOptions()`.
    """
    used = options or SplitOptions()
    listed = list(pages)
    if not listed:
        return Split((), ())
    signs = [read_signs(page, number) for number, page in enumerate(listed, 1)]
    cuts = [_FIRST, *(_cut(signs, index, used.bias) for index in range(1, len(signs)))]
    starts = [index for index, (total, _) in enumerate(cuts) if total > 0]
    documents = tuple(
        _document(listed, signs, cuts, (start, stop), used, classifier)
        for start, stop in zip(starts, [*starts[1:], len(signs)], strict=True)
    )
    return Split(documents, tuple(_findings(signs, starts)))


_Cut = tuple[float, tuple[CutReason, ...]]
_FIRST: _Cut = (9.0, (CutReason("first", "Trang đầu của tập.", "First page of the pile.", 9.0),))


def _cut(signs: Sequence[PageSigns], index: int, bias: float) -> _Cut:
    """The sum of the signs for a cut before a page, and the signs."""
    page = signs[index]
    before = next((signs[at] for at in range(index - 1, -1, -1) if not signs[at].blank), signs[index - 1])
    found = [*_of_header(page), *_of_numbers(page, before), *_of_texts(page, before), *_of_layout(page, before)]
    total = sum(reason.weight for reason in found) + bias - 1.0
    return total, tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def _of_header(page: PageSigns) -> list[CutReason]:
    header = page.header
    frame = sum(part is not None for part in (header.motto or header.slogan, header.number, header.date, header.issuer))
    found: list[CutReason] = []
    if page.blank:
        return [CutReason("blank", "Trang trắng.", "Blank page.", -6.0)]
    if header.in_the_name:
        found.append(CutReason("in_the_name", "Có “NHÂN DANH”.", "Says “NHÂN DANH”.", 3.0))
    if page.annex:
        found.append(CutReason("annex", "Mở đầu phụ lục.", "Begins an annex.", -2.5))
    elif header.title is not None:
        text = header.title.kind.text
        weight = 2.6 * header.title.kind.confidence if frame == 0 else 3.2
        found.append(CutReason("title", f"Có tên văn bản “{text}”.", f"Has the title “{text}”.", weight))
    if frame:
        weight = min(1.8 * frame, 3.6) * (0.5 if page.annex else 1)
        found.append(CutReason("frame", f"Có {frame} phần của đầu văn bản.", f"Has {frame} parts of a header.", weight))
    if header.form is not None:
        found.append(CutReason("form", "Có ô mẫu số.", "Has a form box.", 1.5))
    return found


def _of_numbers(page: PageSigns, before: PageSigns) -> list[CutReason]:
    number = page.printed_number
    if number is None:
        return []
    if number == 1:
        return [CutReason("page_one", "Số trang in là 1.", "Printed page number 1.", 1.5)]
    expected = (before.printed_number or 1) + 1
    if number == expected:
        return [CutReason("next_number", f"Số trang in nối tiếp: {number}.", f"Goes on with page {number}.", -5.0)]
    return [CutReason("inner_number", f"Số trang in là {number}.", f"Printed page number {number}.", -2.0)]


def _of_texts(page: PageSigns, before: PageSigns) -> list[CutReason]:
    found: list[CutReason] = []
    if before.ends:
        found.append(CutReason("ended", "Trang trước đã có “Nơi nhận”.", "The page before has “Nơi nhận”.", 1.2))
    elif before.signed:
        found.append(CutReason("signed", "Trang trước đã có chỗ ký.", "The page before is signed.", 0.8))
    else:
        found.append(CutReason("open", "Trang trước chưa kết thúc.", "The page before has no end.", -1.0))
    if before.stops_short:
        found.append(CutReason("stops_short", "Trang trước dừng giữa câu.", "It stops in mid-sentence.", -1.2))
    if page.goes_on:
        found.append(CutReason("goes_on", "Dòng đầu tiếp câu trước.", "Its first line goes on.", -2.0))
    return found


def _of_layout(page: PageSigns, before: PageSigns) -> list[CutReason]:
    found: list[CutReason] = []
    one, other = before.size, page.size
    if one.width and other.width and abs(one.width * other.height - other.width * one.height) > 0.15 * one.area:
        found.append(CutReason("size", "Khổ giấy thay đổi.", "The paper has another shape.", 0.6))
    if before.letter_height and page.letter_height:
        ratio = page.letter_height / before.letter_height
        if not 0.84 < ratio < 1.19:
            found.append(CutReason("letters", "Cỡ chữ thay đổi.", "The letters have another size.", 0.7))
    return found


def _sure(total: float) -> float:
    return 1 / (1 + math.exp(-abs(total)))


def _document(
    pages: Sequence[PageView],
    signs: Sequence[PageSigns],
    cuts: Sequence[_Cut],
    borders: tuple[int, int],
    options: SplitOptions,
    classifier: Classifier | None,
) -> SplitDocument:
    start, stop = borders
    inside = [_sure(total) for total, _ in cuts[start + 1 : stop]]
    edges = [_sure(cuts[start][0])] + ([_sure(cuts[stop][0])] if stop < len(cuts) else [])
    sure = min([*edges, *inside])
    folios = [sign.folio for sign in signs[start:stop] if sign.folio is not None]
    stretch: DocumentView = _Stretch(tuple(pages[start:stop]))
    found = predict(stretch, classifier=classifier, options=options.classify) if options.classify else None
    return SplitDocument(
        first_page=start + 1,
        last_page=stop,
        confidence=round(sure, 4),
        needs_review=sure < options.review,
        reasons=cuts[start][1],
        annexes=tuple(sign.page_number for sign in signs[start + 1 : stop] if sign.annex),
        blank_pages=tuple(sign.page_number for sign in signs[start:stop] if sign.blank),
        folios=(folios[0], folios[-1]) if folios else None,
        classification=found,
    )


# --- findings ---------------------------------------------------------------------------------------------------------


def _findings(signs: Sequence[PageSigns], starts: Sequence[int]) -> list[SplitFinding]:
    found: list[SplitFinding] = []
    for start, stop in zip(starts, [*starts[1:], len(signs)], strict=True):
        found += _order(signs[start:stop])
    found += _folio_order([(sign.page_number, sign.folio) for sign in signs if sign.folio is not None])
    return sorted(found, key=lambda finding: finding.page_number)


def _order(signs: Sequence[PageSigns]) -> list[SplitFinding]:
    """Gaps, doubles and turns in the printed numbers of one document; an annex counts anew."""
    found: list[SplitFinding] = []
    first = signs[0]
    last: int | None = first.printed_number
    if last is not None and last > 1 and first.header.title is None:
        found.append(
            SplitFinding(
                "beginning_missing",
                first.page_number,
                f"Văn bản bắt đầu từ trang in số {last}: thiếu phần đầu.",
                f"The document begins with printed page {last}: its beginning is missing.",
            )
        )
    if last is None and not first.blank:
        last = 1
    there = {sign.printed_number for sign in signs if sign.printed_number is not None}
    for place, sign in enumerate(signs[1:], 1):
        number = sign.printed_number
        if sign.blank or number is None:
            last = None if last is None or sign.annex else last + (0 if sign.blank else 1)
            continue
        if last is not None and not sign.annex and _misread(signs, place, last):
            number = last + 1
        elif last is not None and not sign.annex:
            found += _step(sign.page_number, last, number, there)
        last = number
    return found


def _misread(signs: Sequence[PageSigns], place: int, last: int) -> bool:
    """Whether the number of a page alone is out of order: the page behind it goes on as if it were right."""
    behind = next((sign.printed_number for sign in signs[place + 1 :] if not sign.blank), None)
    return signs[place].printed_number != last + 1 and behind == last + 2


def _step(page: int, last: int, number: int, there: set[int]) -> list[SplitFinding]:
    """What is wrong with a number behind another; `there`: the numbers that the document has anywhere."""
    if number == last + 1:
        return []
    if number == last:
        return [SplitFinding("double_page", page, f"Trang in số {number} có hai lần.", f"Page {number} comes twice.")]
    if number < last:
        vi, en = f"Trang in số {number} đứng sau trang {last}.", f"Printed page {number} stands after page {last}."
        return [SplitFinding("wrong_order", page, vi, en)]
    lost = [value for value in range(last + 1, number) if value not in there]
    if not lost:  # they stand elsewhere, where their order is reported
        return []
    gap = f"{lost[0]}" if len(lost) == 1 else f"{lost[0]}–{lost[-1]}"
    return [SplitFinding("missing_pages", page, f"Thiếu trang in số {gap}.", f"Printed page {gap} is missing.")]


def _folio_order(folios: Sequence[tuple[int, str]]) -> list[SplitFinding]:
    """Gaps, doubles and turns of the folio numbers through the pile; ``45a`` may follow ``45``."""
    found: list[SplitFinding] = []
    for (_, before), (page, now) in pairwise(folios):
        one, other = int(before.rstrip("abc")), int(now.rstrip("abc"))
        if now == before:
            found.append(SplitFinding("folio_double", page, f"Bút lục {now} có hai lần.", f"Folio {now} comes twice."))
        elif other < one:
            vi, en = f"Bút lục {now} đứng sau bút lục {before}.", f"Folio {now} stands after folio {before}."
            found.append(SplitFinding("folio_order", page, vi, en))
        elif other > one + 1:
            vi, en = f"Bút lục nhảy từ {before} đến {now}.", f"Folios jump from {before} to {now}."
            found.append(SplitFinding("folio_gap", page, vi, en))
    return found
