"""The budget of one verification: time that is left, and counts that a file may not exceed."""

import time
from dataclasses import dataclass, field

from casedocs.errors import LimitExceededError
from casedocs.sign.policy import VerificationLimits

__all__ = ["Budget"]


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
        return max(0.1, min(self.limits.picture_seconds, left))

    def allow(self, count: int, most: int, what: str) -> None:
        """Asks whether a file may have so many of something.

        Raises:
            LimitExceededError: If it may not, or there is no time left.
        """
        if count > most:
            raise LimitExceededError(f"{count} {what}, at most {most} are looked at")
        self.check()
