"""Reports as text, JSON with its schema, HTML and PDF slips, and the table of exceptions."""

import io
import json

import jsonschema
import pikepdf
import pypdfium2
import pytest

from casedocs.sign import messages
from casedocs.sign._tables import CHANGES, FINDINGS, STATES, SUB_INDICATIONS, VERDICTS
from casedocs.sign.formats import exceptions_table, report_schema, slip_html, slip_pdf, to_json, to_text
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Finding, VerificationReport
from casedocs.sign.status import ChangeKind, DocumentState, Effect, SubIndication, Verdict
from casedocs.sign.verify import verify_pdf
from tests.support import attacks
from tests.support.signed_pdfs import plain_pdf


@pytest.fixture(scope="module")
def reports(signed: bytes, archived: bytes, policy: VerificationPolicy) -> list[VerificationReport]:
    broken = attacks.append(signed, attacks.forged_contents(signed))
    return [verify_pdf(data, policy=policy) for data in (signed, archived, broken, plain_pdf(), b"x")]


def test_json_fits_its_schema(reports: list[VerificationReport]) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for report in reports:
        data = json.loads(to_json(report))
        validator.validate(data)
        assert data["verdict"] == report.verdict.value
        assert data["sha256"] == report.sha256
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"schema": "x"})


def test_text_says_who_when_and_what(reports: list[VerificationReport]) -> None:
    good, _, broken, plain, unreadable = (to_text(report, "vi") for report in reports)
    assert "HỢP LỆ" in good
    assert "Nguyễn Văn Thử" in good
    assert "KHÔNG HỢP LỆ" in broken
    assert "Nội dung bị sửa sau chữ ký “Chu_ky_1”" in broken
    assert "chưa được ký số" in plain
    assert "không đọc được tệp" in unreadable
    assert "INVALID" in to_text(reports[2], "en")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_slips(reports: list[VerificationReport], language: str) -> None:
    for report in reports:
        html = slip_html(report, language)
        assert html.startswith("<!DOCTYPE html>")
        assert report.sha256 in html
        document = pypdfium2.PdfDocument(slip_pdf(report, language))
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert ("PHIẾU KIỂM TRA CHỮ KÝ SỐ" if language == "vi" else "DIGITAL SIGNATURE CHECK SLIP") in text
        assert report.sha256[:40] in text.replace("\r", "").replace("\n", "")
    with pikepdf.open(io.BytesIO(slip_pdf(reports[0]))) as pdf:
        assert len(pdf.pages) == 1


def test_html_escapes_what_strangers_wrote(reports: list[VerificationReport]) -> None:
    from dataclasses import replace

    hostile = replace(reports[0], source="<script>alert(1)</script>.pdf")
    assert "<script>" not in slip_html(hostile)


def test_what_strangers_wrote_cannot_drive_the_terminal_or_stop_the_slip(reports: list[VerificationReport]) -> None:
    from dataclasses import replace

    signature = replace(reports[0].signatures[0], field_name="A\x1b[2J\n✔ HỢP LỆ", reason="章\x00🙂 lý do")
    hostile = replace(reports[0], signatures=(signature,))
    text = to_text(hostile)
    assert "\x1b" not in text
    assert len(text.splitlines()) == len(to_text(reports[0]).splitlines()) + 1  # the reason's own line
    page = pypdfium2.PdfDocument(slip_pdf(hostile))[0]
    assert "??? lý do" in page.get_textpage().get_text_range()


def test_table_lists_what_did_not_pass(reports: list[VerificationReport]) -> None:
    lines = exceptions_table(reports).splitlines()
    assert len(lines) == 1 + sum(report.verdict is not Verdict.PASSED for report in reports)
    assert all(line.count("\t") == 4 for line in lines)


def test_every_word_has_its_sentence() -> None:
    assert set(VERDICTS) == {item.value for item in Verdict}
    assert set(STATES) == {item.value for item in DocumentState}
    assert set(SUB_INDICATIONS) == {item.value for item in SubIndication}
    assert set(CHANGES) == {item.value for item in ChangeKind}
    for table in (VERDICTS, STATES, SUB_INDICATIONS, CHANGES, FINDINGS):
        assert all(vi and en and vi != en for vi, en in table.values())


def test_every_code_in_the_source_has_its_sentence() -> None:
    import ast
    from pathlib import Path

    import casedocs.sign

    folder = Path(casedocs.sign.__file__).parent
    codes: set[str] = set()
    makers = {"Finding", "Coverage", "doubt", "fail", "_warn"}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in makers and isinstance(first, ast.Constant) and isinstance(first.value, str):
                codes.add(first.value)
    assert len(codes) > 40
    assert codes - set(FINDINGS) <= {"changed_later"}


def test_findings_are_filled_in() -> None:
    finding = Finding("certificate_revoked", Effect.INDETERMINATE, None, (("who", "A"), ("day", "2026-01-01")))
    assert messages.finding_text(finding, "vi") == "Chứng thư của A bị thu hồi ngày 2026-01-01"


def test_the_published_schema_is_the_one_in_use() -> None:
    from pathlib import Path

    published = Path(__file__).parents[3] / "docs" / "reference" / "verification-report.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == report_schema()


def test_reports_and_policies_cross_process_borders(
    reports: list[VerificationReport], policy: VerificationPolicy
) -> None:
    import pickle

    assert [pickle.loads(pickle.dumps(report)) for report in reports] == reports
    assert pickle.loads(pickle.dumps(policy)) == policy
