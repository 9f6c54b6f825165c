"""What a child of the main job is told at its start: options as plain data, and back."""

from collections.abc import Mapping
from typing import Any

from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse

__all__ = ["options_from_setup", "setup_data"]


def setup_data(engine: str, options: OcrOptions) -> dict[str, object]:
    """The engine's name and the options as plain data."""
    return {
        "engine": engine,
        "languages": list(options.languages),
        "pages": None if options.pages is None else str(options.pages),
        "text_layer": options.text_layer.value,
        "max_pixels": options.max_pixels,
        "max_file_bytes": options.max_file_bytes,
    }


def options_from_setup(setup: Mapping[str, Any]) -> OcrOptions:
    """The options that `setup_data` got."""
    pages = setup["pages"]
    return OcrOptions(
        languages=tuple(setup["languages"]),
        pages=None if pages is None else PageSelection.parse(pages),
        text_layer=TextLayerUse(setup["text_layer"]),
        max_pixels=setup["max_pixels"],
        max_file_bytes=setup["max_file_bytes"],
    )
