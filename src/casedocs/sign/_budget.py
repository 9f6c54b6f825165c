"""The budget of one verification: time that is left, and counts that a file may not exceed."""

import ctypes
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

from casedocs.errors import LimitExceededError
from casedocs.sign.policy import VerificationLimits

__all__ = ["Budget", "TimeLimit"]

_AGAIN_SECONDS = 0.5
_PICTURES_SHARE = 0.9  # of the time that is left: the rest of the report needs some too


class _TimeIsOver(BaseException):
    """Raised in the thread that works too long; not an `Exception`, so that no parser takes it for bad input."""


class TimeLimit:
    """Ends work in this thread when its time is over, wherever its Python code is; a context manager.

    A watching thread raises an exception here, again and again until the block is left. One call into a library in C
    (a hash, a pattern, qpdf) is not cut in two: the limit holds when it returns, and all of these take time in
    proportion to the file.

    Args:
        seconds: The time.

    Raises:
        LimitExceededError: On leaving the block, if the time was over before.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = ctypes.c_ulong(threading.get_ident())
        self._left = threading.Event()
        self._lock = threading.Lock()

        class Signal(_TimeIsOver):
            """Each limit knows its own."""

        self._signal: type[BaseException] = Signal

    def __enter__(self) -> None:
        """Starts the clock."""
        threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the clock; nothing is raised here afterwards."""
        while not self._left.is_set():
            try:
                with self._lock:
                    self._left.set()
                    _raise_in(self._thread, None)
            except self._signal:
                continue
        if kind is self._signal:
            raise LimitExceededError(f"not done within {self._seconds:g} seconds") from None

    def _watch(self) -> None:
        wait = self._seconds
        while not self._left.wait(wait):
            with self._lock:
                if not self._left.is_set():
                    _raise_in(self._thread, self._signal)
            wait = _AGAIN_SECONDS


def _raise_in(thread: ctypes.c_ulong, kind: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(kind) if kind else None)


@dataclass(slots=True)
class Budget:
    """Started when a verification begins.

    Attributes:
        limits: What it may cost.
    """

    limits: VerificationLimits
    _started: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Asks whether there is time left.

        Raises:
            LimitExceededError: If there is none.
        """
        if time.monotonic() - self._started > self.limits.seconds:
            raise LimitExceededError(f"not done within {self.limits.seconds:g} seconds")

    def picture_seconds(self) -> float:
        """The time that pictures may take."""
        left = self.limits.seconds - (time.monotonic() - self._started)
        return max(0.1, min(self.limits.picture_seconds, _PICTURES_SHARE * left))

    def allow(self, count: int, most: int, what: str) -> None:
        """Asks whether a file may have so many of something.

        Raises:
            LimitExceededError: If it may not, or there is no time left.
        """
        if count > most:
            raise LimitExceededError(f"{count} {what}, at most {most} are looked at")
        self.check()
