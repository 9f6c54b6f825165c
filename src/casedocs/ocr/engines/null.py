"""An engine that reads nothing: for tests, and to take over text layers only."""

from casedocs import __version__
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Block

__all__ = ["NullEngine"]


class NullEngine(ClosingEngine):
    """Finds no words on any page.

    Args:
        languages: Kept in `info`, otherwise without effect.
    """

    dpi: float = 72.0

    def __init__(self, *, languages: tuple[str, ...] = ("vie",)) -> None:
        self.info: EngineInfo = EngineInfo("null", __version__, languages)

    def read(self, picture: Picture) -> tuple[Block, ...]:
        """No blocks."""
        del picture
        return ()
