"""A night's work that survives anything: thousands of documents, page by page, on one machine or many.

`plan` finds out what there is to do, `run` does it, `resume` goes on where a run was stopped. Every unit of work (a
page or a block of pages) runs in a sandboxed child process; a crash, a hang or a memory hog costs that unit. What is
done is written down in a manifest that survives power cuts. Knows nothing of what the units do: the task is named as
``"module:function"``.

Names are imported on first use: a child process needs few of them and starts sooner.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casedocs.batch.backends.executor import ExecutorBackend
    from casedocs.batch.backends.local import LocalBackend
    from casedocs.batch.backends.opened import OpenWorkers, open_workers
    from casedocs.batch.backends.protocol import Backend, Workers
    from casedocs.batch.backends.registry import create_backend
    from casedocs.batch.document_outcome import DocumentOutcome, UnitTrouble
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
    from casedocs.batch.html import render_html
    from casedocs.batch.manifest import Manifest
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
    from casedocs.batch.run_options import RunOptions
    from casedocs.batch.runner import resume, run
    from casedocs.batch.states import DocumentState, UnitState
    from casedocs.batch.task import Limits, Task
    from casedocs.batch.units import Unit, UnitResult, UnitStatus
    from casedocs.batch.upkeep import CleanReport, Finding, clean, verify

__all__ = [
    "Backend",
    "BatchReport",
    "CleanReport",
    "DocumentFinished",
    "DocumentOutcome",
    "DocumentReady",
    "DocumentState",
    "Event",
    "ExecutorBackend",
    "Finding",
    "Inspection",
    "Inspector",
    "LeaseLost",
    "Limits",
    "LocalBackend",
    "Manifest",
    "OpenWorkers",
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
    "clean",
    "create_backend",
    "default_manifest",
    "event_data",
    "make_report",
    "open_manifest",
    "open_workers",
    "plan",
    "render_html",
    "resume",
    "run",
    "verify",
]

_HOMES = {
    "html": "render_html",
    "upkeep": "CleanReport Finding clean verify",
    "backends.executor": "ExecutorBackend",
    "backends.local": "LocalBackend",
    "backends.protocol": "Backend Workers",
    "backends.registry": "create_backend",
    "events": (
        "DocumentFinished DocumentReady Event LeaseLost RunFinished RunStarted RunStopping UnitFinished UnitRetried"
        " event_data"
    ),
    "manifest": "Manifest",
    "states": "DocumentState UnitState",
    "document_outcome": "DocumentOutcome UnitTrouble",
    "opening": "default_manifest open_manifest",
    "options": "PoolOptions",
    "planner": "Inspection Inspector Plan PlanCache PlanOptions PlannedDocument Source plan",
    "pool": "Pool",
    "report": "BatchReport Throughput make_report",
    "runner": "resume run",
    "run_options": "RunOptions",
    "backends.opened": "OpenWorkers open_workers",
    "task": "Limits Task",
    "units": "Unit UnitResult UnitStatus",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(_import_module(f"casedocs.batch.{_MODULES[name]}"), name)
    message = f"module 'casedocs.batch' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return list(__all__)
