"""Engine names → adapters."""

from collections.abc import Sequence
from importlib import import_module

from casedocs.errors import CasedocsError, EngineError, EngineNotFoundError, MissingExtraError, UsageError
from casedocs.ocr.engines.protocol import Engine

__all__ = ["AUTO", "ENGINE_NAMES", "create_engine"]

_ADAPTERS = {
    "neural": "casedocs.ocr.engines.neural:NeuralEngine",
    "cascade": "casedocs.ocr.engines.cascade:CascadeEngine",
    "tesseract": "casedocs.ocr.engines.tesseract:TesseractEngine",
    "pytesseract": "casedocs.ocr.engines.pytesseract:PytesseractEngine",
    "null": "casedocs.ocr.engines.null:NullEngine",
}
# Tried in this order where the caller leaves the choice to us.
_BEST_FIRST = ("neural", "tesseract", "pytesseract")
AUTO = "auto"
ENGINE_NAMES = (AUTO, *_ADAPTERS)


def create_engine(name: str, *, languages: Sequence[str] = ("vie",)) -> Engine:
    """Starts an engine.

    Args:
        name: One of `ENGINE_NAMES` (``auto``: the best that is installed), or ``"module:Class"`` of an adapter of
            your own; the class is called with the keyword ``languages``.
        languages: Language codes, the main one first.

    Raises:
        UsageError: If there is no such engine.
        EngineError: If it does not start.
        EngineNotFoundError: If its program, library or a language file is missing; the hint names the install command.
        MissingExtraError: If its Python package is missing.
    """
    if name == AUTO:
        return _best(tuple(languages))
    path = _ADAPTERS.get(name, name)
    module, colon, attribute = path.partition(":")
    if not colon:
        raise UsageError(f"there is no engine {name!r}", hint="choose one of: " + ", ".join(ENGINE_NAMES))
    try:
        factory = getattr(import_module(module), attribute)
    except Exception as error:  # whatever the code of the caller's own module raises
        raise UsageError(f"the engine {name!r} cannot be loaded: {error}") from error
    try:
        engine = factory(languages=tuple(languages))
    except CasedocsError:
        raise
    except Exception as error:
        raise EngineError(f"the engine {name!r} does not start: {type(error).__name__}: {error}") from error
    if not isinstance(engine, Engine):
        raise UsageError(f"{name!r} is not an engine")
    return engine


def _best(languages: tuple[str, ...]) -> Engine:
    """The first engine that starts; if none does, the error of the one that should have been there."""
    first: CasedocsError | None = None
    for name in _BEST_FIRST:
        try:
            return create_engine(name, languages=languages)
        except (EngineNotFoundError, MissingExtraError) as error:
            first = first or error
    assert first is not None  # noqa: S101  there is at least one engine in the list
    raise first
