"""The cyclic garbage collector, paused while hundreds of thousands of objects are made that will all live on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pauses the collector and restores its state; without this a large map costs twice the time.

    What was made meanwhile goes to the oldest generation at once (freezing and thawing moves it without a look), else
    the first object made afterwards would have the collector walk over the whole map.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # the caller's own frozen objects are not ours to thaw
                gc.freeze()
                gc.unfreeze()
            gc.enable()
