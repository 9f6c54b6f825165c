"""Each neighbour format in the shapes that its own programs write."""

import csv
import html
import io
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from casedocs.errors import FormatError, UnsupportedFormatError, UsageError
from casedocs.mindmap import (
    DumpOptions,
    Feature,
    LoadOptions,
    MindMap,
    Note,
    Relationship,
    Sheet,
    Topic,
    canonical,
    dumps,
    loads,
    validate,
)
from casedocs.mindmap.codec import Trip
from casedocs.mindmap.formats import FORMATS, codec_for, detect, format_for_target
from casedocs.mindmap.losses import NAMES_VI
from casedocs.mindmap.templates import new_from_template

FREEPLANE = (
    b'<map version="freeplane 1.9.13">\n<!--To view this file, download Freeplane-->\n'
    b'<node TEXT="G&#x1ed1;c" ID="ID_1" FOLDED="false" CREATED="1">'
    b'<hook NAME="MapStyle"><properties show="1"/></hook>\n'
    b'<node POSITION="right" ID="ID_2" LINK="trang/12.png" FOLDED="true" COLOR="#ff0000"><richcontent TYPE="NODE">\n'
    b"<html><head/><body><p>d&#242;ng &nbsp;m&#7897;t</p><p>d&#242;ng <b>hai</b></p></body></html></richcontent>\n"
    b'<richcontent TYPE="NOTE"><html><body><p>ghi ch&#250;</p></body></html></richcontent>\n'
    b'<icon BUILTIN="full-1"/><icon BUILTIN="penguin"/>'
    b'<attribute NAME="nh&#227;n" VALUE="BL 7"/><attribute NAME="x" VALUE="y"/>\n'
    b'<arrowlink DESTINATION="ID_3" STARTARROW="None" MIDDLE_LABEL="m&#226;u thu&#7851;n"/><cloud/></node>\n'
    b'<node TEXT="ba" ID="ID_3" LINK="#ID_2"/></node></map>'
)


def text_of(mind_map: MindMap, name: str) -> str:
    return dumps(mind_map, options=DumpOptions(format=name))[0].decode("utf-8")


def test_freeplane_is_read() -> None:
    sheet = loads(FREEPLANE).sheets[0]
    first, second = sheet.root.children
    assert sheet.root.title == "Gốc"
    assert first.title == "dòng một\ndòng hai"
    assert first.note == Note(plain="ghi chú")
    assert (first.markers, first.labels, first.folded) == (["priority-1", "penguin"], ["BL 7"], True)
    assert (first.link, second.link) == ("trang/12.png", "xmind:#ID_2")
    assert [(item.start_id, item.end_id, item.title) for item in sheet.relationships] == [("ID_2", "ID_3", "mâu thuẫn")]
    assert first.boundaries[0].members is None


def test_freeplane_keeps_what_it_does_not_know() -> None:
    mind_map = loads(FREEPLANE)
    assert dumps(mind_map, options=DumpOptions())[0] == FREEPLANE
    mind_map.sheets[0].root.children[1].title = "khác"
    data, report = dumps(mind_map, options=DumpOptions())
    assert not report.losses
    assert data.isascii()
    for piece in (b'<attribute NAME="x" VALUE="y"/>', b"<b>hai</b>", b'COLOR="#ff0000"', b'show="1"', b"<!--To view"):
        assert piece in data
    assert canonical(loads(data)) == canonical(mind_map)


def test_opml_keeps_what_it_does_not_know() -> None:
    data = (
        b'<?xml version="1.0"?><opml version="2.0"><head><title>T</title>'
        b"<expansionState>1</expansionState></head><body>"
        b'<outline text="a" _note="n" foo="bar">'
        b'<outline text="b" type="link" url="http://x.vn/"/></outline></body></opml>'
    )
    mind_map = loads(data)
    root = mind_map.sheets[0].root
    assert (root.title, root.note, root.children[0].link) == ("a", Note(plain="n"), "http://x.vn/")
    assert dumps(mind_map, options=DumpOptions())[0] == data
    root.title = "khác"
    after = dumps(mind_map, options=DumpOptions())[0]
    assert b'foo="bar"' in after
    assert b"expansionState" in after
    several = loads(b'<opml><head><title>T</title></head><body><outline text="a"/><outline text="b"/></body></opml>')
    assert [topic.title for topic in several.topics()] == ["T", "a", "b"]


def test_mindmanager_is_read() -> None:
    xml = (
        '<ap:Map xmlns:ap="http://schemas.mindjet.com/MindManager/Application/2003"><ap:OneTopic><ap:Topic OId="1">'
        '<ap:SubTopics><ap:Topic OId="2"><ap:Text PlainText="hai"/><ap:NotesGroup>'
        '<ap:NotesXhtmlData PreviewPlainText="chú"/>'
        '</ap:NotesGroup><ap:Hyperlink Url="https://x.vn"/><ap:Task TaskPriority="urn:mindjet:Prio1"/>'
        '<ap:TextLabels><ap:TextLabel TextLabelName="BL 3"/></ap:TextLabels></ap:Topic></ap:SubTopics>'
        '<ap:Text PlainText="Gốc"/><ap:FloatingTopics><ap:Topic OId="3"><ap:Text PlainText="tự do"/></ap:Topic>'
        "</ap:FloatingTopics></ap:Topic></ap:OneTopic><ap:Relationships>"
        "<ap:Relationship><ap:ConnectionGroup Index='0'>"
        '<ap:Connection><ap:ObjectReference OIdRef="2"/></ap:Connection>'
        '</ap:ConnectionGroup><ap:ConnectionGroup Index="1">'
        '<ap:Connection><ap:ObjectReference OIdRef="3"/></ap:Connection></ap:ConnectionGroup></ap:Relationship>'
        "</ap:Relationships></ap:Map>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("Document.xml", xml)
    for data in (buffer.getvalue(), xml.encode()):
        sheet = loads(data).sheets[0]
        topic = sheet.root.children[0]
        assert (sheet.root.title, sheet.root.floating[0].title) == ("Gốc", "tự do")
        assert (topic.title, topic.labels, topic.markers, topic.link) == (
            "hai",
            ["BL 3"],
            ["priority-1"],
            "https://x.vn",
        )
        assert topic.note == Note(plain="chú")
        assert (sheet.relationships[0].start_id, sheet.relationships[0].end_id) == ("2", "3")
    with pytest.raises(UnsupportedFormatError):
        dumps(loads(xml.encode()), options=DumpOptions(format="mindmanager"))


def test_markdown_as_chat_programs_write_it() -> None:
    text = (
        "---\ntitle: x\n---\n# **Vụ án** A\n\nMở đầu.\n\n## 1. Khách thể\n- Quan hệ: `BL"
        " 12`\n  * sâu hơn [tệp](file:a.png)\n"
        "\n> trích dẫn\n\n## Mặt *khách quan*\n1. Hành vi\n2. Hậu quả\n   - [x] đã"
        " làm\n\n```\n# không phải\n```\nPhụ lục\n======\n"
    )
    mind_map = loads(text.encode(), options=LoadOptions(format="markdown"))
    root = mind_map.sheets[0].root
    assert (root.title, root.note) == ("Vụ án A", Note(plain="Mở đầu."))
    first, second = root.children
    assert [topic.title for topic in root.walk()][1:4] == ["1. Khách thể", "Quan hệ:", "sâu hơn [tệp](file:a.png)"]
    assert first.children[0].labels == ["BL 12"]
    assert first.children[0].children[0].note == Note(plain="trích dẫn")
    assert second.title == "Mặt khách quan"
    assert second.children[1].children[0].markers == ["task-done"]
    assert [sheet.title for sheet in mind_map.sheets] == ["Vụ án A", "Phụ lục"]


def test_markdown_of_a_template_is_headings_and_lists() -> None:
    text = text_of(new_from_template("dien-bien-vu-an", "Vụ B"), "markdown")
    assert text.startswith("# Vụ B\n\n## Trước khi phạm tội\n\n### … giờ … ngày …\n\n- Ai làm gì `BL …`\n")


def test_docx_has_real_headings_numbers_breaks_and_folios() -> None:
    mind_map = new_from_template("dan-su", "Vụ C")
    mind_map.sheets[0].root.children[0].children[0].labels = ["BL 12-15"]
    mind_map.sheets[0].root.children[0].children[0].link = "file:trang/012.pdf#page=2"
    data = dumps(mind_map, options=DumpOptions(format="docx"))[0]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml").decode()
        numbering = package.read("word/numbering.xml").decode()
        links = package.read("word/_rels/document.xml.rels").decode()
    assert 'w:val="Heading1"' in document
    assert "w:pageBreakBefore" in document
    assert "BL 12-15" in document
    assert "file:trang/012.pdf#page=2" in links
    assert '<w:pStyle w:val="Heading2"/>' in numbering
    again = loads(data)
    assert [t.title for t in again.topics()] == [t.title for t in mind_map.topics()]
    assert again.sheets[0].root.children[0].children[0].labels == ["BL 12-15"]


def test_docx_of_people_gives_headings_lists_tables_and_typed_folios() -> None:
    code = (
        "import docx,sys;d=docx.Document();d.add_heading('Báo"
        " cáo',0);d.add_paragraph('mở');d.add_heading('Một (BL 3, 5-7)',1);"
        "d.add_paragraph('ý', style='List"
        " Bullet');t=d.add_table(1,2);t.cell(0,0).text='a';t.cell(0,1).text='b';d.save(sys.argv[1])"
    )
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        root = loads(path.read_bytes()).sheets[0].root
    assert (root.title, root.note) == ("Báo cáo", Note(plain="mở"))
    assert (root.children[0].title, root.children[0].labels) == ("Một", ["BL 3, 5-7"])
    assert (root.children[0].children[0].title, root.children[0].children[0].note) == ("ý", Note(plain="a | b"))


def test_opml_attributes_may_be_spelt_in_other_letters() -> None:
    data = (
        b'<opml><body><outline Text="a" _Note="n"><outline TEXT="b" URL="http://x.vn/"/>'
        b'<outline Title="c"/></outline></body></opml>'
    )
    mind_map = loads(data)
    root = mind_map.sheets[0].root
    assert (root.title, root.note and root.note.plain) == ("a", "n")
    assert [(topic.title, topic.link) for topic in root.children] == [("b", "http://x.vn/"), ("c", None)]
    assert dumps(mind_map, options=DumpOptions(format="opml"))[0] == data
    root.title, root.note, root.children[0].link = "a2", Note(plain="n2"), "http://y.vn/"
    written = dumps(mind_map, options=DumpOptions(format="opml"))[0]
    assert b'<outline Text="a2" _Note="n2"><outline TEXT="b" type="link" url="http://y.vn/"/>' in written
    assert [topic.title for topic in loads(written).topics()] == ["a2", "b", "c"]


def test_pptx_has_one_branch_a_slide_and_speaker_notes() -> None:
    import pptx

    mind_map = MindMap.new("Vụ D")
    branch = mind_map.sheets[0].root.add("Nhánh")
    branch.note = Note(plain="lời nói")
    for number in range(20):
        branch.add(f"ý {number}", labels=["BL 1"])
    mind_map.sheets[0].root.add("Nhánh hai")
    deck = pptx.Presentation(io.BytesIO(dumps(mind_map, options=DumpOptions(format="pptx"))[0]))
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title is not None]
    assert titles == ["Vụ D", "Nhánh", "Nhánh (tiếp)", "Nhánh hai"]
    assert deck.slides[1].notes_slide.notes_text_frame is not None
    assert deck.slides[1].notes_slide.notes_text_frame.text == "Nhánh: lời nói"
    assert "ý 0 (BL 1)" in deck.slides[1].placeholders[1].text_frame.text


def test_csv_is_safe_in_a_spreadsheet() -> None:
    mind_map = MindMap.new("=cmd|x")
    mind_map.sheets[0].root.add("a, b\nc")
    text = text_of(mind_map, "csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][:4] == ["path", "kind", "depth", "title"]
    assert rows[1][3] == "'=cmd|x"
    assert rows[2][3] == "a, b\nc"


def test_drawing_languages_quote_their_own_signs() -> None:
    mind_map = MindMap.new('a "b" #c <d>')
    mind_map.sheets[0].root.add("**đậm**\nhai;")
    mermaid = text_of(mind_map, "mermaid")
    assert '(("a #quot;b#quot; #35;c #lt;d#gt;"))' in mermaid
    assert '"x = #36;#36;a^2#36;#36;"' in text_of(MindMap.new("x = $$a^2$$"), "mermaid")
    plantuml = text_of(mind_map, "plantuml")
    stars = "<U+002A><U+002A>"
    assert f"**:{stars}đậm{stars}\nhai<U+003B>\n;" in plantuml
    dot = text_of(mind_map, "graphviz")
    assert r'label="a \"b\" #c <d>"' in dot


def test_graphviz_draws_relationships() -> None:
    mind_map = MindMap.new("a")
    child = mind_map.sheets[0].root.add("b")
    mind_map.sheets[0].relationships.append(
        Relationship(start_id=child.id, end_id=mind_map.sheets[0].root.id, title="mâu thuẫn")
    )
    assert re.search(r'n1 -> n0 \[style=dashed.*label="mâu thuẫn"\]', text_of(mind_map, "graphviz"))


def test_several_sheets_become_branches_and_are_reported() -> None:
    mind_map = MindMap.new("một")
    mind_map.sheets.append(Sheet(title="hai", root=Topic(title="hai")))
    data, report = dumps(mind_map, options=DumpOptions(format="opml"))
    assert report.counts[Feature.SHEETS] == 1
    assert [topic.title for topic in loads(data).topics()] == ["một", "một", "hai"]


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_its_card(name: str) -> None:
    info = codec_for(name).info
    assert info.name == name
    assert info.title
    assert info.trip in Trip
    assert set(NAMES_VI) == set(Feature)
    assert info.loses == frozenset(Feature) - info.carries


def test_formats_are_chosen_by_content_and_suffix() -> None:
    assert detect(FREEPLANE, ".txt") == "freemind"
    assert detect(b"# a", ".md") == "markdown"
    assert format_for_target(".xmind", "xmind-xml") == "xmind-xml"
    assert format_for_target(".xmind", "opml") == "xmind-json"
    with pytest.raises(UnsupportedFormatError):
        detect(b"%PDF-1.7", ".pdf")
    with pytest.raises(UsageError):
        format_for_target(".pdf", "")
    with pytest.raises(UsageError):
        codec_for("visio")
    with pytest.raises(UnsupportedFormatError, match="encrypted"):
        dumps(MindMap.new("a"), options=DumpOptions(format="opml", password="x"))


@pytest.mark.parametrize("name", ["freemind", "opml", "mindmanager"])
def test_other_xml_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        loads(b"<svg/>", options=LoadOptions(format=name))


def test_markdown_labels_may_hold_backticks() -> None:
    mind_map = MindMap.new("a `b`")
    mind_map.sheets[0].root.labels = ["`x", "y`", "z`z", "BL 1"]
    again = loads(dumps(mind_map, options=DumpOptions(format="markdown"))[0], options=LoadOptions(format="markdown"))
    assert again.sheets[0].root.labels == ["`x", "y`", "z`z", "BL 1"]
    assert again.title == "a `b`"


def test_what_the_model_does_not_know_is_reported_on_conversion() -> None:
    _, report = dumps(loads(FREEPLANE), options=DumpOptions(format="xmind-json"))
    details = {loss.detail for loss in report if loss.feature is Feature.FOREIGN_DATA}
    assert details == {"hook", "COLOR", "attribute x"}


@pytest.mark.parametrize("name", ["xmind-json", "xmind-xml"])
def test_xmind_files_made_from_maps_without_ids_have_them(name: str) -> None:
    mind_map = loads(b'<map><node TEXT="a"><node TEXT="b"><cloud/><arrowlink DESTINATION="x"/></node></node></map>')
    data, _ = dumps(mind_map, options=DumpOptions(format=name))
    assert data == dumps(mind_map, options=DumpOptions(format=name))[0]
    again = loads(data)
    ids = [again.sheets[0].id, again.sheets[0].relationships[0].id, *(topic.id for topic in again.topics())]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert mind_map.sheets[0].root.id == ""


HARD = (
    "*** x", "@enduml", ":x;", "`mã`", "<script>", "#1", "end", "$$x$$", "\\n", "<&heart>", "", " ", "'chú thích",
    "//x//", "!include /etc/passwd", "%%{init: {}}%%", "<img:http://x>", "[[http://x]]", '"; n0 -> n9 [', "ngày 02/3",
)  # fmt: skip


def hard_map() -> MindMap:
    mind_map = MindMap.new("Gốc")
    for title in HARD:
        mind_map.sheets[0].root.add(title).add(f"con {title}")
    return mind_map


def test_plantuml_lines_hold_no_markup_and_no_blank_node() -> None:
    lines = text_of(hard_map(), "plantuml").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("@startmindmap", "@endmindmap", 2 * len(HARD) + 3)
    shown = [re.sub(r"<U\+([0-9A-F]{4})>", lambda found: chr(int(found[1], 16)), line) for line in lines[2:-1:2]]
    assert [line.removeprefix("** ").replace("\u00a0", "") for line in shown] == [title.strip() for title in HARD]
    for line in lines[1:-1]:
        bare = re.sub(r"<U\+[0-9A-F]{4}>", "", line).lstrip("*")
        assert not re.search(r"<|\*\*|//|\[\[|\$\$|%%|`|;$|^ [@!:#]", bare), line


def test_mermaid_has_no_blank_node() -> None:
    text = text_of(hard_map(), "mermaid")
    assert text.count('["#160;"]') == 2
    assert '[""]' not in text
    assert '[" "]' not in text


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_itself_draws_it() -> None:
    done = subprocess.run(
        ["dot", "-Tplain"], input=text_of(hard_map(), "graphviz"), capture_output=True, text=True, check=True
    )
    assert sum(line.startswith("node ") for line in done.stdout.splitlines()) == 2 * len(HARD) + 1
    assert done.stderr == ""


@pytest.mark.skipif(shutil.which("plantuml") is None, reason="PlantUML is not installed")
def test_plantuml_itself_draws_it() -> None:
    done = subprocess.run(
        ["plantuml", "-tsvg", "-pipe"],
        input=text_of(hard_map(), "plantuml"),
        capture_output=True,
        text=True,
        check=True,
    )
    drawn = [html.unescape(text).strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", done.stdout)]
    assert set(drawn) >= {title.strip() for title in HARD if title.strip()}


def test_details_of_freeplane_are_the_first_lines_of_the_note() -> None:
    data = (
        b'<map version="freeplane 1.9"><node TEXT="a"><richcontent TYPE="DETAILS"><html><body><p>chi</p></body></html>'
        b'</richcontent><richcontent TYPE="NOTE"><html><body><p>ghi</p></body></html></richcontent></node></map>'
    )
    mind_map = loads(data)
    root = mind_map.sheets[0].root
    assert root.note is not None
    assert root.note.plain == "chi\nghi"
    assert validate(mind_map) == []
    options = DumpOptions(format="freemind")
    assert dumps(mind_map, options=options)[0] == data
    root.note = Note(plain="mới")
    written = dumps(mind_map, options=options)[0]
    assert b"DETAILS" not in written
    assert loads(written).sheets[0].root.note == Note(plain="mới")
