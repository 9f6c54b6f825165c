"""XMind files that these tests build by hand, in the shapes that real writers leave."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest

from casedocs.errors import EncryptedFileError, FormatError, UnsupportedFormatError
from casedocs.mindmap import (
    DumpOptions,
    Feature,
    Image,
    LoadOptions,
    MindMap,
    Note,
    Point,
    Topic,
    canonical,
    dumps,
    insert,
    loads,
    validate,
)

STUB = '<xmap-content><sheet id="w"><topic id="w2"><title>Warning</title></topic></sheet></xmap-content>'


LEGACY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- c --><xmap-content '
    'xmlns="urn:xmind:xmap:xmlns:content:2.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="http://www.w3.org/2000/svg" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:q="urn:q" version="2.0"><sheet id="s1" theme="t"><topic id="r" style-id="st" timestamp="1">'
    '<title svg:width="200">Gốc</title><q:own a="1">x</q:own><children><topics type="attached">'
    '<topic id="a" xlink:href="xmind:#b"><title>a</title><notes><plain>một&#13;\nhai</plain>'
    '<html><xhtml:p>một <xhtml:span style-id="i">đậm</xhtml:span></xhtml:p></html></notes></topic>'
    '<topic id="b" branch="folded"><title>b</title>'
    '<marker-refs><marker-ref marker-id="flag-red"/></marker-refs>'
    "<labels><label>BL 1</label></labels></topic></topics>"
    '<topics type="summary"><topic id="s"><title>tóm</title></topic></topics></children>'
    '<boundaries><boundary id="f" range="(0,1)"><title>khung</title></boundary></boundaries>'
    '<summaries><summary id="ss" range="(1,1)" topic-id="s"/></summaries>'
    '<extensions><extension provider="p"><content><k v="1">t</k></content><resource-refs/></extension></extensions>'
    '</topic><title>Trang</title><relationships><relationship id="rel" end1="a" end2="b">'
    "<title>mâu thuẫn</title></relationship></relationships></sheet></xmap-content>"
)


def packed(members: Mapping[str, object], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in members.items():
            target.writestr(
                name, content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
            )
    return buffer.getvalue()


def zen() -> bytes:
    topic = {
        "id": "r",
        "class": "topic",
        "title": "Gốc",
        "titleUnedited": True,
        "unknownKey": {"kept": [1, 2.50, None]},
        "children": {
            "attached": [
                {"id": "a", "attributedTitle": [{"text": "một ", "fo:font-weight": "700"}, {"text": "hai"}]},
                {
                    "id": "b",
                    "title": "b",
                    "notes": {
                        "plain": {"content": "ghi chú"},
                        "realHTML": {"content": "<div>ghi chú</div>"},
                        "ops": {},
                    },
                    "markers": [{"markerId": "priority-1", "groupId": "priorityMarkers"}],
                },
                {"id": "c", "title": "c", "href": "xap:resources/x.png"},
            ],
            "detached": [{"id": "d", "title": "tự do", "position": {"x": 1, "y": -2.5}}],
            "summary": [{"id": "s", "title": "tóm tắt"}],
            "zzz": [{"id": "z"}],
        },
        "boundaries": [{"id": "f", "range": "(1,9)", "title": "khung"}, {"id": "m", "range": "master"}],
        "summaries": [{"id": "ss", "range": "(0,1)", "topicId": "s"}],
        "extensions": [{"provider": "lạ", "content": {"x": 1}, "resourceRefs": ["q"]}],
    }
    sheet = {"id": "sheet", "class": "sheet", "title": "Trang", "rootTopic": topic, "theme": {"map": {}}, "zones": [1]}
    return packed(
        {
            "content.json": [sheet],
            "metadata.json": {"activeSheetId": "sheet", "other": 1},
            "manifest.json": {"file-entries": {"content.json": {}, "metadata.json": {}}},
            "content.xml": STUB,
            "resources/x.png": b"png",
            "Thumbnails/": "",
            "Thumbnails/thumbnail.png": b"thumb",
            "Revisions/1.bin": b"rev",
        }
    )


def legacy() -> bytes:
    content = LEGACY
    styles = (
        '<xmap-styles xmlns="urn:xmind:xmap:xmlns:style:2.0"><styles><style id="st" type="topic">'
        '<topic-properties svg:fill="#FF0000"/></style></styles></xmap-styles>'
    )
    manifest = (
        '<manifest xmlns="urn:xmind:xmap:xmlns:manifest:1.0">'
        '<file-entry full-path="content.xml" media-type="text/xml"/>'
        '<file-entry full-path="attachments/" media-type=""/></manifest>'
    )
    return packed(
        {
            "content.xml": content,
            "styles.xml": styles,
            "META-INF/manifest.xml": manifest,
            "comments.xml": "<comments/>",
            "Revisions/s1/revisions.xml": "<r/>",
        },
        zipfile.ZIP_DEFLATED,
    )


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def saved(mind_map: MindMap, *, password: str | None = None) -> bytes:
    return dumps(mind_map, options=DumpOptions(password=password))[0]


@pytest.mark.parametrize("make", [zen, legacy])
def test_a_save_without_changes_is_the_same_file(make: Callable[[], bytes]) -> None:
    data = make()
    assert saved(loads(data)) == data


def test_the_stub_is_never_read() -> None:
    mind_map = loads(zen())
    assert mind_map.title == "Gốc"
    assert mind_map.active_sheet_id == "sheet"


def test_zen_is_typed() -> None:
    mind_map = loads(zen())
    root = mind_map.sheets[0].root
    first, second, third = root.children
    assert first.title == "một hai"
    assert second.note == Note(plain="ghi chú", html="<div>ghi chú</div>")
    assert second.markers == ["priority-1"]
    assert mind_map.resources.find(third.link or "") == b"png"
    assert [item.members for item in root.boundaries] == [[second, third], None]
    assert root.summaries[0].members == [first, second]
    assert root.summaries[0].topic is not None
    assert root.summaries[0].topic.title == "tóm tắt"
    assert root.floating[0].position == Point(1, -2.5)
    assert [item.code for item in mind_map.problems] == ["range-out-of-bounds"]


def test_an_edit_changes_only_what_was_edited() -> None:
    before = members(zen())
    mind_map = loads(zen())
    mind_map.sheets[0].root.children[1].title = "mới"
    after = members(saved(mind_map))
    assert {name for name in before if before[name] != after[name]} == {"content.json"}
    old, new = (json.loads(item["content.json"]) for item in (before, after))
    old[0]["rootTopic"]["children"]["attached"][1]["title"] = "mới"
    assert new == old


def test_a_title_drops_the_views_that_would_show_the_old_one() -> None:
    mind_map = loads(zen())
    mind_map.sheets[0].root.title = "Khác"
    mind_map.sheets[0].root.children[0].title = "Khác nữa"
    root = json.loads(members(saved(mind_map))["content.json"])[0]["rootTopic"]
    assert "titleUnedited" not in root
    assert root["children"]["attached"][0] == {"id": "a", "title": "Khác nữa"}


def test_a_note_drops_the_views_that_would_show_the_old_one() -> None:
    mind_map = loads(zen())
    note = mind_map.sheets[0].root.children[1].note
    assert note is not None
    note.plain = "mới"
    raw = json.loads(members(saved(mind_map))["content.json"])[0]["rootTopic"]["children"]["attached"][1]
    assert raw["notes"] == {"plain": {"content": "mới"}}


def test_ranges_shift_with_their_topics() -> None:
    mind_map = loads(zen())
    insert(mind_map, mind_map.sheets[0].root, Topic(id="n", title="n"), 0)
    raw = json.loads(members(saved(mind_map))["content.json"])[0]["rootTopic"]
    assert [item["range"] for item in raw["boundaries"]] == ["(2,3)", "master"]
    assert raw["summaries"][0]["range"] == "(1,2)"
    assert raw["children"]["zzz"] == [{"id": "z"}]


def test_a_new_resource_is_listed_in_the_manifest() -> None:
    for data in (zen(), legacy()):
        mind_map = loads(data)
        link = mind_map.resources.add(b"new", ".png")
        mind_map.sheets[0].root.image = Image(source_link=link)
        after = members(saved(mind_map))
        name = link.removeprefix("xap:")
        assert after[name] == b"new"
        manifest = after.get("manifest.json") or after["META-INF/manifest.xml"]
        assert name.encode() in manifest
        assert not {item.code for item in validate(loads(saved(mind_map)))} - {"range-out-of-bounds"}


def test_legacy_is_typed() -> None:
    sheet = loads(legacy()).sheets[0]
    first, second = sheet.root.children
    assert first.note is not None
    assert first.note.plain == "một\r\nhai"
    assert first.note.html == "<div>một <span>đậm</span></div>"
    assert (first.link, second.folded, second.labels, second.markers) == ("xmind:#b", True, ["BL 1"], ["flag-red"])
    assert sheet.root.style == {"svg:fill": "#FF0000"}
    assert sheet.root.width == 200
    assert sheet.root.extensions[0].content == [{"name": "k", "attrs": {"v": "1"}, "content": "t"}]
    assert sheet.relationships[0].title == "mâu thuẫn"


def test_a_legacy_edit_keeps_foreign_elements_names_and_carriage_returns() -> None:
    mind_map = loads(legacy())
    mind_map.sheets[0].root.children[1].title = "đổi"
    after = members(saved(mind_map))
    text = after["content.xml"].decode()
    for piece in (
        '<q:own a="1">x</q:own>',
        'xlink:href="xmind:#b"',
        "một&#13;\nhai",
        '<title svg:width="200">Gốc</title>',
    ):
        assert piece in text
    wanted = canonical(mind_map)
    assert canonical(loads(saved(mind_map))) == wanted
    before = members(legacy())
    assert {name for name in before if before[name] != after[name]} == {"content.xml"}


def test_a_legacy_style_gets_an_entry_of_its_own() -> None:
    mind_map = loads(legacy())
    mind_map.sheets[0].root.children[0].style["svg:fill"] = "#00FF00"
    again = loads(saved(mind_map))
    assert again.sheets[0].root.children[0].style == {"svg:fill": "#00FF00"}
    assert again.sheets[0].root.style == {"svg:fill": "#FF0000"}


def test_saving_twice_gives_the_same_file() -> None:
    mind_map = loads(legacy())
    mind_map.sheets[0].root.children[1].link = "https://x.vn"
    first = saved(mind_map)
    assert first != legacy()
    assert saved(mind_map) == first


def test_bare_xml_stays_bare_until_it_needs_a_container() -> None:
    bare = members(legacy())["content.xml"]
    mind_map = loads(bare)
    assert saved(mind_map) == bare
    mind_map.sheets[0].root.title = "Khác"
    assert saved(mind_map).startswith(b"<?xml")
    mind_map.sheets[0].root.style = {"svg:fill": "#123456"}
    assert loads(saved(mind_map)).sheets[0].root.style == {"svg:fill": "#123456"}


def test_a_leading_slash_and_a_byte_order_mark_are_read() -> None:
    content = b"\xef\xbb\xbf" + members(legacy())["content.xml"]
    assert loads(packed({"/content.xml": content})).title == "Gốc"


@pytest.mark.parametrize("make", [zen, legacy])
def test_encryption_both_ways(make: Callable[[], bytes]) -> None:
    mind_map = loads(make())
    data = saved(mind_map, password="mật khẩu")
    assert b"thumbnail.png" not in data
    assert "Gốc".encode() not in data
    with pytest.raises(EncryptedFileError):
        loads(data)
    with pytest.raises(EncryptedFileError):
        loads(data, options=LoadOptions(password="sai"))
    opened = loads(data, options=LoadOptions(password="mật khẩu"))
    assert canonical(opened) == canonical(mind_map)
    assert saved(opened) == data
    opened.sheets[0].root.title = "Khác"
    edited = saved(opened)
    with pytest.raises(EncryptedFileError):
        loads(edited)
    assert loads(edited, options=LoadOptions(password="mật khẩu")).title == "Khác"
    assert loads(saved(opened, password="")).title == "Khác"


def test_conversion_reports_what_is_lost() -> None:
    data, report = dumps(loads(zen()), options=DumpOptions(format="xmind-xml"))
    assert {Feature.NOTE_HTML, Feature.RICH_TEXT, Feature.FOREIGN_DATA, Feature.THEME, Feature.REVISIONS} <= set(
        report.counts
    )
    details = {loss.detail for loss in report if loss.feature is Feature.FOREIGN_DATA}
    assert details == {"unknownKey", "notes.ops", "zones"}
    again = loads(data)
    assert again.resources.find(again.sheets[0].root.children[2].link or "") == b"png"
    assert again.sheets[0].root.children[2].link == "xap:attachments/x.png"
    _, report = dumps(loads(legacy()), options=DumpOptions(format="xmind-json"))
    assert {Feature.COMMENTS, Feature.REVISIONS, Feature.FOREIGN_DATA} <= set(report.counts)


def test_never_a_blank_map() -> None:
    contents: tuple[object, ...] = ([], {}, [{"id": "s"}], [5], None)
    for content in contents:
        with pytest.raises(FormatError):
            loads(packed({"content.json": content}))
    with pytest.raises(UnsupportedFormatError):
        loads(packed({"mimetype": "x"}))


def prefixed(text: str) -> str:
    """The same document as a writer leaves it that puts every namespace under a prefix of its own."""
    for prefix, usual in (("xl", "xlink"), ("x", "xhtml"), ("v", "svg")):
        text = text.replace(f"xmlns:{usual}=", f"xmlns:{prefix}=").replace(f"{usual}:", f"{prefix}:")
    text = re.sub(r"<(/?)(?![\w]+:)(?=[a-z])", r"<\1ns0:", text)
    return text.replace('xmlns="urn', 'xmlns:ns0="urn')


def test_names_under_other_prefixes_are_read_and_written_as_xmind_8_wants_them() -> None:
    strange = prefixed(LEGACY)
    assert "<ns0:xmap-content" in strange
    assert 'xl:href="xmind:#b"' in strange
    for data in (strange.encode(), packed({"content.xml": strange, "meta.xml": "<meta/>"})):
        mind_map = loads(data)
        assert canonical(mind_map) == canonical(loads(LEGACY.encode()))
        assert dumps(mind_map, options=DumpOptions(format="xmind-xml"))[0] == data
        mind_map.sheets[0].root.children[1].title = "mới"
        written = dumps(mind_map, options=DumpOptions(format="xmind-xml"))[0]
        content = written if data[:1] == b"<" else zipfile.ZipFile(io.BytesIO(written)).read("content.xml")
        assert b'<xmap-content xmlns:ns0="urn' in content
        assert b'xmlns="urn:xmind:xmap:xmlns:content:2.0"' in content
        assert b'xlink:href="xmind:#b"' in content
        assert b"<ns0:" not in content
        assert canonical(loads(written)) == canonical(mind_map)


def noted(notes: object, **more: object) -> Topic:
    root = {"id": "r", "title": "R", "notes": notes, **more}
    data = packed({"content.json": [{"id": "s", "rootTopic": root}]})
    mind_map = loads(data)
    assert dumps(mind_map, options=DumpOptions(format="xmind-json"))[0] == data
    return mind_map.sheets[0].root


@pytest.mark.parametrize(
    ("notes", "plain"),
    [
        ({"realHTML": {"content": "<div>một<br>hai</div><style>x</style><div>b&#7889;n</div>"}}, "một\nhai\nbốn"),
        ({"html": {"content": {"paragraphs": [{"spans": [{"text": "một"}, {}]}, {"spans": 1}, 2]}}}, "một"),
        ({"ops": {"ops": [{"insert": "một\n"}, {"insert": {"image": "x"}}, {"insert": "hai\n"}]}}, "một\nhai"),
        ("một", "một"),
    ],
)
def test_notes_without_plain_text_are_read_from_what_there_is(notes: object, plain: str) -> None:
    note = noted(notes).note
    assert note is not None
    assert note.plain == plain


def test_what_scripts_write_in_other_types_is_still_read() -> None:
    topic = noted(None, labels=[1, "BL 2", None], markers=["flag-red", {"markerId": "star-red"}, {}], customWidth="200")
    assert (topic.labels, topic.markers, topic.width) == (["1", "BL 2"], ["flag-red", "star-red"], 200.0)


def test_a_formatted_note_of_the_older_kind_has_text_too() -> None:
    xml = LEGACY.replace("<plain>một&#13;\nhai</plain>", "")
    note = loads(xml.encode()).sheets[0].root.children[0].note
    assert note is not None
    assert note.plain == "một đậm"
