"""Files that somebody made to hurt: a named error or a reported problem, in bounded time and memory."""

import io
import json
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.errors import CorruptFileError, FormatError, InputError, LimitExceededError
from casedocs.mindmap import DumpOptions, LoadOptions, MindMap, dumps, loads, validate
from casedocs.mindmap.formats import FORMATS, codec_for
from casedocs.mindmap.options import Limits
from tests.property.mindmap.maps import build

SHEET = [{"id": "s", "rootTopic": {"id": "r", "title": "Gốc"}}]
CONTENT = json.dumps(SHEET)


def packed(pairs: list[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in pairs:
            target.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/passwd", "C:/x", "..\\x", "a\\..\\..\\x", "//server/x", "resources/../../x"]
)
def test_names_that_leave_the_folder(name: str) -> None:
    with pytest.raises(CorruptFileError, match="unsafe"):
        loads(packed([("content.json", CONTENT), (name, b"x")]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_used_twice() -> None:
    with pytest.raises(CorruptFileError, match="twice"):
        loads(packed([("content.json", CONTENT), ("content.json", "[]")]))


def test_bombs() -> None:
    with pytest.raises(LimitExceededError, match="grows"):
        loads(packed([("content.json", b" " * (20 * 2**20))]))
    with pytest.raises(LimitExceededError, match="members"):
        loads(packed([(f"resources/{n}", b"") for n in range(30)]), options=LoadOptions(limits=Limits(members=20)))
    with pytest.raises(LimitExceededError, match="unpacks"):
        loads(
            packed([("content.json", CONTENT), ("a", b"x" * 999)]), options=LoadOptions(limits=Limits(total_bytes=500))
        )
    with pytest.raises(LimitExceededError, match="limit"):
        loads(packed([("content.json", CONTENT)]), options=LoadOptions(max_content_bytes=10))


def test_side_documents_have_a_limit_of_their_own() -> None:
    limits = Limits(document_bytes=1000)
    manifest = json.dumps({"file-entries": {f"x{number}": {} for number in range(500)}})
    with pytest.raises(LimitExceededError, match="manifest"):
        loads(packed([("content.json", CONTENT), ("manifest.json", manifest)]), options=LoadOptions(limits=limits))
    styles = "<xmap-styles>" + " " * 2000 + "</xmap-styles>"
    content = "<xmap-content><sheet id='s'><topic id='t'/></sheet></xmap-content>"
    with pytest.raises(LimitExceededError, match="styles"):
        loads(packed([("content.xml", content), ("styles.xml", styles)]), options=LoadOptions(limits=limits))


def test_overlapping_members() -> None:
    data = bytearray(packed([("content.json", CONTENT), ("b", b"y" * 50)], zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    with pytest.raises(CorruptFileError):
        loads(bytes(data))


def test_a_declared_size_that_lies() -> None:
    data = bytearray(packed([("content.json", b"[" * 100_000)]))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(InputError):
        loads(bytes(data))


@pytest.mark.parametrize("cut", [1, 5, 30, 60, 100, -1, -10, -22])
def test_files_cut_short(cut: int) -> None:
    with pytest.raises(InputError):
        loads(packed([("content.json", CONTENT)])[:cut])


def test_document_types_and_entities() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xmap-content><sheet/></xmap-content>'
    outside = '<!DOCTYPE map SYSTEM "file:///etc/passwd"><map><node TEXT="x"/></map>'
    for text, name in ((bomb, "xmind-xml"), (outside, "freemind"), (outside, "opml"), (outside, "mindmanager")):
        with pytest.raises(CorruptFileError, match="document type"):
            loads(text.encode(), options=LoadOptions(format=name))


def deep_json(levels: int) -> bytes:
    head = '[{"id":"s","rootTopic":' + '{"id":"t","children":{"attached":[' * levels
    return packed([("content.json", head + '{"id":"t"}' + "]}}" * levels + "}]")], zipfile.ZIP_STORED)


def test_depth_beyond_the_interpreter_is_read_and_written() -> None:
    mind_map = loads(deep_json(2000))
    assert sum(1 for _ in mind_map.topics()) == 2001
    assert dumps(mind_map, options=DumpOptions())[0] == deep_json(2000)
    mind_map.sheets[0].root.title = "Khác"
    data, _ = dumps(mind_map, options=DumpOptions())
    assert loads(data).title == "Khác"


@pytest.mark.parametrize("levels", [100_000])
def test_depth_over_the_limit_is_named(levels: int) -> None:
    with pytest.raises(LimitExceededError, match="deep"):
        loads(deep_json(levels))
    xml = "<xmap-content><sheet>" + "<topic><children><topics type='attached'>" * levels
    xml += "</topics></children></topic>" * levels + "</sheet></xmap-content>"
    with pytest.raises(LimitExceededError, match="deep"):
        loads(xml.encode())
    mm = "<map>" + "<node TEXT='x'>" * levels + "</node>" * levels + "</map>"
    with pytest.raises(LimitExceededError, match="deep"):
        loads(mm.encode())
    opml = "<opml><body>" + "<outline text='x'>" * levels + "</outline>" * levels + "</body></opml>"
    with pytest.raises(LimitExceededError, match="deep"):
        loads(opml.encode())
    plain = '{"version":1,"sheets":[{"id":"s","title":"","root":' + '{"id":"t","title":"","children":[' * levels
    with pytest.raises(InputError):
        loads((plain + "]}" * levels + "}]}").encode(), options=LoadOptions(format="json"))


def test_deep_maps_go_through_every_writer_and_the_tools() -> None:
    mind_map = MindMap.new("0")
    topic = mind_map.sheets[0].root
    for number in range(1500):
        topic = topic.add(str(number))
    assert validate(mind_map) == []
    for name in FORMATS:
        if name not in {"mindmanager", "docx", "pptx"}:
            data, _ = dumps(mind_map, options=DumpOptions(format=name))
            assert data


def test_duplicate_ids_are_reported() -> None:
    topic = {"id": "r", "title": "a", "children": {"attached": [{"id": "r", "title": "b"}]}}
    mind_map = loads(packed([("content.json", json.dumps([{"id": "s", "rootTopic": topic}]))]))
    assert {item.code for item in validate(mind_map)} == {"duplicate-id"}


def test_direction_marks_are_reported() -> None:
    topic = {"id": "r", "title": "hồ sơ \u202efdp.exe"}
    mind_map = loads(packed([("content.json", json.dumps([{"id": "s", "rootTopic": topic}]))]))
    assert {item.code for item in validate(mind_map)} == {"bidi-control"}


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    "id", "title", "notes", "labels", "markers", "href", "image", "numbering", "branch", "structureClass", "position",
    "customWidth", "style", "extensions", "boundaries", "summaries", "attributedTitle", "children", "titleUnedited",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    values=st.dictionaries(st.sampled_from(KEYS), ANY, max_size=6),
    inner=st.dictionaries(st.sampled_from(KEYS), ANY, max_size=4),
)
def test_wrong_types_everywhere(values: dict[str, object], inner: dict[str, object]) -> None:
    topic = {"id": "r", "title": "Gốc", "children": {"attached": [inner, 5, None], "summary": [inner]}, **values}
    sheet = {"id": "s", "rootTopic": topic, "relationships": values.get("labels"), "style": values.get("image")}
    data = packed([("content.json", json.dumps([sheet]))], zipfile.ZIP_STORED)
    mind_map = loads(data)
    assert dumps(mind_map, options=DumpOptions())[0] == data
    validate(mind_map)
    for name in ("xmind-xml", "json", "markdown", "freemind", "opml", "csv"):
        assert dumps(mind_map, options=DumpOptions(format=name))[0]
    mind_map.sheets[0].root.title = "Khác"
    again = loads(dumps(mind_map, options=DumpOptions())[0])
    assert again.title == "Khác"


def test_silly_encryption_values_are_named() -> None:
    for change in ({"iteration-count": 2**40}, {"size": 7}, {"iv": "***"}, {"algorithm-name": "ROT13"}, {"salt": 5}):
        values = {"salt": "AAAAAAAAAAA=", "iv": "AAAAAAAAAAAAAAAAAAAAAA==", "iteration-count": 1, "size": 128, **change}
        manifest = {"file-entries": {"content.json": {"encryption-data": values}}}
        with pytest.raises(InputError):
            loads(
                packed([("content.json", b"x" * 16), ("manifest.json", json.dumps(manifest))]),
                options=LoadOptions(password="a"),
            )


READERS = [name for name in FORMATS if name not in {"mermaid", "plantuml", "graphviz", "pptx", "csv"}]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_noise_gives_a_map_or_a_named_error(name: str, data: bytes) -> None:
    try:
        mind_map = loads(data, options=LoadOptions(format=name))
    except InputError:
        return
    assert mind_map.sheets


@pytest.mark.parametrize("name", ["xmind-json", "xmind-xml", "freemind", "opml", "markdown", "json", "docx"])
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damaged_files_give_a_map_or_a_named_error(name: str, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(dumps(build(seed % 5, 12, ["Lời khai", "a & b"]), options=DumpOptions(format=name))[0])
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data))
        if rng.random() < 0.3:
            del data[at : at + rng.randint(1, 20)]
        else:
            data[at] = rng.randrange(256)
    try:
        mind_map = loads(bytes(data), options=LoadOptions(format=name))
    except InputError:
        return
    assert mind_map.sheets


@pytest.mark.parametrize("name", ["mermaid", "plantuml", "graphviz", "pptx", "csv"])
def test_written_formats_say_that_they_are_not_read(name: str) -> None:
    with pytest.raises(InputError, match="not read"):
        codec_for(name).read(b"x", LoadOptions(format=name))


def test_markdown_without_an_outline_is_refused() -> None:
    with pytest.raises(FormatError):
        loads("chỉ một đoạn văn".encode(), options=LoadOptions(format="markdown"))


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "**",
        "_a_",
        "`a` ",
        "```",
        "[a](",
        "[[",
        "# ",
        " #",
        "\\",
        "<br>",
        "(BL 1 ",
        "- ",
        "> ",
        "1. ",
        "~~~",
        "a*",
        "\t",
    ],
)
def test_markdown_stays_quick_on_long_and_many_lines(piece: str) -> None:
    for text in (f"# {piece * 30_000}", f"# a\n- {piece * 600}\n" * 20, f"# a\n{(piece + chr(10)) * 20_000}"):
        mind_map = loads(text.encode(), options=LoadOptions(format="markdown"))
        assert mind_map.sheets
