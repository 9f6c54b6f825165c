"""A verification report as text, JSON (with its schema), HTML slip, PDF slip, and a table of exceptions for many."""

import json
import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Any, Union, get_args, get_origin, get_type_hints

from casedocs._extras import require
from casedocs.sign._wording import MARKS, headline, signature_notes, signature_rows, time_text
from casedocs.sign.messages import finding_text, state_text, sub_indication_text, verdict_text
from casedocs.sign.report import SignatureReport, VerificationReport
from casedocs.sign.status import Effect, Verdict

__all__ = ["exceptions_table", "report_schema", "slip_html", "slip_pdf", "to_json", "to_text"]

SCHEMA_ID = "casedocs:verification-report:1"


def _summary(report: VerificationReport, language: str) -> str:
    tail = f" [{report.sub_indication}]" if report.sub_indication else ""
    return f"{verdict_text(report.verdict, language)}{tail}: {state_text(report.state, language)}"


def to_text(report: VerificationReport, language: str = "vi") -> str:
    """The report for a terminal.

    Args:
        report: What a verification gave.
        language: ``vi`` or ``en``.
    """
    vi = language == "vi"
    lines = [f"{MARKS[report.verdict]} {report.source or '-'}: {_summary(report, language)}"]
    lines.append(f"  SHA-256 {report.sha256}")
    lines.append(f"  {'Kiểm tra cho thời điểm' if vi else 'Checked for'} {time_text(report.checked_at, language)}")
    lines += [f"  ! {finding_text(finding, language)}" for finding in report.findings]
    for item in report.signatures:
        lines += ["", f"  {headline(item, language)}"]
        lines += [f"      {label}: {value}" for label, value in signature_rows(item, language)]
        lines += [f"      - {note}" for note in signature_notes(item, language)]
    return "\n".join(map(_harmless, lines)) + "\n"


def _harmless(line: str, instead: str = "\ufffd") -> str:
    """The line without what a terminal obeys: names and reasons in a file are written by strangers."""
    return "".join(letter if letter.isprintable() else instead for letter in line)


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def to_json(report: VerificationReport) -> str:
    """The report as JSON; `report_schema` describes it."""
    return json.dumps({"schema": SCHEMA_ID, **_plain(report)}, ensure_ascii=False, indent=2) + "\n"


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  one case per kind
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema_of(item, definitions) for item in inner]}
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return {"type": "array", "items": _schema_of(inner[0], definitions)}
        return {
            "type": "array",
            "prefixItems": [_schema_of(item, definitions) for item in inner],
            "minItems": len(inner),
        }
    if isinstance(kind, type) and is_dataclass(kind):
        name = kind.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object_schema(kind, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [item.value for item in kind]}
    if kind is datetime:
        return {"type": "string", "format": "date-time"}
    plain = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": plain[kind]}


def _object_schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {item.name: _schema_of(hints[item.name], definitions) for item in fields(kind)}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def report_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of `to_json`, made from the report's types."""
    definitions: dict[str, Any] = {}
    top = _object_schema(VerificationReport, definitions)
    top["properties"] = {"schema": {"const": SCHEMA_ID}, **top["properties"]}
    top["required"] = ["schema", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **top,
        "$defs": definitions,
    }


_TITLE = ("PHIẾU KIỂM TRA CHỮ KÝ SỐ", "DIGITAL SIGNATURE CHECK SLIP")


def _head_rows(report: VerificationReport, language: str) -> list[tuple[str, str]]:
    vi = language == "vi"
    return [
        ("Tệp" if vi else "File", report.source or "-"),
        ("SHA-256", report.sha256),
        ("Kích thước" if vi else "Size", f"{report.size} byte"),
        ("Kiểm tra cho thời điểm" if vi else "Checked for", time_text(report.checked_at, language)),
        ("Kết luận" if vi else "Verdict", _summary(report, language)),
    ]


def slip_html(report: VerificationReport, language: str = "vi") -> str:
    """The “phiếu kiểm tra chữ ký số” as one HTML page that needs no other file.

    Args:
        report: What a verification gave.
        language: ``vi`` or ``en``.
    """
    title = _TITLE[0 if language == "vi" else 1]

    def table(rows: list[tuple[str, str]]) -> str:
        cells = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in rows)
        return f"<table>{cells}</table>"

    parts = [table(_head_rows(report, language))]
    if report.findings:
        parts.append(
            "<ul>" + "".join(f"<li>{escape(finding_text(f, language))}</li>" for f in report.findings) + "</ul>"
        )
    for item in report.signatures:
        notes = "".join(f"<li>{escape(note)}</li>" for note in signature_notes(item, language))
        parts.append(f"<h2 class='{item.verdict.value.lower()}'>{escape(headline(item, language))}</h2>")
        parts.append(table(signature_rows(item, language)) + (f"<ul>{notes}</ul>" if notes else ""))
    sign = "Người kiểm tra (ký, ghi rõ họ tên)" if language == "vi" else "Checked by (signature, name)"
    style = (
        "body{font:12pt 'Times New Roman',serif;margin:2cm}h1{text-align:center;font-size:14pt}h2{font-size:12pt}"
        "table{border-collapse:collapse;width:100%}th{text-align:left;width:32%;font-weight:normal;color:#333}"
        "th,td{border:1px solid #999;padding:2pt 4pt;word-break:break-word}.failed{color:#a00}"
        ".indeterminate{color:#850}.passed{color:#060}.sign{margin-top:1cm;text-align:right}"
    )
    return (
        f"<!DOCTYPE html>\n<html lang='{language}'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>{''.join(parts)}"
        f"<p class='sign'>{escape(sign)}</p></body></html>\n"
    )


def slip_pdf(report: VerificationReport, language: str = "vi") -> bytes:
    """The “phiếu kiểm tra chữ ký số” as a PDF to print and file, on one page.

    With many signatures the lines are put together and the letters get smaller (not below 6.5 points); notes without
    consequence are left out then. The text, JSON and HTML forms always say everything.

    Args:
        report: What a verification gave.
        language: ``vi`` or ``en``.

    Raises:
        SigningError: If no font with every letter is installed.
    """
    require("pyhanko", extra="sign")
    from casedocs.sign._pdf.slip import Line, write_pages

    whole = [_full(item, language) for item in report.signatures]
    short = [_compact(item, language, with_notes=True) for item in report.signatures]
    least = [_compact(item, language, with_notes=False) for item in report.signatures]
    layouts = []
    for blocks, size in ((whole, 10.5), (short, 9.5), (short, 8.0), (least, 8.0), (least, 6.5)):
        rows = [f"{label}: {value}" for label, value in _head_rows(report, language)]
        rows += [f"! {finding_text(finding, language)}" for finding in report.findings]
        lines = [Line(_TITLE[0 if language == "vi" else 1], 14.0, centred=True), Line("", 6.0)]
        lines += [Line(_harmless(text, "?"), min(11.0, size + 0.5)) for text in rows]
        for heading, *texts in blocks:
            lines += [Line("", size / 2), Line(_harmless(heading, "?"), size + 1)]
            lines += [Line(_harmless(text, "?"), size, indent=12.0) for text in texts]
        sign = "Người kiểm tra (ký, ghi rõ họ tên)" if language == "vi" else "Checked by (signature, name)"
        layouts.append([*lines, Line("", 20.0), Line(sign, 11.0, indent=260.0)])
    return write_pages(layouts)


def _full(item: SignatureReport, language: str) -> list[str]:
    """Heading and lines about one signature, a line for each fact."""
    # The marks ✔ and ✘ are not in every serif font; the words say the same.
    rows = [f"{label}: {value}" for label, value in signature_rows(item, language)]
    return [headline(item, language)[2:], *rows, *(f"- {note}" for note in signature_notes(item, language))]


def _compact(item: SignatureReport, language: str, *, with_notes: bool) -> list[str]:
    """The same in few lines: what was noted without harm is left out."""
    facts = "; ".join(f"{label}: {value}" for label, value in signature_rows(item, language))
    loud = [finding_text(finding, language) for finding in item.findings if finding.effect is not Effect.NOTE]
    return [headline(item, language)[2:], facts, *([f"- {'; '.join(loud)}"] if with_notes and loud else [])]


def exceptions_table(reports: Sequence[VerificationReport], language: str = "vi") -> str:
    """The documents that did not pass, one line each with tabulators: file, verdict, reason, state, signer.

    Args:
        reports: Of many documents.
        language: ``vi`` or ``en``.
    """
    vi = language == "vi"
    head = (
        ("Tệp", "Kết luận", "Lý do", "Tình trạng", "Người ký")
        if vi
        else ("File", "Verdict", "Reason", "State", "Signers")
    )
    rows = ["\t".join(head)]
    for report in reports:
        if report.verdict is Verdict.PASSED:
            continue
        signers = "; ".join(item.signer.common_name for item in report.signatures if item.signer)
        cells = (
            report.source,
            verdict_text(report.verdict, language),
            sub_indication_text(report.sub_indication, language),
            state_text(report.state, language),
            signers,
        )
        rows.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(rows) + "\n"
