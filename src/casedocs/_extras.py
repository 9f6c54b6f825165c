"""Optional packages: imported when they are needed, missing ones named with the pip line."""

from importlib import import_module
from types import ModuleType

from casedocs.errors import MissingExtraError

__all__ = ["require"]


def require(module: str, *, extra: str) -> ModuleType:
    """Imports an optional module.

    Args:
        module: Dotted name, such as ``tesserocr``.
        extra: The extra of casedocs that brings it.

    Raises:
        MissingExtraError: If it is not installed or does not load.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f"the Python package {module!r} is not usable: {error}",
            hint=f'run: python -m pip install "casedocs[{extra}]"',
            source=module,
        ) from error
