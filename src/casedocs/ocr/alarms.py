"""Alarms of intake as data: what is wrong with a scanned page, in both languages."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Alarm", "AlarmCode", "duplicate_alarm"]

_SAME = 0.85  # two scans of one sheet have 0.8 to 0.94, two filled-in copies of one form at most 0.8


class AlarmCode(StrEnum):
    """What is wrong with a scanned page."""

    BLANK = "blank"
    CUT_OFF = "cut-off"
    TOO_DARK = "too-dark"
    TOO_FAINT = "too-faint"
    SKEWED = "skewed"
    TURNED = "turned"
    NO_DPI = "no-dpi"
    LOW_RESOLUTION = "low-resolution"
    TWO_PAGES = "two-pages"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm.

    Attributes:
        code: What it is about.
        value: The figure behind it: letters on the page, letters at the edge, grey level of the paper, contrast of the
            print, degrees of skew, degrees to turn by (clockwise), estimated or given dpi, pages on the scan, likeness
            of two pages (0 to 1).
        vi: The message in Vietnamese.
        en: The message in English.
    """

    code: AlarmCode
    value: float
    vi: str
    en: str


def duplicate_alarm(likeness: float, page_number: int, source_name: str) -> Alarm:
    """The alarm of a page that looks like another one.

    Args:
        likeness: Of the two, 0 to 1.
        page_number: Of the other page.
        source_name: File of the other page; empty where it is the same file.
    """
    vi_where = f"trang {page_number}" + (f" của {source_name}" if source_name else "")
    en_where = f"page {page_number}" + (f" of {source_name}" if source_name else "")
    if likeness >= _SAME:
        return Alarm(AlarmCode.DUPLICATE, likeness, f"Trùng với {vi_where}.", f"The same as {en_where}.")
    return Alarm(
        AlarmCode.NEAR_DUPLICATE,
        likeness,
        f"Gần giống {vi_where}: có thể quét hai lần, hoặc cùng một mẫu.",
        f"Much like {en_where}: scanned twice, or the same form.",
    )
