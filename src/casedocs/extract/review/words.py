"""The words of the review page in both languages."""

__all__ = ["WORDS"]

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "save": "Lưu tệp sửa (S)", "confirmed": "đã xác nhận", "changed": "đã sửa", "denied": "đã bỏ",
        "open": "chưa xem",
        "word": "Từ", "page": "trang", "empty": "(trống hoặc chưa đọc)",
        "cue": "Dấu hiệu", "line": "Dòng in", "was": "Đọc được",
        "progress": "{done}/{all} mục đã xem", "none": "Không còn mục nào.", "saved": "Đã lưu tệp sửa.",
        "nopicture": "Trang này không có ảnh: không ghi được sửa đổi.",
        "keys": "J/↓, K/↑: mục sau, mục trước\nN: mục chưa xem tiếp theo\nEnter: sửa; Enter lần nữa: ghi, Esc: thôi\n"
        "Y hoặc phím cách: đúng, xác nhận\nX: không có thông tin này\nU: bỏ đánh dấu\nT: sang phần chữ, ←/→ chọn "
        "từ, Enter "
        "sửa từ, Esc trở về\n+/−: phóng to, thu nhỏ\nS: lưu tệp sửa\nL: đổi ngôn ngữ\n?: trợ giúp",
    },
    "en": {
        "save": "Save corrections (S)", "confirmed": "confirmed", "changed": "changed", "denied": "removed",
        "open": "not seen", "word": "Word", "page": "page", "empty": "(blank or not read)",
        "cue": "Cue", "line": "Printed line",
        "was": "Read as", "progress": "{done} of {all} items seen", "none": "Nothing is left.",
        "saved": "Corrections saved.", "nopicture": "This page has no picture: nothing can be corrected.",
        "keys": "J/↓, K/↑: next, previous item\nN: next item not yet seen\nEnter: edit; Enter again: keep, Esc: leave\n"
        "Y or space: right, confirm\nX: there is no such thing\nU: take the mark back\nT: into the text, ←/→ "
        "choose a word, "
        "Enter edits it, Esc returns\n+/−: zoom\nS: save the corrections\nL: language\n?: help",
    },
}  # fmt: skip
