"""What an edit leaves alone stays letter for letter: comments, quotes, CDATA, line ends, order of foreign things."""

import io
import zipfile

import pytest

from casedocs.mindmap import DumpOptions, LoadOptions, MindMap, Topic, canonical, dumps, insert, loads, move, remove
from casedocs.mindmap._xml import Verbatim, dump_xml, load_xml
from casedocs.mindmap.formats._xml_spans import verbatim

XMIND = """<?xml version='1.0' encoding="utf-8"?>
<!-- trước <topic id="giả"> --><?lạ <topic> ?>
<xmap-content xmlns="urn:xmind:xmap:xmlns:content:2.0" xmlns:xlink="http://www.w3.org/1999/xlink">
 <sheet id="s"><topic id='r'><title>Gốc</title><children><topics type="attached">
  <topic id='a' lạ="1 > 0"><title><![CDATA[A </topic> "<topic>"]]></title></topic><!-- <topic id="x"> -->
  <topic   id = "b"/>
  <topic id="c" xlink:href='http://a/?x="y"'><title>C &#xe9;&lt;topic&gt;</title><lạ>giữ</lạ><children><topics
   type="attached"><topic id="d"><title>D</title></topic></topics></children></topic>
 </topics></children></topic><title>Trang</title></sheet>
</xmap-content>
<!-- sau -->
"""
KEPT = (
    '<topic id=\'a\' lạ="1 > 0"><title><![CDATA[A </topic> "<topic>"]]></title></topic><!-- <topic id="x"> -->',
    '<topic   id = "b"/>',
    '<topic id="d"><title>D</title></topic>',
)
FREEPLANE = """<map version="freeplane 1.12.1">
<!-- Freeplane --><bookmarks/>
<node TEXT="Gốc é" ID="ID_1"><hook NAME="MapStyle"><map_styles/></hook>
<node TEXT='A' ID="ID_2"/><hook NAME="SummaryNode"/><node TEXT="B" ID="ID_3"/><font SIZE="9"/>
</node></map>
"""


def container(content: bytes, name: str = "content.xml") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(name, content)
    return target.getvalue()


def content_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("content.xml").decode("utf-8")


def find(mind_map: MindMap, identity: str) -> Topic:
    found = mind_map.find(identity)
    assert found is not None
    return found


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("bare", [False, True])
def test_the_text_of_other_topics_is_copied(ends: str, mark: str, *, bare: bool) -> None:
    source = (mark + XMIND.replace("\n", ends)).encode()
    mind_map = loads(source if bare else container(source))
    find(mind_map, "c").title = "mới\nhai dòng"
    data, _ = dumps(mind_map, options=DumpOptions())
    text = data.decode() if bare else content_of(data)
    for kept in KEPT:
        assert kept in text
    head, tail = XMIND[: XMIND.index("<xmap-content")], XMIND[XMIND.index("</xmap-content>") :]
    assert text.startswith(head.replace("\n", ends))
    assert text.endswith(tail.replace("\n", ends))
    assert text.count("\n") == text.count(ends)
    again = loads(data)
    assert canonical(again) == canonical(mind_map)
    assert "<lạ>giữ</lạ>" in text


def test_moved_removed_and_inserted_topics() -> None:
    mind_map = loads(container(XMIND.encode()))
    root = mind_map.sheets[0].root
    move(mind_map, find(mind_map, "d"), root, 0)
    remove(mind_map, find(mind_map, "b"))
    insert(mind_map, find(mind_map, "a"), Topic(title="con & <mới>"))
    data, _ = dumps(mind_map, options=DumpOptions())
    assert canonical(loads(data)) == canonical(mind_map)
    assert KEPT[2] in content_of(data)
    assert KEPT[1] not in content_of(data)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1258"])
def test_other_encodings_are_written_anew(encoding: str) -> None:
    plain = XMIND.replace("ạ", "a").replace("ố", "ô").replace("ả", "a").replace("ướ", "uo").replace("ữ", "u")
    plain = plain.replace('"utf-8"', f'"{encoding}"')
    mind_map = loads(container(plain.encode(encoding, "xmlcharrefreplace")))
    find(mind_map, "d").title = "Đồng Tháp"
    data, _ = dumps(mind_map, options=DumpOptions())
    assert canonical(loads(data)) == canonical(mind_map)
    assert "Đồng Tháp" in content_of(data)


def test_names_of_html_characters_are_resolved_when_the_file_is_written() -> None:
    mind_map = loads(container(XMIND.replace("<lạ>giữ", "<lạ>giữ&nbsp;").encode()))
    find(mind_map, "d").title = "D2"
    text = content_of(dumps(mind_map, options=DumpOptions())[0])
    assert "giữ\u00a0" in text
    assert "&nbsp;" not in text


def test_freeplane_keeps_the_order_of_what_is_not_ours() -> None:
    mind_map = loads(FREEPLANE.encode())
    find(mind_map, "ID_2").title = "A mới"
    data, report = dumps(mind_map, options=DumpOptions())
    assert data.decode() == FREEPLANE.replace("<node TEXT='A' ", '<node TEXT="A mới" ')
    assert not report.losses


def test_a_second_root_of_freemind_is_kept_and_reported() -> None:
    source = b'<map version="1.0.1"><node TEXT="1" ID="a"/><attribute_registry/><node TEXT="2"/></map>'
    mind_map = loads(source)
    assert [problem.code for problem in mind_map.problems] == ["more-roots"]
    assert dumps(mind_map, options=DumpOptions())[0] == source
    find(mind_map, "a").title = "x"
    assert dumps(mind_map, options=DumpOptions())[0] == source.replace(b'"1" ', b'"x" ')


@pytest.mark.parametrize(
    "text",
    ["# A\r\n\r\n* b\r\n    + c **đậm**\r\n", "\ufeffA\n===\n1. x\n\nđoạn\n", "---\nt: x\n---\n# A\n\n| a |\n|---|\n"],
)
def test_markdown_that_was_not_changed_stays(text: str) -> None:
    mind_map = loads(text.encode(), options=LoadOptions(format="markdown"))
    assert dumps(mind_map, options=DumpOptions()) == (text.encode(), dumps(mind_map, options=DumpOptions())[1])
    mind_map.sheets[0].root.title = "khác"
    assert dumps(mind_map, options=DumpOptions())[0] != text.encode()


def test_a_word_document_that_was_not_changed_stays() -> None:
    source, _ = dumps(loads(FREEPLANE.encode()), options=DumpOptions(format="docx"))
    mind_map = loads(source)
    assert dumps(mind_map, options=DumpOptions())[0] == source
    mind_map.sheets[0].root.add("thêm")
    assert dumps(mind_map, options=DumpOptions())[0] != source


def test_spans_agree_with_the_parser() -> None:
    root = load_xml(XMIND.encode(), source="x")
    kept = verbatim(XMIND.encode(), root, "topic")
    assert isinstance(kept, Verbatim)
    assert dump_xml(root, kept=kept).decode().count("<topic") == XMIND.count("<topic")
    for element in root.iter("topic"):
        start, end = kept.places[id(element)]
        assert (
            load_xml(b"<x xmlns:xlink='y'>%s</x>" % XMIND[start:end].encode(), source="x")[0].items() == element.items()
        )
