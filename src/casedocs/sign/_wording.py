"""The rows and notes on one signature as a reader of a report sees them, in Vietnamese and English."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from casedocs.sign.messages import change_text, finding_text, sub_indication_text, verdict_text
from casedocs.sign.report import Change, SignatureReport
from casedocs.sign.status import Effect, Level, SubIndication, Verdict

__all__ = ["MARKS", "headline", "signature_notes", "signature_rows", "time_text"]

MARKS = {Verdict.PASSED: "✔", Verdict.INDETERMINATE: "?", Verdict.FAILED: "✘"}
_VIETNAM = timezone(timedelta(hours=7))
_KINDS = {
    "signature": ("chữ ký", "signature"),
    "certification": ("chữ ký chứng thực", "certification signature"),
    "document_timestamp": ("dấu thời gian của tài liệu", "document time-stamp"),
}
# What is wrong behind the signed part, which itself is as it was.
_LATER = {
    "bytes_unexplained", "changed_later", "content_covered", "field_shows_other", "object_twice", "object_unlisted",
    "revisions_mismatch", "shown_differently", "trailing_long", "trailing_structure", "xref_entry_odd", "xref_mismatch",
    "xref_missing",
}  # fmt: skip
# Nobody could tell whether the hash or the value fits.
_UNTOLD = {"algorithm_unknown", "cms_no_attributes", "limit_exceeded", "signer_certificate_missing"}
# Where the sub-indication alone would mislead.
_REASONS = {
    "digest_info_bare": ("giá trị chữ ký mã hóa trái chuẩn", "the signature value is encoded against the standard")
}


def time_text(moment: datetime | None, language: str, *, instead: tuple[str, str] = ("không rõ", "unknown")) -> str:
    """A moment in Vietnamese time; `instead` (Vietnamese, English) for none."""
    if moment is None:
        return instead[0 if language == "vi" else 1]
    local = moment.astimezone(_VIETNAM)
    return f"{local:%d/%m/%Y %H:%M:%S} (+07:00)" if language == "vi" else f"{local:%Y-%m-%d %H:%M:%S} +07:00"


def _integrity(item: SignatureReport) -> tuple[str, str]:
    failed = {finding.code for finding in item.findings if finding.effect is Effect.FAILED}
    if failed - _LATER:
        return "KHÔNG bảo đảm", "NOT assured"
    if failed:
        return (
            "phần được ký còn nguyên, nhưng tệp đã bị sửa sau khi ký",
            "the signed part is whole, but the file was changed afterwards",
        )
    if not item.digest_algorithm or any(finding.code in _UNTOLD for finding in item.findings):
        return "chưa kiểm tra được", "could not be checked"
    return "phần được ký còn nguyên", "the signed part is whole"


def _level(item: SignatureReport) -> tuple[str, str]:
    if item.level is not Level.CMS:
        return item.level.value, item.level.value
    return "CMS (không thuộc mức PAdES nào)", "CMS (none of the PAdES levels)"


def signature_rows(item: SignatureReport, language: str) -> list[tuple[str, str]]:
    """What a reader wants to know about one signature, as label and value."""
    vi = language == "vi"
    one = 0 if vi else 1
    signer = item.signer
    unknown = "không rõ" if vi else "unknown"
    stamp = item.kind == "document_timestamp"
    found = [
        ("Người ký" if vi else "Signer", signer.common_name if signer else unknown),
        ("Cơ quan" if vi else "Agency", (signer.organization if signer else "") or unknown),
        ("Toàn vẹn" if vi else "Integrity", _integrity(item)[one]),
        ("Cấp bởi" if vi else "Issued by", signer.issuer if signer else unknown),
        ("Số chứng thư" if vi else "Certificate number", signer.serial if signer else unknown),
    ]
    if not stamp:
        found.append(("Thời gian ký (máy người ký)" if vi else "Time claimed", time_text(item.claimed_time, language)))
    none = ("không có", "none")
    found.append(
        ("Thời gian có chứng minh" if vi else "Time proven", time_text(item.proven_time, language, instead=none))
    )
    if not stamp:
        found.append(("Mức" if vi else "Level", _level(item)[one]))
    algorithms = ", ".join(filter(None, (item.digest_algorithm, item.signature_algorithm))) or unknown
    found.append(("Thuật toán" if vi else "Algorithms", algorithms))
    if item.page_number:
        found.append(("Hiện ở trang" if vi else "Shown on page", str(item.page_number)))
    if item.reason:
        found.append(("Lý do" if vi else "Reason", item.reason))
    return found


def signature_notes(item: SignatureReport, language: str) -> list[str]:
    """The findings, and the allowed later changes; the same change in several saves is said once."""
    saves: dict[Change, list[int]] = {}
    for change in item.changes:
        if change.effect is Effect.NOTE:
            saves.setdefault(replace(change, revision=0), []).append(change.revision)
    texts = [finding_text(finding, language) for finding in item.findings]
    for change, numbers in saves.items():
        first = replace(change, revision=numbers[0])
        text = change_text(first, language)
        several = ", ".join(map(str, dict.fromkeys(numbers)))
        texts.append(text.replace(f" {numbers[0]})", f" {several})", 1))
    return texts


def headline(item: SignatureReport, language: str) -> str:
    """Verdict, kind and field of a signature, with the reason when it is not valid."""
    one = 0 if language == "vi" else 1
    kind = _KINDS.get(item.kind, (item.kind, item.kind))[one]
    reason = _reason(item, language)
    tail = f": {reason} [{item.sub_indication}]" if item.sub_indication else ""
    return f"{MARKS[item.verdict]} {kind} “{item.field_name}”: {verdict_text(item.verdict, language)}{tail}"


def _reason(item: SignatureReport, language: str) -> str:
    deciding = next((finding for finding in item.findings if finding.sub_indication is item.sub_indication), None)
    if deciding is not None and deciding.code in _REASONS:
        return _REASONS[deciding.code][0 if language == "vi" else 1]
    if deciding is not None and item.sub_indication is SubIndication.FORMAT_FAILURE and deciding.code in _LATER:
        return "tệp bị sửa sau khi ký" if language == "vi" else "the file was changed after it was signed"
    return sub_indication_text(item.sub_indication, language)
