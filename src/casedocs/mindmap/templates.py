"""Maps to start from: the branches that the trade uses, short keyword nodes, a place for the folio on every leaf."""

from dataclasses import dataclass

from casedocs.errors import UsageError
from casedocs.mindmap._data_templates import TEMPLATES
from casedocs.mindmap.model import MindMap, Sheet, Topic

__all__ = ["FOLIO_PLACE", "MISSING_MARKER", "TemplateInfo", "list_templates", "new_from_template"]

FOLIO_PLACE = "BL …"
MISSING_MARKER = "task-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInfo:
    """A template's name and what it is for, in Vietnamese and English."""

    name: str
    title_vi: str
    title_en: str


def list_templates() -> list[TemplateInfo]:
    """All templates."""
    return [TemplateInfo(name=name, title_vi=row[0], title_en=row[1]) for name, row in TEMPLATES.items()]


def _grow(root: Topic, branches: str) -> None:
    open_topics = [root]
    for line in branches.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        del open_topics[depth + 1 :]
        open_topics.append(open_topics[depth].add(line.strip()))


def new_from_template(name: str, title: str = "") -> MindMap:
    """A new map with a template's branches.

    Every leaf bears the label ``BL …``, the place for its folio, and the marker of a task not begun.

    Args:
        name: The template, such as ``danh-gia-chung-cu``.
        title: The root's title, such as the case; the template's own title when empty.

    Raises:
        UsageError: If there is no such template.
    """
    if name not in TEMPLATES:
        raise UsageError(f"there is no template {name!r}", hint=f"one of: {', '.join(TEMPLATES)}")
    own, _, structure, branches = TEMPLATES[name]
    root = Topic(title=title or own, structure=structure)
    _grow(root, branches)
    for topic in root.walk():
        if not topic.children:
            topic.labels = [FOLIO_PLACE]
            topic.markers = [MISSING_MARKER]
    return MindMap(sheets=[Sheet(title=own, root=root)])
