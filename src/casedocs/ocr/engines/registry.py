"""Engine names → adapters."""

from collections.abc import Sequence
from importlib import import_module

from casedocs.errors import UsageError
from casedocs.ocr.engines.protocol import Engine

__all__ = ["ENGINE_NAMES", "create_engine"]

_ADAPTERS = {
    "tesseract": "casedocs.ocr.engines.tesseract:TesseractEngine",
    "pytesseract": "casedocs.ocr.engines.pytesseract:PytesseractEngine",
    "null": "casedocs.ocr.engines.null:NullEngine",
}
ENGINE_NAMES = tuple(_ADAPTERS)


def create_engine(name: str, *, languages: Sequence[str] = ("vie",)) -> Engine:
    """Starts an engine.

    Args:
        name: One of `ENGINE_NAMES`, or ``"module:Class"`` of an adapter of your own; the class is called with the
            keyword ``languages``.
        languages: Language codes, the main one first.

    Raises:
        UsageError: If there is no such engine.
        EngineNotFoundError: If its program, library or a language file is missing; the hint names the install command.
        MissingExtraError: If its Python package is missing.
    """
    path = _ADAPTERS.get(name, name)
    module, colon, attribute = path.partition(":")
    if not colon:
        raise UsageError(f"there is no engine {name!r}", hint="choose one of: " + ", ".join(ENGINE_NAMES))
    try:
        factory = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the engine {name!r} cannot be loaded: {error}") from error
    engine = factory(languages=tuple(languages))
    if not isinstance(engine, Engine):
        raise UsageError(f"{name!r} is not an engine")
    return engine
