"""Where units run: on this machine, on an executor of the caller's, on a Dask cluster."""

from casedocs.batch.backends.executor import ExecutorBackend
from casedocs.batch.backends.local import LocalBackend
from casedocs.batch.backends.protocol import Backend, Workers
from casedocs.batch.backends.registry import BACKEND_NAMES, create_backend

__all__ = ["BACKEND_NAMES", "Backend", "ExecutorBackend", "LocalBackend", "Workers", "create_backend"]
