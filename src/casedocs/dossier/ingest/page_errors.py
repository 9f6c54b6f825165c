"""Errors of the batch engine as errors of recognition: what ended a page, with its number."""

from collections.abc import Mapping
from typing import Any

from casedocs.errors import CasedocsError, EngineCrashedError, EngineTimeoutError, error_from_record

__all__ = ["page_error"]

_HINT = "the other pages are done; look at this page, scan it again, or raise --time-limit"
_CLASSES: dict[str, type[EngineCrashedError] | type[EngineTimeoutError]] = {
    "child_died": EngineCrashedError,
    "child_not_started": EngineCrashedError,
    "worker_lost": EngineCrashedError,
    "child_timed_out": EngineTimeoutError,
}


def page_error(record: Mapping[str, Any], page_number: int | None = None) -> CasedocsError:
    """The error of a unit of work.

    Args:
        record: As the manifest has it (`casedocs.errors.error_to_record`).
        page_number: The page, 1-based; None for a document as a whole.
    """
    cls = _CLASSES.get(str(record.get("code", "")))
    if cls is not None:
        return cls(str(record.get("message", "")), page_number=page_number, hint=_HINT)
    error = error_from_record(dict(record))
    error.source = ""
    error.hint = error.hint or _HINT
    return error
