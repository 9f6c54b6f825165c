"""A comparison that people can look at: a coloured map, and a table in a Word document."""

from casedocs.mindmap.comparison import Change, ChangeKind, FieldChange, MapDiff, diff
from casedocs.mindmap.edit import clone, clone_map
from casedocs.mindmap.formats._docx_write import table_document
from casedocs.mindmap.model import MindMap, Note, Topic

__all__ = ["COLOURS", "diff_document", "diff_map"]

# kind → (fill, Vietnamese name); the colours are told apart by their lightness too.
COLOURS: dict[ChangeKind, tuple[str, str]] = {
    ChangeKind.ADDED: ("#A9DFBF", "Thêm"),
    ChangeKind.REMOVED: ("#F1948A", "Bỏ"),
    ChangeKind.MOVED: ("#AED6F1", "Chuyển"),
    ChangeKind.RENAMED: ("#F9E79F", "Đổi tên"),
    ChangeKind.CHANGED: ("#FAD7A0", "Sửa"),
}
_FIELDS = {
    "id": "mã",
    "note": "ghi chú",
    "labels": "nhãn",
    "markers": "biểu tượng",
    "link": "liên kết",
    "image": "hình ảnh",
    "numbering": "đánh số",
    "folded": "gập nhánh",
    "structure": "kiểu bố trí",
    "position": "vị trí",
    "width": "độ rộng",
    "style": "kiểu trình bày",
    "extensions": "dữ liệu mở rộng",
    "boundaries": "khung bao",
    "summaries": "tóm tắt",
    "start_id": "đầu mũi tên",
    "end_id": "cuối mũi tên",
    "active": "trang đang mở",
}


def _shown(value: object) -> str:
    if value in (None, "", [], {}, ()):
        return "(không có)"
    if isinstance(value, Note):
        return value.plain
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return str(value)


def _said(field: FieldChange) -> str:
    return f"{_FIELDS.get(field.name, field.name)}: {_shown(field.before)} → {_shown(field.after)}"


def _mark(topic: Topic, kind: ChangeKind, text: str) -> None:
    fill, name = COLOURS[kind]
    topic.style = {**topic.style, "svg:fill": fill}
    topic.labels = [*topic.labels, f"{name}{': ' if text else ''}{text}"]


def diff_map(first: MindMap, second: MindMap) -> MindMap:
    """The second map with every change coloured and labelled; removed branches stand in red where they were.

    Raises:
        UsageError: If a map is tied into a ring.
    """
    difference = diff(first, second)
    result = clone_map(second)
    result.origin = None
    here = result.index()
    for change in difference.changes:
        topic = here.get(change.id) if change.subject == "topic" else None
        if topic is None or change.kind is ChangeKind.REMOVED:
            continue
        text = {ChangeKind.MOVED: " › ".join(change.path_before[-2:]), ChangeKind.RENAMED: change.title_before}
        fields = "; ".join(_FIELDS.get(field.name, field.name) for field in change.fields)
        _mark(topic, change.kind, text.get(change.kind, fields))
    _put_removed(first, result, {change.id for change in difference.of(ChangeKind.REMOVED)}, here)
    return result


def _put_removed(first: MindMap, result: MindMap, removed: set[str], here: dict[str, Topic]) -> None:
    for visit in list(first.visits()):
        if visit.topic.id not in removed or visit.parent is None:
            continue
        ghost = clone(visit.topic)
        ghost.children, ghost.floating, ghost.callouts = [], [], []
        ghost.summaries, ghost.boundaries = [], []
        _mark(ghost, ChangeKind.REMOVED, "")
        here[visit.topic.id] = ghost
        above = here.get(visit.parent.id, result.active_sheet.root)
        above.children.append(ghost)


def _row(number: int, change: Change) -> list[str]:
    place = " › ".join(change.path_after or change.path_before)
    if change.kind is ChangeKind.MOVED:
        place = f"{' › '.join(change.path_before)} → {' › '.join(change.path_after)}"
    said = [_said(field) for field in change.fields]
    if change.kind is ChangeKind.RENAMED:
        said = [f"{change.title_before} → {change.title}"]
    return [str(number), COLOURS[change.kind][1], change.title, place, "\n".join(said)]


def diff_document(difference: MapDiff, title: str = "So sánh sơ đồ") -> bytes:
    """The changes as a table in a Word document: number, kind, topic, place, content.

    Raises:
        MissingExtraError: If python-docx is not installed.
    """
    header = ["STT", "Thay đổi", "Chủ đề", "Vị trí", "Nội dung"]
    rows = [_row(number, change) for number, change in enumerate(difference.changes, 1)]
    fills = [COLOURS[change.kind][0].removeprefix("#") for change in difference.changes]
    return table_document(title, header, rows, fills)
