"""What a format cannot carry: measured on the map at hand, reported item by item."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.mindmap.model import INNER_LINK, Kind, MindMap, Topic

__all__ = ["Feature", "Loss", "LossReport", "losses_of"]


class Feature(StrEnum):
    """What a map can hold beside titles and their tree."""

    SHEETS = "sheets"
    IDS = "ids"
    NOTES = "notes"
    NOTE_HTML = "note-html"
    LABELS = "labels"
    MARKERS = "markers"
    LINKS = "links"
    INNER_LINKS = "inner-links"
    IMAGES = "images"
    NUMBERING = "numbering"
    FOLDED = "folded"
    STRUCTURE = "structure"
    POSITION = "position"
    STYLES = "styles"
    LINE_BREAKS = "line-breaks"
    FLOATING = "floating"
    SUMMARIES = "summaries"
    CALLOUTS = "callouts"
    BOUNDARIES = "boundaries"
    RELATIONSHIPS = "relationships"
    EXTENSIONS = "extensions"
    RESOURCES = "resources"
    RICH_TEXT = "rich-text"
    FOREIGN_DATA = "foreign-data"
    COMMENTS = "comments"
    REVISIONS = "revisions"
    THEME = "theme"
    EMPTY_TOPICS = "empty-topics"


NAMES_VI = {
    Feature.SHEETS: "nhiều trang",
    Feature.IDS: "mã chủ đề",
    Feature.NOTES: "ghi chú",
    Feature.NOTE_HTML: "định dạng ghi chú",
    Feature.LABELS: "nhãn",
    Feature.MARKERS: "biểu tượng",
    Feature.LINKS: "liên kết",
    Feature.INNER_LINKS: "liên kết nội bộ",
    Feature.IMAGES: "hình ảnh",
    Feature.NUMBERING: "đánh số",
    Feature.FOLDED: "trạng thái gập",
    Feature.STRUCTURE: "kiểu bố trí",
    Feature.POSITION: "vị trí",
    Feature.STYLES: "kiểu trình bày",
    Feature.LINE_BREAKS: "xuống dòng trong tên",
    Feature.FLOATING: "chủ đề tự do",
    Feature.SUMMARIES: "tóm tắt",
    Feature.CALLOUTS: "chú thích bóng",
    Feature.BOUNDARIES: "khung bao",
    Feature.RELATIONSHIPS: "mũi tên quan hệ",
    Feature.EXTENSIONS: "dữ liệu mở rộng",
    Feature.RESOURCES: "tệp đính kèm",
    Feature.RICH_TEXT: "tên có định dạng",
    Feature.FOREIGN_DATA: "dữ liệu riêng của chương trình khác",
    Feature.COMMENTS: "bình luận",
    Feature.REVISIONS: "lịch sử sửa đổi",
    Feature.THEME: "giao diện",
    Feature.EMPTY_TOPICS: "chủ đề trống",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that did not make the trip.

    Attributes:
        feature: What kind of thing.
        path: Where it was, such as ``1/2.3``.
        detail: What became of it: a few English words; empty when it was dropped.
    """

    feature: Feature
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LossReport:
    """All that a conversion or a save left behind; empty when nothing was lost."""

    losses: tuple[Loss, ...] = field(default_factory=tuple)

    def __len__(self) -> int:
        return len(self.losses)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses)

    @property
    def counts(self) -> dict[Feature, int]:
        """How often each feature was lost."""
        return dict(Counter(loss.feature for loss in self.losses))

    def joined(self, other: "LossReport") -> "LossReport":
        """Both reports as one."""
        return LossReport(self.losses + other.losses)


_PER_KIND = {Kind.FLOATING: Feature.FLOATING, Kind.SUMMARY: Feature.SUMMARIES, Kind.CALLOUT: Feature.CALLOUTS}
# Whether a topic holds a feature, or has topics of a kind that is one.
_TESTS: dict[Feature, Callable[[Topic], object]] = {
    Feature.NOTES: lambda topic: topic.note is not None,
    Feature.NOTE_HTML: lambda topic: topic.note is not None and topic.note.html,
    Feature.LABELS: lambda topic: topic.labels,
    Feature.MARKERS: lambda topic: topic.markers,
    Feature.LINKS: lambda topic: topic.link and not topic.link.startswith(INNER_LINK),
    Feature.INNER_LINKS: lambda topic: topic.link and topic.link.startswith(INNER_LINK),
    Feature.IMAGES: lambda topic: topic.image is not None,
    Feature.NUMBERING: lambda topic: topic.numbering is not None,
    Feature.FOLDED: lambda topic: topic.folded,
    Feature.STRUCTURE: lambda topic: topic.structure,
    Feature.POSITION: lambda topic: topic.position is not None or topic.width is not None,
    Feature.STYLES: lambda topic: topic.style,
    Feature.BOUNDARIES: lambda topic: topic.boundaries,
    Feature.EXTENSIONS: lambda topic: topic.extensions,
    Feature.LINE_BREAKS: lambda topic: "\n" in topic.title,
    Feature.EMPTY_TOPICS: lambda topic: not (topic.title or topic.labels),
}
_HOLDERS: dict[Feature, Callable[[Topic], object]] = {
    Feature.FLOATING: lambda topic: topic.floating,
    Feature.SUMMARIES: lambda topic: topic.summaries,
    Feature.CALLOUTS: lambda topic: topic.callouts,
}


def _of_topics(mind_map: MindMap, carried: frozenset[Feature]) -> Iterator[Loss]:
    tests = [(feature, test) for feature, test in _TESTS.items() if feature not in carried]
    first = [test for _, test in tests] + [test for feature, test in _HOLDERS.items() if feature not in carried]
    if not first or not any(test(topic) for topic in mind_map.topics() for test in first):
        return  # the usual case for rich formats; places are only worked out when something is lost
    for visit in mind_map.visits():
        kind = _PER_KIND.get(visit.kind)
        if kind is not None and kind not in carried:
            lost = "kept as a branch" if visit.kind is not Kind.SUMMARY else "kept as a branch, brace lost"
            yield Loss(kind, visit.path, lost)
        yield from (Loss(feature, visit.path) for feature, test in tests if test(visit.topic))


def losses_of(mind_map: MindMap, carried: frozenset[Feature]) -> LossReport:
    """What the map holds that a format with the features `carried` leaves out.

    Titles and the tree itself are carried by every format. Ids are not counted: every topic has one.
    """
    losses = list(_of_topics(mind_map, carried))
    for number, sheet in enumerate(mind_map.sheets, 1):
        if number > 1 and Feature.SHEETS not in carried:
            losses.append(Loss(Feature.SHEETS, str(number), "kept as a branch"))
        if Feature.RELATIONSHIPS not in carried:
            losses += [Loss(Feature.RELATIONSHIPS, str(number), item.title) for item in sheet.relationships]
        if sheet.style and Feature.STYLES not in carried:
            losses.append(Loss(Feature.STYLES, str(number)))
        if sheet.extensions and Feature.EXTENSIONS not in carried:
            losses.append(Loss(Feature.EXTENSIONS, str(number)))
    if Feature.RESOURCES not in carried:
        losses += [Loss(Feature.RESOURCES, name) for name in mind_map.resources]
    return LossReport(tuple(losses))
