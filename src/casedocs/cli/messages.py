"""Errors in the reader's language: the sentence of its code, and the detail as the library gave it."""

from casedocs.cli.language import Language, current_language
from casedocs.errors import CasedocsError

__all__ = ["describe", "sentence_for"]

_VIETNAMESE = {
    "usage": "Lệnh hoặc tham số chưa đúng.",
    "missing_extra": "Thiếu gói Python cần cho việc này.",
    "input": "Không dùng được dữ liệu vào.",
    "not_found": "Không tìm thấy tệp hoặc thư mục.",
    "unreadable": "Có tệp nhưng hệ thống không cho đọc.",
    "empty": "Tệp rỗng hoặc không có trang nào.",
    "unsupported_format": "Loại tệp này không đọc được.",
    "corrupt": "Tệp bị hỏng hoặc bị cắt cụt.",
    "encrypted": "Tệp được đặt mật khẩu.",
    "signed": "Tệp đã ký số; sửa tệp sẽ làm mất hiệu lực chữ ký.",
    "limit_exceeded": "Vượt giới hạn an toàn.",
    "format": "Dữ liệu sai cấu trúc.",
    "output": "Không ghi được kết quả.",
    "disk_full": "Ổ đĩa đã đầy.",
    "lock_held": "Một lần chạy khác đang làm việc trong thư mục này.",
    "text": "Không giải mã được văn bản.",
    "engine": "Bộ nhận dạng gặp lỗi.",
    "engine_not_found": "Thiếu bộ nhận dạng hoặc tệp ngôn ngữ.",
    "engine_crashed": "Bộ nhận dạng bị dừng đột ngột.",
    "engine_timeout": "Nhận dạng quá thời gian cho phép.",
    "batch": "Bộ máy xử lý hàng loạt gặp lỗi.",
    "manifest": "Sổ theo dõi của lần chạy (manifest) bị hỏng hoặc không đúng loại.",
    "no_batch": "Ở đây chưa có lần chạy nào. Bắt đầu bằng: casedocs batch run NGUỒN -o THƯ_MỤC.",
    "lease_lost": "Máy khác đã nhận làm phần việc này; kết quả đến muộn bị từ chối.",
    "signing": "Không ký được.",
    "verification": "Chữ ký không hợp lệ.",
    "dossier": "Trái quy tắc của hồ sơ.",
    "error": "Có lỗi.",
}


def sentence_for(code: str) -> str:
    """The Vietnamese sentence of an error code."""
    return _VIETNAMESE.get(code, _VIETNAMESE["error"])


def describe(error: CasedocsError) -> str:
    """One paragraph for a person: what, where, what to do."""
    detail = f"{error.message}\n  → {error.hint}" if error.hint else error.message
    if current_language() is Language.VI:
        return f"Lỗi [{error.code}]: {sentence_for(error.code)}\n  {detail}"
    return f"Error [{error.code}]: {detail}"
