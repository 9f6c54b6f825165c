"""Every rule has an example that fits and one that does not, and says when it cannot say."""

from datetime import date, time
from decimal import Decimal

import pytest

from casedocs.errors import UsageError
from casedocs.extract import Extraction, FieldName
from casedocs.extract.checks import RULES, CheckOptions, Verdict, check
from casedocs.extract.values import (
    Amount,
    CitedDocument,
    Exhibit,
    FolioRange,
    IdentityDocument,
    Measure,
    Moment,
    Offence,
    Official,
    Period,
    Sex,
    Signer,
)
from casedocs.text.calendar_values import Length, PartialDate
from casedocs.text.provisions import Provision
from tests.support.extract import extracted, field, made, person

N = FieldName
OK, BAD, CANNOT = Verdict.OK, Verdict.VIOLATED, Verdict.NOT_CHECKABLE


def day(text: str) -> PartialDate:
    year, month, number = map(int, text.split("-"))
    return PartialDate(year, month, number)


def theft(clause: str = "1", article: str = "173", name: str = "Trộm cắp tài sản") -> Offence:
    return Offence(name, (Provision(article, clause),))


def paper(title: str, when: str, *more: object, number: str = "1/QĐ") -> Extraction:
    extra = [one for one in more if hasattr(one, "name") and hasattr(one, "span")]
    return made(field(N.TITLE, title), field(N.NUMBER, number), field(N.DATE, day(when)), *extra)  # type: ignore[arg-type]  # filtered above


def asked(rule: str, *documents: Extraction, options: CheckOptions | None = None) -> list[Verdict]:
    return [one.verdict for one in check(documents, rules=[rule], options=options or CheckOptions())]


def charged(offence: Offence, *more: object) -> Extraction:
    return made(field(N.OFFENCE, offence), *more)  # type: ignore[arg-type]  # fields


CASES = [
    ("article_offence", OK, [charged(theft())]),
    ("article_offence", OK, [charged(theft("1", "249", "Tàng trữ trái phép chất ma tuý"))]),
    ("article_offence", OK, [charged(theft("1", "304", "Tàng trữ trái phép vũ khí quân dụng"))]),
    ("article_offence", BAD, [charged(theft("1", "174"))]),
    ("article_offence", BAD, [charged(theft("1", "122"))]),
    ("article_offence", CANNOT, [charged(theft("1", "256a"))]),
    ("article_offence", CANNOT, [charged(Offence("Trộm cắp tài sản"))]),
    ("value_clause", OK, [charged(theft(), field(N.TOTAL_VALUE, Amount(49_999_999)))]),
    ("value_clause", BAD, [charged(theft(), field(N.TOTAL_VALUE, Amount(50_000_000)))]),
    ("value_clause", OK, [charged(theft("2")), made(field(N.TOTAL_VALUE, Amount(50_000_000)))]),
    ("value_clause", CANNOT, [charged(theft("2"), field(N.TOTAL_VALUE, Amount(3_000_000)))]),
    ("value_clause", CANNOT, [charged(theft(), field(N.TOTAL_VALUE, Amount(1_000_000)))]),
    ("value_clause", CANNOT, [charged(theft())]),
    (
        "injury_clause",
        OK,
        [charged(theft("1", "134", "Cố ý gây thương tích"), field(N.INJURY_RATE, Measure(Decimal(12), "%")))],
    ),
    (
        "injury_clause",
        BAD,
        [charged(theft("1", "134", "Cố ý gây thương tích"), field(N.INJURY_RATE, Measure(Decimal(31), "%")))],
    ),
    ("injury_clause", CANNOT, [charged(theft("1", "134", "Cố ý gây thương tích"))]),
    (
        "weight_clause",
        OK,
        [
            charged(
                theft("1", "249", "Tàng trữ trái phép chất ma túy"),
                field(N.WEIGHT, Measure(Decimal("0.4567"), "g", "Methamphetamine")),
            )
        ],
    ),
    (
        "weight_clause",
        BAD,
        [
            charged(
                theft("1", "249", "Tàng trữ trái phép chất ma túy"), field(N.WEIGHT, Measure(Decimal(5), "g", "Heroin"))
            )
        ],
    ),
    (
        "weight_clause",
        CANNOT,
        [
            charged(
                theft("1", "249", "Tàng trữ trái phép chất ma túy"), field(N.WEIGHT, Measure(Decimal(5), "g", "Cần sa"))
            )
        ],
    ),
    (
        "items_total",
        OK,
        [
            made(
                field(N.TOTAL_VALUE, Amount(30)),
                field(N.EXHIBIT, Exhibit("xe", 1, 20)),
                field(N.EXHIBIT, Exhibit("máy", 1, 10)),
            )
        ],
    ),
    ("items_total", BAD, [made(field(N.TOTAL_VALUE, Amount(31)), field(N.EXHIBIT, Exhibit("xe", 1, 30)))]),
    (
        "items_total",
        CANNOT,
        [made(field(N.TOTAL_VALUE, Amount(31)), field(N.EXHIBIT, Exhibit("xe", 1, 30), confidence=0.2))],
    ),
    (
        "folio_inside",
        OK,
        [made(field(N.FOLIO, FolioRange(((45, 47), (52, 52))))), made(field(N.FOLIO_RANGE, FolioRange(((1, 320),))))],
    ),
    (
        "folio_inside",
        BAD,
        [made(field(N.FOLIO, FolioRange(((321, 321),)))), made(field(N.FOLIO_RANGE, FolioRange(((1, 320),))))],
    ),
    ("folio_inside", CANNOT, [made(field(N.FOLIO, FolioRange(((5, 5),))))]),
    ("term_arithmetic", OK, [extracted("Tạm giam 02 tháng, kể từ ngày 12/3/2024 đến ngày 10/5/2024.\n")]),
    ("term_arithmetic", BAD, [extracted("Tạm giam 02 tháng, kể từ ngày 12/3/2024 đến ngày 12/5/2024.\n")]),
    ("term_arithmetic", OK, [extracted("Thời hạn bảo hành 02 tháng, kể từ ngày 31/12/2023 đến ngày 29/02/2024.\n")]),
    ("term_arithmetic", CANNOT, [extracted("Tạm giam 02 tháng, kể từ ngày 12/3/2024.\n")]),
    (
        "detention_length",
        OK,
        [paper("LỆNH TẠM GIAM", "2024-03-12", field(N.TERM, Period(Length(months=2))), field(N.OFFENCE, theft()))],
    ),
    (
        "detention_length",
        BAD,
        [paper("LỆNH TẠM GIAM", "2024-03-12", field(N.TERM, Period(Length(months=3))), field(N.OFFENCE, theft()))],
    ),
    ("detention_length", CANNOT, [paper("LỆNH TẠM GIAM", "2024-03-12", field(N.TERM, Period(Length(months=3))))]),
    ("statutory_deadline", OK, [paper("LỆNH TẠM GIAM", "2024-03-12"), paper("PHÊ CHUẨN LỆNH TẠM GIAM", "2024-03-15")]),
    ("statutory_deadline", BAD, [paper("LỆNH TẠM GIAM", "2024-03-12"), paper("PHÊ CHUẨN LỆNH TẠM GIAM", "2024-03-20")]),
    (
        "statutory_deadline",
        CANNOT,
        [paper("LỆNH TẠM GIAM", "2016-03-12"), paper("PHÊ CHUẨN LỆNH TẠM GIAM", "2016-03-20")],
    ),
    (
        "statutory_deadline",
        OK,
        [paper("BẢN KẾT LUẬN ĐIỀU TRA", "2024-03-01", field(N.OFFENCE, theft())), paper("CÁO TRẠNG", "2024-03-21")],
    ),
    (
        "statutory_deadline",
        CANNOT,
        [paper("BẢN KẾT LUẬN ĐIỀU TRA", "2024-03-01", field(N.OFFENCE, theft())), paper("CÁO TRẠNG", "2024-03-28")],
    ),
    (
        "statutory_deadline",
        BAD,
        [paper("BẢN KẾT LUẬN ĐIỀU TRA", "2024-03-01", field(N.OFFENCE, theft())), paper("CÁO TRẠNG", "2024-04-10")],
    ),
    (
        "steps_in_order",
        OK,
        [
            paper("QUYẾT ĐỊNH KHỞI TỐ BỊ CAN", "2024-03-01"),
            made(field(N.TITLE, "BIÊN BẢN HỎI CUNG BỊ CAN"), field(N.START_TIME, Moment(day("2024-03-02"), time(8)))),
        ],
    ),
    (
        "steps_in_order",
        BAD,
        [
            paper("QUYẾT ĐỊNH KHỞI TỐ BỊ CAN", "2024-03-03"),
            made(field(N.TITLE, "BIÊN BẢN HỎI CUNG BỊ CAN"), field(N.START_TIME, Moment(day("2024-03-02"), time(8)))),
        ],
    ),
    (
        "cited_earlier",
        OK,
        [paper("CÁO TRẠNG", "2024-03-03", field(N.CITED_DOCUMENT, CitedDocument("1/QĐ", day("2024-03-03"))))],
    ),
    (
        "cited_earlier",
        BAD,
        [paper("CÁO TRẠNG", "2024-03-03", field(N.CITED_DOCUMENT, CitedDocument("1/QĐ", day("2024-03-04"))))],
    ),
    ("cited_earlier", CANNOT, [made(field(N.CITED_DOCUMENT, CitedDocument("1/QĐ", day("2024-03-04"))))]),
    (
        "record_times",
        OK,
        [
            made(
                field(N.START_TIME, Moment(day("2024-03-02"), time(8))),
                field(N.END_TIME, Moment(day("2024-03-02"), time(9))),
            )
        ],
    ),
    (
        "record_times",
        BAD,
        [
            made(
                field(N.START_TIME, Moment(day("2024-03-02"), time(8))),
                field(N.END_TIME, Moment(day("2024-03-02"), time(7))),
            )
        ],
    ),
    ("record_times", CANNOT, [made(field(N.START_TIME, Moment(day("2024-03-02"), time(8))))]),
    ("act_before_paper", OK, [paper("QUYẾT ĐỊNH", "2024-03-03", field(N.CRIME_TIME, Moment(day("2024-03-01"))))]),
    ("act_before_paper", BAD, [paper("QUYẾT ĐỊNH", "2024-03-03", field(N.CRIME_TIME, Moment(day("2024-03-05"))))]),
    ("act_before_paper", CANNOT, [made(field(N.CRIME_TIME, Moment(day("2024-03-05"))))]),
    (
        "assigned_prosecutor",
        OK,
        [
            paper(
                "QUYẾT ĐỊNH PHÂN CÔNG KIỂM SÁT VIÊN",
                "2024-03-03",
                field(N.OFFICER, Official("Lê Thị C", "kiểm sát viên")),
            ),
            made(field(N.OFFICER, Official("LÊ THỊ C", "kiểm sát viên"))),
        ],
    ),
    (
        "assigned_prosecutor",
        BAD,
        [
            paper(
                "QUYẾT ĐỊNH PHÂN CÔNG KIỂM SÁT VIÊN",
                "2024-03-03",
                field(N.OFFICER, Official("Lê Thị C", "kiểm sát viên")),
            ),
            made(field(N.OFFICER, Official("Lê Thị D", "kiểm sát viên"))),
        ],
    ),
    ("assigned_prosecutor", CANNOT, [made(field(N.OFFICER, Official("Lê Thị D", "kiểm sát viên")))]),
    ("signature_named", OK, [made(field(N.SIGNER, Signer("Lê Thị C", "VIỆN TRƯỞNG")))]),
    ("signature_named", BAD, [made(field(N.SIGNER, Signer(None, "VIỆN TRƯỞNG")))]),
    ("signature_named", CANNOT, [made(field(N.NUMBER, "1/QĐ"))]),
    ("digits_words", OK, [extracted("số tiền 2.000.000 đồng (Hai triệu đồng)\n")]),
    ("digits_words", BAD, [extracted("số tiền 2.000.000 đồng (Ba triệu đồng)\n")]),
]


@pytest.mark.parametrize(
    ("rule", "verdict", "documents"), CASES, ids=[f"{rule}-{verdict}" for rule, verdict, _ in CASES]
)
def test_a_rule_and_its_answer(rule: str, verdict: Verdict, documents: list[Extraction]) -> None:
    assert asked(rule, *documents) == [verdict]


def accused(born: PartialDate, identity: str = "094088001234", sex: Sex = Sex.MALE, role: str = "bị can") -> Extraction:
    details = (field(N.BORN, born), field(N.IDENTITY, IdentityDocument(identity)), field(N.SEX, sex))
    return made(field(N.CRIME_TIME, Moment(day("2024-06-05"))), persons=(person("Lâm Văn Đạt", *details, role=role),))


@pytest.mark.parametrize(
    ("document", "verdict"),
    [
        (accused(day("1988-06-05")), OK),
        (accused(day("1987-06-05")), BAD),
        (accused(day("1988-06-05"), sex=Sex.FEMALE), BAD),
        (accused(day("1988-06-05"), identity="094988001234"), BAD),
        (accused(day("1988-06-05"), identity="361234567"), CANNOT),
    ],
)
def test_identity_numbers(document: Extraction, verdict: Verdict) -> None:
    assert asked("identity_number", document) == [verdict]


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        (day("2006-06-05"), OK),
        (day("2006-06-06"), BAD),
        (PartialDate(2006), CANNOT),
        (PartialDate(2005), OK),
        (PartialDate(2007), BAD),
    ],
)
def test_juveniles_on_the_day_of_the_act(born: PartialDate, verdict: Verdict) -> None:
    assert asked("juvenile", accused(born)) == [verdict]


def test_a_witness_is_no_juvenile_offender() -> None:
    assert asked("juvenile", accused(day("2015-01-01"), role="người làm chứng")) == []


def test_one_person_in_several_papers() -> None:
    results = check([accused(day("1988-06-05")), accused(PartialDate(1988), "094088001235")], rules=["same_person"])
    assert [(one.verdict, one.documents) for one in results] == [(BAD, (0, 1)), (OK, (0, 1)), (OK, (0, 1))]
    assert "094088001235" in results[0].vi


def test_the_size_of_the_dossier_needs_a_count() -> None:
    document = made(field(N.SHEETS, 320), field(N.VOLUMES, 2))
    assert asked("dossier_size", document) == [CANNOT, CANNOT]
    assert asked("dossier_size", document, options=CheckOptions(sheets=320, volumes=3)) == [BAD, OK]


def test_all_rules_are_named_described_and_sourced() -> None:
    assert set(RULES) == {rule for rule, _, _ in CASES} | {"identity_number", "juvenile", "same_person", "dossier_size"}
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.vi
        assert rule.en
        assert rule.source


def test_violations_come_first_and_doubtful_fields_are_not_judged() -> None:
    document = made(
        field(N.OFFENCE, theft("1", "174"), confidence=0.5),
        field(N.OFFENCE, theft()),
        field(N.SIGNER, Signer(None, "X")),
    )
    assert [one.verdict for one in check(document)][:1] == [BAD]
    assert asked("article_offence", document) == [OK]


def test_bad_arguments_are_named() -> None:
    with pytest.raises(UsageError):
        check([], rules=["no_such_rule"])
    with pytest.raises(UsageError):
        CheckOptions(least=2)
    with pytest.raises(UsageError):
        CheckOptions(sheets=-1)
    assert check([]) == ()


def test_days_off_move_the_end_of_a_term() -> None:
    papers_ = [paper("LỆNH TẠM GIAM", "2024-03-12"), paper("PHÊ CHUẨN LỆNH TẠM GIAM", "2024-03-18")]
    assert asked("statutory_deadline", *papers_) == [BAD]
    holiday = CheckOptions(days_off=frozenset({date(2024, 3, 15)}))
    assert asked("statutory_deadline", *papers_, options=holiday) == [
        OK
    ]  # the 15th is off, the 16th and 17th a weekend
