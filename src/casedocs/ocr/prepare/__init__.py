"""Scanned page → page fit for recognition, in pure steps image → (image, map back); and alarms at intake."""

from casedocs.ocr.prepare.drawn import DrawnLines, find_drawn_lines, remove_drawn_lines
from casedocs.ocr.prepare.grey import find_seals, to_grey
from casedocs.ocr.prepare.intake import (
    Alarm,
    AlarmCode,
    IntakeOptions,
    check_page,
    fingerprint,
    likeness,
    near_duplicates,
)
from casedocs.ocr.prepare.page import PrepareOptions, prepare_page
from casedocs.ocr.prepare.paper import flatten_paper, remove_borders, remove_show_through
from casedocs.ocr.prepare.sheets import join_parts, split_spread
from casedocs.ocr.prepare.specks import remove_specks
from casedocs.ocr.prepare.straight import deskew, find_skew, find_x_height, make_square, scale_text
from casedocs.ocr.prepare.turn import Turn, find_turn, turned, upright

__all__ = [
    "Alarm",
    "AlarmCode",
    "DrawnLines",
    "IntakeOptions",
    "PrepareOptions",
    "Turn",
    "check_page",
    "deskew",
    "find_drawn_lines",
    "find_seals",
    "find_skew",
    "find_turn",
    "find_x_height",
    "fingerprint",
    "flatten_paper",
    "join_parts",
    "likeness",
    "make_square",
    "near_duplicates",
    "prepare_page",
    "remove_borders",
    "remove_drawn_lines",
    "remove_show_through",
    "remove_specks",
    "scale_text",
    "split_spread",
    "to_grey",
    "turned",
    "upright",
]
