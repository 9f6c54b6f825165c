"""Pictures of a map: SVG, PNG and PDF from one drawing."""

from casedocs.mindmap.render.options import Orientation, Paper, PdfOptions, PngOptions, RenderReport, SvgOptions, Theme
from casedocs.mindmap.render.pictures import render_pdf, render_png, render_svg

__all__ = [
    "Orientation",
    "Paper",
    "PdfOptions",
    "PngOptions",
    "RenderReport",
    "SvgOptions",
    "Theme",
    "render_pdf",
    "render_png",
    "render_svg",
]
