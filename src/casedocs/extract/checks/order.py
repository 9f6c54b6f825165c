"""Papers in a possible order, prosecutors as assigned, signatures with a name."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from casedocs.extract._names import name_key
from casedocs.extract.checks.kinds import Step, day_of, papers, step_of, trusted
from casedocs.extract.checks.model import Answer, CheckOptions, Rule, bad, cannot, fine
from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.values import CitedDocument, Moment, Official, Signer

__all__ = ["RULES"]

_CHAIN = (
    Step.INITIATION, Step.ACCUSED, Step.INTERROGATION, Step.CONCLUSION, Step.INDICTMENT, Step.TRIAL_ORDER,
    Step.JUDGMENT, Step.PROTEST,
)  # fmt: skip
_NAMES = {
    Step.INITIATION: ("khởi tố vụ án", "initiation of the case"),
    Step.ACCUSED: ("khởi tố bị can", "initiation against the accused"),
    Step.INTERROGATION: ("hỏi cung", "interrogation"),
    Step.CONCLUSION: ("kết luận điều tra", "conclusion of the investigation"),
    Step.INDICTMENT: ("cáo trạng", "indictment"),
    Step.TRIAL_ORDER: ("quyết định đưa vụ án ra xét xử", "order for trial"),
    Step.JUDGMENT: ("bản án", "judgment"), Step.PROTEST: ("kháng nghị", "protest"),
}  # fmt: skip


def _order(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    known: list[tuple[Step, int, date, Field]] = []
    for step in _CHAIN:
        days = [
            (index, *found) for index, document in papers(documents, step) if (found := day_of(document, options.least))
        ]
        if days:
            # The first interrogation must not be earlier than the initiation, and so on.
            index, day, field = min(days, key=lambda one: one[1])
            known.append((step, index, day, field))
    for (first, i, early, one), (second, j, late, other) in pairwise(known):
        (vi_first, en_first), (vi_second, en_second) = _NAMES[first], _NAMES[second]
        if early <= late:
            yield fine(
                f"{vi_first} ({early:%d/%m/%Y}) trước {vi_second} ({late:%d/%m/%Y}).",
                f"{en_first} ({early}) comes before {en_second} ({late}).",
                (i, j),
                one,
                other,
            )
        else:
            yield bad(
                f"{vi_second} ({late:%d/%m/%Y}) lại trước {vi_first} ({early:%d/%m/%Y}).",
                f"{en_second} ({late}) comes before {en_first} ({early}).",
                (j, i),
                other,
                one,
            )


def _cited_earlier(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    """What a paper names must be there already."""
    for index, document in enumerate(documents):
        own = day_of(document, options.least)
        for field in document.all(FieldName.CITED_DOCUMENT):
            value = field.value
            if not isinstance(value, CitedDocument) or value.date is None or field.confidence < options.least:
                continue
            bounds = value.date.bounds
            if own is None or bounds is None:
                yield cannot(
                    f"{field.canonical}: không rõ ngày của văn bản dẫn.",
                    f"{field.canonical}: the day of the citing paper is not known.",
                    (index,),
                    field,
                )
            elif bounds[0] <= own[0]:
                yield fine(
                    f"{field.canonical} có trước văn bản dẫn.",
                    f"{field.canonical} is earlier than the paper that names it.",
                    (index,),
                    field,
                    own[1],
                )
            else:
                yield bad(
                    f"{field.canonical} có ngày sau văn bản dẫn ({own[0]:%d/%m/%Y}).",
                    f"{field.canonical} is later than the paper that names it ({own[0]}).",
                    (index,),
                    field,
                    own[1],
                )


def _record_times(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        start, end = (
            trusted(document.find(name), options.least) for name in (FieldName.START_TIME, FieldName.END_TIME)
        )
        if start is None and end is None:
            continue
        first = start.value if start is not None else None
        last = end.value if end is not None else None
        if not isinstance(first, Moment) or not isinstance(last, Moment) or first.date is None or last.date is None:
            yield cannot(
                "Thiếu giờ bắt đầu hoặc giờ kết thúc.", "The beginning or the end is missing.", (index,), start, end
            )
        elif str(first) <= str(last):
            yield fine(
                f"Biên bản từ {first} đến {last}.", f"The record runs from {first} to {last}.", (index,), start, end
            )
        else:
            yield bad(
                f"Biên bản kết thúc ({last}) trước khi bắt đầu ({first}).",
                f"The record ends ({last}) before it begins ({first}).",
                (index,),
                start,
                end,
            )


def _act_before(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        act = trusted(document.find(FieldName.CRIME_TIME), options.least)
        own = day_of(document, options.least)
        if act is None or not isinstance(act.value, Moment) or act.value.date is None or act.value.date.date is None:
            continue
        if own is None:
            yield cannot("Không rõ ngày của văn bản.", "The day of the paper is not known.", (index,), act)
        elif act.value.date.date <= own[0]:
            yield fine("Ngày xảy ra trước ngày văn bản.", "The act is earlier than the paper.", (index,), act, own[1])
        else:
            yield bad(
                f"Ngày xảy ra {act.value.date} sau ngày văn bản {own[0]}.",
                f"The act ({act.value.date}) is later than the paper ({own[0]}).",
                (index,),
                act,
                own[1],
            )


_PROSECUTORS = frozenset({"kiểm sát viên", "kiểm tra viên"})


def _prosecutors(document: Extraction, least: float) -> list[tuple[str, Field]]:
    return [
        (one.value.name, one)
        for one in document.all(FieldName.OFFICER)
        if isinstance(one.value, Official) and one.value.office in _PROSECUTORS and one.confidence >= least
    ]


def _assigned(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    orders = list(papers(documents, Step.ASSIGNMENT))
    assigned = {name_key(name) for _, document in orders for name, _ in _prosecutors(document, options.least)}
    for index, document in enumerate(documents):
        if step_of(document) is Step.ASSIGNMENT:
            continue
        for name, field in _prosecutors(document, options.least):
            if not assigned:
                yield cannot(
                    f"{name}: không có quyết định phân công để đối chiếu.",
                    f"{name}: no assignment decision to compare with.",
                    (index,),
                    field,
                )
            elif name_key(name) in assigned:
                yield fine(
                    f"{name} có trong quyết định phân công.",
                    f"{name} is named in the assignment.",
                    (index, orders[0][0]),
                    field,
                )
            else:
                yield bad(
                    f"{name} không có trong quyết định phân công.",
                    f"{name} is not named in the assignment.",
                    (index, orders[0][0]),
                    field,
                )


def _signed(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        blocks = document.all(FieldName.SIGNER)
        if not blocks and document.find(FieldName.NUMBER) is not None:
            yield cannot("Không thấy phần ký.", "No signature block was found.", (index,))
        for field in blocks:
            if not isinstance(field.value, Signer):
                continue
            office = field.value.office or field.value.principal or ""
            if field.value.name is None:
                yield bad(
                    f"Phần ký “{office}” không có họ tên người ký.",
                    f"The signature block “{office}” has no name.",
                    (index,),
                    field,
                )
            elif field.confidence < options.least:
                yield cannot(
                    f"Họ tên dưới “{office}” chưa đọc chắc chắn.",
                    f"The name below “{office}” was not read well.",
                    (index,),
                    field,
                )
            else:
                yield fine(
                    f"“{office}” do {field.value.name} ký.",
                    f"“{office}” is signed by {field.value.name}.",
                    (index,),
                    field,
                )


RULES = (
    Rule(
        "steps_in_order",
        "Thứ tự ngày của các bước tố tụng",
        "Order of the steps",
        "Bộ luật Tố tụng hình sự 2015, Điều 143, 179, 183, 232, 239, 255",
        _order,
    ),
    Rule(
        "cited_earlier",
        "Văn bản được dẫn có trước",
        "Cited papers are earlier",
        "Nghị định 30/2020/NĐ-CP, Phụ lục I",
        _cited_earlier,
    ),
    Rule(
        "record_times",
        "Giờ bắt đầu ↔ giờ kết thúc biên bản",
        "Beginning ↔ end of a record",
        "Bộ luật Tố tụng hình sự 2015, Điều 133",
        _record_times,
    ),
    Rule(
        "act_before_paper",
        "Ngày xảy ra ↔ ngày văn bản",
        "Day of the act ↔ day of the paper",
        "Bộ luật Tố tụng hình sự 2015, Điều 143, 154",
        _act_before,
    ),
    Rule(
        "assigned_prosecutor",
        "Kiểm sát viên ↔ quyết định phân công",
        "Prosecutor ↔ assignment",
        "Bộ luật Tố tụng hình sự 2015, Điều 41, 42",
        _assigned,
    ),
    Rule("signature_named", "Phần ký có họ tên", "Signature with a name", "Nghị định 30/2020/NĐ-CP, Điều 13", _signed),
)
