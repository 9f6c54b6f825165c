"""XMind files: JSON content (Zen to 26.x), XML content (3 to 8), and bare XML without a container."""

from collections.abc import Callable
from typing import TypeVar

from casedocs.errors import CorruptFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError
from casedocs.mindmap._json import dump_json, load_json
from casedocs.mindmap._package import Package, is_zip
from casedocs.mindmap._xml import Element, dump_xml
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats import _xmind_json_read, _xmind_json_write, _xmind_xml_read, _xmind_xml_write
from casedocs.mindmap.formats._convert import foreign_losses, with_ids, with_resource_folder
from casedocs.mindmap.formats._xmind_names import CONTENT, FO, SVG, XHTML, XLINK, load_xmind_xml
from casedocs.mindmap.formats._xmind_store import Store, manifest_of, new_package, save_package
from casedocs.mindmap.formats._xmind_styles import StyleBook, with_styles
from casedocs.mindmap.formats._xml_spans import verbatim
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin
from casedocs.mindmap.problems import Problem
from casedocs.mindmap.resources import Resources

__all__ = ["XMindJson", "XMindXml"]

Parsed = TypeVar("Parsed")

JSON_INFO = FormatInfo(
    name="xmind-json",
    suffixes=(".xmind",),
    trip=Trip.BOTH,
    carries=frozenset(Feature) - {Feature.COMMENTS, Feature.REVISIONS},
    title="XMind Zen – 26",
)
XML_INFO = FormatInfo(
    name="xmind-xml",
    suffixes=(".xmind",),
    trip=Trip.BOTH,
    carries=frozenset(Feature) - {Feature.NOTE_HTML, Feature.RICH_TEXT},
    title="XMind 3 – 8",
)
_META = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?><meta xmlns="urn:xmind:xmap:xmlns:meta:2.0" version="2.0">'
    b"<Creator><Name>casedocs</Name></Creator></meta>"
)
_STUB = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><xmap-content xmlns="' + CONTENT + '" version="2.0">'
    '<sheet id="warning-sheet"><topic id="warning-topic"><title>Warning: this file was made for XMind Zen or later '
    "and cannot be shown by XMind 8.</title></topic><title>Warning</title></sheet></xmap-content>"
).encode()


def _limit(data: bytes, options: LoadOptions, name: str) -> bytes:
    if len(data) > options.max_content_bytes:
        raise LimitExceededError(
            f"{name} has {len(data)} bytes, the limit is {options.max_content_bytes}",
            hint="raise LoadOptions.max_content_bytes if you trust this file",
            source=name,
        )
    return data


def _resources(store: Store) -> Resources:
    names = [name for name in store.package.names if name.startswith(("resources/", "attachments/"))]
    return Resources(names, store.read)


def _parsed(store: Store, name: str, parse: Callable[..., Parsed], options: LoadOptions) -> Parsed:
    """The parsed content of a member; content that a wrong password turned into noise is named as such."""
    content = _limit(store.read(name), options, name)
    try:
        return parse(content, source=name)
    except CorruptFileError as error:
        if name not in store.ciphers:
            raise
        hint = "check the password, capitals included"
        raise EncryptedFileError(f"the password does not open {name}", hint=hint, source=name) from error


def _origin(name: str, data: bytes, tree: object, store: Store, options: LoadOptions) -> Origin:
    password = options.password if store.ciphers else ""
    return Origin(format=name, data=data, tree=tree, package=store.package, password=password)


def _read_json(package: Package, data: bytes, options: LoadOptions) -> MindMap:
    store = Store(package, manifest_of(package, xml=False), options.password)
    tree = _parsed(store, "content.json", load_json, options)
    problems: list[Problem] = []
    return MindMap(
        sheets=_xmind_json_read.read_sheets(tree, problems),
        active_sheet_id=_active(store),
        resources=_resources(store),
        origin=_origin(JSON_INFO.name, data, tree, store, options),
        problems=problems,
    )


def _read_xml(package: Package, data: bytes, options: LoadOptions) -> MindMap:
    store = Store(package, manifest_of(package, xml=True), options.password)
    root = _parsed(store, "content.xml", load_xmind_xml, options)
    problems: list[Problem] = []
    return MindMap(
        sheets=_xmind_xml_read.read_sheets(root, _xmind_xml_read.read_styles(_styles_root(store)), problems),
        resources=_resources(store),
        origin=_origin(XML_INFO.name, data, root, store, options),
        problems=problems,
    )


def _active(store: Store) -> str:
    try:
        metadata = load_json(store.find("metadata.json") or b"{}", source="metadata.json")
    except CorruptFileError:
        return ""
    value = metadata.get("activeSheetId") if isinstance(metadata, dict) else None
    return value if isinstance(value, str) else ""


def _styles_root(store: Store) -> Element | None:
    data = store.find("styles.xml")
    return load_xmind_xml(data, source="styles.xml") if data else None


def _read_bare(data: bytes, options: LoadOptions) -> MindMap:
    root = load_xmind_xml(_limit(data, options, "content.xml"), source="content.xml")
    problems: list[Problem] = []
    sheets = _xmind_xml_read.read_sheets(root, {}, problems)
    return MindMap(sheets=sheets, origin=Origin(format="xmind-xml", data=data, tree=root), problems=problems)


def _read(data: bytes, options: LoadOptions) -> MindMap:
    if not is_zip(data):
        return _read_bare(data, options)
    package = Package(data, options.limits)
    if "content.json" in package:
        return _read_json(package, data, options)
    if "content.xml" in package:
        return _read_xml(package, data, options)
    raise UnsupportedFormatError(
        "the container holds neither content.json nor content.xml",
        hint="files of XMind 2007 and 2008 must be saved by XMind 8 first",
    )


class XMindJson:
    """XMind from Zen on."""

    info = JSON_INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in an XMind file of either kind."""
        return _read(data, options)

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The file; what was read from this kind of file and not changed stays as it is, byte for byte."""
        origin = mind_map.origin
        if origin is None or origin.format != self.info.name or origin.package is None:
            return _new_json(mind_map, options)
        tree = _xmind_json_write.write_sheets(mind_map, origin.tree)
        changed = {} if tree is origin.tree else {"content.json": dump_json(tree)}
        store = Store(origin.package, manifest_of(origin.package, xml=False), origin.password)
        if mind_map.active_sheet_id != _active(store):
            metadata = load_json(store.find("metadata.json") or b"{}", source="metadata.json")
            kept = metadata if isinstance(metadata, dict) else {}
            changed["metadata.json"] = dump_json({**kept, "activeSheetId": mind_map.active_sheet_id})
        return save_package(mind_map, origin, changed, options.password, xml=False), LossReport()


def _new_json(mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
    report = losses_of(mind_map, JSON_INFO.carries).joined(foreign_losses(mind_map, JSON_INFO.name))
    moved, resources = with_resource_folder(with_ids(mind_map), "resources")
    metadata: dict[str, object] = {"creator": {"name": "casedocs"}, "dataStructureVersion": "2"}
    if mind_map.active_sheet_id:
        metadata["activeSheetId"] = mind_map.active_sheet_id
    members = {
        "content.json": dump_json(_xmind_json_write.write_sheets(moved, None)),
        "metadata.json": dump_json(metadata),
        "content.xml": _STUB,
        **resources,
    }
    return new_package(members, options.password or "", xml=False), report


class XMindXml:
    """XMind 3 to 8."""

    info = XML_INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in an XMind file of either kind."""
        return _read(data, options)

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The file; what was read from this kind of file and not changed stays as it is, byte for byte."""
        origin = mind_map.origin
        if origin is None or origin.format != self.info.name:
            return _new_xml(mind_map, options)
        root = origin.tree
        assert isinstance(root, Element)  # noqa: S101  this codec put it there
        if origin.package is None:
            return _save_bare(mind_map, origin, root, options), LossReport()
        store = Store(origin.package, manifest_of(origin.package, xml=True), origin.password)
        styles = _styles_root(store)
        book = StyleBook(_xmind_xml_read.read_styles(styles))
        new = _xmind_xml_write.write_sheets(mind_map, root, book)
        kept = None if new is root else verbatim(store.read("content.xml"), root, "topic")
        changed = {} if new is root else {"content.xml": dump_xml(new, kept=kept)}
        if book.added:
            changed["styles.xml"] = dump_xml(with_styles(styles, book))
        return save_package(mind_map, origin, changed, options.password, xml=True), LossReport()


def _save_bare(mind_map: MindMap, origin: Origin, root: Element, options: DumpOptions) -> bytes:
    """Bare XML stays bare until it needs a container: for styles, attachments or encryption."""
    book = StyleBook({})
    new = _xmind_xml_write.write_sheets(mind_map, root, book)
    if not (book.added or mind_map.resources or options.password):
        return origin.data if new is root else dump_xml(new, kept=verbatim(origin.data, root, "topic"))
    members = {"content.xml": dump_xml(new), "meta.xml": _META, **dict(mind_map.resources)}
    if book.added:
        members["styles.xml"] = dump_xml(with_styles(None, book))
    return new_package(members, options.password or "", xml=True)


def _new_xml(mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
    report = losses_of(mind_map, XML_INFO.carries).joined(foreign_losses(mind_map, XML_INFO.name))
    moved, resources = with_resource_folder(with_ids(mind_map), "attachments")
    book = StyleBook({})
    names = {"xmlns": CONTENT, "xmlns:fo": FO, "xmlns:svg": SVG, "xmlns:xhtml": XHTML, "xmlns:xlink": XLINK}
    root = Element("xmap-content", {**names, "version": "2.0"})
    content = dump_xml(_xmind_xml_write.write_sheets(moved, root, book))
    members = {"content.xml": content, "meta.xml": _META}
    if book.added:
        members["styles.xml"] = dump_xml(with_styles(None, book))
    return new_package({**members, **resources}, options.password or "", xml=True), report
