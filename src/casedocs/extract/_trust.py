"""From how sure a rule is and how well the letters were read to the chance that a field is right."""

import itertools

__all__ = ["trust"]

# The least word confidence of a place → what it is worth. Set by hand and compared with the development papers of
# benchmarks/extract.py, where it is a little too careful; between the steps the line is straight.
_STEPS = ((0.0, 0.30), (0.3, 0.55), (0.5, 0.75), (0.7, 0.90), (0.85, 0.96), (0.95, 0.99), (1.0, 1.0))


def trust(sure: float, read_well: float | None) -> float:
    """The chance that a field is right.

    Args:
        sure: How sure the rule is when every letter was read well, 0…1.
        read_well: The least confidence of the words at the place; None where they were not recognised but given.
    """
    if read_well is None:
        return round(sure, 4)
    clipped = min(max(read_well, 0.0), 1.0)
    for (left, low), (right, high) in itertools.pairwise(_STEPS):
        if clipped <= right:
            share = low + (high - low) * (clipped - left) / (right - left)
            return round(sure * share, 4)
    return round(sure, 4)
