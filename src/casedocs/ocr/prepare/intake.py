"""Alarms while the paper is still on the desk: what must be scanned again, and what was scanned twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.ocr._ink import checked_grey, cv2_module
from casedocs.ocr.alarms import Alarm, AlarmCode
from casedocs.ocr.layout.page import WorkingPage
from casedocs.ocr.prepare.sight import Sight, look_at
from casedocs.ocr.prepare.turn import Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = [
    "Alarm",
    "AlarmCode",
    "IntakeOptions",
    "alarms_of",
    "blank_alarm",
    "check_page",
    "fingerprint",
    "fingerprint_of",
    "likeness",
    "near_duplicates",
]

_ROWS, _COLUMNS = 48, 32  # blocks of a fingerprint
_MANY = 400  # letter-like marks from which a page is not blank, wherever they stand
_STEP = 6  # of 255: difference of ink between two blocks that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """When `check_page` raises an alarm.

    Attributes:
        blank_letters: A page with fewer letter-like marks is blank.
        cut_letters: From so many letters cut by one edge of the image, the page is cut off.
        dark_paper: Paper darker than this grey level is too dark (0 black, 255 white).
        faint_contrast: Print less than this darker than its paper is too faint.
        skew: Degrees of skew that are too many.
        turn_evidence: Evidence from which a page counts as turned (0 to 1).
        lowest_dpi: Resolution below which a page should be scanned again.
    """

    blank_letters: int = 8
    cut_letters: int = 4
    dark_paper: int = 130
    faint_contrast: int = 60
    skew: float = 1.0
    turn_evidence: float = 0.6
    lowest_dpi: float = 190.0

    def __post_init__(self) -> None:
        if min(self.blank_letters, self.cut_letters) < 1:
            raise UsageError("blank_letters and cut_letters must be at least 1")
        if not (0 <= self.dark_paper <= 255 and 0 <= self.faint_contrast <= 255):
            raise UsageError("dark_paper and faint_contrast are grey levels from 0 to 255")
        if not (self.skew > 0 and 0 < self.turn_evidence <= 1 and self.lowest_dpi > 0):
            raise UsageError("skew and lowest_dpi must be above 0, turn_evidence above 0 and at most 1")


_DEFAULT = IntakeOptions()


def check_page(grey: "Grey", *, dpi: float | None = None, options: IntakeOptions = _DEFAULT) -> tuple[Alarm, ...]:
    """The alarms of one page as it was scanned (before any preparation).

    Args:
        grey: The page.
        dpi: The resolution that the file states; None where it states none.
        options: When to raise an alarm.

    Raises:
        UsageError: If `grey` is no grey page or `dpi` is not positive.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    if dpi is not None and not dpi > 0:
        raise UsageError(f"a resolution must be above 0 dpi, not {dpi:g}")
    return alarms_of(look_at(grey), dpi, options=options)


def alarms_of(sight: Sight, dpi: float | None, *, options: IntakeOptions = _DEFAULT) -> tuple[Alarm, ...]:
    """`check_page` of a page that was looked at before."""
    page = sight.page
    letters = _letters(page)
    alarms = [_about_dpi(sight.grey, dpi, options)]
    if letters < options.blank_letters:
        return tuple(alarm for alarm in (*alarms, blank_alarm(letters)) if alarm)
    turned = _about_turn(sight.turn, options)
    alarms += [_about_tone(page, options), _about_edges(page, options), turned]
    if turned is None:
        alarms.append(_about_skew(page.skew, options))
    if sight.fold is not None:
        alarms.append(Alarm(AlarmCode.TWO_PAGES, 2, "Hai trang trên một bản quét.", "Two pages on one scan."))
    return tuple(alarm for alarm in alarms if alarm)


def blank_alarm(letters: int) -> Alarm:
    """The alarm of a page with only so many letter-like marks."""
    return Alarm(AlarmCode.BLANK, letters, "Trang trắng, không có chữ.", "The page is blank.")


def _about_skew(skew: float, options: IntakeOptions) -> Alarm | None:
    if abs(skew) <= options.skew:
        return None
    return Alarm(
        AlarmCode.SKEWED,
        round(skew, 2),
        f"Trang bị nghiêng {abs(skew):.1f}°, cần đặt lại giấy cho thẳng.",
        f"The page is skewed by {abs(skew):.1f} degrees: straighten the paper.",
    )


def _letters(page: WorkingPage) -> int:
    """How many components look like letters in a row: they have a neighbour of about their size."""
    import numpy as np

    if page.unit == 0:
        return 0
    height, width = page.components.height, page.components.width
    like = (height > 0.6 * page.unit) & (height < 2.6 * page.unit) & (width > 0.2 * page.unit)
    letters = page.components.where(like)
    if len(letters) >= _MANY:
        return len(letters)
    x, y = (letters.left + letters.right) / 2, letters.bottom
    near = (np.abs(x[:, None] - x[None, :]) < 3 * page.unit) & (np.abs(y[:, None] - y[None, :]) < 0.4 * page.unit)
    return int(np.count_nonzero(near.sum(axis=1) > 1))


def _about_dpi(grey: "Grey", dpi: float | None, options: IntakeOptions) -> Alarm | None:
    # A4 and A3 sheets: the longer side is 297 or 420 mm; without any other word take A4.
    guess = round(max(grey.shape) / (297 / 25.4))
    if dpi is None:
        return Alarm(
            AlarmCode.NO_DPI,
            guess,
            f"Tệp không ghi độ phân giải; nếu là khổ A4 thì khoảng {guess} dpi.",
            f"The file states no resolution; if the sheet is A4 it is about {guess} dpi.",
        )
    if dpi < options.lowest_dpi:
        return Alarm(
            AlarmCode.LOW_RESOLUTION,
            dpi,
            f"Độ phân giải {dpi:g} dpi quá thấp, cần quét lại ở 300 dpi.",
            f"{dpi:g} dpi is too low: scan again at 300 dpi.",
        )
    return None


def _about_tone(page: WorkingPage, options: IntakeOptions) -> Alarm | None:
    if page.paper < options.dark_paper:
        return Alarm(AlarmCode.TOO_DARK, page.paper, "Trang quá tối.", "The page is too dark.")
    if page.strength < options.faint_contrast:
        return Alarm(AlarmCode.TOO_FAINT, page.strength, "Chữ quá mờ, quá nhạt.", "The print is too faint.")
    return None


def _about_edges(page: WorkingPage, options: IntakeOptions) -> Alarm | None:
    import numpy as np

    letters = page.components
    size = (letters.height > 0.5 * page.unit) & (letters.height < 2.6 * page.unit) & (letters.width < 3 * page.unit)
    height, width = page.ink.shape
    # The working image repeats the edge of the page over up to seven pixels to the right and below.
    cut = {
        "left": size & (letters.left <= 1),
        "right": size & (letters.right >= width - 8),
        "top": size & (letters.top <= 1),
        "bottom": size & (letters.bottom >= height - 8),
    }
    counts = {side: int(np.count_nonzero(at)) for side, at in cut.items()}
    side = max(counts, key=lambda name: counts[name])
    if counts[side] < options.cut_letters:
        return None
    vi = {"left": "trái", "right": "phải", "top": "trên", "bottom": "dưới"}[side]
    return Alarm(
        AlarmCode.CUT_OFF,
        counts[side],
        f"Chữ bị cắt ở mép {vi} của trang.",
        f"Print is cut off at the {side} edge of the page.",
    )


def _about_turn(turn: Turn, options: IntakeOptions) -> Alarm | None:
    if turn.degrees == 0 or turn.confidence < options.turn_evidence:
        return None
    return Alarm(
        AlarmCode.TURNED,
        turn.degrees,
        f"Trang bị xoay, cần xoay {turn.degrees}° theo chiều kim đồng hồ.",
        f"The page lies turned: turn it clockwise by {turn.degrees} degrees.",
    )


def fingerprint(grey: "Grey") -> bytes:
    """A perceptual hash of 384 bytes: two scans of one sheet have like hashes, two pages of print do not.

    The page is straightened and shifted so that the median letter lies in the middle, the density of the ink is taken
    in 48 × 32 blocks, and two bits say whether a block holds clearly more or clearly less ink than its right-hand
    neighbour. A page without print has the hash of zeros.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    return fingerprint_of(look_at(checked_grey(grey)))


def fingerprint_of(sight: Sight) -> bytes:
    """`fingerprint` of a page that was looked at before."""
    import numpy as np

    cv2, page = cv2_module(), sight.page
    size = page.components.height > 0.5 * page.unit
    letters = page.components.where(size)
    if page.unit == 0 or len(letters) < 8:
        return bytes(2 * _ROWS * _COLUMNS // 8)
    height, width = page.ink.shape
    x = round(float(np.median(letters.left + letters.right)) / 2 - width / 2)
    y = round(float(np.median(letters.top + letters.bottom)) / 2 - height / 2)
    centered = np.zeros_like(page.ink)
    part = page.ink[max(0, y) : height + min(0, y), max(0, x) : width + min(0, x)]
    top, left = max(0, -y), max(0, -x)
    centered[top : top + part.shape[0], left : left + part.shape[1]] = part
    density = cv2.resize(centered, (_COLUMNS + 1, _ROWS), interpolation=cv2.INTER_AREA)
    density = cv2.GaussianBlur(density, (3, 3), 0).astype(np.int16)
    step = density[:, :-1] - density[:, 1:]
    return np.packbits(np.stack([step > _STEP, step < -_STEP])).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """The share of the marks of either page that both have: 1 for the same hash, about 0.3 for different pages.

    Raises:
        UsageError: If they differ in length or are empty.
    """
    if len(one) != len(other) or not one:
        raise UsageError(f"fingerprints of {len(one)} and {len(other)} bytes cannot be compared")
    first, second = int.from_bytes(one), int.from_bytes(other)
    return (first & second).bit_count() / max(1, (first | second).bit_count())


def near_duplicates(fingerprints: Sequence[bytes], *, least: float = 0.5) -> tuple[tuple[int, int, float], ...]:
    """Pairs of pages that look alike: (earlier index, later index, likeness), in the order of the later page.

    Pages without print are like each other but no duplicates; they are left out.

    Args:
        fingerprints: One a page.
        least: Likeness from which two pages are reported.

    Raises:
        UsageError: If fingerprints differ in length.
    """
    import numpy as np

    if len({len(one) for one in fingerprints}) > 1:
        raise UsageError("fingerprints of different lengths cannot be compared")
    pairs = []
    table = np.array([np.frombuffer(one, np.uint8) for one in fingerprints])
    for later in range(1, len(table)):
        if not table[later].any():
            continue
        both = np.bitwise_count(table[:later] & table[later]).sum(axis=1, dtype=np.intp)
        either = np.bitwise_count(table[:later] | table[later]).sum(axis=1, dtype=np.intp)
        like = both / np.maximum(either, 1)
        pairs += [(int(k), later, round(float(like[k]), 3)) for k in np.flatnonzero(like >= least) if table[k].any()]
    return tuple(pairs)
