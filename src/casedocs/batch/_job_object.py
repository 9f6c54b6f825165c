"""Windows: a job object ends a child with its parent and limits its memory; elsewhere nothing is needed.

Constants and structures are those of the Windows API (winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION).
"""

import ctypes
import subprocess
import sys
from typing import Any

__all__ = ["JobObject"]

_EXTENDED_LIMIT_INFORMATION = 9
_LIMIT_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400
_KILL_ON_JOB_CLOSE = 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("Basic", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class JobObject:
    """A job object with one process in it. The system closes it with the process that holds it, however that ends.

    Args:
        process_handle: Of the child.
        memory_bytes: Committed memory the child may have; 0 means no limit.
        kernel32: The library.
    """

    def __init__(self, process_handle: int, memory_bytes: int, kernel32: Any) -> None:
        self._kernel32 = kernel32
        kernel32.CreateJobObjectW.restype = ctypes.c_void_p
        self._handle = kernel32.CreateJobObjectW(None, None)
        if not self._handle:
            raise OSError(f"CreateJobObject failed ({_last_error()})")
        limits = _ExtendedLimits()
        limits.Basic.LimitFlags = _KILL_ON_JOB_CLOSE | _DIE_ON_UNHANDLED_EXCEPTION
        if memory_bytes:
            limits.Basic.LimitFlags |= _LIMIT_PROCESS_MEMORY
            limits.ProcessMemoryLimit = memory_bytes
        job = ctypes.c_void_p(self._handle)
        size = ctypes.sizeof(limits)
        self._check(kernel32.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size))
        self._check(kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(process_handle)))

    @staticmethod
    def holding(process: "subprocess.Popen[str]", memory_bytes: int) -> "JobObject | None":
        """A job object around a child; None where the system has none."""
        library = _kernel32()
        if library is None:
            return None
        handle = int(process._handle)  # type: ignore[attr-defined]  # noqa: SLF001  on Windows only, no other way to it
        return JobObject(handle, memory_bytes, library)

    def close(self) -> None:
        """Ends what is in it."""
        handle, self._handle = self._handle, None
        if handle:
            self._kernel32.CloseHandle(ctypes.c_void_p(handle))

    def __del__(self) -> None:
        self.close()

    def _check(self, done: int) -> None:
        if not done:
            reason = _last_error()
            self.close()
            raise OSError(f"the job object cannot be set up ({reason})")


def _kernel32() -> Any:
    """The library; None where the system has none."""
    if sys.platform == "win32":
        return ctypes.WinDLL("kernel32", use_last_error=True)
    return None


def _last_error() -> int:
    return int(getattr(ctypes, "get_last_error", int)())
