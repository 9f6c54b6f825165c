"""Every exception class pickles, has a code of its own and survives the trip as plain data."""

import pickle

import pytest

from casedocs import errors
from casedocs.errors import CasedocsError


def all_classes() -> list[type[CasedocsError]]:
    found: list[type[CasedocsError]] = []
    waiting: list[type[CasedocsError]] = [CasedocsError]
    while waiting:
        cls = waiting.pop()
        if cls.__module__.startswith("casedocs."):
            found.append(cls)
        waiting.extend(cls.__subclasses__())
    return sorted(found, key=lambda cls: cls.__name__)


@pytest.mark.parametrize("cls", all_classes(), ids=lambda cls: cls.__name__)
def test_pickles_with_all_it_carries(cls: type[CasedocsError]) -> None:
    error = cls("hỏng ở trang 3", hint="quét lại", source="hồ sơ.pdf")
    error.__dict__["extra"] = 7
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is cls
    assert str(copy) == str(error) == "hỏng ở trang 3 (quét lại)"
    assert copy.__dict__ == error.__dict__


@pytest.mark.parametrize("cls", all_classes(), ids=lambda cls: cls.__name__)
def test_goes_through_json_records(cls: type[CasedocsError]) -> None:
    error = cls("hỏng", hint="quét lại", source="a.pdf")
    copy = errors.error_from_record(errors.error_to_record(error))
    assert type(copy) is cls
    assert (copy.message, copy.hint, copy.source) == ("hỏng", "quét lại", "a.pdf")


def test_codes_are_unique() -> None:
    codes = [cls.code for cls in all_classes()]
    assert len(codes) == len(set(codes))


def test_the_tree_is_public_and_drawn() -> None:
    public = [cls for cls in all_classes() if cls.__module__ == "casedocs.errors"]
    assert len(public) == len(errors.__all__) - 2  # the two functions
    for cls in public:
        assert cls.__name__ in errors.__all__
        assert cls.__name__ in (errors.__doc__ or "")
