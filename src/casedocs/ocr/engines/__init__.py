"""Recognition engines behind one Protocol, each adapter in its own file.

``tesseract`` runs the library in process, ``pytesseract`` the installed program, ``null`` reads nothing (for tests
and for taking over text layers only). An object of your own that fits `Engine` works wherever a name does.
"""

from casedocs.ocr.engines.protocol import Engine, EngineInfo
from casedocs.ocr.engines.registry import ENGINE_NAMES, create_engine

__all__ = ["ENGINE_NAMES", "Engine", "EngineInfo", "create_engine"]
