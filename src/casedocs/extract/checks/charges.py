"""Article ↔ offence name; value, injury and weight ↔ clause (Penal Code 2015)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from casedocs.extract.checks.kinds import trusted
from casedocs.extract.checks.model import Answer, CheckOptions, Rule, bad, cannot, fine
from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.offences import is_open, offence_name, same_offence
from casedocs.extract.values import Amount, Measure, Offence

__all__ = ["RULES"]

_Bands = tuple[tuple[int, str], ...]
# From which amount on which clause, in đồng; below the first only special circumstances make it an offence.
_PROPERTY: _Bands = ((2_000_000, "1"), (50_000_000, "2"), (200_000_000, "3"), (500_000_000, "4"))
_VALUE: dict[str, _Bands] = {
    "173": _PROPERTY,
    "174": _PROPERTY,
    "172": _PROPERTY,
    "175": ((4_000_000, "1"), (50_000_000, "2"), (200_000_000, "3"), (500_000_000, "4")),
    "178": ((2_000_000, "1"), (50_000_000, "2"), (200_000_000, "3"), (500_000_000, "4")),
}
_INJURY: _Bands = ((11, "1"), (31, "2"), (61, "3"))
_HARD_DRUGS = ("heroin", "hêrôin", "methamphetamin", "amphetamin", "mdma", "cocain", "côcain")
_WEIGHT: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "249": ((Decimal("0.1"), "1"), (Decimal(5), "2"), (Decimal(30), "3"), (Decimal(100), "4")),
}


def _offences(document: Extraction, options: CheckOptions) -> Iterator[tuple[Offence, Field]]:
    for field in document.all(FieldName.OFFENCE):
        if isinstance(field.value, Offence):
            kept = trusted(field, options.least)
            if kept is not None:
                yield field.value, field


def _article_offence(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        for offence, field in _offences(document, options):
            if offence.name is None or offence.article is None:
                yield cannot(
                    f"“{field.canonical}”: chỉ có tên tội hoặc chỉ có điều luật.",
                    f"“{field.canonical}”: only the name or only the article is printed.", (index,), field,
                )  # fmt: skip
                continue
            same = same_offence(offence.name, offence.article)
            if same is None and not is_open(offence.article) and offence.article.isdigit():
                yield bad(
                    f"Điều {offence.article} Bộ luật Hình sự không quy định tội danh nào.",
                    f"Article {offence.article} of the Penal Code names no offence.", (index,), field,
                )  # fmt: skip
            elif same is None:
                yield cannot(
                    f"Điều {offence.article} mới hơn bảng tội danh có sẵn.",
                    f"Article {offence.article} is newer than the table of offences.", (index,), field,
                )  # fmt: skip
            elif same:
                yield fine(
                    f"“{offence.name}” đúng là tội danh của Điều {offence.article}.",
                    f"“{offence.name}” is the offence of article {offence.article}.", (index,), field,
                )  # fmt: skip
            else:
                yield bad(
                    f"Điều {offence.article} là tội “{offence_name(offence.article)}”, không phải “{offence.name}”.",
                    f"Article {offence.article} is “{offence_name(offence.article)}”, not “{offence.name}”.",
                    (index,), field,
                )  # fmt: skip


def _only(documents: Sequence[Extraction], index: int, name: FieldName, options: CheckOptions) -> Field | None:
    """The one value that this paper gives, else the one that the whole dossier gives; None when there are several."""
    for group in ([documents[index]], documents):
        found = {
            one.canonical: one for document in group for one in document.all(name) if one.confidence >= options.least
        }
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _clause_of(bands: Sequence[tuple[Decimal | int, str]], amount: Decimal | int) -> str | None:
    found = None
    for least, clause in bands:
        if amount >= least:
            found = clause
    return found


def _judge(
    offence: Offence, charge: Field, amount: Decimal | int, measured: Field, bands: Sequence[tuple[Decimal | int, str]],
    index: int,
) -> Answer:  # fmt: skip
    clause = offence.provisions[0].clause
    by_amount = _clause_of(bands, amount)
    where = (index,)
    if clause is None:
        return cannot(
            f"Điều {offence.article} được viện dẫn mà không có khoản.",
            f"Article {offence.article} is cited without a clause.", where, charge, measured,
        )  # fmt: skip
    if by_amount is None:
        return cannot(
            f"{measured.canonical} dưới mức của khoản 1 Điều {offence.article}: cần tình tiết khác.",
            f"{measured.canonical} lies below clause 1 of article {offence.article}: other circumstances decide.",
            where, charge, measured,
        )  # fmt: skip
    if by_amount == clause:
        return fine(
            f"{measured.canonical} phù hợp khoản {clause} Điều {offence.article}.",
            f"{measured.canonical} fits clause {clause} of article {offence.article}.", where, charge, measured,
        )  # fmt: skip
    if by_amount < clause:
        return cannot(
            f"{measured.canonical} ứng với khoản {by_amount}; khoản {clause} phải dựa trên tình tiết khác.",
            f"{measured.canonical} belongs to clause {by_amount}; clause {clause} must rest on other circumstances.",
            where, charge, measured,
        )  # fmt: skip
    return bad(
        f"{measured.canonical} ứng với khoản {by_amount} Điều {offence.article}, nhưng viện dẫn khoản {clause}.",
        f"{measured.canonical} belongs to clause {by_amount} of article {offence.article}, but clause {clause} is "
        f"cited.",
        where, charge, measured,
    )  # fmt: skip


def _value_clause(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        total = _only(documents, index, FieldName.TOTAL_VALUE, options)
        for offence, charge in _offences(document, options):
            bands = _VALUE.get(offence.article or "")
            if bands is None:
                continue
            if total is None or not isinstance(total.value, Amount):
                yield cannot(
                    "Không có đúng một tổng giá trị tài sản.", "There is not exactly one total value.", (index,), charge
                )
            else:
                yield _judge(offence, charge, Decimal(total.value.amount), total, bands, index)


def _injury_clause(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        rate = _only(documents, index, FieldName.INJURY_RATE, options)
        for offence, charge in _offences(document, options):
            if offence.article != "134":
                continue
            if rate is None or not isinstance(rate.value, Measure):
                yield cannot(
                    "Cần đúng một tỷ lệ tổn thương cơ thể để đối chiếu.",
                    "One share of injury is needed.",
                    (index,),
                    charge,
                )
            else:
                yield _judge(offence, charge, rate.value.amount, rate, _INJURY, index)


def _weight_clause(documents: Sequence[Extraction], options: CheckOptions) -> Iterator[Answer]:
    for index, document in enumerate(documents):
        weight = _only(documents, index, FieldName.WEIGHT, options)
        for offence, charge in _offences(document, options):
            bands = _WEIGHT.get(offence.article or "")
            if bands is None:
                continue
            value = None if weight is None else weight.value
            if (
                weight is None
                or not isinstance(value, Measure)
                or not (value.substance or "").lower().startswith(_HARD_DRUGS)
            ):
                yield cannot(
                    "Cần đúng một khối lượng của một chất trong nhóm hêrôin, Methamphetamine, MDMA.",
                    "One weight of one substance of the group heroin, methamphetamine, MDMA is needed.", (index,),
                    charge,
                )  # fmt: skip
            else:
                yield _judge(offence, charge, value.amount, weight, bands, index)


RULES = (
    Rule(
        "article_offence",
        "Điều luật ↔ tội danh",
        "Article ↔ offence",
        "Bộ luật Hình sự 2015, Điều 108–425",
        _article_offence,
    ),
    Rule(
        "value_clause", "Giá trị tài sản ↔ khoản", "Value ↔ clause", "Bộ luật Hình sự, Điều 172–175, 178", _value_clause
    ),
    Rule(
        "injury_clause",
        "Tỷ lệ thương tật ↔ khoản",
        "Share of injury ↔ clause",
        "Bộ luật Hình sự, Điều 134",
        _injury_clause,
    ),
    Rule(
        "weight_clause",
        "Khối lượng ma túy ↔ khoản",
        "Weight of drugs ↔ clause",
        "Bộ luật Hình sự, Điều 249",
        _weight_clause,
    ),
)
