import pytest

from casedocs.errors import UsageError
from casedocs.ocr.layout import LayoutOptions


@pytest.mark.parametrize(
    "wrong", [{"working_side": 10}, {"working_side": 100_000}, {"skew_limit": 0}, {"skew_limit": 45}]
)
def test_senseless_options_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        LayoutOptions(**wrong)  # type: ignore[arg-type]  # that is what is tested
