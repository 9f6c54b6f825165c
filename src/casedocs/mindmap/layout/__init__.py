"""Layouts: where each topic stands. Pure Python, the text measured with the metrics of the fonts that are drawn."""

from casedocs.mindmap.layout.arrange import arrange
from casedocs.mindmap.layout.options import LayoutOptions, Structure
from casedocs.mindmap.layout.placed import Arc, Frame, FrameKind, Layout, Placed, Wire, WireKind

__all__ = [
    "Arc",
    "Frame",
    "FrameKind",
    "Layout",
    "LayoutOptions",
    "Placed",
    "Structure",
    "Wire",
    "WireKind",
    "arrange",
]
