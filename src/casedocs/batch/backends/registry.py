"""Backends by name: ``local``, ``local:4``, ``dask://host:8786``."""

from importlib import import_module
from typing import cast

from casedocs.batch.backends.protocol import Backend
from casedocs.errors import UsageError

__all__ = ["BACKEND_NAMES", "create_backend"]

# Scheme → module:function; the function gets the whole text and the number of jobs asked for.
_ADAPTERS: dict[str, str] = {
    "local": "casedocs.batch.backends.registry:_local",
    "dask": "casedocs.batch.backends.dask:from_text",
}
BACKEND_NAMES = ("local", "local:4", "dask://host:8786")


def create_backend(text: str, *, jobs: int | None = None) -> Backend:
    """The backend that a text names.

    Args:
        text: ``local``, ``local:`` and a number of processes, ``dask://host:port``.
        jobs: Processes at a time where the text does not say; None means what the machines have.

    Raises:
        UsageError: If there is no such backend.
        MissingExtraError: If its package is not installed.
    """
    scheme = text.partition(":")[0]
    if scheme not in _ADAPTERS:
        raise UsageError(f"there is no backend {text!r}", hint=f"use one of {', '.join(BACKEND_NAMES)}")
    module, _, name = _ADAPTERS[scheme].partition(":")
    return cast("Backend", getattr(import_module(module), name)(text, jobs))


def _local(text: str, jobs: int | None) -> Backend:
    from casedocs.batch.backends.local import LocalBackend

    number = text.partition(":")[2]
    if number and not (number.isdecimal() and int(number) > 0):
        raise UsageError(f"{text!r} does not say a number of processes", hint="write local or local:4")
    return LocalBackend(jobs=int(number) if number else jobs)
