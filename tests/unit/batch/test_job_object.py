"""The Windows job object, on a library that only notes what it is asked for."""

import ctypes
from typing import Any

import pytest

from casedocs.batch._job_object import JobObject, _BasicLimits, _ExtendedLimits


class Function:
    """A function of the library: notes its arguments and gives an answer."""

    restype: Any = None

    def __init__(self, name: str, answer: int, calls: list[tuple[Any, ...]]) -> None:
        self.name, self.answer, self.calls = name, answer, calls

    def __call__(self, *arguments: Any) -> int:
        if self.name == "SetInformationJobObject":
            limits = ctypes.cast(arguments[2], ctypes.POINTER(_ExtendedLimits)).contents
            flags, memory = limits.Basic.LimitFlags, limits.ProcessMemoryLimit
            self.calls.append((self.name, arguments[0].value, arguments[1], flags, memory, arguments[3]))
        else:
            self.calls.append((self.name, *(getattr(argument, "value", argument) for argument in arguments)))
        return self.answer


class Kernel32:
    def __init__(self, **answers: int) -> None:
        self.calls: list[tuple[Any, ...]] = []
        for name in ("CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle"):
            setattr(self, name, Function(name, answers.get(name, 77 if name.startswith("Create") else 1), self.calls))


def test_a_child_is_put_into_a_job_that_ends_with_its_parent() -> None:
    library = Kernel32()
    job = JobObject(5, 3_000_000_000, library)
    created, limited, assigned = library.calls
    assert created == ("CreateJobObjectW", None, None)
    name, handle, information, flags, memory, size = limited
    assert (name, handle, information, memory) == ("SetInformationJobObject", 77, 9, 3_000_000_000)
    assert flags == 0x2000 | 0x400 | 0x100, "kill on close, die on unhandled exception, memory of the process"
    assert size == ctypes.sizeof(_ExtendedLimits)
    assert assigned == ("AssignProcessToJobObject", 77, 5)
    job.close()
    job.close()
    assert library.calls[3:] == [("CloseHandle", 77)]


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="64 bit only")
def test_the_structures_are_those_of_64_bit_windows() -> None:
    """Sizes and places as a C program prints them that mingw-w64 made from winnt.h (`offsetof`)."""
    assert (ctypes.sizeof(_BasicLimits), ctypes.sizeof(_ExtendedLimits)) == (64, 144)
    assert {name: getattr(_BasicLimits, name).offset for name, *_ in _BasicLimits._fields_} == {
        "PerProcessUserTimeLimit": 0,
        "PerJobUserTimeLimit": 8,
        "LimitFlags": 16,
        "MinimumWorkingSetSize": 24,
        "MaximumWorkingSetSize": 32,
        "ActiveProcessLimit": 40,
        "Affinity": 48,
        "PriorityClass": 56,
        "SchedulingClass": 60,
    }
    assert {name: getattr(_ExtendedLimits, name).offset for name, *_ in _ExtendedLimits._fields_} == {
        "Basic": 0,
        "IoInfo": 64,
        "ProcessMemoryLimit": 112,
        "JobMemoryLimit": 120,
        "PeakProcessMemoryUsed": 128,
        "PeakJobMemoryUsed": 136,
    }


def test_without_a_memory_limit() -> None:
    library = Kernel32()
    JobObject(5, 0, library).close()
    assert library.calls[1][3] == 0x2000 | 0x400


@pytest.mark.parametrize("fails", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_job_that_cannot_be_made_is_an_error_of_the_system(fails: str) -> None:
    library = Kernel32(**{fails: 0})
    with pytest.raises(OSError, match=r"job object|CreateJobObject"):
        JobObject(5, 1, library)
    if fails != "CreateJobObjectW":
        assert library.calls[-1] == ("CloseHandle", 77)
