"""Identity number ↔ birth year and sex; age at the act; the same person in all papers."""

from collections.abc import Iterator, Sequence
from datetime import date

from casedocs.errors import TextError
from casedocs.extract._names import name_key
from casedocs.extract.checks.kinds import trusted
from casedocs.extract.checks.model import Answer, CheckOptions, Rule, bad, cannot, fine
from casedocs.extract.model import Extraction, Field, FieldName, Person
from casedocs.extract.values import IdentityDocument, Moment, Sex
from casedocs.text.calendar_values import PartialDate
from casedocs.text.identifiers import Sex as RegisteredSex
from casedocs.text.identifiers import parse_identity_number

__all__ = ["RULES"]

_ADULT = 18
_ACCUSED = frozenset({"bị can", "bị cáo", "người bị tạm giữ", "người bị bắt", "người bị giữ trong trường hợp khẩn cấp"})


def _identity(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        for person in document.persons:
            card = trusted(person.find(FieldName.IDENTITY), options.least)
            if card is not None and isinstance(card.value, IdentityDocument):
                yield _card(person, card, card.value, index, options)


def _card(person: Person, card: Field, value: IdentityDocument, index: int, options: CheckOptions) -> Answer:
    name, where = person.name.canonical, (index,)
    if len(value.number) != 12:
        return cannot(
            f"{name}: số {value.number} không phải số định danh 12 chữ số.",
            f"{name}: {value.number} is no citizen number of 12 digits.", where, card,
        )  # fmt: skip
    try:
        read = parse_identity_number(value.number)
    except TextError as error:
        return bad(
            f"{name}: số định danh {value.number} không đúng cấu trúc (mã tỉnh hoặc mã thế kỷ, giới tính không có).",
            f"{name}: citizen number {value.number} breaks its structure: {error.message}", where, card,
        )  # fmt: skip
    born = trusted(person.find(FieldName.BORN), options.least)
    sex = trusted(person.find(FieldName.SEX), options.least)
    year = born.value.year if born is not None and isinstance(born.value, PartialDate) else None
    wrong: list[tuple[str, str]] = []
    if year is not None and read.birth_year is not None and year != read.birth_year:
        wrong.append(
            (f"năm sinh {year} nhưng số định danh là {read.birth_year}", f"born {year}, number says {read.birth_year}")
        )
    if sex is not None and isinstance(sex.value, Sex) and read.sex is not None:
        registered = Sex.MALE if read.sex is RegisteredSex.MALE else Sex.FEMALE
        if sex.value is not registered:
            wrong.append(
                (
                    f"giới tính {sex.value} nhưng số định danh là {registered}",
                    f"sex {sex.value}, number says {registered}",
                )
            )
    if wrong:
        return bad(
            f"{name}: " + "; ".join(vi for vi, _ in wrong) + ".",
            f"{name}: " + "; ".join(en for _, en in wrong) + ".", where, card, born, sex,
        )  # fmt: skip
    if year is None and sex is None:
        return cannot(
            f"{name}: không có năm sinh, giới tính để đối chiếu với số định danh.",
            f"{name}: neither year of birth nor sex to compare with the number.", where, card,
        )  # fmt: skip
    return fine(
        f"{name}: số định danh khớp năm sinh, giới tính.", f"{name}: the number fits year of birth and sex.",
        where, card, born, sex,
    )  # fmt: skip


def _juvenile(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    act = _act_day(documents, options)
    for index, document in enumerate(documents):
        for person in document.persons:
            born = trusted(person.find(FieldName.BORN), options.least)
            if person.role not in _ACCUSED or born is None or not isinstance(born.value, PartialDate):
                continue
            name = person.name.canonical
            bounds = born.value.bounds
            if act is None or bounds is None:
                yield cannot(
                    f"{name}: không rõ ngày phạm tội hoặc ngày sinh nên không tính được tuổi.",
                    f"{name}: the day of the act or of birth is not known, so no age.", (index,), born,
                )  # fmt: skip
                continue
            oldest, youngest = (_age(day, act[0]) for day in bounds)
            places = tuple(sorted({index, act[2]}))
            if youngest >= _ADULT:
                yield fine(
                    f"{name}: đủ 18 tuổi khi phạm tội.", f"{name}: 18 or older at the act.", places, born, act[1]
                )
            elif oldest < _ADULT:
                yield bad(
                    f"{name}: dưới 18 tuổi khi phạm tội ({oldest} tuổi): áp dụng thủ tục đối với người dưới 18 tuổi, "
                    "không công bố.",
                    f"{name}: under 18 at the act ({oldest}): the juvenile procedure applies, no publication.",
                    places, born, act[1],
                )  # fmt: skip
            else:
                yield cannot(
                    f"{name}: {youngest}–{oldest} tuổi khi phạm tội, cần ngày sinh đầy đủ.",
                    f"{name}: {youngest} to {oldest} at the act; the full date of birth is needed.", places, born,
                    act[1],
                )  # fmt: skip


def _act_day(documents: Sequence[Extraction], options: CheckOptions) -> tuple[date, Field, int] | None:
    for index, document in enumerate(documents):
        field = trusted(document.find(FieldName.CRIME_TIME), options.least)
        if field is not None and isinstance(field.value, Moment) and field.value.date is not None:
            day = field.value.date.date
            if day is not None:
                return day, field, index
    return None


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


_COMPARED = (
    (FieldName.BORN, "ngày sinh", "date of birth"),
    (FieldName.IDENTITY, "số định danh", "identity number"),
    (FieldName.SEX, "giới tính", "sex"),
    (FieldName.FATHER, "tên cha", "father"),
    (FieldName.MOTHER, "tên mẹ", "mother"),
)


def _same_everywhere(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    groups: dict[str, list[tuple[int, Person]]] = {}
    for index, document in enumerate(documents):
        for person in document.persons:
            groups.setdefault(name_key(person.name.canonical), []).append((index, person))
    for members in groups.values():
        if len({index for index, _ in members}) < 2:
            continue
        for name, vi, en in _COMPARED:
            given = [
                (index, field)
                for index, person in members
                if (field := trusted(person.find(name), options.least)) is not None and field.value != ""
            ]
            if len(given) < 2:
                continue
            who = members[0][1].name.canonical
            places = tuple(dict.fromkeys(index for index, _ in given))
            fields = [field for _, field in given]
            if all(_agree(fields[0], other) for other in fields[1:]):
                yield fine(
                    f"{who}: {vi} giống nhau trong {len(given)} văn bản.",
                    f"{who}: same {en} in {len(given)} papers.",
                    places,
                    *fields,
                )
            else:
                values = ", ".join(dict.fromkeys(field.canonical for field in fields))
                yield bad(f"{who}: {vi} khác nhau: {values}.", f"{who}: {en} differs: {values}.", places, *fields)


def _agree(one: Field, other: Field) -> bool:
    """Whether two values can be the same: a year alone agrees with a full date of that year."""
    if isinstance(one.value, PartialDate) and isinstance(other.value, PartialDate):
        pairs = zip(
            (one.value.year, one.value.month, one.value.day),
            (other.value.year, other.value.month, other.value.day),
            strict=True,
        )
        return all(a is None or b is None or a == b for a, b in pairs)
    return name_key(one.canonical) == name_key(other.canonical)


RULES = (
    Rule(
        "identity_number",
        "Số định danh ↔ năm sinh, giới tính",
        "Identity number ↔ year of birth, sex",
        "Nghị định 137/2015/NĐ-CP, Điều 13",
        _identity,
    ),
    Rule("juvenile", "Tuổi khi phạm tội", "Age at the act", "Bộ luật Tố tụng hình sự 2015, Điều 413", _juvenile),
    Rule(
        "same_person",
        "Nhân thân giống nhau giữa các văn bản",
        "The same person in all papers",
        "Bộ luật Tố tụng hình sự 2015, Điều 85, 441",
        _same_everywhere,
    ),
)
