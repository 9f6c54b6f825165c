"""A night's work that survives anything: thousands of documents, page by page, on one machine or many.

`plan` finds out what there is to do, `run` does it, `resume` goes on where a run was stopped. Every unit of work (a
page or a block of pages) runs in a sandboxed child process; a crash, a hang or a memory hog costs that unit. What is
done is written down in a manifest that survives power cuts. Knows nothing of what the units do: the task is named as
``"module:function"``.
"""

from casedocs.batch.backends import Backend, ExecutorBackend, LocalBackend, Workers, create_backend
from casedocs.batch.events import (
    DocumentFinished,
    DocumentReady,
    Event,
    LeaseLost,
    RunFinished,
    RunStarted,
    RunStopping,
    UnitFinished,
    UnitRetried,
    event_data,
)
from casedocs.batch.manifest import DocumentOutcome, DocumentState, Manifest, UnitState, UnitTrouble
from casedocs.batch.opening import default_manifest, open_manifest
from casedocs.batch.options import PoolOptions
from casedocs.batch.planner import (
    Inspection,
    Inspector,
    Plan,
    PlanCache,
    PlannedDocument,
    PlanOptions,
    Source,
    plan,
)
from casedocs.batch.pool import Pool
from casedocs.batch.report import BatchReport, Throughput, make_report
from casedocs.batch.runner import RunOptions, resume, run
from casedocs.batch.task import Limits, Task
from casedocs.batch.units import Unit, UnitResult, UnitStatus

__all__ = [
    "Backend",
    "BatchReport",
    "DocumentFinished",
    "DocumentOutcome",
    "DocumentReady",
    "DocumentState",
    "Event",
    "ExecutorBackend",
    "Inspection",
    "Inspector",
    "LeaseLost",
    "Limits",
    "LocalBackend",
    "Manifest",
    "Plan",
    "PlanCache",
    "PlanOptions",
    "PlannedDocument",
    "Pool",
    "PoolOptions",
    "RunFinished",
    "RunOptions",
    "RunStarted",
    "RunStopping",
    "Source",
    "Task",
    "Throughput",
    "Unit",
    "UnitFinished",
    "UnitResult",
    "UnitRetried",
    "UnitState",
    "UnitStatus",
    "UnitTrouble",
    "Workers",
    "create_backend",
    "default_manifest",
    "event_data",
    "make_report",
    "open_manifest",
    "plan",
    "resume",
    "run",
]
