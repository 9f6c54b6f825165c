import numpy as np
import pytest

from casedocs.errors import InputError, UsageError
from casedocs.geometry import Affine
from casedocs.ocr.prepare import join_parts, split_spread
from tests import ocr_pages as pages


def spread() -> np.ndarray:
    return np.hstack([pages.text_page(120, face="sans").grey, pages.letter_page(120, face="sans").grey])


def test_two_pages_on_one_scan_are_parted() -> None:
    both = spread()
    (left, at_left), (right, at_right) = split_spread(pages.scanned(both))
    assert at_left == Affine()
    x, y = at_right.point(0, 0)
    assert (x, y) == (left.shape[1], 0)
    assert abs(x - both.shape[1] / 2) < 0.05 * both.shape[1]
    assert left.shape[1] + right.shape[1] == both.shape[1]


def test_dark_fold_between_the_pages_does_not_hide_it() -> None:
    both = spread()
    middle = both.shape[1] // 2
    both[:, middle - 2 : middle + 2] = 60
    assert len(split_spread(pages.scanned(both))) == 2


@pytest.mark.parametrize(
    "maker", [lambda: pages.table_page(120, face="sans", landscape=True), lambda: pages.two_column_page(120)]
)
def test_single_pages_stay_whole(maker: object) -> None:
    grey = maker().grey  # type: ignore[operator]  # one of the two makers above
    ((page, back),) = split_spread(grey)
    assert page is grey
    assert back == Affine()


def test_parts_of_a_sheet_are_joined_to_the_pixel() -> None:
    sheet = spread()
    height, width = sheet.shape
    x, y = width // 2, height // 2
    rows = [(0, y + 90), (y - 80, height)]
    columns = [(0, x + 110), (x - 100, width)]
    parts = [
        [pages.scanned(np.ascontiguousarray(sheet[top:bottom, left:right]), left + top) for left, right in columns]
        for top, bottom in rows
    ]
    joined, maps = join_parts(parts)
    assert joined.shape == sheet.shape
    assert [one.point(0, 0) for one in maps] == [(-left, -top) for top, _ in rows for left, _ in columns]
    assert np.abs(joined.astype(int) - pages.scanned(sheet)).mean() < 20


def test_parts_shifted_up_or_down_are_joined() -> None:
    sheet = spread()
    middle = sheet.shape[1] // 2
    left, right = sheet[:-12, : middle + 120], sheet[12:, middle - 100 :]
    joined, maps = join_parts([[np.ascontiguousarray(left), np.ascontiguousarray(right)]])
    assert joined.shape == sheet.shape
    assert maps[1].point(0, 0) == (-(middle - 100), -12)


def test_parts_without_a_common_edge_are_refused() -> None:
    one, other = pages.text_page(110, face="sans", seed=1).grey, pages.table_page(110, face="sans", seed=2).grey
    with pytest.raises(InputError, match="row 1, parts 1 and 2"):
        join_parts([[one, other]])


@pytest.mark.parametrize("parts", [[], [[]]])
def test_nothing_to_join_is_refused(parts: list[list[np.ndarray]]) -> None:
    with pytest.raises(UsageError):
        join_parts(parts)


def test_one_part_is_the_sheet() -> None:
    page = pages.text_page(110, face="sans").grey
    joined, maps = join_parts([[page]])
    assert (joined == page).all()
    assert maps == (Affine.translation(0, 0),)
