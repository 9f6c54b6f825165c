"""Rows: one a person, one a case, one an act, with the columns that the procuracy's case software asks for.

Columns after entities.md §1.4. What no paper says stays empty; what was read with less confidence than asked stays
empty too, so that nobody retypes a guess.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casedocs.errors import UsageError
from casedocs.extract.checks.kinds import Step, step_of
from casedocs.extract.model import Extraction, Field, FieldName, Person
from casedocs.extract.persons import merge_persons
from casedocs.extract.values import IdentityDocument, Moment, Offence, Official, Period, Priors
from casedocs.text.calendar_values import PartialDate
from casedocs.text.folding import fold

__all__ = ["COLUMNS", "DEFAULT_LEAST", "Column", "RowKind", "Table", "make_table"]

DEFAULT_LEAST = 0.7
"""Fields below this confidence are not exported unless the caller says otherwise."""


class RowKind(StrEnum):
    """What a row stands for."""

    PERSON = "person"
    CASE = "case"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files and layouts, its heading in both languages."""

    key: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind; all cells are text, empty where nothing is known."""

    kind: RowKind
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


COLUMNS: dict[RowKind, tuple[Column, ...]] = {
    RowKind.PERSON: (
        Column("full_name", "Họ và tên", "Full name"),
        Column("other_name", "Tên gọi khác", "Other name"),
        Column("role", "Tư cách tố tụng", "Role"),
        Column("birth_day", "Ngày sinh", "Day of birth"),
        Column("birth_month", "Tháng sinh", "Month of birth"),
        Column("birth_year", "Năm sinh", "Year of birth"),
        Column("sex", "Giới tính", "Sex"),
        Column("identity_number", "Số định danh/CMND/hộ chiếu", "Identity number"),
        Column("identity_date", "Ngày cấp", "Date of issue"),
        Column("identity_place", "Nơi cấp", "Place of issue"),
        Column("party_member", "Đảng viên", "Party member"),
        Column("occupation", "Nghề nghiệp", "Occupation"),
        Column("position", "Chức vụ", "Position"),
        Column("religion", "Tôn giáo", "Religion"),
        Column("ethnicity", "Dân tộc", "Ethnicity"),
        Column("nationality", "Quốc tịch", "Nationality"),
        Column("education", "Trình độ học vấn", "Education"),
        Column("address", "Nơi thường trú", "Permanent residence"),
        Column("temporary_address", "Nơi tạm trú", "Temporary residence"),
        Column("current_address", "Nơi ở hiện tại", "Current residence"),
        Column("birth_place", "Nơi sinh", "Place of birth"),
        Column("father", "Họ tên cha", "Father"),
        Column("mother", "Họ tên mẹ", "Mother"),
        Column("spouse", "Vợ/chồng", "Spouse"),
        Column("children", "Số con", "Children"),
        Column("convictions", "Số tiền án", "Prior convictions"),
        Column("sanctions", "Số tiền sự", "Prior sanctions"),
        Column("articles", "Điều luật", "Articles"),
        Column("detained_from", "Tạm giữ/giam từ ngày", "Detained from"),
        Column("detained_to", "Đến ngày", "Until"),
        Column("phone", "Điện thoại", "Phone"),
        Column("sources", "Văn bản nguồn", "Source papers"),
        Column("least_confidence", "Tin cậy thấp nhất", "Least confidence"),
    ),
    RowKind.CASE: (
        Column("case_name", "Tên vụ án", "Case name"),
        Column("initiation_number", "Số QĐ khởi tố vụ án", "Initiation number"),
        Column("initiation_date", "Ngày khởi tố", "Initiation date"),
        Column("agency", "Cơ quan khởi tố", "Initiating agency"),
        Column("docket", "Số thụ lý", "Docket number"),
        Column("docket_date", "Ngày thụ lý", "Docket date"),
        Column("offence", "Tội danh", "Offence"),
        Column("articles", "Điều luật", "Articles"),
        Column("crime_date", "Ngày xảy ra", "Date of the act"),
        Column("crime_time", "Giờ xảy ra", "Time of the act"),
        Column("crime_place", "Nơi xảy ra", "Place of the act"),
        Column("total_value", "Tổng giá trị", "Total value"),
        Column("dispute", "Quan hệ tranh chấp", "Dispute"),
        Column("court", "Tòa án", "Court"),
        Column("volumes", "Số tập", "Volumes"),
        Column("sheets", "Số tờ", "Sheets"),
        Column("accused", "Bị can, bị cáo", "Accused"),
    ),
    RowKind.ACT: (
        Column("source", "Tệp", "File"),
        Column("act", "Hoạt động", "Act"),
        Column("title", "Tên văn bản", "Title"),
        Column("number", "Số", "Number"),
        Column("date", "Ngày", "Date"),
        Column("agency", "Cơ quan", "Agency"),
        Column("start", "Bắt đầu", "Start"),
        Column("end", "Kết thúc", "End"),
        Column("place", "Địa điểm", "Place"),
        Column("session", "Lần thứ", "Session"),
        Column("person", "Người liên quan", "Person"),
        Column("officer", "Người tiến hành", "Officer"),
        Column("prosecutor", "Kiểm sát viên", "Prosecutor"),
        Column("attended", "KSV tham gia", "Prosecutor attended"),
        Column("signer", "Người ký", "Signer"),
        Column("term_from", "Thời hạn từ", "Term from"),
        Column("term_to", "Đến", "Until"),
    ),
}

_ACTS = (
    ("kham nghiem hien truong", "khám nghiệm hiện trường"), ("kham nghiem tu thi", "khám nghiệm tử thi"),
    ("kham xet", "khám xét"), ("nhan dang", "nhận dạng"), ("doi chat", "đối chất"),
    ("nhan biet giong noi", "nhận biết giọng nói"), ("thuc nghiem dieu tra", "thực nghiệm điều tra"),
    ("hoi cung", "hỏi cung"), ("loi khai", "lấy lời khai"),
)  # fmt: skip


def make_table(documents: Sequence[Extraction], kind: RowKind, *, least: float = DEFAULT_LEAST) -> Table:
    """The rows of a dossier.

    Args:
        documents: Its papers.
        kind: Persons (all mentions merged), the case (one row), or acts (a row a paper).
        least: Fields below this confidence stay empty.

    Raises:
        UsageError: If `least` is no share.
    """
    if not 0 <= least <= 1:
        raise UsageError("least lies between 0 and 1")
    makers: dict[RowKind, Callable[[Sequence[Extraction], float], list[dict[str, str]]]] = {
        RowKind.PERSON: _persons,
        RowKind.CASE: _case,
        RowKind.ACT: _acts,
    }
    columns = COLUMNS[kind]
    rows = [tuple(row.get(column.key, "") for column in columns) for row in makers[kind](documents, least)]
    return Table(kind, columns, tuple(rows))


def _text(field: Field | None, least: float) -> str:
    return "" if field is None or field.confidence < least else field.canonical


def _day(value: PartialDate | None) -> str:
    return "" if value is None else str(value)


_PLAIN = {
    "other_name": FieldName.ALIAS, "sex": FieldName.SEX, "party_member": FieldName.PARTY_MEMBER,
    "occupation": FieldName.OCCUPATION, "position": FieldName.POSITION, "religion": FieldName.RELIGION,
    "ethnicity": FieldName.ETHNICITY, "nationality": FieldName.NATIONALITY, "education": FieldName.EDUCATION,
    "address": FieldName.RESIDENCE, "temporary_address": FieldName.TEMPORARY_RESIDENCE,
    "current_address": FieldName.CURRENT_RESIDENCE, "birth_place": FieldName.BIRTH_PLACE, "father": FieldName.FATHER,
    "mother": FieldName.MOTHER, "spouse": FieldName.SPOUSE, "children": FieldName.CHILDREN, "phone": FieldName.PHONE,
}  # fmt: skip


def _persons(documents: Sequence[Extraction], least: float) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for person, places in merge_persons(documents):
        if person.name.confidence < least:
            continue
        sure = [one for one in person.fields if one.confidence >= least]
        row = {
            "full_name": person.name.canonical,
            "role": next((one.canonical for one in reversed(person.roles) if one.confidence >= least), ""),
        }
        row |= {key: _text(person.find(name), least) for key, name in _PLAIN.items()}
        row |= _birth(person, least) | _identity(person, least) | _custody(person, least)
        for key, name in (("convictions", FieldName.CONVICTIONS), ("sanctions", FieldName.SANCTIONS)):
            field = person.find(name)
            count = field.value.count if field is not None and isinstance(field.value, Priors) else None
            row[key] = str(count) if count is not None and _text(field, least) else ""
        if row["role"] in {"bị can", "bị cáo"}:
            row["articles"] = _articles([documents[index] for index in places], least)
        row["sources"] = ", ".join(documents[index].source_name or str(index + 1) for index in places)
        row["least_confidence"] = f"{min(one.confidence for one in sure):.2f}"
        rows.append(row)
    return rows


def _birth(person: Person, least: float) -> dict[str, str]:
    field = person.find(FieldName.BORN)
    if field is None or field.confidence < least or not isinstance(field.value, PartialDate):
        return {}
    parts = {"birth_day": field.value.day, "birth_month": field.value.month, "birth_year": field.value.year}
    return {key: str(part) for key, part in parts.items() if part is not None}


def _identity(person: Person, least: float) -> dict[str, str]:
    field = person.find(FieldName.IDENTITY)
    if field is None or field.confidence < least or not isinstance(field.value, IdentityDocument):
        return {}
    card = field.value
    return {"identity_number": card.number, "identity_date": _day(card.issued), "identity_place": card.issuer or ""}


def _custody(person: Person, least: float) -> dict[str, str]:
    field = person.find(FieldName.CUSTODY)
    if field is None or field.confidence < least or not isinstance(field.value, Period):
        return {}
    return {"detained_from": _day(field.value.start), "detained_to": _day(field.value.end)}


def _articles(documents: Sequence[Extraction], least: float) -> str:
    found: dict[str, None] = {}
    for document in documents:
        for field in document.all(FieldName.OFFENCE):
            if field.confidence >= least and isinstance(field.value, Offence):
                found |= dict.fromkeys(map(str, field.value.provisions))
    return "; ".join(found)


def _first(documents: Sequence[Extraction], name: FieldName, least: float) -> Field | None:
    return next((one for document in documents for one in document.all(name) if one.confidence >= least), None)


def _case(documents: Sequence[Extraction], least: float) -> list[dict[str, str]]:
    if not documents:
        return []
    row: dict[str, str] = {}
    initiation = next((one for one in documents if step_of(one) is Step.INITIATION), None)
    if initiation is not None:
        for key, name in (
            ("initiation_number", FieldName.NUMBER),
            ("initiation_date", FieldName.DATE),
            ("agency", FieldName.AGENCY),
        ):
            row[key] = _text(initiation.find(name), least)
    for key, name in (
        ("crime_place", FieldName.CRIME_PLACE), ("dispute", FieldName.DISPUTE), ("court", FieldName.COURT),
        ("volumes", FieldName.VOLUMES), ("sheets", FieldName.SHEETS), ("total_value", FieldName.TOTAL_VALUE),
    ):  # fmt: skip
        row[key] = _text(_first(documents, name, least), least)
    act = _first(documents, FieldName.CRIME_TIME, least)
    if act is not None and isinstance(act.value, Moment):
        row["crime_date"] = _day(act.value.date)
        row["crime_time"] = "" if act.value.time is None else f"{act.value.time:%H:%M}"
    docket = _first(documents, FieldName.DOCKET, least)
    if docket is not None:
        row["docket"], _, row["docket_date"] = docket.canonical.partition(" ")
    offence = _first(documents, FieldName.OFFENCE, least)
    if offence is not None and isinstance(offence.value, Offence):
        row["offence"] = offence.value.name or ""
    row["articles"] = _articles(documents, least)
    accused = [
        person.name.canonical for person, _ in merge_persons(documents)
        if person.name.confidence >= least and any(role.value in {"bị can", "bị cáo"} for role in person.roles)
    ]  # fmt: skip
    row["accused"] = "; ".join(accused)
    row["case_name"] = " - ".join(part for part in (accused[0] if accused else "", row.get("offence", "")) if part)
    return [row]


def _acts(documents: Sequence[Extraction], least: float) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for index, document in enumerate(documents):
        row = {"source": document.source_name or str(index + 1)}
        for key, name in (
            ("title", FieldName.TITLE), ("number", FieldName.NUMBER), ("date", FieldName.DATE),
            ("agency", FieldName.AGENCY),
            ("start", FieldName.START_TIME), ("end", FieldName.END_TIME), ("place", FieldName.RECORD_PLACE),
            ("session", FieldName.SESSION),
        ):  # fmt: skip
            row[key] = _text(document.find(name), least)
        title = " ".join(fold(row["title"]).split())
        row["act"] = next((act for cue, act in _ACTS if cue in title), "")
        officers = [
            one.value
            for one in document.all(FieldName.OFFICER)
            if one.confidence >= least and isinstance(one.value, Official)
        ]
        row["prosecutor"] = "; ".join(one.name for one in officers if one.office == "kiểm sát viên")
        row["officer"] = "; ".join(one.name for one in officers if one.office != "kiểm sát viên")
        if row["act"]:
            row["attended"] = "có" if row["prosecutor"] else "không"
        row["person"] = "; ".join(
            one.name.canonical for one in document.persons if one.roles and one.name.confidence >= least
        )
        signers = [
            re.sub(r".* / ", "", one.canonical) for one in document.all(FieldName.SIGNER) if one.confidence >= least
        ]
        row["signer"] = "; ".join(signers)
        term = document.find(FieldName.TERM)
        if term is not None and term.confidence >= least and isinstance(term.value, Period):
            row["term_from"], row["term_to"] = _day(term.value.start), _day(term.value.end)
        rows.append(row)
    return rows
