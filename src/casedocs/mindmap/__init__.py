"""Mind maps: a typed, lossless model for XMind and its neighbours, with pictures people can present.

::

    from casedocs import mindmap

    case = mindmap.load("vu-an.xmind")
    case.active_sheet.root.add("Vấn đề cần điều tra bổ sung")
    mindmap.dump(case, "vu-an-2.xmind")
"""

from casedocs.mindmap.canonical import canonical, fingerprint
from casedocs.mindmap.edit import clone, clone_map, insert, move, remove
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
from casedocs.mindmap.validate import validate

__all__ = [
    "Boundary",
    "DumpOptions",
    "Extension",
    "Feature",
    "Image",
    "Kind",
    "LoadOptions",
    "Loss",
    "LossReport",
    "MindMap",
    "Note",
    "Numbering",
    "Order",
    "Point",
    "Problem",
    "Relationship",
    "Severity",
    "Sheet",
    "Summary",
    "Topic",
    "Visit",
    "canonical",
    "clone",
    "clone_map",
    "dump",
    "dumps",
    "fingerprint",
    "insert",
    "load",
    "loads",
    "move",
    "new_id",
    "remove",
    "validate",
]
