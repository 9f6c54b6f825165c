"""Looking at sources before there is a plan: which engine will read them, how many pages they have."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from casedocs.batch.backends.opened import OpenWorkers
from casedocs.batch.planner import Inspection
from casedocs.batch.units import UnitResult, UnitStatus
from casedocs.dossier.ingest.page_errors import page_error
from casedocs.errors import CasedocsError, EngineCrashedError, EngineTimeoutError, LimitExceededError

__all__ = ["EngineMark", "Opener"]

_INSPECT_SECONDS = 300.0
_ENGINE_SECONDS = 300.0
_ENGINE = ""


class EngineMark:
    """Name and identity of an engine.

    Attributes:
        label: For people.
        identity: Changes with the engine, its version and its weights.
    """

    def __init__(self, label: str, identity: str) -> None:
        self.label = label
        self.identity = identity


class Opener:
    """Opens sources in sandboxed children: a file that crashes its reader costs itself only."""

    def __init__(self, workers: OpenWorkers, on_open: Callable[[str, int], None]) -> None:
        self._workers = workers
        self._on_open = on_open

    def ask_engine(self, name: str) -> EngineMark:
        """Which engine will read the pages.

        Raises:
            EngineError: If it cannot be started.
            UsageError: If there is no engine of that name.
        """
        (result,) = self._workers.ask({_ENGINE: {"do": "engine"}}, seconds=_ENGINE_SECONDS)
        if result.status is not UnitStatus.OK:
            raise _unit_error(result, name)
        return EngineMark(str(result.answer["label"]), str(result.answer["identity"]))

    def inspect(self, paths: Sequence[str]) -> Iterator[tuple[str, Inspection]]:
        """What is found in each file (`casedocs.batch.Inspector`)."""
        payloads = {path: {"do": "inspect", "path": path} for path in paths}
        for result in self._workers.ask(payloads, seconds=_INSPECT_SECONDS):
            path = str(result.unit.key)
            if result.status is not UnitStatus.OK:
                name = path.replace("\\", "/").rpartition("/")[2]
                yield path, Inspection(error=_unit_error(result, name))
                continue
            answer: dict[str, Any] = result.answer
            self._on_open(path, answer["page_count"])
            yield (
                path,
                Inspection(
                    page_count=answer["page_count"],
                    indices=tuple(answer["indices"]),
                    facts={"warnings": answer["warnings"], "signed": answer["signed"]},
                ),
            )


def _unit_error(result: UnitResult, name: str) -> CasedocsError:
    """The named error for a question that got no answer."""
    if result.error is not None:
        return result.error
    record = page_error({"code": "child_died"})
    if result.status is UnitStatus.TIMED_OUT:
        return EngineTimeoutError(f"{name} took more than {result.unit.seconds:g} seconds", hint=record.hint)
    if "MemoryError" in result.detail or "bad_alloc" in result.detail:
        return LimitExceededError(f"{name} needs more memory than allowed", hint=record.hint)
    return EngineCrashedError(f"{name} ended its process: {result.detail}", hint=record.hint)
