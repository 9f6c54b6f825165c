import pytest

from casedocs.batch.options import PoolOptions
from casedocs.errors import UsageError


@pytest.mark.parametrize(
    "wrong", [{"jobs": 0}, {"attempts": 0}, {"memory_bytes": -1}, {"warm": -1}, {"task": "no_colon"}]
)
def test_options_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        PoolOptions(**({"task": "a:b"} | wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_defaults() -> None:
    options = PoolOptions(task="a:b")
    assert (options.jobs, options.attempts, options.setup) == (1, 2, {})
