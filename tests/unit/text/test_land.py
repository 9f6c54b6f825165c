"""Land plots and certificates."""

from decimal import Decimal

import pytest

from casedocs.text.land import find_land_plots


def test_parts_that_stand_together_are_one_plot() -> None:
    (plot,) = find_land_plots("thửa đất số 123, tờ bản đồ số 5, diện tích 1.234,5 m2, tọa lạc tại")
    assert (plot.plot, plot.sheet, plot.area) == ("123", "5", Decimal("1234.5"))
    assert plot.raw == "thửa đất số 123, tờ bản đồ số 5, diện tích 1.234,5 m2"
    assert plot.canonical == "thửa 123, tờ bản đồ 5, 1234.5 m2"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("tờ bản đồ số 5, thửa đất số 123", "thửa 123, tờ bản đồ 5"),
        ("thửa 45 tờ bản đồ 12", "thửa 45, tờ bản đồ 12"),
        ("GCNQSDĐ số CĐ 123456", "GCN CĐ 123456"),
        ("Giấy chứng nhận quyền sử dụng đất số BX 123456", "GCN BX 123456"),
        ("thửa số 7; diện tích 0,5 ha", "thửa 7, 5000 m2"),
    ],
)
def test_forms(text: str, canonical: str) -> None:
    assert [plot.canonical for plot in find_land_plots(text)] == [canonical]


def test_local_units_are_marked_rough() -> None:
    (plot,) = find_land_plots("thửa đất số 7, diện tích 2 công")
    assert (plot.area, plot.area_is_rough) == (2000, True)
    assert [problem.code for problem in plot.problems] == ["rough_area"]


@pytest.mark.parametrize("text", ["thửa ruộng", "diện tích 5 m2", "giấy chứng nhận", "thừa 5"])
def test_leaves_alone(text: str) -> None:
    assert [plot for plot in find_land_plots(text) if plot.plot is None and plot.certificate is None] == []


def test_several_plots_are_one_finding() -> None:
    (plots,) = find_land_plots("thuộc các thửa 45, 46 và 47, tờ bản đồ số 9")
    assert (plots.plot, plots.sheet) == ("45, 46 và 47", "9")
    assert [found.plot for found in find_land_plots("thửa 45, 46 m2")] == ["45"]
