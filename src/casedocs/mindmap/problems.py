"""Findings about a map, in Vietnamese and English."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Problem", "Severity", "problem"]


class Severity(StrEnum):
    """ERROR: the map breaks a rule and other programs may refuse it; WARNING: somebody should look at it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong at one place.

    Attributes:
        code: Stable English word such as ``duplicate-id``.
        path: The place, such as ``1/2.3`` (sheet 1, third child of the second branch) or a key of the file.
        severity: How bad.
        message_vi: One Vietnamese sentence.
        message_en: The same in English.
    """

    code: str
    path: str
    severity: Severity
    message_vi: str
    message_en: str


# code → (severity, Vietnamese, English); {detail} is filled in by `problem`.
_TEXTS: dict[str, tuple[Severity, str, str]] = {
    "bidi-control": (
        Severity.WARNING,
        "Tên có ký tự đổi chiều chữ ẩn, chữ hiển thị có thể khác chữ thật: {detail}",
        "the title hides bidirectional control characters, what is shown may differ from what is there: {detail}",
    ),
    "control-character": (
        Severity.WARNING,
        "Tên có ký tự điều khiển không in được: {detail}",
        "the title holds a control character: {detail}",
    ),
    "dangling-link": (
        Severity.ERROR,
        "Liên kết trỏ tới chủ đề không có: {detail}",
        "the link leads to a topic that is not there: {detail}",
    ),
    "dangling-relationship": (
        Severity.ERROR,
        "Mũi tên quan hệ trỏ tới chủ đề không có: {detail}",
        "a relationship ends at a topic that is not there: {detail}",
    ),
    "duplicate-id": (Severity.ERROR, "Mã chủ đề bị trùng: {detail}", "the id is used twice: {detail}"),
    "empty-map": (Severity.ERROR, "Sơ đồ không có trang nào.", "the map has no sheet"),
    "foreign-member": (
        Severity.ERROR,
        "Khung hoặc ngoặc tóm tắt gồm chủ đề không thuộc nhánh này: {detail}",
        "a boundary or summary covers a topic that is not a child here: {detail}",
    ),
    "missing-id": (Severity.WARNING, "Thiếu mã: {detail}", "the id is missing: {detail}"),
    "missing-resource": (
        Severity.ERROR,
        "Tệp đính kèm bên trong sơ đồ không có: {detail}",
        "the file inside the map is missing: {detail}",
    ),
    "more-roots": (
        Severity.WARNING,
        "Tệp có thêm gốc khác, được giữ trong tệp nhưng không hiện: {detail}",
        "the file has more roots, kept in the file but not shown: {detail}",
    ),
    "range-out-of-bounds": (
        Severity.WARNING,
        "Phạm vi khung hoặc tóm tắt vượt số nhánh: {detail}",
        "the range of a boundary or summary is not usable: {detail}",
    ),
    "shared-topic": (
        Severity.ERROR,
        "Một chủ đề nằm ở hai nơi hoặc tạo thành vòng: {detail}",
        "one topic hangs in two places or in a ring: {detail}",
    ),
    "summary-incomplete": (
        Severity.WARNING,
        "Ngoặc tóm tắt thiếu chủ đề tóm tắt hoặc thiếu nhánh: {detail}",
        "a summary lacks its topic or its members: {detail}",
    ),
    "unknown-active-sheet": (
        Severity.WARNING,
        "Trang đang mở không có trong sơ đồ: {detail}",
        "the active sheet is not in the map: {detail}",
    ),
    "unknown-encoding": (
        Severity.WARNING,
        "Bảng mã của tệp không rõ, đọc theo {detail}.",
        "the encoding is not clear, read as {detail}",
    ),
    "wrong-type": (
        Severity.WARNING,
        "Dữ liệu sai kiểu, đã giữ nguyên nhưng không dùng: {detail}",
        "the value has the wrong type, kept but not used: {detail}",
    ),
}


def problem(code: str, path: str, detail: str = "") -> Problem:
    """The finding `code` (a key of this module's table) at `path`; `detail` is cut to 200 characters."""
    severity, vietnamese, english = _TEXTS[code]
    short = detail if len(detail) <= 200 else f"{detail[:200]}…"
    return Problem(
        code=code,
        path=path,
        severity=severity,
        message_vi=vietnamese.format(detail=short),
        message_en=english.format(detail=short),
    )
