"""From what the network thinks of itself to a probability of being right."""

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass

from casedocs.errors import FormatError

__all__ = ["Calibration", "Curve", "dump_calibration", "load_calibration"]

_NAMES = ("seen", "weighed", "nothing")


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising curve through points, flat beyond its ends.

    Attributes:
        evidence: Log probabilities, rising.
        right: Share of words that were right at each, rising, 0 to 1.
    """

    evidence: tuple[float, ...]
    right: tuple[float, ...]

    def at(self, evidence: float) -> float:
        """The probability of being right."""
        place = bisect_right(self.evidence, evidence)
        if place == 0:
            return self.right[0]
        if place == len(self.evidence):
            return self.right[-1]
        x0, x1 = self.evidence[place - 1], self.evidence[place]
        y0, y1 = self.right[place - 1], self.right[place]
        return y0 + (y1 - y0) * (evidence - x0) / (x1 - x0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of a network.

    Attributes:
        seen: For words read by the eyes alone; evidence = log probability of the best path over the word.
        weighed: For words that were looked at again; evidence = log share of the chosen reading among all.
        nothing: For lines in which nothing was read; evidence = log probability of nothing.
    """

    seen: Curve
    weighed: Curve
    nothing: Curve


def dump_calibration(calibration: Calibration) -> str:
    """The curves as JSON, for the metadata of the network they belong to."""
    return json.dumps(asdict(calibration))


def load_calibration(text: str) -> Calibration:
    """Reads what `dump_calibration` wrote.

    Raises:
        FormatError: If a curve is missing, empty, not rising or not made of numbers.
    """
    try:
        stored = json.loads(text)
        curves = {name: _curve(stored[name]["evidence"], stored[name]["right"]) for name in _NAMES}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise FormatError(f"not a calibration: {error}", path="calibration", hint="use the shipped weights") from error
    return Calibration(**curves)


def _curve(evidence: list[float], right: list[float]) -> Curve:
    curve = Curve(tuple(map(float, evidence)), tuple(map(float, right)))
    rising = list(curve.evidence) == sorted(set(curve.evidence)) and list(curve.right) == sorted(curve.right)
    if not curve.evidence or len(curve.evidence) != len(curve.right) or not rising:
        raise ValueError("a curve must have points and rise")
    if not 0 <= curve.right[0] <= curve.right[-1] <= 1:
        raise ValueError("a probability lies between 0 and 1")
    return curve
