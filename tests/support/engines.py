"""Engines for children (``"tests.support.engines:Class"``): they find one word, or fail in every way."""

import os
import time
from pathlib import Path
from typing import Any

from casedocs.errors import EngineError
from casedocs.geometry import Box
from casedocs.ocr.engines._closing import ClosingEngine
from casedocs.ocr.engines.protocol import EngineInfo
from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Block, Line, Word

MODULE = "tests.support.engines"


class OneWord(ClosingEngine):
    """Reads the mean brightness of a page as its only word; notes each reading in the file $CASEDOCS_TEST_NOTES."""

    dpi = 36.0

    def __init__(self, *, languages: tuple[str, ...] = ("vie",)) -> None:
        self.info = EngineInfo(type(self).__name__, "1", languages)

    def read(self, picture: Picture) -> tuple[Block, ...]:
        notes = os.environ.get("CASEDOCS_TEST_NOTES")
        if notes:
            with Path(notes).open("a", encoding="utf-8") as file:
                file.write(f"{picture.pixels.mean():.2f}\n")
        time.sleep(float(os.environ.get("CASEDOCS_TEST_SLEEP", "0")))
        return self.misbehave(picture, is_bad=picture.pixels.mean() < 160)

    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        """What a bad (mostly dark) page does to the engine; nothing here."""
        del is_bad
        word = Word(f"sáng{picture.pixels.mean():.0f}", Box(0, 0, picture.width, picture.height), 0.75)
        return (Block((Line((word,)),)),)


class Hangs(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        time.sleep(600 if is_bad else 0)
        return super().misbehave(picture, is_bad=is_bad)


class Dies(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            os._exit(9)
        return super().misbehave(picture, is_bad=is_bad)


class NoMemory(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            raise MemoryError
        return super().misbehave(picture, is_bad=is_bad)


class Foreign(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            raise KeyError("không có")
        return super().misbehave(picture, is_bad=is_bad)


class Refuses(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            raise EngineError("không đọc được", hint="quét lại")
        return super().misbehave(picture, is_bad=is_bad)


class Rubbish(OneWord):
    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            rubbish: Any = [{"text": "chữ"}]
            return tuple(rubbish)
        return super().misbehave(picture, is_bad=is_bad)


class Surrogates(OneWord):
    """Words that cannot be written as UTF-8."""

    def misbehave(self, picture: Picture, *, is_bad: bool) -> tuple[Block, ...]:
        if is_bad:
            return (Block((Line((Word("a\ud800b", Box(0, 0, 9, 9), 0.5),)),)),)
        return super().misbehave(picture, is_bad=is_bad)
