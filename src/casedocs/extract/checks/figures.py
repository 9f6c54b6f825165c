"""Digits ↔ words, items ↔ total, folios inside the range, volumes and sheets as counted."""

from collections.abc import Iterator, Sequence

from casedocs.extract.checks.kinds import trusted
from casedocs.extract.checks.model import Answer, CheckOptions, Rule, bad, cannot, fine
from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.values import Amount, Exhibit, FolioRange

__all__ = ["RULES"]


def _digits_words(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    del options  # an amount whose words differ has a low confidence by itself
    for index, document in enumerate(documents):
        for field in document.all(FieldName.AMOUNT):
            value = field.value
            if not isinstance(value, Amount) or value.in_words is None:
                continue
            if value.in_words == value.amount:
                yield fine(f"{field.raw}: số và chữ khớp.", f"{field.raw}: digits and words agree.", (index,), field)
            else:
                yield bad(
                    f"{field.raw}: số là {value.amount}, chữ là {value.in_words}.",
                    f"{field.raw}: digits say {value.amount}, words say {value.in_words}.", (index,), field,
                )  # fmt: skip


def _items_total(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        total = trusted(document.find(FieldName.TOTAL_VALUE), options.least)
        priced = [
            one
            for one in document.all(FieldName.EXHIBIT)
            if isinstance(one.value, Exhibit) and one.value.value is not None
        ]
        if total is None or not isinstance(total.value, Amount) or not priced:
            continue
        if any(one.confidence < options.least for one in priced):
            yield cannot(
                "Có giá trị chưa đọc chắc chắn.", "A value was not read well enough.", (index,), total, *priced
            )
            continue
        added = sum(one.value.value or 0 for one in priced if isinstance(one.value, Exhibit))
        if added == total.value.amount:
            yield fine(
                f"Tổng {added} đồng khớp với {len(priced)} mục.",
                f"The total of {added} đồng is that of {len(priced)} items.",
                (index,),
                total,
                *priced,
            )
        else:
            yield bad(
                f"Cộng {len(priced)} mục được {added} đồng, văn bản ghi {total.value.amount}.",
                f"{len(priced)} items add up to {added} đồng, the paper says {total.value.amount}.", (index,), total,
                *priced,
            )  # fmt: skip


def _numbering(documents: Sequence[Extraction], options: CheckOptions) -> tuple[FolioRange, Field, int] | None:
    for index, document in enumerate(documents):
        field = trusted(document.find(FieldName.FOLIO_RANGE), options.least)
        if field is not None and isinstance(field.value, FolioRange):
            return field.value, field, index
    return None


def _folio_inside(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    total = _numbering(documents, options)
    for index, document in enumerate(documents):
        for field in document.all(FieldName.FOLIO):
            if not isinstance(field.value, FolioRange) or field.confidence < options.least:
                continue
            if total is None:
                yield cannot(
                    f"{field.canonical}: không rõ hồ sơ đánh số đến bao nhiêu.",
                    f"{field.canonical}: it is not known how far the sheets are numbered.", (index,), field,
                )  # fmt: skip
                continue
            first, last = total[0].ranges[0]
            places = tuple(sorted({index, total[2]}))
            outside = [one for one in field.value.ranges if not first <= one[0] <= one[1] <= last]
            if outside:
                yield bad(
                    f"{field.canonical} nằm ngoài bút lục {first}–{last} của hồ sơ.",
                    f"{field.canonical} lies outside the numbered sheets {first}–{last}.", places, field, total[1],
                )  # fmt: skip
            else:
                yield fine(
                    f"{field.canonical} nằm trong bút lục {first}–{last}.",
                    f"{field.canonical} lies inside {first}–{last}.", places, field, total[1],
                )  # fmt: skip


def _size(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for name, counted, vi, en in (
        (FieldName.SHEETS, options.sheets, "tờ", "sheets"),
        (FieldName.VOLUMES, options.volumes, "tập", "volumes"),
    ):
        for index, document in enumerate(documents):
            field = trusted(document.find(name), options.least)
            if field is None or not isinstance(field.value, int):
                continue
            if counted is None:
                yield cannot(
                    f"Văn bản ghi {field.value} {vi}; chưa có số đếm trên bản quét.",
                    f"The paper says {field.value} {en}; the scan was not counted.", (index,), field,
                )  # fmt: skip
            elif counted == field.value:
                yield fine(
                    f"{field.value} {vi} đúng như bản quét.", f"{field.value} {en}, as scanned.", (index,), field
                )
            else:
                yield bad(
                    f"Văn bản ghi {field.value} {vi}, bản quét có {counted}.",
                    f"The paper says {field.value} {en}, the scan has {counted}.", (index,), field,
                )  # fmt: skip


RULES = (
    Rule(
        "digits_words",
        "Số tiền bằng số ↔ bằng chữ",
        "Amount in digits ↔ in words",
        "Nghị định 30/2020/NĐ-CP, Phụ lục I",
        _digits_words,
    ),
    Rule("items_total", "Cộng các mục ↔ tổng giá trị", "Items ↔ total", "Nghị định 30/2018/NĐ-CP", _items_total),
    Rule(
        "folio_inside",
        "Bút lục được dẫn nằm trong hồ sơ",
        "Cited sheets inside the dossier",
        "TTLT 04/2018/TTLT-VKSNDTC-BCA-BQP, Điều 35",
        _folio_inside,
    ),
    Rule(
        "dossier_size",
        "Số tập, số tờ ↔ bản quét",
        "Volumes and sheets ↔ scan",
        "Mẫu 156/HS, Thông tư 03/2026/TT-VKSTC",
        _size,
    ),
)
