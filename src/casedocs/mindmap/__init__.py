"""Mind maps: a typed, lossless model for XMind and its neighbours, with pictures people can present.

::

    from casedocs import mindmap

    case = mindmap.load("vu-an.xmind")
    case.active_sheet.root.add("Vấn đề cần điều tra bổ sung")
    mindmap.dump(case, "vu-an-2.xmind")
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

from casedocs.mindmap.files import dump, dumps, load, loads
from casedocs.mindmap.losses import Feature, Loss, LossReport
from casedocs.mindmap.model import (
    Boundary,
    Extension,
    Image,
    Kind,
    MindMap,
    Note,
    Numbering,
    Order,
    Point,
    Relationship,
    Sheet,
    Summary,
    Topic,
    Visit,
    new_id,
)
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.problems import Problem, Severity

if TYPE_CHECKING:
    from casedocs.mindmap.comparison import Change, ChangeKind, MapDiff, diff, patch
    from casedocs.mindmap.edit import clone, clone_map, insert, move, remove
    from casedocs.mindmap.film import FilmOptions, render_film
    from casedocs.mindmap.layout.options import LayoutOptions, Structure
    from casedocs.mindmap.links import LinkFinding, LinkState, check_links, record_hashes, repair_links
    from casedocs.mindmap.merging import Conflict, MergeResult, merge
    from casedocs.mindmap.packing import PackOptions, PackReport, pack
    from casedocs.mindmap.render.options import (
        Orientation,
        Paper,
        PdfOptions,
        PngOptions,
        RenderReport,
        SvgOptions,
        Theme,
    )
    from casedocs.mindmap.render.pictures import render_pdf, render_png, render_svg
    from casedocs.mindmap.schema import json_schema
    from casedocs.mindmap.snapshot import canonical, fingerprint
    from casedocs.mindmap.templates import TemplateInfo, list_templates, new_from_template
    from casedocs.mindmap.validation import validate
    from casedocs.mindmap.viewer.options import HtmlOptions, ViewerLanguage
    from casedocs.mindmap.viewer.page import render_html

__all__ = [
    "Boundary",
    "Change",
    "ChangeKind",
    "Conflict",
    "DumpOptions",
    "Extension",
    "Feature",
    "FilmOptions",
    "HtmlOptions",
    "Image",
    "Kind",
    "LayoutOptions",
    "LinkFinding",
    "LinkState",
    "LoadOptions",
    "Loss",
    "LossReport",
    "MapDiff",
    "MergeResult",
    "MindMap",
    "Note",
    "Numbering",
    "Order",
    "Orientation",
    "PackOptions",
    "PackReport",
    "Paper",
    "PdfOptions",
    "PngOptions",
    "Point",
    "Problem",
    "Relationship",
    "RenderReport",
    "Severity",
    "Sheet",
    "Structure",
    "Summary",
    "SvgOptions",
    "TemplateInfo",
    "Theme",
    "Topic",
    "ViewerLanguage",
    "Visit",
    "canonical",
    "check_links",
    "clone",
    "clone_map",
    "diff",
    "dump",
    "dumps",
    "fingerprint",
    "insert",
    "json_schema",
    "list_templates",
    "load",
    "loads",
    "merge",
    "move",
    "new_from_template",
    "new_id",
    "pack",
    "patch",
    "record_hashes",
    "remove",
    "render_film",
    "render_html",
    "render_pdf",
    "render_png",
    "render_svg",
    "repair_links",
    "validate",
]

# Loaded on first use; no module has the name of what it exports, so importing one hides nothing.
_LAZY = {
    "Change": "comparison",
    "ChangeKind": "comparison",
    "MapDiff": "comparison",
    "diff": "comparison",
    "patch": "comparison",
    "clone": "edit",
    "clone_map": "edit",
    "insert": "edit",
    "move": "edit",
    "remove": "edit",
    "FilmOptions": "film",
    "render_film": "film",
    "LinkFinding": "links",
    "LinkState": "links",
    "check_links": "links",
    "record_hashes": "links",
    "repair_links": "links",
    "Conflict": "merging",
    "MergeResult": "merging",
    "merge": "merging",
    "PackOptions": "packing",
    "PackReport": "packing",
    "pack": "packing",
    "LayoutOptions": "layout.options",
    "Structure": "layout.options",
    "Orientation": "render.options",
    "Paper": "render.options",
    "PdfOptions": "render.options",
    "PngOptions": "render.options",
    "RenderReport": "render.options",
    "SvgOptions": "render.options",
    "Theme": "render.options",
    "render_pdf": "render.pictures",
    "render_png": "render.pictures",
    "render_svg": "render.pictures",
    "json_schema": "schema",
    "canonical": "snapshot",
    "fingerprint": "snapshot",
    "TemplateInfo": "templates",
    "list_templates": "templates",
    "new_from_template": "templates",
    "validate": "validation",
    "HtmlOptions": "viewer.options",
    "ViewerLanguage": "viewer.options",
    "render_html": "viewer.page",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(_import_module(f"casedocs.mindmap.{_LAZY[name]}"), name)
    message = f"module 'casedocs.mindmap' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
