"""Many units of work on one process per core, each isolated: a crash, a hang or a memory hog costs one unit.

Knows nothing of what the units do: the task is named as ``"module:function"`` and runs in child processes.
"""

from casedocs.batch.options import PoolOptions
from casedocs.batch.pool import Pool
from casedocs.batch.units import Unit, UnitResult, UnitStatus

__all__ = ["Pool", "PoolOptions", "Unit", "UnitResult", "UnitStatus"]
