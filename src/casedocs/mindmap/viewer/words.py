"""The viewer's words in Vietnamese and English."""

__all__ = ["WORDS"]

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "search": "Tìm (không cần dấu)…", "fit": "Vừa màn hình (0)", "plus": "Phóng to (+)", "minus": "Thu nhỏ (−)",
        "openAll": "Mở hết (E)", "closeAll": "Thu gọn (C)", "notes": "Ghi chú (N)", "dark": "Nền tối (D)",
        "black": "Màn hình đen (B)", "steps": "Trình chiếu từng bước (S)", "help": "Hướng dẫn (?)", "print": "In (P)",
        "lang": "English (L)", "next": "Kết quả sau (Enter)", "previous": "Kết quả trước (Shift+Enter)",
        "noNote": "Không có ghi chú.", "open": "Mở:", "proven": "Đủ", "missing": "Thiếu", "conflict": "Mâu thuẫn",
        "unclear": "Cần làm rõ", "present": "Trình chiếu", "board": "Sơ đồ",
        "keys": "Kéo: di chuyển · lăn chuột, hai ngón: phóng\nBấm lần hai hoặc phím cách: đóng, mở nhánh\n"
        "Mũi tên: đi giữa các nút; khi trình chiếu: bước tới, lui\n"
        "1 – 9, PageUp, PageDown: trang khác · / hoặc Ctrl+F: tìm · Enter, Shift+Enter: sau, trước\n"
        "S: từng bước · Esc: thôi · B: màn hình đen\nE: mở hết · C: thu gọn · 0: vừa màn hình · N: ghi chú\n"
        "G hoặc bấm →: tới nút được liên kết · Backspace: quay lại\n"
        "D: nền tối · L: English · P: in · ?: đóng bảng này",
    },
    "en": {
        "search": "Search (no accents needed)…", "fit": "Fit (0)", "plus": "Zoom in (+)", "minus": "Zoom out (−)",
        "openAll": "Open all (E)", "closeAll": "Close all (C)", "notes": "Notes (N)", "dark": "Dark (D)",
        "black": "Black screen (B)", "steps": "Step by step (S)", "help": "Help (?)", "print": "Print (P)",
        "lang": "Tiếng Việt (L)", "next": "Next (Enter)", "previous": "Previous (Shift+Enter)",
        "noNote": "No note.", "open": "Open:", "proven": "Proven", "missing": "Missing", "conflict": "Contradiction",
        "unclear": "Unclear", "present": "Present", "board": "Map",
        "keys": "Drag: move · wheel, two fingers: zoom\nSecond click or space: close or open a branch\n"
        "Arrows: walk over the topics; when presenting: step on, back\n"
        "1 – 9, PageUp, PageDown: other sheets · / or Ctrl+F: search · Enter, Shift+Enter: next, previous\n"
        "S: step by step · Esc: stop · B: black screen\nE: open all · C: close all · 0: fit · N: notes\n"
        "G or click →: to the linked topic · Backspace: back\n"
        "D: dark · L: Tiếng Việt · P: print · ?: close this table",
    },
}  # fmt: skip
